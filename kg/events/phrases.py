"""From noun phrases to the entities that they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.entities.linking import Actors
from kg.events.triggers import OWNERS
from kg.knowledge.cues import cue_words
from kg.syntax.parse import Parse

BROUGHT = ("nmod", "appos")
ACTING = frozenset({"Person", "Organization", "Country", "Group"})
MAX_DEPTH = 3


def denoted(
    parse: Parse,
    actors: Actors,
    heads: Iterable[int],
    without: Collection[str] = (),
    outside: Collection[str] = frozenset(),
) -> list[str]:
    """The entities that noun phrases mean, in order; else those that describe them ("Israeli strikes": Israel), but
    not behind a preposition of `outside`."""
    found: list[str] = []
    for head in heads:
        for token in parse.conjuncts(head):
            own = actors.at.get(token, ())
            found += own or _described_by(parse, actors, token, without, outside, MAX_DEPTH)
    return [entity for entity in dict.fromkeys(found) if entity not in without]


def _described_by(
    parse: Parse, actors: Actors, index: int, without: Collection[str], outside: Collection[str], depth: int
) -> list[str]:
    """The entities nearest below a noun that is none itself: owners and adjectives first, then what "of" brings."""
    for labels in (OWNERS, BROUGHT):
        for child in parse.find(index, *labels):
            if any(word in outside for word in parse.case(child)):
                continue
            found = [i for token in parse.conjuncts(child) for i in actors.at.get(token, ()) if i not in without]
            if found:
                return found
    if depth:
        for child in parse.find(index, *OWNERS, *BROUGHT, "obj", "obl"):
            if any(word in outside for word in parse.case(child)):
                continue
            tokens = parse.conjuncts(child) if parse.deps[child] in {"obj", "obl"} else ()
            own = [i for token in tokens for i in actors.at.get(token, ()) if i not in without]
            if found := own or _described_by(parse, actors, child, without, outside, depth - 1):
                return found
    return []


def is_placed(parse: Parse, index: int, effect: str = "locative") -> bool:
    """Whether a noun phrase says where: "in Basra"; with `effect` "reaching" where a deed reaches."""
    return not cue_words("before", effect).isdisjoint(parse.case(index)[-1:])


def acting(actors: Actors, ids: list[str]) -> list[str]:
    """Only those that can act; a place acts where nothing else does ("Jakarta forced the agency out")."""
    return [i for i in ids if actors.entities[i].type in ACTING] or ids


def foreign(actors: Actors, ids: Iterable[str], who: Iterable[str]) -> list[str]:
    """Those of another country than the actors."""
    home = {actors.entities[i].country for i in who} - {None}
    return [i for i in ids if actors.entities[i].country not in home]
