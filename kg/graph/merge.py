"""Many articles' graphs into one: same thing, one node; the result does not hang on the order of the articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kg.errors import KgError
from kg.graph.split import order_evidence, split_graph
from kg.model import Article, Category, Entity, Event, Graph, Relation

Value = TypeVar("Value")
Meaning = TypeVar("Meaning", Relation, Category)


def merge_graphs(graphs: Iterable[Graph]) -> Graph:
    """One graph of all; an article that comes twice counts once. KgError where two articles have one id."""
    articles: dict[str, Article] = {}
    relations, categories = set[Relation](), set[Category]()
    entities, events = defaultdict[str, list[Entity]](list), defaultdict[str, list[Event]](list)
    parts: dict[str, Graph] = {}
    for graph in graphs:
        parts |= {part.articles[0].id: part for part in split_graph(graph)}
        for article in graph.articles:
            if articles.setdefault(article.id, article) != article:
                raise KgError(
                    f"two different articles have the id {article.id!r}: leave one out, or give it another id"
                )
        for entity in graph.entities:
            entities[entity.id].append(entity)
        for event in graph.events:
            events[event.id].append(event)
        relations.update(graph.relations)
        categories.update(graph.categories)
    return Graph(
        tuple(articles[key] for key in sorted(articles)),
        tuple(merge_entities(entities[key]) for key in sorted(entities)),
        tuple(merge_events(events[key]) for key in sorted(events)),
        _first_of_each(relations),
        _first_of_each(categories),
        tuple(parts[key] for key in sorted(parts)) if len(articles) > 1 else (),
    )


def _first_of_each(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Of several meanings of one name the one that sorts first."""
    return tuple({meaning.id: meaning for meaning in sorted(meanings, reverse=True)}.values())[::-1]


def least(values: Iterable[Value | None]) -> Value | None:
    """Of several values the one that sorts first."""
    return min((value for value in values if value is not None), default=None)  # type: ignore[type-var]


def agreed(values: Iterable[Value | None]) -> Value | None:
    """The value that all give: what one tells in its own voice, or two people say, is nobody's claim any more."""
    given = set(values)
    return given.pop() if len(given) == 1 else None


# What is kept of an event where articles differ: `kg.store.fusion` decides by the same.
KEPT: dict[str, Callable[[Iterable[Any]], Any]] = {
    "place": least,
    "time_text": least,
    "attribution": agreed,
    "confidence": max,
}


def merge_entities(tellings: Sequence[Entity]) -> Entity:
    """What articles know of one entity; of several labels or countries the one that sorts first is kept."""
    first = min(tellings, key=lambda entity: (entity.label, entity.type))
    mentions = {mention for entity in tellings for mention in entity.mentions}
    return Entity(
        id=first.id,
        label=first.label,
        type=first.type,
        country=least(entity.country for entity in tellings),
        aliases=tuple(sorted({alias for entity in tellings for alias in entity.aliases})),
        same_as=tuple(sorted({iri for entity in tellings for iri in entity.same_as})),
        mentions=tuple(sorted(mentions, key=lambda m: (m.span, m.name is not None, m.name or m.span))),
    )


def merge_events(tellings: Sequence[Event]) -> Event:
    """One event as articles tell it: with all their sentences; on what else they differ, `KEPT` decides."""
    trigger, *retold = sorted({trigger for event in tellings for trigger in event.triggers})
    kept: dict[str, Any] = {name: choose(getattr(event, name) for event in tellings) for name, choose in KEPT.items()}
    return replace(
        min(tellings, key=_deed),
        trigger=trigger,
        retold=tuple(retold),
        evidence=order_evidence(trigger, {sentence for event in tellings for sentence in event.evidence}),
        **kept,
    )


def _deed(event: Event) -> tuple[object, ...]:
    """Meetings have two sides, and articles name either first; what else there is to do is the same for one id."""
    who = sorted(event.actors), sorted(event.recipients), event.actors, event.recipients
    when = event.time.edtf if event.time else ""
    return *who, event.mode or "", event.contexts, event.type, event.relation, event.modality, event.negated, when
