"""The main job: articles to files, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.extraction import extract_graphs
from kg.cli.options import base_option, corrections_option, extraction_options, report, workers_option

if TYPE_CHECKING:
    from kg.model import Graph
    from kg.rdf.soundness import Whole


@click.command()
@extraction_options
@corrections_option
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder for the results."
)
@workers_option()
@base_option
def build(folder: Path, base: str, **reading: Any) -> None:
    """Make a graph of articles.

    Writes events.jsonl, graph.ttl and graph.html into a folder, and prints what happened.
    An ARTICLE is a file (text, HTML, PDF, DOCX, e-mail, feed, JSON, CSV, Parquet, WARC, or an archive of these), a
    folder, a glob, @list.txt with one of these a line, or - for standard input.

    \b
    kg build article.txt -o out
    kg build news/ more.jsonl -o out --ontology relations.ttl
    kg build news.parquet -o out --columns text=body,date=published
    """
    from kg.files import check_folder, write_all
    from kg.rdf.soundness import merge_sound

    check_folder(folder)
    whole = merge_sound(list(extract_graphs(**reading, progress=True)), report, base)
    if whole.parts:
        write_all((folder / name, text) for name, text in to_files(whole, base))
        _print_table(whole.graph)


def to_files(whole: Whole, base: str) -> Iterator[tuple[str, str]]:
    """The files that `kg build` writes, by name."""
    from kg.formats.records import to_line
    from kg.graph.copies import find_copies
    from kg.rdf.turtle import write_turtle
    from kg.viz.page import render_html

    articles = whole.graph.articles
    title = articles[0].title if len(articles) == 1 else None
    copies = find_copies(articles)
    yield "events.jsonl", "".join(to_line(part, copies) for part in whole.parts)
    yield "graph.ttl", write_turtle(whole.statements, base)
    yield "graph.html", render_html(whole.graph, title=title or f"{len(articles)} articles")


@click.command()
@extraction_options
@corrections_option
@click.option(
    "--format",
    type=click.Choice(["jsonl", "csv", "table"]),
    default="jsonl",
    show_default=True,
    help="One JSON object for each article, one CSV line for each event, or a table to read.",
)
@workers_option()
def extract(format: str, **reading: Any) -> None:
    """Print entities and events of articles.

    An ARTICLE is a file (text, HTML, PDF, DOCX, e-mail, feed, JSON, CSV, Parquet, WARC, or an archive of these), a
    folder, a glob, @list.txt with one of these a line, or - for standard input.

    \b
    kg extract article.txt > events.jsonl
    cat news.jsonl | kg extract - --format csv
    """
    from kg.formats.records import to_line

    graphs = extract_graphs(**reading, progress=not sys.stdout.isatty())
    if format == "jsonl":
        for graph in graphs:
            click.echo(to_line(graph), nl=False)
    else:
        _print_events(graphs, format)


def _print_events(graphs: Iterator[Graph], format: str) -> None:
    from kg.formats.event_table import to_csv
    from kg.graph.merge import merge_graphs

    graph = merge_graphs(graphs)
    if format == "csv":
        click.echo(to_csv(graph), nl=False)
    elif graph.articles:
        _print_table(graph)


def _print_table(graph: Graph) -> None:
    from kg.cli.tables import open_console, print_table

    print_table(graph, open_console())
