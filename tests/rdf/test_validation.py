"""The shapes: a whole graph passes, and each way of breaking one is caught and told in words."""

from __future__ import annotations

import pytest
import rdflib

from kg.model import Graph
from kg.rdf.namespaces import prefixes
from kg.rdf.serialization import to_dataset, to_turtle
from kg.rdf.validation import Violation, validate
from tests.helpers.graphs import ARTICLES, GRAPH, TEXTS, part

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.mark.parametrize("graph", [Graph(), Graph(ARTICLES), part("rome"), GRAPH])
def test_a_whole_graph_passes(graph: Graph) -> None:
    assert validate(to_dataset(graph)) == []
    assert validate(rdflib.Graph().parse(data=to_turtle(graph), format="turtle")) == []


def test_a_value_that_is_none_of_its_datatype_is_told() -> None:
    turtle = to_turtle(part("rome")).replace("nif:beginIndex 0 ;", 'nif:beginIndex "few"^^xsd:integer ;')
    found = [str(violation) for violation in validate(rdflib.Graph().parse(data=turtle, format="turtle"))]
    assert "text:rome.0-66: a value fits its datatype (found 'few')" in found


def broken(update: str) -> list[str]:
    """What is wrong with the graph about Rome after a SPARQL update."""
    graph = rdflib.Graph().parse(data=to_turtle(part("rome")), format="turtle")
    before = set(graph)
    graph.update(update, initNs=prefixes())
    assert set(graph) != before
    return [str(violation) for violation in validate(graph)]


EVENT, ARTICLE, VANCE = "event:rome-1", "article:rome", ":jd-vance"
SENTENCE, TRIGGER, MENTION = "text:rome.0-66", "text:rome.24-27", "mention:rome.0-23.jd-vance"


@pytest.mark.parametrize(
    ("node", "predicate", "rule"),
    [
        (ARTICLE, "nif:isString", "an article has its text once"),
        (ARTICLE, "nif:beginIndex", "the text of an article begins at 0"),
        (ARTICLE, "nif:endIndex", "an article tells its length once, as an integer"),
        (SENTENCE, "nif:referenceContext", "a stretch of text lies in one article"),
        (SENTENCE, "nif:beginIndex", "a stretch of text begins at one place, an integer from 0"),
        (TRIGGER, "nif:endIndex", "a stretch of text ends at one place, an integer"),
        (MENTION, "nif:anchorOf", "a stretch of text is given once, word for word"),
        (MENTION, "itsrdf:taIdentRef", "a mention refers to one entity of the graph"),
        (MENTION, "dip:nameEnd", "a name has a begin and an end"),
        (VANCE, "rdfs:label", "an entity has one label"),
        (EVENT, "dip:category", "an event has one category, a dip:Category of the graph"),
        (EVENT, "dip:relation", "an event has one relation, a dip:Relation of the graph"),
        (EVENT, "dip:modality", "an event is asserted, planned or hypothetical"),
        (EVENT, "dip:negated", "an event is negated or not: true or false, once"),
        (EVENT, "dip:confidence", "an event has one confidence, an xsd:decimal from 0 to 1"),
        (EVENT, "dip:triggerPhrase", "an event has a trigger in a text"),
        (EVENT, "prov:wasDerivedFrom", "an event is derived from at least one sentence of the graph"),
        (EVENT, "dip:edtf", "a time has a begin, an end, an EDTF form and a precision"),
        (EVENT, "dip:precision", "a time has a begin, an end, an EDTF form and a precision"),
        (EVENT, "sem:hasLatestEndTimeStamp", "a time has a begin, an end, an EDTF form and a precision"),
        ("dip:met", "rdfs:label", "a relation has one label"),
        ("dip:met", "dip:category", "a relation falls under one category"),
        ("plover:CONSULT", "skos:prefLabel", "a category has a label, one in each language"),
        ("plover:CONSULT", "dip:quadClass", "a category falls into one quad class"),
        ("plover:CONSULT", "dip:goldstein", "a category has one score, an xsd:decimal from -10 to 10"),
    ],
)
def test_what_is_missing(node: str, predicate: str, rule: str) -> None:
    assert f"{node}: {rule}" in broken(f"DELETE WHERE {{ {node} {predicate} ?o }}")


@pytest.mark.parametrize(
    ("node", "predicate", "value", "violation"),
    [
        (ARTICLE, "schema:headline", '"Another"', "an article has at most one title, a string"),
        (ARTICLE, "schema:datePublished", '"May 2025"', "an article has at most one date, an xsd:date"),
        (ARTICLE, "schema:publisher", "7", "an article has at most one publisher, a string"),
        (ARTICLE, "dcterms:source", '"elsewhere"', "an article has at most one source, a string"),
        (SENTENCE, "nif:referenceContext", ":rome", "a stretch of text lies in one article"),
        (SENTENCE, "nif:beginIndex", "70", "a stretch of text begins at one place, an integer from 0"),
        (MENTION, "itsrdf:taIdentRef", ":rome", "a mention refers to one entity of the graph"),
        (VANCE, "a", "dip:Place", "an entity is of one kind: person, organization, country, group, place or facility"),
        (VANCE, "rdfs:label", '"Vance"', "an entity has one label"),
        (VANCE, "skos:altLabel", "7", "an alias is a string (found '7')"),
        (VANCE, "owl:sameAs", '"Vance"', "owl:sameAs leads to a full IRI (found 'Vance')"),
        (
            VANCE,
            "dip:countryCode",
            '"usa"',
            "a country code is three capital letters (ISO 3166-1 alpha-3), at most one (found 'usa')",
        ),
        (
            EVENT,
            "dip:mode",
            "plover:phone",
            "an event has at most one mode, a dip:Mode of the graph (found plover:phone)",
        ),
        (EVENT, "dip:context", "plover:military", "a context is a dip:Context of the graph (found plover:military)"),
        (EVENT, "dip:actor", ":nobody", "an actor is an entity of the graph (found :nobody)"),
        (EVENT, "dip:recipient", ARTICLE, "a recipient is an entity of the graph (found article:rome)"),
        (EVENT, "sem:hasPlace", ":jd-vance", "an event has at most one place, an entity of the graph"),
        (
            EVENT,
            "dip:attributedTo",
            ":nobody",
            "an event is attributed to at most one entity of the graph (found :nobody)",
        ),
        (EVENT, "dip:modality", "dip:wished", "an event is asserted, planned or hypothetical (found dip:wished)"),
        (EVENT, "dip:negated", "true", "an event is negated or not: true or false, once"),
        (EVENT, "dip:confidence", "1.7", "an event has one confidence, an xsd:decimal from 0 to 1 (found '1.7')"),
        (EVENT, "dip:precision", '"week"', "the precision of a time is day, month, year or interval (found 'week')"),
        (EVENT, "dip:edtf", '"2025"', "an event has at most one EDTF time, a string"),
        (EVENT, "dip:timeText", '"on Sunday"', "the words for the time are given at most once"),
        (
            EVENT,
            "prov:wasDerivedFrom",
            ARTICLE,
            "an event is derived from at least one sentence of the graph (found article:rome)",
        ),
        ("dip:met", "dip:symmetric", '"yes"', "a relation is symmetric or not: true or false, at most once"),
    ],
)
def test_what_does_not_belong(node: str, predicate: str, value: str, violation: str) -> None:
    assert f"{node}: {violation}" in broken(f"INSERT DATA {{ {node} {predicate} {value} }}")


def changed(node: str, predicate: str, value: str) -> list[str]:
    """What is wrong after one value took the place of another."""
    return broken(
        f"DELETE {{ {node} {predicate} ?o }} INSERT {{ {node} {predicate} {value} }} WHERE {{ {node} {predicate} ?o }}"
    )


@pytest.mark.parametrize(
    ("node", "predicate", "value", "violation"),
    [
        (SENTENCE, "nif:beginIndex", "1", "the article has other words at 1-66 (found '" + TEXTS["rome"][:66] + "')"),
        (SENTENCE, "nif:beginIndex", "-1", "a stretch of text begins at one place, an integer from 0 (found '-1')"),
        (TRIGGER, "nif:beginIndex", "27", "a stretch of text ends behind its begin (found '27')"),
        (TRIGGER, "nif:endIndex", '"27"', "a stretch of text ends at one place, an integer (found '27')"),
        (TRIGGER, "nif:anchorOf", '"called"', "the article has other words at 24-27 (found 'called')"),
        (ARTICLE, "nif:isString", '""', "the article has other words at 24-27 (found 'met')"),
        (MENTION, "dip:nameBegin", "23", "a name ends behind its begin (found '23')"),
        (MENTION, "dip:nameEnd", "24", "a name ends within its mention, at an integer (found '24')"),
        (
            EVENT,
            "sem:hasLatestEndTimeStamp",
            '"2025-05-17"^^xsd:date',
            "the time of an event begins on one day, an xsd:date, and not after its end (found '2025-05-18')",
        ),
        (
            EVENT,
            "dip:modality",
            "dip:planned",
            "a direct link needs an event that happened between the two (found :volodymyr-zelenskyy)",
        ),
        (
            EVENT,
            "dip:negated",
            "true",
            "a direct link needs an event that happened between the two (found :volodymyr-zelenskyy)",
        ),
    ],
)
def test_what_is_wrong(node: str, predicate: str, value: str, violation: str) -> None:
    found = changed(node, predicate, value)
    holder = TRIGGER if node == ARTICLE else "dip:met" if "direct link" in violation else node
    assert f"{holder}: {violation}" in found


def test_event_without_anybody() -> None:
    found = broken("DELETE { event:rome-1 ?p ?o } WHERE { VALUES ?p { dip:actor dip:recipient } event:rome-1 ?p ?o }")
    assert "event:rome-1: an event has an actor or a recipient" in found


def test_link_without_any_event() -> None:
    found = broken("INSERT DATA { :jd-vance dip:met :rome }")
    assert found == ["dip:met: a direct link needs an event that happened between the two (found :rome)"]


def test_violations_are_sorted_and_told_once() -> None:
    found = broken("DELETE WHERE { ?event dip:negated ?o ; dip:confidence ?c }")
    assert found == sorted(set(found)) and len(found) >= 2
    assert str(Violation("a", "rule", "'x'")) == "a: rule (found 'x')"
