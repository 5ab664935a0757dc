"""The network: who is linked to whom, with everything that is known, in types that graph files take."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import networkx
import pytest

from kg.formats.network import to_network
from kg.model import Event
from tests.helpers.graphs import EVENTS, GRAPH, defined

NETWORK = to_network(GRAPH)


def edges(event: Event) -> list[tuple[str, str, str, str | None]]:
    network = to_network(defined(GRAPH.articles, GRAPH.entities, (event,)))
    return [
        (source, target, key, data.get("loop")) for source, target, key, data in network.edges(keys=True, data=True)
    ]


def test_nodes_are_entities_with_what_is_known() -> None:
    involved = {id for event in GRAPH.events for id in (*event.actors, *event.recipients)}
    assert set(NETWORK) == involved
    assert set(to_network(GRAPH, isolated=True)) == {entity.id for entity in GRAPH.entities} > involved
    assert NETWORK.nodes["jd-vance"] == {
        "label": "JD Vance",
        "type": "Person",
        "country": "USA",
        "aliases": "J. D. Vance; Vance",
        "same_as": "http://dbpedia.org/resource/JD_Vance",
        "mentions": 1,
    }
    assert "country" not in NETWORK.nodes["european-union"]


def test_edge_tells_all_of_its_event() -> None:
    assert NETWORK.edges["jd-vance", "volodymyr-zelenskyy", "rome-1"] == {
        "event": "rome-1",
        "label": "met",
        "status": "happened",
        "relationship": "MET",
        "relation": "met",
        "category": "CONSULT",
        "quad_class": "verbal cooperation",
        "score": 2.1,
        "actors": "JD Vance",
        "recipients": "Volodymyr Zelenskyy",
        "place": "Rome",
        "time": "2025-05-18",
        "earliest": "2025-05-18",
        "latest": "2025-05-18",
        "precision": "day",
        "time_text": "Sunday",
        "reported": "2025-05-18",
        "modality": "asserted",
        "negated": False,
        "confidence": 0.9,
        "trigger": "met",
        "articles": "rome",
        "evidence": "Vice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.; "
        "Marco Rubio joined Vance and Zelenskyy.",
    }


MET = EVENTS[5]
PAIR = ("jd-vance", "volodymyr-zelenskyy")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(MET, [(*PAIR, "rome-1", None)], id="actor to recipient"),
        pytest.param(
            replace(MET, actors=("donald-trump", "jd-vance")),
            [("donald-trump", PAIR[1], "rome-1", None), (*PAIR, "rome-1", None)],
            id="each actor to each recipient",
        ),
        pytest.param(
            replace(MET, actors=PAIR, recipients=()),
            [(*PAIR, "rome-1", None)],
            id="each with each where both are actors of a symmetric relation",
        ),
        pytest.param(
            replace(MET, relation="visited", actors=PAIR, recipients=()),
            [("jd-vance", "jd-vance", "rome-1", "actor"), (PAIR[1], PAIR[1], "rome-1", "actor")],
            id="each a loop where both do the same to somebody not named",
        ),
        pytest.param(
            replace(MET, recipients=()),
            [("jd-vance", "jd-vance", "rome-1", "actor")],
            id="without recipient a loop at the actor",
        ),
        pytest.param(
            replace(MET, actors=()),
            [(PAIR[1], PAIR[1], "rome-1", "recipient")],
            id="without actor a loop at the recipient",
        ),
    ],
)
def test_ends_of_an_event(event: Event, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert edges(event) == expected


def test_two_events_of_a_pair_are_two_edges() -> None:
    again = replace(MET, id="rome-2", negated=True)
    network = to_network(defined(GRAPH.articles, GRAPH.entities, (MET, again)))
    assert {key: data["negated"] for _, _, key, data in network.edges(keys=True, data=True)} == {
        "rome-1": False,
        "rome-2": True,
    }


def test_graphml_brings_back_the_same_network() -> None:
    stream = io.BytesIO()
    networkx.write_graphml(NETWORK, stream)
    stream.seek(0)
    back = networkx.read_graphml(stream, force_multigraph=True)
    assert dict(back.nodes(data=True)) == dict(NETWORK.nodes(data=True))
    assert {key: data for *_, key, data in back.edges(keys=True, data=True)} == {
        key: data for *_, key, data in NETWORK.edges(keys=True, data=True)
    }


def test_gexf_takes_all_attributes() -> None:
    stream = io.BytesIO()
    networkx.write_gexf(NETWORK, stream)
    stream.seek(0)
    back = networkx.read_gexf(stream)
    told = {data["event"]: data["evidence"] for *_, data in back.edges(data=True)}
    assert told == {event.id: "; ".join(span.text for span in event.evidence) for event in GRAPH.events}


@pytest.mark.parametrize(
    ("status", "label", "relationship"),
    [
        ({}, "met", "MET"),
        ({"negated": True}, "not met", "DENIED_MET"),
        ({"modality": "planned"}, "planned: met", "PLANNED_MET"),
        ({"modality": "hypothetical"}, "maybe: met", "POSSIBLE_MET"),
        ({"modality": "planned", "negated": True}, "planned: not met", "DENIED_MET"),
    ],
)
def test_what_did_not_happen_is_another_relationship(status: dict[str, Any], label: str, relationship: str) -> None:
    [(_, _, data)] = to_network(defined(GRAPH.articles, GRAPH.entities, (replace(MET, **status),))).edges(data=True)
    assert (data["label"], data["relationship"]) == (label, relationship)
