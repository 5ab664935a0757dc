"""Queries over a store, each in a process of its own that can be stopped: nothing stops a query inside a process.

Several run at once, the young ahead of the old. A process has so much memory and no way to another machine.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.namespaces import prefixes
from kg.sparql.query import explain
from kg.sparql.sandbox import asks_others, cut_off
from kg.store.store import load_store, read_store, store_base
from kg.viz.page import render_html

Format = TypeVar("Format", ox.QueryResultsFormat, ox.RdfFormat)

# A server of processes that have everything loaded, where the system can have one.
PROCESSES: Any = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):
    PROCESSES.set_forkserver_preload([__name__])
AT_ONCE, WAITING = 8, 24
YOUNG, ENOUGH, STEP = 1.0, 5.0, 0.2  # seconds
LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, a media type and a body."""

    status: int
    type: str
    body: bytes


class Turns:
    """Who may run: so many at once, and so many wait. While somebody waits, who has run long enough makes room."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._free, self._lock = BoundedSemaphore(at_once), Lock()
        self._room, self._waiting, self._leaving = waiting, 0, 0

    def take(self, patience: float) -> bool:
        """Wait for a turn; False where too many wait already, or none comes."""
        if self._free.acquire(blocking=False):
            return True
        with self._lock:
            if self._waiting >= self._room:
                return False
            self._waiting += 1
        taken = self._free.acquire(timeout=patience)
        with self._lock:
            self._waiting -= 1
            self._leaving = max(self._leaving - 1, 0)
        return taken

    def give_back(self) -> None:
        """End a turn."""
        self._free.release()

    def is_wanted(self) -> bool:
        """Whether somebody waits for whom nobody makes room yet; who is told so makes it."""
        with self._lock:
            wanted = self._waiting > self._leaving
            self._leaving += wanted
        return wanted


def answer(folder: Path, sparql: str, accept: str, timeout: float, turns: Turns) -> Answer:
    """The answer to a query in the first format of an Accept header that fits, or why there is none."""
    if not turns.take(timeout):
        return text(503, "Too many queries at once; ask again in a moment.")
    try:
        with _process(_work, folder, sparql, accept, timeout) as (receiver, pid):
            return _stopped(receiver, pid, timeout, turns) or _receive(receiver)
    finally:
        turns.give_back()


def draw(folder: Path) -> Answer:
    """The picture of a store as a page."""
    with _process(_draw, folder) as (receiver, _):
        return _receive(receiver)


@contextmanager
def _process(work: Callable[..., None], *arguments: object) -> Iterator[tuple[Connection, int]]:
    receiver, sender = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=work, args=(sender, *arguments), daemon=True)
    process.start()
    sender.close()
    try:
        yield receiver, process.pid
    finally:
        process.kill()
        process.join()
        receiver.close()


def _stopped(receiver: Connection, pid: int, timeout: float, turns: Turns) -> Answer | None:
    """Why a query has to be stopped; None when its answer is there."""
    begin = time.monotonic()
    while not receiver.poll(min(STEP, timeout)):
        spent = time.monotonic() - begin
        if spent > timeout:
            return text(503, f"The query took longer than {timeout:g} s and was stopped; ask for less.")
        if spent > ENOUGH and turns.is_wanted():
            return text(503, f"Others wait, so the query was stopped after {spent:.0f} s; ask for less, or later.")
        if spent > YOUNG:
            with suppress(OSError, AttributeError):  # it ended just now, or the system has no priorities
                os.setpriority(os.PRIO_PROCESS, pid, 5)
    return None


def _receive(receiver: Connection) -> Answer:
    try:
        found: Answer = receiver.recv()
        return found
    except (EOFError, OSError):
        return text(500, "The query broke off: it needed more memory than it may have; ask for less.")


def _work(sender: Connection, folder: Path, sparql: str, accept: str, timeout: float) -> None:
    cut_off(timeout)
    sender.send(_evaluate(folder, sparql, accept))


def _draw(sender: Connection, folder: Path) -> None:
    try:
        page = render_html(load_store(folder), title=folder.resolve().name)
        sender.send(Answer(200, "text/html", page.encode()))
    except KgError as error:
        sender.send(text(500, str(error)))


def _evaluate(folder: Path, sparql: str, accept: str) -> Answer:
    if asks_others(sparql):
        return text(
            400, "SERVICE asks other servers, which this one does not do. (Write names with that word as <IRI>.)"
        )
    try:
        base = store_base(folder)
        known = prefixes(base) | {"id": base}
        found = read_store(folder).query(sparql, prefixes=known, use_default_graph_as_union=True)
        format: ox.RdfFormat | ox.QueryResultsFormat
        if isinstance(found, ox.QueryTriples):
            format = _accepted(accept, ox.RdfFormat.from_media_type) or ox.RdfFormat.TURTLE
        else:
            format = _accepted(accept, ox.QueryResultsFormat.from_media_type) or ox.QueryResultsFormat.JSON
        body = _Body()
        found.serialize(body, format)  # type: ignore[arg-type]
        return Answer(200, format.media_type, body.getvalue())
    except SyntaxError as error:
        return text(400, explain(str(error), sparql, known))
    except (KgError, OSError, RuntimeError, ValueError) as error:
        return text(500, str(error))


class _Body(io.BytesIO):
    def write(self, data: Any) -> int:
        """Take some more of an answer."""
        if self.tell() + len(data) > LARGEST:
            raise ValueError(f"The answer is larger than {LARGEST // 1_000_000} MB; ask for less, with LIMIT.")
        return super().write(data)


def _accepted(accept: str, find: Callable[[str], Format | None]) -> Format | None:
    types = (part.split(";")[0].strip() for part in accept.split(","))
    return next(filter(None, map(find, types)), None)


def text(status: int, message: str) -> Answer:
    """An answer of one line."""
    return Answer(status, "text/plain", f"{message}\n".encode())
