"""An event as a row of a table: a Graph and one of its events enter, a cell for each column leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.graph.dates import derived_edtf, find_reported
from kg.graph.wording import names, status_of
from kg.model import Event, Graph

Cell = str | float | date | None

# The columns in their order. Entities stand by label, several of them joined with "; "; begin and end are those of the
# first sentence. The page has them too, but for begin and end (kg/viz/templates/export.js).
COLUMNS: dict[str, Callable[[Event, Graph], Cell]] = {
    "article": lambda event, graph: event.trigger.article,
    "date": lambda event, graph: getattr(graph.article.get(event.trigger.article), "date", None),
    "event": lambda event, graph: event.id,
    "status": lambda event, graph: status_of(event),
    "type": lambda event, graph: event.type,
    "mode": lambda event, graph: event.mode,
    "contexts": lambda event, graph: "; ".join(event.contexts),
    "relation": lambda event, graph: event.relation,
    "actors": lambda event, graph: names(event.actors, graph),
    "recipients": lambda event, graph: names(event.recipients, graph),
    "place": lambda event, graph: names([event.place], graph),
    "time": lambda event, graph: event.time.edtf if event.time else None,
    "time_text": lambda event, graph: event.time_text,
    "reported": lambda event, graph: find_reported(event, graph),
    "derived_time": lambda event, graph: derived_edtf(event, graph),
    "modality": lambda event, graph: event.modality,
    "negated": lambda event, graph: str(event.negated).lower(),
    "attribution": lambda event, graph: names([event.attribution], graph),
    "confidence": lambda event, graph: event.confidence,
    "begin": lambda event, graph: event.evidence[0].begin,
    "end": lambda event, graph: event.evidence[0].end,
    "evidence": lambda event, graph: event.evidence[0].text,
}


def to_row(event: Event, graph: Graph) -> list[str]:
    """The cells of an event as text, in the order of `COLUMNS`; empty where nothing is known."""
    cells = (tell(event, graph) for tell in COLUMNS.values())
    return ["" if cell is None else str(cell) for cell in cells]
