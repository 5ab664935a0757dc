"""A Graph's tables as frames of pandas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.formats.dyads import COLUMNS as DYADS
from kg.formats.dyads import to_dyad_rows
from kg.formats.event_rows import COLUMNS as EVENTS
from kg.formats.event_rows import Row, to_event_rows
from kg.graph.sectors import find_sector
from kg.knowledge.codes import cow_states
from kg.model import Entity, Graph

if TYPE_CHECKING:
    import pandas

ACTORS: dict[str, type] = {
    "id": str, "label": str, "kind": str, "country": str, "cow": int, "sector": str, "aliases": str, "same_as": str,
    "mentions": int, "acts": int, "receives": int,
}  # fmt: skip
"""The columns of the table of actors; `acts` and `receives` count the events of each side."""

DTYPES = {str: "string", int: "Int64", float: "Float64", bool: "boolean", date: "datetime64[s]"}


def events_frame(graph: Graph) -> pandas.DataFrame:
    """The event table."""
    return _to_frame(to_event_rows(graph), EVENTS)


def dyads_frame(graph: Graph, by: str) -> pandas.DataFrame:
    """The dyad table by "day", "week" or "month"."""
    return _to_frame(to_dyad_rows(graph, by), DYADS)


def actors_frame(graph: Graph) -> pandas.DataFrame:
    """A row for each entity, those with most events first. The sector is that of the day of the last article."""
    acts = Counter(id for event in graph.events for id in event.actors)
    receives = Counter(id for event in graph.events for id in event.recipients)
    day = max((article.date for article in graph.articles if article.date), default=None)
    rows = [
        {**_actor(entity, day), "acts": acts[entity.id], "receives": receives[entity.id]} for entity in graph.entities
    ]
    return _to_frame(
        sorted(rows, key=lambda row: (-acts[str(row["id"])] - receives[str(row["id"])], row["id"])), ACTORS
    )


def _actor(entity: Entity, day: date | None) -> Row:
    state = cow_states().get(entity.country or "")
    return {
        "id": entity.id,
        "label": entity.label,
        "kind": entity.type,
        "country": entity.country,
        "cow": state.number if state else None,
        "sector": find_sector(entity, day) or None,
        "aliases": "; ".join(entity.aliases) or None,
        "same_as": "; ".join(entity.same_as) or None,
        "mentions": len(entity.mentions),
    }


def _to_frame(rows: Iterable[Row], columns: Mapping[str, type]) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError:
        raise KgError("frames need pandas; pip install pandas") from None
    frame = pandas.DataFrame(list(rows), columns=list(columns))
    return frame.astype({name: DTYPES[kind] for name, kind in columns.items()})
