"""A Graph to a path, in the format that the ending of its name tells; without an ending, into a store."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError
from kg.files import write_all
from kg.formats.records import to_line
from kg.formats.registry import write_graph
from kg.graph.split import split_graph
from kg.model import Graph
from kg.rdf.formats import FORMATS as RDF
from kg.rdf.namespaces import BASE
from kg.store.store import Store

ENDINGS = {suffix: name for name, format in RDF.items() for suffix in format.suffixes} | {
    ".csv": "csv",
    ".parquet": "events-parquet",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".cypher": "cypher",
}


def save_graph(graph: Graph, path: Path, base: str = BASE) -> None:
    """Write the graph. Raises KgError for an ending that says nothing, WriteError where it can't be written."""
    suffix = path.suffix.lower()
    if not suffix or path.is_dir():
        with Store(path, base=base) as store:
            for part in split_graph(graph):
                store.add(part)
    elif suffix == ".jsonl":
        write_all([(path, "".join(map(to_line, split_graph(graph))))])
    elif suffix in ENDINGS:
        write_all([(path, write_graph(graph, ENDINGS[suffix], base)[""])])
    else:
        known = ", ".join(sorted({".jsonl", ".html", *ENDINGS}))
        raise KgError(f"{path}: no format ends so; use one of {known}, or no ending for a store")
