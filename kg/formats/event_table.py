"""A Graph as CSV: one line for each event, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.graph.wording import names
from kg.model import Graph

COLUMNS = (
    "article", "date", "event", "type", "mode", "contexts", "relation", "actors", "recipients", "place", "time",
    "time_text", "modality", "negated", "attribution", "confidence", "begin", "end", "evidence",
)  # fmt: skip


def to_csv(graph: Graph) -> str:
    """A table of the events under a line of `COLUMNS`, safe to open in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(to_csv_rows(graph))
    return stream.getvalue()


def to_csv_rows(graph: Graph) -> Iterator[list[str]]:
    """One row for each event, in the order of `COLUMNS`: entities by label, several of them joined with "; "."""
    for event in graph.events:
        article = graph.article.get(event.trigger.article)
        labels = [names(ids, graph) for ids in (event.actors, event.recipients)]
        sentence = event.evidence[0]
        row = (
            event.trigger.article,
            article.date if article else None,
            event.id,
            event.type,
            event.mode,
            "; ".join(event.contexts),
            event.relation,
            *labels,
            names([event.place], graph),
            event.time.edtf if event.time else None,
            event.time_text,
            event.modality,
            str(event.negated).lower(),
            names([event.attribution], graph),
            event.confidence,
            sentence.begin,
            sentence.end,
            sentence.text,
        )
        yield ["" if value is None else _inert(str(value)) for value in row]


def _inert(cell: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula; after an apostrophe it is text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
