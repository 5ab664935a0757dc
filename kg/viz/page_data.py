"""A Graph as the values that the page's scripts read: entities and articles by number, defaults left out.

Offsets are counted as JavaScript counts them, in UTF-16 units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any

from kg.graph.dates import find_latest
from kg.graph.rows import COLUMNS
from kg.knowledge.gazetteer import country_names
from kg.model import Article, Entity, Event, Graph, Span, TimeValue

UNCOUNTED = ("begin", "end")
"""Columns that the page's table leaves out: JavaScript counts offsets in other units."""

WHOLE_TEXTS = 500_000
"""Up to so many characters the page holds the articles' whole texts, beyond it only the sentences that are evidence."""


@dataclass(frozen=True, slots=True)
class _Index:
    """The numbers that stand for kinds of event, entities and articles, and where articles mention entities."""

    kinds: dict[tuple[str, str], int]
    entities: dict[str, int]
    articles: dict[str, int]
    offsets: dict[str, Sequence[int]]
    mentions: dict[tuple[str, str], list[Span]]


def encode_graph(graph: Graph, actors: Sequence[str]) -> dict[str, Any]:
    """Everything behind the picture: what happened, who says so, and in which words.

    `actors` are the ids of the picture's nodes, in its order: they have the first numbers, and nothing about them is
    said twice. The entities of the result are the others, places and sources.
    """
    quoted = defaultdict[str, list[Span]](list)
    for event in graph.events:
        for span in event.evidence:
            quoted[span.article].append(span)
    told = [article for article in graph.articles if article.id in quoted]
    articles = [article if article.text else _as_quoted(article, quoted[article.id]) for article in told]
    others = sorted(_names(graph.events) - set(actors))
    entities = [graph.entity[name] for name in (*actors, *others)]
    kinds = {(event.type, event.relation): event for event in graph.events}
    index = _Index(
        kinds={kind: number for number, kind in enumerate(kinds)},
        entities={entity.id: number for number, entity in enumerate(entities)},
        articles={article.id: number for number, article in enumerate(articles)},
        offsets={article.id: utf16_offsets(article.text) for article in articles},
        mentions=_mentions(entities),
    )
    codes = {entity.country for entity in entities}
    whole = all(article.text for article in told) and sum(len(article.text) for article in told) <= WHOLE_TEXTS
    return {
        "read": len(graph.articles),
        "columns": [column for column in COLUMNS if column not in UNCOUNTED],
        "whole": whole,
        "articles": list(_articles(articles, graph.events, index, whole=whole)),
        "entities": [[e.id, e.label, e.type, e.country] for e in entities[len(actors) :]],
        "countries": {code: name for code, name in country_names(graph).items() if code in codes},
        "kinds": [_kind(event, graph) for event in kinds.values()],
        "events": [_event(event, index, find_latest(event, graph)) for event in graph.events],
    }


def _as_quoted(article: Article, spans: Sequence[Span]) -> Article:
    """An article whose text is not known, as in records, with the sentences that are quoted from it in their places."""
    text = ["…"] * max(span.end for span in spans)
    for span in spans:
        text[span.begin : span.begin + len(span.text)] = span.text
    return replace(article, text="".join(text))


def utf16_offsets(text: str) -> Sequence[int]:
    """For each offset in characters the offset in UTF-16 units.

    >>> list(utf16_offsets("a🕊b"))
    [0, 1, 3, 4]
    """
    if max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    return [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]


def _given(**values: object) -> dict[str, object]:
    """The values without those that say nothing."""
    return {name: value for name, value in values.items() if value is not False and value not in (None, "", [])}


def _names(events: Iterable[Event]) -> set[str]:
    """Every entity that an event names in some role."""
    roles = ((*event.actors, *event.recipients, event.place, event.attribution) for event in events)
    return {name for names in roles for name in names if name is not None}


def _mentions(entities: Iterable[Entity]) -> dict[tuple[str, str], list[Span]]:
    index: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            index[entity.id, mention.span.article].append(mention.span)
    return index


def _articles(articles: Sequence[Article], events: Iterable[Event], index: _Index, *, whole: bool) -> Iterator[object]:
    sentences: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for event in events:
        for span in event.evidence:
            sentences[span.article].add((span.begin, span.end))
    for article in articles:
        passages = [(0, len(article.text))] if whole else _merged(sorted(sentences[article.id]), article.text)
        offsets = index.offsets[article.id]
        yield _given(
            id=article.id,
            title=article.title,
            date=article.date and article.date.isoformat(),
            publisher=article.publisher,
            source=article.source,
            passages=[[offsets[begin], article.text[begin:end]] for begin, end in passages],
        )


def _merged(stretches: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Sorted stretches with those made one that have nothing but space between them."""
    merged: list[tuple[int, int]] = []
    for begin, end in stretches:
        if merged and not text[merged[-1][1] : begin].strip():
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged


def _kind(event: Event, graph: Graph) -> dict[str, object]:
    """Type and relation of an event; many events share one."""
    category = graph.category.get(event.type)
    return _given(
        type=event.type,
        name=category.label if category else event.type.lower(),
        definition=category.definition if category else "",
        quad=graph.quad_class(event),
        relation=event.relation,
        label=graph.relation[event.relation].label,
        symmetric=graph.is_symmetric(event),
    )


def _event(event: Event, index: _Index, latest: date | None) -> list[object]:
    """Kind, actors, recipients, time and evidence, and what else there is to say; `by` is derived, not told."""
    more = _given(
        id=event.id,
        mode=event.mode,
        contexts=list(event.contexts),
        confidence=event.confidence,
        place=event.place and index.entities[event.place],
        words=event.time_text,
        by=latest and latest.isoformat(),
        modality="" if event.modality == "asserted" else event.modality,
        negated=event.negated,
        says=event.attribution and index.entities[event.attribution],
    )
    return [
        index.kinds[event.type, event.relation],
        [index.entities[name] for name in event.actors],
        [index.entities[name] for name in event.recipients],
        event.time and _time(event.time),
        [_quote(span, event, index) for span in event.evidence],
        more,
    ]


def _time(time: TimeValue) -> str | list[str]:
    """A day, or another expression with the first and last day that it covers."""
    days = [time.begin.isoformat(), time.end.isoformat()]
    return time.edtf if days == [time.edtf, time.edtf] else [time.edtf, *days]


def _quote(sentence: Span, event: Event, index: _Index) -> list[object]:
    """An article's number, the sentence's begin and end, and what to mark in it: role, begin and end from there."""
    offsets = index.offsets[sentence.article]
    start = offsets[sentence.begin]
    marks = [[role, offsets[b] - start, offsets[e] - start] for b, e, role in _marks(sentence, event, index)]
    return [index.articles[sentence.article], start, offsets[sentence.end], marks]


def _marks(sentence: Span, event: Event, index: _Index) -> list[tuple[int, int, str]]:
    """The triggers (T) and the mentions of actors (A), recipients (R), place (P) and source (S), without overlaps.

    Triggers go first, then the longer mention.
    """
    roles = [(name, "A") for name in event.actors] + [(name, "R") for name in event.recipients]
    if event.place:
        roles.append((event.place, "P"))
    if event.attribution:
        roles.append((event.attribution, "S"))
    spans = [(span, role) for name, role in roles for span in index.mentions.get((name, sentence.article), ())]
    spans.sort(key=lambda pair: pair[0].begin - pair[0].end)
    marks: list[tuple[int, int, str]] = []
    for span, role in [*((trigger, "T") for trigger in event.triggers), *spans]:
        inside = span.article == sentence.article and sentence.begin <= span.begin < span.end <= sentence.end
        if inside and all(span.end <= begin or end <= span.begin for begin, end, _ in marks):
            marks.append((span.begin, span.end, role))
    return sorted(marks)
