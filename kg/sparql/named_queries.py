"""The queries that come with kg, and their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError, OntologyError
from kg.knowledge.paths import ontology_path


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ontologies/queries: what it answers, and what can be asked for."""

    name: str
    title: str
    description: str
    parameters: dict[str, str]
    sparql: str


def named_query(name: str, parameters: Mapping[str, str | Sequence[str]] | None = None) -> str:
    """The SPARQL of a named query with its parameters filled in, as strings that can hold no code; of several values
    of a parameter each will do.

    Raises KgError for a name or parameter that there is not, naming those there are, or a value that can't be used.
    """
    queries = named_queries()
    if name not in queries:
        raise KgError(f"there is no query {name!r}: choose one of {', '.join(queries)}")
    query, sparql = queries[name], queries[name].sparql
    for key, value in (parameters or {}).items():
        if key not in query.parameters:
            raise KgError(f"query {name} has no parameter {key!r}: it has {', '.join(query.parameters)}")
        values = (value,) if isinstance(value, str) else value
        if "YYYY-MM-DD" in query.parameters[key]:
            _check_day(key, *values)
        literals = " ".join(_literal(key, word) for word in values)
        sparql = sparql.replace(f'VALUES ?{key} {{ "" }}', f"VALUES ?{key} {{ {literals} }}")
    return sparql


def _check_day(key: str, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise KgError(f"parameter {key}: {value!r} is no day; write it like 2025-05-18") from error


def _literal(key: str, value: str) -> str:
    """A SPARQL string. No backslash is let in: engines differ in when they read \\u0022 as a quotation mark."""
    if "\\" in value:
        raise KgError(f"parameter {key}: {value!r} holds a backslash, which no name does; leave it out")
    if not value.isascii() and value.encode("utf-8", "ignore").decode() != value:
        raise KgError(f"parameter {key}: {value!r} is no valid text; write it in UTF-8")
    return str(ox.Literal(value))


@cache
def named_queries() -> dict[str, NamedQuery]:
    """The queries that come with kg, by name."""
    return {path.stem: _read_query(path) for path in sorted(ontology_path("queries").glob("*.rq"))}


def _read_query(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"^# (title|description): (.+)$", sparql, re.MULTILINE))
    parameters = dict(re.findall(r"^# param (\w+): (.+)$", sparql, re.MULTILINE))
    missing = [key for key in parameters if f'VALUES ?{key} {{ "" }}' not in sparql]
    if missing or len(head) < 2:
        raise OntologyError(f'{path}: needs a title, a description and a line VALUES ?name {{ "" }} for each parameter')
    return NamedQuery(path.stem, head["title"], head["description"], parameters, sparql)
