"""Texts as they come in files: datelines, dates above lines, transcripts; whole ways from text to event."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extractor import Extractor
from kg.model import Article, Event, Graph


def read(extractor: Extractor, text: str) -> Graph:
    (graph,) = extractor.run([Article("a", text, date=date(2024, 5, 13))])
    for event in graph.events:
        assert all(text[span.begin : span.end] == span.text for span in (*event.evidence, event.trigger))
    return graph


def told(graph: Graph) -> list[tuple[str, str | None]]:
    return [(event.trigger.text, event.time.edtf if event.time else None) for event in graph.events]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "7 Nov 2019. President Niinisto met Chancellor Merkel. 8 Nov 2019. Iran and Oman held talks in Muscat.",
            [("met", "2019-11-07"), ("talks", "2019-11-08")],
        ),
        (
            "2 April: Latvia summoned the Russian ambassador.\n3 April: Norway and Sweden signed a treaty in Oslo.",
            [("summoned", "2024-04-02"), ("signed", "2024-04-03")],
        ),
        ("5 March 2015. Kerry met Lavrov on 3 March.", [("met", "2015-03-03")]),
        ("5 March 2015. Kerry met Lavrov. He will meet him again.", [("met", "2015-03-05"), ("meet", None)]),
        ("5 March 2015. Kerry met Lavrov yesterday.", [("met", "2015-03-04")]),
        ("Norway thanked Sweden on 5 March. Kerry met Lavrov.", [("thanked", "2024-03-05"), ("met", None)]),
        ("Talks between Norway and Sweden have been postponed until Monday.", [("postponed", None)]),
        ("The plan of 5 March: Kerry met Lavrov.", [("met", None)]),
    ],
)
def test_a_date_above_a_line_dates_what_follows(
    extractor: Extractor, text: str, events: list[tuple[str, str | None]]
) -> None:
    assert set(events) <= set(told(read(extractor, text)))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GENEVA, Jan 22 (AFP) - Iran and the United States held talks here on Monday.", "Geneva"),
        ("OSLO (Reuters) - President Niinisto met President Obama here.", "Oslo"),
        ("VIENNA — Iran and Germany held talks here.", "Vienna"),
        ("Riga, 5 May 2023 – President Rinkevics met President Duda here.", "Riga"),
        ("VIENNA — Iran and Germany held talks.", None),
        ("He said - in a letter - that Iran and Germany held talks here.", None),
        ("Iran and Germany held talks here.", None),
    ],
)
def test_here_is_the_place_of_the_dateline(extractor: Extractor, text: str, place: str | None) -> None:
    graph = read(extractor, text)
    found = [event.place and graph.entity[event.place].label for event in graph.events if event.type == "CONSULT"]
    assert found == [place]


def sides(graph: Graph, event: Event) -> tuple[list[str], str, list[str]]:
    labels = [[graph.entity[entity].label for entity in ids] for ids in (event.actors, event.recipients)]
    return labels[0], event.trigger.text, labels[1]


def test_who_speaks_in_a_transcript_is_who_i_is(extractor: Extractor) -> None:
    text = """PRESIDENT OBAMA: I met Chancellor Merkel on Friday.

CHANCELLOR MERKEL: I visited Kyiv in April. I thanked the President.

QUESTION: Did I hear that?"""
    graph = read(extractor, text)
    assert [sides(graph, event) for event in graph.events] == [
        (["Barack Obama"], "met", ["Angela Merkel"]),
        (["Angela Merkel"], "visited", ["Kyiv"]),
        (["Angela Merkel"], "thanked", ["Barack Obama"]),
    ]


def test_the_speaker_of_a_turn_is_nobody_whom_it_names(extractor: Extractor) -> None:
    graph = read(extractor, "THE PRESIDENT: Prime Minister Kishida visited Rome. I met Chancellor Scholz.")
    (met,) = [event for event in graph.events if event.trigger.text == "met"]
    assert "Fumio Kishida" not in sides(graph, met)[0]


def test_items_of_a_list_keep_their_sides_apart(extractor: Extractor) -> None:
    graph = read(extractor, "- Latvia thanked Estonia\n- Norway condemned Belarus\n- Chile criticized Peru\n")
    assert [sides(graph, event) for event in graph.events] == [
        (["Latvia"], "thanked", ["Estonia"]),
        (["Norway"], "condemned", ["Belarus"]),
        (["Chile"], "criticized", ["Peru"]),
    ]


def test_the_full_stop_of_an_abbreviation_ends_a_sentence(extractor: Extractor) -> None:
    graph = read(extractor, "Estonia thanked the U.S. Latvia condemned Belarus.")
    assert [sides(graph, event) for event in graph.events] == [
        (["Estonia"], "thanked", ["United States"]),
        (["Latvia"], "condemned", ["Belarus"]),
    ]


def test_the_body_that_a_resolution_opens_with_does_what_its_paragraphs_say(extractor: Extractor) -> None:
    text = """The General Assembly,

Strongly condemning the attack by Belarus on Latvia,

1. Demands that Belarus release the pilots;

2. Urges Poland to open its border.

Norway thanked Sweden."""
    found = [sides(read(extractor, text), event) for event in read(extractor, text).events]
    assembly = ["United Nations General Assembly"]
    assert (assembly, "condemning", ["Belarus"]) in found
    assert (assembly, "Demands", ["Belarus"]) in found
    assert (assembly, "Urges", ["Poland"]) in found
    assert (["Norway"], "thanked", ["Sweden"]) in found


@pytest.mark.parametrize(
    "text",
    [
        "Talks in Riga\n\nCondemning Belarus is easy.",
        "The minister spoke.\n\nCondemning the attack by Belarus on Latvia, she left.",
        "The General Assembly,\n\nThe pilots condemning the attack by Belarus left.",
    ],
)
def test_other_texts_have_no_such_body(extractor: Extractor, text: str) -> None:
    graph = read(extractor, text)
    assert not any("Assembly" in graph.entity[actor].label for event in graph.events for actor in event.actors)
