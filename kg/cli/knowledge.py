"""The commands that show what kg knows, and how it reads a sentence with that."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import extraction_options, report
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.knowledge.glossary import Row
    from kg.readers.streams import Given


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
    from kg.knowledge.glossary import list_relations, list_types
    from kg.knowledge.ontology import load_ontology

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


@click.command()
@extraction_options
@click.option("--sentence", type=click.IntRange(min=1), metavar="N", help="Only the sentence with this number.")
def explain(
    articles: tuple[str, ...],
    pipeline: str | None,
    ontology: tuple[Path, ...],
    actors: tuple[Path, ...],
    given: Given,
    sentence: int | None,
) -> None:
    """Tell why each sentence was read as it was.

    For each sentence: its clauses; the words that triggered an event, or none; who fills which role, by which words,
    and how these lead to an actor; the words that decide modality and negation and who says so; time and place.

    \b
    kg explain article.txt --sentence 3
    echo 'The ministers will not meet in Rome.' | kg explain -
    """
    from kg.explain import explain as explain_article
    from kg.extractor import Extractor
    from kg.readers.articles import read_articles

    extractor = Extractor(pipeline=pipeline, ontologies=ontology, actors=actors)
    found = read_articles(articles, on_error=report, given=given)
    for analysis in extractor.analyse(found, on_error=report):
        article, told = analysis.article, list(explain_article(analysis))
        if sentence is not None and sentence > len(told):
            report(KgError(f"{article.id}: there is no sentence {sentence}; the last one is {len(told)}"))
            continue
        click.echo(f"{article.id}:")
        for explanation in told if sentence is None else [told[sentence - 1]]:
            click.echo(f"\n{explanation.number}  {explanation.text}")
            for heading, words in explanation.rows:
                click.echo(f"    {heading:14}{words}")


def _print_types(rows: list[Row]) -> None:
    from rich.table import Table

    from kg.cli.tables import open_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in rows[0]:
        table.add_column(heading.capitalize(), overflow="fold")
    for row in rows:
        table.add_row(*_cells(row, "; "))
    open_console().print(table)


def _print_relations(rows: list[Row]) -> None:
    """What is known of each relation below each other, and its triggers one a line."""
    from rich.table import Table

    from kg.cli.tables import open_console

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
