"""Names in RDF: the namespaces, and the IRI of each article, entity, event and stretch of text.

Ids enter, IRIs leave, and `local_id` goes back. A local name holds no `/` and only ASCII, so that every store and every
serialization keeps it as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote, unquote

from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

from kg.model import Span

BASE = "https://w3id.org/diplomatic-kg/id/"
CACHED = 10_000


class Vocabulary(Namespace):
    """A namespace that makes each of its terms once."""

    def __getattr__(self, name: str) -> URIRef:
        found = self.__dict__[name] = super().__getattr__(name)
        return found


DCTERMS = Vocabulary("http://purl.org/dc/terms/")
DIP = Vocabulary("https://w3id.org/diplomatic-kg/ontology#")
ITSRDF = Vocabulary("http://www.w3.org/2005/11/its/rdf#")
NIF = Vocabulary("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
PLOVER = Vocabulary("https://w3id.org/diplomatic-kg/plover#")
SCHEMA = Vocabulary("https://schema.org/")
SEM = Vocabulary("http://semanticweb.cs.vu.nl/2009/11/sem/")


def is_base(text: str) -> bool:
    """Whether IRIs of data can begin so: it is absolute, and ends with / or #."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f\s<>\"{}|\\^`]*[/#]", text) is not None


def prefixes(base: str = BASE) -> dict[str, str]:
    """The prefixes that files are written with and that queries need not declare."""
    data = {name: f"{base}{name}/" for name in ("article", "event", "graph", "mention", "text")}
    return {
        "": base,
        **data,
        "dcterms": str(DCTERMS),
        "dip": str(DIP),
        "itsrdf": str(ITSRDF),
        "nif": str(NIF),
        "owl": str(OWL),
        "plover": str(PLOVER),
        "prov": str(PROV),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "schema": str(SCHEMA),
        "sem": str(SEM),
        "skos": str(SKOS),
        "xsd": str(XSD),
    }


# Terms that come again and again: made once, and then known by being the same.
iri = lru_cache(CACHED)(URIRef)
literal = lru_cache(CACHED, typed=True)(Literal)


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of the nodes of a graph under one base, which ends in `/` or `#`.

    >>> Names().entity("donald-trump")
    rdflib.term.URIRef('https://w3id.org/diplomatic-kg/id/donald-trump')
    """

    base: str = BASE

    def entity(self, id: str) -> URIRef:
        """The node of an actor or a place."""
        return iri(self.base + local_name(id))

    def article(self, id: str) -> URIRef:
        """The node of an article, and the name of the graph that holds what it says."""
        return iri(f"{self.base}article/{local_name(id)}")

    def event(self, id: str) -> URIRef:
        """The node of an event; its id is unique in the graph."""
        return iri(f"{self.base}event/{local_name(id)}")

    def graph(self, name: str) -> URIRef:
        """The name of a graph that belongs to no single article."""
        return iri(f"{self.base}graph/{local_name(name)}")

    def text(self, span: Span) -> URIRef:
        """The node of a sentence or a trigger."""
        return URIRef(f"{self.base}text/{_place(span)}")

    def mention(self, span: Span, entity: str) -> URIRef:
        """The node of a mention: of two entities mentioned by the same words, each has its own."""
        return URIRef(f"{self.base}mention/{_place(span)}.{local_name(entity)}")


def _place(span: Span) -> str:
    return f"{local_name(span.article)}.{span.begin}-{span.end}"


@lru_cache(CACHED)
def local_name(id: str) -> str:
    """An id as the last part of an IRI: no dot either, which separates the parts of longer names.

    >>> local_name("Côte d'Ivoire/1.2")
    'C%C3%B4te%20d%27Ivoire%2F1%2E2'
    """
    return quote(id, safe="").replace(".", "%2E").replace("~", "%7E")


@lru_cache(CACHED)
def local_id(iri: str) -> str:
    """The id that an IRI was made from.

    >>> local_id("https://w3id.org/diplomatic-kg/plover#CONSULT")
    'CONSULT'
    """
    return unquote(iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1])


def term(namespace: Namespace, id: str) -> URIRef:
    """A relation, type, mode, context or modality."""
    return iri(namespace + local_name(id))


def external(address: str) -> URIRef:
    """An IRI from elsewhere, with the characters that no IRI may hold escaped."""
    return URIRef("".join(quote(char, safe="") if char <= " " or char in '<>"{}|^`\\' else char for char in address))


@lru_cache(CACHED)
def decimal(number: float) -> Literal:
    """An exact xsd:decimal in the form that stores keep: 0.9, and 1 rather than 1.0."""
    text = format(Decimal(repr(number)), "f")
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=XSD.decimal, normalize=False)
