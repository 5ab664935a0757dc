"""The event table and the dyad tables as files: CSV, and Parquet for the event table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from kg.errors import KgError
from kg.formats.dyads import COLUMNS as DYADS
from kg.formats.dyads import to_dyad_rows
from kg.formats.event_rows import COLUMNS as EVENTS
from kg.formats.event_rows import Row, Value, to_event_rows
from kg.formats.event_table import inert
from kg.model import Graph


def to_events_csv(graph: Graph) -> str:
    """The event table, safe to open in a spreadsheet."""
    return _to_csv(EVENTS, to_event_rows(graph))


def to_day_dyads(graph: Graph) -> str:
    """The dyad table by day."""
    return _to_csv(DYADS, to_dyad_rows(graph, "day"))


def to_week_dyads(graph: Graph) -> str:
    """The dyad table by week: a period is its Monday."""
    return _to_csv(DYADS, to_dyad_rows(graph, "week"))


def to_month_dyads(graph: Graph) -> str:
    """The dyad table by month: a period is its first day."""
    return _to_csv(DYADS, to_dyad_rows(graph, "month"))


def to_events_parquet(graph: Graph) -> bytes:
    """The event table with types. Raises KgError where there is no pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise KgError("Parquet needs pyarrow; pip install pyarrow") from None
    kinds = {
        str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_(),
        date: pyarrow.date32(),
    }  # fmt: skip
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in EVENTS.items()])
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(to_event_rows(graph), schema=schema), stream)
    return stream.getvalue()


def _to_csv(columns: Mapping[str, type], rows: Iterable[Row]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return stream.getvalue()


def _cell(value: Value) -> str:
    """A number is no formula, a text that looks like one is made inert."""
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
