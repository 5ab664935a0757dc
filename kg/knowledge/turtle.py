"""Turtle files as values: by subject, what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pyoxigraph as ox

from kg.errors import OntologyError

Facts = dict[str, list[str]]


def read_turtle(path: Path) -> dict[str, Facts]:
    """Subject -> predicate (local name) -> objects, sorted; raises OntologyError naming file, cause and remedy."""
    subjects: dict[str, Facts] = {}
    try:
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else str(quad.object)
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
            subjects.setdefault(subject, {}).setdefault(local_name(quad.predicate.value), []).append(value)
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}): check the path") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}: line {error.lineno}: no valid Turtle ({error.msg}): correct the line") from error
    return subjects


def local_name(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


# What one subject says: predicate -> values, in the file's order; IRIs and literals alike as strings.
Statements = dict[str, list[str]]


def add_turtle(path: Path, statements: dict[str, Statements]) -> None:
    """Add what a Turtle file says to the statements by subject.

    Raises OntologyError for a file that is missing or not Turtle.
    """
    try:
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            said = statements.setdefault(quad.subject.value, {})
            said.setdefault(quad.predicate.value, []).append(quad.object.value)
    except SyntaxError as error:
        raise OntologyError(
            f"{path}, line {error.lineno}: this is not valid Turtle ({error.msg}). Correct that line and try again."
        ) from error
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}). Check the name and the permissions.") from error
