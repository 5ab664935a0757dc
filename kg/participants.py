"""From the noun phrases of a matched trigger to the entities that they mean."""

from __future__ import annotations

from collections.abc import Iterable

from kg.link import Actors
from kg.parse import Parse
from kg.triggers import Match

OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc")
BROUGHT = ("nmod", "appos", "acl", "acl:relcl")
ACTING = frozenset({"Person", "Organization", "Country", "Group"})
COMPLEMENT = ("xcomp", "ccomp", "advcl", "obl", "acl")
FORWARD = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "PROTEST", "SUPPORT", "CONCEDE", "MOBILIZE"})
MAX_DEPTH = 3


def denoted(parse: Parse, actors: Actors, heads: Iterable[int], *, direct: bool = False) -> list[str]:
    """The entities that noun phrases mean, in order; else those that describe them ("Israeli strikes": Israel).

    With `direct` only the phrases themselves count.
    """
    found: list[str] = []
    for head in heads:
        for token in parse.conjuncts(head):
            found += actors.at.get(token) or ([] if direct else _described_by(parse, actors, token, MAX_DEPTH))
    return list(dict.fromkeys(found))


def _described_by(parse: Parse, actors: Actors, index: int, depth: int) -> list[str]:
    """The entities nearest below a noun that is none itself: owners and adjectives first, then what "of" brings."""
    for labels in (OWNERS, BROUGHT):
        for child in parse.find(index, *labels):
            found = [i for token in parse.conjuncts(child) for i in actors.at.get(token, ())]
            if found:
                return found
    if depth:
        for child in parse.find(index, *OWNERS, *BROUGHT, "obj", "obl"):
            found = _described_by(parse, actors, child, depth - 1)
            if found:
                return found
    return []


def participants(parse: Parse, actors: Actors, match: Match, category: str) -> tuple[list[str], list[str]]:
    """Actor and recipient ids of a match; a recipient that the slots do not give is looked for in the complement."""
    who = _acting(actors, denoted(parse, actors, match.actors))
    whom = denoted(parse, actors, match.recipients)
    if not whom and match.clause.kind == "verb":
        whom = denoted(parse, actors, [*match.clause.heads("object", "indirect"), *match.used])
    if not whom and category in FORWARD:
        whom = _in_complement(parse, actors, match, who)
    return who, [entity for entity in whom if entity not in who]


def _acting(actors: Actors, ids: list[str]) -> list[str]:
    """Only what can act; a place acts where nothing else does ("Jakarta forced the agency out")."""
    return [i for i in ids if actors.entities[i].type in ACTING] or ids


def _in_complement(parse: Parse, actors: Actors, match: Match, who: list[str]) -> list[str]:
    """The first entity in what is asked for, threatened or refused: its subject, its object, then the rest."""
    waiting = [c for c in parse.find(match.head, *COMPLEMENT)]
    for clause in waiting[:6]:
        near = [*parse.find(clause, "nsubj", "nsubj:pass"), *parse.find(clause, "obj", "iobj"), *parse.find(clause, "obl", "nmod")]
        for head in [clause, *near]:
            found = [i for i in denoted(parse, actors, [head]) if i not in who and actors.entities[i].type in ACTING]
            if found:
                return found
        waiting += parse.find(clause, "xcomp", "ccomp", "advcl", "conj")
    return []
