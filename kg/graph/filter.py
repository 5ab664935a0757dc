"""A Graph enters; a Graph leaves with the events that are asked for, and with those who take part in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kg.errors import KgError
from kg.graph.dates import find_dating
from kg.graph.names import ACTORS, PLACES, Names, find_named, names_of
from kg.knowledge.ontology import load_ontology
from kg.model import Event, Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for; what is empty or None lets everything pass.

    Actors and places are ids or names as people type them (`kg.graph.names`). With `by_report` an event that happened
    and has no time of its own counts by the day of its report; without it lies in no period.
    """

    actors: Collection[str] = ()
    types: Collection[str] = ()
    places: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    by_report: bool = False


def choose_events(graph: Graph, choice: Choice) -> Graph:
    """The part of a graph that a choice leaves. KgError for a name that is nobody's and a type that there is not."""
    types = frozenset(check_type(name, graph) for name in choice.types)
    acting = {name for event in graph.events for name in (*event.actors, *event.recipients)}
    who = names_of(entity for entity in graph.entities if entity.type in ACTORS or entity.id in acting)
    where = names_of(entity for entity in graph.entities if entity.type in PLACES)
    actors, places = _meant(who, choice.actors), _meant(where, choice.places)
    events = tuple(
        event
        for event in graph.events
        if (not types or event.type in types)
        and (not actors or actors.intersection((*event.actors, *event.recipients)))
        and (not places or event.place in places)
        and event.confidence >= choice.min_confidence
        and _lies_within(event, graph, choice)
    )
    involved = {name for event in events for name in (*event.actors, *event.recipients, event.place, event.attribution)}
    told = {span.article for event in events for span in (event.trigger, *event.evidence)}
    return graph.part(
        (article for article in graph.articles if article.id in told),
        (entity for entity in graph.entities if entity.id in involved),
        events,
    )


def check_type(name: str, graph: Graph) -> str:
    """The type of events that is meant; KgError with those there are for anything else."""
    types = load_ontology().categories.keys() | graph.category.keys() | {event.type for event in graph.events}
    if name.upper() not in types:
        raise KgError(f"there is no type {name!r}: choose one of {', '.join(sorted(types))}")
    return name.upper()


def _meant(names: Names, asked: Collection[str]) -> frozenset[str]:
    return frozenset(id for words in asked for id in find_named(names, words))


def _lies_within(event: Event, graph: Graph, choice: Choice) -> bool:
    if choice.since is None and choice.until is None:
        return True
    dating = find_dating(event, graph)
    if dating is None or (dating.how == "report" and not choice.by_report):
        return False
    return (choice.since is None or dating.end >= choice.since) and (choice.until is None or dating.day <= choice.until)
