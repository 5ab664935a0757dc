"""The event table for analysis: a Graph enters, a row for each event and pair of actors leaves.

docs/codebook.md explains the columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.graph.dates import find_dating, find_reported
from kg.graph.links import find_pairs
from kg.graph.sectors import find_sector
from kg.graph.wording import names, status_of
from kg.knowledge.codes import cameo_root, cow_states
from kg.knowledge.coordinates import find_spot
from kg.model import Event, Graph

Value = str | int | float | bool | date | None
Row = dict[str, Value]

_SIDE: dict[str, type] = {
    "id": str, "label": str, "kind": str, "country": str, "cow": int, "cow_abbreviation": str, "sector": str,
}  # fmt: skip
COLUMNS: dict[str, type] = {
    "event": str, "merged": str,
    "date": date, "date_begin": date, "date_end": date, "date_precision": str, "date_source": str, "time": str,
    "time_text": str, "reported": date,
    **{f"source_{name}": kind for name, kind in _SIDE.items()},
    **{f"target_{name}": kind for name, kind in _SIDE.items()},
    "mutual": bool,
    "type": str, "mode": str, "contexts": str, "relation": str, "quad_class": str, "quad_number": int, "score": float,
    "cameo_root": str,
    "status": str, "said_by": str, "said_by_label": str,
    "place": str, "place_label": str, "place_country": str, "latitude": float, "longitude": float, "geonames": int,
    "confidence": float, "articles": int, "publishers": int,
    "article": str, "publisher": str, "title": str, "url": str, "sentence": str,
}  # fmt: skip
"""The columns in their order, with what their cells hold."""

QUADS = {
    "statement": 0,
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}


@dataclass(slots=True)
class _Telling:
    """A row, and what tells it."""

    row: Row
    events: list[str]
    articles: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)


def to_event_rows(graph: Graph) -> list[Row]:
    """The rows, each with all `COLUMNS`, in order of time; two who met on one day met once."""
    tellings = [telling for event in graph.events for telling in _tellings(event, graph)]
    rows = [_finish(alike) for alike in _once_a_day(tellings)]
    return sorted(rows, key=lambda row: (row["date"] or date.max, *(str(row[key]) for key in _ORDER)))


_ORDER = ("event", "source_id", "target_id")


def _tellings(event: Event, graph: Graph) -> Iterator[_Telling]:
    articles = sorted({span.article for span in (*event.triggers, *event.evidence)})
    publishers = {getattr(graph.article.get(id), "publisher", None) or id for id in articles}
    what = {**_dates(event, graph), **_deed(event, graph), **_place(event, graph), **_report(event, graph)}
    mutual = graph.is_symmetric(event)
    for source, target in _sides(event, symmetric=mutual):
        day = what["date"] if isinstance(what["date"], date) else None
        sides = {**_side("source", source, graph, day), **_side("target", target, graph, day)}
        yield _Telling({**what, **sides, "mutual": mutual}, [event.id], set(articles), publishers)


def _sides(event: Event, *, symmetric: bool) -> Iterator[tuple[str | None, str | None]]:
    """The pairs, of a mutual event in one order whoever is named first; one side alone where there is no other."""
    pairs = list(find_pairs(event, symmetric=symmetric))
    yield from sorted({(min(pair), max(pair)) for pair in pairs} if symmetric else set(pairs))
    if not pairs:
        yield from ((actor, None) for actor in event.actors)
        yield from ((None, recipient) for recipient in event.recipients)


def _dates(event: Event, graph: Graph) -> Row:
    dating = find_dating(event, graph)
    is_day = dating is not None and (dating.how == "report" or dating.begin == dating.end)
    return {
        "date": dating.day if dating and is_day else None,
        "date_begin": dating.begin if dating else None,
        "date_end": dating.end if dating else None,
        "date_precision": event.time.precision if event.time else "on or before" if dating else None,
        "date_source": dating.how if dating else None,
        "time": event.time.edtf if event.time else None,
        "time_text": event.time_text,
        "reported": find_reported(event, graph),
    }


def _side(side: str, id: str | None, graph: Graph, day: date | None) -> Row:
    entity = graph.entity[id] if id else None
    state = cow_states().get(entity.country or "") if entity else None
    cells: Row = {
        "id": id,
        "label": entity.label if entity else None,
        "kind": entity.type if entity else None,
        "country": entity.country if entity else None,
        "cow": state.number if state else None,
        "cow_abbreviation": state.abbreviation if state else None,
        "sector": (find_sector(entity, day) or None) if entity else None,
    }
    return {f"{side}_{name}": cell for name, cell in cells.items()}


def _deed(event: Event, graph: Graph) -> Row:
    category, quad_class = graph.category.get(event.type), graph.quad_class(event)
    return {
        "type": event.type,
        "mode": event.mode,
        "contexts": "; ".join(event.contexts) or None,
        "relation": event.relation,
        "quad_class": quad_class,
        "quad_number": QUADS.get(quad_class, 0),
        "score": category.score if category else None,
        "cameo_root": cameo_root(event.type, event.mode, event.relation) or None,
        "status": status_of(event),
        "said_by": event.attribution,
        "said_by_label": names([event.attribution], graph) or None,
        "confidence": event.confidence,
    }


def _place(event: Event, graph: Graph) -> Row:
    place = graph.entity.get(event.place or "")
    spot = None
    if place and place.type == "Place":
        spot = find_spot(place.label, place.country)
    return {
        "place": event.place,
        "place_label": place.label if place else None,
        "place_country": place.country if place else None,
        "latitude": spot.latitude if spot else None,
        "longitude": spot.longitude if spot else None,
        "geonames": spot.geonames if spot else None,
    }


def _report(event: Event, graph: Graph) -> Row:
    sentence = event.evidence[0]
    article = graph.article.get(sentence.article)
    return {
        "article": sentence.article,
        "publisher": article.publisher if article else None,
        "title": article.title if article else None,
        "url": article.source if article else None,
        "sentence": sentence.text,
    }


def _once_a_day(tellings: list[_Telling]) -> Iterator[list[_Telling]]:
    """The tellings of each event: those of meetings that one pair has on one day are of one."""
    meetings = defaultdict[tuple[Value, ...], list[_Telling]](list)
    for number, telling in enumerate(tellings):
        row = telling.row
        pair = sorted((str(row["source_id"]), str(row["target_id"])))
        is_meeting = row["type"] == "CONSULT" and row["date"] and row["target_id"] and row["mode"] != "phone"
        key = (*pair, row["date"], row["date_source"], row["status"]) if is_meeting else (number,)
        meetings[key].append(telling)
    yield from meetings.values()


def _finish(alike: list[_Telling]) -> Row:
    """The row of the surest telling, with the articles of all."""
    first, *others = sorted(alike, key=lambda telling: (-float(telling.row["confidence"] or 0), telling.events))  # type: ignore[arg-type]
    merged = dict.fromkeys(event for telling in others for event in telling.events if event not in first.events)
    row: dict[str, Any] = {
        **first.row,
        "event": first.events[0],
        "merged": "; ".join(merged) or None,
        "articles": len(set().union(*(telling.articles for telling in alike))),
        "publishers": len(set().union(*(telling.publishers for telling in alike))),
    }
    return {name: row[name] for name in COLUMNS}
