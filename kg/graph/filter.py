"""A Graph enters; a Graph leaves with the events that are asked for, and with those who take part in them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kg.graph.dates import find_dating
from kg.model import Entity, Event, Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for. Actors are ids, names or whole words of names; what is empty or None lets everything pass.

    With `by_report` an event that happened and has no time of its own counts by the day of its report; without it lies
    in no period.
    """

    actors: Collection[str] = ()
    types: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    by_report: bool = False


def choose_events(graph: Graph, choice: Choice) -> Graph:
    """The part of a graph that a choice leaves."""
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
        and _lies_within(event, graph, choice)
    )


def _lies_within(event: Event, graph: Graph, choice: Choice) -> bool:
    if choice.since is None and choice.until is None:
        return True
    dating = find_dating(event, graph)
    if dating is None or (dating.how == "report" and not choice.by_report):
        return False
    return (choice.since is None or dating.end >= choice.since) and (choice.until is None or dating.day <= choice.until)


def _is_called(entity: Entity, words: str) -> bool:
    pattern = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    return words == entity.id or any(pattern.search(name) for name in (entity.label, *entity.aliases))
