"""Pictures for reports: what they count, that any name can stand in them, and that they don't change by themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import KgError
from kg.model import Graph, TimeValue
from kg.rdf.serialization import to_turtle
from kg.viz.picture import bundle_events, its_country
from kg.viz.plots import count_deeds, count_pairs, draw_matrix, draw_pairs, draw_plots, draw_weeks, week_of
from tests.helpers.graphs import EVENTS, GRAPH
from tests.helpers.stories import COLD_WAR, tell
from tests.viz.test_page import CLASSICS, hostile_graph

STORY = tell(COLD_WAR)
HAPPENED = replace(GRAPH, events=tuple(event for event in GRAPH.events if event.happened))
NAMES = {"weeks", "pairs", "matrix"}


def texts(svg: bytes) -> set[str]:
    """Everything that is written in a picture."""
    return {"".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}


@pytest.mark.parametrize(
    ("begin", "end", "week"),
    [
        (date(2025, 5, 18), date(2025, 5, 18), date(2025, 5, 12)),
        (date(2025, 5, 19), date(2025, 5, 25), date(2025, 5, 19)),
        (date(2025, 5, 18), date(2025, 5, 19), None),
        (date(2025, 5, 1), date(2025, 5, 31), None),
    ],
)
def test_week_of_an_event(begin: date, end: date, week: date | None) -> None:
    assert week_of(replace(EVENTS[0], time=TimeValue("", begin, end, "interval"))) == week


def test_week_of_an_undated_event() -> None:
    assert week_of(replace(EVENTS[0], time=None)) is None


def test_weeks_stack_the_quad_classes() -> None:
    [axes] = draw_weeks(HAPPENED).axes
    boxes = {str(group.get_label()): [patch.get_bbox() for patch in group] for group in axes.containers}
    spans = {name: [(box.y0, box.y1) for box in group] for name, group in boxes.items()}
    assert spans == {"verbal cooperation": [(0, 2), (0, 1), (0, 1)], "material conflict": [(1, 2)]}


def test_pairs_count_events_in_both_directions() -> None:
    pairs = count_pairs(bundle_events(HAPPENED))
    assert pairs["jd-vance", "volodymyr-zelenskyy"] == {"verbal cooperation": 1}
    assert pairs["european-union", "russia"] == {"material conflict": 1}
    back = replace(EVENTS[7], id="back", actors=EVENTS[7].recipients, recipients=EVENTS[7].actors)
    both = count_pairs(bundle_events(replace(GRAPH, events=(EVENTS[7], back))))
    assert both == {("donald-trump", "vladimir-putin"): {"verbal cooperation": 2}}


def test_deeds_of_countries_have_a_direction_unless_both_do_the_same() -> None:
    sanction = replace(EVENTS[3], actors=("donald-trump",))
    deeds = count_deeds(bundle_events(replace(GRAPH, events=(sanction, EVENTS[5])), its_country))
    counted = {pair: (deed.good, deed.bad, deed.balance) for pair, deed in deeds.items()}
    assert counted == {("USA", "RUS"): (0, 1, -1), ("USA", "UKR"): (1, 0, 1), ("UKR", "USA"): (1, 0, 1)}


def test_statements_are_neither_cooperation_nor_conflict() -> None:
    said = replace(EVENTS[5], type="STATE", relation="said")
    assert count_deeds(bundle_events(replace(GRAPH, events=(said,)), its_country)) == {}


def test_pictures_name_what_they_show_and_leave_out_what_did_not_happen() -> None:
    pictures = {name: texts(svg) for name, svg in draw_plots(GRAPH, "svg").items()}
    assert {"Events per week", "5 events", "verbal cooperation", "material conflict"} <= pictures["weeks"]
    assert {"JD Vance – Volodymyr Zelenskyy", "5 of 5 pairs of actors"} <= pictures["pairs"]
    assert {"United States", "Ukraine", "cooperation only"} <= pictures["matrix"]
    assert "Vladimir Putin – Volodymyr Zelenskyy" not in pictures["pairs"]


@pytest.mark.parametrize("graph", [Graph(), replace(GRAPH, events=EVENTS[1:3])])
def test_pictures_say_that_there_is_nothing_to_show(graph: Graph) -> None:
    words = {"weeks": "No event has a week.", "pairs": "No event is between two actors."}
    words["matrix"] = "No event is between two countries."
    assert all(words[name] in texts(svg) for name, svg in draw_plots(graph, "svg").items())


@pytest.mark.parametrize("format", ["svg", "png"])
def test_any_name_can_stand_in_a_picture(format: str) -> None:
    names = [*CLASSICS, "$\\frac{1}$ and $x_", "x" * 500]
    pictures = draw_plots(hostile_graph(names), format)
    assert pictures.keys() == NAMES
    if format == "svg":
        tags = {
            element.tag.split("}")[-1] for svg in pictures.values() for element in ElementTree.fromstring(svg).iter()
        }
        assert not tags & {"script", "img", "a", "image", "foreignObject"}


def test_large_graphs_show_their_strongest_part() -> None:
    events = tuple(
        replace(EVENTS[7], id=f"e{number}", actors=(f"a{number}",), recipients=(f"b{number}",)) for number in range(40)
    )
    people = tuple(replace(GRAPH.entities[2], id=f"{side}{number}") for side in "ab" for number in range(40))
    graph = replace(GRAPH, entities=people, events=events)
    assert "15 of 40 pairs of actors" in texts(draw_plots(graph, "svg")["pairs"])
    assert len(draw_pairs(graph).axes[0].get_yticks()) == 15


def test_the_matrix_has_its_strongest_country_first() -> None:
    assert draw_matrix(STORY).axes[0].get_yticklabels()[0].get_text() == "United States"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(to_turtle(STORY), encoding="utf-8")
    return path


@pytest.mark.parametrize("format", ["svg", "png"])
def test_the_same_graph_gives_the_same_bytes(file: Path, format: str) -> None:
    command = [sys.executable, "-m", "kg", "plot", str(file), "--format", format, "-o"]
    for seed in ("1", "2"):
        subprocess.run([*command, str(file.parent / seed)], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    one, other = ({path.name: path.read_bytes() for path in (file.parent / seed).iterdir()} for seed in ("1", "2"))
    assert one.keys() == {f"{name}.{format}" for name in NAMES}
    assert one == other


def test_without_matplotlib_the_message_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = CliRunner().invoke(main, ["plot", str(file), "-o", str(file.parent / "plots")])
    assert (done.exit_code, done.stderr) == (1, "Error: pictures need matplotlib; pip install matplotlib\n")
    with pytest.raises(KgError):
        draw_plots(GRAPH, "svg")
