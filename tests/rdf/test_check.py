"""The quick check of graphs says what SHACL says, of whole graphs and of broken ones."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, SKOS, XSD, Literal, URIRef

from kg.errors import KgError
from kg.model import Entity, EntityMention, Graph, Span, TimeValue
from kg.rdf import shapes
from kg.rdf.check import check
from kg.rdf.columns import Columns, Quad
from kg.rdf.namespaces import DIP
from kg.rdf.shapes import load_shapes
from kg.rdf.soundness import merge_sound, sound_graphs
from kg.rdf.to_dataset import statements
from kg.rdf.validation import validate
from tests.helpers.graphs import ENTITIES, GRAPH, TEXTS, part

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ROME = part("rome")
EVENT = ROME.events[0]
UNLINKED = "a direct link needs an event that happened between the two"


@pytest.fixture(autouse=True, scope="module")
def quiet() -> Iterator[None]:
    """rdflib logs a traceback for each literal that is none."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def quick(told: list[Quad]) -> set[tuple[str, str]]:
    """What the check says; whether an IRI is one, SHACL doesn't ask."""
    found = {(violation.node, violation.rule) for violation in check(Columns.from_quads(told))}
    return {(node, rule) for node, rule in found if rule != "a node has a valid IRI"}


def slow(told: list[Quad]) -> set[tuple[str, str]]:
    """What SHACL says; of a direct link without its event, which no graph of kg can have, nothing is asked."""
    data = rdflib.Graph(bind_namespaces="none")
    for s, p, o, _ in told:
        data.add((s, p, o))
    found = {(violation.node.strip("<>"), violation.rule) for violation in validate(data)}
    return {(node, rule) for node, rule in found if rule != UNLINKED}


@pytest.mark.parametrize("graph", [Graph(), ROME, GRAPH])
def test_a_whole_graph_passes(graph: Graph) -> None:
    assert check(Columns.from_quads(statements(graph))) == []


def with_event(**changes: Any) -> Graph:
    return replace(ROME, events=(replace(EVENT, **changes),))


def with_entity(**changes: Any) -> Graph:
    vance = next(entity for entity in ROME.entities if entity.id == "jd-vance")
    others = tuple(entity for entity in ROME.entities if entity is not vance)
    return replace(ROME, entities=(replace(vance, **changes), *others))


def with_mention(begin: int, end: int, name: tuple[int, int] | None = None) -> Graph:
    text = TEXTS["rome"]
    given = Span("rome", *name, text[slice(*name)]) if name else None
    return with_entity(mentions=(EntityMention(Span("rome", begin, end, text[begin:end]), given),))


DAY = date(2025, 5, 18)
ELSEWHERE = Span("nowhere", 0, 3, "met")


@pytest.mark.parametrize(
    "graph",
    [
        replace(ROME, articles=()),
        replace(ROME, articles=(replace(ROME.articles[0], text="Another text."),)),
        replace(ROME, entities=()),
        replace(ROME, entities=(*ROME.entities, Entity("jd-vance", "JD Vance", "Group"))),
        replace(ROME, entities=(*ROME.entities, ENTITIES[1], replace(ENTITIES[1], label="PRC", country="TWN"))),
        with_entity(label=""),
        with_entity(type="Robot"),
        with_entity(country="usa"),
        with_entity(country="US"),
        with_entity(aliases=("",)),
        with_entity(same_as=("no IRI",)),
        with_mention(0, 0),
        with_mention(5, 3),
        with_mention(-3, 4),
        with_mention(5, 9, (3, 9)),
        with_mention(5, 9, (5, 12)),
        with_mention(5, 9, (7, 7)),
        with_entity(mentions=(EntityMention(ELSEWHERE),)),
        with_event(actors=(), recipients=()),
        with_event(actors=("nobody",)),
        with_event(recipients=("nobody",)),
        with_event(place="nowhere"),
        with_event(attribution="nobody"),
        with_event(modality="wished"),
        with_event(confidence=1.5),
        with_event(confidence=-0.1),
        with_event(evidence=()),
        with_event(evidence=(ELSEWHERE,)),
        with_event(trigger=ELSEWHERE),
        with_event(trigger=replace(EVENT.trigger, text="saw")),
        with_event(time=TimeValue("", DAY, DAY, "day")),
        with_event(time=TimeValue("2025-05-18", DAY, date(2025, 5, 17), "day")),
        with_event(time=TimeValue("2025-05-18", DAY, DAY, "week")),  # type: ignore[arg-type]
        replace(ROME, events=(EVENT, replace(EVENT, confidence=0.5))),
        replace(ROME, events=(EVENT, replace(EVENT, modality="planned", negated=True, type="STATE"))),
    ],
)
def test_says_of_a_broken_graph_what_shacl_says(graph: Graph) -> None:
    told = statements(graph)
    assert quick(told) == slow(told) != set()


STATEMENTS = statements(ROME)
TERMS = [
    *sorted({term for quad in STATEMENTS for term in quad[:3]}, key=repr),
    *(Literal(value) for value in ("", "abc", "USA", "fra", 0, 7, -1, 100000, True, 2.5)),
    *(Literal(value, datatype=XSD.decimal) for value in ("0.5", "1.5", "-11", "many")),
    *(Literal(value, datatype=XSD.date) for value in ("2025-05-18", "2025-05-19", "2025-13-01", "Monday")),
    Literal("2025", datatype=XSD.gYear),
    Literal("few", datatype=XSD.integer),
    Literal("consult", lang="en"),
    Literal("konsultieren", lang="de"),
    URIRef("urn:nowhere"),
]
PROPERTIES = sorted({quad[1] for quad in STATEMENTS} | {OWL.sameAs, SKOS.altLabel, DIP.mode, DIP.contradicts})


@st.composite
def broken_statements(draw: st.DrawFn) -> list[Quad]:
    """The statements of a whole graph with some left out, changed or added."""
    told = list(STATEMENTS)
    for _ in range(draw(st.integers(1, 3))):
        s, p, o, home = draw(st.sampled_from(told))
        rest, term = [quad for quad in told if quad[:3] != (s, p, o)], draw(st.sampled_from(TERMS))
        other = draw(st.sampled_from(PROPERTIES))
        told = draw(st.sampled_from([rest, [*rest, (s, p, term, home)], [*told, (s, other, term, home)]]))
    return told


@settings(max_examples=60, deadline=None)
@given(broken_statements())
def test_finds_in_broken_statements_the_nodes_that_shacl_finds(told: list[Quad]) -> None:
    assert {node for node, _ in quick(told)} == {node for node, _ in slow(told)}


def test_every_rule_of_the_shapes_is_known() -> None:
    assert len(load_shapes()) == 10


def test_a_rule_that_is_not_known_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "VALUES", shapes.VALUES - {"pattern"})
    with pytest.raises(KgError, match=r"shapes.ttl.*sh:pattern"):
        load_shapes.__wrapped__()


def test_broken_graphs_are_left_out_and_told() -> None:
    broken = replace(part("kyiv"), entities=())
    errors: list[KgError] = []
    assert list(sound_graphs([ROME, broken], errors.append)) == [ROME]
    whole = merge_sound([ROME, broken], errors.append)
    assert whole.graph == ROME
    assert [str(error).split(":")[0] for error in errors] == ["kyiv", "kyiv"]
    assert "report it" in str(errors[0])
