"""Which events end up on one line of the picture, and which stay with one actor."""

from __future__ import annotations

import pytest

from kg.knowledge.gazetteer import country_names
from kg.model import Entity, Event, Graph, Span
from kg.viz.picture import Bundle, bundle_events, its_country
from tests.helpers.graphs import defined

NOBODY = Span("a", 0, 0, "")


def happening(number: int, relation: str, actors: str, recipients: str = "", type_: str = "CONSULT") -> Event:
    """An event whose actors and recipients are letters."""
    return Event(f"e{number}", type_, relation, NOBODY, (), tuple(actors), tuple(recipients))


def graph_of(*events: Event, **countries: str) -> Graph:
    """A graph with a person for each letter."""
    names = sorted({name for event in events for name in event.actors + event.recipients})
    return defined((), tuple(Entity(name, name, "Person", countries.get(name)) for name in names), events)


def bundles(*events: Event) -> tuple[Bundle, ...]:
    """The bundles of these events between their actors."""
    return bundle_events(graph_of(*events)).bundles


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (("visited a b", "visited a b"), [Bundle("a", "b", "verbal cooperation", ahead=[0, 1])]),
        (("visited a b", "visited b a"), [Bundle("a", "b", "verbal cooperation", ahead=[0], back=[1])]),
        (("met b a", "visited a b"), [Bundle("b", "a", "verbal cooperation", back=[1], mutual=[0])]),
        (("met ab",), [Bundle("a", "b", "verbal cooperation", mutual=[0])]),
        (("visited ab",), []),
        (("visited ab ab",), [Bundle("a", "b", "verbal cooperation", mutual=[0])]),
        (("visited a a",), []),
    ],
)
def test_events_of_a_pair_are_bundled(events: tuple[str, ...], expected: list[Bundle]) -> None:
    assert list(bundles(*(happening(n, *event.split()) for n, event in enumerate(events)))) == expected


def test_cooperation_and_conflict_of_a_pair_are_two_bundles() -> None:
    found = bundles(happening(0, "met", "a", "b"), happening(1, "accused", "b", "a", "ACCUSE"))
    assert [bundle.quad_class for bundle in found] == ["verbal cooperation", "verbal conflict"]


def test_type_that_no_ontology_knows_is_a_statement() -> None:
    assert bundles(happening(0, "nodded", "a", "b", "NOD"))[0].quad_class == "statement"


def test_nodes_with_most_events_come_first_and_keep_what_they_do_alone() -> None:
    graph = graph_of(happening(0, "visited", "b"), happening(1, "visited", "b", "a"), happening(2, "visited", "c", "a"))
    nodes = bundle_events(graph).nodes
    assert [(node.id, node.weight, node.alone) for node in nodes] == [("a", 2, []), ("b", 2, [0]), ("c", 1, [])]


def test_persons_are_folded_into_the_countries_they_represent() -> None:
    events = (happening(0, "met", "a", "b"), happening(1, "met", "a", "c"), happening(2, "met", "a", "d"))
    picture = bundle_events(graph_of(*events, a="USA", b="FRA", c="USA"), its_country)
    assert [(node.id, node.label, node.kind, node.alone) for node in picture.nodes] == [
        ("USA", "United States", "Country", [1]),
        ("FRA", "France", "Country", []),
        ("d", "d", "Person", []),
    ]
    assert [(bundle.source, bundle.target) for bundle in picture.bundles] == [("USA", "FRA"), ("USA", "d")]


def test_country_bears_the_name_that_the_graph_gives_it() -> None:
    entities = (Entity("soviet-union", "Soviet Union", "Country", "SUN"), Entity("uk", "Britain", "Country", "GBR"))
    names = country_names(defined((), entities))
    assert (names["SUN"], names["GBR"], names["FRA"]) == ("Soviet Union", "Britain", "France")
