"""A Graph enters; a Graph leaves with the events that are asked for, and with those who take part in them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kg.model import Entity, Event, Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for. Actors are ids, names or whole words of names; what is empty or None lets everything pass."""

    actors: Collection[str] = ()
    types: Collection[str] = ()
    since: date | None = None
    until: date | None = None


def choose_events(graph: Graph, choice: Choice) -> Graph:
    """The part of a graph that a choice leaves; an undated event lies in no period."""
    events = tuple(event for event in graph.events if _passes(event, graph, choice))
    involved = {name for event in events for name in (*event.actors, *event.recipients, event.place, event.attribution)}
    told = {span.article for event in events for span in (event.trigger, *event.evidence)}
    return graph.part(
        (article for article in graph.articles if article.id in told),
        (entity for entity in graph.entities if entity.id in involved),
        events,
    )


def _passes(event: Event, graph: Graph, choice: Choice) -> bool:
    partners = [graph.entity[name] for name in (*event.actors, *event.recipients)]
    return (
        (not choice.actors or any(_is_called(entity, words) for entity in partners for words in choice.actors))
        and (not choice.types or event.type in {name.upper() for name in choice.types})
        and (choice.since is None or (event.time is not None and event.time.end >= choice.since))
        and (choice.until is None or (event.time is not None and event.time.begin <= choice.until))
    )


def _is_called(entity: Entity, words: str) -> bool:
    pattern = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    return words == entity.id or any(pattern.search(name) for name in (entity.label, *entity.aliases))
