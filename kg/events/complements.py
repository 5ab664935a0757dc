"""Whom an event concerns where its own slots name nobody: in what is asked for, threatened or refused.

A match and the matches of its article enter, lists of entities leave, the nearest first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.entities.linking import Actors
from kg.events.phrases import ACTING, denoted, foreign
from kg.events.triggers import OWNERS, Match
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

CLAUSAL = ("xcomp", "ccomp", "advcl", "acl")
COMPLEMENT = (*CLAUSAL, "obl")


def find_owners(parse: Parse, actors: Actors, match: Match, who: list[str]) -> list[str]:
    """Whose proposal, demand or deed the object is."""
    owners = [owner for noun in _objects(match) for owner in owners_of(parse, noun)]
    return denoted(parse, actors, owners, without=who)


def owners_of(parse: Parse, noun: int) -> list[int]:
    """Whose something is: "an American offer", "the appeal by Belarus"."""
    brought = [child for child in parse.find(noun, "nmod") if parse.case(child)[-1:] in {("by",), ("from",)}]
    return [*parse.find(noun, *OWNERS), *brought]


def authors_of(parse: Parse, nouns: Iterable[int]) -> list[int]:
    """By whom something is: "the treatment of prisoners by Laos"."""
    return [child for noun in nouns for child in parse.find(noun, "nmod") if parse.case(child) == ("by",)]


def search_complement(
    parse: Parse, actors: Actors, match: Match, inner: Mapping[int, Match], who: list[str]
) -> list[str]:
    """Those whom the object or the clauses below name; others of another country come first."""
    objects = [noun for noun in _objects(match) if not _is_own(parse, actors, noun, who)]
    if named := denoted(parse, actors, [noun for noun in objects if noun in actors.at], without=who):
        return foreign(actors, named, who) or named
    domestic: list[str] = []
    for heads in _phrases(parse, match, objects, inner):
        found = [i for i in denoted(parse, actors, heads, without=who) if _can_be_meant(actors, i)]
        abroad = foreign(actors, found, who)
        if abroad or (found and heads is objects):
            return abroad or found
        domestic = domestic or [i for i in found if actors.entities[i].type != "Country"]
    return domestic


def _objects(match: Match) -> list[int]:
    return [*match.clause.heads("object", "indirect"), *match.used]


def _is_own(parse: Parse, actors: Actors, noun: int, who: Collection[str]) -> bool:
    """ "recalled its ambassador": what belongs to the actor is not whom it concerns."""
    return any(i in who for owner in parse.find(noun, "nmod:poss") for i in actors.at.get(owner, ()))


def _can_be_meant(actors: Actors, identifier: str) -> bool:
    """Actors, and places of a country; no sea and no continent."""
    return actors.entities[identifier].type in ACTING or actors.entities[identifier].country is not None


def _phrases(parse: Parse, match: Match, objects: list[int], inner: Mapping[int, Match]) -> Iterator[list[int]]:
    """Noun phrases of the object and of the clauses below, the nearest first; a clause's own recipients lead."""
    below = [clause for head in (match.head, *objects) for clause in parse.find(head, *COMPLEMENT)]
    waiting = [
        clause for clause in below if not _sets_time(parse, clause) and parse.case(clause) not in {("with",), ("as",)}
    ]
    if not any(clause in inner for clause in waiting):
        yield objects
    for clause in waiting:
        yield [*parse.find(clause, "nsubj", "nsubj:pass")]
        if clause in inner:
            yield inner[clause].recipients
        yield [*parse.find(clause, "obj", "iobj")]
        yield [clause]
        yield [*parse.find(clause, "obl", "nmod")]
        waiting += [c for c in parse.find(clause, *CLAUSAL, "conj") if not _sets_time(parse, c)]


def _sets_time(parse: Parse, index: int) -> bool:
    """ "as he took office": a clause that only says when or why."""
    return any(is_cue(parse, mark, "mark", "circumstance") for mark in parse.find(index, "mark"))
