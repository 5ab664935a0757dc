"""The command `kg export`: a graph in the formats of other programs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import base_option
from kg.formats.registry import FOLDERS, FORMATS, write_graph


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--format", type=click.Choice(FORMATS), required=True, help="RDF, network, database or table format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; for neo4j-csv the folder.  [default: standard output]",
)
@click.option("--isolated", is_flag=True, help="Let places and others in no event be nodes of a network too.")
@base_option
def export(file: str, format: str, output: Path | None, isolated: bool, base: str) -> None:
    """Give a graph in another format.

    FILE holds RDF or the records of `kg extract`, or is a store. csv is a line an event; events, for analysis, one an
    event and pair; dyads-day, dyads-week and dyads-month count by countries and time: docs/codebook.md explains them.

    \b
    kg export out/graph.ttl --format graphml > graph.graphml
    kg export out/graph.ttl --format events -o events.csv
    kg export out/graph.ttl --format neo4j-csv -o import/
    """
    from kg.files import write_all
    from kg.sources import find_base, load_graph

    if format in FOLDERS and output is None:
        raise click.UsageError(f"{format} is several files: name their folder with -o.")
    files = write_graph(load_graph(file), format, find_base(file, base), isolated=isolated)
    if output:
        write_all((output / name if name else output, text) for name, text in files.items())
    else:
        for text in files.values():
            click.echo(text, nl=False)
