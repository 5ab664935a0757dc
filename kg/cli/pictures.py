"""The commands that make pictures for people: `kg view`, `kg plot` and `kg annotate`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kg.cli.options import corrections_option, extraction_options


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder for the results."
)
@click.option("--format", type=click.Choice(["svg", "png"]), default="svg", show_default=True, help="Kind of picture.")
def plot(folder: Path, file: str, format: str) -> None:
    """Draw pictures for a report.

    Writes weeks (events per week, hatched those dated by their report only), pairs (who deals most with whom) and
    matrix (cooperation and conflict between countries). FILE holds RDF or the records of `kg extract`, or is a store.
    Needs matplotlib: pip install matplotlib.

    \b
    kg plot out/graph.ttl -o plots --format png
    """
    from kg.files import write_all
    from kg.sources import load_graph
    from kg.viz.plots import draw_plots

    pictures = draw_plots(load_graph(file), format)
    write_all((folder / f"{name}.{format}", picture) for name, picture in pictures.items())


@click.command()
@extraction_options
@corrections_option
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
def annotate(output: Path, **reading: Any) -> None:
    """Show articles with their actors, places and events marked.

    The page is one file and needs no network.
    An ARTICLE is a file (text, HTML, PDF, DOCX, e-mail, feed, JSON, CSV, Parquet, WARC, or an archive of these), a
    folder, a glob, @list.txt with one of these a line, or - for standard input.

    \b
    kg annotate article.txt -o article.html
    """
    from kg.cli.extraction import extract_graphs
    from kg.files import check_folder, write_text
    from kg.graph.merge import merge_graphs
    from kg.viz.annotated_text import annotate_html

    check_folder(output.parent)
    if graphs := list(extract_graphs(**reading, progress=True)):
        graph = merge_graphs(graphs)
        [first, *others] = graph.articles
        title = f"{1 + len(others)} articles" if others else first.title or first.id
        write_text(output, annotate_html(graph, title=title))


@click.command()
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--title", help="Heading of the page.  [default: the name of FILE]")
@click.option("--actor", "actors", metavar="NAME", multiple=True, help="Only events with this actor; may be repeated.")
@click.option(
    "--type", "types", metavar="TYPE", multiple=True, help="Only events of this type, such as CONSULT; may be repeated."
)
@click.option("--place", "places", metavar="NAME", multiple=True, help="Only events at this place; may be repeated.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only events as sure as this.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only events on this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only events on this day or before.")
@click.option("--by-report", is_flag=True, help="Count what has no time of its own by the day of its report.")
def view(
    file: str, output: Path, title: str | None, since: datetime | None, until: datetime | None, **chosen: Any
) -> None:
    """Draw a graph as an HTML page.

    FILE holds RDF or the records of `kg extract`, or is a store. The page is one file and needs no network.

    \b
    kg view out/graph.ttl -o graph.html --actor Putin --since 2025-05-01
    """
    from kg.files import write_text
    from kg.graph.filter import Choice, choose_events
    from kg.sources import load_graph
    from kg.viz.page import render_html

    choice = Choice(**chosen, since=since.date() if since else None, until=until.date() if until else None)
    write_text(output, render_html(choose_events(load_graph(file), choice), title=title or Path(file).stem))
