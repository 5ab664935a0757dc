"""Every format that a graph is written in, once: a Graph enters, text leaves, or the texts of several files.

Whoever adds a format writes a function from Graph to text in a module of this folder, and a line here. It is imported
when it is asked for, as some of them need libraries that are slow to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.model import Graph
from kg.rdf.formats import FORMATS as RDF

WRITERS = {
    "graphml": "kg.formats.graphml:to_graphml",
    "gexf": "kg.formats.graphml:to_gexf",
    "nodelink": "kg.formats.node_link:to_nodelink",
    "cypher": "kg.formats.cypher:to_cypher",
    "neo4j-csv": "kg.formats.neo4j_csv:to_neo4j",
    "csv": "kg.formats.event_table:to_csv",
    "events": "kg.formats.analysis:to_events_csv",
    "events-parquet": "kg.formats.analysis:to_events_parquet",
    "dyads-day": "kg.formats.analysis:to_day_dyads",
    "dyads-week": "kg.formats.analysis:to_week_dyads",
    "dyads-month": "kg.formats.analysis:to_month_dyads",
}
FORMATS = (*RDF, *WRITERS)
NETWORKS = ("graphml", "gexf", "nodelink", "cypher", "neo4j-csv")
"""Formats with nodes, which can be alone."""
FOLDERS = ("neo4j-csv",)
"""Formats of several files."""


def write_graph(graph: Graph, format: str, base: str, *, isolated: bool = False) -> dict[str, str | bytes]:
    """The graph in one of `FORMATS`: texts, of Parquet the bytes, by the name of the file.

    The name is empty where there is one text only.
    """
    if format in RDF:
        from kg.rdf.serialization import serialize

        return {"": serialize(graph, format, base)}
    module, _, name = WRITERS[format].partition(":")
    write: Any = getattr(import_module(module), name)
    written = write(graph, isolated=isolated) if format in NETWORKS else write(graph)
    return written if format in FOLDERS else {"": written}
