"""A Graph as a networkx MultiDiGraph: entities are nodes, an event is an edge from each actor to each recipient.

The key of an edge is the id of its event, which also stands in its attributes. An event with one side only (a
resignation, an arrest by nobody named) is a loop at whoever takes part, so that nothing is lost; `loop` tells the side.
All attributes are strings, numbers and booleans, as GraphML and GEXF want them: lists are joined with "; ", and what
is not known is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import networkx

from kg.graph.dates import derived_edtf, find_reported
from kg.graph.links import find_pairs
from kg.graph.wording import deed_with_mood, names, status_of
from kg.model import Entity, Event, Graph

DATES = ("earliest", "latest", "reported", "date")
"""Attributes that are days, for programs that have a type for them."""
BEFORE = {"happened": "", "planned": "PLANNED_", "hypothetical": "POSSIBLE_", "denied": "DENIED_"}

Attributes = dict[str, str | int | float | bool]
Ends = tuple[str, str, str | None]


def to_network(graph: Graph, *, isolated: bool = False) -> networkx.MultiDiGraph:
    """The network of who did what to whom. Planned, possible and denied events are in it too, under labels that say so
    ("planned: met", "not met"); `status` and `relationship` tell them apart.

    Places and others who take part in no event are nodes if `isolated` asks for them.
    """
    network = networkx.MultiDiGraph()
    involved = {id for event in graph.events for id in (*event.actors, *event.recipients)}
    for entity in graph.entities:
        if isolated or entity.id in involved:
            network.add_node(entity.id, **node_attributes(entity))
    for event in graph.events:
        attributes = event_attributes(event, graph)
        for source, target, loop in _ends(event, symmetric=graph.is_symmetric(event)):
            network.add_edge(source, target, key=event.id, **attributes, **_known(loop=loop))
    return network


def _ends(event: Event, *, symmetric: bool) -> Iterator[Ends]:
    pairs = list(find_pairs(event, symmetric=symmetric))
    yield from ((one, other, None) for one, other in pairs)
    if not pairs:
        yield from ((actor, actor, "actor") for actor in event.actors)
        yield from ((recipient, recipient, "recipient") for recipient in event.recipients)


def node_attributes(entity: Entity) -> Attributes:
    """What is known of an entity."""
    return _known(
        label=entity.label,
        type=entity.type,
        country=entity.country,
        aliases=_joined(entity.aliases),
        same_as=_joined(entity.same_as),
        mentions=len(entity.mentions),
    )


def event_attributes(event: Event, graph: Graph) -> Attributes:
    """All that is known of an event."""
    category, reported = graph.category.get(event.type), find_reported(event, graph)
    return _known(
        event=event.id,
        label=deed_with_mood(event, graph),
        status=status_of(event),
        relationship=relationship_of(event),
        relation=event.relation,
        category=event.type,
        mode=event.mode,
        contexts=_joined(event.contexts),
        quad_class=category.quad_class if category else None,
        score=category.score if category else None,
        actors=names(event.actors, graph) or None,
        recipients=names(event.recipients, graph) or None,
        place=names([event.place], graph) or None,
        time=event.time.edtf if event.time else None,
        earliest=event.time.begin.isoformat() if event.time else None,
        latest=event.time.end.isoformat() if event.time else None,
        precision=event.time.precision if event.time else None,
        time_text=event.time_text,
        reported=reported.isoformat() if reported else None,
        derived_time=derived_edtf(event, graph),
        modality=event.modality,
        negated=event.negated,
        attribution=names([event.attribution], graph) or None,
        confidence=event.confidence,
        trigger=event.trigger.text,
        articles=_joined(dict.fromkeys(span.article for span in (event.trigger, *event.evidence))),
        evidence=_joined(span.text for span in event.evidence),
    )


def relationship_of(event: Event) -> str:
    """The name of an event's relation by the custom of graph databases.

    What did not happen has another one: PLANNED_MET, POSSIBLE_MET, DENIED_MET.
    """
    return BEFORE[status_of(event)] + relationship_type(event.relation)


def relationship_type(relation: str) -> str:
    """The name that a relation has by the custom of these databases.

    >>> relationship_type("imposedSanctionsOn")
    'IMPOSED_SANCTIONS_ON'
    """
    return re.sub(r"(?<=[^\W_A-Z])(?=[A-Z])", "_", name_type(relation, "EVENT")).upper()


def name_type(name: str, other: str) -> str:
    """A name for a type of node or relationship that needs no escape: letters, digits and underscores of any script.

    >>> name_type("imposed Sanctions-On", "EVENT"), name_type("'`;", "EVENT")
    ('imposed_Sanctions_On', 'EVENT')
    """
    return re.sub(r"\W+", "_", name).strip("_") or other


def _joined(values: Iterable[str]) -> str | None:
    return "; ".join(values) or None


def _known(**attributes: Any) -> Attributes:
    return {key: value for key, value in attributes.items() if value is not None}
