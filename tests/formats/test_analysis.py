"""The event table and the dyad tables for analysis."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import KgError
from kg.formats import dyads, event_rows
from kg.formats.analysis import to_events_csv, to_events_parquet, to_week_dyads
from kg.formats.dyads import to_dyad_rows
from kg.formats.event_rows import COLUMNS, to_event_rows
from kg.formats.frames import ACTORS, actors_frame, events_frame
from kg.graph.sectors import find_sector
from kg.knowledge.codes import cow_states
from kg.knowledge.coordinates import find_spot
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Entity, Graph
from kg.rdf.serialization import to_turtle
from tests.helpers.graphs import GRAPH, defined
from tests.helpers.paths import ROOT
from tests.helpers.stories import COLD_WAR, tell

STORY = tell(COLD_WAR)
ROME = next(event for event in GRAPH.events if event.id == "rome-1")
DAY = date(2025, 5, 20)


def graph_of(*events: object) -> Graph:
    """The graph of some events between those whom the helpers know."""
    return defined(GRAPH.articles, GRAPH.entities, tuple(events))


def test_row_tells_all_of_a_meeting() -> None:
    [row] = to_event_rows(graph_of(ROME))
    assert list(row) == list(COLUMNS)
    known = {name: value for name, value in row.items() if value is not None}
    assert known == {
        "event": "rome-1",
        "date": date(2025, 5, 18),
        "date_begin": date(2025, 5, 18),
        "date_end": date(2025, 5, 18),
        "date_precision": "day",
        "date_source": "text",
        "time": "2025-05-18",
        "time_text": "Sunday",
        "reported": date(2025, 5, 18),
        "source_id": "jd-vance",
        "source_label": "JD Vance",
        "source_kind": "Person",
        "source_country": "USA",
        "source_cow": 2,
        "source_cow_abbreviation": "USA",
        "source_sector": "government",
        "target_id": "volodymyr-zelenskyy",
        "target_label": "Volodymyr Zelenskyy",
        "target_kind": "Person",
        "target_country": "UKR",
        "target_cow": 369,
        "target_cow_abbreviation": "UKR",
        "target_sector": "government",
        "mutual": True,
        "type": "CONSULT",
        "relation": "met",
        "quad_class": "verbal cooperation",
        "quad_number": 1,
        "score": 2.1,
        "cameo_root": "04",
        "status": "happened",
        "place": "rome",
        "place_label": "Rome",
        "place_country": "ITA",
        "latitude": 41.8919,
        "longitude": 12.5113,
        "geonames": 3169070,
        "confidence": 0.9,
        "articles": 1,
        "publishers": 1,
        "article": "rome",
        "publisher": "Our wire",
        "title": "News from Rome",
        "url": "articles/rome.txt",
        "sentence": "Vice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.",
    }


def test_mutual_pair_stands_once_and_others_in_their_direction() -> None:
    turned = replace(ROME, actors=ROME.recipients, recipients=ROME.actors)
    assert [(row["source_id"], row["target_id"]) for row in to_event_rows(graph_of(turned))] == [
        ("jd-vance", "volodymyr-zelenskyy")
    ]
    visit = replace(turned, relation="visited")
    assert [(row["source_id"], row["target_id"]) for row in to_event_rows(graph_of(visit))] == [
        ("volodymyr-zelenskyy", "jd-vance")
    ]


def test_event_has_a_row_for_each_pair_and_one_for_a_single_side() -> None:
    many = replace(ROME, relation="visited", recipients=("volodymyr-zelenskyy", "vladimir-putin"))
    alone = replace(ROME, id="alone", recipients=())
    sides = [(row["event"], row["source_id"], row["target_id"]) for row in to_event_rows(graph_of(many, alone))]
    assert sides == [
        ("alone", "jd-vance", None),
        ("rome-1", "jd-vance", "vladimir-putin"),
        ("rome-1", "jd-vance", "volodymyr-zelenskyy"),
    ]


def test_two_who_meet_on_a_day_meet_once() -> None:
    talks = replace(ROME, id="rome-2", relation="talkedWith", confidence=0.7, place=None)
    [row] = to_event_rows(graph_of(talks, ROME))
    assert (row["event"], row["merged"], row["place"], row["articles"]) == ("rome-1", "rome-2", "rome", 1)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "ASSAULT", "relation": "attacked"},
        {"mode": "phone", "relation": "called"},
        {"negated": True},
        {"modality": "planned"},
        {"time": None},
        {"recipients": ("vladimir-putin",)},
    ],
)
def test_what_is_no_second_telling_of_a_meeting_stays(change: dict[str, object]) -> None:
    assert len(to_event_rows(graph_of(ROME, replace(ROME, id="rome-2", **change)))) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "happened"),
        ({"modality": "planned"}, "planned"),
        ({"modality": "hypothetical"}, "hypothetical"),
        ({"negated": True}, "denied"),
        ({"modality": "planned", "negated": True}, "denied"),
    ],
)
def test_status(change: dict[str, object], status: str) -> None:
    [row] = to_event_rows(graph_of(replace(ROME, **change)))  # type: ignore[arg-type]
    assert row["status"] == status


def test_derived_date_is_marked() -> None:
    [row] = to_event_rows(graph_of(replace(ROME, time=None)))
    dates = {name: row[name] for name in ("date", "date_begin", "date_end", "date_precision", "date_source", "time")}
    day = date(2025, 5, 18)
    assert list(dates.values()) == [day, None, day, "on or before", "report", None]


@pytest.mark.parametrize(
    ("entity", "sector"),
    [
        (Entity("france", "France", "Country", "FRA"), "government"),
        (Entity("emmanuel-macron", "Emmanuel Macron", "Person", "FRA"), "government"),
        (Entity("antonio-guterres", "António Guterres", "Person", None), "igo"),
        (Entity("hezbollah", "Hezbollah", "Organization", "LBN"), "rebels"),
        (Entity("north-atlantic-treaty-organization", "NATO", "Organization"), "igo"),
        (Entity("reuters", "Reuters", "Organization"), "media"),
        (Entity("ukrainian-soldiers", "Ukrainian soldiers", "Group", "UKR"), "military"),
        (Entity("the-opposition", "Georgian opposition", "Group", "GEO"), "opposition"),
        (Entity("hassan-nasrallah", "Hassan Nasrallah", "Person", "LBN"), "rebels"),
        (Entity("barack-obama", "Barack Obama", "Person", "USA"), ""),
        (Entity("israel-air-force", "Israel Air Force", "Organization", "ISR"), "military"),
        (Entity("suicide-bomber", "female suicide bomber", "Person"), "rebels"),
        (Entity("police-officer", "police officer", "Person"), "government"),
        (Entity("hamas-officials", "Hamas officials", "Group"), "rebels"),
        (Entity("nato-soldiers", "NATO soldiers", "Group"), "military"),
        (Entity("fbi-agents", "FBI agents", "Group", "USA"), "government"),
        (Entity("nobody", "Nobody Known", "Person"), ""),
        (Entity("a-company", "Example Ltd", "Organization"), "business"),
    ],
)
def test_sectors(entity: Entity, sector: str) -> None:
    assert find_sector(entity, DAY) == sector


def test_every_state_of_the_tables_has_a_code_or_is_known_to_have_none() -> None:
    states = {entry.country: entry for entry in load_gazetteer().entries.values() if entry.kind == "Country"}
    territories = (ROOT / "ontologies" / "places" / "territories.ttl").read_text(encoding="utf-8")
    without = {entry.id for code, entry in states.items() if code and code not in cow_states()}
    assert {id for id in without if f"id:{id} " not in territories} == {"holy-see", "palestine", "rhodesia"}


def test_codes_of_states_are_those_of_the_project() -> None:
    known = {"USA": 2, "GBR": 200, "FRA": 220, "DEU": 255, "RUS": 365, "UKR": 369, "CHN": 710, "TWN": 713, "KOR": 732}
    assert {code: cow_states()[code].number for code in known} == known


def test_every_type_has_a_root_code_of_cameo() -> None:
    story = [replace(ROME, id=type, type=type, mode=None) for type in load_ontology().categories]
    assert all(re.fullmatch(r"\d\d", str(row["cameo_root"])) for row in to_event_rows(graph_of(*story)))


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Geneva", "CHE", True),
        ("Geneva", None, False),
        ("Camp David", "USA", False),
        ("California", "USA", False),
        ("Gaza Strip", "PSE", False),
        ("Washington", "USA", True),
        ("Raqqa", "SYR", True),
        ("Helmand", "AFG", False),
    ],
)
def test_coordinates_are_those_of_towns(name: str, country: str | None, found: bool) -> None:
    assert (find_spot(name, country) is not None) == found


def test_csv_and_parquet_hold_the_same() -> None:
    rows = list(csv.DictReader(io.StringIO(to_events_csv(STORY))))
    table = pyarrow.parquet.read_table(io.BytesIO(to_events_parquet(STORY)))
    assert list(rows[0]) == table.column_names == list(COLUMNS)
    assert [row["sentence"] for row in rows] == table["sentence"].to_pylist()
    assert [row["date"] for row in rows] == [str(day or "") for day in table["date"].to_pylist()]
    assert table.schema.field("date").type == pyarrow.date32()


def test_what_looks_like_a_formula_is_inert_and_numbers_stay_numbers() -> None:
    evil = replace(GRAPH.entity["jd-vance"], label="=1+1")
    graph = replace(graph_of(ROME), entities=(evil, *(e for e in GRAPH.entities if e.id != "jd-vance")))
    [row] = csv.DictReader(io.StringIO(to_events_csv(graph)))
    assert row["source_label"] == "'=1+1"
    [attack] = csv.DictReader(io.StringIO(to_events_csv(graph_of(replace(ROME, type="ASSAULT")))))
    assert attack["score"] == "-9.3"


def test_frames_have_types() -> None:
    frame = events_frame(STORY)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["date"].dt.year.min() == 1961
    assert frame["source_cow"].dtype == "Int64"
    actors = actors_frame(STORY)
    assert list(actors.columns) == list(ACTORS)
    nixon = actors.set_index("id").loc["richard-nixon"]
    assert (nixon["kind"], nixon["country"], nixon["acts"]) == ("Person", "USA", 4)


def test_dyads_count_what_happened_between_countries() -> None:
    planned = replace(ROME, id="rome-2", modality="planned")
    sanction = next(event for event in GRAPH.events if event.type == "SANCTION")
    at_home = replace(ROME, id="rome-3", relation="visited", recipients=("donald-trump",))
    demand = replace(ROME, id="rome-4", type="REQUEST", relation="demanded", time=None)
    rows = to_dyad_rows(graph_of(ROME, planned, sanction, at_home, demand), "week")
    told = [(row["source"], row["target"], row["events"], row["verbal_cooperation"], row["by_report"]) for row in rows]
    assert told == [("UKR", "USA", 1, 1, 0), ("USA", "UKR", 2, 1, 1)]
    [_, row] = rows
    assert (row["period"], row["source_cow"], row["target_cow"]) == (date(2025, 5, 12), 2, 369)
    assert row["score"] == row["verbal_cooperation_score"] + row["verbal_conflict_score"]  # type: ignore[operator]


def test_dyads_by_day_and_month_and_nothing_else() -> None:
    assert [row["period"] for row in to_dyad_rows(graph_of(ROME), "day")] == [date(2025, 5, 18)] * 2
    assert [row["period"] for row in to_dyad_rows(graph_of(ROME), "month")] == [date(2025, 5, 1)] * 2
    with pytest.raises(KgError, match="there are no dyads by 'year'"):
        to_dyad_rows(GRAPH, "year")


def test_codebook_explains_every_column() -> None:
    told = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")))
    assert told >= event_rows.COLUMNS.keys() | dyads.COLUMNS.keys()


def test_export_writes_the_tables(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(to_turtle(STORY), encoding="utf-8")
    for format in ("events", "events-parquet", "dyads-week"):
        command = ["export", str(tmp_path / "graph.ttl"), "--format", format, "-o", str(tmp_path / format)]
        assert CliRunner().invoke(main, command).exit_code == 0
    assert (tmp_path / "dyads-week").read_bytes().decode() == to_week_dyads(STORY)
    assert pyarrow.parquet.read_table(tmp_path / "events-parquet").num_rows == len(to_event_rows(STORY))
