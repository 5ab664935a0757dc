"""The server under load and against requests that are none: it tells what is wrong, cuts off, and goes on."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
import requests

from kg.sparql import server as serving
from kg.sparql.server import StoreServer
from kg.sparql.worker import Answer, draw
from kg.store.store import Store
from tests.helpers.graphs import part
from tests.sparql.test_server import SLOW, ask

CHUNKED = b"POST /query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"

FEW_FILES = """
import resource
from kg.cli.main import main
resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
main()
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("stores") / "news")
    store.add(part("rome"))
    return store


@pytest.fixture(scope="module")
def url(store: Store) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "ARRIVAL", 1.5)
        server = StoreServer(store.folder, "127.0.0.1", 0, timeout=3)
        Thread(target=server.run, daemon=True).start()
        ask(server.url, "ASK {}")
        yield server.url
        server.stop()


def connect(url: str) -> socket.socket:
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    return socket.create_connection((host, int(port)), timeout=60)


def send(url: str, request: bytes) -> bytes:
    """The status line of the answer to whatever is sent."""
    with connect(url) as connection:
        connection.sendall(request)
        return connection.recv(10_000).partition(b"\r\n")[0]


@pytest.mark.parametrize("length", [b"-1", b"abc", b"+5", b"1_0", b"5, 5", b"9" * 5000, b"9" * 12, b"1000001"])
def test_a_length_that_is_none_or_too_much_is_refused(url: str, length: bytes) -> None:
    head = b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
    assert send(url, head + b"\r\n\r\nASK {}").startswith((b"HTTP/1.1 400", b"HTTP/1.0 400", b"HTTP/1.1 413"))
    assert ask(url, "ASK {}").ok


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://[ HTTP/1.1\r\nHost: localhost",
        b"GET //[::1 HTTP/1.1\r\nHost: localhost",
        b"GET / HTTP/1.1\r\nHost: [",
        b"GET / HTTP/1.1\r\nHost: \xff",
        b"GET /\xff HTTP/1.1\r\nHost: localhost",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: news.example",
        b"GET / HTTP/1.1",
        b"GET / HTTP/9.9\r\nHost: localhost",
        b"BREW / HTTP/1.1\r\nHost: localhost",
        b"GET",
        b"\x16\x03\x01\x02\x00\x01",
        b"A" * 300_000,
    ],
)
def test_a_request_that_is_none_gets_an_answer(url: str, request_line: bytes) -> None:
    assert send(url, request_line + b"\r\n\r\n").startswith(b"HTTP/1."), request_line
    assert ask(url, "ASK {}").ok


def test_a_body_in_chunks_is_read(url: str) -> None:
    form = b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    assert send(url, CHUNKED + form + b"8\r\nquery=AS\r\n4\r\nK {}\r\n0\r\n\r\n") == b"HTTP/1.1 200 OK"
    assert b" 400 " in send(url, CHUNKED + form + b"nonsense\r\n\r\n")
    assert b" 413 " in send(url, CHUNKED + form + b"f4241\r\n" + b"x" * 1_000_001 + b"\r\n0\r\n\r\n")


def test_who_says_no_more_still_hears_the_answer(url: str) -> None:
    with connect(url) as connection:
        connection.sendall(b"GET /query?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100).startswith(b"HTTP/1.1 200 OK")


def test_a_drip_of_bytes_and_silence_are_cut(url: str) -> None:
    begin = time.monotonic()
    with connect(url) as dripping, connect(url) as silent:
        dripping.sendall(b"GET / HTTP/1.1\r\nX-Drip: ")
        with pytest.raises(OSError, match=r"reset|pipe"):
            while time.monotonic() - begin < 10:
                dripping.sendall(b"x")
                time.sleep(0.1)
        assert silent.recv(1) == b""
    assert time.monotonic() - begin < 8


def test_slow_queries_leave_room_for_a_small_one(url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        slow = [pool.submit(ask, url, SLOW) for _ in range(8)]
        time.sleep(0.5)
        begin = time.monotonic()
        assert ask(url, "ASK {}").status_code in (200, 503)
        assert time.monotonic() - begin < 4
        assert {answer.result().status_code for answer in slow} == {503}


def test_the_picture_is_made_once_for_each_state(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = list[Path]()

    def count(folder: Path) -> Answer:
        drawn.append(folder)
        return draw(folder)

    def get(_: int) -> str:
        return requests.get(f"{url}graph", timeout=60).text

    monkeypatch.setattr(serving, "draw", count)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(get, range(8)))) == 1
    assert len(drawn) == 1
    store.add(part("kyiv"))
    assert "Kyiv" in get(0)
    assert len(drawn) == 2
    store.remove("kyiv")


def test_without_files_left_it_waits(store: Store) -> None:
    """A server with few files takes few connections at once; the others wait, and it burns no time meanwhile."""
    command = [sys.executable, "-c", FEW_FILES, "serve", str(store.folder), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    url = process.stderr.readline().split(" at ")[1].strip()
    assert ask(url, "ASK {}").ok
    connections = [connect(url) for _ in range(150)]
    before, begin = busy(process.pid), time.monotonic()
    time.sleep(1)
    assert busy(process.pid) - before < 0.5 * (time.monotonic() - begin)
    for connection in connections:
        connection.close()
    assert ask(url, "ASK {}").ok
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == ""


def busy(pid: int) -> float:
    """The seconds of a processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
