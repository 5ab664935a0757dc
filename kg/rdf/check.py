"""Whether a graph is complete and traceable, in one quick pass: its columns enter, what is wrong with it leaves.

The rules are those of ontologies/shapes.ttl, read as sets: a shape and some nodes give the nodes that break it. Beside
them every node has a valid IRI, every value fits its datatype, and every quoted stretch stands in its article, word for
word, where its offsets say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from rdflib import SH, XSD

from kg.rdf.columns import LANGUAGE_STRING, NOTHING, Column, Columns, datatype_of, text_of
from kg.rdf.namespaces import NIF
from kg.rdf.shapes import Shape, load_shapes
from kg.rdf.validation import ILL_TYPED, Violation

DATE = f"<{XSD.date}>"
FORMS = {
    f"<{XSD.integer}>": re.compile(r"[+-]?\d+"),
    f"<{XSD.decimal}>": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)"),
    f"<{XSD.boolean}>": re.compile(r"true|false|0|1"),
    DATE: re.compile(r"\d{4}-\d\d-\d\d"),
}
CACHED = 10_000
NUMBERS = {f"<{XSD.integer}>", f"<{XSD.decimal}>"}


def check(columns: Columns) -> list[Violation]:
    """What is wrong with a graph, sorted; an empty list where all is well."""
    broken = {*_misquotes(columns), *_misnamed(columns), *_ill_typed(columns)}
    for target in load_shapes():
        nodes = set[str]().union(*(columns.types.get(kind, ()) for kind in target.classes))
        nodes = nodes.union(*(columns.column(path.strip("<>")).first for path in target.subjects_of))
        for message, failing in _told(target.shape, nodes, columns):
            broken |= {Violation(node.strip("<>"), message) for node in failing}
    return sorted(broken)


def _told(shape: Shape, nodes: set[str], columns: Columns) -> Iterator[tuple[str, set[str]]]:
    """The nodes that break each part of a shape that has words of its own."""
    parts = [value for name, value in shape.constraints if name == "property"]
    rest = Shape(shape.message, None, tuple(pair for pair in shape.constraints if pair[0] != "property"))
    for part in (rest, *parts):
        if failing := _breaking(part, nodes, columns):
            yield part.message or "has another form than its shape asks for", failing


def _breaking(shape: Shape, nodes: set[str], columns: Columns) -> set[str]:
    """The nodes of some that break a shape."""
    if not nodes:
        return set()
    column = NOTHING if shape.path is None else columns.column(shape.path)
    failing = set[str]()
    for name, wanted in shape.constraints:
        if name in OF_COLUMNS:
            failing |= OF_COLUMNS[name](nodes, column, wanted, columns)
        else:
            values = nodes if shape.path is None else column.values
            wrong = _wrong(name, wanted, values, columns)
            failing |= _with(nodes, column, wrong) if wrong and shape.path is not None else wrong
    return failing


def _with(nodes: set[str], column: Column, values: set[str]) -> set[str]:
    """The nodes that have one of some values."""
    return {node for node, value in column.pairs() if value in values and node in nodes}


def _wrong(name: str, wanted: Any, values: set[str], columns: Columns) -> set[str]:
    """The values, or nodes, that are not as a constraint asks."""
    match name:
        case "class":
            return values - columns.types.get(wanted, set())
        case "in":
            return values - set(wanted)
        case "node" | "property":
            return _breaking(wanted, values, columns)
        case "or":
            return set.intersection(*(_breaking(shape, values, columns) for shape in wanted))
        case "xone":
            kept = [values - _breaking(shape, values, columns) for shape in wanted]
            return {value for value in values if sum(value in some for some in kept) != 1}
    test = OF_VALUES[name]
    return {value for value in values if not test(value, wanted)}


def _is_of(value: str, datatype: str) -> bool:
    if datatype_of(value) != datatype:
        return False
    form = FORMS.get(datatype)
    return form is None or (
        form.fullmatch(text_of(value)) is not None and (datatype != DATE or _rank(value) is not None)
    )


def _is_iri(value: str, kind: str) -> bool:
    assert kind == f"<{SH.IRI}>"
    return value.startswith("<")


def _is_long(value: str, length: str) -> bool:
    return len(_shown(value)) >= int(text_of(length))


def _fits(value: str, pattern: str) -> bool:
    return re.search(text_of(pattern), _shown(value)) is not None


def _shown(value: str) -> str:
    return text_of(value) if value.startswith('"') else value.strip("<>")


OF_VALUES: dict[str, Callable[[str, str], bool]] = {
    "datatype": _is_of,
    "nodeKind": _is_iri,
    "minLength": _is_long,
    "pattern": _fits,
    "minInclusive": lambda value, least: _ordered(least, value, equal=True),
    "maxInclusive": lambda value, most: _ordered(value, most, equal=True),
}


def _ordered(one: str, other: str, *, equal: bool) -> bool:
    """Whether a number or a day comes before another; not where the two can't be compared."""
    first, second = _rank(one), _rank(other)
    if first is None or second is None or type(first) is not type(second):
        return False
    return first <= second if equal else first < second  # type: ignore[operator]


def _rank(literal: str) -> Decimal | date | None:
    datatype = datatype_of(literal)
    try:
        if datatype in NUMBERS:
            return Decimal(text_of(literal))
        return date.fromisoformat(text_of(literal)) if datatype == DATE else None
    except (InvalidOperation, ValueError):
        return None


def _too_few(nodes: set[str], column: Column, least: str, _: Columns) -> set[str]:
    assert text_of(least) == "1"
    return nodes - column.first.keys()


def _too_many(nodes: set[str], column: Column, most: str, _: Columns) -> set[str]:
    return nodes & (column.first.keys() if text_of(most) == "0" else column.more.keys())


def _without(nodes: set[str], column: Column, value: str, _: Columns) -> set[str]:
    return {node for node in nodes if column.first.get(node) != value and value not in column.of(node)}


def _twice_in_a_language(nodes: set[str], column: Column, _wanted: str, _: Columns) -> set[str]:
    def languages(node: str) -> list[str]:
        return [value[value.rindex('"') :] for value in column.of(node) if datatype_of(value) == LANGUAGE_STRING]

    return {node for node in nodes & column.more.keys() if len(languages(node)) > len(set(languages(node)))}


def _not_below(nodes: set[str], column: Column, path: str, columns: Columns, *, equal: bool) -> set[str]:
    other = columns.column(path.strip("<>"))
    return {
        node
        for node in nodes & column.first.keys() & other.first.keys()
        if not all(_ordered(one, two, equal=equal) for one in column.of(node) for two in other.of(node))
    }


OF_COLUMNS: dict[str, Callable[[set[str], Column, Any, Columns], set[str]]] = {
    "minCount": _too_few,
    "maxCount": _too_many,
    "hasValue": _without,
    "uniqueLang": _twice_in_a_language,
    "lessThan": lambda *given: _not_below(*given, equal=False),
    "lessThanOrEquals": lambda *given: _not_below(*given, equal=True),
}


def _misnamed(columns: Columns) -> Iterator[Violation]:
    for node in columns.nodes:
        try:
            ox.NamedNode(node.removeprefix("<").removesuffix(">"))
        except ValueError:
            yield Violation(node, "a node has a valid IRI")


def _ill_typed(columns: Columns) -> Iterator[Violation]:
    for column in columns.all:
        typed = (value for value in column.values if value.endswith(">") and value.startswith('"'))
        wrong = {value for value in typed if (kind := datatype_of(value)) in FORMS and not _is_of(value, kind)}
        nodes = (node for node, value in column.pairs() if value in wrong) if wrong else ()
        yield from (Violation(node.strip("<>"), ILL_TYPED) for node in nodes)


def _misquotes(columns: Columns) -> Iterator[Violation]:
    texts = {node: text_of(text) for node, text in columns.column(NIF.isString).first.items() if text.startswith('"')}
    begins, ends, anchors = (columns.column(part).first for part in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf))
    for node, article in columns.column(NIF.referenceContext).first.items():
        begin, end = (_number(places.get(node, "")) for places in (begins, ends))
        quoted = anchors.get(node, "")
        complete = article in texts and begin is not None and end is not None and quoted.startswith('"')
        if complete and texts[article][begin:end] != text_of(quoted):
            yield Violation(node.strip("<>"), f"the article has other words at {begin}-{end}")


@lru_cache(CACHED)
def _number(literal: str) -> int | None:
    """An integer; None for anything else, which the shapes find."""
    return int(text_of(literal)) if _is_of(literal, f"<{XSD.integer}>") else None
