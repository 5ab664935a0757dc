"""What the page's scripts read: numbers for names, offsets as JavaScript counts them, marks in the sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kg.formats.records import from_records, to_record
from kg.graph.merge import merge_graphs
from kg.model import Graph, Span
from kg.viz import page_data as pagedata
from kg.viz.page_data import encode_graph
from tests.helpers.stories import tell

SUMMIT = "1986-10-11 CONSULT met | {A Ronald Reagan} {T met} {R Mikhail Gorbachev} in {P Reykjavik}."
SPEECH = "1984-12-17 STATE said | {S Margaret Thatcher} said that {A Mikhail Gorbachev} {T spoke} well."


def encode(graph: Graph) -> dict[str, Any]:
    """The page's data of a graph whose actors are in the order of their names."""
    actors = sorted({name for event in graph.events for name in event.actors + event.recipients})
    return encode_graph(graph, actors)


def test_event_names_its_entities_by_number() -> None:
    data = encode(tell([SUMMIT, SPEECH]))
    assert data["entities"] == [
        ["margaret-thatcher", "Margaret Thatcher", "Person", "GBR"],
        ["reykjavik", "Reykjavik", "Place", None],
    ]
    (kind, actors, recipients, time, _, more), speech = data["events"]
    assert (actors, recipients, time, more) == ([1], [0], "1986-10-11", {"id": "e000", "confidence": 1, "place": 3})
    assert speech[-1]["says"] == 2
    assert data["kinds"][kind] | {"definition": ""} == {
        "type": "CONSULT",
        "name": "consult",
        "definition": "",
        "quad": "verbal cooperation",
        "relation": "met",
        "label": "met",
        "symmetric": True,
    }


def test_place_with_number_zero_is_not_left_out() -> None:
    data = encode(tell(["1989-11-09 STATE opened | The wall {T opened} in {P Berlin}."]))
    assert data["events"][0][-1]["place"] == 0


@pytest.mark.parametrize("before", ["", "Peace 🕊🕊 at last\n"])
def test_marks_lie_on_the_words(before: str) -> None:
    lines = [SUMMIT] if not before else [f"- STATE said | {{T {before.strip()}}}", SUMMIT]
    data = encode(tell(lines))
    units = data["articles"][0]["passages"][0][1].encode("utf-16-le")
    _, begin, end, marks = data["events"][-1][4][0]
    sentence = units[2 * begin : 2 * end]
    words = {role: sentence[2 * low : 2 * high].decode("utf-16-le") for role, low, high in marks}
    assert words == {"A": "Ronald Reagan", "T": "met", "R": "Mikhail Gorbachev", "P": "Reykjavik"}


def test_of_overlapping_marks_the_trigger_stays() -> None:
    graph = tell([SUMMIT])
    trigger = Span("chronicle", 7, 17, graph.articles[0].text[7:17])
    data = encode(replace(graph, events=(replace(graph.events[0], trigger=trigger),)))
    assert [role for role, _, _ in data["events"][0][4][0][3]] == ["T", "R", "P"]


def test_the_trigger_is_marked_in_each_article() -> None:
    one, other = (tell([SUMMIT], article_id=id) for id in ("one", "other"))
    graph = merge_graphs([one, other])
    assert [[role for role, _, _ in marks] for *_, marks in encode(graph)["events"][0][4]] == [["A", "T", "R", "P"]] * 2


def test_large_graph_keeps_only_the_sentences_that_are_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tell([SUMMIT, "- STATE said | Nobody {T said} more.", SPEECH])
    graph = replace(graph, events=(graph.events[0], graph.events[2]))
    assert [text for _, text in encode(graph)["articles"][0]["passages"]] == [graph.articles[0].text]
    monkeypatch.setattr(pagedata, "WHOLE_TEXTS", 50)
    data = encode(graph)
    assert data["articles"][0]["passages"] == [
        [0, "Ronald Reagan met Mikhail Gorbachev in Reykjavik."],
        [68, "Margaret Thatcher said that Mikhail Gorbachev spoke well."],
    ]
    assert not data["whole"]


def test_articles_without_evidence_are_counted_only() -> None:
    graph = tell([SUMMIT])
    quiet = tell(["- STATE said | {T Nothing}."], article_id="quiet").articles
    data = encode(replace(graph, articles=(*graph.articles, *quiet)))
    assert (data["read"], len(data["articles"])) == (2, 1)


def test_records_which_hold_no_text_show_their_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tell([SUMMIT, "- STATE said | Nobody 🕊 {T said} more.", SPEECH])
    graph = replace(graph, events=(graph.events[0], graph.events[2]))
    told = encode(from_records(json.dumps(to_record(graph))))
    monkeypatch.setattr(pagedata, "WHOLE_TEXTS", 0)
    known = encode(graph)
    texts, known_texts = ([text for _, text in data["articles"][0]["passages"]] for data in (told, known))
    assert (told["whole"], texts) == (False, known_texts)
    assert marked(told) == marked(known)


def marked(data: dict[str, Any]) -> list[list[object]]:
    return [[role, end - begin] for event in data["events"] for *_, marks in event[4] for role, begin, end in marks]
