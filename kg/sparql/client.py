"""SPARQL 1.1 servers: requests and queries go there, answers come back, and failures are told in a line.

What fails for a moment is tried again. A server is believed nothing: an answer has so much time and so many bytes, what
is no answer is told, no redirect is followed, and a login is shown to nobody but the server that asks for it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from http.client import HTTPException
from threading import Thread
from types import SimpleNamespace
from typing import Any, TypeVar

import pyoxigraph as ox
import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from requests.utils import parse_dict_header
from urllib3.exceptions import HTTPError

from kg.errors import KgError, printable
from kg.rdf.namespaces import SCHEMA
from kg.sparql.credentials import Login, find_login

RETRIES, BACKOFF, LONGEST_WAIT = 4, 0.5, 30.0
MOMENTARY = (429, 502, 503, 504)
LARGEST = 500_000_000
N_TRIPLES, TABLE = "application/n-triples", "application/sparql-results+json"
BROKEN = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, HTTPError, HTTPException, OSError)
Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean
Dataset = Mapping[str, str | list[str]]
UNION: Dataset = {"union-default-graph": "true"}  # as Oxigraph has it
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked to; a redirect is none of it."""
        return 200 <= self.status < 300

    @property
    def type(self) -> str:
        """The media type."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class Server:
    """One address of a server. A login comes from `login`, the address itself, or the user's netrc file.

    Each request with all its repetitions may take `timeout` seconds.
    """

    def __init__(self, url: str, login: Login | None = None, *, timeout: float = 300) -> None:
        self.url, self._login = find_login(url, login or Login())
        self._timeout = timeout
        self._session = requests.Session()
        # What the server asks for is given, no sooner: requests would send the netrc's password in the clear.
        self._session.auth = _anonymous
        self._session.headers["Accept-Encoding"] = "identity"
        if self._login.token:
            self._session.headers["Authorization"] = f"Bearer {self._login.token}"

    def send(self, method: str, *, accepted: tuple[int, ...] = (), **options: object) -> Reply:
        """The answer to a request; KgError for anything but success and the accepted statuses."""
        end = time.monotonic() + self._timeout
        reply = self._request(method, options, end)
        if reply.status == 401 and self._login.user is not None:
            self._session.auth = _answer_to(reply, self._login)
            reply = self._request(method, options, end)
        if not reply.ok and reply.status not in accepted:
            raise KgError(self._explain(reply))
        return reply

    def _request(self, method: str, options: dict[str, object], end: float) -> Reply:
        """The answer, after some more tries where it says or seems that it could be another in a moment."""
        for tries in range(RETRIES + 1):
            wait = BACKOFF * 2**tries
            try:
                reply = self._once(method, options, end)
                given = reply.headers.get("Retry-After", "")
                wait = min(float(given), LONGEST_WAIT) if re.fullmatch(r"\d{1,9}", given) else wait
                if reply.status not in MOMENTARY or tries == RETRIES or time.monotonic() + wait > end:
                    return reply
            except BROKEN as error:
                if tries == RETRIES or time.monotonic() + wait > end:
                    raise KgError(
                        f"{self.url}: cannot be reached, or broke off; see that the server runs, and run the command "
                        f"again ({type(error).__name__})"
                    ) from error
            time.sleep(wait)
        raise AssertionError("the last try ends the loop")

    def _once(self, method: str, options: dict[str, object], end: float) -> Reply:
        # Nothing ends a request that gets a byte now and then: it is made in a thread that can be left alone.
        future = Future[Reply]()
        Thread(target=_settle, args=(future, lambda: self._fetch(method, options)), daemon=True).start()
        try:
            return future.result(max(end - time.monotonic(), 0))
        except (TimeoutError, requests.Timeout) as error:
            raise self._late() from error
        except requests.exceptions.SSLError as error:
            raise KgError(f"{self.url}: its certificate cannot be trusted; see that the address is right") from error
        except BROKEN:
            if time.monotonic() >= end:
                raise self._late() from None
            raise
        except (requests.RequestException, ValueError, LookupError, TypeError) as error:
            raise KgError(f"{self.url}: is no address of a server ({type(error).__name__}); correct it") from error

    def _fetch(self, method: str, options: dict[str, object]) -> Reply:
        patience = (min(10, self._timeout), self._timeout)
        with self._session.request(
            method, self.url, timeout=patience, stream=True, allow_redirects=False, **options  # type: ignore[arg-type]
        ) as response:  # fmt: skip
            content = bytearray()
            for piece in response.iter_content(1 << 16):
                content += piece
                if len(content) > LARGEST:
                    raise KgError(f"{self.url}: the answer is larger than {LARGEST / 1e6:g} MB; ask for less")
            return Reply(response.status_code, response.reason or "", response.headers, bytes(content))

    def _late(self) -> KgError:
        return KgError(
            f"{self.url}: no answer within {self._timeout:g} s; run the command again, or with a larger --timeout"
        )

    def _explain(self, reply: Reply) -> str:
        if reply.status in (401, 403):
            return (
                f"{self.url}: the server does not let you in; give the right --user and --password, or --token, "
                "or set KG_USER and KG_PASSWORD, or KG_TOKEN, or write the login into your netrc file"
            )
        if 300 <= reply.status < 400:
            there = printable(reply.headers.get("Location", ""))[:200]
            return f"{self.url}: the server points to {there or 'another address'}; if you trust it, give that address"
        page = "a page for people; give the address where the server takes SPARQL queries or graphs"
        said = page if "html" in reply.type else printable(reply.content[:200].decode("utf-8", "replace"))
        return f"{self.url}: the server answered {reply.status} {printable(reply.reason)[:50]}: {said}"


def _settle(future: Future[Reply], fetch: Callable[[], Reply]) -> None:
    try:
        future.set_result(fetch())
    except BaseException as error:
        future.set_exception(error)


def _anonymous(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _answer_to(reply: Reply, login: Login) -> requests.auth.AuthBase:
    """The login in the form that a server asks for."""
    asked = reply.headers.get("WWW-Authenticate", "")
    user, password = login.user or "", login.password or ""
    return _Digest(user, password, asked) if "digest" in asked.lower() else HTTPBasicAuth(user, password)


class _Digest(requests.auth.AuthBase):
    """Digest authentication without the part of requests that reads an answer, of whatever size, and asks again."""

    def __init__(self, user: str, password: str, asked: str) -> None:
        auth: Any = HTTPDigestAuth(user, password)
        auth._thread_local = SimpleNamespace()  # requests come from several threads
        auth.init_per_thread_state()
        challenge = re.split("digest ", asked, flags=re.IGNORECASE)[-1]
        auth._thread_local.chal = parse_dict_header(challenge)  # type: ignore[no-untyped-call]
        self._auth = auth

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if header := self._auth.build_digest_header(request.method, request.url):
            request.headers["Authorization"] = header
        return request


def ask(
    server: Server, sparql: str, read: Callable[[Answer], Read], dataset: Mapping[str, object] | None = None
) -> Read:
    """What `read` makes of a server's answer to a query. `dataset` says what is asked as the protocol has it.

    Raises KgError, for an answer that is none too.
    """
    # A form, for Virtuoso hangs on a bare query.
    form = {"query": sparql, **(dataset or {})}
    reply = server.send("POST", data=form, headers={"Accept": f"{TABLE}, {N_TRIPLES}"})
    try:
        if reply.status == 200 and "json" in reply.type:
            return read(ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.JSON))
        if reply.status == 200 and reply.type in (N_TRIPLES, "text/plain"):
            triples = ox.Store()
            triples.bulk_load(reply.content, format=ox.RdfFormat.N_TRIPLES)
            return read(triples.query("CONSTRUCT WHERE { ?s ?p ?o }"))
    except (SyntaxError, ValueError, LookupError, TypeError, AttributeError, OSError, RuntimeError):
        pass  # no such format, or not what was asked for
    raise KgError(f"{server.url}: does not answer SPARQL queries; give the address of the server's query endpoint")


def find_dataset(server: Server) -> Dataset:
    """How to ask for all named graphs as one: where a server has them so, nothing need be said."""
    hidden = f"""ASK {{ {{ SELECT ?article {{ GRAPH ?graph {{ ?article a <{SCHEMA.NewsArticle}> }} }} LIMIT 1 }}
        FILTER NOT EXISTS {{ ?article a <{SCHEMA.NewsArticle}> }} }}"""
    datasets: tuple[Dataset, ...] = {}, UNION
    for dataset in datasets:
        if not ask(server, hidden, bool, dataset):
            return dataset
    named = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }"
    return {"default-graph-uri": ask(server, named, _graphs)}


def _graphs(rows: Any) -> list[str]:
    return [row["graph"].value for row in rows]
