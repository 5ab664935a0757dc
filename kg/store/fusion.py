"""What several articles tell of one node of the graph: their quads enter, those that hold for all leave.

The RDF side of `kg.graph.merge`, by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD

from kg.graph.merge import KEPT, least
from kg.rdf.namespaces import DIP, SEM, Names, local_id

Quads = set[ox.Quad]
Facts = dict[ox.NamedNode, set[Any]]

TYPE, LABEL = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)
COUNTRY, DECIMAL = ox.NamedNode(DIP.countryCode), ox.NamedNode(XSD.decimal)
ACTOR, RECIPIENT = ox.NamedNode(DIP.actor), ox.NamedNode(DIP.recipient)
MODE, CONTEXT = ox.NamedNode(DIP.mode), ox.NamedNode(DIP.context)
MEANING = [ox.NamedNode(part) for part in (RDFS.label, SKOS.prefLabel, DIP.category, SKOS.definition, DIP.symmetric)]
PROPERTIES = {
    "place": ox.NamedNode(SEM.hasPlace),
    "time_text": ox.NamedNode(DIP.timeText),
    "attribution": ox.NamedNode(DIP.attributedTo),
    "confidence": ox.NamedNode(DIP.confidence),
}


def settle(tellings: Sequence[Quads], names: Names) -> Quads:
    """All that is told of a node; where only one value can hold, the one that merging keeps."""
    kept = set[ox.Quad]().union(*tellings)
    for name, choose in CHOICES.items():
        graph = ox.NamedNode(names.graph(name))
        chosen = choose([facts for told in tellings if (facts := _facts(told, graph))])
        kept = {
            quad
            for quad in kept
            if quad.graph_name != graph or quad.object in chosen.get(quad.predicate, {quad.object})
        }
    return kept


def _facts(told: Quads, graph: ox.NamedNode) -> Facts:
    facts: Facts = {}
    for quad in told:
        if quad.graph_name == graph:
            facts.setdefault(quad.predicate, set()).add(quad.object)
    return facts


def _choose_of_entity(tellings: Sequence[Facts]) -> Facts:
    if not tellings:
        return {}
    first = min(tellings, key=lambda facts: (_words(facts, LABEL), _words(facts, TYPE)))
    return {LABEL: first[LABEL], TYPE: first[TYPE], COUNTRY: _kept(tellings, COUNTRY, least)}


def _choose_of_event(tellings: Sequence[Facts]) -> Facts:
    if not tellings:
        return {}
    parts = (ACTOR, RECIPIENT, MODE, CONTEXT, LABEL)
    first: Facts = min(tellings, key=lambda facts: [_words(facts, part) for part in parts])
    return {
        **{predicate: set() for told in tellings for predicate in told},
        **first,
        **{PROPERTIES[name]: _kept(tellings, PROPERTIES[name], choose) for name, choose in KEPT.items()},
    }


def _choose_of_term(tellings: Sequence[Facts]) -> Facts:
    """Of what a relation or type means, the meaning that sorts first; other terms mean nothing more."""
    meanings = [facts for facts in tellings if facts.keys() & set(MEANING)]
    if not meanings:
        return {}
    first: Facts = min(meanings, key=lambda facts: [_words(facts, part) for part in MEANING])
    return {predicate: first.get(predicate, set()) for facts in meanings for predicate in facts}


CHOICES = {"entities": _choose_of_entity, "events": _choose_of_event, "vocabulary": _choose_of_term}


def _kept(tellings: Sequence[Facts], predicate: ox.NamedNode, choose: Callable[[Iterable[Any]], Any]) -> set[Any]:
    """The value that a rule of merging keeps, of those that each telling gives or doesn't."""
    told = [facts.get(predicate, {None}) for facts in tellings]
    chosen = choose(None if term is None else (_value(term), term) for terms in told for term in terms)
    return set() if chosen is None else {chosen[1]}


def _value(term: Any) -> Any:
    """What a term is compared by."""
    return Decimal(term.value) if isinstance(term, ox.Literal) and term.datatype == DECIMAL else _word(term)


def _words(facts: Facts, predicate: ox.NamedNode) -> list[str]:
    return sorted(map(_word, facts.get(predicate, ())))


def _word(term: Any) -> str:
    """An id, or the text of a literal."""
    return local_id(term.value) if isinstance(term, ox.NamedNode) else str(term.value)
