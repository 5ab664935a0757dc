"""A Graph enters; a Cypher script leaves that puts its network into Neo4j or another database that speaks Cypher.

Run twice, it changes nothing the second time: nodes are known by `id`, relationships by `event`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.formats.network import to_network
from kg.model import Graph

UNIQUE = "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (node:Entity) REQUIRE node.id IS UNIQUE;"
# Some databases read \uXXXX before they look for a backslash in front of it: the two don't stand together.
ESCAPES = {"\\u": r"\\' + 'u", "\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}


def to_cypher(graph: Graph) -> str:
    """One statement a line, for cypher-shell."""
    return "\n".join(_statements(graph)) + "\n"


def name_type(name: str, other: str) -> str:
    """A name for a type of node or relationship that needs no escape: letters, digits and underscores of any script.

    >>> name_type("imposed Sanctions-On", "EVENT"), name_type("'`;", "EVENT")
    ('imposed_Sanctions_On', 'EVENT')
    """
    return re.sub(r"\W+", "_", name).strip("_") or other


def relationship_type(relation: str) -> str:
    """The name that a relation has by the custom of these databases.

    >>> relationship_type("imposedSanctionsOn")
    'IMPOSED_SANCTIONS_ON'
    """
    return re.sub(r"(?<=[^\W_A-Z])(?=[A-Z])", "_", name_type(relation, "EVENT")).upper()


def _statements(graph: Graph) -> Iterator[str]:
    network = to_network(graph)
    yield UNIQUE
    for node, data in network.nodes(data=True):
        label = name_type(data["type"], "Entity")
        yield f"MERGE (node:Entity {{id: {_literal(node)}}}) SET node:`{label}`, node += {_properties(data)};"
    for source, target, event, data in network.edges(keys=True, data=True):
        yield (
            f"MATCH (source:Entity {{id: {_literal(source)}}}), (target:Entity {{id: {_literal(target)}}}) "
            f"MERGE (source)-[event:`{relationship_type(data['relation'])}` {{event: {_literal(event)}}}]->(target) "
            f"SET event += {_properties(data)};"
        )


def _properties(data: Mapping[str, str | int | float | bool]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in data.items()) + "}"


def _literal(value: str | int | float | bool) -> str:
    if not isinstance(value, str):
        return str(value).lower()
    return "'" + re.sub(r"\\u|[\\'\x00-\x1f\x7f-\x9f\u2028\u2029]", _escape, value) + "'"


def _escape(match: re.Match[str]) -> str:
    return ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"
