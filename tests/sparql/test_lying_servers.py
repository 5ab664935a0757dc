"""Servers that lie, break and dawdle: whatever they send, a command ends soon, with a line that says what is wrong."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.errors import KgError
from kg.rdf.namespaces import BASE
from kg.sparql import client
from kg.sparql.client import Server, ask
from kg.sparql.credentials import Login
from kg.sparql.push import push
from kg.sparql.query import run_query
from kg.store.store import Store, read_store
from tests.helpers.graphs import part
from tests.helpers.liars import Say, http, lying

JSON, TRIPLES = "Content-Type: application/sparql-results+json", "Content-Type: application/n-triples"
CHUNKED = b"HTTP/1.1 200 OK\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n" % TRIPLES.encode()
TRIPLE = b"<urn:s> <urn:p> <urn:o> .\n"
BINDING = b'{"head":{"vars":["s","o","graph","n"]},"results":{"bindings":[%s]}}'

SAID = {
    "a page": http("200 OK", b"<!DOCTYPE html><title>Welcome</title>", "Content-Type: text/html"),
    "a page as triples": http("200 OK", b"<!DOCTYPE html><title>Welcome</title>", TRIPLES),
    "a page as JSON": http("200 OK", b"<!DOCTYPE html><title>Welcome</title>", JSON),
    "nothing": http("200 OK"),
    "nothing at all": http("204 No Content"),
    "no type": http("200 OK", TRIPLE),
    "an odd type": http("200 OK", TRIPLE, "Content-Type: \xff; charset=\x01"),
    "half of JSON": http("200 OK", b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"u', JSON),
    "JSON of another shape": http("200 OK", b'[{"s": 1}]', JSON),
    "deep JSON": http("200 OK", b'{"a":' * 100_000, JSON),
    "a number as JSON": http("200 OK", b"1e999", JSON),
    "JSON with a number that is none": http(
        "200 OK",
        BINDING % b'{"n":{"type":"literal","value":"many","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}',
        JSON,
    ),
    "JSON with an IRI that is none": http("200 OK", BINDING % b'{"graph":{"type":"uri","value":"no IRI"}}', JSON),
    "JSON with half a character": http("200 OK", BINDING % b'{"s":{"type":"literal","value":"\\ud800"}}', JSON),
    "JSON without its values": http("200 OK", BINDING % b"{}", JSON),
    "bytes": http("200 OK", bytes(range(256)) * 20, TRIPLES),
    "bytes as JSON": http("200 OK", bytes(range(256)) * 20, JSON),
    "less than it says": http("200 OK", TRIPLE, TRIPLES, length=5000),
    "a length that is none": http("200 OK", TRIPLE, TRIPLES, "Content-Length: abc"),
    "half of its head": b"HTTP/1.1 200 OK\r\nContent-",
    "half of its first line": b"HTTP/1.1 2",
    "no head": b"hello\r\n\r\nworld",
    "nothing and goes": b"",
    "an odd status": b"HTTP/1.1 999 \xff\xfe\r\n\r\n",
    "a status that is none": b"HTTP/1.1 abc OK\r\n\r\n",
    "many heads": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
    "a long head": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    "chunks that are none": CHUNKED + b"xyz\r\nabc",
    "a chunk too short": CHUNKED + b"ff\r\nabc",
    "gzip that is none": http("200 OK", b"no gzip", TRIPLES, "Content-Encoding: gzip"),
    "a gzip bomb": http("200 OK", gzip.compress(b"# \n" * 7_000_000), TRIPLES, "Content-Encoding: gzip"),
    "wait for years": http("503 Service Unavailable", b"", "Retry-After: 99999999"),
    "wait until some day": http("429 Too Many Requests", b"", "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT"),
    "done later": http("202 Accepted", b"", TRIPLES),
    "a login without a challenge": http("401 Unauthorized"),
    "half a challenge": http("401 Unauthorized", b"", "WWW-Authenticate: Digest qop=auth"),
    "an unknown challenge": http("401 Unauthorized", b"", 'WWW-Authenticate: Digest realm="r", nonce="n", algorithm=X'),
    "a login again": http("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="r"'),
    "a teapot": http("418 \x1b[31mTeapot", b"\x1b]0;owned\x07\x1b[2J\xe2\x80\xaeno\n\rentry"),
    "elsewhere": http("302 Found", b"", "Location: \x1b[2Jnowhere"),
}


def drip(first: bytes, rest: bytes) -> Callable[[str, Say], None]:
    def tell(_: str, say: Say) -> None:
        say(first)
        for _number in range(100):
            time.sleep(0.05)
            say(rest)

    return tell


def pour(first: bytes, rest: bytes) -> Callable[[str, Say], None]:
    def tell(_: str, say: Say) -> None:
        say(first)
        while True:
            say(rest)

    return tell


ENDLESS = {
    "drips its head": drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
    "drips triples": drip(http("200 OK", b"", TRIPLES, length=10**9), b"#"),
    "drips chunks": drip(CHUNKED, b"1\r\n#\r\n"),
    "asks for patience": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "pours triples": pour(http("200 OK", b"", TRIPLES, length=10**12), TRIPLE * 2000),
    "pours chunks": pour(CHUNKED, b"2710\r\n" + b"#" * 10_000 + b"\r\n"),
    "pours without a length": pour(b"HTTP/1.0 200 OK\r\n" + JSON.encode() + b"\r\n\r\n", b" " * 10_000),
    "pours at the door": pour(
        http("401 Unauthorized", b"", 'WWW-Authenticate: Digest realm="r"', length=10**12), b"x" * 9999
    ),
    "pours an error": pour(http("500 Oh", b"", length=10**12), b"x" * 9999),
}


def always(said: bytes) -> Callable[[str, Say], None]:
    return lambda _, say: say(said)


LIES = {name: always(said) for name, said in SAID.items()} | ENDLESS


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BACKOFF", 0.005)
    monkeypatch.setattr(client, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(client, "LARGEST", 2_000_000)
    monkeypatch.setenv("NETRC", "/dev/null")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("stores") / "news")
    store.add(part("rome"))
    return store


def numbers(rows: Any) -> list[int]:
    return [int(row["n"].value) for row in rows]


@pytest.mark.parametrize("lie", LIES)
def test_whatever_a_server_says_it_ends_in_a_line(lie: str, store: Store) -> None:
    with lying(LIES[lie]) as liar:
        for do in (
            lambda server: ask(server, "SELECT ?n { ?n ?p ?o }", numbers),
            lambda server: push(read_store(store.folder), server, BASE),
        ):
            begin = time.monotonic()
            with pytest.raises(KgError) as caught:
                do(Server(liar.url, Login("kg", "hunter2"), timeout=0.5))
            assert time.monotonic() - begin < 3
            assert liar.url in str(caught.value)
            assert str(caught.value).isprintable()
            assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Moved", "308 Moved"])
def test_no_redirect_is_followed(status: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could turn a PUT into a GET, which succeeds, and show a login to another server."""
    (tmp_path / "netrc").write_text("default login kg password hunter2\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with lying(LIES["nothing"]) as other:
        there = other.url.replace("127.0.0.1", "localhost")
        with lying(lambda _, say: say(http(status, b"", f"Location: {there}"))) as liar:
            for arguments in (["push", str(store.folder), liar.url], ["query", liar.url, "ASK {}"]):
                done = CliRunner().invoke(main, arguments)
                assert done.exit_code == 1
                assert f"points to {there}; if you trust it, give that address" in done.stderr
        assert other.asked == []
        assert "Authorization" not in "".join(liar.asked)


def test_a_digest_answer_goes_to_nobody_else(store: Store) -> None:
    challenge = http("401 Unauthorized", b"", 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"')
    with lying(LIES["nothing"]) as other:

        def tell(head: str, say: Say) -> None:
            say(http("307 Moved", b"", f"Location: {other.url}") if "Authorization" in head else challenge)

        with lying(tell) as liar, pytest.raises(KgError, match="points to"):
            push(read_store(store.folder), Server(liar.url, Login("kg", "hunter2"), timeout=5), BASE)
        assert (len(liar.asked), other.asked) == (2, [])


class Forgetful:
    """A Graph Store that says yes to everything and keeps only some of it."""

    def __init__(self, keeps: Callable[[str, str], bool]) -> None:
        self.keeps, self.graphs = keeps, dict[str, str]()

    def __call__(self, head: str, say: Say) -> None:
        method, path, _ = head.split(" ", 2)
        if method == "PUT" and self.keeps(method, path):
            self.graphs[path] = "kept"
        say(http("200 OK", b"" if path not in self.graphs else TRIPLE, TRIPLES))


@pytest.mark.parametrize("keeps", [lambda *_: False, lambda *_: True, lambda _, path: "pushed" in path])
def test_what_was_stored_is_looked_at(keeps: Callable[[str, str], bool], store: Store) -> None:
    with lying(Forgetful(keeps)) as liar:
        done = CliRunner().invoke(main, ["push", str(store.folder), liar.url])
        assert (done.exit_code, done.stdout) == (1, "")
        assert "says that it took the graph" in done.stderr


def test_a_number_that_is_none_stays_text(tmp_path: Path) -> None:
    literal = '"many"^^<http://www.w3.org/2001/XMLSchema#integer>'
    (tmp_path / "graph.nt").write_text(f"<urn:s> <urn:p> {literal} .\n")
    assert run_query(tmp_path / "graph.nt", "SELECT ?o { ?s ?p ?o }").rows == (("many",),)


def test_a_table_acts_on_no_terminal(tmp_path: Path) -> None:
    rome = part("rome")
    Store(tmp_path / "store").add(replace(rome, articles=(replace(rome.articles[0], title="\x1b[2JTalks\x9b31m"),)))
    done = CliRunner().invoke(
        main, ["query", str(tmp_path / "store"), "SELECT ?t { ?a ?p ?t FILTER(CONTAINS(?t, 'Talks')) }"]
    )
    assert "Talks" in done.stdout
    assert not set(done.stdout) & {"\x1b", "\x9b"}


def test_the_file_of_an_error_acts_on_no_terminal() -> None:
    done = CliRunner().invoke(main, ["query", "no\x1b[2Jfile.ttl", "ASK {}"])
    assert "\x1b" not in done.stderr
