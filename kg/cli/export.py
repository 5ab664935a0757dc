"""The command `kg export`: a graph in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import base_option

if TYPE_CHECKING:
    from kg.model import Graph

RDF = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")
FORMATS = (*RDF, "graphml", "gexf", "nodelink", "cypher", "neo4j-csv", "csv")


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--format", type=click.Choice(FORMATS), required=True, help="RDF, network, database or table format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; for neo4j-csv the folder.  [default: standard output]",
)
@base_option
def export(file: str, format: str, output: Path | None, base: str) -> None:
    """Give a graph in another format.

    FILE holds RDF or the records of `kg extract`, or is a store.

    \b
    kg export out/graph.ttl --format graphml > graph.graphml
    kg export out/graph.ttl --format neo4j-csv -o import/
    """
    from kg.files import write_text
    from kg.sources import find_base, load_graph

    if format == "neo4j-csv":
        if output is None:
            raise click.UsageError("neo4j-csv is two files: name their folder with -o.")
        from kg.formats.neo4j_csv import to_neo4j

        for name, text in to_neo4j(load_graph(file)).items():
            write_text(output / name, text)
        return
    text = _to_text(load_graph(file), format, find_base(file, base))
    if output:
        write_text(output, text)
    else:
        click.echo(text, nl=False)


def _to_text(graph: Graph, format: str, base: str) -> str:
    """The exporters, each imported where it is asked for."""
    if format in RDF:
        from kg.rdf.serialization import serialize

        return serialize(graph, format, base)
    if format == "csv":
        from kg.formats.event_table import to_csv

        return to_csv(graph)
    if format == "cypher":
        from kg.formats.cypher import to_cypher

        return to_cypher(graph)
    if format == "nodelink":
        from kg.formats.node_link import to_nodelink

        return to_nodelink(graph)
    from kg.formats.graphml import to_gexf, to_graphml

    return to_gexf(graph) if format == "gexf" else to_graphml(graph)
