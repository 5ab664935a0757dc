"""Records and CSV: the shape that other programs rely on, and that it comes back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.formats.event_table import to_csv, to_csv_rows
from kg.formats.records import from_record, from_records, to_record
from kg.graph.merge import merge_graphs
from kg.graph.rows import COLUMNS
from kg.model import Article, Graph
from kg.temporal.edtf import read_edtf
from tests.helpers.graphs import ARTICLES, GRAPH, TEXTS, defined, part

ROME = {
    "id": "rome",
    "title": "News from Rome",
    "date": "2025-05-18",
    "source": "articles/rome.txt",
    "publisher": "Our wire",
    "entities": [
        {
            "id": "jd-vance",
            "label": "JD Vance",
            "type": "Person",
            "country": "USA",
            "aliases": ["J. D. Vance", "Vance"],
            "same_as": ["http://dbpedia.org/resource/JD_Vance"],
            "mentions": [{"begin": 0, "end": 23, "text": "Vice President JD Vance", "name": {"begin": 15, "end": 23}}],
        },
        {
            "id": "rome",
            "label": "Rome",
            "type": "Place",
            "country": "ITA",
            "aliases": [],
            "same_as": [],
            "mentions": [],
        },
        {
            "id": "volodymyr-zelenskyy",
            "label": "Volodymyr Zelenskyy",
            "type": "Person",
            "country": "UKR",
            "aliases": ["Zelenskyy"],
            "same_as": [],
            "mentions": [],
        },
    ],
    "events": [
        {
            "id": "rome-1",
            "type": "CONSULT",
            "mode": None,
            "contexts": [],
            "relation": "met",
            "trigger": {"begin": 24, "end": 27, "text": "met"},
            "actors": ["jd-vance"],
            "recipients": ["volodymyr-zelenskyy"],
            "place": "rome",
            "time": "2025-05-18",
            "time_text": "Sunday",
            "reported": "2025-05-18",
            "derived_time": None,
            "modality": "asserted",
            "negated": False,
            "attribution": None,
            "confidence": 0.9,
            "evidence": {
                "begin": 0,
                "end": 66,
                "text": "Vice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.",
            },
            "further_evidence": [{"begin": 67, "end": 106, "text": "Marco Rubio joined Vance and Zelenskyy."}],
        }
    ],
}


def test_record_of_an_article() -> None:
    assert to_record(part("rome")) == ROME


def test_mention_without_a_name_and_event_with_one_sentence_have_no_keys_for_them() -> None:
    record = to_record(part("ankara"))
    [putin] = [entity for entity in record["entities"] if entity["id"] == "vladimir-putin"]
    assert list(putin["mentions"][0]) == ["begin", "end", "text"]
    assert "further_evidence" not in record["events"][0]


@pytest.mark.parametrize("article", TEXTS)
def test_records_come_back(article: str) -> None:
    graph = part(article)
    assert from_record(json.loads(json.dumps(to_record(graph))), TEXTS[article]) == graph


@pytest.mark.parametrize("article", TEXTS)
def test_offsets_of_a_record_are_those_of_the_text(article: str) -> None:
    record, text = to_record(part(article)), TEXTS[article]
    spans = [mention for entity in record["entities"] for mention in entity["mentions"]]
    for event in record["events"]:
        spans += [event["trigger"], event["evidence"], *event.get("further_evidence", ())]
    assert [text[span["begin"] : span["end"]] for span in spans] == [span["text"] for span in spans]


def test_lines_of_several_articles_are_one_graph_without_text() -> None:
    lines = [json.dumps(to_record(part(article)), ensure_ascii=False) for article in TEXTS]
    silent = tuple(replace(article, text="") for article in ARTICLES)
    assert from_records("\n".join([*lines, "\n"])) == replace_articles(merge_graphs(map(part, TEXTS)), silent)


def replace_articles(graph: Graph, articles: tuple[Article, ...]) -> Graph:
    return defined(articles, graph.entities, graph.events)


@pytest.mark.parametrize("graph", [Graph(), GRAPH])
def test_a_record_tells_one_article(graph: Graph) -> None:
    with pytest.raises(ValueError, match="one article"):
        to_record(graph)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{oops", r"line 2: no JSON \(.* at column 2\)"),
        ("[]", "line 2: no record of kg"),
        ('{"id": "x"}', "line 2: no record of kg .*title"),
        (json.dumps(ROME | {"date": "yesterday"}), "line 2: no record of kg .*yesterday"),
    ],
)
def test_broken_line_is_named(line: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        from_records(f"{json.dumps(ROME)}\n{line}")


@pytest.mark.parametrize(
    ("edtf", "begin", "end", "precision"),
    [
        ("2025-05-18", date(2025, 5, 18), date(2025, 5, 18), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2014", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("2025-21", date(2025, 3, 1), date(2025, 5, 31), "interval"),
        ("2016-04-05/2016-04-06", date(2016, 4, 5), date(2016, 4, 6), "interval"),
        ("2014/2025-05-19", date(2014, 1, 1), date(2025, 5, 19), "interval"),
    ],
)
def test_edtf(edtf: str, begin: date, end: date, precision: str) -> None:
    time = read_edtf(edtf)
    assert (time.edtf, time.begin, time.end, time.precision) == (edtf, begin, end, precision)


@pytest.mark.parametrize("edtf", ["", "May 2025", "2025-5-1", "2025-13", "2025-02-30", "2025/2024", "/2025"])
def test_what_is_no_edtf(edtf: str) -> None:
    with pytest.raises(ValueError):
        read_edtf(edtf)


def test_csv_has_a_line_for_each_event() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(GRAPH))))
    assert [row["event"] for row in rows] == [event.id for event in GRAPH.events]
    assert rows[5] == {
        "article": "rome",
        "date": "2025-05-18",
        "event": "rome-1",
        "status": "happened",
        "type": "CONSULT",
        "mode": "",
        "contexts": "",
        "relation": "met",
        "actors": "JD Vance",
        "recipients": "Volodymyr Zelenskyy",
        "place": "Rome",
        "time": "2025-05-18",
        "time_text": "Sunday",
        "reported": "2025-05-18",
        "derived_time": "",
        "modality": "asserted",
        "negated": "false",
        "attribution": "",
        "confidence": "0.9",
        "begin": "0",
        "end": "66",
        "evidence": "Vice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.",
    }
    assert (rows[3]["contexts"], rows[4]["attribution"]) == ("economic; military", "Volodymyr Zelenskyy")


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_characters="\x00"), min_size=1))
def test_csv_of_any_text_keeps_its_shape_and_runs_no_formula(text: str) -> None:
    event = replace(GRAPH.events[5], time_text=text, actors=(text, "=1+1"))
    graph = defined(GRAPH.articles, GRAPH.entities, (event,))
    [header, row] = csv.reader(io.StringIO(to_csv(graph), newline=""))
    assert (tuple(header), row) == (tuple(COLUMNS), next(to_csv_rows(graph)))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert row[list(COLUMNS).index("time_text")].removeprefix("'") == text.removeprefix("'")
