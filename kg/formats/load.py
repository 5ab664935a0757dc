"""A file that kg wrote, records or RDF, enters; its Graph leaves."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, ReadError
from kg.files import decode_text
from kg.model import Graph

if TYPE_CHECKING:
    import rdflib

RDF_FORMATS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
}
NAMED_GRAPHS = {".trig": "TRIG", ".nq": "N_QUADS", ".jsonld": "JSON_LD"}
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")


def holds_graph(path: str) -> bool:
    """Whether a file holds a graph, as RDF or records, rather than articles, by its ending and its first line."""
    suffix = Path(path).suffix.lower()
    if suffix in RDF_FORMATS or suffix not in JSON_SUFFIXES:
        return suffix in RDF_FORMATS
    try:
        with Path(path).open(encoding="utf-8") as file:
            record = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and "events" in record and "text" not in record


def load_named_graphs(path: str) -> str | None:
    """The N-Quads of a file of RDF that has named graphs; None for other files, and where the RDF is not valid."""
    import pyoxigraph as ox

    text, format = _read(path), NAMED_GRAPHS.get(Path(path).suffix.lower())
    if format is None or format == "N_QUADS":
        return text if format else None
    try:
        quads = ox.parse(text, getattr(ox.RdfFormat, format))
        return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()
    except SyntaxError:
        return None


def read_graph(path: str) -> Graph:
    """The graph in a file of records (events.jsonl) or RDF; from `-`, standard input, records or Turtle.

    Raises ReadError with the file, the cause and the remedy.
    """
    text = _read(path)
    suffix = Path(path).suffix.lower()
    is_records = suffix not in RDF_FORMATS and text.lstrip().startswith("{")
    try:
        if is_records:
            from kg.formats.records import from_records

            return from_records(text.split("\n"))
        from kg.rdf.serialization import from_text

        return from_text(text, RDF_FORMATS.get(suffix, "turtle"))
    except KgError as error:
        raise ReadError(f"{path}: {error}") from error


def load_dataset(path: str) -> rdflib.Dataset:
    """The statements in a file of RDF, or in Turtle from `-`, as they stand there; ReadError where there are none."""
    from rdflib import Dataset

    from kg.rdf.serialization import FORMATS

    dataset, text = Dataset(default_union=True), _read(path)
    try:
        dataset.parse(data=text, format=FORMATS[RDF_FORMATS.get(Path(path).suffix.lower(), "turtle")])
    except Exception as error:  # rdflib's parsers share no base class for errors
        raise ReadError(f"{path}: no valid RDF ({error}); correct it, or give the file its true ending") from error
    return dataset


def _read(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    try:
        return decode_text(data)
    except ValueError as error:
        raise ReadError(f"{path}: {error}; give a file that kg wrote, such as graph.ttl or events.jsonl") from error
