"""Deeds that are only announced: PLOVER codes words as words.

Where somebody says that he will help it is AGREE, that he will do harm THREATEN, that he won't REJECT; a deed told as
planned, with nobody who says so, keeps its own type. Which type becomes which is data (dip:announcedAs and
dip:refusedAs in ontologies/plover.ttl).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.modality import Status
from kg.events.triggers import Match
from kg.knowledge.ontology import Category, Ontology
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

PROMISE, THREAT = "AGREE", "threatened"
BELOW = ("xcomp", "ccomp", "advcl", "obl")


def take_stance(
    category: Category,
    status: Status,
    *,
    announced: bool,
    own_words: bool,
    verbal: bool,
    ultimatum: bool,
    of: Category | None,
) -> tuple[str | None, Status]:
    """The relation that the deed counts as when it is only words, None where it counts as itself; and the status.

    `announced`: somebody says so in the same sentence; `own_words`: no one else is quoted for it; `verbal`: a verb
    tells it ("there is no agreement" refuses nothing); `ultimatum`: it will be done unless something happens; `of`:
    what a promise is about. A refusal did happen: it is asserted and not negated.
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
        return (category.refused_as, refused) if announced and own_words and category.refused_as else (None, status)
    if not announced:
        return None, status
    hostile = category.quad_class.endswith("conflict")
    return category.announced_as if own_words or not hostile else None, status


def promised(parse: Parse, match: Match, inner: dict[int, Match], ontology: Ontology) -> Category | None:
    """The type of the deed that a promise is about; what several agree to call off is no threat among them."""
    for clause in _below(parse, match.head):
        shared = len([token for head in match.actors for token in parse.conjuncts(head)]) > 1
        if clause in inner and not (shared and is_cue(parse, clause, "governor", "negated")):
            return ontology.categories[ontology.relations[inner[clause].trigger.relation].category]
    return None


def is_ultimatum(parse: Parse, index: int) -> bool:
    """Whether it will be done "unless" something happens."""
    return any(parse.is_marked(clause, "unless") for clause in parse.find(index, "advcl"))


def _below(parse: Parse, index: int) -> Iterator[int]:
    """What a word is about, not when or why it was said: "agreed to strike", not "agreed after a strike"."""
    for clause in parse.find(index, *BELOW):
        brings = parse.find(clause, "case", "mark")
        if not any(_sets_scene(parse, word) for word in brings):
            yield clause
            if not is_cue(parse, clause, "governor", "negated"):  # "agreed to stop shelling"
                yield from parse.find(clause, "xcomp", "obj")


def _sets_scene(parse: Parse, index: int) -> bool:
    """Whether a preposition or conjunction brings the time or the reason."""
    return is_cue(parse, index, "preposition", "setting") or is_cue(parse, index, "mark", "circumstance")
