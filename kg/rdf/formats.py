"""The RDF formats that kg reads and writes: the ends of their files, and what rdflib and Oxigraph call them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RdfFormat:
    """One format; `quads` is Oxigraph's name of a format that keeps named graphs."""

    rdflib: str
    suffixes: tuple[str, ...]
    quads: str | None = None


FORMATS = {
    "turtle": RdfFormat("turtle", (".ttl",)),
    "trig": RdfFormat("trig", (".trig",), "TRIG"),
    "nquads": RdfFormat("nquads", (".nq",), "N_QUADS"),
    "ntriples": RdfFormat("nt", (".nt",)),
    "jsonld": RdfFormat("json-ld", (".jsonld",), "JSON_LD"),
    "rdfxml": RdfFormat("xml", (".rdf", ".xml")),
}


def format_of(path: str) -> str | None:
    """The name of the format that the end of a file's name tells; None for files that aren't RDF."""
    suffix = Path(path).suffix.lower()
    return next((name for name, format in FORMATS.items() if suffix in format.suffixes), None)
