"""A Graph as one HTML page: everything inside, no request, the same bytes for the same graph.

The page is pyvis's, with a template of our own. Data enters it as JSON that no browser can take for markup, and a
Content-Security-Policy lets nothing run but the scripts whose hashes it lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.graph.names import also_called
from kg.model import EntityType, Graph
from kg.viz.assets import inline, read_template
from kg.viz.layout import place_nodes
from kg.viz.page_data import encode_graph
from kg.viz.picture import Node, Picture, bundle_events, its_country, itself

SCRIPTS = ("data.js", "labels.js", "picture.js", "events.js", "filters.js", "timeline.js", "export.js", "page.js")
SHAPES: dict[EntityType, str] = {
    "Person": "dot",
    "Country": "square",
    "Organization": "hexagon",
    "Group": "triangle",
    "Place": "triangleDown",
    "Facility": "diamond",
}


def render_html(graph: Graph, *, title: str) -> str:
    """The page, to be written as UTF-8: actors are nodes, events are edges, and each event shows its sentence."""
    picture = bundle_events(graph, itself)
    actors = _network(picture, graph, title)
    countries = _network(bundle_events(graph, its_country), graph, title)
    actors.fill("countries", {"nodes": countries.nodes, "edges": countries.edges})
    actors.fill("graph", encode_graph(graph, [node.id for node in picture.nodes]))
    # A file name that is no valid UTF-8 leaves half characters in a title or a source; they can't be written.
    return str(actors.generate_html()).encode("utf-8", "replace").decode("utf-8")


def _also_called(node: Node, graph: Graph, states: Mapping[str, str]) -> str:
    """The other names of a node, by which a search finds it too; `states` are the countries' ids by their codes."""
    id = states.get(node.id, node.id)
    known = graph.entity[id].aliases if id in graph.entity else ()
    names = dict.fromkeys((*also_called(id), *known))
    return "; ".join(name for name in names if name not in node.label)


class OfflineNetwork(Network):  # type: ignore[misc]
    """A pyvis network whose page is our template: escaped, and with nothing from elsewhere."""

    def __init__(self, title: str) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=title)
        self.path = "page.html.j2"
        self.templateEnv = Environment(
            loader=DictLoader({self.path: read_template(self.path)}), autoescape=True, undefined=StrictUndefined
        )
        self.templateEnv.filters["json"] = to_script_json
        self.fill("scripts", [inline(_vis_network()), inline("\n".join(map(read_template, SCRIPTS)))])
        self.fill("styles", [inline(read_template("page.css"))])

    def fill(self, name: str, value: object) -> None:
        """Give the template a value beyond those that pyvis passes."""
        self.templateEnv.globals[name] = value


def to_script_json(value: object) -> Markup:
    """JSON for a script element: nothing in it can end the element, open a comment or break a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text))


def _vis_network() -> str:
    """The drawing library that pyvis brings, without the pointer to a file that isn't there."""
    library = files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*", "", library)


def _network(picture: Picture, graph: Graph, title: str) -> OfflineNetwork:
    """Nodes with their places and what else they are called, edges with the numbers of their events."""
    network = OfflineNetwork(title)
    states = {entity.country: entity.id for entity in graph.entities if entity.type == "Country" and entity.country}
    rank = {node.id: number for number, node in enumerate(picture.nodes)}
    links = [(rank[bundle.source], rank[bundle.target]) for bundle in picture.bundles]
    boxes = [(max(60.0, 7.5 * len(node.label)) + 16, 62.0) for node in picture.nodes]
    for number, (node, (x, y)) in enumerate(zip(picture.nodes, place_nodes(boxes, links), strict=True)):
        details = {"key": node.id, "group": node.kind, "x": x, "y": y}
        if node.country:
            details["country"] = node.country
        if node.alone:
            details["alone"] = node.alone
        if also := _also_called(node, graph, states):
            details["also"] = also
        network.add_node(number, node.label or node.id, SHAPES[node.kind], **details)
    for bundle, (source, target) in zip(picture.bundles, links, strict=True):
        numbers = {"ahead": bundle.ahead, "back": bundle.back, "mutual": bundle.mutual}
        given = {name: events for name, events in numbers.items() if events}
        network.add_edge(source, target, arrows="", **given)
    return network
