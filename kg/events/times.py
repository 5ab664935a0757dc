"""When an event takes place, as its clause says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.syntax.parse import Parse
from kg.temporal.expressions import TimeExpression

UP = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "xcomp"})


MAX_CLIMB = 4


def _above(parse: Parse, index: int) -> list[int]:
    """The words whose circumstances an event shares."""
    found: list[int] = []
    for head, label in parse.ancestors(index):
        if label not in UP or len(found) == MAX_CLIMB:
            break
        found.append(head)
        if parse.pos[head] == "VERB" and label not in {"conj", "xcomp"}:
            break
    return found


def time_owners(parse: Parse, starts: Sequence[int], events: frozenset[int]) -> list[int]:
    """For each time expression, by its first token, the event's word or verb that it belongs to."""
    owners = []
    for start in starts:
        owner = start
        for head, label in parse.ancestors(start):
            owner = head
            told = head in events or (parse.pos[head] in {"VERB", "AUX"} and label != "case")
            if told and not _opens_behind(parse, head, start):
                break
        owners.append(owner)
    return owners


def _opens_behind(parse: Parse, verb: int, index: int) -> bool:
    """Whether a verb's clause begins behind a word that parsers hang on it: "met on 3 April to sign a treaty"."""
    return any(index < mark < verb for mark in parse.find(verb, "mark"))


def find_time(
    parse: Parse, tokens: Sequence[int], times_of: Mapping[int, Sequence[tuple[int, TimeExpression]]]
) -> TimeExpression | None:
    """The time expression of the event at some tokens: its own, else that of the verbs above that share it."""
    nodes = (node for index in tokens for node in (index, *_above(parse, index)))
    return next((times_of[node][0][1] for node in nodes if node in times_of), None)
