"""A Graph as CSV: one line for each event, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.graph.rows import COLUMNS, to_row
from kg.model import Graph


def to_csv(graph: Graph) -> str:
    """A table of the events under a line of `COLUMNS`, safe to open in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(to_csv_rows(graph))
    return stream.getvalue()


def to_csv_rows(graph: Graph) -> Iterator[list[str]]:
    """One row for each event, in the order of `COLUMNS`."""
    return ([inert(cell) for cell in to_row(event, graph)] for event in graph.events)


def inert(cell: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula; after an apostrophe it is text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
