"""A Graph enters; its network leaves as GraphML or GEXF, with every attribute, for Gephi, yEd and networkx's readers.

The same graph gives the same text. Characters that XML can't hold, such as control characters, become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import networkx

from kg.formats.network import Attributes, to_network
from kg.graph.dates import find_dating
from kg.model import Graph

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_graphml(graph: Graph, *, isolated: bool = False) -> str:
    """The network as GraphML."""
    return "\n".join(networkx.generate_graphml(_for_xml(to_network(graph, isolated=isolated)))) + "\n"


def to_gexf(graph: Graph, *, isolated: bool = False) -> str:
    """The network as GEXF 1.2, whose edges begin and end on the days of their events.

    An event that is dated by its report only stands on the day of the report; one without a date is there always.
    """
    network = _for_xml(to_network(graph, isolated=isolated))
    days = {event.id: (dating.day, dating.end) for event in graph.events if (dating := find_dating(event, graph))}
    known = {_clean(id): day for id, day in days.items()}
    for *_, data in network.edges(data=True):
        if day := known.get(str(data["event"])):
            data["start"], data["end"] = day[0].isoformat(), day[1].isoformat()
    text = "\n".join(networkx.generate_gexf(network)) + "\n"
    # networkx writes the day on which it runs: tomorrow's file would differ.
    return re.sub(r' lastmodifieddate="[\d-]+"', "", text, count=1)


def _for_xml(network: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """A copy that XML can hold, where each edge has a key of its own, for Gephi leaves out an edge whose id it knows.

    An event that is several edges keeps its id for the first of them; `event` tells it for all.
    """
    copy = networkx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        copy.add_node(_clean(node), **_clean_values(data))
    keys: set[str] = set()
    for source, target, event, data in network.edges(keys=True, data=True):
        key, number = _clean(event), 1
        while key in keys:
            number += 1
            key = f"{_clean(event)} ({number})"
        keys.add(key)
        copy.add_edge(_clean(source), _clean(target), key=key, **_clean_values(data))
    return copy


def _clean(text: str) -> str:
    return NO_XML.sub("\ufffd", text)


def _clean_values(data: Mapping[str, str | int | float | bool]) -> Attributes:
    return {name: _clean(value) if isinstance(value, str) else value for name, value in data.items()}
