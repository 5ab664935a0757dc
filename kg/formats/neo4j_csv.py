"""A Graph enters; the CSV files leave that `neo4j-admin database import full` takes, nodes and relationships by kind.

neo4j-admin database import full --multiline-fields=true
    --nodes=nodes.csv --nodes=events.csv --nodes=articles.csv
    --relationships=relationships.csv --relationships=roles.csv --relationships=circumstances.csv
    --relationships=reports.csv
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.formats.network import DATES, Attributes
from kg.formats.property_graph import ARTICLE, ENTITY, EVENT, Node, Relationship, find_nodes, find_relationships
from kg.model import Graph

TYPES: dict[type, str] = {str: "", bool: ":boolean", int: ":long", float: ":double"}
NODES = {ENTITY: "nodes.csv", EVENT: "events.csv", ARTICLE: "articles.csv"}
RELATIONSHIPS = {
    (ENTITY, ENTITY): "relationships.csv",
    (ENTITY, EVENT): "roles.csv",
    (EVENT, ENTITY): "circumstances.csv",
    (EVENT, ARTICLE): "reports.csv",
}
Rows = list[tuple[Mapping[str, str], Attributes]]


def to_neo4j(graph: Graph, *, isolated: bool = False) -> dict[str, str]:
    """The texts of the files by name; entities that no event names are nodes only if `isolated` asks for them."""
    nodes, links = defaultdict[str, Rows](list), defaultdict[tuple[str, str], Rows](list)
    for node in find_nodes(graph, isolated=isolated):
        nodes[node.kind].append((_node(node), node.attributes))
    for link in find_relationships(graph):
        links[link.source[0], link.target[0]].append((_relationship(link), {**link.attributes, **link.key}))
    tables = {name: _table((f"id:ID({kind})", ":LABEL"), nodes[kind]) for kind, name in NODES.items()}
    for (source, target), name in RELATIONSHIPS.items():
        heads = (f":START_ID({source})", f":END_ID({target})", ":TYPE")
        tables[name] = _table(heads, links[source, target])
    return tables


def _node(node: Node) -> dict[str, str]:
    return {"id": node.id, "label": f"{node.kind};{node.label}" if node.label else node.kind}


def _relationship(link: Relationship) -> dict[str, str]:
    return {"source": link.source[1], "target": link.target[1], "type": link.type}


def _table(fixed: Iterable[str], rows: Rows) -> str:
    """A column for each attribute that some row has, with its type in the heading; the fixed columns come first."""
    types = {name: _type(name, value) for _, data in rows for name, value in data.items()}
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([*fixed, *(name + suffix for name, suffix in types.items())])
    for given, data in rows:
        writer.writerow([*given.values(), *(_cell(data.get(name)) for name in types)])
    return stream.getvalue()


def _type(name: str, value: str | int | float | bool) -> str:
    return ":date" if name in DATES else TYPES[type(value)]


def _cell(value: str | int | float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
