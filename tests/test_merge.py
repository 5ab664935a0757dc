"""Merging: one thing is one node, and neither the order of the graphs nor their repetition shows in the result."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.merge import merge_entities, merge_graphs
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from tests.graphs import GRAPH, TEXTS, part

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
