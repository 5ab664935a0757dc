"""A Graph enters; what happened is printed: when, who, did what, to whom, where, how sure, and who says so."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.graph.dates import find_latest
from kg.graph.wording import deed_with_mood, names
from kg.model import Event, Graph

HEADINGS = ("When", "Who", "Did what", "To whom", "Where", "How sure", "Who says so")
_WIDE = 100


def print_table(graph: Graph, console: Console) -> None:
    """Print one row for each event, in order of time; a narrow terminal gets the words of a row below each other."""
    rows = list(to_rows(graph))
    if not rows:
        console.print("No events were found.")
    elif console.width >= _WIDE:
        _print_columns(rows, console)
    else:
        _print_blocks(rows, console)


def open_console() -> Console:
    """Standard output for words that are no markup; where it is no terminal, lines are as long as they need be."""
    width = None if sys.stdout.isatty() else 10_000
    return Console(width=width, markup=False, emoji=False, highlight=False)


def to_rows(graph: Graph) -> Iterable[tuple[str, ...]]:
    """The words of each event under the HEADINGS, in order of time; undated events come last."""
    places = {article.id: number for number, article in enumerate(graph.articles)}

    def when(event: Event) -> tuple[date, int, int, str]:
        begin = event.time.begin if event.time else date.max
        return begin, places.get(event.trigger.article, 0), event.trigger.begin, event.id

    return (_to_row(event, graph) for event in sorted(graph.events, key=when))


def _to_row(event: Event, graph: Graph) -> tuple[str, ...]:
    return (
        _when(event, graph),
        names(event.actors, graph, ", "),
        deed_with_mood(event, graph),
        names(event.recipients, graph, ", "),
        names([event.place], graph),
        f"{event.modality} {event.confidence:.2f}",
        names([event.attribution], graph) if event.attribution else _publishers(event, graph),
    )


def _when(event: Event, graph: Graph) -> str:
    """The time, else the words for it, else, marked as derived, the day of the report by which it happened."""
    latest = find_latest(event, graph)
    return event.time.edtf if event.time else event.time_text or (f"by {latest} (report)" if latest else "")


def _publishers(event: Event, graph: Graph) -> str:
    articles = dict.fromkeys(graph.article[span.article] for span in event.evidence)
    return ", ".join(dict.fromkeys(article.publisher or article.id for article in articles))


def _print_columns(rows: Iterable[tuple[str, ...]], console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(_cell, row))
    console.print(table)


def _print_blocks(rows: Iterable[tuple[str, ...]], console: Console) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for row in rows:
        for heading, words in zip(HEADINGS, row, strict=True):
            if words:
                table.add_row(heading, _cell(words))
        table.add_row()
    console.print(table)


def _cell(words: str) -> Text:
    """Text of an article can neither style nor steer a terminal."""
    return Text("".join(char if char.isprintable() else " " for char in words))
