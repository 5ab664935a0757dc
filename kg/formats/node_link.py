"""A Graph enters; its network leaves as node-link JSON, as networkx.node_link_graph and d3 read it."""

from __future__ import annotations

import json

import networkx

from kg.formats.network import to_network
from kg.model import Graph


def to_nodelink(graph: Graph, *, isolated: bool = False) -> str:
    """An object with `nodes` and `edges`; the ids of an edge's nodes are its `source` and `target`."""
    data = networkx.node_link_data(to_network(graph, isolated=isolated), edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
