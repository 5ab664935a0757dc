"""The named graphs of a store to a SPARQL 1.1 server, one at a time.

They travel by the Graph Store Protocol as N-Triples, which every server reads alike; where an address takes SPARQL
Update only, in batches, the first of which takes the old graph out. The server keeps a ledger with the digest of each
graph that arrived whole: a push that broke off goes on where it was, and one that changes little sends little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.sparql.client import N_TRIPLES, Server, ask
from kg.store.support import SUPPORT

BATCH = 500  # what Virtuoso's compiler takes, and where it is fastest
NOTED = 50
DIGEST = ox.NamedNode("urn:kg:digest")
NO_GRAPHS = (400, 404, 405, 406, 415, 501)


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many named graphs were sent, how many were there already, and how many were taken out."""

    sent: int
    unchanged: int
    removed: int


class GraphStore:
    """A server's named graphs by the Graph Store Protocol: each is replaced in one request."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def read(self, name: str) -> set[ox.Triple] | None:
        """The statements of a graph, none if it is not there; None where the protocol is not spoken."""
        headers = {"Accept": N_TRIPLES}
        reply = self.server.send("GET", params={"graph": name}, headers=headers, accepted=NO_GRAPHS)
        if not reply.ok:
            return set() if reply.status == 404 else None
        try:
            return set(ox.parse(reply.content, ox.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError):
            return None

    def count(self, name: str) -> int | None:
        """How many statements a graph has; None where the protocol is not spoken."""
        found = self.read(name)
        return None if found is None else len(found)

    def replace(self, name: str, lines: list[str]) -> bool:
        """Put these statements in place of a graph; False where the protocol is not spoken."""
        return self._send("PUT", name, lines, accepted=NO_GRAPHS)

    def amend(self, name: str, old: set[str], new: set[str]) -> None:
        """Let a graph that held the old statements hold the new ones."""
        self._send("PUT", name, sorted(new))

    def extend(self, name: str, lines: list[str]) -> None:
        """Add statements to a graph."""
        self._send("POST", name, lines)

    def remove(self, name: str) -> None:
        """Take a graph out, if it is there."""
        self.server.send("DELETE", params={"graph": name}, accepted=(404,))

    def _send(self, method: str, name: str, lines: list[str], accepted: tuple[int, ...] = ()) -> bool:
        body, headers = "".join(lines).encode(), {"Content-Type": N_TRIPLES}
        return self.server.send(method, params={"graph": name}, data=body, headers=headers, accepted=accepted).ok


class Updates:
    """A server's named graphs by SPARQL Update, which takes so many statements in a request and no more."""

    def __init__(self, server: Server, reader: Server) -> None:
        self.server, self._reader = server, reader

    def read(self, name: str) -> set[ox.Triple]:
        """The ledger."""
        try:
            return ask(self._reader, f"SELECT ?s ?o WHERE {{ GRAPH <{name}> {{ ?s {DIGEST} ?o }} }}", _noted)
        except KgError as error:
            raise KgError(
                f"{error} (it takes no named graphs, so push has to ask what is there: if it takes updates, and if "
                "queries go elsewhere, say so with --query)"
            ) from error

    def count(self, name: str) -> int:
        """How many statements a graph has."""
        return ask(self._reader, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", _number)

    def replace(self, name: str, lines: list[str]) -> None:
        """Put these statements in place of a graph: at once where a request has room for them all."""
        first, *more = _batches("INSERT", name, lines)
        self._update(f"{_drop(name)}; {first}", *more)

    def amend(self, name: str, old: set[str], new: set[str]) -> None:
        """Let a graph that held the old statements hold the new ones, and at no time neither."""
        self._update(*_batches("INSERT", name, sorted(new - old)), *_batches("DELETE", name, sorted(old - new)))

    def extend(self, name: str, lines: list[str]) -> None:
        """Add statements to a graph."""
        self._update(*_batches("INSERT", name, lines))

    def remove(self, name: str) -> None:
        """Take a graph out, if it is there."""
        self._update(_drop(name))

    def _update(self, *updates: str) -> None:
        for update in updates:
            self.server.send("POST", data={"update": update})


def _noted(rows: Any) -> set[ox.Triple]:
    return {ox.Triple(row["s"], DIGEST, row["o"]) for row in rows}


def _number(rows: Any) -> int:
    return int(next(rows)["n"].value)


def _drop(name: str) -> str:
    return f"DROP SILENT GRAPH <{name}>"


def _batches(verb: str, name: str, lines: list[str]) -> list[str]:
    batches = ("".join(lines[begin : begin + BATCH]) for begin in range(0, len(lines), BATCH))
    return [f"{verb} DATA {{ GRAPH <{name}> {{ {batch} }} }}" for batch in batches]


def push(
    store: ox.Store,
    server: Server,
    base: str,
    *,
    reader: Server | None = None,
    on_graph: Callable[[int, int], None] = lambda done, total: None,
) -> Pushed:
    """Make the named graphs on a server the same as those of a store; those pushed earlier and gone here go there too.

    `reader` answers queries where an address takes updates only. `on_graph` hears after each graph how many of how many
    are done. What was sent is counted there. Raises KgError; what arrived by then stays, and the next push goes on from
    there.
    """
    digests, ledger = _digests(store), f"{base}graph/pushed"
    target = _open(server, reader or server, ledger)
    known = _read_ledger(target.read(ledger) or set())
    there = dict(sorted(known))  # where a graph has a digest it has arrived, marked as begun or not
    same = {name for name, digest in digests.items() if there.get(name) == digest}
    gone, changed = there.keys() - digests.keys(), sorted(digests.keys() - same)
    # What is about to be sent is marked as begun: whatever happens, the ledger tells what is there and what is whole.
    begun = {(name, "") for name in changed} | {pair for pair in known if pair[0] in same | gone}
    if changed or gone:
        target.amend(ledger, _write_ledger(known), _write_ledger(begun))
        for name in gone:
            target.remove(name)
            _check(target, name, 0)
        _send(store, target, ledger, {name: digests[name] for name in changed}, on_graph)
    noted = begun | {(name, digests[name]) for name in changed}
    if noted != set(digests.items()):
        target.amend(ledger, _write_ledger(noted), _write_ledger(digests.items()))
    _check(target, ledger, len(digests))
    return Pushed(len(changed), len(same), len(gone))


def _open(server: Server, reader: Server, ledger: str) -> GraphStore | Updates:
    """The protocol that an address speaks: it takes a graph, which is its own ledger again, or it does not."""
    graphs = GraphStore(server)
    found = graphs.read(ledger)
    if found is not None and graphs.replace(ledger, sorted(_write_ledger(_read_ledger(found)))):
        return graphs
    return Updates(server, reader)


def _send(
    store: ox.Store,
    target: GraphStore | Updates,
    ledger: str,
    digests: dict[str, str],
    on_graph: Callable[[int, int], None],
) -> None:
    arrived = list[tuple[str, str]]()
    for number, (name, digest) in enumerate(digests.items(), start=1):
        lines = _lines(store, name)
        target.replace(name, lines)
        _check(target, name, len(lines))
        arrived.append((name, digest))
        if len(arrived) == NOTED or number == len(digests):
            target.extend(ledger, sorted(_write_ledger(arrived)))
            arrived.clear()
        on_graph(number, len(digests))


def _check(target: GraphStore | Updates, name: str, expected: int) -> None:
    """See that a graph has as many statements as were sent: servers say yes and keep nothing, or something else."""
    if (found := target.count(name)) != expected:
        raise KgError(
            f"{target.server.url}: says that it took the graph {name}, and has {found or 0} of its {expected} "
            "statements; see that this is where the server takes named graphs or updates, and that you may write"
        )


def _digests(store: ox.Store) -> dict[str, str]:
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode) and graph != SUPPORT)
    contents = ((name, "".join(sorted(_lines(store, name)))) for name in names)
    return {name: sha256(content.encode()).hexdigest() for name, content in contents if content}


def _lines(store: ox.Store, name: str) -> list[str]:
    text = (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b"").decode()
    return [f"{line}\n" for line in text.split("\n") if line]


def _read_ledger(statements: Iterable[ox.Triple]) -> set[tuple[str, str]]:
    lines: Any = (line for line in statements if line.predicate == DIGEST)
    return {(line.subject.value, line.object.value) for line in lines}


def _write_ledger(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {f'<{name}> {DIGEST} "{digest}" .\n' for name, digest in pairs}
