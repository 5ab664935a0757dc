"""Statements by property: the quickest way to look at all of a graph at once.

Quads of rdflib's terms or lines of N-Quads enter. Terms stay, or become, as N-Quads write them, so that the same term
is the same string; `text_of` and `datatype_of` tell what stands in a literal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox
from rdflib import RDF, XSD, Literal, URIRef

Quad = tuple[URIRef, URIRef, URIRef | Literal, URIRef]
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
STRING, LANGUAGE_STRING = f"<{XSD.string}>", f"<{RDF.langString}>"


@dataclass(frozen=True)
class Column:
    """The values of a property: one for each node, and what some nodes have besides."""

    first: dict[str, str] = field(default_factory=dict)
    more: dict[str, set[str]] = field(default_factory=dict)

    def of(self, node: str) -> set[str]:
        """All values of a node."""
        return {self.first[node], *self.more.get(node, ())} if node in self.first else set()

    @cached_property
    def values(self) -> set[str]:
        """All values of all nodes."""
        return set(self.first.values()).union(*self.more.values())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each node with each of its values."""
        yield from self.first.items()
        yield from ((node, value) for node, values in self.more.items() for value in values)


NOTHING = Column()


class Columns:
    """The statements of a graph by property, and the lines of each named graph where they were read from lines."""

    def __init__(self) -> None:
        self._columns = defaultdict[str, Column](Column)
        self.graphs = defaultdict[str, list[str]](list)

    @classmethod
    def from_lines(cls, text: str) -> Columns:
        """The statements of N-Quads as kg writes them; ValueError where there are other spaces."""
        columns = cls()
        for line in split_lines(text):
            node, predicate, rest = line.split(" ", 2)
            value, graph, _ = rest.rsplit(" ", 2)
            columns._add(node, predicate, value)
            columns.graphs[graph].append(line)
        return columns

    @classmethod
    def from_quads(cls, quads: Iterable[Quad]) -> Columns:
        """The statements of a graph as kg makes it."""
        columns, written = cls(), _Written()
        for node, predicate, value, _ in quads:
            columns._add(written[node], written[predicate], written[value])
        return columns

    def _add(self, node: str, predicate: str, value: str) -> None:
        column = self._columns[predicate]
        if column.first.setdefault(node, value) != value:
            column.more.setdefault(node, set()).add(value)

    def column(self, predicate: str) -> Column:
        """The values of a property, given by its IRI."""
        return self._columns.get(f"<{predicate}>", NOTHING)

    @property
    def all(self) -> Iterable[Column]:
        """The values of every property."""
        return self._columns.values()

    @property
    def nodes(self) -> set[str]:
        """All nodes, properties and named graphs, as they are written."""
        subjects, values = set[str](), set[str]()
        for column in self._columns.values():
            subjects |= column.first.keys()
            values |= column.values
        nodes = {value for value in values if not value.startswith('"')}
        return subjects | nodes | self._columns.keys() | self.graphs.keys()

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """The nodes of each class."""
        nodes = defaultdict[str, set[str]](set)
        for node, type in self.column(RDF.type).pairs():
            nodes[type].add(node)
        return nodes


class _Written(dict[URIRef | Literal, str]):
    """Terms as N-Quads write them, each written once."""

    def __missing__(self, term: URIRef | Literal) -> str:
        if isinstance(term, URIRef):
            text = f"<{term}>"
        else:
            ending = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
            text = f'"{term.translate(ESCAPES)}"{ending}'
        self[term] = text
        return text


def write_lines(statements: Iterable[tuple[URIRef | Literal, ...]]) -> str:
    """Quads as N-Quads, or triples as N-Triples: each once, sorted."""
    written = _Written()
    return "".join(sorted({"".join(f"{written[term]} " for term in terms) + ".\n" for terms in statements}))


def text_of(literal: str) -> str:
    """The text of a literal."""
    if "\\" not in literal:
        return literal[1 : literal.rindex('"')]
    [quad] = ox.parse(f"<a:a> <a:a> {literal} .", ox.RdfFormat.N_TRIPLES)
    return str(quad.object.value)


def datatype_of(term: str) -> str | None:
    """The datatype of a literal, in angle brackets; None for a node."""
    if not term.startswith('"'):
        return None
    ending = term[term.rindex('"') + 1 :]
    return LANGUAGE_STRING if ending.startswith("@") else ending.removeprefix("^^") or STRING


def to_lines(quads: Iterable[str]) -> list[str]:
    """Lines of N-Quads in the one form that Oxigraph writes."""
    text = ox.serialize(ox.parse("\n".join(quads), ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    return split_lines((text or b"").decode())


def split_lines(text: str) -> list[str]:
    """Lines as N-Quads have them: other ends of lines than this one can stand in a literal."""
    return [line for line in text.split("\n") if line]
