"""SPARQL 1.1 servers: requests and queries go there, answers come back, and failures are told in a line.

What fails for a moment is tried again. A login is shown to nobody but the server that asks for it.
"""

from __future__ import annotations

import pyoxigraph as ox
import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from kg.errors import KgError
from kg.sparql.credentials import Login, find_login

RETRIES, BACKOFF = 4, 0.5
N_TRIPLES, TABLE = "application/n-triples", "application/sparql-results+json"
Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Server:
    """One address of a server. A login comes from `login`, the address itself, or the user's netrc file."""

    def __init__(self, url: str, login: Login | None = None, *, timeout: float = 300) -> None:
        self.url, self._login = find_login(url, login or Login())
        self._timeout = timeout
        self._session = requests.Session()
        retry = Retry(
            RETRIES, read=1, backoff_factor=BACKOFF, status_forcelist=(429, 502, 503, 504), allowed_methods=None
        )
        retry.raise_on_status = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))
        # What the server asks for is given, no sooner: requests would send the netrc's password in the clear.
        self._session.auth = _anonymous
        if self._login.token:
            self._session.headers["Authorization"] = f"Bearer {self._login.token}"

    def send(self, method: str, *, accepted: tuple[int, ...] = (), **options: object) -> requests.Response:
        """The answer to a request; KgError for anything but success and the accepted statuses."""
        response = self._request(method, **options)
        if response.status_code == 401 and self._session.auth is _anonymous and self._login.user is not None:
            digest = "digest" in response.headers.get("WWW-Authenticate", "").lower()
            scheme = HTTPDigestAuth if digest else HTTPBasicAuth
            self._session.auth = scheme(self._login.user, self._login.password or "")
            response = self._request(method, **options)
        if not response.ok and response.status_code not in accepted:
            raise KgError(self._explain(response))
        return response

    def _request(self, method: str, **options: object) -> requests.Response:
        try:
            return self._session.request(method, self.url, timeout=(10, self._timeout), **options)  # type: ignore[arg-type]
        except requests.Timeout as error:
            raise self._late() from error
        except requests.ConnectionError as error:
            if isinstance(getattr(error.args[0], "reason", None), ReadTimeoutError):
                raise self._late() from error
            raise KgError(
                f"{self.url}: cannot be reached, or broke off; see that the server runs, and run the command again"
            ) from error
        except (requests.RequestException, ValueError) as error:
            raise KgError(f"{self.url}: is no address of a server ({type(error).__name__}); correct it") from error

    def _late(self) -> KgError:
        return KgError(
            f"{self.url}: no answer within {self._timeout:g} s; run the command again, or with a larger --timeout"
        )

    def _explain(self, response: requests.Response) -> str:
        if response.status_code in (401, 403):
            return (
                f"{self.url}: the server does not let you in; give the right --user and --password, or --token, "
                "or set KG_USER and KG_PASSWORD, or KG_TOKEN, or write the login into your netrc file"
            )
        said = " ".join(response.text[:200].split())
        return f"{self.url}: the server answered {response.status_code} {response.reason}: {said}"


def _anonymous(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def ask(server: Server, sparql: str) -> Answer:
    """A server's answer to a query. Raises KgError."""
    # A form, for Virtuoso hangs on a bare query.
    response = server.send("POST", data={"query": sparql}, headers={"Accept": f"{TABLE}, {N_TRIPLES}"})
    try:
        if "json" in response.headers.get("Content-Type", ""):
            return ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
        triples = ox.Store()
        triples.bulk_load(response.content, format=ox.RdfFormat.N_TRIPLES)
        return triples.query("CONSTRUCT WHERE { ?s ?p ?o }")
    except (SyntaxError, ValueError) as error:
        raise KgError(
            f"{server.url}: does not answer SPARQL queries; give the address of the server's query endpoint"
        ) from error
