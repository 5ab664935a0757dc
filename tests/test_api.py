"""The Python API: articles in, graphs out, and what a graph can be asked for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pytest

import kg
from kg.api import KnowledgeGraph, build, extract
from kg.entities.linking import find_actors
from kg.errors import KgError, ReadError
from kg.extractor import Extractor
from kg.model import Article, Graph
from kg.rdf.serialization import from_turtle, to_turtle
from tests.helpers.graphs import GRAPH, part

ROME = "date 2025-05-18 A meeting in Rome\n\nJD Vance met Volodymyr Zelenskyy in Rome on Sunday.\n"
CALL = "date 2025-05-19 A call\n\nMr. Trump called Vladimir Putin on Monday. Volodymyr Zelenskyy thanked Vance.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "call.txt").write_text(CALL, encoding="utf-8")
    (tmp_path / "news" / "rome.txt").write_text(ROME, encoding="utf-8")
    return tmp_path / "news"


@pytest.fixture
def graph(folder: Path, extractor: Extractor) -> KnowledgeGraph:
    return build(folder, extractor=extractor)


def test_extract_gives_a_graph_for_each_article(folder: Path, extractor: Extractor) -> None:
    graphs = list(extract(folder / "rome.txt", str(folder / "call.txt"), extractor=extractor))
    assert [[article.title for article in graph.articles] for graph in graphs] == [["A meeting in Rome"], ["A call"]]
    assert [[event.relation for event in graph.events] for graph in graphs] == [["met"], ["called", "thanked"]]
    for graph in graphs:
        assert [entity.id for entity in graph.entities] == sorted(graph.entity)


def test_build_makes_one_graph_of_all(graph: KnowledgeGraph) -> None:
    assert [article.id for article in graph.articles] == ["call", "rome"]
    assert {event.trigger.article for event in graph.events} == {"call", "rome"}
    zelenskyy = graph.entity["volodymyr-zelenskyy"]
    assert {mention.span.article for mention in zelenskyy.mentions} == {"call", "rome"}


def test_a_graph_answers_sparql(graph: KnowledgeGraph) -> None:
    result = graph.query("SELECT ?place WHERE { ?meeting dip:relation dip:met ; sem:hasPlace/rdfs:label ?place }")
    assert (result.columns, result.rows) == (("place",), (("Rome",),))


def test_a_graph_becomes_rdf(graph: KnowledgeGraph) -> None:
    dataset = graph.to_rdf()
    again = from_turtle(to_turtle(graph))
    assert (again.articles, again.events) == (graph.articles, graph.events)
    assert len(list(dataset.quads())) > 100


def test_a_graph_becomes_a_network(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    assert network.has_edge("jd-vance", "volodymyr-zelenskyy")
    assert network.has_edge("donald-trump", "vladimir-putin")


def test_a_graph_becomes_a_page(graph: KnowledgeGraph, folder: Path, extractor: Extractor) -> None:
    pages = {
        "Knowledge graph": (graph, None),
        "A meeting in Rome": (build(folder / "rome.txt", extractor=extractor), None),
        "Two days in May": (graph, "Two days in May"),
    }
    for title, (drawn, given) in pages.items():
        drawn.view(folder / "graph.html", title=given)
        assert f"<title>{title}" in (folder / "graph.html").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_warned_about(folder: Path, extractor: Extractor) -> None:
    (folder / "empty.txt").write_text("")
    with pytest.warns(UserWarning) as caught:
        graph = build(folder, extractor=extractor)
    assert [article.id for article in graph.articles] == ["call", "rome"]
    [message] = [str(warning.message) for warning in caught]
    assert "empty.txt" in message


VISIT = "JD Vance met Volodymyr Zelenskyy in Rome on Sunday."


@pytest.mark.parametrize(
    "source",
    [
        f"date 2025-05-18 A meeting\n\n{VISIT}",
        Article("a", VISIT, date=date(2025, 5, 18)),
        {"text": VISIT, "date": "2025-05-18"},
        pandas.DataFrame({"text": [VISIT], "date": ["2025-05-18"]}),
        [{"text": VISIT, "date": date(2025, 5, 18)}],
    ],
)
def test_texts_articles_mappings_and_frames_are_built_of(source: Any, extractor: Extractor) -> None:
    [event] = build(source, extractor=extractor).events
    assert (event.actors, event.relation, event.recipients) == (("jd-vance",), "met", ("volodymyr-zelenskyy",))
    assert event.time is not None
    assert event.time.edtf == "2025-05-18"
    [graph] = extract(source, extractor=extractor)
    assert graph.events == (event,)


def test_nothing_is_silently_empty(tmp_path: Path, extractor: Extractor) -> None:
    for source in ("missing.txt", tmp_path / "missing.txt", tmp_path):
        with pytest.raises(ReadError), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            build(source, extractor=extractor)
    with pytest.raises(ReadError, match="no article was given"):
        build(extractor=extractor)
    with pytest.warns(UserWarning, match="no events were found in 1 article"):
        assert not build("The weather was fine in Rome.", extractor=extractor).events


def test_saved_graphs_are_loaded(tmp_path: Path, graph: KnowledgeGraph) -> None:
    for name in ("graph.ttl", "graph.nq", "graph.jsonl", "store"):
        graph.save(tmp_path / name)
        again = kg.load(tmp_path / name)
        assert isinstance(again, KnowledgeGraph)
        assert sorted(event.id for event in again.events) == sorted(event.id for event in graph.events)
    for name in ("page.html", "events.csv", "events.parquet", "graph.gexf", "graph.graphml", "graph.cypher"):
        graph.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size
    with pytest.raises(KgError, match=r"no format ends so; use one of \.csv, \.cypher"):
        graph.save(tmp_path / "graph.docx")


@pytest.mark.parametrize(
    ("asked", "relations"),
    [
        ({"actor": "zelenskiy"}, {"met", "thanked"}),
        ({"actor": ["Trump", "vance"], "type": "consult"}, {"met", "called"}),
        ({"since": "2025-05-19"}, {"called"}),
        ({"since": date(2025, 5, 19), "by_report": True}, {"called", "thanked"}),
        ({"place": "rome"}, {"met"}),
        ({"min_confidence": 1.0}, set()),
    ],
)
def test_filter_gives_a_part(graph: KnowledgeGraph, asked: dict[str, Any], relations: set[str]) -> None:
    part = graph.filter(**asked)
    assert isinstance(part, KnowledgeGraph)
    assert {event.relation for event in part.events} == relations


def test_filter_refuses_what_there_is_not(graph: KnowledgeGraph) -> None:
    with pytest.raises(KgError, match="nobody and nothing here is called"):
        graph.filter(actor="Macron")
    with pytest.raises(KgError, match="no day; write it like 2025-05-18"):
        graph.filter(until="May")


def test_frames(graph: KnowledgeGraph) -> None:
    events = graph.events_frame()
    assert set(events["relation"]) == {"called", "met", "thanked"}
    assert set(graph.actors_frame()["id"]) == set(graph.entity)
    assert set(graph.dyads_frame("day")["source"]) == {"RUS", "UKR", "USA"}


def test_graph_in_short_and_in_a_notebook(graph: KnowledgeGraph) -> None:
    assert repr(graph) == "<KnowledgeGraph: 2 articles, 5 entities, 3 events, 2025-05-18 to 2025-05-19>"
    html = graph._repr_html_()
    assert "<svg" in html
    assert html.count("<tr>") == 4
    assert "Donald Trump" in html
    assert "<script" not in html
    empty = KnowledgeGraph()
    assert (repr(empty), "<svg" in empty._repr_html_()) == ("<KnowledgeGraph: 0 articles, 0 entities, 0 events>", False)


def test_hostile_names_are_inert_in_a_notebook() -> None:
    evil = replace(GRAPH.entity["jd-vance"], label="<img src=x onerror=alert(1)>")
    others = tuple(entity for entity in GRAPH.entities if entity.id != "jd-vance")
    assert "<img" not in KnowledgeGraph(GRAPH.articles, (evil, *others), GRAPH.events)._repr_html_()


class Mistaken(Extractor):
    """It finds people in the last article whom nobody knows."""

    def __init__(self) -> None:
        pass

    def run(self, articles: object, *, on_error: object = None) -> Iterator[Graph]:
        return iter([part("rome"), replace(part("kyiv"), entities=())])


def test_a_graph_that_breaks_a_rule_is_left_out_and_warned_about(folder: Path) -> None:
    with pytest.warns(UserWarning, match="kyiv: left out, for kg made a mistake; report it: "):
        graph = build(folder, extractor=Mistaken())
    assert [getattr(graph, f.name) for f in fields(Graph)] == [getattr(part("rome"), f.name) for f in fields(Graph)]


def test_all_is_silent_where_all_can_be_read(folder: Path, extractor: Extractor) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        assert build(folder, extractor=extractor).events


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> Iterator[Extractor]:
    """An Extractor that stumbles over one article."""

    def stumble(article: Article, *arguments: object) -> object:
        if article.id == "bad":
            raise IndexError("list index out of range")
        return find_actors(article, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.extractor.find_actors", stumble)
    yield extractor


ARTICLES = [Article("bad", "Putin left."), Article("good", "Putin met Trump.")]


def test_an_article_that_fails_does_not_stop_the_others(fragile: Extractor) -> None:
    errors: list[KgError] = []
    [graph] = fragile.run(ARTICLES, on_error=errors.append)
    assert [article.id for article in graph.articles] == ["good"]
    [error] = errors
    assert "bad: no events could be read (IndexError('list index out of range')): please report" in str(error)


def test_an_article_that_fails_is_an_error_where_nobody_listens(fragile: Extractor) -> None:
    with pytest.raises(KgError, match="bad: no events could be read"):
        list(fragile.run(ARTICLES))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"pipeline": "en_missing"}, "en_missing: the pipeline can't be loaded"),
        ({"ontologies": [Path("missing.ttl")]}, "missing.ttl: can't be read"),
        ({"actors": [Path("missing.ttl")]}, "missing.ttl: can't be read"),
    ],
)
def test_what_an_extractor_lacks(options: dict[str, object], message: str) -> None:
    with pytest.raises(KgError, match=message):
        Extractor(**options)  # type: ignore[arg-type]


def test_the_user_brings_actors(tmp_path: Path) -> None:
    path = tmp_path / "actors.ttl"
    path.write_text(
        """@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://w3id.org/diplomatic-kg/id/lena-brandvik> a dip:Person ; rdfs:label "Lena Brandvik" ;
            dip:countryCode "NOR" .
        """
    )
    [graph] = Extractor(actors=[path]).run([Article("a", "Lena Brandvik met Vladimir Putin in Oslo.")])
    assert graph.entity["lena-brandvik"].country == "NOR"


def test_the_package_imports_when_it_is_used() -> None:
    assert kg.build is build
    assert kg.Article is Article
    assert all(hasattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'oops'"):
        kg.oops  # noqa: B018
