"""Names as people type them."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.graph.names import ACTORS, PLACES, find_entities
from kg.model import Entity, Graph
from tests.helpers.graphs import GRAPH

PEOPLE = Graph(
    entities=(
        Entity("china", "China", "Country", "CHN"),
        Entity("hungary", "Hungary", "Country", "HUN"),
        Entity("recep-tayyip-erdogan", "Recep Tayyip Erdoğan", "Person", "TUR", ("Erdoğan",)),
        Entity("sergei-lavrov", "Sergei Lavrov", "Person", "RUS", ("Lavrov",)),
        Entity("united-states", "United States", "Country", "USA"),
        Entity("viktor-orban", "Viktor Orbán", "Person", "HUN"),
        Entity("volodymyr-zelenskyy", "Volodymyr Zelenskyy", "Person", "UKR", ("Zelenskyy",)),
        Entity("xi-jinping", "Xi Jinping", "Person", "CHN"),
    )
)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("viktor-orban", "viktor-orban"),
        ("Orban", "viktor-orban"),
        ("ORBÁN", "viktor-orban"),
        ("erdogan", "recep-tayyip-erdogan"),
        ("zelenskiy", "volodymyr-zelenskyy"),
        ("Zelensky", "volodymyr-zelenskyy"),
        ("Volodymyr Selenskyj", None),
        ("lawrow", "sergei-lavrov"),
        ("Sergey Lavrov", "sergei-lavrov"),
        ("PRC", "china"),
        ("prc", "china"),
        ("chinese", "china"),
        ("u.s.", "united-states"),
        ("us", "united-states"),
        ("USA", "united-states"),
        ("xi", "xi-jinping"),
        ("Orb", None),
        ("lav", None),
        ("", None),
        ("Macron", None),
    ],
)
def test_whom_a_name_means(words: str, id: str | None) -> None:
    if id is None:
        with pytest.raises(KgError, match="nobody and nothing here is called"):
            find_entities(PEOPLE, words)
    else:
        assert find_entities(PEOPLE, words) == (id,)


def test_whole_words_of_a_name_mean_all_who_bear_it() -> None:
    graph = Graph(entities=(*PEOPLE.entities, Entity("olena-zelenska", "Olena Zelenska", "Person", "UKR")))
    assert find_entities(graph, "Zelenska") == ("olena-zelenska",)


def test_name_that_is_nobodys_proposes_others() -> None:
    with pytest.raises(KgError, match="called 'Orbon': did you mean Viktor Orbán"):
        find_entities(PEOPLE, "Orbon")
    with pytest.raises(KgError, match=r"called 'qqqq'$"):
        find_entities(PEOPLE, "qqqq")


def test_places_and_actors_are_looked_for_apart() -> None:
    assert find_entities(GRAPH, "rome", PLACES) == ("rome",)
    with pytest.raises(KgError, match="called 'rome'"):
        find_entities(GRAPH, "rome", ACTORS)
