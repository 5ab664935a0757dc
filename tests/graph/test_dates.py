"""When events are told, and by when those happened that have no time of their own."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from kg.formats.event_table import to_csv
from kg.formats.network import to_network
from kg.formats.records import to_record
from kg.graph.dates import Dating, derived_edtf, find_dating, find_latest, find_reported
from kg.graph.filter import Choice, choose_events
from kg.rdf.from_dataset import from_dataset
from kg.rdf.namespaces import DIP
from kg.rdf.serialization import to_dataset
from kg.rdf.validation import validate
from kg.sparql.query import run_query
from kg.viz.page_data import encode_graph
from kg.viz.plots import draw_weeks
from tests.helpers.graphs import GRAPH, defined

ROME = next(event for event in GRAPH.events if event.id == "rome-1")
UNDATED = replace(ROME, id="rome-9", time=None, time_text=None)
DAY = date(2025, 5, 18)
STORY = defined(GRAPH.articles, GRAPH.entities, (UNDATED,))


def test_own_time_is_never_replaced() -> None:
    assert find_dating(ROME, GRAPH) == Dating(DAY, DAY, "text")
    assert (find_reported(ROME, GRAPH), find_latest(ROME, GRAPH), derived_edtf(ROME, GRAPH)) == (DAY, None, None)


def test_what_happened_is_dated_by_its_report() -> None:
    assert find_dating(UNDATED, GRAPH) == Dating(None, DAY, "report")
    assert derived_edtf(UNDATED, GRAPH) == "../2025-05-18"


@pytest.mark.parametrize("status", [{"modality": "planned"}, {"modality": "hypothetical"}, {"negated": True}])
def test_what_did_not_happen_has_no_derived_time(status: dict[str, object]) -> None:
    event = replace(UNDATED, **status)  # type: ignore[arg-type]
    assert find_reported(event, GRAPH) == DAY
    assert find_dating(event, GRAPH) is None


def test_first_of_several_reports_counts() -> None:
    earlier = replace(GRAPH, articles=tuple(
        replace(article, date=date(2025, 5, 16)) if article.id == "kyiv" else article for article in GRAPH.articles
    ))  # fmt: skip
    retold = replace(UNDATED, retold=(next(event for event in GRAPH.events if event.id == "kyiv-1").trigger,))
    assert find_latest(retold, earlier) == date(2025, 5, 16)


def test_article_without_a_date_derives_nothing() -> None:
    undated = replace(GRAPH, articles=tuple(replace(article, date=None) for article in GRAPH.articles))
    assert (find_reported(UNDATED, undated), find_dating(UNDATED, undated)) == (None, None)


def test_every_output_marks_the_derived_time() -> None:
    rome = replace(STORY, articles=tuple(article for article in GRAPH.articles if article.id == "rome"))
    [record] = to_record(rome)["events"]
    assert (record["time"], record["reported"], record["derived_time"]) == (None, "2025-05-18", "../2025-05-18")
    [row] = csv.DictReader(io.StringIO(to_csv(STORY)))
    assert (row["time"], row["reported"], row["derived_time"]) == ("", "2025-05-18", "../2025-05-18")
    [(_, _, edge)] = to_network(STORY).edges(data=True)
    assert ("time" in edge, edge["reported"], edge["derived_time"]) == (False, "2025-05-18", "../2025-05-18")
    [event] = encode_graph(STORY, [])["events"]
    assert (event[3], event[5]["by"]) == (None, "2025-05-18")


def test_rdf_keeps_the_derived_day_apart_and_a_query_finds_it() -> None:
    dataset = to_dataset(STORY)
    assert not validate(dataset)
    assert not list(dataset.triples((None, DIP.edtf, None)))
    assert from_dataset(dataset).events == STORY.events
    rows = run_query(STORY, "SELECT ?day ?by { ?event dip:reported ?day ; dip:derivedLatest ?by }").rows
    assert rows == (("2025-05-18", "2025-05-18"),)


def test_shapes_refuse_a_derived_day_beside_a_time() -> None:
    dataset = to_dataset(defined(GRAPH.articles, GRAPH.entities, (ROME,)))
    [(node, _, day, name)] = dataset.quads((None, DIP.reported, None, None))
    dataset.graph(name).add((node, DIP.derivedLatest, day))
    assert [violation.rule for violation in validate(dataset)] == [
        "a latest day is derived only for what happened and has no time of its own"
    ]


def test_filters_use_the_report_where_asked() -> None:
    may = {"since": date(2025, 5, 1), "until": date(2025, 5, 31)}
    assert choose_events(STORY, Choice(**may)).events == ()
    assert choose_events(STORY, Choice(**may, by_report=True)).events == (UNDATED,)
    assert choose_events(STORY, Choice(until=date(2025, 5, 17), by_report=True)).events == ()


def test_weeks_show_it_hatched() -> None:
    [axes] = draw_weeks(STORY).axes
    [[bar]] = [list(group) for group in axes.containers]
    assert bar.get_hatch() == "////"
