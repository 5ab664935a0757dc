"""A graph of several articles enters, what each of them tells leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.model import EntityMention, Event, Graph, Span


def split_graph(graph: Graph) -> Iterator[Graph]:
    """What each article tells for itself, or where that is not known, what `divide` says of it."""
    yield from graph.parts or divide(graph, lambda event, article: event)


def divide(graph: Graph, telling: Callable[[Event, str], Event]) -> Iterator[Graph]:
    """For each article its own words of an event, which is as `telling` has it, and of an entity all that is known."""
    events = defaultdict[str, list[Event]](list)
    mentions = defaultdict[str, dict[str, list[EntityMention]]](dict)
    for event in graph.events:
        for home in {trigger.article for trigger in event.triggers}:
            events[home].append(_told_in(telling(event, home), home))
    for entity in graph.entities:
        for mention in entity.mentions:
            mentions[mention.span.article].setdefault(entity.id, []).append(mention)
    for article in graph.articles:
        told, seen = events[article.id], mentions[article.id]
        parts = {id for event in told for id in (*event.actors, *event.recipients, event.place, event.attribution)}
        known = (graph.entity[id] for id in sorted(seen.keys() | {id for id in parts if id in graph.entity}))
        entities = (replace(entity, mentions=tuple(seen.get(entity.id, ()))) for entity in known)
        yield graph.part([article], entities, told)


def _told_in(event: Event, article: str) -> Event:
    trigger, *retold = (span for span in event.triggers if span.article == article)
    evidence = order_evidence(trigger, (span for span in event.evidence if span.article == article))
    return replace(event, trigger=trigger, retold=tuple(retold), evidence=evidence)


def order_evidence(trigger: Span, sentences: Iterable[Span]) -> tuple[Span, ...]:
    """The sentences that tell an event, the one around the trigger first."""
    return tuple(sorted(sentences, key=lambda sentence: (not _holds(sentence, trigger), sentence)))


def _holds(sentence: Span, trigger: Span) -> bool:
    return sentence.article == trigger.article and sentence.begin <= trigger.begin and trigger.end <= sentence.end
