"""What a query must not do: every way to write SERVICE is seen, and a process that is cut off reaches nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sparql import worker
from kg.sparql.sandbox import asks_others
from kg.sparql.worker import Turns
from kg.store.store import Store
from tests.helpers.graphs import part

# THERE stands for an address, and what is asked there.
FORMS = [
    "SERVICE THERE",
    "service silent THERE",
    "#\rSERVICE THERE",
    "{ SERVICE# why\nTHERE }",
    "FILTER(1<2)SERVICE THERE",
    "BIND(1 AS ?a) FILTER(?a<?b)SERVICE#>\nTHERE",
    "OPTIONAL { ?s ?p 0SERVICE THERE }",
    "OPTIONAL { ?s ?p 1e0SERVICE THERE }",
    "OPTIONAL { ?s ?p trueSERVICE THERE }",
    "OPTIONAL { ?s ?p 'x'@en.SERVICE THERE }",
    "OPTIONAL { ?s ?p a:b.c.SERVICE THERE }",
    "OPTIONAL { ?q ?r a:b\\' . } SERVICE THERE OPTIONAL { ?t ?u a:b\\' }",
    "BIND(<a:'> AS ?q) SERVICE THERE BIND(<a:'> AS ?r)",
    "BIND('''it's a # in''' AS ?q) SERVICE THERE",
    "LATERAL { SERVICE ?o { ?x ?y ?z } }",
    "FILTER EXISTS { SERVICE ?o { ?x ?y ?z } }",
    "SERVICE sink:{ ?x ?y ?z }",
    "SERVICE、:{ ?x ?y ?z }",
]
SAID = [
    'ASK { ?x ?y "SERVICE <http://news.example/> {}" }',
    "ASK { ?x ?y 'service: ?all', '''service ?x \"more\"\n''' }",
    'ASK { ?x rdfs:label "Security Service" ; dip:met :secret-service-of-x . <urn:a-service> ?y ?z }',
    "ASK { ?x ?y <urn:it's-a-service#> }",
    "ASK {} # service",
]


class Sink(BaseHTTPRequestHandler):
    """A server that notes that it was asked."""

    asked = 0

    def do_POST(self) -> None:
        Sink.asked += 1
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: standard error is the tests'."""


@pytest.fixture(scope="module")
def sink() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Sink) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def query(form: str, sink: str) -> str:
    head = f"PREFIX sink: <{sink}> PREFIX 、: <{sink}> PREFIX a: <urn:a> "
    asked = form.replace("THERE", f"<{sink}> {{ ?x ?y ?z }}")
    return f"{head} SELECT * {{ VALUES ?o {{ <{sink}> }} ?s ?p ?other . {asked} }}"


@pytest.mark.parametrize("form", FORMS)
def test_every_way_to_ask_others_is_seen(form: str, sink: str) -> None:
    """Each form is one that the engine reads as SERVICE, though what stands before it may match nothing."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode(sink)))
    with suppress(OSError, RuntimeError):
        list(store.query(query(form, sink)))  # type: ignore[arg-type]
    assert asks_others(query(form, sink))


def test_an_escaped_letter_hides_nothing() -> None:
    assert asks_others("SELECT * { \\u0053ERVICE <http://news.example/> { ?s ?p ?o } }")
    assert asks_others("SELECT * { SERVIC\\U00000045 <http://news.example/> { ?s ?p ?o } }")
    assert not asks_others("ASK { ?x ?y 'service' , '\\UFFFFFFFF' }")


@pytest.mark.parametrize("sparql", SAID)
def test_the_word_may_be_said(sparql: str) -> None:
    assert not asks_others(sparql)


PIECES = ["SERVICE <urn:x> {}", "'", '"', "'''", '"""', "<", ">", "#", "\r", "\n", "\\", "a:b", " . ", "?x"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_the_engine_reads_as_a_call_is_seen(text: str) -> None:
    sparql = f"PREFIX a: <urn:a> SELECT * {{ {text} }}"
    with suppress(SyntaxError, OSError):
        called = False
        try:
            list(ox.Store().query(sparql))  # type: ignore[arg-type]
        except OSError:  # no scheme that leads anywhere: the engine tells so only of what it would call
            called = True
        assert asks_others(sparql) or not called


CUT_OFF = """
import sys
import pyoxigraph as ox
from kg.sparql import sandbox
sandbox.MEMORY = 200 << 20
sandbox.cut_off(20)
list(ox.Store().query(sys.argv[1]))
"""


def run_cut_off(sparql: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CUT_OFF, sparql]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such filter")
def test_a_process_that_is_cut_off_reaches_nobody(sink: str) -> None:
    Sink.asked = 0
    sparql = f"SELECT * {{ SERVICE <{sink}> {{ ?s ?p ?o }} }}"
    with suppress(OSError):
        list(ox.Store().query(sparql))  # type: ignore[arg-type]
    assert Sink.asked == 1
    assert "denied" in run_cut_off(sparql).stderr
    assert Sink.asked == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_a_query_that_takes_all_memory_ends() -> None:
    numbers = "{ VALUES ?n { 0 1 2 3 4 5 6 7 8 9 } }"
    many = " ".join(numbers.replace("?n", f"?n{place}") for place in range(9))
    assert run_cut_off(f"SELECT * {{ {many} }} ORDER BY DESC(?n1)").returncode < 0


def test_who_has_run_long_enough_makes_room_for_who_waits() -> None:
    turns, taken = Turns(at_once=1, waiting=1), list[bool]()
    assert turns.take(0)
    assert not turns.is_wanted()
    waiter = Thread(target=lambda: taken.append(turns.take(20)))
    waiter.start()
    while not turns.is_wanted():
        pass
    assert not turns.is_wanted(), "one is enough"
    assert not turns.take(0), "nobody else may wait"
    turns.give_back()
    waiter.join()
    assert taken == [True]


def test_an_answer_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(tmp_path / "store").add(part("rome"))
    monkeypatch.setattr(worker, "LARGEST", 2_000_000)
    found = worker._evaluate(tmp_path / "store", "SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv")
    assert (found.status, b"larger than 2 MB; ask for less" in found.body) == (500, True)
