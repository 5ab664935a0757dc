"""Deeds that are only announced: PLOVER codes words as words.

A promise of help is AGREE, the announcement of a hostile deed THREATEN, saying that one will not is REJECT. Which type
becomes which is data (dip:announcedAs and dip:refusedAs in ontologies/plover.ttl).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.modality import Status
from kg.events.triggers import Match
from kg.knowledge.ontology import Category, Ontology
from kg.syntax.parse import Parse

PROMISE, THREAT = "AGREE", "threatened"
BELOW = ("xcomp", "ccomp", "advcl", "obl")


def take_stance(
    category: Category, status: Status, *, own_words: bool, verbal: bool, ultimatum: bool, of: Category | None
) -> tuple[str | None, Status]:
    """The relation that the deed counts as when it is only words, None where it counts as itself; and the status.

    `own_words`: no one else is quoted for it; `verbal`: a verb tells it ("there is no agreement" refuses nothing);
    `ultimatum`: it will be done unless something happens; `of`: what a
    promise is about. A refusal did happen: it is asserted and not negated.
    """
    refused = Status("asserted", False, status.source)
    if category.id == PROMISE:
        if verbal and status.negated and status.modality == "asserted":
            return category.refused_as, refused
        if of is not None and of.quad_class.endswith("conflict"):
            return of.announced_as, status
    if status.modality != "planned":
        return None, status
    if ultimatum:
        return THREAT, status
    if status.negated:
        return (category.refused_as, refused) if own_words and category.refused_as else (None, status)
    hostile = category.quad_class.endswith("conflict")
    return category.announced_as if own_words or not hostile else None, status


def promised(parse: Parse, match: Match, inner: dict[int, Match], ontology: Ontology) -> Category | None:
    """The type of the deed that a promise is about."""
    for clause in _below(parse, match.head):
        if clause in inner:
            return ontology.categories[ontology.relations[inner[clause].trigger.relation].category]
    return None


def is_ultimatum(parse: Parse, index: int) -> bool:
    """Whether it will be done "unless" something happens."""
    return any(parse.is_marked(clause, "unless") for clause in parse.find(index, "advcl"))


def _below(parse: Parse, index: int) -> Iterator[int]:
    for clause in parse.find(index, *BELOW):
        yield clause
        yield from parse.find(clause, "xcomp", "obj")
