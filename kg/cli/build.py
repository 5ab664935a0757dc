"""The main job: articles to files, or to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.extraction import extract_graphs
from kg.cli.options import base_option, extraction_options, report

if TYPE_CHECKING:
    from kg.model import Graph


@click.command()
@extraction_options
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder for the results."
)
@base_option
def build(folder: Path, base: str, **reading: Any) -> None:
    """Make a graph of articles.

    Writes events.jsonl, graph.ttl and graph.html into a folder, and prints what happened.
    An ARTICLE is a file (plain text, JSON lines, a saved HTML page), a folder, a glob, or - for standard input.

    \b
    kg build article.txt -o out
    kg build news/ more.jsonl -o out --ontology relations.ttl
    """
    from kg.files import check_folder

    check_folder(folder)
    if graphs := list(extract_graphs(**reading, progress=True)):
        _write_results(graphs, folder, base)


def _write_results(graphs: list[Graph], folder: Path, base: str) -> None:
    from kg.files import write_text
    from kg.rdf.soundness import merge_sound
    from kg.rdf.turtle import write_turtle
    from kg.viz.page import render_html

    whole = merge_sound(graphs, report, base)
    graph = whole.graph
    if not graph.articles:
        return
    title = graph.articles[0].title if len(graph.articles) == 1 else None
    results = {
        "events.jsonl": "".join(map(_to_line, whole.parts)),
        "graph.ttl": write_turtle(whole.statements, base),
        "graph.html": render_html(graph, title=title or f"{len(graph.articles)} articles"),
    }
    for name, text in results.items():
        write_text(folder / name, text)
    _print_table(graph)


@click.command()
@extraction_options
@click.option(
    "--format",
    type=click.Choice(["jsonl", "csv", "table"]),
    default="jsonl",
    show_default=True,
    help="One JSON object for each article, one CSV line for each event, or a table to read.",
)
def extract(format: str, **reading: Any) -> None:
    """Print entities and events of articles.

    An ARTICLE is a file (plain text, JSON lines, a saved HTML page), a folder, a glob, or - for standard input.

    \b
    kg extract article.txt > events.jsonl
    cat news.jsonl | kg extract - --format csv
    """
    graphs = extract_graphs(**reading, progress=not sys.stdout.isatty())
    if format == "jsonl":
        for graph in graphs:
            click.echo(_to_line(graph), nl=False)
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


def _to_line(graph: Graph) -> str:
    from kg.formats.records import to_record

    return json.dumps(to_record(graph), ensure_ascii=False) + "\n"


def _print_table(graph: Graph) -> None:
    from kg.cli.tables import open_console, print_table

    print_table(graph, open_console())
