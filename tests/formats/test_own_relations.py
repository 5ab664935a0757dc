"""A graph keeps what a user's relations mean, whatever it is written as and made into."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.cli.tables import to_rows
from kg.formats.event_table import to_csv
from kg.formats.network import to_network
from kg.formats.records import from_records, to_record
from kg.graph.merge import merge_graphs
from kg.knowledge.ontology import load_ontology
from kg.model import Graph, Relation
from kg.rdf.serialization import FORMATS, from_text, from_turtle, serialize, to_turtle
from kg.store.store import Store, load_store
from kg.viz.annotated_text import annotate_html
from kg.viz.page import render_html
from tests.helpers.graphs import ARTICLES, ENTITIES, EVENTS, defined
from tests.helpers.paths import ROOT

VOTED = Relation("votedWith", "voted with", "COOPERATE", symmetric=True)
EVENT = replace(EVENTS[5], id="rome-1", relation="votedWith", type="COOPERATE", mode=None)
TOGETHER = replace(EVENT, id="rome-2", actors=(), recipients=("jd-vance", "volodymyr-zelenskyy"), time=None)
GRAPH = load_ontology([ROOT / "examples" / "relations.ttl"]).define(Graph(ARTICLES, ENTITIES, (EVENT, TOGETHER)))


def through_records(graph: Graph) -> Graph:
    """As `kg extract` writes it and `kg view` reads it; the texts are not there."""
    parts = (replace(graph, articles=(article,), entities=(), events=()) for article in graph.articles[1:])
    first = replace(graph, articles=graph.articles[:1])
    read = from_records("\n".join(json.dumps(to_record(part)) for part in (first, *parts)))
    return replace(read, articles=graph.articles, entities=graph.entities, events=graph.events)


def through_turtle(graph: Graph) -> Graph:
    return from_turtle(to_turtle(graph))


@pytest.fixture(params=[through_turtle, through_records])
def kept(request: pytest.FixtureRequest) -> Graph:
    """The graph after it was written and read."""
    read: Callable[[Graph], Graph] = request.param
    return read(GRAPH)


def test_graph_knows_the_relation() -> None:
    assert GRAPH.relations == (VOTED,)


@pytest.mark.parametrize("format", FORMATS)
def test_rdf_keeps_the_relation(format: str) -> None:
    text = serialize(GRAPH, format)
    assert from_text(text, format) == GRAPH
    assert serialize(from_text(text, format), format) == text
    for other in FORMATS:
        assert serialize(from_text(text, format), other) == serialize(GRAPH, other)


def test_everything_made_of_it_stays_the_same(kept: Graph) -> None:
    assert to_turtle(kept) == to_turtle(GRAPH)
    assert render_html(kept, title="Votes") == render_html(GRAPH, title="Votes")
    assert annotate_html(kept, title="Votes") == annotate_html(GRAPH, title="Votes")
    assert [*to_network(kept).edges(data=True)] == [*to_network(GRAPH).edges(data=True)]
    assert to_csv(kept) == to_csv(GRAPH)
    assert list(to_rows(kept)) == list(to_rows(GRAPH))


def test_labels_and_links() -> None:
    turtle = to_turtle(through_turtle(GRAPH))
    assert ":volodymyr-zelenskyy a dip:Person ;" in turtle
    assert turtle.count("dip:votedWith :") == 2
    assert 'rdfs:label "JD Vance voted with Volodymyr Zelenskyy"' in turtle
    edges = to_network(through_turtle(GRAPH)).edges(data=True)
    assert {(source, target) for source, target, _ in edges} == {("jd-vance", "volodymyr-zelenskyy")}
    assert {data["label"] for *_, data in edges} == {"voted with"}
    page = render_html(through_turtle(GRAPH), title="Votes")
    assert '"label":"voted with","symmetric":true' in page
    assert '"mutual":[0,1]' in page


def test_records_tell_only_what_is_not_shipped() -> None:
    part = replace(GRAPH, articles=GRAPH.articles[:1])
    assert to_record(part)["relations"] == {
        "votedWith": {"label": "voted with", "category": "COOPERATE", "symmetric": True}
    }
    assert "relations" not in to_record(replace(defined(ARTICLES, ENTITIES, EVENTS), articles=ARTICLES[:1]))


def test_a_store_keeps_the_relation(tmp_path_factory: pytest.TempPathFactory) -> None:
    graph = replace(GRAPH, articles=tuple(article for article in ARTICLES if article.id == "rome"), events=(EVENT,))
    with Store(tmp_path_factory.mktemp("votes") / "store") as store:
        store.add(graph)
    assert load_store(store.folder).relations == (VOTED,)


def test_articles_that_differ_on_a_relation_still_make_one_graph(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    one = replace(GRAPH, articles=(GRAPH.article["rome"],), events=(EVENT,))
    two = replace(one, articles=(replace(one.articles[0], id="rome-again"),), events=(), entities=())
    span = replace(EVENT.trigger, article="rome-again")
    again = replace(EVENT, id="again", trigger=span, evidence=(replace(EVENT.evidence[0], article="rome-again"),))
    two = replace(two, entities=one.entities, events=(again,), relations=(replace(VOTED, label="agreed to vote with"),))
    two = replace(two, entities=tuple(replace(entity, mentions=()) for entity in two.entities))
    assert merge_graphs([one, two]) == merge_graphs([two, one])
    folder = tmp_path_factory.mktemp("votes")
    stored = []
    for name, graphs in (("there", (one, two)), ("back", (two, one))):
        with Store(folder / name) as store:
            for graph in graphs:
                store.add(graph)
        stored.append(load_store(store.folder))
    assert stored[0] == stored[1]
    assert stored[0].relations == merge_graphs([one, two]).relations
