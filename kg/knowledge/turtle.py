"""Turtle files as values: by subject, what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.files import read_file

Facts = dict[str, list[str]]


def read_turtle(path: Path) -> dict[str, Facts]:
    """Subject -> predicate (local name) -> objects, sorted; raises OntologyError naming file, cause and remedy."""
    subjects: dict[str, Facts] = {}
    for subject, predicate, value in _statements(path):
        subjects.setdefault(subject, {}).setdefault(local_name(predicate), []).append(value)
    return subjects


def _statements(path: Path) -> Iterator[tuple[str, str, str]]:
    """Subject, predicate and object of each statement as strings, in the file's order."""
    try:
        for quad in ox.parse(read_file(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                raise OntologyError(f"{path}: statements about statements (RDF-star) aren't read: leave them out")
            yield quad.subject.value, quad.predicate.value, quad.object.value
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}): check the path") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}, line {error.lineno}: no valid Turtle ({error.msg}): correct the line") from error


def local_name(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


# What one subject says: predicate -> values, in the file's order; IRIs and literals alike as strings.
Statements = dict[str, list[str]]


def add_turtle(path: Path, statements: dict[str, Statements]) -> None:
    """Add what a Turtle file says to the statements by subject.

    Raises OntologyError for a file that is missing or not Turtle.
    """
    for subject, predicate, value in _statements(path):
        statements.setdefault(subject, {}).setdefault(predicate, []).append(value)
