"""The notation of triggers: a line of Turtle enters, the triggers that it stands for leave.

    A impose [sanction|embargo] on R        a verb: A the actor, R the recipient, in brackets a noun that must be there
    A call R!                               R! : the recipient must be an actor or a place
    A attend []                             empty brackets: no object may stand there
    A be critical of R                      an adjective or noun after a copula
    visit of|by A to R                      a noun with the prepositions that bring its arguments
    strike [air|drone] of|by A on R         ... and in brackets a modifier that must stand before it
    R's arrest by A                         a noun whose possessor is the recipient
    R walk free                             a verb whose subject is the recipient
    A [crowd|mob] storm R                   the actor must be one of these
    A and A hold [exercise]                 several must act
    A send|ship [RELIEF|aid] to R           each word in the first place is a trigger; capitals: a class of nouns

What a trigger must not stand with, lest it be another sense of its word, follows "unless", what it must stand with
"if" (several, parted by commas); dip:unless says the same of all triggers of a relation or a type:

    A capture R unless R [medal|title]      the recipient, the object or a noun asked for is one of these; A: who acts
    A kill R unless in|by|after [crash]     a preposition or conjunction brings one of these
    A leave R unless for                    such a preposition, particle or conjunction stands at the word
    A begin [strike] if [hunger]            such a word depends on it or on its object
    A beat R unless ... [championship]      the sentence holds one of these nouns
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.errors import OntologyError

Classes = Mapping[str, frozenset[str]]
ANYWHERE = "..."
SUBJECT = r"(?:A and A|A(?: \[[\w|.'-]+\])?|R)"


@dataclass(frozen=True, slots=True)
class Part:
    """What must or may stand after the predicate: prepositions, a slot (A or R), one of some nouns, or no object.

    As a restriction: what must not stand there.
    """

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
    subject: Literal["A", "R"] = "A"
    acting: frozenset[str] = frozenset()
    several: bool = False
    only: tuple[Part, ...] = ()
    unless: tuple[Part, ...] = ()

    @property
    def specificity(self) -> int:
        """How many words beside the predicate the trigger asks for."""
        parts = sum(bool(part.nouns) + bool(part.words) for part in self.parts)
        return parts + bool(self.acting) + self.several + len(self.only)


def parse_triggers(text: str, relation: str = "", classes: Classes | None = None) -> list[Trigger]:
    """Read a line of the notation: a trigger for each of the words in its first place.

    Raises OntologyError for a line that can't be read or names an unknown class of nouns.

    >>> [trigger.lemma for trigger in parse_triggers("A send|ship [aid] to R")]
    ['send', 'ship']
    """
    line, _, unless = text.partition(" unless ")
    line, _, only = line.partition(" if ")
    first = re.match(rf"(?:{SUBJECT} (?:be (?=[\w|]))?|R's )?([\w.'|-]+)", line)
    words = first[1].split("|") if first else [""]
    lines = [line[: first.start(1)] + word + line[first.end(1) :] for word in words] if first else [line]
    asked, barred = _restrictions(only, classes), _restrictions(unless, classes)
    return [replace(_parse(one, relation, classes or {}), text=text, only=asked, unless=barred) for one in lines]


def parse_trigger(text: str, relation: str = "") -> Trigger:
    """Read a line that stands for one trigger.

    >>> parse_trigger("A impose [sanction|embargo] on R").lemma
    'impose'
    >>> parse_trigger("visit of|by A to R").kind
    'noun'
    """
    [trigger] = parse_triggers(text, relation)
    return trigger


def _restrictions(text: str, classes: Classes | None) -> tuple[Part, ...]:
    return tuple(parse_restriction(part, classes) for part in text.split(", ")) if text else ()


def parse_restriction(text: str, classes: Classes | None = None) -> Part:
    """Read what a trigger must, or must not, stand with.

    >>> parse_restriction("R [medal]").slot
    'R'
    """
    read = re.fullmatch(r"(?:(A|R)(?= \[)|([\w|.'-]+))?(?: ?\[([\w|.'-]+)\])?", text.strip())
    if not read or not any(read.groups()) or read[2] in {"A", "R"}:
        raise OntologyError(f"restriction {text!r} can't be read: write A, R, ... or prepositions, and [noun|noun]")
    slot: Literal["A", "R", ""] = "A" if read[1] == "A" else "R" if read[1] == "R" else ""
    words = frozenset(read[2].split("|")) if read[2] else frozenset[str]()
    return Part(words, slot, _nouns(read[3], text, classes or {}) if read[3] else frozenset())


def _parse(text: str, relation: str, classes: Classes) -> Trigger:
    words = text.split()
    required = "R!" in words
    words = ["R" if word == "R!" else word for word in words]
    if not words or not all(re.fullmatch(r"A|R|R's|\[[\w|.'-]*\]|[\w|.'-]+", word) for word in words):
        raise OntologyError(f"trigger {text!r} can't be read: use lemmas, A, R, R! and [noun|noun]")
    if words[0] in {"A", "R"}:
        return replace(_predicate(words, text, relation, classes), recipient_required=required)
    possessor: Literal["A", "R"] = "R" if words[0] == "R's" else "A"
    words = words[1:] if possessor == "R" else words
    lemma = _lemma(words[0] if words else "", text)
    return Trigger(relation, text, lemma, "noun", tuple(_parts(words[1:], text, classes)), required, possessor)


def _predicate(words: Sequence[str], text: str, relation: str, classes: Classes) -> Trigger:
    """A verb, or what stands behind "be", with what is said of its subject."""
    several = words[1:3] == ["and", "A"]
    acting = _nouns(words[1][1:-1], text, classes) if len(words) > 1 and words[1][0] == "[" else frozenset[str]()
    rest = words[3 if several else 2 if acting else 1 :]
    copular = rest[:1] == ["be"] and len(rest) > 1
    rest = rest[1:] if copular else rest
    parts = tuple(_parts(rest[1:], text, classes))
    lemma = _lemma(rest[0] if rest else "", text)
    kind: Literal["verb", "copular"] = "copular" if copular else "verb"
    subject: Literal["A", "R"] = "R" if words[0] == "R" else "A"
    return Trigger(relation, text, lemma, kind, parts, subject=subject, acting=acting, several=several)


def _lemma(word: str, text: str) -> str:
    if not word or word in {"A", "R"} or word[0] == "[":
        raise OntologyError(f"trigger {text!r} names no verb or noun: write its dictionary form")
    return word


def _nouns(names: str, text: str, classes: Classes) -> frozenset[str]:
    """The nouns between brackets, those of a class for its name."""
    found: set[str] = set()
    for name in names.split("|"):
        if not name.isupper():
            found.add(name)
        elif name in classes:
            found |= classes[name]
        else:
            raise OntologyError(f"{text!r} names no known class of nouns with {name}: define it as a dip:NounClass")
    return frozenset(found)


def _parts(words: Sequence[str], text: str, classes: Classes) -> Iterator[Part]:
    """Group prepositions with the slot or the nouns that they bring."""
    waiting: list[frozenset[str]] = []
    for word in words:
        if word == "[]":
            yield Part(bare=True)
        elif word in {"A", "R"} or word[0] == "[":
            nouns = _nouns(word[1:-1], text, classes) if word[0] == "[" else frozenset()
            preposition = waiting.pop() if waiting else frozenset[str]()
            yield from (Part(particle) for particle in waiting)
            yield Part(preposition, "A" if word == "A" else "R" if word == "R" else "", nouns)
            waiting = []
        else:
            waiting.append(frozenset(word.split("|")))
    yield from (Part(particle) for particle in waiting)
