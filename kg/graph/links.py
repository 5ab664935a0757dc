"""Who dealt with whom: an Event enters, pairs of entities leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from kg.model import Event


def find_pairs(event: Event, *, symmetric: bool) -> Iterator[tuple[str, str]]:
    """Each actor with each recipient; where one side says it all ("Vance and Zelenskyy met"), each with each.

    `symmetric` tells whether both sides of the event's relation do the same.
    """
    pairs: Iterator[tuple[str, str]] = iter(())
    if event.actors and event.recipients:
        pairs = product(event.actors, event.recipients)
    elif symmetric:
        pairs = combinations((*event.actors, *event.recipients), 2)
    return (pair for pair in pairs if pair[0] != pair[1])


def find_links(event: Event, *, symmetric: bool) -> list[tuple[str, str]]:
    """The pairs, sorted, with their direction: both ways where both sides do the same."""
    pairs = set(find_pairs(event, symmetric=symmetric))
    return sorted(pairs | {(other, one) for one, other in pairs} if symmetric else pairs)
