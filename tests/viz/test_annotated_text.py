"""The annotated page: marks where the graph has them, nothing lost of the text, and nothing in it that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markupsafe import escape
from playwright.sync_api import Browser, Page, expect

from kg.cli.main import main
from kg.graph.merge import merge_graphs
from kg.graph.wording import describe
from kg.model import EntityMention, Event, Graph, Span
from kg.viz.annotated_text import Mark, annotate_html, mark_text, nest
from tests.helpers.browser import chromium, visit
from tests.helpers.graphs import EVENTS, GRAPH, part
from tests.helpers.stories import COLD_WAR, tell
from tests.viz.test_page import CLASSICS, hostile_graph

CHINA = "{} not talked with {} (2025-04-24, says China)"
READ = """() => [...document.querySelectorAll(".text")].map((text) => {
  const copy = text.cloneNode(true);
  copy.querySelectorAll(".kind").forEach((label) => label.remove());
  return copy.textContent;
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def write_page(path: Path, graph: Graph, title: str = "Articles") -> Path:
    path.write_text(annotate_html(graph, title=title), encoding="utf-8", newline="")
    return path


def marks_of(page: Page) -> list[list[str]]:
    """Words, kind and explanation of every mark, in order."""
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll(".text mark")].map((mark) => {
          const copy = mark.cloneNode(true);
          const kind = [...copy.children].findLast((child) => child.className === "kind");
          copy.querySelectorAll(".kind").forEach((label) => label.remove());
          return [copy.textContent, kind ? kind.textContent : "", mark.title];
        })"""
    )
    return found


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (EVENTS[5], "JD Vance met Volodymyr Zelenskyy (Rome, 2025-05-18)"),
        (EVENTS[1], "Vladimir Putin not met Volodymyr Zelenskyy"),
        (EVENTS[4], "Volodymyr Zelenskyy met Vladimir Putin (2025-05-15, planned, says Volodymyr Zelenskyy)"),
        (replace(EVENTS[5], actors=(), time=None), "somebody met Volodymyr Zelenskyy (Rome, Sunday)"),
        (replace(EVENTS[2], actors=("china", "russia"), recipients=()), CHINA.format("China and Russia", "each other")),
        (replace(EVENTS[2], recipients=()), CHINA.format("China", "somebody")),
    ],
)
def test_an_event_in_words(event: Event, words: str) -> None:
    assert describe(event, GRAPH) == words


def mark(begin: int, end: int, kind: str = "K") -> Mark:
    return Mark(begin, end, kind, "", "entity")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([(4, 6), (0, 2)], [(0, 2, True), (4, 6, True)]),
        ([(2, 4), (0, 6)], [(0, 6, True), (2, 4, True)]),
        ([(0, 4), (2, 6)], [(0, 4, True), (2, 4, False), (4, 6, True)]),
        ([(0, 4), (0, 4)], [(0, 4, True), (0, 4, True)]),
        ([(0, 3), (1, 5), (2, 7)], [(0, 3, True), (1, 3, False), (2, 3, False), (3, 7, True), (3, 5, True)]),
        ([(3, 3)], []),
    ],
)
def test_marks_that_cross_are_cut(marks: list[tuple[int, int]], expected: list[tuple[int, int, bool]]) -> None:
    assert [(cut.begin, cut.end, cut.ends) for cut in nest(mark(*place) for place in marks)] == expected


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_any_marks_leave_the_text_as_it_is(text: str, places: list[tuple[int, int]]) -> None:
    inside = [(begin, end) for begin, end in places if begin < end <= len(text)]
    marked = mark_text(text, [mark(*place, kind="") for place in inside])
    assert marked.count("<mark") == marked.count("</mark>") >= len(set(inside))
    assert marked.count('class="kind"') == len(inside)
    tags = r'<mark class="entity" title="">|</mark>|<span class="kind"></span>'
    assert re.sub(tags, "", str(marked)) == str(escape(text))


def test_page_marks_entities_and_events(browser: Browser, tmp_path: Path) -> None:
    path = write_page(tmp_path / "rome.html", part("rome"), title="News from Rome")
    with visit(browser, path) as opened:
        assert opened.page.evaluate(READ) == [GRAPH.article["rome"].text]
        told = "JD Vance met Volodymyr Zelenskyy (Rome, 2025-05-18)"
        assert marks_of(opened.page) == [
            ["Vice President JD Vance", "Person", "JD Vance, USA"],
            ["met", "CONSULT", told],
        ]
        expect(opened.page.locator("h1")).to_have_text("News from Rome")
        expect(opened.page.locator("li")).to_have_text(f"CONSULT {told}")
        colour = opened.page.locator("mark.verbal-cooperation").evaluate(
            "mark => getComputedStyle(mark).backgroundColor"
        )
        assert colour == "rgb(211, 228, 248)"
        assert (opened.requests, opened.complaints) == ([path.as_uri()], [])


def test_one_stretch_may_stand_for_several(browser: Browser, tmp_path: Path) -> None:
    graph = part("rome")
    pair = EntityMention(graph.events[0].evidence[1])
    both = tuple(replace(entity, mentions=(pair,)) for entity in graph.entities if entity.type == "Person")
    places = tuple(entity for entity in graph.entities if entity.type != "Person")
    twice = (graph.events[0], replace(graph.events[0], id="again", type="AGREE", relation="agreedWith"))
    path = write_page(tmp_path / "both.html", replace(graph, entities=(*both, *places), events=twice))
    with visit(browser, path) as opened:
        [(_, kinds, tip), (_, kind, names)] = marks_of(opened.page)
        assert (kinds, kind, names) == ("CONSULT · AGREE", "Person", "JD Vance, USA; Volodymyr Zelenskyy, UKR")
        assert tip.count("; ") == 1


def test_every_article_has_its_text_and_its_events(browser: Browser, tmp_path: Path) -> None:
    with visit(browser, write_page(tmp_path / "all.html", GRAPH), width=390) as opened:
        assert opened.page.evaluate(READ) == [article.text for article in GRAPH.articles]
        assert opened.page.locator("h2").all_text_contents() == [article.title for article in GRAPH.articles]
        expect(opened.page.locator("li")).to_have_count(len(EVENTS))
        assert opened.page.locator("li.unreal").count() == 3
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (Graph(), "There is no article"),
        (Graph(tell(COLD_WAR).articles), "No events were found in this article."),
    ],
)
def test_page_without_events_says_so(browser: Browser, tmp_path: Path, graph: Graph, words: str) -> None:
    with visit(browser, write_page(tmp_path / "empty.html", graph)) as opened:
        expect(opened.page.locator("main")).to_contain_text(words)
        assert opened.complaints == []


def check_hostile(browser: Browser, path: Path, names: list[str]) -> None:
    """Names mark the articles that consist of them: all is there as text, and nothing ran."""
    graph = hostile_graph(names)
    spans = {article.id: Span(article.id, 0, len(article.text), article.text) for article in graph.articles}
    entities = tuple(replace(entity, mentions=(EntityMention(spans[entity.id]),)) for entity in graph.entities)
    write_page(path, replace(graph, entities=entities), title=names[0])
    with visit(browser, path) as opened:
        page = opened.page
        assert page.evaluate(READ) == [shown(name or "-") for name in names]
        assert page.evaluate("document.querySelector('h1').textContent") == shown(names[0])
        tips = page.evaluate("[...document.querySelectorAll('mark.entity')].map((mark) => mark.title)")
        assert [tip[: len(shown(name))] for tip, name in zip(tips, names, strict=True)] == [*map(shown, names)]
        assert page.evaluate("window.hacked") is None
        assert page.locator("a, img, script, svg").count() == 0
        assert (opened.requests, opened.complaints) == ([path.as_uri()], [])


def shown(text: str) -> str:
    """What HTML makes of a text: one kind of line end, and no null character."""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def test_classic_attacks_are_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    check_hostile(browser, tmp_path / "classics.html", CLASSICS)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(st.text(max_size=40), min_size=50, max_size=50))
def test_any_text_is_shown_as_text(browser: Browser, tmp_path: Path, names: list[str]) -> None:
    check_hostile(browser, tmp_path / "any.html", names)


def test_policy_lets_no_script_run(browser: Browser, tmp_path: Path) -> None:
    with visit(browser, write_page(tmp_path / "policy.html", part("rome"))) as opened:
        opened.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.intruder = 1";
              document.body.append(script);
            }"""
        )
        assert opened.page.evaluate("window.intruder") is None


def test_command_writes_the_page(tmp_path: Path) -> None:
    article = tmp_path / "talks.txt"
    article.write_text("date 2025-05-19 Talks\n\nVice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.\n")
    pages = []
    for name in ("one.html", "two.html"):
        done = CliRunner().invoke(main, ["annotate", str(article), "-o", str(tmp_path / name)])
        assert (done.exit_code, done.output) == (0, "")
        pages.append((tmp_path / name).read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "<h1><bdi>Talks</bdi></h1>" in pages[0]
    assert '>met<span class="kind">CONSULT</span></mark>' in pages[0]


def test_an_event_of_two_articles_is_marked_in_both() -> None:
    graph = merge_graphs(tell(COLD_WAR[:1], article_id=id) for id in ("one", "other"))
    [event] = graph.events
    assert len(re.findall(rf'<mark class="event[^>]*>{event.trigger.text}<', annotate_html(graph, title="Two"))) == 2
