"""The examples, and what the README tells people to type."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.api import KnowledgeGraph
from kg.model import Event
from tests.helpers.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARTICLES = sorted(path.name for pattern in ("*.txt", "*.jsonl") for path in (ROOT / "examples").glob(pattern))


@pytest.fixture(scope="module")
def demo() -> KnowledgeGraph:
    return kg.build(ROOT / "examples" / "istanbul-talks.txt")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def said(graph: KnowledgeGraph, relation: str) -> list[Event]:
    return [event for event in graph.events if event.relation == relation]


@pytest.mark.parametrize("name", ARTICLES)
def test_each_article_gives_events_with_exact_evidence(name: str) -> None:
    for graph in kg.extract(ROOT / "examples" / name):
        [article] = graph.articles
        assert graph.events
        for event in graph.events:
            for span in (event.trigger, *event.evidence):
                assert article.text[span.begin : span.end] == span.text


def test_the_demo_tells_who_met_whom_where_and_when(demo: KnowledgeGraph) -> None:
    met = {(*event.actors, *event.recipients): event for event in said(demo, "met") if event.happened}
    event = met["jd-vance", "volodymyr-zelenskyy"]
    assert (event.place, event.time and event.time.edtf) == ("rome", "2025-05-18")


def test_the_demo_tells_who_spoke_with_whom(demo: KnowledgeGraph) -> None:
    times = {frozenset((*event.actors, *event.recipients)): event.time for event in demo.events if event.happened}
    for partner in ("vladimir-putin", "volodymyr-zelenskyy"):
        time = times[frozenset(("donald-trump", partner))]
        assert time
        assert time.edtf == "2025-05-19"


def test_the_demo_keeps_what_did_not_happen_apart(demo: KnowledgeGraph) -> None:
    assert [event for event in demo.events if event.negated and "vladimir-putin" in event.actors]
    planned = [event for event in said(demo, "met") if event.modality == "planned"]
    assert [event.place for event in planned] == ["brussels"]
    direct = demo.query("ASK { ?someone dip:met ?other . ?someone rdfs:label 'European Union foreign ministers' }")
    assert direct.rows == ((False,),)


def kg_extract(*arguments: str) -> list[dict[str, list[dict[str, object]]]]:
    command = [sys.executable, "-m", "kg", "extract", *arguments]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(("options", "found"), [([], False), (["--ontology", "examples/relations.ttl"], True)])
def test_a_file_adds_a_relation_without_code(options: list[str], found: bool) -> None:
    records = kg_extract("examples/agreements.jsonl", *options)
    relations = {event["relation"] for record in records for event in record["events"]}
    assert ("votedWith" in relations) == found


@pytest.mark.parametrize(("options", "country"), [([], None), (["--actors", "examples/actors.ttl"], "CHN")])
def test_a_file_adds_actors_without_code(options: list[str], country: str | None) -> None:
    records = kg_extract("examples/agreements.jsonl", *options)
    countries = {entity["id"]: entity["country"] for record in records for entity in record["entities"]}
    assert countries["zhang-gaoli"] == country


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, as a reader of the README has it before him, and `kg` to be typed."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "kg").write_text(f'#!/bin/sh\nexec {sys.executable} -m kg "$@"\n', encoding="utf-8")
    (tmp_path / "kg").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def test_readme_commands_run_one_after_the_other(copy: Path) -> None:
    script = "set -e\n" + "\n".join(blocks("sh"))
    done = subprocess.run(["sh", "-c", script], cwd=copy, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2025-05-18" in done.stdout
    assert "voted with" in done.stdout


def test_network_example_answers_its_questions() -> None:
    command = [sys.executable, str(ROOT / "examples" / "network.py")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    mediators, communities, path = re.split(r"^\S.*:\n", done.stdout, flags=re.MULTILINE)[1:]
    assert "Donald Trump (0." in mediators and len(mediators.splitlines()) == 3
    assert any("Marco Rubio" in group and "JD Vance" in group for group in communities.splitlines())
    assert path.splitlines()[0].startswith("  Giorgia Meloni - ")
    assert path.splitlines()[-1].startswith("  JD Vance - Leo XIV: On Monday Vance and Rubio met the pope")


def test_readme_python_runs(copy: Path) -> None:
    for block in blocks("python"):
        done = subprocess.run([sys.executable, "-c", block], cwd=copy, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert "JD Vance met Zelenskyy in Rome" in done.stdout


def test_readme_names_every_command() -> None:
    from kg.cli.main import main

    assert set(re.findall(r"^\| `kg (\w+)", README, re.MULTILINE)) == set(main.commands)


def test_readme_record_is_one_that_kg_makes(demo: KnowledgeGraph) -> None:
    [record] = map(json.loads, blocks("json"))
    event = next(event for event in said(demo, "met") if event.place == "rome")
    text = demo.articles[0].text
    assert text[slice(*record_span(record["trigger"]))] == record["trigger"]["text"] == event.trigger.text
    sentence = event.evidence[0]
    assert record_span(record["evidence"]) == (sentence.begin, sentence.end)
    assert sentence.text.startswith(record["evidence"]["text"].removesuffix(" ..."))
    assert (record["time"], record["time_text"]) == (event.time and event.time.edtf, event.time_text)


def record_span(record: dict[str, int]) -> tuple[int, int]:
    return record["begin"], record["end"]
