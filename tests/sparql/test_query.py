"""SPARQL over files and graphs: the named queries, on two engines; what is refused, and how errors read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from kg.cli.main import main
from kg.errors import KgError, ReadError
from kg.formats.records import to_record
from kg.model import Event, Graph
from kg.rdf.namespaces import prefixes
from kg.rdf.serialization import FORMATS, serialize, to_turtle
from kg.sparql.named_queries import named_queries, named_query
from kg.sparql.names import mean_names
from kg.sparql.query import QueryResult, Value, run_query, to_csv, to_json, to_table
from tests.helpers.graphs import GRAPH, TEXTS, defined, part

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ENDINGS = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "jsonld": "jsonld", "rdfxml": "rdf"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(to_turtle(GRAPH), encoding="utf-8")
    return path


def ask(name: str, *columns: str, graph: Graph = GRAPH, **parameters: str) -> list[tuple[Value, ...]]:
    """Some columns of the answer to a named query, after making sure that rdflib's engine gives the same."""
    sparql = named_query(name, parameters)
    result = run_query(graph, sparql)
    other = rdflib.Graph().parse(data=to_turtle(graph), format="turtle").query(sparql, initNs=prefixes())
    assert [list(map(plain, row)) for row in other] == [list(map(plain, row)) for row in result.rows]  # type: ignore[arg-type]
    places = [result.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in result.rows]


def plain(cell: object) -> object:
    """A cell of either engine: numbers by value, for one writes 6.5 and the other 6.50."""
    value = cell.toPython() if isinstance(cell, rdflib.Literal) else cell
    if value is None or isinstance(value, bool):
        return value
    return float(value) if isinstance(value, int | float | Decimal) else str(value)


def test_who_met_whom() -> None:
    columns = ("who", "how", "whom", "where", "when")
    assert ask("who-met-whom", *columns) == [
        ("Volodymyr Zelenskyy", "met", "Recep Tayyip Erdoğan", "Ankara", "2025-05-15"),
        ("JD Vance", "met", "Volodymyr Zelenskyy", "Rome", "2025-05-18"),
        ("JD Vance", "met", "Volodymyr Zelenskyy", "Rome", "2025-05-18"),
    ]
    assert ask("who-met-whom", "whom", actor="ERDOĞAN") == [("Recep Tayyip Erdoğan",)]
    assert ask("who-met-whom", "who", since="2025-05-16", until="2025-05-17") == []
    assert ask("who-met-whom", "evidence", since="2025-05-18", until="2025-05-18") == [
        ("Marco Rubio joined Vance and Zelenskyy.",),
        ("Vice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.",),
    ]


MET = GRAPH.events[5]


@pytest.mark.parametrize(
    ("event", "rows"),
    [
        pytest.param(
            replace(MET, actors=("jd-vance", "volodymyr-zelenskyy"), recipients=()),
            [("JD Vance", "Volodymyr Zelenskyy")] * 2,
            id="both are actors",
        ),
        pytest.param(
            replace(MET, actors=("jd-vance", "donald-trump")),
            [("Donald Trump", "Volodymyr Zelenskyy")] * 2 + [("JD Vance", "Volodymyr Zelenskyy")] * 2,
            id="two on one side did not meet each other",
        ),
        pytest.param(replace(MET, type="REJECT"), [], id="a refusal to meet is no meeting"),
        pytest.param(replace(MET, modality="hypothetical"), [], id="a possible meeting is no meeting"),
    ],
)
def test_who_met_whom_counts_meetings_only(event: Event, rows: list[tuple[str, str]]) -> None:
    graph = defined(GRAPH.articles, GRAPH.entities, (event,))
    assert ask("who-met-whom", "who", "whom", graph=graph) == rows


def test_what_an_actor_did() -> None:
    assert ask("actor-events", "when", "what", "modality", "negated", "saidBy", actor="putin") == [
        (None, "Vladimir Putin met Volodymyr Zelenskyy (negated)", "asserted", True, None),
        ("2025-05-15", "Volodymyr Zelenskyy met Vladimir Putin (planned)", "planned", False, "Volodymyr Zelenskyy"),
        ("2025-05-19", "Donald Trump called Vladimir Putin", "asserted", False, None),
    ]
    assert ask("actor-events", "category", actor="PRC", since="2025-04-24") == [("consult",), ("consult",)]


def test_pairs_by_cooperation_and_conflict() -> None:
    assert ask("pairs", "who", "whom", "cooperation", "conflict", "score") == [
        ("China", "United States", 1, 0, 2.1),
        ("Donald Trump", "Vladimir Putin", 1, 0, 2.1),
        ("European Union", "Russia", 0, 1, -5.2),
        ("JD Vance", "Volodymyr Zelenskyy", 1, 0, 2.1),
        ("Recep Tayyip Erdoğan", "Volodymyr Zelenskyy", 1, 0, 2.1),
    ]
    assert ask("pairs", "who", since="2025-05-19", until="2025-05-19") == [("Donald Trump",)]


def test_planned_and_never_done() -> None:
    assert ask("planned-not-done", "what", "when", "published") == [
        ("Volodymyr Zelenskyy met Vladimir Putin (planned)", "2025-05-15", "2025-05-11")
    ]
    assert ask("planned-not-done", "what", actor="Xi Jinping") == []


def test_promise_that_was_kept_is_not_listed() -> None:
    promise = replace(GRAPH.events[3], type="AGREE", relation="gaveMilitaryAidTo", modality="planned")
    kept = replace(promise, id="brussels-2", type="AID", modality="asserted")
    assert ask("planned-not-done", "what", graph=defined(GRAPH.articles, GRAPH.entities, (promise, kept))) == []
    broken = defined(GRAPH.articles, GRAPH.entities, (promise,))
    assert ask("planned-not-done", "when", graph=broken) == [("2025-05-20",)]


def test_contradictions() -> None:
    assert ask("contradictions", "what", "said", "denial") == [
        (
            "United States talked with China",
            TEXTS["washington"].split(" On 19")[0],
            TEXTS["beijing"],
        )
    ]


def test_contradictions_of_one_actor() -> None:
    assert len(ask("contradictions", "what", actor="china")) == 1
    assert ask("contradictions", "what", actor="putin") == []


def test_reporters_are_counted_not_reports() -> None:
    wire = replace(GRAPH, articles=tuple(replace(article, publisher="Our wire") for article in GRAPH.articles))
    ankara = GRAPH.events[0].evidence[0]
    events = tuple(replace(event, evidence=(*event.evidence, ankara)) for event in (MET, GRAPH.events[7]))
    assert ask("sources", "what", "sources", "articles", graph=defined(GRAPH.articles, GRAPH.entities, events)) == [
        ("Donald Trump called Vladimir Putin", 2, 2),
        ("JD Vance met Volodymyr Zelenskyy", 2, 2),
    ]
    assert ask("sources", "sources", "articles", graph=defined(wire.articles, GRAPH.entities, events), event="met") == [
        (1, 2)
    ]


def test_copies_of_one_report_confirm_nothing() -> None:
    printed = [replace(one, publisher=one.id, fingerprint=("0123456789",)) for one in GRAPH.articles]
    events = (replace(MET, evidence=(*MET.evidence, GRAPH.events[0].evidence[0])),)
    graph = defined(printed, GRAPH.entities, events)
    assert ask("sources", "sources", "outlets", "articles", graph=graph) == [(1, 2, 2)]


def test_who_says_what() -> None:
    assert ask("who-says-what", "speaks", "what", "modality") == [
        ("China", "China talked with United States (negated)", "asserted"),
        ("Donald Trump", "United States talked with China", "asserted"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskyy met Vladimir Putin (planned)", "planned"),
    ]
    assert ask("who-says-what", "what", speaker="trump") == [("United States talked with China",)]


def test_evidence_of_an_event() -> None:
    assert ask("evidence", "evidence", "begin", "end", "title", "published", "source", event="rome-1") == [
        (TEXTS["rome"][:66], 0, 66, "News from Rome", "2025-05-18", "articles/rome.txt"),
        (TEXTS["rome"][67:], 67, 106, "News from Rome", "2025-05-18", "articles/rome.txt"),
    ]
    assert len(ask("evidence", "node")) == len(GRAPH.events) + 1


def test_every_named_query_is_described_and_tested() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    for name, query in named_queries().items():
        assert query.title and query.description.endswith(".")
        assert f'ask("{name}"' in tested


@pytest.mark.parametrize("format", FORMATS)
def test_files_of_every_format(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{ENDINGS[format]}"
    path.write_text(serialize(GRAPH, format), encoding="utf-8")
    assert run_query(path, "SELECT (COUNT(*) AS ?n) { ?event a sem:Event }").rows == ((len(GRAPH.events),),)


def test_file_of_records(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(to_record(part("rome"))) + "\n", encoding="utf-8")
    assert run_query(path, "ASK { id:jd-vance dip:met id:volodymyr-zelenskyy }").rows == ((True,),)


def test_other_rdf_than_ours_can_be_asked_too(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text("<http://example.org/a> <http://example.org/b> 1.50, _:c .")
    result = run_query(str(path), "SELECT ?o { ?s ?p ?o FILTER(ISLITERAL(?o)) }")
    assert result == QueryResult(("o",), ((1.5,),))


@pytest.mark.parametrize(
    ("sparql", "result"),
    [
        ("ASK { id:jd-vance dip:met ?x }", QueryResult(("answer",), ((True,),))),
        (
            "CONSTRUCT { ?a rdfs:seeAlso ?b } WHERE { ?a dip:called ?b } ORDER BY ?a LIMIT 1",
            QueryResult(
                ("subject", "predicate", "object"),
                (
                    (
                        prefixes()[""] + "donald-trump",
                        prefixes()["rdfs"] + "seeAlso",
                        prefixes()[""] + "vladimir-putin",
                    ),
                ),
            ),
        ),
        ("PREFIX dip: <http://example.org/> ASK { ?a dip:met ?b }", QueryResult(("answer",), ((False,),))),
        ("SELECT ?x (true AS ?y) {}", QueryResult(("x", "y"), ((None, True),))),
    ],
)
def test_kinds_of_queries(path: Path, sparql: str, result: QueryResult) -> None:
    assert run_query(path, sparql) == result


def test_another_base() -> None:
    base = "https://archive.example/news/"
    graph = rdflib.Graph().parse(data=to_turtle(part("rome"), base), format="turtle")
    assert list(graph.query(named_query("who-met-whom"), initNs=prefixes(base)))
    with_default = run_query(part("rome"), "ASK { <https://archive.example/news/rome> ?p ?o }", base=base)
    assert with_default.rows == ((True,),)


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "delete where { ?s ?p ?o }",
        "# a comment\nPREFIX a: <b:c>\nBASE <d:e> DROP ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "clear graph <a:g>",
    ],
)
def test_updates_are_refused(path: Path, sparql: str) -> None:
    before = path.read_bytes()
    with pytest.raises(KgError, match="changes data, and a query only reads"):
        run_query(path, sparql)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?s WHERE { ?s ?p ?o", r"line 1, column 27, at its end: expected .*\}"),
        ("SELECT *\n{ ?s ?p ; }", r"line 2, column 11, near '\}'"),
        ("SELECT * { ?s foo:bar ?o }", r"line 1, column \d+, .*prefix is not declared, known are .*dip.*plover"),
        ("", "line 1, column 1, at its end"),
        ("SELECT ?x { } GROUP BY ?y", "no valid SPARQL"),
    ],
)
def test_mistakes_in_a_query_are_shown_with_their_place(path: Path, sparql: str, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        run_query(path, sparql)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("who-ate-whom", {}, "no query 'who-ate-whom': choose one of actor-events, .*who-met-whom"),
        ("pairs", {"actor": "Putin"}, "pairs has no parameter 'actor': it has since, until"),
        ("pairs", {"since": "May"}, "since: 'May' is no day"),
        ("pairs", {"until": '2025-05-18" ) }'}, "is no day"),
        ("evidence", {"event": "\\u0022"}, "holds a backslash"),
    ],
)
def test_mistakes_in_a_named_query(name: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        named_query(name, parameters)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.ttl", None, "cannot be read .No such file"),
        ("broken.ttl", b"<a:a> <a:b> .\n", "no valid Turtle .*line 1 column 13"),
        ("binary.nq", bytes(range(256)), "no valid N-Quads"),
        ("unknown.xyz", b"what is this", "no valid turtle"),
    ],
)
def test_files_that_cannot_be_asked(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=message) as caught:
        run_query(tmp_path / name, "ASK {}")
    assert str(caught.value).startswith(str(tmp_path / name))


INJECTIONS = st.sampled_from(['" } . ?s ?p ?o', "'''", '"""', "} UNION {", "# comment", "\n}\n", "?x", "$1", '"@en'])


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_characters="\\", exclude_categories=["Cs"]), max_size=20) | INJECTIONS)
def test_parameters_are_strings_whatever_they_hold(value: str) -> None:
    sparql = named_query("evidence", {"event": value})
    spy = sparql.replace("SELECT DISTINCT ?what", "SELECT ?event ?what").split("{ SELECT")[0] + "}"
    assert run_query(Path(__file__).parents[1] / "goldens" / "rome.ttl", spy).rows[0][0] == value
    assert [str(row.event) for row in rdflib.Graph().query(spy)] == [value]  # type: ignore[union-attr]


def test_half_a_character_is_refused() -> None:
    with pytest.raises(KgError, match="no valid text"):
        named_query("evidence", {"event": "\ud800"})


RESULT = QueryResult(
    ("who", "count", "score", "sure"),
    ((prefixes()[""] + "jd-vance", 2, -0.5, True), ('a "b", c\nd', None, 1.0, False)),
)


def test_csv() -> None:
    assert list(csv.reader(io.StringIO(to_csv(RESULT)))) == [
        ["who", "count", "score", "sure"],
        ["https://w3id.org/diplomatic-kg/id/jd-vance", "2", "-0.5", "true"],
        ['a "b", c\nd', "", "1.0", "false"],
    ]


def test_json() -> None:
    assert json.loads(to_json(RESULT)) == [
        {"who": "https://w3id.org/diplomatic-kg/id/jd-vance", "count": 2, "score": -0.5, "sure": True},
        {"who": 'a "b", c\nd', "count": None, "score": 1.0, "sure": False},
    ]


def test_table_cuts_iris_to_their_prefixes() -> None:
    rows = (
        (prefixes()[""] + "jd-vance", prefixes()["plover"] + "CONSULT"),
        ("[bold]x[/bold]", prefixes()["event"] + "a"),
    )
    console = Console(file=io.StringIO(), width=80)
    console.print(to_table(QueryResult(("a", "b"), rows)))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert (
        ":jd-vance" in printed and "plover:CONSULT" in printed and "event:a" in printed and "[bold]x[/bold]" in printed
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zelenskiy", ("Volodymyr Zelenskyy",)),
        ("Erdogan", ("Recep Tayyip Erdoğan",)),
        ("PRC", ("China",)),
        ("put", ("put",)),
        ("", ("",)),
    ],
)
def test_names_in_parameters_are_found_as_people_type_them(typed: str, meant: tuple[str, ...]) -> None:
    assert mean_names(GRAPH, {"actor": typed, "since": "2025-05-01"}) == {"actor": meant, "since": ("2025-05-01",)}
    assert run_query(GRAPH, named_query("actor-events", {"actor": meant})).rows


def test_a_name_of_nobody_proposes_others(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="'Putain': did you mean Vladimir Putin"):
        mean_names(GRAPH, {"actor": "Putain"})
    (tmp_path / "graph.ttl").write_text(to_turtle(GRAPH), encoding="utf-8")
    command = ["query", str(tmp_path / "graph.ttl"), "--name", "actor-events", "--param", "actor=Qwrtz"]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: nobody and nothing here is called 'Qwrtz'\n"
    command = ["query", "-", "--name", "who-met-whom", "--param", "actor=erdogan", "--format", "csv"]
    done = CliRunner().invoke(main, command, input=to_turtle(GRAPH))
    assert "Recep Tayyip Erdoğan" in done.stdout
