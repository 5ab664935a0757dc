"""Questions of assistants to a graph: words enter, plain values leave, and with every event its sentences.

Nothing is told without the words of an article, with the article's id, publisher and day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from kg.errors import KgError
from kg.graph.contradictions import find_claims, find_contradictions
from kg.graph.dates import derived_edtf, find_reported
from kg.graph.filter import Choice, choose_events
from kg.graph.names import ACTORS, find_entities
from kg.graph.wording import caption, names, status_of
from kg.model import Entity, Event, Graph, Span

Value = dict[str, Any]
STATUSES = ("happened", "planned", "hypothetical", "denied")
MOST, MOST_SENTENCES = 100, 10
MOST_MENTIONS = 3


def tell_actors(graph: Graph, name: str) -> Value:
    """Who bears a name as people type it, those with most events first; KgError proposes others for nobody's."""
    found = [graph.entity[id] for id in find_entities(graph, name)][:MOST]
    counts = {entity.id: _count(entity.id, graph) for entity in found}
    ordered = sorted(found, key=lambda entity: (-sum(counts[entity.id].values()), entity.id))
    return {"actors": [{**_actor(entity, graph), "events": counts[entity.id]} for entity in ordered]}


def tell_events(
    graph: Graph,
    *,
    actor: str | None = None,
    other: str | None = None,
    type: str | None = None,
    status: str | None = "happened",
    since: date | None = None,
    until: date | None = None,
    limit: int = 20,
) -> Value:
    """The events of an actor, or between two, in a period, the latest first; `more` counts those that are left out.

    Events without a date of their own count by the day of their report. KgError for what there is not.
    """
    if status not in (None, *STATUSES):
        raise KgError(f"there is no status {status!r}: choose one of {', '.join(STATUSES)}, or none for all")
    choice = Choice(
        actors=[actor] if actor else (), types=[type] if type else (), since=since, until=until, by_report=True
    )
    others = frozenset(find_entities(graph, other, ACTORS)) if other else None
    found = [
        event
        for event in choose_events(graph, choice).events
        if (status is None or status_of(event) == status)
        and (others is None or others.intersection((*event.actors, *event.recipients)))
    ]
    return _cut(sorted(found, key=lambda event: (_day(event, graph), event.id), reverse=True), graph, limit)


def tell_event(graph: Graph, id: str) -> Value:
    """All that is said about an event: every sentence, by whom, and the events that deny it or that it denies."""
    event = next((event for event in graph.events if event.id == id), None)
    if event is None:
        raise KgError(f"there is no event {id!r}: find_events tells the ids")
    pairs = find_contradictions(find_claims(graph))
    known = {event.id: event for event in graph.events}
    denials = [known[one] for one, other in sorted(pairs) if other == id]
    denied = [known[other] for one, other in sorted(pairs) if one == id]
    return {
        **_event(event, graph, most=MOST),
        "denied_by": [_event(one, graph) for one in denials],
        "denies": [_event(one, graph) for one in denied],
    }


def tell_contradictions(graph: Graph, *, actor: str | None = None, limit: int = 20) -> Value:
    """What is told and denied, each with the sentences of both; of one actor, if a name is given."""
    wanted = frozenset(find_entities(graph, actor, ACTORS)) if actor else None
    known = {event.id: event for event in graph.events}
    pairs = [
        (known[denial], known[event])
        for denial, event in sorted(find_contradictions(find_claims(graph)))
        if wanted is None or wanted.intersection((*known[event].actors, *known[event].recipients))
    ]
    shown = pairs[: min(limit, MOST)]
    told = [{"event": _event(event, graph), "denial": _event(denial, graph)} for denial, event in shown]
    return {"contradictions": told, "more": len(pairs) - len(shown)}


def tell_sentences(graph: Graph, ids: Iterable[str]) -> list[Value]:
    """The sentences of some events, by id."""
    wanted = set(ids)
    return [
        {"event": event.id, **_quote(span, graph)}
        for event in graph.events
        if event.id in wanted
        for span in event.evidence[:MOST_SENTENCES]
    ]


def _cut(events: list[Event], graph: Graph, limit: int) -> Value:
    shown = events[: max(0, min(limit, MOST))]
    return {"events": [_event(event, graph) for event in shown], "more": len(events) - len(shown)}


def _day(event: Event, graph: Graph) -> date:
    return event.time.begin if event.time else find_reported(event, graph) or date.min


def _count(id: str, graph: Graph) -> dict[str, int]:
    return {
        "as_actor": sum(id in event.actors for event in graph.events),
        "as_recipient": sum(id in event.recipients for event in graph.events),
        "as_source": sum(id == event.attribution for event in graph.events),
    }


def _actor(entity: Entity, graph: Graph) -> Value:
    named = [mention.span for mention in entity.mentions if mention.name][:MOST_MENTIONS]
    return {
        "id": entity.id,
        "label": entity.label,
        "kind": entity.type,
        "country": entity.country,
        "aliases": list(entity.aliases),
        "same_as": list(entity.same_as),
        "mentioned": [{"words": _around(span, graph), "article": span.article} for span in named],
    }


def _around(span: Span, graph: Graph) -> str:
    """The line of the article in which a name stands; its own words where the text is not known."""
    text = graph.article[span.article].text if span.article in graph.article else ""
    if not text:
        return span.text
    begin, end = text.rfind("\n", 0, span.begin) + 1, text.find("\n", span.end)
    return text[max(begin, span.begin - 150) : min(end if end >= 0 else len(text), span.end + 150)].strip()


def _event(event: Event, graph: Graph, most: int = MOST_SENTENCES) -> Value:
    reported = find_reported(event, graph)
    facts = {
        "id": event.id,
        "what": caption(event, graph),
        "type": event.type,
        "relation": event.relation,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "status": status_of(event),
        "time": event.time.edtf if event.time else None,
        "time_text": event.time_text,
        "reported": reported.isoformat() if reported else None,
        "derived_time": derived_edtf(event, graph),
        "place": names([event.place], graph) or None,
        "said_by": names([event.attribution], graph) or None,
        "confidence": event.confidence,
    }
    known = {name: value for name, value in facts.items() if value not in (None, [])}
    return {**known, "sentences": [_quote(span, graph) for span in event.evidence[:most]]}


def _quote(span: Span, graph: Graph) -> Value:
    article = graph.article.get(span.article)
    facts = {
        "sentence": span.text,
        "article": span.article,
        "begin": span.begin,
        "end": span.end,
        "title": article and article.title,
        "publisher": article and article.publisher,
        "date": article.date.isoformat() if article and article.date else None,
        "url": article and article.source,
    }
    return {name: value for name, value in facts.items() if value is not None}
