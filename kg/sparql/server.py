"""A store in the browser and for SPARQL clients: requests enter, pages and answers leave; nothing is ever written.

/        a page to ask queries
/query   the SPARQL 1.1 endpoint
/graph   the picture of the graph
"""

from __future__ import annotations

import logging
import re
import signal
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import create_server

from kg.errors import KgError
from kg.rdf.namespaces import prefixes
from kg.sparql.named_queries import named_queries
from kg.sparql.worker import AT_ONCE, WAITING, Answer, Turns, answer, draw, text
from kg.store.store import store_base, store_state
from kg.viz.assets import read_template
from kg.viz.page import to_script_json

LONGEST = 1_000_000
ARRIVAL = 20  # seconds that a request may take to arrive, and that a connection may be silent
CONNECTIONS = 200
STATIC = {"/editor.js": "text/javascript", "/editor.css": "text/css"}
METHODS = {"/query": ("GET", "HEAD", "POST")}
NOTHING = "default-src 'none'; frame-ancestors 'none'"
EDITOR = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
PICTURE = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
STATUS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class StoreServer:
    """A server of one store. Raises KgError for a folder that is no store, or an address that can't be listened on."""

    def __init__(self, folder: Path, host: str, port: int, timeout: float) -> None:
        base = store_base(folder)
        try:
            self._socket = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            raise KgError(
                f"{host}:{port}: cannot be listened on ({error.strerror}); choose another --host or --port"
            ) from error
        private = ip_address(self._socket.getsockname()[0]).is_loopback
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._server = create_server(
            Site(folder, base, timeout, is_private=private),
            sockets=[self._socket],
            threads=AT_ONCE + WAITING + 16,
            connection_limit=_connections(),
            channel_timeout=ARRIVAL,
            cleanup_interval=1,
            max_request_body_size=LONGEST,
            ident=None,
        )
        self._server.channel_class = Channel
        self._stopped = False

    @property
    def url(self) -> str:
        """Where the server is."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def run(self) -> None:
        """Answer until `stop` is called."""
        while not self._stopped:
            wasyncore.loop(timeout=0.3, use_poll=True, map=self._server._map, count=1)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._server._map, ignore_all=True)

    def stop(self, *_: object) -> None:
        """Let `run` end, from another thread or as an answer to a signal."""
        self._stopped = True


def serve(folder: Path, host: str, port: int, timeout: float, *, on_start: Callable[[str], None]) -> None:
    """Serve a store until the user interrupts; `on_start` hears the address. A query may take `timeout` seconds."""
    server = StoreServer(folder, host, port, timeout)
    # No KeyboardInterrupt: it can be raised where Python drops it, in the end of an object.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.stop)
    on_start(server.url)
    server.run()


def _connections() -> int:
    """How many connections leave files enough for everything else."""
    with suppress(ImportError):
        import resource  # not on every system

        return min(CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
    return CONNECTIONS


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Addresses and numbers that are none are the client's mistake, and are told."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("The request can't be read") from error


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection: a request that never ends to arrive is cut."""

    parser_class = Parser
    begun = 0.0

    def received(self, data: bytes) -> bool:
        """Take some more of a request."""
        if self.request is None:
            self.begun = time.monotonic()
        elif time.monotonic() - self.begun > ARRIVAL:
            self.will_close = True
            return False
        return bool(super().received(data))


class Site:
    """The pages and the endpoint of a store, as a WSGI application."""

    def __init__(self, folder: Path, base: str, timeout: float, *, is_private: bool) -> None:
        self._folder, self._timeout, self._is_private = folder, timeout, is_private
        self._turns, self._drawing = Turns(), Turns(1, 8)
        self._editor = _editor(folder.resolve().name, base)
        self._drawn: tuple[object, Answer] = None, text(500, "")

    def __call__(self, environ: dict[str, Any], start: Callable[[str, list[tuple[str, str]]], None]) -> Iterable[bytes]:
        """Answer a request."""
        reply, policy = self._reply(environ)
        start(
            f"{reply.status} {STATUS[reply.status]}",
            [
                ("Content-Type", f"{reply.type.partition(';')[0]}; charset=utf-8"),
                ("Content-Length", str(len(reply.body))),
                ("Content-Security-Policy", policy),
                *HEADERS,
                *([("Retry-After", "2")] if reply.status == 503 else []),
            ],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [reply.body]

    def _reply(self, environ: dict[str, Any]) -> tuple[Answer, str]:
        path = environ["PATH_INFO"]
        if self._is_private and not _is_of_this_machine(environ):
            return text(403, "Ask for this machine by its name or address."), NOTHING
        if _is_of_another_site(environ):
            return text(403, "Pages of other sites get no answer; type the address of this one."), NOTHING
        if path not in ("/", "/graph", "/query", *STATIC):
            return text(404, "There is nothing here; see / and /query."), NOTHING
        if environ["REQUEST_METHOD"] not in METHODS.get(path, ("GET", "HEAD")):
            return text(405, "Send queries to /query, by GET or POST."), NOTHING
        if path == "/query":
            return self._ask(environ), NOTHING
        if path == "/graph":
            return self._picture()
        if path == "/":
            return Answer(200, "text/html", self._editor), EDITOR
        return Answer(200, STATIC[path], read_template(path[1:], "kg.sparql").encode()), NOTHING

    def _ask(self, environ: dict[str, Any]) -> Answer:
        is_form, query = True, environ["QUERY_STRING"]
        if environ["REQUEST_METHOD"] == "POST":
            is_form = environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded")
            query = environ["wsgi.input"].read().decode("utf-8", "replace")
        sparql = parse_qs(query).get("query", [""])[0] if is_form else query
        return answer(self._folder, sparql, environ.get("HTTP_ACCEPT", ""), self._timeout, self._turns)

    def _picture(self) -> tuple[Answer, str]:
        """The page, made once for each state of the store."""
        if not self._drawing.take(self._timeout):
            return text(503, "The picture is being drawn; come back in a moment."), NOTHING
        try:
            state = store_state(self._folder)
            if self._drawn[0] != state:
                self._drawn = state, draw(self._folder)
            if self._drawn[1].status != 200:
                self._drawn = None, self._drawn[1]
        finally:
            self._drawing.give_back()
        policy = PICTURE.search(self._drawn[1].body[:10_000].decode("utf-8", "ignore"))
        return self._drawn[1], f"{policy[1]}; frame-ancestors 'none'" if policy else NOTHING


def _is_of_this_machine(environ: dict[str, Any]) -> bool:
    """A page from elsewhere whose name leads to this machine must not read what only this machine may."""
    host = re.fullmatch(r"\[?([^\[\]/@]*?)\]?(?::\d*)?", environ.get("HTTP_HOST", ""))
    name = host[1].lower() if host else ""
    with suppress(ValueError):
        return name == "localhost" or ip_address(name).is_loopback
    return False


def _is_of_another_site(environ: dict[str, Any]) -> bool:
    """What a browser says of the page that a request comes from."""
    origin, host = environ.get("HTTP_ORIGIN"), environ.get("HTTP_HOST", "")
    return environ.get("HTTP_SEC_FETCH_SITE", "none") not in ("none", "same-origin") or (
        origin is not None and origin.lower() not in (f"http://{host}".lower(), f"https://{host}".lower())
    )


def _editor(heading: str, base: str) -> bytes:
    page = Environment(autoescape=True)
    page.filters["json"] = to_script_json
    template = page.from_string(read_template("editor.html.j2", "kg.sparql"))
    queries = named_queries().values()
    sparql = {query.name: query.sparql for query in queries}
    return template.render(heading=heading, prefixes=prefixes(base), queries=queries, sparql=sparql).encode()
