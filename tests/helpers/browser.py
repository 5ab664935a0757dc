"""Debian's Chromium through playwright, with the network cut off; what an opened file does is recorded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.model import Graph
from kg.viz.page import render_html

CUT_OFF = ["--disable-background-networking", "--proxy-server=127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND"]


@dataclass
class Visit:
    """An open page, the addresses it asked for, and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser; the test is skipped where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium: install Debian's package of that name")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *CUT_OFF])
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser,
    path: Path,
    *,
    width: int = 1280,
    height: int = 800,
    scheme: Literal["light", "dark"] = "light",
    fragment: str = "",
) -> Iterator[Visit]:
    """Open a file and wait until its scripts have run; dialogs that it opens count as complaints."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
    opened = Visit(context.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on("console", lambda message: opened.complaints.append(f"{message.type}: {message.text}"))
    opened.page.on("dialog", lambda dialog: opened.complaints.append(f"dialog: {dialog.message}"))
    opened.page.goto(path.absolute().as_uri() + fragment, wait_until="load")
    yield opened
    context.close()


def write_page(path: Path, graph: Graph, title: str = "A graph") -> Path:
    """The page of a graph as a file."""
    path.write_text(render_html(graph, title=title), encoding="utf-8")
    return path


def place_of(page: Page, key: str) -> tuple[float, float]:
    """Where a node is on the screen."""
    x, y = page.evaluate(
        """key => {
          const node = drawnNodes.find((node) => node.key === key);
          const point = network.canvasToDOM(network.getPosition(node.id));
          const frame = byId("graph").getBoundingClientRect();
          return [frame.left + point.x, frame.top + point.y];
        }""",
        key,
    )
    return x, y


def shown(page: Page) -> tuple[int, int, int]:
    """How many nodes and edges are drawn, and how many events count."""
    nodes, edges, events = page.evaluate("[nodeSet.length, edgeSet.length, visible.size]")
    return nodes, edges, events
