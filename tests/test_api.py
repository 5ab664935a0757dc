"""The Python API: articles in, graphs out, and what a graph can be asked for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

import kg
from kg.api import KnowledgeGraph, build, extract
from kg.entities.linking import find_actors
from kg.errors import KgError
from kg.extractor import Extractor
from kg.model import Article, Graph
from kg.rdf.serialization import from_turtle, to_turtle
from tests.helpers.graphs import part

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
        graph = build(folder, folder / "missing.txt", extractor=extractor)
    assert [article.id for article in graph.articles] == ["call", "rome"]
    messages = [str(warning.message) for warning in caught]
    assert len(messages) == 2
    assert any("empty.txt" in message for message in messages)
    assert any("missing.txt" in message for message in messages)


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
