"""A store in the browser and for SPARQL clients: requests enter, pages and answers leave; nothing is ever written.

/        a page to ask queries
/query   the SPARQL 1.1 endpoint
/graph   the picture of the graph
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment

from kg.errors import KgError
from kg.rdf.namespaces import prefixes
from kg.sparql.named_queries import named_queries
from kg.sparql.worker import Answer, answer
from kg.store.store import load_store, store_base
from kg.viz.assets import read_template
from kg.viz.page import render_html, to_script_json

LONGEST = 1_000_000
STATIC = {"/editor.js": "text/javascript", "/editor.css": "text/css"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'"


class StoreServer(ThreadingHTTPServer):
    """A server of one store. Raises KgError for a folder that is no store, or an address that can't be listened on."""

    daemon_threads = True

    def __init__(self, folder: Path, host: str, port: int, timeout: float) -> None:
        self.folder, self.base, self.limit = folder, store_base(folder), timeout
        self.slots = BoundedSemaphore(os.cpu_count() or 1)
        try:
            super().__init__((host, port), Handler)
        except OSError as error:
            raise KgError(
                f"{host}:{port}: cannot be listened on ({error.strerror}); choose another --host or --port"
            ) from error

    @property
    def url(self) -> str:
        """Where the server is."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches the server."""
        return ip_address(str(self.server_address[0])).is_loopback


def serve(folder: Path, host: str, port: int, timeout: float, *, on_start: Callable[[str], None]) -> None:
    """Serve a store until the user interrupts; `on_start` hears the address. A query may take `timeout` seconds."""
    with StoreServer(folder, host, port, timeout) as server, suppress(KeyboardInterrupt):
        on_start(server.url)
        server.serve_forever()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: StoreServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Give a page, or answer a query in the address."""
        url = urlsplit(self.path)
        if not self._is_for_us():
            self._reply(Answer(403, "text/plain", b"Ask for this machine by its name or address.\n"))
        elif url.path == "/query":
            self._ask(parse_qs(url.query).get("query", [""])[0])
        elif url.path == "/":
            self._reply(Answer(200, "text/html", _editor(self.server).encode()), policy=POLICY)
        elif url.path == "/graph":
            self._reply(_picture(self.server.folder))
        elif url.path in STATIC:
            self._reply(Answer(200, STATIC[url.path], read_template(url.path[1:], "kg.sparql").encode()))
        else:
            self._reply(Answer(404, "text/plain", b"There is nothing here; see / and /query.\n"))

    def do_POST(self) -> None:
        """Answer a query in a form, or one that stands alone."""
        length = int(self.headers.get("Content-Length") or 0)
        if not self._is_for_us() or urlsplit(self.path).path != "/query" or length > LONGEST:
            self.close_connection = True
            self._reply(Answer(400, "text/plain", b"Send a query of at most 1 MB to /query.\n"))
            return
        text = self.rfile.read(length).decode("utf-8", "replace")
        is_form = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        self._ask(parse_qs(text).get("query", [""])[0] if is_form else text)

    def _is_for_us(self) -> bool:
        """A page from elsewhere whose name leads to this machine must not read what only this machine may."""
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        return not self.server.is_private or host in ("localhost", "127.0.0.1", "::1")

    def _ask(self, sparql: str) -> None:
        with self.server.slots:
            self._reply(answer(self.server.folder, sparql, self.headers.get("Accept", ""), self.server.limit))

    def _reply(self, reply: Answer, *, policy: str = "") -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", f"{reply.type.partition(';')[0]}; charset=utf-8")
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def _picture(folder: Path) -> Answer:
    try:
        return Answer(200, "text/html", render_html(load_store(folder), title=folder.resolve().name).encode())
    except KgError as error:
        return Answer(500, "text/plain", f"{error}\n".encode())


def _editor(server: StoreServer) -> str:
    page = Environment(autoescape=True)
    page.filters["json"] = to_script_json
    return page.from_string(read_template("editor.html.j2", "kg.sparql")).render(
        heading=server.folder.resolve().name,
        prefixes=prefixes(server.base),
        queries=named_queries().values(),
        sparql={query.name: query.sparql for query in named_queries().values()},
    )
