"""A Graph in small, for notebooks: what is in it, who deals most with whom as a picture, and its surest events."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kg.graph.dates import find_dating
from kg.graph.wording import deed_with_mood, names
from kg.model import Event, Graph
from kg.viz.layout import place_nodes
from kg.viz.picture import Bundle, Node, bundle_events
from kg.viz.plots import COLOURS

MOST_NODES, MOST_ROWS, LONGEST = 14, 10, 24
WIDTH, HEIGHT = 640, 300
HEADINGS = ("When", "Who", "Did what", "To whom", "How sure")


def summarize(graph: Graph) -> str:
    """The numbers of articles, entities and events, and from when to when they are."""
    sizes = {"article": len(graph.articles), "entity": len(graph.entities), "event": len(graph.events)}
    plurals = {"entity": "entities"}
    counts = [f"{size} {noun if size == 1 else plurals.get(noun, f'{noun}s')}" for noun, size in sizes.items()]
    days = sorted(dating.day for event in graph.events if (dating := find_dating(event, graph)))
    return ", ".join([*counts, *([f"{days[0]} to {days[-1]}"] if days else [])])


def draw_snapshot(graph: Graph) -> str:
    """HTML that needs nothing else: no script, no style sheet, no request."""
    parts = [f"<p>{escape(summarize(graph))}</p>"]
    if graph.events:
        parts += [_picture(graph), _table(graph)]
    return f'<div class="kg-graph">{"".join(parts)}</div>'


def _picture(graph: Graph) -> str:
    picture = bundle_events(graph)
    nodes = picture.nodes[:MOST_NODES]
    shown = {node.id: number for number, node in enumerate(nodes)}
    bundles = [bundle for bundle in picture.bundles if bundle.source in shown and bundle.target in shown]
    links = [(shown[bundle.source], shown[bundle.target]) for bundle in bundles]
    places = place_nodes([(8.0 * len(_cut(node.label)) + 20, 50.0) for node in nodes], links)
    left, top = min(x for x, _ in places) - 90, min(y for _, y in places) - 30
    width, height = max(x for x, _ in places) + 90 - left, max(y for _, y in places) + 40 - top
    drawn = [*_lines(bundles, links, places), *_dots(nodes, places)]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="{left} {top} {width} {height}"'
    title = "<title>Who deals most with whom</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>{title}{"".join(drawn)}</svg>'


def _lines(bundles: list[Bundle], links: list[tuple[int, int]], places: list[tuple[int, int]]) -> Iterator[str]:
    for bundle, (source, target) in zip(bundles, links, strict=True):
        (x1, y1), (x2, y2) = places[source], places[target]
        count = len({*bundle.ahead, *bundle.back, *bundle.mutual})
        look = f'stroke="{COLOURS.get(bundle.quad_class, COLOURS["statement"])}" stroke-width="{min(2 + count, 9)}"'
        yield f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {look} opacity="0.7"/>'


def _dots(nodes: tuple[Node, ...], places: list[tuple[int, int]]) -> Iterator[str]:
    for node, (x, y) in zip(nodes, places, strict=True):
        words = escape(_cut(node.label))
        yield f'<circle cx="{x}" cy="{y}" r="9" fill="#55606e"/>'
        yield f'<text x="{x}" y="{y + 26}" font-family="sans-serif" font-size="14" text-anchor="middle">{words}</text>'


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


def _table(graph: Graph) -> str:
    surest = sorted(graph.events, key=lambda event: (-event.confidence, event.id))[:MOST_ROWS]
    head = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _row(event, graph))}</tr>" for event in surest)
    rest = len(graph.events) - len(surest)
    more = f"<p>and {rest} more: graph.events_frame()</p>" if rest else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _row(event: Event, graph: Graph) -> tuple[str, ...]:
    dating = find_dating(event, graph)
    when = event.time.edtf if event.time else f"by {dating.end}" if dating else event.time_text or ""
    who, whom = names(event.actors, graph, ", "), names(event.recipients, graph, ", ")
    return when, who, deed_with_mood(event, graph), whom, f"{event.confidence:.2f}"
