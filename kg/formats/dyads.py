"""Dyad tables: what each country did towards each other in a day, week or month, counted and summed by quad class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kg.errors import KgError
from kg.formats.event_rows import QUADS, Row, to_event_rows
from kg.knowledge.codes import cow_states
from kg.model import Graph
from kg.temporal.periods import period

SPANS = ("day", "week", "month")
CLASSES = tuple(name.replace(" ", "_") for name, number in QUADS.items() if number)
COLUMNS: dict[str, type] = {
    "period": date, "source": str, "target": str, "source_cow": int, "target_cow": int,
    "events": int, "statements": int,
    **dict.fromkeys(CLASSES, int), **{f"{name}_score": float for name in CLASSES},
    "score": float, "by_report": int,
}  # fmt: skip
"""The columns in their order, with what their cells hold."""


def to_dyad_rows(graph: Graph, by: str) -> list[Row]:
    """A row for each two countries and "day", "week" or "month" in which something happened between them.

    An event counts once for each two countries, a mutual one in both directions.
    """
    if by not in SPANS:
        raise KgError(f"there are no dyads by {by!r}: choose one of {', '.join(SPANS)}")
    cells = defaultdict[tuple[date, str, str], dict[str, Row]](dict)
    for row in to_event_rows(graph):
        begin, ends = _period(row, by), (row["source_country"], row["target_country"])
        if row["status"] == "happened" and begin and all(ends) and ends[0] != ends[1]:
            for source, target in (ends, ends[::-1]) if row["mutual"] else (ends,):
                cells[begin, str(source), str(target)][str(row["event"])] = row
    return [_count(begin, source, target, told.values()) for (begin, source, target), told in sorted(cells.items())]


def _period(row: Row, by: str) -> date | None:
    """The first day of the period in which an event lies wholly, by its own time or by its report."""
    end = row["date_end"]
    begin = row["date_begin"] or end
    if not isinstance(begin, date) or not isinstance(end, date):
        return None
    first = period(by, begin).begin
    return first if first == period(by, end).begin else None


def _count(begin: date, source: str, target: str, told: Iterable[Row]) -> Row:
    counts: dict[str, int] = dict.fromkeys(("statements", *CLASSES, "by_report"), 0)
    sums: dict[str, float] = dict.fromkeys((f"{name}_score" for name in CLASSES), 0.0)
    for row in told:
        name = str(row["quad_class"]).replace(" ", "_")
        counts["by_report"] += row["date_source"] == "report"
        if name in CLASSES:
            counts[name] += 1
            sums[f"{name}_score"] += float(str(row["score"] or 0))
        else:
            counts["statements"] += 1
    states = cow_states()
    cow = {"source_cow": states.get(source), "target_cow": states.get(target)}
    return {
        "period": begin,
        "source": source,
        "target": target,
        **{name: state.number if state else None for name, state in cow.items()},
        "events": sum(counts.values()) - counts["by_report"],
        **{name: count for name, count in counts.items() if name != "by_report"},
        **{name: round(total, 6) for name, total in sums.items()},
        "score": round(sum(sums.values()), 6),
        "by_report": counts["by_report"],
    }
