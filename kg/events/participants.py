"""From the noun phrases of a matched trigger to the entities that they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.entities.linking import Actors
from kg.events.triggers import OWNERS, Match
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import Ontology
from kg.syntax.clauses import subjects
from kg.syntax.parse import Parse

BROUGHT = ("nmod", "appos")
ACTING = frozenset({"Person", "Organization", "Country", "Group"})
CLAUSAL = ("xcomp", "ccomp", "advcl", "acl")
COMPLEMENT = (*CLAUSAL, "obl")
FORWARD = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "PROTEST", "SUPPORT", "CONCEDE", "MOBILIZE"})
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
            found = _described_by(parse, actors, child, without, outside, depth - 1)
            if found:
                return found
    return []


def participants(
    parse: Parse, actors: Actors, match: Match, inner: dict[int, Match], ontology: Ontology
) -> tuple[list[str], list[str]]:
    """Actor and recipient ids of a match; a recipient that the slots do not give is looked for in the complement."""
    relation = ontology.relations[match.trigger.relation]
    acting = denoted(parse, actors, match.actors, outside=cue_words("before", "locative"))
    who = _acting(actors, acting or _issuers(parse, actors, match))
    whom = denoted(parse, actors, match.recipients or match.clause.heads("indirect"), without=who)
    if not whom and relation.category in FORWARD and not (relation.symmetric and len(who) > 1):
        whom = _in_complement(parse, actors, match, inner, who)
    elif not whom and not relation.symmetric:
        whom = denoted(parse, actors, match.used, without=who)
    return who, whom


def _issuers(parse: Parse, actors: Actors, match: Match) -> list[str]:
    """ "A issued a declaration demanding ...": who acts is the subject of the verb above the noun."""
    noun = parse.heads[match.head]
    if parse.deps[match.head] != "acl" or parse.deps[noun] != "obj":
        return []
    return denoted(parse, actors, subjects(parse, parse.heads[noun]))


def _acting(actors: Actors, ids: list[str]) -> list[str]:
    """Only what can act; a place acts where nothing else does ("Jakarta forced the agency out")."""
    return [i for i in ids if actors.entities[i].type in ACTING] or ids


def _in_complement(parse: Parse, actors: Actors, match: Match, inner: dict[int, Match], who: list[str]) -> list[str]:
    """Whom it concerns, from what is asked for, threatened or refused.

    Whose proposal, demand or deed the object is comes first; in the clauses below others of another country come first.
    """
    countries = {actors.entities[i].country for i in who} - {None}
    objects = [*match.clause.heads("object", "indirect"), *match.used]
    owners = [owner for noun in objects for owner in _owners(parse, noun)]
    domestic: list[str] = denoted(parse, actors, owners, without=who)
    if domestic:
        return domestic
    for heads in _complement_phrases(parse, match, objects, inner):
        found = [i for i in denoted(parse, actors, heads, without=who) if _can_be_meant(actors, i)]
        foreign = [i for i in found if actors.entities[i].country not in countries]
        if foreign or (found and heads is objects):
            return foreign or found
        domestic = domestic or [i for i in found if actors.entities[i].type != "Country"]
    return domestic


def _owners(parse: Parse, noun: int) -> list[int]:
    """Whose something is: "an American offer", "the appeal by Belarus"."""
    brought = [child for child in parse.find(noun, "nmod") if parse.case(child)[-1:] in {("by",), ("from",)}]
    return [*parse.find(noun, *OWNERS), *brought]


def _can_be_meant(actors: Actors, identifier: str) -> bool:
    """Actors, and places of a country; no sea and no continent."""
    return actors.entities[identifier].type in ACTING or actors.entities[identifier].country is not None


def _complement_phrases(parse: Parse, match: Match, objects: list[int], inner: dict[int, Match]) -> Iterator[list[int]]:
    """Noun phrases of the object and of the clauses below, the nearest first; a clause's own recipients lead."""
    below = [clause for head in (match.head, *objects) for clause in parse.find(head, *COMPLEMENT)]
    waiting = [clause for clause in below if not _sets_time(parse, clause) and parse.case(clause) != ("with",)]
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
    """ "as he took office": a clause with its own subject that only sets the time."""
    return parse.is_marked(index, "as", "when", "after", "before", "while", "since")
