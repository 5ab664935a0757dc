"""What each article tells of what articles share, kept in a store as notes in a graph of their own.

Quads of a node, or a claim, enter; a note leaves, and back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib import XSD

from kg.graph.contradictions import Claim
from kg.rdf.columns import Quad
from kg.rdf.namespaces import Names, local_name

SUPPORT, ABOUT = ox.NamedNode("urn:kg:support"), "urn:kg:about:"
READ = ox.NamedNode("urn:kg:read")
TOLD, DENIED = "urn:kg:told:", "urn:kg:denied:"
Quads = set[ox.Quad]


def supporter(home: ox.NamedNode) -> ox.NamedNode:
    """The node of what an article supports."""
    return ox.NamedNode(f"{SUPPORT.value}:{home.value}")


def note_support(home: ox.NamedNode, shared: Quads) -> Quads:
    """What an article tells of each shared node, as text. No pattern that names a node or a property finds it."""
    lines: dict[str, list[str]] = {}
    for quad in shared:
        lines.setdefault(str(to_rdflib(quad.subject)), []).append(f"{quad} .")
    return {
        ox.Quad(supporter(home), ox.NamedNode(ABOUT + node), ox.Literal(note_facts(told)), SUPPORT)
        for node, told in lines.items()
    }


def note_facts(lines: Iterable[str]) -> str:
    """Lines of N-Quads about one node as sorted TriG, which is half as long."""
    facts: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        node, rest = line.split(" ", 1)
        fact, graph, _ = rest.rsplit(" ", 2)
        facts.setdefault((graph, node), []).append(fact)
    return "".join(f"{graph} {{ {node} {' ; '.join(sorted(facts[graph, node]))} }}\n" for graph, node in sorted(facts))


def read_facts(support: Any) -> Quads:
    """What a note says of its node."""
    return set(ox.parse(support.object.value, ox.RdfFormat.TRIG))


def note_digest(digest: str, home: ox.NamedNode) -> ox.Quad:
    """What an article, and what it was read with, come down to, as a note of the article."""
    return ox.Quad(supporter(home), READ, ox.Literal(digest), SUPPORT)


def note_claim(claim: Claim, home: ox.NamedNode) -> ox.Quad:
    """A claim as a note of who claims it; claims that deny each other differ in the kind of their predicate."""
    kind = DENIED if claim.denied else TOLD
    about = ox.NamedNode(kind + ".".join(map(local_name, claim.subject)))
    return ox.Quad(supporter(home), about, ox.Literal(f"{claim.begin} {claim.end} {claim.event}"), SUPPORT)


def read_claim(quad: Any) -> Claim:
    """The claim that a note holds."""
    kind, _, subject = quad.predicate.value.rpartition(":")
    begin, end, event = quad.object.value.split(" ", 2)
    days = date.fromisoformat(begin), date.fromisoformat(end)
    return Claim(event, tuple(subject.split(".")), f"{kind}:" == DENIED, *days)


def contrary(about: ox.NamedNode) -> ox.NamedNode:
    """What the notes of those say who deny what is told here, or tell what is denied."""
    kind, _, subject = about.value.rpartition(":")
    return ox.NamedNode((TOLD if f"{kind}:" == DENIED else DENIED) + subject)


def told_apart(notes: Mapping[str, Sequence[Any]], names: Names) -> dict[str, set[str]]:
    """By article, as N-Triples, what the notes of several articles say of one node where they differ."""
    graphs = {ox.NamedNode(names.graph(name)) for name in ("entities", "events")}
    told = defaultdict[str, set[str]](set)
    for said in notes.values():
        if len({quad.object for quad in said}) > 1:
            for quad in said:
                home = quad.subject.value.removeprefix(f"{SUPPORT.value}:")
                told[home] |= {f"{fact.triple} .\n" for fact in read_facts(quad) if fact.graph_name in graphs}
    return {home: lines for home, lines in told.items() if lines}


def to_oxigraph(quad: Quad) -> ox.Quad:
    """A quad of rdflib's as one of Oxigraph's."""
    s, p, o, name = quad
    if isinstance(o, rdflib.URIRef):
        node: ox.NamedNode | ox.Literal = ox.NamedNode(o)
    elif o.language:
        node = ox.Literal(str(o), language=o.language)
    else:
        node = ox.Literal(str(o), datatype=ox.NamedNode(o.datatype) if o.datatype else None)
    return ox.Quad(ox.NamedNode(s), ox.NamedNode(p), node, ox.NamedNode(name))


def to_rdflib(term: Any) -> rdflib.URIRef | rdflib.Literal:
    """A term of Oxigraph's as one of rdflib's."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    type = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=None if type == XSD.string else type)
