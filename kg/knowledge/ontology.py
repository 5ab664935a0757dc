"""What the ontology says about events: the PLOVER types and the relations with their triggers.

Turtle of ontologies/ (and a user's own files) enters, an `Ontology` leaves. A trigger is a line of a small notation:

    A impose [sanction|embargo] on R        a verb: A the actor, R the recipient, in brackets a noun that must be there
    A call R!                               R! : the recipient must be an actor or a place
    A attend []                             empty brackets: no object may stand there
    A be critical of R                      an adjective or noun after a copula
    visit of|by A to R                      a noun with the prepositions that bring its arguments
    strike [air|drone] of|by A on R         ... and in brackets a modifier that must stand before it
    R's arrest by A                         a noun whose possessor is the recipient
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.paths import ontology_path

DIP = "https://w3id.org/diplomatic-kg/ontology#"
PLOVER = "https://w3id.org/diplomatic-kg/plover#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
STATEMENT = "STATE"

Facts = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Category:
    """One of the sixteen PLOVER types, or STATE.

    `announced_as` is the relation that a promise or threat to do such a thing is, `refused_as` that of the refusal to,
    `told_as` the plainest one.
    """

    id: str
    label: str
    definition: str
    quad_class: str
    score: float
    announced_as: str | None
    refused_as: str | None
    told_as: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A finer interaction under a type: it names the edge of the graph."""

    id: str
    label: str
    category: str
    mode: str | None
    contexts: tuple[str, ...]
    symmetric: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What must or may stand after the predicate: prepositions, a slot (A or R), one of some nouns, or no object."""

    words: frozenset[str] = frozenset()
    slot: Literal["A", "R", ""] = ""
    nouns: frozenset[str] = frozenset()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, with what it must stand with, that tells of a relation."""

    relation: str
    text: str
    lemma: str
    kind: Literal["verb", "copular", "noun"]
    parts: tuple[Part, ...]
    recipient_required: bool = False
    possessor: Literal["A", "R"] = "A"
    symmetric: bool = False

    @property
    def specificity(self) -> int:
        """How many words beside the predicate the trigger asks for."""
        return sum(bool(part.nouns) + bool(part.words) for part in self.parts)


def parse_trigger(text: str, relation: str = "") -> Trigger:
    """Read the notation.

    >>> parse_trigger("A impose [sanction|embargo] on R").lemma
    'impose'
    >>> parse_trigger("visit of|by A to R").kind
    'noun'
    """
    words = text.split()
    required = "R!" in words
    words = ["R" if word == "R!" else word for word in words]
    if not words or not all(re.fullmatch(r"A|R|R's|\[[\w|.'-]*\]|[\w|.'-]+", word) for word in words):
        raise OntologyError(f"trigger {text!r} can't be read: use lemmas, A, R, R! and [noun|noun]")
    if words[0] == "A":
        copular = words[1:2] == ["be"] and len(words) > 2
        lemma, rest = (words[2], words[3:]) if copular else (words[1] if len(words) > 1 else "", words[2:])
        kind: Literal["verb", "copular", "noun"] = "copular" if copular else "verb"
        return Trigger(relation, text, _lemma(lemma, text), kind, tuple(_parts(rest, text)), required)
    possessor: Literal["A", "R"] = "R" if words[0] == "R's" else "A"
    words = words[1:] if possessor == "R" else words
    lemma = words[0] if words else ""
    return Trigger(relation, text, _lemma(lemma, text), "noun", tuple(_parts(words[1:], text)), required, possessor)


def _lemma(word: str, text: str) -> str:
    if not word or word in {"A", "R"} or word[0] == "[":
        raise OntologyError(f"trigger {text!r} names no verb or noun: write its dictionary form")
    return word


def _parts(words: Sequence[str], text: str) -> Iterator[Part]:
    """Group prepositions with the slot or the nouns that they bring."""
    waiting: list[frozenset[str]] = []
    for word in words:
        if word == "[]":
            yield Part(bare=True)
        elif word in {"A", "R"} or word[0] == "[":
            nouns = frozenset(word[1:-1].split("|")) if word[0] == "[" else frozenset()
            preposition = waiting.pop() if waiting else frozenset[str]()
            yield from (Part(particle) for particle in waiting)
            yield Part(preposition, "A" if word == "A" else "R" if word == "R" else "", nouns)
            waiting = []
        else:
            waiting.append(frozenset(word.split("|")))
    yield from (Part(particle) for particle in waiting)


@dataclass(frozen=True)
class Ontology:
    """Types by name, relations by name, and the triggers of each lemma, the most specific first."""

    categories: dict[str, Category]
    relations: dict[str, Relation]
    triggers: tuple[Trigger, ...]

    @cached_property
    def by_lemma(self) -> dict[tuple[str, str], tuple[Trigger, ...]]:
        """Triggers by (kind, lemma)."""
        index: defaultdict[tuple[str, str], list[Trigger]] = defaultdict(list)
        for trigger in self.triggers:
            index[trigger.kind, trigger.lemma].append(trigger)
        return {key: tuple(sorted(group, key=lambda t: (-t.specificity, t.text))) for key, group in index.items()}


def load_ontology(extra: Sequence[Path] = ()) -> Ontology:
    """The shipped types and relations, and the user's own files, which count first where both know the same.

    Raises OntologyError with file and cause for a file that is missing, is no Turtle, or has an unreadable trigger.
    """
    return _load(tuple(Path(path) for path in extra))


@cache
def _load(extra: tuple[Path, ...]) -> Ontology:
    categories = {category.id: category for category in _categories(read_turtle(ontology_path("plover.ttl")))}
    relations: dict[str, Relation] = {}
    triggers: list[Trigger] = []
    for path in (*extra, *sorted(ontology_path("relations").glob("*.ttl"))):
        for relation, texts in _relations(path, categories):
            relations.setdefault(relation.id, relation)
            triggers += [replace(_checked(text, relation.id, path), symmetric=relation.symmetric) for text in texts]
    return Ontology(categories, relations, tuple(triggers))


def read_turtle(path: Path) -> dict[str, Facts]:
    """Subject -> predicate (local name) -> objects, sorted; raises OntologyError naming file, cause and remedy."""
    subjects: dict[str, Facts] = {}
    try:
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else str(quad.object)
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
            subjects.setdefault(subject, {}).setdefault(_local(quad.predicate.value), []).append(value)
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}): check the path") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}: line {error.lineno}: no valid Turtle ({error.msg}): correct the line") from error
    return subjects


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _categories(subjects: dict[str, Facts]) -> Iterator[Category]:
    for iri, facts in subjects.items():
        if "quadClass" in facts and "goldstein" in facts:
            quad_class = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _local(facts["quadClass"][0])).lower()
            yield Category(
                id=_local(iri),
                label=facts["prefLabel"][0],
                definition=facts.get("definition", [""])[0],
                quad_class=quad_class,
                score=float(facts["goldstein"][0]),
                announced_as=_local(facts["announcedAs"][0]) if "announcedAs" in facts else None,
                refused_as=_local(facts["refusedAs"][0]) if "refusedAs" in facts else None,
                told_as=_local(facts["toldAs"][0]) if "toldAs" in facts else None,
            )


def _relations(path: Path, categories: dict[str, Category]) -> Iterator[tuple[Relation, list[str]]]:
    for iri, facts in read_turtle(path).items():
        if f"{DIP}Relation" not in facts.get("type", []):
            continue
        name, category = _local(iri), _local(facts.get("category", [""])[0])
        if category not in categories:
            raise OntologyError(f"{path}: {name} has no PLOVER type: add `dip:category plover:TYPE`")
        yield (
            Relation(
                id=name,
                label=facts.get("label", [name])[0],
                category=category,
                mode=facts.get("mode", [None])[0],
                contexts=tuple(sorted(facts.get("context", []))),
                symmetric=facts.get("symmetric") == ["true"],
            ),
            facts.get("trigger", []),
        )


def _checked(text: str, relation: str, path: Path) -> Trigger:
    try:
        return parse_trigger(text, relation)
    except OntologyError as error:
        raise OntologyError(f"{path}: {relation}: {error}") from error
