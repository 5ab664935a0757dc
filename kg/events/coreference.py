"""Events that one article tells several times, joined."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Event, join_tellings


def told_once(events: Sequence[Event]) -> list[Event]:
    """Join events that say the same of the same participants; each keeps its sentences as evidence.

    A mention without a date tells of the first one with the same participants and status. What one sentence tells in
    the article's own voice, or two people say, is nobody's claim any more.
    """
    kept: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        same = kept.setdefault(_what(event), [])
        position = next((i for i, other in enumerate(same) if _when_agrees(event, other)), len(same))
        same[position : position + 1] = [join_tellings(same[position], event) if position < len(same) else event]
    return sorted((event for same in kept.values() for event in same), key=lambda event: event.trigger.begin)


def _what(event: Event) -> tuple[object, ...]:
    return event.type, frozenset(event.actors), frozenset(event.recipients), event.modality, event.negated


def _when_agrees(one: Event, other: Event) -> bool:
    return one.time is None or other.time is None or one.time.edtf == other.time.edtf
