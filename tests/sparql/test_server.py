"""The store in the browser: what the endpoint answers in which format, what it refuses, and the page."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import requests
from playwright.sync_api import sync_playwright

from kg.errors import KgError, ReadError
from kg.sparql.named_queries import named_query
from kg.sparql.query import run_query
from kg.sparql.server import StoreServer
from kg.store.store import Store
from tests.helpers.graphs import TEXTS, part

NUMBERS = "{ VALUES ?n { 0 1 2 3 4 5 6 7 8 9 } }"
SLOW = "SELECT (COUNT(*) AS ?c) { " + " ".join(NUMBERS.replace("?n", f"?n{place}") for place in range(12)) + " }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("stores") / "news")
    for article in TEXTS:
        if article != "kyiv":
            store.add(part(article))
    return store


@pytest.fixture(scope="module")
def url(store: Store) -> Iterator[str]:
    server = StoreServer(store.folder, "127.0.0.1", 0, timeout=4)
    Thread(target=server.run, daemon=True).start()
    requests.get(f"{server.url}query", params={"query": "ASK {}"}, timeout=60)
    yield server.url
    server.stop()


def ask(url: str, sparql: str, accept: str = "*/*") -> requests.Response:
    return requests.post(f"{url}query", data={"query": sparql}, headers={"Accept": accept}, timeout=60)


def test_named_queries_tell_the_same_through_the_endpoint(url: str, store: Store) -> None:
    sparql = named_query("who-met-whom")
    assert run_query(f"{url}query", sparql) == run_query(store.folder, sparql)


@pytest.mark.parametrize(
    ("sparql", "accept", "type", "begin"),
    [
        ("ASK { :jd-vance dip:met ?who }", "*/*", "application/sparql-results+json", '{"head":{},"boolean":true}'),
        ("SELECT (1 AS ?n) {}", "text/csv;q=0.9", "text/csv", "n\r\n1"),
        ("SELECT (1 AS ?n) {}", "image/png, application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("CONSTRUCT { ?x dip:met :rome } { ?x dip:met ?y }", "application/n-triples", "application/n-triples", "<http"),
    ],
)
def test_answers_come_in_the_format_that_is_asked_for(
    url: str, sparql: str, accept: str, type: str, begin: str
) -> None:
    answer = ask(url, sparql, accept)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, f"{type}; charset=utf-8")
    assert answer.text.startswith(begin)


@pytest.mark.parametrize(
    ("sparql", "status", "message"),
    [
        ("SELECT ?x { ?x nope:y ?z }", 400, "the prefix is not declared"),
        ("", 400, "no valid SPARQL"),
        ("DELETE WHERE { ?s ?p ?o }", 400, "no valid SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 400, "SERVICE asks other servers"),
        ("SELECT * { # ' \" \n service # \n <http://127.0.0.1/> { ?s ?p ?o } } # ' \"", 400, "SERVICE asks other"),
        (SLOW, 503, "took longer than 4 s and was stopped"),
    ],
)
def test_what_is_refused_is_told(url: str, sparql: str, status: int, message: str) -> None:
    answer = ask(url, sparql)
    assert (answer.status_code, message in answer.text) == (status, True), answer.text


def test_the_word_service_may_be_asked_for(url: str) -> None:
    assert ask(url, 'ASK { ?x ?y "service: a" . :secret-service-of-x ?p <urn:service> } # service').status_code == 200


def test_nothing_can_be_written(url: str, store: Store) -> None:
    for method, path in (("PUT", "query"), ("DELETE", "query"), ("POST", "update"), ("POST", "")):
        assert not requests.request(method, url + path, data="x", timeout=60).ok
    assert requests.post(f"{url}query", data={"update": "CLEAR ALL"}, timeout=60).status_code == 400
    assert run_query(store.folder, "ASK { ?s ?p ?o }").rows == ((True,),)


def test_a_page_from_elsewhere_reads_nothing(url: str) -> None:
    """A foreign name that leads to this machine (DNS rebinding) is turned away."""
    for path in ("", "graph", "query?query=ASK{}"):
        for host in ("news.example", "[", "127.0.0.1.news.example", "localhost@news.example", ""):
            assert requests.get(url + path, headers={"Host": host}, timeout=60).status_code in (400, 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://news.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
def test_pages_of_other_sites_get_no_answer(url: str, headers: dict[str, str]) -> None:
    for path in ("", "graph", "query?query=ASK{}"):
        assert requests.get(url + path, headers=headers, timeout=60).status_code == 403
    assert requests.post(f"{url}query", data={"query": "ASK {}"}, headers=headers, timeout=60).status_code == 403


def test_the_page_itself_gets_answers(url: str) -> None:
    headers = {"Origin": url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert requests.post(f"{url}query", data={"query": "ASK {}"}, headers=headers, timeout=60).ok


def test_every_answer_says_what_browsers_may_do_with_it(url: str) -> None:
    for path in ("", "graph", "editor.js", "query?query=ASK{}", "nothing"):
        headers = requests.get(url + path, timeout=60).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert (headers["X-Frame-Options"], headers["Referrer-Policy"]) == ("DENY", "no-referrer")
    assert "script-src 'sha256-" in requests.get(f"{url}graph", timeout=60).headers["Content-Security-Policy"]


def test_head_tells_what_get_would(url: str) -> None:
    for path in ("", "graph", "editor.css", "query?query=ASK{}"):
        told, given = (ask(url + path, timeout=60) for ask in (requests.head, requests.get))
        assert (told.status_code, told.content) == (200, b"")
        assert told.headers["Content-Length"] == str(len(given.content))
        assert told.headers["Content-Type"] == given.headers["Content-Type"]


def test_what_is_added_is_seen_at_once(url: str, store: Store) -> None:
    planned = "ASK { ?event dip:modality dip:planned }"
    assert ask(url, planned).json()["boolean"] is False
    store.add(part("kyiv"))
    assert ask(url, planned).json()["boolean"] is True
    store.remove("kyiv")


def test_the_pages(url: str) -> None:
    page = requests.get(url, timeout=60)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "Who met whom" in page.text
    for name in ("editor.js", "editor.css"):
        assert name in page.text
        assert requests.get(url + name, timeout=60).ok
    assert "Volodymyr Zelenskyy" in requests.get(f"{url}graph", timeout=60).text
    assert requests.get(f"{url}nothing", timeout=60).status_code == 404


def test_a_query_is_asked_in_the_browser(url: str) -> None:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium: install Debian's package of that name")
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        page.get_by_label("Query", exact=True).select_option("who-met-whom")
        page.get_by_role("button", name="Ask").click()
        page.get_by_role("status").get_by_text("3 rows").wait_for()
        assert "Recep Tayyip Erdoğan" in page.get_by_role("table").inner_text()
        page.get_by_label("SPARQL").fill("SELECT ?x { ?x nope:y ?z }")
        page.get_by_label("SPARQL").press("Control+Enter")
        page.get_by_text("the prefix is not declared").wait_for()
    assert [line for line in complaints if "400 (Bad Request)" not in line] == []


def test_what_cannot_be_served_is_told(tmp_path: Path, store: Store, url: str) -> None:
    with pytest.raises(ReadError, match="is no store of kg"):
        StoreServer(tmp_path, "127.0.0.1", 0, 1)
    port = int(url.rstrip("/").rpartition(":")[2])
    with pytest.raises(KgError, match=r"cannot be listened on .* choose another --host or --port"):
        StoreServer(store.folder, "127.0.0.1", port, 1)


def test_the_command_serves_until_it_is_interrupted(store: Store) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(store.folder), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    address = process.stderr.readline().split(" at ")[1].strip()
    assert address.startswith("http://127.0.0.1:")
    assert json.loads(ask(address, "ASK { ?s ?p ?o }").text)["boolean"] is True
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
