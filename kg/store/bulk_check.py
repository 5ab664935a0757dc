"""A graph in N-Quads by columns: the quickest way to look at all of it at once.

Text enters; what breaks the shapes leaves. Terms stay as they are written. The columns tell how many values of which
kind a node has, whether IRIs are valid, and whether quotations stand in their articles; for other rules there is
`kg.rdf.validation`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, SH, XSD

from kg.knowledge.paths import ontology_path
from kg.rdf.namespaces import NIF
from kg.rdf.validation import Violation

RULES = f"""PREFIX sh: <{SH}> PREFIX rdf: <{RDF}>
SELECT DISTINCT ?type ?rule ?path ?message ?least ?most ?datatype ?kind ?value WHERE {{
    ?shape sh:targetClass ?type ; sh:property ?rule . ?rule sh:path ?path ; sh:message ?message .
    OPTIONAL {{ ?rule sh:minCount ?least }}
    OPTIONAL {{ ?rule sh:maxCount ?most }}
    OPTIONAL {{ ?rule sh:datatype ?datatype }}
    OPTIONAL {{ ?rule sh:class|sh:node/^sh:node/sh:targetClass ?kind }}
    OPTIONAL {{ ?rule sh:in/rdf:rest*/rdf:first ?value }}
}}"""


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
    """The statements of a graph by property, and the lines of each named graph."""

    def __init__(self, text: str) -> None:
        graphs, columns = defaultdict[str, list[str]](list), defaultdict[str, Column](Column)
        for line in split_lines(text):
            node, predicate, rest = line.split(" ", 2)
            value, graph, _ = rest.rsplit(" ", 2)
            column = columns[predicate]
            if column.first.setdefault(node, value) != value:
                column.more.setdefault(node, set()).add(value)
            graphs[graph].append(line)
        self.graphs, self._columns = graphs, columns

    def column(self, predicate: str) -> Column:
        """The values of a property, given by its IRI."""
        return self._columns.get(f"<{predicate}>", NOTHING)

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


@dataclass(slots=True)
class Rule:
    """That nodes of a class have at least, or at most, one value of a property, or only such of a kind."""

    type: str
    path: str
    message: str
    needed: bool
    single: bool
    datatype: str | None
    kinds: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)


@cache
def _rules() -> list[Rule]:
    shapes, rules = ox.Store(), dict[tuple[str, str], Rule]()
    shapes.bulk_load(path=ontology_path("shapes.ttl"))
    answer: Any = shapes.query(RULES)
    for row in answer:
        needed, single = (row[name] is not None for name in ("least", "most"))
        datatype = str(row["datatype"]) if row["datatype"] else None
        rule = Rule(str(row["type"]), row["path"].value, row["message"].value, needed, single, datatype)
        rule = rules.setdefault((str(row["type"]), str(row["rule"])), rule)
        rule.kinds |= {str(row["kind"])} if row["kind"] else set()
        rule.values |= {str(row["value"])} if row["value"] else set()
    return list(rules.values())


def check(columns: Columns) -> list[Violation]:
    """What is wrong with a graph, sorted; an empty list where all that columns can tell is well."""
    types = columns.types
    broken = {
        Violation(node.strip("<>"), rule.message)
        for rule in _rules()
        for node in _breaking(rule, types.get(rule.type, set()), columns.column(rule.path), types)
    }
    return sorted(broken | set(_misquotes(columns)) | set(_misnamed(columns)))


def _breaking(rule: Rule, nodes: set[str], column: Column, types: dict[str, set[str]]) -> Iterator[str]:
    if rule.needed:
        yield from nodes - column.first.keys()
    if rule.single:
        yield from nodes & column.more.keys()
    if rule.datatype or rule.kinds or rule.values:
        wrong = column.values - rule.values.union(*(types.get(kind, set()) for kind in rule.kinds))
        if rule.datatype:
            wrong = {value for value in wrong if not _is_of(value, f'"^^{rule.datatype}')}
        yield from (node for node in nodes if wrong & column.of(node)) if wrong else ()


def _is_of(value: str, ending: str) -> bool:
    return value.endswith(ending) or (value.endswith('"') and ending.endswith(f"{XSD.string}>"))


def _misnamed(columns: Columns) -> Iterator[Violation]:
    for node in columns.nodes:
        try:
            ox.NamedNode(node.removeprefix("<").removesuffix(">"))
        except ValueError:
            yield Violation(node, "a node has a valid IRI")


def _misquotes(columns: Columns) -> Iterator[Violation]:
    texts = {article: unquote(text) for article, text in columns.column(NIF.isString).first.items()}
    begins, ends, anchors = (columns.column(part).first for part in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf))
    numbers = {
        value: _number(value) for value in columns.column(NIF.beginIndex).values | columns.column(NIF.endIndex).values
    }
    for node, article in columns.column(NIF.referenceContext).first.items():
        if article in texts and node in begins and node in ends and node in anchors:
            begin, end = numbers[begins[node]], numbers[ends[node]]
            if texts[article][begin:end] != unquote(anchors[node]):
                yield Violation(node.strip("<>"), f"the article has other words at {begin}-{end}")


def _number(literal: str) -> int:
    """An integer; -1 for anything else, where no stretch begins or ends."""
    digits = literal.split('"')[1] if literal.startswith('"') else ""
    return int(digits) if digits.isdecimal() else -1


def unquote(literal: str) -> str:
    """The text of a string."""
    if "\\" not in literal:
        return literal[1 : literal.rindex('"')]
    [quad] = ox.parse(f"<a:a> <a:a> {literal} .", ox.RdfFormat.N_TRIPLES)
    return str(quad.object.value)


def to_lines(quads: Iterable[str]) -> list[str]:
    """Lines of N-Quads in the one form that Oxigraph writes."""
    text = ox.serialize(ox.parse("\n".join(quads), ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    return split_lines((text or b"").decode())


def split_lines(text: str) -> list[str]:
    """Lines as N-Quads have them: other ends of lines than this one can stand in a literal."""
    return [line for line in text.split("\n") if line]
