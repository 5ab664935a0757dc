"""Merging: one thing is one node, and neither the order of the graphs nor their repetition shows in the result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.formats.records import from_records, to_record
from kg.graph.merge import merge_entities, merge_graphs
from kg.graph.split import split_graph
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from kg.rdf.serialization import from_turtle, to_turtle
from kg.rdf.to_dataset import to_dataset
from kg.rdf.validation import validate
from tests.helpers.graphs import GRAPH, TEXTS, defined, occurrence, part
from tests.helpers.tellings import articles

COUNTRIES = [None, "RUS", "USA"]
SPANS = [Span(article, begin, end, "x" * (end - begin)) for article in "ab" for begin in (0, 4) for end in (8, 9)]
MENTIONS = st.builds(EntityMention, st.sampled_from(SPANS), st.sampled_from([None, *SPANS]))
ENTITIES = st.builds(
    Entity,
    id=st.sampled_from(["putin", "rome"]),
    label=st.sampled_from(["Putin", "Vladimir Putin", "Rome"]),
    type=st.sampled_from(["Person", "Place"]),
    country=st.sampled_from(COUNTRIES),
    aliases=st.lists(st.sampled_from(["Mr. Putin", "V. Putin"]), unique=True).map(tuple),
    same_as=st.lists(st.sampled_from(["http://example.org/1", "http://example.org/2"]), unique=True).map(tuple),
    mentions=st.lists(MENTIONS, max_size=3).map(tuple),
)
ARTICLES = [Article(id, "No news.") for id in "abc"]
EVENTS = [Event(f"{id}-0", "CONSULT", "met", SPANS[0], (SPANS[0],)) for id in "abc"]


def one_of_each(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    return tuple({entity.id: entity for entity in entities}.values())


GRAPHS = st.lists(
    st.builds(
        Graph,
        articles=st.lists(st.sampled_from(ARTICLES), unique=True).map(tuple),
        entities=st.lists(ENTITIES, max_size=3).map(one_of_each),
        events=st.lists(st.sampled_from(EVENTS), unique=True).map(tuple),
    ),
    max_size=4,
)


@given(GRAPHS, st.data())
def test_order_and_repetition_do_not_matter(graphs: list[Graph], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(graphs), max_size=3)) if graphs else []
    shuffled = data.draw(st.permutations([*graphs, *again]))
    assert merge_graphs(shuffled) == merge_graphs(graphs)


@given(GRAPHS, st.integers(0, 4))
def test_merging_in_steps_gives_the_same(graphs: list[Graph], cut: int) -> None:
    steps = [merge_graphs(graphs[:cut]), merge_graphs(graphs[cut:])]
    assert merge_graphs(steps) == merge_graphs(graphs)


def test_the_parts_of_a_graph_add_up_to_it() -> None:
    merged = merge_graphs(part(id) for id in sorted(TEXTS, reverse=True))
    assert (merged.articles, merged.events) == (GRAPH.articles, GRAPH.events)
    assert merged.entity.keys() == GRAPH.entity.keys()
    assert merged.entity["jd-vance"] == GRAPH.entity["jd-vance"]


def test_nothing_gives_an_empty_graph() -> None:
    assert merge_graphs([]) == Graph()


@pytest.mark.parametrize(
    ("entities", "label", "country"),
    [
        (("A RUS", "A USA"), "A", "RUS"),
        (("A -", "A USA"), "A", "USA"),
        (("B RUS", "A -"), "A", "RUS"),
        (("A -", "B USA", "C RUS"), "A", "RUS"),
    ],
)
def test_of_labels_and_countries_the_first_is_kept(entities: tuple[str, ...], label: str, country: str) -> None:
    known = [Entity("x", name, "Person", None if code == "-" else code) for name, code in map(str.split, entities)]
    for order in permutations(known):
        merged = merge_entities(order)
        assert (merged.label, merged.country) == (label, country)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles("a", "b", "c"), st.data())
def test_the_order_of_articles_changes_no_byte(graphs: list[Graph], data: st.DataObject) -> None:
    merged, shuffled = merge_graphs(graphs), data.draw(st.permutations(graphs))
    assert merge_graphs(shuffled) == merged
    assert merge_graphs([merge_graphs(shuffled[:2]), shuffled[2]]) == merged
    turtle = to_turtle(merged)
    assert to_turtle(merge_graphs(shuffled)) == turtle == to_turtle(from_turtle(turtle))
    lines = [json.dumps(to_record(graph)) for graph in shuffled]
    assert from_records("\n".join(lines)).events == merged.events


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles("a", "b"))
def test_what_is_merged_is_as_the_shapes_ask(graphs: list[Graph]) -> None:
    assert not validate(to_dataset(merge_graphs(graphs)))


MET = replace(GRAPH.events[5], id=occurrence(GRAPH.events[5]) or "")
IN_KYIV = Span("kyiv", 0, 14, "Zelenskyy said")
AGAIN = replace(
    MET,
    trigger=IN_KYIV,
    evidence=(IN_KYIV,),
    actors=MET.recipients,
    recipients=MET.actors,
    place=None,
    time_text="18 May",
    confidence=0.95,
)


def merged_event(*events: Event) -> Event:
    [event] = merge_graphs(defined(events=(event,)) for event in events).events
    return event


def test_an_event_of_two_articles_is_one_with_the_sentences_of_both() -> None:
    event = merged_event(MET, AGAIN)
    assert (event.trigger, event.retold) == (IN_KYIV, (MET.trigger,))
    assert event.evidence == (IN_KYIV, *MET.evidence)
    assert (event.actors, event.recipients, event.place) == (("jd-vance",), ("volodymyr-zelenskyy",), "rome")
    assert (event.time_text, event.confidence) == ("18 May", 0.95)


@pytest.mark.parametrize(
    ("speakers", "speaker"),
    [
        (("jd-vance", "jd-vance"), "jd-vance"),
        (("jd-vance", None), None),
        (("jd-vance", "volodymyr-zelenskyy"), None),
        (("jd-vance", "volodymyr-zelenskyy", "jd-vance"), None),
    ],
)
def test_what_several_say_is_nobodys_claim(speakers: tuple[str | None, ...], speaker: str | None) -> None:
    for order in permutations(speakers):
        assert merged_event(*(replace(MET, attribution=name) for name in order)).attribution == speaker


def test_two_articles_with_one_id_are_refused() -> None:
    one, other = (defined((Article("a", text),)) for text in ("Old news.", "New news."))
    for order in permutations([one, one, other]):
        with pytest.raises(KgError, match="two different articles have the id 'a'"):
            merge_graphs(order)


@settings(max_examples=20, deadline=None)
@given(articles("a", "b", "c"))
def test_what_each_article_tells_is_kept_in_memory_and_in_rdf(graphs: list[Graph]) -> None:
    merged = merge_graphs(graphs)
    assert list(split_graph(merged)) == graphs
    assert merge_graphs([merge_graphs(graphs[:2]), graphs[2]]).parts == merged.parts == merge_graphs(graphs[::-1]).parts
    read = split_graph(from_turtle(to_turtle(merged)))
    assert [sorted(graph.events, key=str) for graph in read] == [sorted(graph.events, key=str) for graph in graphs]
