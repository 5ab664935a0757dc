"""Files for other programs: what is read back is all that was there, and no text in a graph breaks them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.main import main
from kg.formats.cypher import to_cypher
from kg.formats.graphml import NO_XML, to_gexf, to_graphml
from kg.formats.neo4j_csv import NODES, RELATIONSHIPS, to_neo4j
from kg.formats.network import name_type, relationship_type, to_network
from kg.formats.node_link import to_nodelink
from kg.model import Article, Entity, Event, Graph, Span
from kg.rdf.serialization import to_turtle
from kg.temporal.edtf import read_edtf
from tests.helpers.graphs import EVENTS, GRAPH, defined

NETWORK = to_network(GRAPH)
UNDATED = re.compile(r"\b20\d\d-\d\d-\d\d\b")
CRUEL = [
    "'; MATCH (n) DETACH DELETE n; //",
    "\\' OR 1=1 //",
    "\\u0027 + \\\\u0027 \\",
    '"quoted", and; more\r\nand a line',
    "`backticks`",
    "<tag attr='&amp;'>]]>",
    "a\x00b\x0b\x1b\ufffe",
    "\u2028 和平 🕊️ سلام",
    "",
]


def graph_of(text: str) -> Graph:
    """One event whose every word is the given text."""
    span = Span("a", 0, len(text), text)
    one, other = Entity("one", text, "Person", text), Entity("other", text, "Country", aliases=(text,))
    event = Event("e", text, text, span, (span,), ("one",), ("other",), mode=text, time_text=text)
    return defined((Article("a", text, text),), (one, other), (event,))


def xml_safe(value: object) -> object:
    return NO_XML.sub("\ufffd", value) if isinstance(value, str) else value


def edges(network: networkx.MultiDiGraph, *left_out: str) -> list[tuple[Any, ...]]:
    """Ends and attributes of all edges."""
    told = (
        (source, target, {name: value for name, value in data.items() if name not in left_out})
        for source, target, data in network.edges(data=True)
    )
    return sorted(told, key=str)


def back_from_gexf(text: str) -> networkx.MultiDiGraph:
    return networkx.read_gexf(io.BytesIO(text.encode()))


def back_from_graphml(text: str) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)


# GraphML and GEXF


def test_graphml_brings_back_every_attribute() -> None:
    back = back_from_graphml(to_graphml(GRAPH))
    assert dict(back.nodes(data=True)) == dict(NETWORK.nodes(data=True))
    assert edges(back) == edges(NETWORK)


def test_gexf_brings_back_every_attribute() -> None:
    back = back_from_gexf(to_gexf(GRAPH))
    assert dict(back.nodes(data=True)) == dict(NETWORK.nodes(data=True))
    assert edges(back, "id", "start", "end") == edges(NETWORK)


def test_gexf_is_dynamic_by_the_days_of_events() -> None:
    undated = replace(EVENTS[5], id="undated", time=None)
    month = replace(EVENTS[5], id="month", time=read_edtf("2025-04"))
    text = to_gexf(replace(GRAPH, events=(*GRAPH.events, undated, month)))
    [graph] = [element for element in ElementTree.fromstring(text) if element.tag.endswith("graph")]
    assert (graph.attrib["mode"], graph.attrib["timeformat"]) == ("dynamic", "date")
    told = {data["event"]: (data.get("start"), data.get("end")) for *_, data in back_from_gexf(text).edges(data=True)}
    days = {event: told[event] for event in ("rome-1", "undated", "month", "ankara-2")}
    assert days == {
        "rome-1": ("2025-05-18", "2025-05-18"),
        "undated": ("2025-05-18", "2025-05-18"),
        "month": ("2025-04-01", "2025-04-30"),
        "ankara-2": (None, None),
    }


def test_gexf_says_nothing_of_the_day_on_which_it_was_made() -> None:
    root = ElementTree.fromstring(to_gexf(GRAPH))
    assert root[0].attrib == {}
    assert not UNDATED.search(to_gexf(Graph()))


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_each_edge_of_an_event_with_many_sides_has_an_id_of_its_own(write: Any) -> None:
    sides = replace(EVENTS[5], actors=("donald-trump", "jd-vance"), recipients=("china", "russia"))
    root = ElementTree.fromstring(write(replace(GRAPH, events=(sides,))))
    ids = [edge.attrib["id"] for edge in root.iter() if edge.tag.endswith("}edge")]
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize(("write", "read"), [(to_graphml, back_from_graphml), (to_gexf, back_from_gexf)])
@given(text=st.sampled_from(CRUEL) | st.text())
def test_xml_takes_any_text(write: Any, read: Any, text: str) -> None:
    back, network = read(write(graph_of(text))), to_network(graph_of(text))
    [data] = [data for *_, data in back.edges(data=True)]
    [expected] = [data for *_, data in network.edges(data=True)]
    # GraphML keeps text in elements, where XML makes one sign of every line end, and nothing of nothing.
    for name, value in expected.items():
        assert lines(data.get(name)) == lines(xml_safe(value))


def lines(value: object) -> object:
    return re.sub("\r\n?", "\n", value) if isinstance(value, str) else value or ""


# Node-link JSON


@given(text=st.sampled_from(CRUEL) | st.text())
def test_nodelink_brings_back_the_same_network(text: str) -> None:
    for graph in (GRAPH, graph_of(text)):
        back = networkx.node_link_graph(json.loads(to_nodelink(graph)), edges="edges")
        assert networkx.utils.graphs_equal(back, to_network(graph))


# Neo4j


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_neo4j_nodes_have_labels_and_typed_columns() -> None:
    tables = {name: read_csv(text) for name, text in to_neo4j(GRAPH).items()}
    nodes = {row["id:ID(Entity)"]: row for row in tables["nodes.csv"]}
    assert {name: value for name, value in nodes["jd-vance"].items() if value} == {
        "id:ID(Entity)": "jd-vance",
        ":LABEL": "Entity;Person",
        "label": "JD Vance",
        "type": "Person",
        "country": "USA",
        "aliases": "J. D. Vance; Vance",
        "same_as": "http://dbpedia.org/resource/JD_Vance",
        "mentions:long": "1",
    }
    events = {row["id:ID(Event)"]: row for row in tables["events.csv"]}
    assert events.keys() == {event.id for event in GRAPH.events}
    assert (events["rome-1"][":LABEL"], events["rome-1"]["earliest:date"]) == ("Event", "2025-05-18")
    articles = {row["id:ID(Article)"]: row for row in tables["articles.csv"]}
    assert (articles["rome"]["title"], articles["rome"]["date:date"]) == ("News from Rome", "2025-05-18")


def test_neo4j_relationships_have_types_and_all_attributes() -> None:
    rows = {row["event"]: row for row in read_csv(to_neo4j(GRAPH)["relationships.csv"])}
    sanction = rows["brussels-1"]
    assert (sanction[":START_ID(Entity)"], sanction[":TYPE"], sanction[":END_ID(Entity)"]) == (
        "european-union",
        "IMPOSED_SANCTIONS_ON",
        "russia",
    )
    assert sanction["negated:boolean"] == "false"
    assert float(sanction["score:double"]) == NETWORK.edges["european-union", "russia", "brussels-1"]["score"]
    names = {heading.split(":")[0] for heading in sanction}
    assert names - {""} == {name for *_, data in NETWORK.edges(data=True) for name in data}
    assert rows["ankara-2"][":TYPE"] == "DENIED_MET"


def test_neo4j_ends_of_relationships_are_nodes_of_their_kind() -> None:
    tables = {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in to_neo4j(GRAPH).items()}
    ids = {table[0][0][6:-1]: {row[0] for row in table[1:]} for name, table in tables.items() if name in NODES.values()}
    for name in RELATIONSHIPS.values():
        heads, *rows = tables[name]
        assert rows
        for place in (0, 1):
            kind = heads[place][len(":START_ID(" if place == 0 else ":END_ID(") : -1]
            assert {row[place] for row in rows} <= ids[kind]


@given(text=st.sampled_from(CRUEL) | st.text(st.characters(exclude_categories=["Cs"])))
def test_neo4j_csv_takes_any_text(text: str) -> None:
    [row] = read_csv(to_neo4j(graph_of(text))["relationships.csv"])
    assert row["time_text"] == text
    assert re.fullmatch(r"\w+", row[":TYPE"])


STRING = r"'(?:[^'\\]|\\.)*'"
UNESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def value_of(literal: str) -> str:
    """What a Cypher string, or a sum of strings, stands for."""

    def plain(match: re.Match[str]) -> str:
        return chr(int(match[1][1:], 16)) if match[1][0] == "u" else UNESCAPED.get(match[1], match[1])

    return "".join(re.sub(r"\\(u[0-9a-f]{4}|.)", plain, part[1:-1]) for part in re.findall(STRING, literal))


def test_cypher_merges_nodes_and_relationships() -> None:
    lines = to_cypher(GRAPH).splitlines()
    assert lines[0] == "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (node:Entity) REQUIRE node.id IS UNIQUE;"
    assert (
        "MERGE (node:Entity {id: 'rome'}) SET node:`Place`, "
        "node += {label: 'Rome', type: 'Place', country: 'ITA', mentions: 0};"
    ) in lines
    [met, *_] = [line for line in lines if "{event: 'rome-1'}" in line]
    assert met.startswith(
        "MATCH (source:Entity {id: 'jd-vance'}), (target:Entity {id: 'volodymyr-zelenskyy'}) "
        "MERGE (source)-[link:`MET` {event: 'rome-1'}]->(target) SET link += {"
    )
    assert "score: 2.1, " in met
    assert "negated: false, " in met
    assert "earliest: date('2025-05-18'), " in met
    assert any("-[link:`DENIED_MET` {event: 'ankara-2'}]->" in line for line in lines)


def test_cypher_has_nodes_of_events_and_articles() -> None:
    script = to_cypher(GRAPH)
    assert "MERGE (node:Event {id: 'rome-1'}) SET node += {label: 'met', status: 'happened', " in script
    assert (
        "MERGE (node:Article {id: 'rome'}) SET node += {title: 'News from Rome', date: date('2025-05-18'), " in script
    )
    assert (
        "MATCH (source:Entity {id: 'jd-vance'}), (target:Event {id: 'rome-1'}) "
        "MERGE (source)-[link:`ACTS_IN`]->(target);"
    ) in script
    assert (
        "MATCH (source:Event {id: 'rome-1'}), (target:Entity {id: 'rome'}) "
        "MERGE (source)-[link:`TAKES_PLACE_AT`]->(target);"
    ) in script
    assert (
        "MATCH (source:Event {id: 'rome-1'}), (target:Article {id: 'rome'}) "
        "MERGE (source)-[link:`TOLD_IN` {begin: 0}]->(target) SET link += {end: 66, sentence: 'Vice President JD"
    ) in script


@given(text=st.sampled_from(CRUEL) | st.text())
def test_cypher_takes_any_text_as_text(text: str) -> None:
    script = to_cypher(graph_of(text))
    constraints, nodes, relationships = 3, 4, 4
    assert len(re.split("[\r\n]", script)) == constraints + nodes + relationships + 1
    event = script.split("\n")[constraints + nodes]
    values = [value_of(match[0]) for match in re.finditer(f"{STRING}(?: \\+ {STRING})*", event)]
    assert values.count(text) >= 5
    assert re.fullmatch(r"[\w (){}\[\]:`,.+>;-]*", re.sub(STRING, "", event).replace("+=", ""))
    assert not re.search(r"(?<!\\)(\\\\)+u", script)


class Complaints(ErrorListener):  # type: ignore[misc]
    """What a parser of the openCypher grammar doesn't understand."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def syntaxError(self, _recognizer: Any, _symbol: Any, line: int, column: int, message: str, _error: Any) -> None:
        self.told.append(f"{line}:{column}: {message}")


def complaints(statement: str) -> list[str]:
    found, lexer = Complaints(), CypherLexer(InputStream(statement))
    parser = CypherParser(CommonTokenStream(lexer))
    for reader in (lexer, parser):
        reader.removeErrorListeners()
        reader.addErrorListener(found)
    parser.script()
    return found.told


@pytest.mark.parametrize(
    "graph", [GRAPH, graph_of(CRUEL[0]), graph_of("".join(CRUEL))], ids=["plain", "cruel", "worst"]
)
def test_cypher_is_that_of_the_grammar(graph: Graph) -> None:
    """One statement of each form; constraints are no part of openCypher."""
    _, *lines = to_cypher(graph).splitlines()
    forms = {re.sub(STRING, "", line)[:60]: line for line in lines if not line.startswith("CREATE CONSTRAINT")}
    assert len(forms) >= 4
    assert {line: complaints(line) for line in forms.values()} == {line: [] for line in forms.values()}


@pytest.mark.parametrize(
    ("relation", "name"),
    [("met", "MET"), ("votedWith", "VOTED_WITH"), ("встретил", "ВСТРЕТИЛ"), ("`]->() //", "EVENT"), ("会谈", "会谈")],
)
def test_relationship_types(relation: str, name: str) -> None:
    assert relationship_type(relation) == name


@given(st.text())
def test_a_name_of_a_type_needs_no_escape(name: str) -> None:
    assert re.fullmatch(r"\w+", name_type(name, "Entity"))


# The command


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "graph.ttl"
    path.write_text(to_turtle(GRAPH), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("format", "text"),
    [("gexf", to_gexf), ("graphml", to_graphml), ("cypher", to_cypher), ("nodelink", to_nodelink)],
)
def test_command_prints_or_writes_the_text(file: str, tmp_path: Path, format: str, text: Any) -> None:
    from kg.sources import load_graph

    expected = text(load_graph(file))
    assert CliRunner().invoke(main, ["export", file, "--format", format]).stdout == expected
    path = tmp_path / "new" / "file"
    assert CliRunner().invoke(main, ["export", file, "--format", format, "-o", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == expected


def test_neo4j_csv_goes_into_a_folder(file: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["export", file, "--format", "neo4j-csv"])
    assert (done.exit_code, "name their folder with -o" in done.stderr) == (2, True)
    CliRunner().invoke(main, ["export", file, "--format", "neo4j-csv", "-o", str(tmp_path / "import")])
    assert set(os.listdir(tmp_path / "import")) == {*NODES.values(), *RELATIONSHIPS.values()}


def test_the_same_graph_gives_the_same_bytes(file: str) -> None:
    for format in ("graphml", "gexf", "cypher", "nodelink"):
        command = [sys.executable, "-m", "kg", "export", file, "--format", format]
        runs = {
            subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
            for seed in ("1", "2")
        }
        assert len(runs) == 1
