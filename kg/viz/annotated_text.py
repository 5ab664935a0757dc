"""A Graph enters; its articles leave as one HTML page in which actors, places and events are marked.

The page needs no script and no network. Marks may lie in each other; where two overlap, one of them is cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from kg.graph.wording import describe
from kg.model import Article, Entity, Event, Graph, Span
from kg.viz.assets import inline, read_template

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with the word for it, what to read about it, and how it looks; `ends` not where it is cut."""

    begin: int
    end: int
    kind: str
    tip: str
    style: str
    ends: bool = True


def annotate_html(graph: Graph, *, title: str) -> str:
    """The page, to be written as UTF-8."""
    events, mentions = defaultdict[str, list[Event]](list), defaultdict[str, list[tuple[Span, Entity]]](list)
    for event in graph.events:
        for trigger in event.triggers:
            events[trigger.article].append(replace(event, trigger=trigger))
    for entity in graph.entities:
        for mention in entity.mentions:
            mentions[mention.span.article].append((mention.span, entity))
    pages = []
    for article in graph.articles:
        told = sorted(events[article.id], key=lambda event: event.trigger)
        marks = [*mark_entities(mentions[article.id]), *mark_events(told, graph)]
        pages.append(_page(article, marks, [_item(event, graph) for event in told]))
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(read_template("annotate.html.j2"))
    page = template.render(title=title, pages=pages, style=inline(read_template("annotate.css")))
    # HTML has no half characters and no null character.
    return page.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def mark_entities(mentions: Iterable[tuple[Span, Entity]]) -> Iterator[Mark]:
    """A mark for each stretch that names one entity or several, with their kinds."""
    found = defaultdict[Place, dict[str, Entity]](dict)
    for span, entity in mentions:
        found[span.begin, span.end][entity.id] = entity
    for place, entities in found.items():
        kinds = " · ".join(dict.fromkeys(entity.type for entity in entities.values()))
        names = (f"{e.label}, {e.country}" if e.country else e.label for e in entities.values())
        yield Mark(*place, kinds, "; ".join(names), "entity")


def mark_events(events: Iterable[Event], graph: Graph) -> Iterator[Mark]:
    """A mark for each stretch that triggers events, with their types."""
    found = defaultdict[Place, list[Event]](list)
    for event in events:
        found[event.trigger.begin, event.trigger.end].append(event)
    for place, told in found.items():
        kinds = " · ".join(dict.fromkeys(event.type for event in told))
        tip = "; ".join(describe(event, graph) for event in told)
        yield Mark(*place, kinds, tip, _style(told[0], graph))


def nest(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order of their begin, each wholly in or wholly beside every other one; what crosses is cut."""
    queue = [(mark.begin, -mark.end, number, mark) for number, mark in enumerate(marks) if mark.begin < mark.end]
    heapify(queue)
    nested: list[Mark] = []
    around: list[Mark] = []
    while queue:
        *_, number, mark = heappop(queue)
        while around and around[-1].end <= mark.begin:
            around.pop()
        if around and around[-1].end < mark.end:
            edge = around[-1].end
            heappush(queue, (edge, -mark.end, number, replace(mark, begin=edge)))
            mark = replace(mark, end=edge, ends=False)
        nested.append(mark)
        around.append(mark)
    return nested


def mark_text(text: str, marks: Iterable[Mark]) -> Markup:
    """The text as HTML with the marks in it."""
    parts: list[Markup] = []
    around: list[Mark] = []
    done = 0

    def write_until(end: int) -> None:
        nonlocal done
        while around and around[-1].end <= end:
            mark = around.pop()
            label = Markup('<span class="kind">{}</span>').format(mark.kind) if mark.ends else Markup()
            parts.extend((escape(text[done : mark.end]), label, Markup("</mark>")))
            done = mark.end
        parts.append(escape(text[done:end]))
        done = end

    for mark in nest(marks):
        write_until(mark.begin)
        parts.append(Markup('<mark class="{}" title="{}">').format(mark.style, mark.tip))
        around.append(mark)
    write_until(len(text))
    return Markup().join(parts)


def _page(article: Article, marks: Iterable[Mark], events: list[dict[str, str]]) -> dict[str, Any]:
    about = (article.publisher, article.date.isoformat() if article.date else None, article.source)
    return {
        "title": article.title or article.id,
        "about": " · ".join(filter(None, about)),
        "text": mark_text(article.text, marks),
        "events": events,
    }


def _item(event: Event, graph: Graph) -> dict[str, str]:
    return {"type": event.type, "words": describe(event, graph), "style": _style(event, graph)}


def _style(event: Event, graph: Graph) -> str:
    return f"event {graph.quad_class(event).replace(' ', '-')}" + (" unreal" if not event.happened else "")
