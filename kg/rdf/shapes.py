"""The rules of ontologies/shapes.ttl as values, for the check that every graph passes.

The part of SHACL that the file uses enters; `Shape`s leave. What stands in the file and isn't known here is an error,
so that the check can't fall behind the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, SH

from kg.errors import OntologyError
from kg.knowledge.paths import ontology_path

SHAPES_OF = {"node", "property", "xone", "or"}
VALUES = {"class", "datatype", "nodeKind", "hasValue", "minCount", "maxCount", "minInclusive", "maxInclusive"}
VALUES |= {"minLength", "pattern", "uniqueLang", "lessThan", "lessThanOrEquals"}
# Direct links are made of events, wherever kg makes them: none can lack its event.
MADE = {"sparql", "prefixes"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of nodes or, with a path, of their values: each constraint by its name in SHACL, with its value.

    The value of a constraint is a term as N-Quads write it, a tuple of terms or of other shapes.
    """

    message: str
    path: str | None
    constraints: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The nodes that a shape is for: those of some classes, or those that have a property."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    shape: Shape


@cache
def load_shapes() -> tuple[Target, ...]:
    """The shapes that have nodes to look at. Raises OntologyError for what the check doesn't know."""
    reader = _Reader()
    return tuple(reader.targets())


class _Reader:
    def __init__(self) -> None:
        self._data = ox.Store()
        self._data.bulk_load(path=ontology_path("shapes.ttl"))

    def targets(self) -> Iterator[Target]:
        nodes = {quad.subject for name in ("targetClass", "targetSubjectsOf") for quad in self._find(None, name)}
        for node in sorted(nodes, key=str):
            classes, subjects = (
                tuple(sorted(str(value) for value in self._values(node, name)))
                for name in ("targetClass", "targetSubjectsOf")
            )
            yield Target(classes, subjects, self._shape(node))

    def _find(self, node: Any, name: str | None = None) -> Any:
        return self._data.quads_for_pattern(node, ox.NamedNode(SH[name]) if name else None, None)

    def _values(self, node: Any, name: str) -> list[Any]:
        return [quad.object for quad in self._find(node, name)]

    def _shape(self, node: Any, message: str = "") -> Shape:
        """A shape; one without a message says what the shape says that it is a part of."""
        told = self._values(node, "message")
        message = told[0].value if told else message
        path, constraints = None, list[tuple[str, Any]]()
        for quad in self._find(node):
            name = quad.predicate.value.removeprefix(str(SH))
            if name == "path":
                path = quad.object.value
            elif name in SHAPES_OF | VALUES | {"in"}:
                constraints.append((name, self._value(name, quad.object, message)))
            elif name not in MADE | {"message", "targetClass", "targetSubjectsOf", str(RDF.type)}:
                raise OntologyError(f"shapes.ttl: {node}: the check doesn't know sh:{name}: teach it kg/rdf/check.py")
        return Shape(message, path, tuple(sorted(constraints, key=lambda pair: (pair[0], str(pair[1])))))

    def _value(self, name: str, value: Any, message: str) -> Any:
        if name in {"node", "property"}:
            return self._shape(value, message)
        if name in {"xone", "or"}:
            return tuple(self._shape(member, message) for member in self._list(value))
        return tuple(map(str, self._list(value))) if name == "in" else str(value)

    def _list(self, node: Any) -> Iterator[Any]:
        while node != ox.NamedNode(RDF.nil):
            [first], [node] = (
                [quad.object for quad in self._data.quads_for_pattern(node, ox.NamedNode(part), None)]
                for part in (RDF.first, RDF.rest)
            )
            yield first
