"""SPARQL over a graph: a file or a Graph and a question enter, a table leaves.

The engine is Oxigraph, in memory: thirty times as fast as rdflib's at loading and at counting. Named graphs are seen as
one. The prefixes of the vocabulary need no declaration.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rich.table import Table
from rich.text import Text

from kg.errors import KgError, ReadError, printable
from kg.model import Graph
from kg.rdf.namespaces import BASE, prefixes
from kg.rdf.serialization import serialize
from kg.sources import find_base, load_graph
from kg.sparql.credentials import Login
from kg.store.store import is_store, read_store

Value = str | int | float | bool | None

UPDATE = re.compile(
    r"(?:\s|#[^\n]*(?:\n|$)|prefix\s+\S*\s*<[^>]*>|base\s*<[^>]*>)*"
    r"(insert|delete|load|clear|drop|create|add|move|copy|with)\b",
    re.IGNORECASE,
)
DATASET = re.compile(r"\bfrom\s*(?:named\b|<|[^\s<>{}()]*:)", re.IGNORECASE)
SHORT = 24
NUMBERS = {"integer": int, "decimal": float, "double": float, "float": float}
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A table. IRIs are strings in full; what a row has no value for is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def run_query(source: str | Path | Graph, sparql: str, *, base: str = BASE, login: Login | None = None) -> QueryResult:
    """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE query over a file, a store, a server's address, or a Graph.

    A store has a base of its own; `login` is for servers. Raises ReadError for a file that can't be read, and KgError
    for a query with the place of the mistake in it, or one that would change data.
    """
    if update := UPDATE.match(sparql):
        raise KgError(
            f"{update[1].upper()} changes data, and a query only reads: use SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    base = base if isinstance(source, Graph) else find_base(str(source), base)
    known = prefixes(base) | {"id": base}
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        from kg.sparql.client import Server, ask, find_dataset

        server = Server(source, login)
        dataset = {} if DATASET.search(sparql) else find_dataset(server)
        return ask(server, declare(known) + sparql, _result, dataset)
    store = _load(source, base)
    try:
        return _result(store.query(sparql, prefixes=known, use_default_graph_as_union=True))
    except SyntaxError as error:
        raise KgError(explain(str(error), sparql, known)) from error
    except (OSError, RuntimeError, ValueError) as error:
        where = "the graph" if isinstance(source, Graph) else source
        raise ReadError(f"{where}: the query broke off ({error}); see that it asks nobody who is not there") from error


def declare(known: Mapping[str, str]) -> str:
    """The prefixes as the head of a query, for engines that have to be told."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in known.items())


def _load(source: str | Path | Graph, base: str) -> ox.Store:
    if not isinstance(source, Graph) and is_store(source):
        return read_store(Path(source))
    store = ox.Store()
    format = None if isinstance(source, Graph) else ox.RdfFormat.from_extension(Path(source).suffix[1:].lower())
    if isinstance(source, Graph) or format is None:
        graph = source if isinstance(source, Graph) else load_graph(str(source))
        store.bulk_load(serialize(graph, "nquads", base).encode(), format=ox.RdfFormat.N_QUADS)
        return store
    try:
        with Path(source).open("rb") as file:
            store.bulk_load(file, format=format)
    except OSError as error:
        raise ReadError(f"{source}: cannot be read ({error.strerror}); check the path") from error
    except SyntaxError as error:
        raise ReadError(
            f"{source}: no valid {format.name} ({error.msg}); correct it, or give the file its true ending"
        ) from error
    return store


def explain(message: str, sparql: str, known: Mapping[str, str]) -> str:
    """One line out of the parser's: where, what stands there, and for a prefix which ones there are."""
    place = re.match(r"error at (\d+):(\d+): expected (.*)", message, re.DOTALL)
    if not place:
        return f"no valid SPARQL: {message}"
    line, column = int(place[1]), int(place[2])
    rest = (sparql.splitlines() or [""])[line - 1][column - 1 :].strip() if sparql.strip() else ""
    near = f"near {rest[:30]!r}" if rest else "at its end"
    if "Prefix not found" in place[3]:
        wanted = f"the prefix is not declared, known are {', '.join(filter(None, known))}"
    else:
        # The parser lists single characters in brackets too; words are what helps.
        words = [
            word
            for word in re.findall(r'"[^"]+"|\b[A-Za-z][A-Za-z ]+\b', re.sub(r"\[.*?\]|one of", "", place[3]))
            if word
        ]
        wanted = f"expected {', '.join(words[:8])}" if words else "something is missing or too much"
    return f"no valid SPARQL at line {line}, column {column}, {near}: {wanted}"


def _result(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> QueryResult:
    if isinstance(answer, ox.QueryBoolean):
        return QueryResult(("answer",), ((bool(answer),),))
    if isinstance(answer, ox.QueryTriples):
        rows = (tuple(map(_value, triple)) for triple in answer)
        return QueryResult(("subject", "predicate", "object"), tuple(rows))
    columns = tuple(variable.value for variable in answer.variables)
    return QueryResult(columns, tuple(tuple(map(_value, solution)) for solution in answer))


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else None if term is None else str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "boolean":
        return term.value in ("true", "1")  # Virtuoso writes the number
    try:
        return NUMBERS[kind](term.value) if kind in NUMBERS else term.value
    except ValueError:  # whoever wrote it says it is a number
        return term.value


def to_csv(result: QueryResult) -> str:
    """The table as CSV under a line of column names; nothing stands for None."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([result.columns, *([_text(value) for value in row] for row in result.rows)])
    return stream.getvalue()


def to_json(result: QueryResult) -> str:
    """The table as a JSON list with an object for each row."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def to_table(result: QueryResult, *, base: str = BASE) -> Table:
    """The table for a screen, with IRIs cut to their prefixes; short columns stay on one line, sentences wrap."""
    rows = [[_shortened(value, base) for value in row] for row in result.rows]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, column in enumerate(result.columns):
        table.add_column(column, no_wrap=max((len(row[place]) for row in rows), default=0) <= SHORT)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _text(value: Value) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _shortened(value: Value, base: str) -> str:
    text = printable(_text(value))
    fitting = [(namespace, prefix) for prefix, namespace in prefixes(base).items() if text.startswith(namespace)]
    namespace, prefix = max(fitting, default=("", ""), key=lambda pair: len(pair[0]))
    return f"{prefix}:{text.removeprefix(namespace)}" if namespace else text
