"""A file that kg wrote, records or RDF, enters; its Graph leaves."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, ReadError
from kg.files import decode_text
from kg.model import Graph
from kg.rdf.formats import FORMATS, format_of

if TYPE_CHECKING:
    import rdflib

JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def holds_graph(path: str) -> bool:
    """Whether a file holds a graph, as RDF or records, rather than articles, by its ending and its first line."""
    if format_of(path) or Path(path).suffix.lower() not in JSON_SUFFIXES:
        return format_of(path) is not None
    try:
        with Path(path).open(encoding="utf-8") as file:
            record = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and "events" in record and "text" not in record


def load_named_graphs(path: str) -> str | None:
    """The N-Quads of a file of RDF that has named graphs; None for other files, and where the RDF is not valid."""
    import pyoxigraph as ox

    text, format = read_file(path), format_of(path)
    quads_format = FORMATS[format].quads if format else None
    if quads_format is None or format == "nquads":
        return text if quads_format else None
    try:
        quads = ox.parse(text, getattr(ox.RdfFormat, quads_format))
        return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()
    except SyntaxError:
        return None


def read_graph(path: str) -> Graph:
    """The graph in a file of records (events.jsonl) or RDF; from `-`, standard input, records or Turtle.

    Raises ReadError with the file, the cause and the remedy.
    """
    text = read_file(path)
    format = format_of(path)
    try:
        if format is None and text.lstrip().startswith("{"):
            from kg.formats.records import from_records

            return from_records(text)
        from kg.rdf.serialization import from_text

        return from_text(text, format or "turtle")
    except KgError as error:
        raise ReadError(f"{path}: {error}") from error


def load_dataset(path: str) -> rdflib.Dataset:
    """The statements in a file of RDF, or in Turtle from `-`, as they stand there; ReadError where there are none."""
    from rdflib import Dataset

    dataset, text = Dataset(default_union=True), read_file(path)
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # it shows a traceback for each value that is ill typed
    try:
        dataset.parse(data=text, format=FORMATS[format_of(path) or "turtle"].rdflib)
    except Exception as error:  # rdflib's parsers share no base class for errors
        raise ReadError(f"{path}: no valid RDF ({error}); correct it, or give the file its true ending") from error
    return dataset


def read_file(path: str) -> str:
    """The text of a file (`-`: standard input); ReadError where it can't be read or is no text."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    try:
        return decode_text(data)
    except ValueError as error:
        raise ReadError(f"{path}: {error}; give a file that kg wrote, such as graph.ttl or events.jsonl") from error
