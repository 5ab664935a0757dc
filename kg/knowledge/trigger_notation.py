"""The notation of triggers: a line enters, a `Trigger` leaves.

A trigger is a line of a small notation:

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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import OntologyError


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
