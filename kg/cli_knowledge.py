"""The commands that show what kg knows, and how it reads a sentence with that."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.glossary import Row


@click.command()
@click.argument("asked", metavar="[TYPE|RELATION|WORD]", required=False)
@click.option(
    "--ontology",
    "extra",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Turtle file with more relations; may be repeated.",
)
@click.option(
    "--format",
    type=click.Choice(["table", "tsv", "jsonl"]),
    help="A table to read, or one tab-separated line or JSON object each.  [default: table on a terminal, else tsv]",
)
def ontology(asked: str | None, extra: tuple[Path, ...], format: str | None) -> None:
    """List event types, relations and triggers.

    Alone it lists the types. With a TYPE it lists its relations and their triggers, with a RELATION those of it alone,
    with a WORD the triggers that hold it, in its dictionary form. In a trigger A is the actor and R the recipient, and
    one of the words in brackets must be there; "A and R" as roles means that both do the same.

    \b
    kg ontology
    kg ontology SANCTION
    kg ontology meet --format jsonl
    """
    from kg.glossary import list_relations, list_types
    from kg.ontology import load_ontology

    known = load_ontology(extra)
    rows = list_types(known) if asked is None else list_relations(known, asked, extra=extra)
    format = format or ("table" if sys.stdout.isatty() else "tsv")
    if format == "table":
        _print_types(rows) if asked is None else _print_relations(rows)
    elif format == "tsv":
        for cells in (list(rows[0]), *(_cells(row, "; ") for row in rows)):
            click.echo("\t".join(cells))
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))


def _print_types(rows: list[Row]) -> None:
    from rich.table import Table

    from kg.table import open_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in rows[0]:
        table.add_column(heading.capitalize(), overflow="fold")
    for row in rows:
        table.add_row(*_cells(row, "; "))
    open_console().print(table)


def _print_relations(rows: list[Row]) -> None:
    """What is known of each relation below each other, and its triggers one a line."""
    from rich.table import Table

    from kg.table import open_console

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for row in rows:
        for heading, words in zip(row, _cells(row, "\n"), strict=True):
            if words:
                table.add_row(heading.capitalize(), words)
        table.add_row()
    open_console().print(table)


def _cells(row: Row, separator: str) -> list[str]:
    return [
        separator.join(value) if isinstance(value, list) else "" if value is None else str(value)
        for value in row.values()
    ]
