"""A Graph as text in any RDF format, and back: Turtle, TriG, N-Quads, N-Triples, JSON-LD, RDF/XML.

The same graph gives the same bytes. Turtle, N-Triples and RDF/XML hold everything in one graph, the others keep the
named graphs; no fact rests on these, so all six are read back to the same Graph.
"""

from __future__ import annotations

import json
import re
from typing import Any

import rdflib
from rdflib import Dataset, Literal

from kg.errors import KgError
from kg.knowledge.paths import ontology_path
from kg.model import Graph
from kg.rdf.columns import write_lines
from kg.rdf.formats import FORMATS
from kg.rdf.from_dataset import from_dataset
from kg.rdf.namespaces import BASE, prefixes
from kg.rdf.to_dataset import statements, to_dataset
from kg.rdf.turtle import write_trig, write_turtle

__all__ = ["FORMATS", "from_dataset", "from_text", "from_turtle", "serialize", "to_dataset", "to_turtle"]

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_turtle(graph: Graph, base: str = BASE) -> str:
    """The graph as Turtle that people read: events first, then who and where, then the text."""
    return serialize(graph, "turtle", base)


def serialize(graph: Graph, format: str, base: str = BASE) -> str:
    """The graph in one of `FORMATS`; KgError names them for any other."""
    match format:
        case "turtle":
            return write_turtle(statements(graph, base), base)
        case "trig":
            return write_trig(statements(graph, base), base)
        case "nquads":
            return write_lines(statements(graph, base))
        case "ntriples":
            return write_lines(quad[:3] for quad in statements(graph, base))
        case "jsonld":
            return _json_ld(to_dataset(graph, base), base)
        case "rdfxml":
            return _rdf_xml(to_dataset(graph, base), base)
    raise _unknown(format)


def from_turtle(text: str) -> Graph:
    """The Graph that a Turtle text holds."""
    return from_text(text, "turtle")


def from_text(text: str, format: str) -> Graph:
    """The Graph that a text in one of `FORMATS` holds; KgError says what is wrong with the text."""
    if format not in FORMATS:
        raise _unknown(format)
    dataset = Dataset(default_union=True)
    try:
        dataset.parse(data=text, format=FORMATS[format].rdflib)
    except Exception as error:  # rdflib's six parsers share no base class for errors
        raise KgError(f"no valid {format}: {' '.join(str(error).split())[:200]}") from error
    return from_dataset(dataset)


def _unknown(format: str) -> KgError:
    return KgError(f"unknown RDF format {format!r}: choose one of {', '.join(FORMATS)}")


def _json_ld(dataset: Dataset, base: str) -> str:
    terms = json.loads(ontology_path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    context = {prefix: namespace for prefix, namespace in prefixes(base).items() if prefix} | terms
    document = json.loads(dataset.serialize(format="json-ld", context=context))
    return json.dumps(_ordered(document), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _ordered(value: Any) -> Any:
    """JSON-LD's lists are sets: in the order of their text."""
    if isinstance(value, dict):
        return {key: _ordered(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def _rdf_xml(dataset: Dataset, base: str) -> str:
    """rdflib writes in the order in which triples came; XML has no way to write control characters."""
    ordered = rdflib.Graph("SimpleMemory", bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        ordered.bind(prefix, namespace)
    for s, p, o in sorted(set(dataset.triples((None, None, None))), key=lambda triple: [node.n3() for node in triple]):
        if isinstance(o, Literal) and (control := NO_XML.search(o)):
            raise KgError(f"RDF/XML can't hold the character {control[0]!r} of {s}: choose another format")
        ordered.add((s, p, o))
    return ordered.serialize(format="xml")
