"""The pages as axe-core judges them: no violation, in light and dark, on a screen and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from kg.model import Graph
from kg.viz.annotated_text import annotate_html
from tests.helpers.browser import chromium, visit, write_page
from tests.helpers.graphs import GRAPH
from tests.helpers.paths import ROOT
from tests.helpers.stories import COLD_WAR, tell

AXE = ROOT / "tests" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(not AXE.exists(), reason="there is no axe-core: make axe installs it with npm")
STORY = tell(COLD_WAR)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def violations(page: Page) -> list[str]:
    """The rules that are broken, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """async () => (await axe.run()).violations.flatMap(({ id, impact, nodes }) =>
          nodes.map((node) => `${impact} ${id}: ${node.target} ${node.failureSummary}`))"""
    )
    return found


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_graph_page(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], width: int, height: int
) -> None:
    path = write_page(tmp_path / "graph.html", STORY, title="A short chronicle")
    with visit(browser, path, width=width, height=height, scheme=scheme) as opened:
        page = opened.page
        assert violations(page) == []
        for control in ("#tab-actors", "#tab-filters", "#view-countries", "#tab-events"):
            page.locator(control).click()
            assert violations(page) == [], control
        page.locator("figcaption .link").first.click()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("graph", [GRAPH, STORY, Graph()])
def test_the_annotated_page(browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], graph: Graph) -> None:
    path = tmp_path / "articles.html"
    path.write_text(annotate_html(graph, title="Articles"), encoding="utf-8")
    with visit(browser, path, scheme=scheme) as opened:
        assert violations(opened.page) == []


def test_what_is_wrong_is_found(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "wrong.html"
    path.write_text("<title>Wrong</title><img src='data:,'><button></button>", encoding="utf-8")
    with visit(browser, path) as opened:
        assert any("image-alt" in rule for rule in violations(opened.page))
