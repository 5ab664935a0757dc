"""Whether two texts tell the same event, and whether one denies what the other tells.

Events enter; the id that an event has wherever it is told leaves, and what can be said for and against it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from kg.graph.links import find_links
from kg.knowledge.ontology import Ontology, is_symmetric
from kg.model import Event, join_tellings

DIGITS = 16


def occurrence_id(event: Event, *, symmetric: bool) -> str | None:
    """The id of an event that can be told from all others by what it is; None where that says too little.

    It must be known who dealt with whom, in which way, on which day, and whether it happened or is to happen.
    `symmetric` tells whether both sides of the event's relation do the same.
    """
    links = find_links(event, symmetric=symmetric)
    if not links or event.time is None or event.time.precision != "day" or event.modality == "hypothetical":
        return None
    what = (event.type, event.relation, event.modality, event.negated, event.time.edtf, links)
    return f"{event.relation}-{event.time.edtf}-{sha256(json.dumps(what).encode()).hexdigest()[:DIGITS]}"


def identify(events: Sequence[Event], ontology: Ontology) -> list[Event]:
    """The events under the ids that they have wherever they are told, each id once."""
    ids = [occurrence_id(event, symmetric=is_symmetric(event, ontology)) for event in events]
    return one_each([replace(event, id=id or event.id) for event, id in zip(events, ids, strict=True)])


def one_each(events: Sequence[Event]) -> list[Event]:
    """Join events that have one id: "A met B" and "B met A" on one day."""
    kept: dict[str, Event] = {}
    for event in events:
        kept[event.id] = join_tellings(kept[event.id], event) if event.id in kept else event
    return list(kept.values())
