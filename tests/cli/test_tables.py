"""The table of what happened, as lines of text."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from kg.cli.tables import HEADINGS, open_console, print_table
from kg.model import Article, Entity, Event, Graph, Span, TimeValue
from tests.helpers.graphs import defined

TEXT = "Carter met Sadat at Camp David. Begin will meet Carter, Sadat said."
DAY = TimeValue("1978-09-05", date(1978, 9, 5), date(1978, 9, 5), "day")
MET = Event(
    id="e1",
    type="CONSULT",
    relation="met",
    trigger=Span("a", 7, 10, "met"),
    evidence=(Span("a", 0, 31, TEXT[:31]),),
    actors=("carter",),
    recipients=("sadat", "begin"),
    place="camp-david",
    time=DAY,
    confidence=0.9,
)
GRAPH = defined(
    (Article("a", TEXT, publisher="The Courier"),),
    (
        Entity("begin", "Menachem Begin", "Person"),
        Entity("camp-david", "Camp David", "Place"),
        Entity("carter", "Jimmy Carter", "Person"),
        Entity("sadat", "Anwar [bold]Sadat\x1b[31m", "Person"),
    ),
    (MET,),
)


def printed(graph: Graph, width: int = 1000) -> str:
    stream = io.StringIO()
    print_table(graph, Console(file=stream, width=width))
    return stream.getvalue()


def columns(event: Event) -> list[str]:
    """The cells of the one row of a graph with this event."""
    lines = printed(defined(GRAPH.articles, GRAPH.entities, (event,))).splitlines()
    starts = [lines[0].index(heading) for heading in HEADINGS]
    ends = [*starts[1:], None]
    return [lines[1][start:end].strip() for start, end in zip(starts, ends, strict=True)]


def test_one_event_is_one_line() -> None:
    assert columns(MET) == [
        "1978-09-05",
        "Jimmy Carter",
        "met",
        "Anwar [bold]Sadat [31m, Menachem Begin",
        "Camp David",
        "asserted 0.90",
        "The Courier",
    ]


@pytest.mark.parametrize(
    ("event", "deed"),
    [
        (replace(MET, negated=True), "not met"),
        (replace(MET, modality="planned"), "planned: met"),
        (replace(MET, modality="hypothetical", negated=True), "maybe: not met"),
        (replace(MET, relation="talkedWith"), "talked with"),
        (replace(MET, relation="aRelationOfTheUser"), "aRelationOfTheUser"),
    ],
)
def test_what_did_not_happen_says_so(event: Event, deed: str) -> None:
    assert columns(event)[2] == deed


def test_the_article_s_own_words_stand_for_an_unknown_time() -> None:
    assert columns(replace(MET, time=None, time_text="in spring"))[0] == "in spring"


def test_who_says_so_is_the_source_that_the_article_names() -> None:
    assert columns(replace(MET, attribution="begin"))[-1] == "Menachem Begin"


def test_events_are_in_order_of_time_and_undated_ones_last() -> None:
    later = replace(MET, id="e0", time=TimeValue("1979", date(1979, 1, 1), date(1979, 12, 31), "year"))
    undated = replace(MET, id="d", time=None)
    lines = printed(replace(GRAPH, events=(undated, later, MET))).splitlines()
    assert [line[:10].strip() for line in lines] == ["When", "1978-09-05", "1979", ""]


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_every_word_is_there_on_every_terminal(width: int) -> None:
    text = printed(GRAPH, width)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b[31m" not in text
    words = set(text.split())
    assert words >= {
        "Jimmy",
        "Carter",
        "met",
        "Begin",
        "Camp",
        "asserted",
        "0.90",
        "Courier",
        *" ".join(HEADINGS).split(),
    }


def test_a_graph_without_events() -> None:
    assert printed(Graph()) == "No events were found.\n"


def test_a_pipe_gets_each_event_as_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(replace(GRAPH, events=(replace(MET, recipients=("sadat",) * 50),)), open_console())
    assert len(capsys.readouterr().out.splitlines()) == 2
