"""What the ontology says about events: the PLOVER types and the relations with their triggers.

Turtle of ontologies/ (and a user's own files) enters, an `Ontology` leaves. The module trigger_notation explains how
triggers are written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox

from kg import model
from kg.errors import OntologyError
from kg.knowledge.doors import check_relation, label_of, line_of
from kg.knowledge.paths import ontology_path
from kg.knowledge.trigger_notation import Classes, Part, Trigger, parse_restriction, parse_triggers
from kg.knowledge.turtle import Facts, local_name, read_turtle
from kg.model import Event, Graph

DIP = "https://w3id.org/diplomatic-kg/ontology#"
PLOVER = "https://w3id.org/diplomatic-kg/plover#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
STATEMENT = "STATE"


@dataclass(frozen=True, slots=True)
class Category(model.Category):
    """One of the sixteen PLOVER types, or STATE, with the relations that stand for it.

    `announced_as` is the relation that a promise or threat to do such a thing is, `refused_as` that of the refusal to.
    """

    announced_as: str | None
    refused_as: str | None
    traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relation(model.Relation):
    """A relation with the mode and the contexts that its events have; `personal` ones befall people, never places,
    `solitary` ones nobody of whom it is not said: who resigns does it to none."""

    mode: str | None
    contexts: tuple[str, ...]
    personal: bool = False
    solitary: bool = False


@dataclass(frozen=True)
class Ontology:
    """Types by name, relations by name, the triggers of each lemma, the most specific first.

    `unless` is what the words of a type must not stand with, by the type's name.
    """

    categories: dict[str, Category]
    relations: dict[str, Relation]
    triggers: tuple[Trigger, ...]
    unless: dict[str, tuple[Part, ...]] = field(default_factory=dict)

    @cached_property
    def by_lemma(self) -> dict[tuple[str, str], tuple[Trigger, ...]]:
        """Triggers by (kind, lemma)."""
        index: defaultdict[tuple[str, str], list[Trigger]] = defaultdict(list)
        for trigger in self.triggers:
            index[trigger.kind, trigger.lemma].append(trigger)
        return {key: tuple(sorted(group, key=_rank)) for key, group in index.items()}

    def category_of(self, trigger: Trigger) -> Category:
        """The type of the events that a trigger tells."""
        return self.categories[self.relations[trigger.relation].category]

    @cached_property
    def meanings(self) -> tuple[dict[str, model.Relation], dict[str, model.Category]]:
        """What relations and types mean, without how texts tell of them."""
        relations, categories = self.relations.values(), self.categories.values()
        return (
            {r.id: model.Relation(r.id, r.label, r.category, r.symmetric) for r in relations},
            {c.id: model.Category(c.id, c.label, c.definition, c.quad_class, c.score) for c in categories},
        )

    def define(self, graph: Graph) -> Graph:
        """The graph with what its relations and types mean here; what it says of them itself stays."""
        relations, categories = self.meanings
        known = {event.relation: relations[event.relation] for event in graph.events if event.relation in relations}
        meant = {event.type: categories[event.type] for event in graph.events if event.type in categories}
        return replace(
            graph,
            relations=tuple(sorted((known | {relation.id: relation for relation in graph.relations}).values())),
            categories=tuple(sorted((meant | graph.category).values())),
        )


def _rank(trigger: Trigger) -> tuple[int, bool, str]:
    """What asks for more comes first."""
    return -trigger.specificity, not trigger.recipient_required, trigger.text


def load_ontology(extra: Sequence[Path] = ()) -> Ontology:
    """The shipped types and relations, and the user's own files, which count first where both know the same.

    Raises OntologyError with file and cause for a file that is missing, is no Turtle, or has an unreadable trigger.
    """
    return _load(tuple(Path(path) for path in extra))


@cache
def _load(extra: tuple[Path, ...]) -> Ontology:
    plover = ontology_path("plover.ttl")
    scheme = read_turtle(plover)
    categories = {category.id: category for category in _categories(scheme)}
    files = {path: read_turtle(path) for path in (*extra, *sorted(ontology_path("relations").glob("*.ttl")))}
    classes = noun_classes(files.values())
    unless = {name: _restrictions(plover, name, scheme[PLOVER + name], classes) for name in categories}
    relations: dict[str, Relation] = {}
    triggers: list[Trigger] = []
    for path, subjects in files.items():
        for relation, facts in _relations(path, subjects, categories):
            relations.setdefault(relation.id, relation)
            barred = _restrictions(path, relation.id, facts, classes) + unless[relation.category]
            triggers += _triggers(path, relation, facts.get("trigger", []), barred, classes)
    return Ontology(categories, relations, tuple(triggers), unless)


def noun_classes(files: Iterable[dict[str, Facts]] = ()) -> Classes:
    """The nouns of each class by its name, as the first file has it; the shipped file comes last."""
    classes: dict[str, frozenset[str]] = {}
    for subjects in (*files, read_turtle(ontology_path("noun-classes.ttl"))):
        for iri, facts in subjects.items():
            if f"{DIP}NounClass" in facts.get("type", []):
                classes.setdefault(local_name(iri), frozenset(facts.get("noun", [])))
    return classes


def _restrictions(path: Path, name: str, facts: Facts, classes: Classes) -> tuple[Part, ...]:
    """What the triggers of a relation or a type must not stand with."""
    found = []
    for text in facts.get("unless", []):
        with _reading(path, name, text):
            found.append(parse_restriction(text, classes))
    return tuple(found)


def _triggers(
    path: Path, relation: Relation, texts: Iterable[str], unless: tuple[Part, ...], classes: Classes
) -> Iterator[Trigger]:
    """The triggers of a relation, each with what the relation and its type must not stand with."""
    for text in texts:
        with _reading(path, relation.id, text):
            for trigger in parse_triggers(text, relation.id, classes):
                yield replace(trigger, symmetric=relation.symmetric, unless=trigger.unless + unless)


def _categories(subjects: dict[str, Facts]) -> Iterator[Category]:
    for iri, facts in subjects.items():
        if "quadClass" in facts and "goldstein" in facts:
            quad_class = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(facts["quadClass"][0])).lower()
            yield Category(
                id=local_name(iri),
                label=facts["prefLabel"][0],
                definition=facts.get("definition", [""])[0],
                quad_class=quad_class,
                score=float(facts["goldstein"][0]),
                announced_as=local_name(facts["announcedAs"][0]) if "announcedAs" in facts else None,
                refused_as=local_name(facts["refusedAs"][0]) if "refusedAs" in facts else None,
                traits=frozenset(facts.get("trait", [])),
            )


def _relations(
    path: Path, subjects: dict[str, Facts], categories: dict[str, Category]
) -> Iterator[tuple[Relation, Facts]]:
    for iri, facts in subjects.items():
        if f"{DIP}Relation" not in facts.get("type", []):
            continue
        check_relation(path, iri, facts)
        name, category = local_name(iri), local_name(facts.get("category", [""])[0])
        if category not in categories:
            where = f"{path}, line {line_of(path, name)}"
            raise OntologyError(f"{where}: {name} has no PLOVER type: add `dip:category plover:TYPE`")
        yield (
            Relation(
                id=name,
                label=facts.get("label", [label_of(name)])[0],
                category=category,
                mode=facts.get("mode", [None])[0],
                contexts=tuple(sorted(facts.get("context", []))),
                symmetric=facts.get("symmetric") == ["true"],
                personal=facts.get("befalls") == ["people"],
                solitary=facts.get("befalls") == ["nobody"],
            ),
            facts,
        )


@contextmanager
def _reading(path: Path, name: str, text: str) -> Iterator[None]:
    """Say in which file, line and relation or type a text stands that can't be read."""
    try:
        yield
    except OntologyError as error:
        raise OntologyError(f"{path}, line {line_of(path, text)}: {name}: {error}") from error


def is_symmetric(event: Event, ontology: Ontology) -> bool:
    """Whether actor and recipient could change places, as in a meeting."""
    relation = ontology.relations.get(event.relation)
    return relation is not None and relation.symmetric
