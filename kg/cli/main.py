"""The commands: thin, and quick to start, for what they need is imported when they run.

Data goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg
from kg.cli.export import export
from kg.cli.knowledge import explain, ontology
from kg.cli.options import FAILED, Commands, base_option, extraction_options, login_options, report, split_params
from kg.cli.pictures import annotate, plot
from kg.cli.score import score
from kg.cli.stores import add, info, push, remove, serve

if TYPE_CHECKING:
    from kg.model import Graph


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kg.__version__, help="Print the version.")
def main() -> None:
    """Turn news and official statements into a knowledge graph of diplomatic events.

    \b
    kg build article.txt -o out
    kg query out/graph.ttl --name who-met-whom
    """


@main.command()
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
    found = extract_graphs(**reading, progress=True)
    if graphs := list(sound_graphs(found, base, reading["ontology"])):
        _write_results(graphs, folder, base, reading["ontology"])


def _write_results(graphs: list[Graph], folder: Path, base: str, ontologies: tuple[Path, ...]) -> None:
    from kg.files import write_text
    from kg.graph.merge import merge_graphs
    from kg.knowledge.ontology import load_ontology
    from kg.rdf.serialization import to_turtle
    from kg.viz.page import render_html

    graph, ontology = merge_graphs(graphs), load_ontology(ontologies)
    title = graph.articles[0].title if len(graph.articles) == 1 else None
    results = {
        "events.jsonl": "".join(map(_to_line, graphs)),
        "graph.ttl": to_turtle(graph, base, ontology=ontology),
        "graph.html": render_html(graph, title=title or f"{len(graph.articles)} articles", ontology=ontology),
    }
    for name, text in results.items():
        write_text(folder / name, text)
    _print_table(graph, ontologies)


@main.command()
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
        _print_events(graphs, format, reading["ontology"])


def _print_events(graphs: Iterator[Graph], format: str, ontologies: tuple[Path, ...]) -> None:
    from kg.formats.records import to_csv
    from kg.graph.merge import merge_graphs

    graph = merge_graphs(graphs)
    if format == "csv":
        click.echo(to_csv(graph), nl=False)
    elif graph.articles:
        _print_table(graph, ontologies)


@main.command()
@click.argument("file", metavar="SOURCE")
@click.argument("sparql", metavar="[SPARQL]", required=False)
@click.option("--name", metavar="NAME", help="Ask a query that kg brings, instead of SPARQL.")
@click.option(
    "--param",
    "params",
    metavar="KEY=VALUE",
    multiple=True,
    callback=split_params,
    help="Value for --name; may be repeated.",
)
@click.option(
    "--format", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="Shape."
)
@base_option
@login_options
def query(
    file: str,
    sparql: str | None,
    name: str | None,
    params: list[tuple[str, str]],
    format: str,
    base: str,
    **login: str | None,
) -> None:
    """Ask a graph a question.

    SOURCE is a file of RDF or of the records of `kg extract`, a store, or the address of a server that answers SPARQL;
    the question is SPARQL, or one that kg brings.

    \b
    kg query out/graph.ttl --name who-met-whom
    kg query out/graph.ttl --name actor-events --param actor=Putin --format csv
    kg query out/graph.ttl 'SELECT ?who { ?who dip:met :volodymyr-zelenskyy }'
    kg query http://localhost:7878/query --name pairs
    """
    from kg.sparql.credentials import Login
    from kg.sparql.query import named_queries, named_query, run_query, to_csv, to_json, to_table

    if (sparql is None) == (name is None):
        raise click.UsageError(f"Give either SPARQL or --name with one of: {', '.join(named_queries())}")
    if sparql is None:
        sparql = named_query(name or "", dict(params))
    result = run_query(file, sparql, base=base, login=Login(**login))
    if format == "table":
        from kg.cli.tables import open_console

        open_console().print(to_table(result, base=base))
    else:
        click.echo(to_csv(result) if format == "csv" else to_json(result), nl=False)


@main.command()
@click.argument("file", metavar="FILE")
def validate(file: str) -> None:
    """Check that a graph is complete and traceable.

    Prints what breaks the SHACL shapes, and each quotation that its article does not hold. FILE holds RDF.

    \b
    kg validate out/graph.ttl
    """
    from kg.formats.load import load_dataset
    from kg.rdf.validation import validate as find_violations

    for violation in find_violations(load_dataset(file)):
        click.echo(str(violation))
        click.get_current_context().meta[FAILED] = True


@main.command()
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--title", help="Heading of the page.  [default: the name of FILE]")
@click.option("--actor", "actors", metavar="NAME", multiple=True, help="Only events with this actor; may be repeated.")
@click.option(
    "--type", "types", metavar="TYPE", multiple=True, help="Only events of this type, such as CONSULT; may be repeated."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only events on this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only events on this day or before.")
def view(
    file: str, output: Path, title: str | None, since: datetime | None, until: datetime | None, **chosen: Any
) -> None:
    """Draw a graph as an HTML page.

    FILE holds RDF or the records of `kg extract`, or is a store. The page is one file and needs no network.

    \b
    kg view out/graph.ttl -o graph.html --actor Putin --since 2025-05-01
    """
    from kg.files import write_text
    from kg.formats.load import load_graph
    from kg.graph.filter import Choice, choose_events
    from kg.viz.page import render_html

    choice = Choice(**chosen, since=since.date() if since else None, until=until.date() if until else None)
    write_text(output, render_html(choose_events(load_graph(file), choice), title=title or Path(file).stem))


def extract_graphs(
    articles: tuple[str, ...],
    pipeline: str | None,
    ontology: tuple[Path, ...],
    actors: tuple[Path, ...],
    *,
    progress: bool,
) -> Iterator[Graph]:
    """One graph for each article that can be read; the others are reported."""
    from kg.readers.articles import read_articles

    found = read_articles(articles, on_error=report)
    # Where nothing can be read, nothing need be loaded.
    if (first := next(found, None)) is not None:
        from kg.api import Extractor

        extractor = Extractor(pipeline=pipeline, ontologies=ontology, actors=actors)
        graphs = extractor.run(chain([first], found), on_error=report)
        yield from _with_progress(graphs) if progress and sys.stderr.isatty() else graphs


def sound_graphs(graphs: Iterable[Graph], base: str, ontologies: tuple[Path, ...]) -> Iterator[Graph]:
    """The graphs that are as the shapes ask; the others are reported."""
    from kg.errors import KgError
    from kg.knowledge.ontology import load_ontology
    from kg.rdf.to_dataset import to_dataset
    from kg.rdf.validation import validate

    for graph in graphs:
        if violations := validate(to_dataset(graph, base, ontology=load_ontology(ontologies))):
            report(KgError(f"{graph.articles[0].id}: left out, for kg made a mistake; report it: {violations[0]}"))
        else:
            yield graph


def _with_progress(graphs: Iterator[Graph]) -> Iterator[Graph]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        for graph in graphs:
            yield graph
            bar.advance(task)


def _to_line(graph: Graph) -> str:
    from kg.formats.records import to_record

    return json.dumps(to_record(graph), ensure_ascii=False) + "\n"


def _print_table(graph: Graph, ontologies: tuple[Path, ...]) -> None:
    from kg.cli.tables import open_console, print_table
    from kg.knowledge.ontology import load_ontology

    print_table(graph, open_console(), ontology=load_ontology(ontologies))


for command in (export, plot, annotate, add, remove, info, push, serve, score, ontology, explain):
    main.add_command(command)
