"""What several articles tell of one node of the graph: their quads enter, those that hold for all leave.

The RDF side of `kg.graph.merge`, and to the same effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.rdf.namespaces import DIP, SEM, Names, local_id

Quads = set[ox.Quad]
Facts = dict[ox.NamedNode, set[Any]]

TYPE, LABEL = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)
COUNTRY, PLACE, TIME_TEXT = ox.NamedNode(DIP.countryCode), ox.NamedNode(SEM.hasPlace), ox.NamedNode(DIP.timeText)
ACTOR, RECIPIENT = ox.NamedNode(DIP.actor), ox.NamedNode(DIP.recipient)
MODE, CONTEXT = ox.NamedNode(DIP.mode), ox.NamedNode(DIP.context)
MEANING = [ox.NamedNode(part) for part in (RDFS.label, SKOS.prefLabel, DIP.category, SKOS.definition, DIP.symmetric)]
ATTRIBUTION, CONFIDENCE = ox.NamedNode(DIP.attributedTo), ox.NamedNode(DIP.confidence)


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
    return {LABEL: first[LABEL], TYPE: first[TYPE], COUNTRY: _first(tellings, COUNTRY)}


def _choose_of_event(tellings: Sequence[Facts]) -> Facts:
    if not tellings:
        return {}
    attributions = [facts.get(ATTRIBUTION, set()) for facts in tellings]
    return {
        **{predicate: set() for told in tellings for predicate in told},
        **min(tellings, key=lambda facts: [_words(facts, part) for part in (ACTOR, RECIPIENT, MODE, CONTEXT, LABEL)]),
        PLACE: _first(tellings, PLACE),
        TIME_TEXT: _first(tellings, TIME_TEXT),
        ATTRIBUTION: attributions[0] if all(who == attributions[0] for who in attributions) else set(),
        CONFIDENCE: {max(_all(tellings, CONFIDENCE), key=lambda score: Decimal(score.value))},
    }


def _choose_of_term(tellings: Sequence[Facts]) -> Facts:
    """Of what a relation or type means, the meaning that sorts first; other terms mean nothing more."""
    meanings = [facts for facts in tellings if facts.keys() & set(MEANING)]
    if not meanings:
        return {}
    first = min(meanings, key=lambda facts: [_words(facts, part) for part in MEANING])
    return {predicate: first.get(predicate, set()) for facts in meanings for predicate in facts}


CHOICES = {"entities": _choose_of_entity, "events": _choose_of_event, "vocabulary": _choose_of_term}


def _all(tellings: Sequence[Facts], predicate: ox.NamedNode) -> set[Any]:
    return set().union(*(facts.get(predicate, ()) for facts in tellings))


def _first(tellings: Sequence[Facts], predicate: ox.NamedNode) -> set[Any]:
    return set(sorted(_all(tellings, predicate), key=_word)[:1])


def _words(facts: Facts, predicate: ox.NamedNode) -> list[str]:
    return sorted(map(_word, facts.get(predicate, ())))


def _word(term: Any) -> str:
    """An id, or the text of a literal."""
    return local_id(term.value) if isinstance(term, ox.NamedNode) else str(term.value)
