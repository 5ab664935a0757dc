"""A Graph enters; the two CSV files leave that `neo4j-admin database import full` takes.

neo4j-admin database import full --multiline-fields=true --nodes=nodes.csv --relationships=relationships.csv
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from kg.formats.cypher import name_type, relationship_type
from kg.formats.network import Attributes, to_network
from kg.model import Graph

TYPES: dict[type, str] = {str: "", bool: ":boolean", int: ":long", float: ":double"}


def to_neo4j(graph: Graph) -> dict[str, str]:
    """The texts of nodes.csv and relationships.csv, under these names."""
    network = to_network(graph)
    nodes = [
        ({"id:ID": node, ":LABEL": f"Entity;{name_type(data['type'], 'Entity')}"}, data)
        for node, data in network.nodes(data=True)
    ]
    relationships = [
        ({":START_ID": source, ":END_ID": target, ":TYPE": relationship_type(data["relation"])}, data)
        for source, target, data in network.edges(data=True)
    ]
    return {
        "nodes.csv": _table(("id:ID", ":LABEL"), nodes),
        "relationships.csv": _table((":START_ID", ":END_ID", ":TYPE"), relationships),
    }


def _table(fixed: Iterable[str], rows: Iterable[tuple[Mapping[str, str], Attributes]]) -> str:
    """A column for each attribute that some row has, with its type in the heading; the fixed columns come first."""
    rows = list(rows)
    types = {name: TYPES[type(value)] for _, data in rows for name, value in data.items()}
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([*fixed, *(name + suffix for name, suffix in types.items())])
    for given, data in rows:
        writer.writerow([*given.values(), *(_cell(data.get(name)) for name in types)])
    return stream.getvalue()


def _cell(value: str | int | float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
