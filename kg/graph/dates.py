"""When events are told, and when at the latest they happened: a Graph and one of its events enter, dates leave.

What happened and has no time of its own happened on or before the day of the report. That is derived, not told: it
never stands where the text's own time stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.model import Event, Graph

How = Literal["text", "report"]


@dataclass(frozen=True, slots=True)
class Dating:
    """The days in which an event lies: as the text has them, or derived from the day of the report.

    `begin` is None for what is only known to have happened by some day.
    """

    begin: date | None
    end: date
    how: How

    @property
    def day(self) -> date:
        """The one day that stands for the event on a timeline: its first, or that of the report."""
        return self.begin or self.end


def find_reports(event: Event, graph: Graph) -> list[date]:
    """The days of the dated articles that tell an event, sorted."""
    homes = {span.article for span in (*event.triggers, *event.evidence)}
    dates = (graph.article[home].date for home in homes if home in graph.article)
    return sorted(day for day in dates if day)


def find_reported(event: Event, graph: Graph) -> date | None:
    """The day of the first dated article that tells an event."""
    return min(find_reports(event, graph), default=None)


def find_latest(event: Event, graph: Graph) -> date | None:
    """The day on or before which an event happened that has no time of its own; None for all others."""
    return find_reported(event, graph) if event.happened and event.time is None else None


def derived_edtf(event: Event, graph: Graph) -> str | None:
    """The derived period as EDTF writes one with an open begin: ../2025-05-20."""
    latest = find_latest(event, graph)
    return f"../{latest.isoformat()}" if latest else None


def find_dating(event: Event, graph: Graph) -> Dating | None:
    """The days in which an event lies, by its own time or derived; None where neither is known."""
    if event.time:
        return Dating(event.time.begin, event.time.end, "text")
    latest = find_latest(event, graph)
    return Dating(None, latest, "report") if latest else None
