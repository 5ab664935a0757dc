"""A Graph as text in any RDF format, and back: Turtle, TriG, N-Quads, N-Triples, JSON-LD, RDF/XML.

The same graph gives the same bytes. Turtle, N-Triples and RDF/XML hold everything in one graph, the others keep the
named graphs; no fact rests on these, so all six are read back to the same Graph.
"""

from __future__ import annotations

import io
import json
import re
from typing import Any

import rdflib
from rdflib import RDF, XSD, Dataset, Literal
from rdflib.plugins.serializers.trig import TrigSerializer
from rdflib.plugins.serializers.turtle import TurtleSerializer

from kg.errors import KgError
from kg.knowledge.ontology import Ontology
from kg.knowledge.paths import ontology_path
from kg.model import Graph
from kg.rdf.from_dataset import from_dataset
from kg.rdf.namespaces import BASE, DIP, NIF, SCHEMA, SEM, prefixes
from kg.rdf.to_dataset import to_dataset

__all__ = ["FORMATS", "from_dataset", "from_text", "from_turtle", "serialize", "to_dataset", "to_turtle"]

# Our names of the formats, and rdflib's.
FORMATS = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The order in which people read a graph.
TYPES = (
    SEM.Event,
    *(DIP[name] for name in ("Person", "Organization", "Country", "Group", "Place", "Facility")),
    SCHEMA.NewsArticle,
    rdflib.URIRef(NIF + "Sentence"),
    DIP.Trigger,
    DIP.Mention,
)


def to_turtle(graph: Graph, base: str = BASE, *, ontology: Ontology | None = None) -> str:
    """The graph as Turtle that people read: events first, then who and where, then the text."""
    return serialize(graph, "turtle", base, ontology=ontology)


def serialize(graph: Graph, format: str, base: str = BASE, *, ontology: Ontology | None = None) -> str:
    """The graph in one of `FORMATS`; KgError names them for any other."""
    dataset = to_dataset(graph, base, ontology=ontology)
    match format:
        case "turtle":
            return _written(_Turtle(_union(dataset, base)))
        case "trig":
            return _written(_Trig(dataset))
        case "nquads":
            return _lines(dataset.serialize(format="nquads"))
        case "ntriples":
            return _lines(_union(dataset, base).serialize(format="nt"))
        case "jsonld":
            return _json_ld(dataset, base)
        case "rdfxml":
            return _rdf_xml(_union(dataset, base))
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
        dataset.parse(data=text, format=FORMATS[format])
    except Exception as error:  # rdflib's six parsers share no base class for errors
        raise KgError(f"no valid {format}: {' '.join(str(error).split())[:200]}") from error
    return from_dataset(dataset)


def _unknown(format: str) -> KgError:
    return KgError(f"unknown RDF format {format!r}: choose one of {', '.join(FORMATS)}")


def _union(dataset: Dataset, base: str) -> rdflib.Graph:
    union = rdflib.Graph("SimpleMemory", bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        union.bind(prefix, namespace)
    for triple in dataset.triples((None, None, None)):
        union.add(triple)
    return union


def _lines(text: str) -> str:
    return "".join(f"{line}\n" for line in sorted(set(text.split("\n"))) if line)


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


def _rdf_xml(union: rdflib.Graph) -> str:
    """rdflib writes in the order in which triples came; XML has no way to write control characters."""
    ordered = rdflib.Graph("SimpleMemory", namespace_manager=union.namespace_manager)
    for s, p, o in sorted(union, key=lambda triple: [node.n3() for node in triple]):
        if isinstance(o, Literal) and (control := NO_XML.search(o)):
            raise KgError(f"RDF/XML can't hold the character {control[0]!r} of {s}: choose another format")
        ordered.add((s, p, o))
    return ordered.serialize(format="xml")


def _written(serializer: TurtleSerializer) -> str:
    stream = io.BytesIO()
    serializer.serialize(stream, encoding="utf-8")
    return stream.getvalue().decode().rstrip("\n") + "\n"


class _Turtle(TurtleSerializer):
    """Subjects by kind and name; decimals as stores keep them, where rdflib would write 1.0 for 1."""

    def orderSubjects(self) -> list[Any]:
        ranks = {
            subject: rank
            for rank, type in reversed(list(enumerate(TYPES)))
            for subject in self.store.subjects(RDF.type, type)
        }
        return sorted(self._subjects, key=lambda subject: (ranks.get(subject, len(TYPES)), subject))

    def label(self, node: Any, position: int) -> str:
        if isinstance(node, Literal) and node.datatype == XSD.decimal and "." not in node:
            return f'"{node}"^^xsd:decimal'
        return super().label(node, position)


class _Trig(_Turtle, TrigSerializer):
    """The same within each named graph, these by name."""

    def __init__(self, store: Dataset) -> None:
        super().__init__(store)
        self.contexts.sort(key=lambda context: str(context.identifier))
