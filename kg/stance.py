"""Deeds that are only announced: PLOVER codes words as words.

A promise of help is AGREE, the announcement of a hostile deed THREATEN, saying that one will not is REJECT. Which type
becomes which is data (dip:announcedAs and dip:refusedAs in ontologies/plover.ttl).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.modality import Status
from kg.ontology import Category, Ontology
from kg.parse import Parse
from kg.triggers import Match

THREAT, PROMISE = "THREATEN", "AGREE"
BELOW = ("xcomp", "ccomp", "advcl", "obl")


def take_stance(
    category: Category, status: Status, *, own_words: bool, ultimatum: bool, of: Category | None
) -> tuple[str, Status]:
    """The type and status as PLOVER codes them.

    `own_words`: no one else is quoted for it; `ultimatum`: it will be done unless something happens; `of`: what a
    promise is about. A refusal did happen: it is asserted and not negated.
    """
    if category.id == PROMISE:
        if status.negated and status.modality == "asserted" and category.refused_as:
            return category.refused_as, Status("asserted", False, status.source)
        if of is not None and of.quad_class.endswith("conflict") and of.announced_as:
            return of.announced_as, status
    if status.modality != "planned":
        return category.id, status
    if ultimatum:
        return THREAT, status
    if status.negated:
        refused = category.refused_as if own_words else None
        return (refused, Status("asserted", False, status.source)) if refused else (category.id, status)
    hostile = category.quad_class.endswith("conflict")
    return (category.announced_as if own_words or not hostile else None) or category.id, status


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
