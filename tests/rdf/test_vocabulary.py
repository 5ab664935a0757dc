"""The vocabulary and the PLOVER scheme: complete, documented, used as declared, and free of contradictions."""

from __future__ import annotations

from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.knowledge.paths import ontology_path
from kg.rdf.namespaces import DIP, PLOVER, SEM, Names, local_id
from kg.rdf.serialization import to_turtle
from tests.helpers.graphs import GRAPH, part

FILES = sorted(ontology_path().rglob("*.ttl"))
VOCABULARY = rdflib.Graph().parse(ontology_path("vocabulary.ttl"))
SCHEME = rdflib.Graph().parse(ontology_path("plover.ttl"))
RELATIONS = rdflib.Graph()
for path in ontology_path("relations").glob("*.ttl"):
    RELATIONS.parse(path)

VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "STATE"}
MATERIAL = {"COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
CONTRADICTION = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")


def used_terms(graph: rdflib.Graph) -> set[str]:
    """The properties and classes of our namespace that a graph uses."""
    used = {p for _, p, o in graph} | {o for _, p, o in graph if p == RDF.type}
    return {str(term) for term in used if str(term).startswith(str(DIP))}


def instances(graph: rdflib.Graph, type: str) -> set[rdflib.term.Node]:
    return set(graph.subjects(RDF.type, DIP[type]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_used_in_our_files_are_declared(path: Path) -> None:
    triples = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    classes = {str(triple.object) for triple in triples if triple.predicate.value == str(RDF.type)}
    used = {term.strip("<>") for term in classes | {str(triple.predicate) for triple in triples}}
    assert {term for term in used if term.startswith(DIP)} <= {str(term) for term in VOCABULARY.subjects()}


def test_terms_used_in_graphs_are_declared() -> None:
    graph = rdflib.Graph().parse(data=to_turtle(GRAPH), format="turtle")
    relations = {str(relation) for relation in instances(graph, "Relation")}
    assert used_terms(graph) - relations <= {str(term) for term in VOCABULARY.subjects()}


def test_every_class_and_property_is_documented() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in VOCABULARY.subjects(RDF.type, kind):
            if isinstance(term, rdflib.URIRef):
                assert VOCABULARY.value(term, RDFS.label) and VOCABULARY.value(term, RDFS.comment), term


def test_every_object_property_has_a_range() -> None:
    for term in VOCABULARY.subjects(RDF.type, OWL.ObjectProperty):
        assert VOCABULARY.value(term, RDFS.range), term


def test_the_types_of_plover_and_statements() -> None:
    categories = instances(SCHEME, "Category")
    assert {local_id(str(category)) for category in categories} == VERBAL | MATERIAL
    for category in categories:
        assert -10 <= float(str(SCHEME.value(category, DIP.goldstein))) <= 10
        assert SCHEME.value(category, DIP.quadClass) in instances(SCHEME, "QuadClass")
        is_verbal = local_id(str(SCHEME.value(category, DIP.quadClass))).startswith(("verbal", "statement"))
        assert is_verbal == (local_id(str(category)) in VERBAL)


def test_scores_have_the_sign_of_the_quad_class() -> None:
    for category, quad_class in SCHEME.subject_objects(DIP.quadClass):
        score = float(str(SCHEME.value(category, DIP.goldstein)))
        sign = {"Cooperation": 1, "Conflict": -1}.get(str(quad_class).split("#verbal")[-1].split("#material")[-1], 0)
        assert (score > 0) - (score < 0) == sign, category


def test_every_concept_is_defined_and_in_the_scheme() -> None:
    for kind in ("Category", "QuadClass", "Mode", "Context"):
        for concept in instances(SCHEME, kind):
            assert SCHEME.value(concept, SKOS.prefLabel) and SCHEME.value(concept, SKOS.definition), concept
            scheme = SCHEME.value(concept, SKOS.inScheme) or SCHEME.value(concept, SKOS.topConceptOf)
            assert scheme == rdflib.URIRef(PLOVER), concept


def test_every_mode_is_of_a_type_and_no_concept_is_both_mode_and_context() -> None:
    modes, contexts = instances(SCHEME, "Mode"), instances(SCHEME, "Context")
    assert len(modes) >= 55 and len(contexts) >= 30 and not modes & contexts
    for mode in modes:
        assert set(SCHEME.objects(mode, SKOS.broader)) <= instances(SCHEME, "Category"), mode
        assert SCHEME.value(mode, SKOS.broader), mode


def test_relations_use_modes_of_their_type_and_contexts_that_exist() -> None:
    contexts = {local_id(str(context)) for context in instances(SCHEME, "Context")}
    for relation in instances(RELATIONS, "Relation"):
        category = RELATIONS.value(relation, DIP.category)
        modes = {local_id(str(mode)) for mode in SCHEME.subjects(SKOS.broader, category)}
        assert category in instances(SCHEME, "Category"), relation
        assert {local_id(str(mode)) for mode in RELATIONS.objects(relation, DIP.mode)} <= modes, relation
        assert {local_id(str(context)) for context in RELATIONS.objects(relation, DIP.context)} <= contexts, relation


def test_no_contradiction_in_owl_rl_and_the_alignments_hold() -> None:
    graph = VOCABULARY + rdflib.Graph().parse(data=to_turtle(part("rome")), format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    names = Names()
    assert not list(graph.subjects(RDF.type, CONTRADICTION))
    assert (names.entity("jd-vance"), RDF.type, SEM.Actor) in graph
    assert (names.event("rome-1"), SEM.hasActor, names.entity("jd-vance")) in graph
    assert (DIP.met, RDF.type, OWL.ObjectProperty) in graph
    graph.add((names.entity("jd-vance"), RDF.type, DIP.Country))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert list(graph.subjects(RDF.type, CONTRADICTION))
