"""Quads as Turtle and TriG for people: quads of rdflib's terms enter, text leaves.

Subjects stand by kind and name, what is said of them by property and value, so that the same statements give the same
bytes. Every node has an IRI, and that is why this is many times as fast as rdflib's own writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from kg.rdf.columns import Quad
from kg.rdf.namespaces import DIP, NIF, SCHEMA, SEM, prefixes

Node = URIRef | Literal
Facts = dict[URIRef, dict[URIRef, dict[Node, None]]]

# The order in which people read a graph.
TYPES = (
    SEM.Event,
    *(DIP[name] for name in ("Person", "Organization", "Country", "Group", "Place", "Facility")),
    SCHEMA.NewsArticle,
    URIRef(NIF + "Sentence"),
    DIP.Trigger,
    DIP.Mention,
)
RANKS: dict[Node, int] = {type: rank for rank, type in enumerate(TYPES)}
FIRST = {RDF.type: "0", RDFS.label: "1"}
LOCAL = re.compile(r"(?:\w|%[0-9A-Fa-f]{2})(?:[\w.-]|%[0-9A-Fa-f]{2})*(?<!\.)", re.ASCII)
INDENT = " " * 4


def write_turtle(quads: Iterable[Quad], base: str) -> str:
    """The statements without their named graphs."""
    facts: Facts = {}
    for quad in quads:
        _note(quad, facts)
    terms = _Terms(base)
    body = "".join(f"\n{block}\n" for block in _blocks(facts, terms, ""))
    return _head(terms) + body


def write_trig(quads: Iterable[Quad], base: str) -> str:
    """The statements within their named graphs, these by name."""
    graphs: dict[URIRef, Facts] = {}
    for quad in quads:
        _note(quad, graphs.setdefault(quad[3], {}))
    terms, body = _Terms(base), ""
    for name in sorted(graphs, key=str):
        body += (
            f"\n{terms[name]} {{" + "".join(f"\n{block}\n" for block in _blocks(graphs[name], terms, INDENT)) + "}\n"
        )
    return _head(terms) + body


def _note(quad: Quad, facts: Facts) -> None:
    facts.setdefault(quad[0], {}).setdefault(quad[1], {})[quad[2]] = None


def _head(terms: _Terms) -> str:
    return "".join(f"@prefix {prefix}: <{terms.namespaces[prefix]}> .\n" for prefix in sorted(terms.used))


def _blocks(facts: Facts, terms: _Terms, indent: str) -> Iterator[str]:
    """What is said of each subject."""
    last = len(TYPES)
    ranks = {
        node: min((RANKS.get(type, last) for type in said.get(RDF.type, ())), default=last)
        for node, said in facts.items()
    }
    for node in sorted(facts, key=lambda node: (ranks[node], str(node))):
        said = facts[node]
        properties = sorted(said, key=lambda property: FIRST.get(property, property))
        lines = f" ;\n{indent}{INDENT}".join(_line(name, said[name], terms, indent) for name in properties)
        yield f"{indent}{terms[node]} {lines} ."


def _line(property: URIRef, values: Iterable[Node], terms: _Terms, indent: str) -> str:
    """A property with its values."""
    objects = list(values)
    if len(objects) > 1:
        objects.sort()
    return f"{terms[property]} " + f",\n{indent}{INDENT * 2}".join(terms[value] for value in objects)


class _Terms(dict[Node, str]):
    """Terms as Turtle writes them, each written once; `used` are the prefixes that they need."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.namespaces = prefixes(base)
        self.used: set[str] = set()
        self._prefixes = {namespace: prefix for prefix, namespace in self.namespaces.items()}
        self[RDF.type] = "a"

    def __missing__(self, term: Node) -> str:
        text = self[term] = self._literal(term) if isinstance(term, Literal) else self._name(term)
        return text

    def _name(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix is None or not LOCAL.fullmatch(iri, cut):
            return f"<{iri}>"
        self.used.add(prefix)
        return f"{prefix}:{iri[cut:]}"

    def _literal(self, literal: Literal) -> str:
        if literal.datatype is None:
            return literal.n3()
        datatype = self[literal.datatype]
        # Decimals stand as stores keep them, where rdflib would write 1.0 for 1.
        if literal.datatype == XSD.decimal and "." not in literal:
            return f'"{literal}"^^{datatype}'
        return literal._literal_n3(use_plain=True, qname_callback=lambda _: datatype)
