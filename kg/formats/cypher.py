"""A Graph enters; a Cypher script leaves that puts it into Neo4j or another database that speaks Cypher.

Run twice, it changes nothing the second time: nodes are known by `id`, plain relationships by `event`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.formats.network import DATES
from kg.formats.property_graph import KINDS, Node, Relationship, find_nodes, find_relationships
from kg.model import Graph

# Some databases read \uXXXX before they look for a backslash in front of it: the two don't stand together.
ESCAPES = {"\\u": r"\\' + 'u", "\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def to_cypher(graph: Graph, *, isolated: bool = False) -> str:
    """One statement a line, for cypher-shell; entities that no event names only if `isolated` asks for them."""
    statements = [
        *map(_unique, KINDS),
        *map(_node, find_nodes(graph, isolated=isolated)),
        *map(_relationship, find_relationships(graph)),
    ]
    return "\n".join(statements) + "\n"


def _unique(kind: str) -> str:
    return f"CREATE CONSTRAINT {kind.lower()}_id IF NOT EXISTS FOR (node:{kind}) REQUIRE node.id IS UNIQUE;"


def _node(node: Node) -> str:
    label = f"node:`{node.label}`, " if node.label else ""
    return f"MERGE (node:{node.kind} {{id: {_literal(node.id)}}}) SET {label}node += {_properties(node.attributes)};"


def _relationship(link: Relationship) -> str:
    ends = ", ".join(
        f"({name}:{kind} {{id: {_literal(id)}}})"
        for name, (kind, id) in (("source", link.source), ("target", link.target))
    )
    key = f" {_properties(link.key)}" if link.key else ""
    more = f" SET link += {_properties(link.attributes)}" if link.attributes else ""
    return f"MATCH {ends} MERGE (source)-[link:`{link.type}`{key}]->(target){more};"


def _properties(data: Mapping[str, str | int | float | bool]) -> str:
    return "{" + ", ".join(f"{name}: {_value(name, value)}" for name, value in data.items()) + "}"


def _value(name: str, value: str | int | float | bool) -> str:
    is_day = name in DATES and isinstance(value, str) and DAY.fullmatch(value)
    return f"date({_literal(value)})" if is_day else _literal(value)


def _literal(value: str | int | float | bool) -> str:
    if not isinstance(value, str):
        return str(value).lower()
    return "'" + re.sub(r"\\u|[\\'\x00-\x1f\x7f-\x9f\u2028\u2029]", _escape, value) + "'"


def _escape(match: re.Match[str]) -> str:
    return ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"
