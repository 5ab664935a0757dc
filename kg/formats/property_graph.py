"""A Graph as the nodes and relationships of a property graph, as Neo4j has them.

Entities, events and articles are nodes. Plain relationships between entities (MET, IMPOSED_SANCTIONS_ON; for what did
not happen PLANNED_MET, POSSIBLE_MET, DENIED_MET) stand beside those that lead to and from the nodes of events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.formats.network import Attributes, event_attributes, name_type, node_attributes, to_network
from kg.model import Article, Event, Graph, Span

ENTITY, EVENT, ARTICLE = "Entity", "Event", "Article"
KINDS = (ENTITY, EVENT, ARTICLE)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of one of the `KINDS`, and of an entity its type as a second label."""

    kind: str
    id: str
    label: str | None
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes, each given by kind and id; `key` tells it from others of its type there."""

    type: str
    source: tuple[str, str]
    target: tuple[str, str]
    key: Attributes = field(default_factory=dict)
    attributes: Attributes = field(default_factory=dict)


def find_nodes(graph: Graph, *, isolated: bool = False) -> Iterator[Node]:
    """The nodes; entities that no event names only if `isolated` asks for them."""
    roles = ((*event.actors, *event.recipients, event.place, event.attribution) for event in graph.events)
    named = {id for ids in roles for id in ids}
    for entity in graph.entities:
        if isolated or entity.id in named:
            yield Node(ENTITY, entity.id, name_type(entity.type, ENTITY), node_attributes(entity))
    for event in graph.events:
        yield Node(EVENT, event.id, None, _without(event_attributes(event, graph), "event"))
    for article in graph.articles:
        yield Node(ARTICLE, article.id, None, _article(article))


def find_relationships(graph: Graph) -> Iterator[Relationship]:
    """The plain ones between entities first, then who does what in which event, and which articles tell it."""
    for source, target, event, data in to_network(graph).edges(keys=True, data=True):
        yield Relationship(data["relationship"], (ENTITY, source), (ENTITY, target), {"event": event}, data)
    for known in graph.events:
        yield from _roles(known)
        for sentence in known.evidence:
            if sentence.article in graph.article:
                yield _told(known, sentence)


def _roles(event: Event) -> Iterator[Relationship]:
    node = (EVENT, event.id)
    yield from (Relationship("ACTS_IN", (ENTITY, id), node) for id in event.actors)
    yield from (Relationship("RECEIVES_IN", (ENTITY, id), node) for id in event.recipients)
    if event.place:
        yield Relationship("TAKES_PLACE_AT", node, (ENTITY, event.place))
    if event.attribution:
        yield Relationship("SAID_BY", node, (ENTITY, event.attribution))


def _told(event: Event, sentence: Span) -> Relationship:
    words: Attributes = {"end": sentence.end, "sentence": sentence.text}
    return Relationship("TOLD_IN", (EVENT, event.id), (ARTICLE, sentence.article), {"begin": sentence.begin}, words)


def _article(article: Article) -> Attributes:
    known: dict[str, Any] = {
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "publisher": article.publisher,
        "url": article.source,
    }
    return {name: value for name, value in known.items() if value is not None}


def _without(attributes: Attributes, name: str) -> Attributes:
    return {key: value for key, value in attributes.items() if key != name}
