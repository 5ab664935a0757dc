"""What a user has decided holds for every graph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import ReadError
from kg.extractor import Extractor
from kg.graph.corrections import Corrections, read_corrections
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Graph
from kg.rdf.serialization import to_dataset
from kg.rdf.validation import validate
from tests.helpers.graphs import occurrence, part

ROME = part("rome")
MET = ROME.events[0]
TEXT = "date 2025-05-18 Rome\n\nJD Vance met Volodymyr Zelenskyy in Rome on Sunday."


def corrected(graph: Graph, tmp_path: Path, *lines: str) -> Graph:
    """A graph as the decisions of a file have it."""
    path = tmp_path / "corrections.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    decisions = Corrections(read_corrections([path]), load_gazetteer(), load_ontology())
    result = decisions.apply(graph)
    assert not decisions.unused
    assert not validate(to_dataset(result))
    return result


def test_two_become_one_known_from_the_tables(tmp_path: Path) -> None:
    graph = corrected(ROME, tmp_path, "same marco-rubio jd-vance # so it is")
    [event] = graph.events
    assert event.actors == ("marco-rubio",)
    assert event.id == occurrence(event) != MET.id
    rubio = graph.entity["marco-rubio"]
    assert (rubio.label, rubio.country, rubio.mentions) == ("Marco Rubio", "USA", ROME.entity["jd-vance"].mentions)
    assert {"JD Vance", "Vance"} <= set(rubio.aliases)
    assert "jd-vance" not in graph.entity


def test_two_of_one_article_become_one_through_others(tmp_path: Path) -> None:
    lines = ("same nobody-special jd-vance", "same volodymyr-zelenskyy nobody-special")
    graph = corrected(ROME, tmp_path, lines[1], lines[0])
    [event] = graph.events
    assert (event.actors, event.recipients) == (("volodymyr-zelenskyy",), ())
    assert graph.entity["volodymyr-zelenskyy"].label == "Volodymyr Zelenskyy"


@pytest.mark.parametrize("line", ['apart jd-vance "J.D. Vance" rome', "apart jd-vance 'JD Vance'"])
def test_somebody_of_the_same_name_is_another(tmp_path: Path, line: str) -> None:
    graph = corrected(ROME, tmp_path, line)
    [event] = graph.events
    assert event.actors == ("jd-vance-2",)
    other = graph.entity["jd-vance-2"]
    assert (other.type, other.country, other.same_as) == ("Person", None, ())


def test_wrong_events_go_under_either_id(tmp_path: Path) -> None:
    assert corrected(ROME, tmp_path, f"wrong {MET.id}").events == ()
    merged = corrected(ROME, tmp_path, "same marco-rubio jd-vance")
    assert corrected(ROME, tmp_path, "same marco-rubio jd-vance", f"wrong {merged.events[0].id}").events == ()


def test_labels_are_as_the_user_has_them(tmp_path: Path) -> None:
    graph = corrected(ROME, tmp_path, 'label jd-vance "Vice President Vance"')
    assert (graph.entity["jd-vance"].label, "JD Vance" in graph.entity["jd-vance"].aliases) == (
        "Vice President Vance",
        True,
    )
    assert graph.events[0].actors == ("jd-vance",)


def test_what_no_decision_is_about_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "corrections.txt"
    path.write_text("same donald-trump donald-j-trump\nwrong no-event\napart jd-vance Vans\n")
    decisions = Corrections(read_corrections([path]), load_gazetteer(), load_ontology())
    graph = replace(ROME, events=(replace(MET, id=occurrence(MET) or ""),))
    assert decisions.apply(graph) is graph
    assert [decision.where for decision in decisions.unused] == [f"{path}, line {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("same jd-vance", "line 2: 'same jd-vance' is no decision; write same KEPT OTHER"),
        ("merge a b", "line 2: 'merge a b' is no decision"),
        ('label a "b', "line 2: No closing quotation; close the quotation marks"),
        ("label a b c", "line 2: 'label a b c' is no decision"),
    ],
)
def test_what_is_no_decision_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "corrections.txt").write_text(f"# mine\n{line}\n")
    with pytest.raises(ReadError, match=message):
        read_corrections([tmp_path / "corrections.txt"])


def test_circles_and_missing_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "corrections.txt").write_text("same a b\nsame b a\n")
    with pytest.raises(ReadError, match="is to be one with itself"):
        Corrections(read_corrections([tmp_path / "corrections.txt"]), load_gazetteer(), load_ontology())
    with pytest.raises(ReadError, match=r"missing\.txt: cannot be read"):
        read_corrections([tmp_path / "missing.txt"])


def test_every_build_honours_them(tmp_path: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "corrections.txt"
    path.write_text("same marco-rubio jd-vance\nlabel rome Roma\n")
    decisions = Corrections(read_corrections([path]), load_gazetteer(), load_ontology())
    monkeypatch.setattr(extractor, "corrections", decisions)
    [graph] = extractor.run([Article("a", TEXT.split("\n\n")[1])])
    assert graph.events[0].actors == ("marco-rubio",)
    assert graph.entity["rome"].label == "Roma"


def test_the_command_warns_of_what_is_about_nothing(tmp_path: Path) -> None:
    (tmp_path / "corrections.txt").write_text("same marco-rubio jd-vance\nlabel nobody Somebody\n")
    (tmp_path / "rome.txt").write_text(TEXT)
    command = ["extract", str(tmp_path / "rome.txt"), "--corrections", str(tmp_path / "corrections.txt")]
    done = CliRunner().invoke(main, command)
    assert '"actors": ["marco-rubio"]' in done.stdout
    assert "corrections.txt, line 2: no article here has what it is about" in done.stderr
