"""The annotated articles and sentences that lie beside the checkout, scored by the scripts that lie with them."""

from __future__ import annotations

import importlib.util
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import Graph as Triples

from kg.errors import KgError
from kg.extractor import Extractor
from kg.formats.records import to_record
from kg.graph.merge import merge_graphs
from kg.model import Article, Event, Graph
from kg.rdf.namespaces import DIP, Names
from kg.rdf.serialization import to_turtle
from kg.readers.articles import read_articles
from tests.helpers.paths import SHARED

GOLD = SHARED / "gold"
ARTICLES = GOLD / "articles.jsonl"
SENTENCES = GOLD / "plover_gsr_visible.json"
FACTS = {
    ("donald-trump", "vladimir-putin", "asserted", "2025-05-19"),
    ("jd-vance", "volodymyr-zelenskyy", "asserted", "2025-05-18"),
    ("donald-trump", "vladimir-putin", "asserted", "2025-03"),
}

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="no gold annotations in ../shared/gold")


def script(name: str) -> ModuleType:
    """One of the scorers, imported by its path."""
    spec = importlib.util.spec_from_file_location(name, GOLD / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def refuse(error: KgError) -> None:
    raise error


def write_records(path: Path, graphs: list[Graph]) -> Path:
    path.write_text("".join(f"{json.dumps(to_record(graph))}\n" for graph in graphs), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graphs(extractor: Extractor) -> list[Graph]:
    return list(extractor.run(read_articles([str(ARTICLES)], on_error=refuse)))


@pytest.fixture(scope="module")
def first(graphs: list[Graph]) -> Graph:
    return graphs[0]


@pytest.fixture(scope="module")
def sentences(extractor: Extractor) -> list[Graph]:
    units, _ = script("score_gsr").load_gold(SENTENCES)
    return list(extractor.run(Article(id, unit["text"]) for id, unit in units.items()))


def everybody(event: Event) -> set[str]:
    return {*event.actors, *event.recipients}


def test_articles(graphs: list[Graph], tmp_path: Path) -> None:
    scores = script("score_articles").main(ARTICLES, write_records(tmp_path / "records.jsonl", graphs))
    assert scores["lenient"] >= 0.70
    assert scores["strict (with status)"] >= 0.62


def test_sentences(
    sentences: list[Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    records = write_records(tmp_path / "records.jsonl", sentences)
    monkeypatch.setattr(sys, "argv", ["kg_to_gsr.py", str(records)])
    runpy.run_path(str(GOLD / "kg_to_gsr.py"))
    (tmp_path / "predictions.jsonl").write_text(capsys.readouterr().out, encoding="utf-8")
    scorer = script("score_gsr")
    units, alias = scorer.load_gold(SENTENCES)
    scores, _ = scorer.score(units, scorer.read_preds(tmp_path / "predictions.jsonl", alias))
    found = {measure: scores[measure]["F1"] for measure in ("triple", "event", "dyad")}
    assert found["triple"] >= 0.50, found
    assert found["event"] >= 0.62, found
    assert found["dyad"] >= 0.62, found


def test_every_event_has_exact_evidence_around_its_trigger(graphs: list[Graph], sentences: list[Graph]) -> None:
    for graph in graphs + sentences:
        [article] = graph.articles
        for event in graph.events:
            for span in (event.trigger, *event.evidence):
                assert span.article == article.id
                assert article.text[span.begin : span.end] == span.text != ""
            assert event.evidence[0].begin <= event.trigger.begin < event.trigger.end <= event.evidence[0].end


def test_the_first_article_tells_who_spoke_with_whom_and_when(first: Graph) -> None:
    talks = {
        (*sorted(everybody(event)), event.modality, event.time.edtf if event.time else None)
        for event in first.events
        if event.type == "CONSULT" and not event.negated
    }
    assert talks >= FACTS
    assert ("donald-trump", "volodymyr-zelenskyy", "planned") in {talk[:3] for talk in talks}


def test_the_first_article_tells_where_two_met(first: Graph) -> None:
    [meeting] = [event for event in first.events if event.relation == "met" and "jd-vance" in everybody(event)]
    assert (meeting.place, meeting.happened, meeting.attribution) == ("rome", True, None)
    assert everybody(meeting) == {"jd-vance", "volodymyr-zelenskyy"}


def test_the_first_article_tells_what_one_says_of_himself(first: Graph) -> None:
    talks = [event for event in first.events if everybody(event) == {"jd-vance", "donald-trump"}]
    assert [(event.type, event.happened, event.attribution) for event in talks] == [("CONSULT", True, "jd-vance")]


def test_the_first_article_tells_who_stayed_away(first: Graph) -> None:
    absent = [event for event in first.events if event.negated and event.place == "istanbul"]
    assert {person for event in absent for person in everybody(event)} == {"vladimir-putin", "volodymyr-zelenskyy"}
    assert {(event.type, event.modality) for event in absent} == {("CONSULT", "asserted")}


def test_direct_triples_tell_only_what_happened(first: Graph) -> None:
    triples = Triples().parse(data=to_turtle(first), format="turtle")
    names = Names()
    node = {str(names.entity(id)): id for id in first.entity}
    rows = [tuple(map(str, triple)) for triple in triples]
    direct = {(node[s], p.removeprefix(DIP), node[o]) for s, p, o in rows if s in node and o in node}
    told = {
        (one, event.relation, other)
        for event in first.events
        if event.happened
        for one in everybody(event)
        for other in everybody(event)
    }
    assert ("jd-vance", "met", "volodymyr-zelenskyy") in direct
    assert any(not event.happened and len(everybody(event)) > 1 for event in first.events)
    assert direct <= told


def test_another_run_gives_the_same_bytes(graphs: list[Graph], tmp_path: Path) -> None:
    """Another process: what hangs on the order of a set differs there."""
    command = [sys.executable, "-m", "kg", "build", str(ARTICLES), "-o", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    lines = (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.dumps(json.loads(line)) for line in lines] == [json.dumps(to_record(graph)) for graph in graphs]
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == to_turtle(merge_graphs(graphs))
