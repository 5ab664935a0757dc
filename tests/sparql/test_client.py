"""Real servers: what is pushed arrives once and whole, named queries tell the same everywhere, failures are told."""

from __future__ import annotations

import logging
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import KgError
from kg.rdf.namespaces import BASE, prefixes
from kg.rdf.serialization import to_turtle
from kg.sparql import client as remote
from kg.sparql.client import Server
from kg.sparql.credentials import Login, find_login
from kg.sparql.named_queries import named_queries, named_query
from kg.sparql.push import Pushed, push
from kg.sparql.query import Value, run_query
from kg.store.store import Store, read_store
from kg.store.support import SUPPORT
from tests.helpers import servers
from tests.helpers.graphs import GRAPH, TEXTS, part
from tests.helpers.servers import free_port
from tests.sparql.test_query import plain

needs_virtuoso = pytest.mark.skipif(not shutil.which("virtuoso-t"), reason="needs virtuoso-opensource-7-bin")
Where = tuple[str, str, Login]


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph"), "--union-default-graph") as server:
        yield server


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """An Oxigraph as it is when nobody says anything: what is not in a named graph is not in them."""
    with servers.oxigraph(tmp_path_factory.mktemp("divided")) as server:
        yield server


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=needs_virtuoso)])
def server(request: pytest.FixtureRequest) -> servers.Server:
    found: servers.Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "BACKOFF", 0.01)
    monkeypatch.setenv("NETRC", "/dev/null")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fill(tmp_path / "store")


def fill(folder: Path, *articles: str) -> Store:
    store = Store(folder)
    for article in articles or TEXTS:
        store.add(part(article))
    return store


def login(server: servers.Server) -> Login:
    return Login(server.user, server.password)


def push_to(url: str, server: servers.Server, store: Store) -> Pushed:
    target, reader = (Server(address, login(server), timeout=60) for address in (url, server.query))
    return push(read_store(store.folder), target, BASE, reader=reader)


def on_server(server: servers.Server) -> set[tuple[Value, ...]]:
    """The statements in the graphs of kg on a server, with their graphs."""
    pattern = "GRAPH ?g { ?s ?p ?o }"
    sparql = f'SELECT ?g ?s ?p ?o {{ {pattern} FILTER(STRSTARTS(STR(?g), "{BASE}") && !CONTAINS(STR(?g), "pushed")) }}'
    return set(run_query(server.query, sparql).rows)


def in_store(store: Store) -> set[tuple[Value, ...]]:
    answer = run_query(store.folder, f"SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {SUPPORT}) }}")
    return set(answer.rows)


@pytest.mark.parametrize("way", ["graphs", "update"])
def test_a_push_makes_the_server_like_the_store(server: servers.Server, way: str, store: Store) -> None:
    url = getattr(server, way)
    push_to(url, server, store)
    assert on_server(server) == in_store(store)
    store.remove("kyiv")
    rome = part("rome")
    store.add(replace(rome, articles=(replace(rome.articles[0], title='New: "quoted" }\n\\ \u202eback'),)))
    push_to(url, server, store)
    assert on_server(server) == in_store(store)


def test_an_update_never_leaves_a_graph_empty(
    server: servers.Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks between two requests finds the old statements or the new ones."""
    push_to(server.update, server, store)
    rome, send, seen = part("rome"), Server.send, list[tuple[Value, ...]]()
    store.add(replace(rome, articles=(replace(rome.articles[0], title="Talks in Rome"),)))

    def watch(self: Server, method: str, **options: Any) -> object:
        answer = send(self, method, **options)
        if method == "POST" and "update" in options["data"]:
            seen.extend(run_query(server.query, "ASK { GRAPH article:rome { ?s ?p ?o } }").rows)
        return answer

    monkeypatch.setattr(Server, "send", watch)
    push_to(server.update, server, store)
    assert set(seen) == {(True,)}


def test_what_is_there_is_not_sent_again(server: servers.Server, store: Store) -> None:
    first = push_to(server.graphs, server, store)  # the server may hold some of them from other tests
    all_graphs = first.sent + first.unchanged
    assert all_graphs > len(TEXTS)
    assert push_to(server.graphs, server, store) == Pushed(sent=0, unchanged=all_graphs, removed=0)
    store.remove("kyiv")
    done = push_to(server.graphs, server, store)
    # Its own graph goes, and the one that says which articles are copies, as there are none left.
    assert (done.sent + done.unchanged, done.removed) == (all_graphs - 2, 2)


@pytest.mark.parametrize("name", named_queries())
def test_the_named_queries_tell_the_same_everywhere(server: servers.Server, name: str, store: Store) -> None:
    push_to(server.graphs, server, store)
    sparql = named_query(name)
    in_memory = rdflib.Graph().parse(data=to_turtle(GRAPH), format="turtle").query(sparql, initNs=prefixes())
    rows = [rows_of(run_query(source, sparql).rows) for source in (GRAPH, store.folder, server.query)]
    assert rows[0] == rows[1] == rows[2] == rows_of(in_memory)
    assert rows[0]


def rows_of(rows: object) -> list[list[object]]:
    """Rows in an order that does not hang on how an engine sorts letters."""
    return sorted(([plain(cell) for cell in row] for row in rows), key=str)  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", ["its own", "that of the protocol"])
@pytest.mark.parametrize("else_there", [False, True])
def test_queries_find_what_was_pushed_into_named_graphs(
    divided: servers.Server, store: Store, way: str, else_there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way != "its own":
        monkeypatch.setattr(remote, "UNION", {})
    if else_there:
        Server(divided.update).send("POST", data={"update": "INSERT DATA { <urn:x> a <urn:other> }"})
    push_to(divided.graphs, divided, store)
    for name in ("pairs", "who-met-whom"):
        found, expected = (run_query(source, named_query(name)).rows for source in (divided.query, store.folder))
        assert rows_of(found) == rows_of(expected)
        assert found
    done = CliRunner().invoke(main, ["query", divided.query, "--name", "sources", "--format", "csv"])
    assert len(done.stdout.splitlines()) > 1
    graph = run_query(divided.query, f"SELECT ?who FROM <{BASE}graph/links> {{ ?who dip:met ?whom }}")
    assert graph.rows


@needs_virtuoso
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("who-met-whom", {"actor": "ERDOĞAN", "since": "2025-05-01", "until": "2025-05-31"}),
        ("actor-events", {"actor": "putin", "since": "2025-05-15"}),
        ("pairs", {"since": "2025-05-16"}),
        ("planned-not-done", {"actor": "zelenskyy"}),
        ("contradictions", {"actor": "x\" } # '"}),
        ("who-says-what", {"speaker": "trump"}),
        ("evidence", {"event": "called"}),
    ],
)
def test_parameters_mean_the_same_on_virtuoso(
    virtuoso: servers.Server, store: Store, name: str, parameters: dict[str, str]
) -> None:
    push_to(virtuoso.graphs, virtuoso, store)
    sparql = named_query(name, parameters)
    assert rows_of(run_query(virtuoso.query, sparql).rows) == rows_of(run_query(store.folder, sparql).rows)


@needs_virtuoso
def test_a_wrong_password_is_told_and_never_shown(virtuoso: servers.Server, store: Store) -> None:
    with pytest.raises(KgError, match="the server does not let you in; give the right --user") as caught:
        push(read_store(store.folder), Server(virtuoso.graphs, Login("kg", "hunter2")), BASE)
    assert "hunter2" not in str(caught.value) + repr(Login("kg", "hunter2"))


@needs_virtuoso
@pytest.mark.parametrize("way", ["options", "environment", "netrc", "address"])
def test_the_login_comes_from(
    virtuoso: servers.Server,
    store: Store,
    way: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    url, options = virtuoso.graphs, list[str]()
    if way == "options":
        options = ["--user", "kg", "--password", "kgpw"]
    elif way == "environment":
        monkeypatch.setenv("KG_USER", "kg")
        monkeypatch.setenv("KG_PASSWORD", "kgpw")
    elif way == "netrc":
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login kg password kgpw\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    else:
        url = url.replace("//", "//kg:kgpw@")
    caplog.set_level(logging.DEBUG)
    done = CliRunner().invoke(main, ["push", str(store.folder), url, *options])
    assert done.exit_code == 0, done.output
    assert "graphs sent" in done.stdout
    assert "kgpw" not in done.output + caplog.text


PUSHING = """
import sys
from pathlib import Path
from kg.sparql.credentials import Login
from kg.sparql.push import push
from kg.sparql.client import Server
from kg.store.store import read_store
from kg.rdf.namespaces import BASE
server, reader = (Server(url, Login("kg", "kgpw")) for url in sys.argv[2:])
push(read_store(Path(sys.argv[1])), server, BASE, reader=reader, on_graph=lambda *numbers: print(flush=True))
"""


@pytest.mark.parametrize("way", ["graphs", "update"])
def test_a_push_that_is_killed_goes_on(server: servers.Server, way: str, store: Store) -> None:
    """Killed at random moments and run again, the server holds what an undisturbed push brings."""
    chance = random.Random(7)
    program = [sys.executable, "-c", PUSHING, str(store.folder), getattr(server, way), server.query]
    for article in ("rome", "ankara"):
        store.remove(article)
        process = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    push_to(getattr(server, way), server, store)
    assert on_server(server) == in_store(store)


class Flaky(BaseHTTPRequestHandler):
    """A server that answers as it is told, once each; then it breaks off."""

    answers: list[int]
    asked: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(self.headers.get("Authorization", ""))
        status = self.answers.pop(0) if self.answers else 0
        if not status:
            self.connection.close()
            return
        time.sleep(0.5 if status == 408 else 0)
        body = b'{"head":{},"boolean":true}' if status == 200 else b"kgpw is secret" if status == 500 else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="news"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: standard error is the tests'."""


@pytest.fixture
def flaky() -> Iterator[str]:
    Flaky.asked, Flaky.answers = [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), Flaky) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/query"
        server.shutdown()


def ask(url: str, who: Login | None = None, timeout: float = 5) -> bool:
    return remote.ask(Server(url, who, timeout=timeout), "ASK {}", bool)


def test_what_fails_for_a_moment_is_tried_again(flaky: str) -> None:
    Flaky.answers = [503, 429, 502, 200]
    assert ask(flaky)


def test_a_password_is_given_to_a_server_that_asks_for_it(flaky: str) -> None:
    Flaky.answers = [401, 200]
    assert ask(flaky, Login("kg", "kgpw"))
    assert Flaky.asked == ["", "Basic a2c6a2dwdw=="]
    Flaky.answers = [200]
    assert ask(flaky, Login(token="t0ken"))
    assert Flaky.asked[-1] == "Bearer t0ken"


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([], "cannot be reached, or broke off; see that the server runs"),
        ([408, 408], r"no answer within 0\.2 s; run the command again, or with a larger --timeout"),
        ([503] * 9, "the server answered 503 Service Unavailable"),
        ([403], "the server does not let you in"),
        ([404], "the server answered 404 Not Found"),
    ],
)
def test_what_fails_is_told_in_a_line(flaky: str, answers: list[int], message: str) -> None:
    Flaky.answers = list(answers)
    with pytest.raises(KgError, match=message) as caught:
        ask(flaky.replace("//", "//kg:kgpw@"), timeout=0.2)
    assert "kgpw" not in str(caught.value)


def test_a_server_that_is_down_is_told() -> None:
    with pytest.raises(KgError, match="cannot be reached"):
        ask(f"http://127.0.0.1:{free_port()}/query")


@pytest.mark.parametrize("url", ["ftp://kg:kgpw@host/", "http://", "http://kg:kgpw@host:port/", "nowhere"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(KgError, match="address of the server is not valid") as caught:
        find_login(url, Login())
    assert "kgpw" not in str(caught.value)


def test_an_address_that_is_no_query_endpoint_is_told(oxigraph: servers.Server) -> None:
    with pytest.raises(KgError, match=r"the server answered 4\d\d"):
        run_query(oxigraph.graphs, "ASK {}")
    with pytest.raises(KgError, match="the server answered 400"):
        run_query(oxigraph.query, "SELECT ?x { ?x")


def test_construct_and_ask_come_back_from_a_server(server: servers.Server, store: Store) -> None:
    push_to(server.graphs, server, store)
    triples = run_query(server.query, "CONSTRUCT { ?x dip:met ?y } { ?x dip:met ?y }")
    assert (f"{BASE}jd-vance", prefixes()["dip"] + "met", f"{BASE}volodymyr-zelenskyy") in triples.rows
    assert run_query(server.query, "ASK { :jd-vance dip:met ?y }").rows == ((True,),)
    with pytest.raises(KgError, match="DROP changes data"):
        run_query(server.query, "DROP ALL")


def test_an_address_that_takes_updates_only_needs_another_for_queries(oxigraph: servers.Server, store: Store) -> None:
    with pytest.raises(KgError, match="if queries go elsewhere, say so with --query"):
        push(read_store(store.folder), Server(oxigraph.update), BASE)


def test_a_file_is_pushed_like_a_store(oxigraph: servers.Server, store: Store, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(to_turtle(GRAPH), encoding="utf-8")
    done = CliRunner().invoke(main, ["push", str(tmp_path / "graph.ttl"), oxigraph.graphs])
    assert done.exit_code == 0, done.output
    asked = CliRunner().invoke(main, ["query", oxigraph.query, "--name", "pairs", "--format", "csv"])
    assert asked.stdout.startswith("who,whom,cooperation,conflict,score")
