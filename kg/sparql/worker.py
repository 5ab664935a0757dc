"""One query over a store, in a process of its own that can be stopped: nothing stops a query inside a process."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.namespaces import prefixes
from kg.sparql.query import explain
from kg.store.store import read_store, store_base

Format = TypeVar("Format", ox.QueryResultsFormat, ox.RdfFormat)

# A server of processes that have everything loaded, where the system can have one.
PROCESSES: Any = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
if hasattr(os, "fork"):
    PROCESSES.set_forkserver_preload([__name__])
# IRIs, strings and comments are looked at first, so that a SERVICE in them is none, and one behind them is.
SERVICE = re.compile(
    r'<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*|[?$:][\w-]+|\b(service)\b',
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, a media type and a body."""

    status: int
    type: str
    body: bytes


def answer(folder: Path, sparql: str, accept: str, timeout: float) -> Answer:
    """The answer to a query in the first format of an Accept header that fits, or why there is none."""
    receiver, sender = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_work, args=(sender, folder, sparql, accept), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            return _text(503, f"The query took longer than {timeout:g} s and was stopped; ask for less.")
        found: Answer = receiver.recv()
        return found
    except EOFError:
        return _text(500, "The query broke off; it may have needed more memory than there is.")
    finally:
        process.kill()
        process.join()
        receiver.close()


def _work(sender: Connection, folder: Path, sparql: str, accept: str) -> None:
    sender.send(_evaluate(folder, sparql, accept))


def _evaluate(folder: Path, sparql: str, accept: str) -> Answer:
    if any(match[1] for match in SERVICE.finditer(sparql)):
        return _text(400, "SERVICE asks other servers, which this one does not do.")
    try:
        base = store_base(folder)
        known = prefixes(base) | {"id": base}
        found = read_store(folder).query(sparql, prefixes=known, use_default_graph_as_union=True)
        format: ox.RdfFormat | ox.QueryResultsFormat
        if isinstance(found, ox.QueryTriples):
            format = _accepted(accept, ox.RdfFormat.from_media_type) or ox.RdfFormat.TURTLE
            return Answer(200, format.media_type, found.serialize(format=format) or b"")
        format = _accepted(accept, ox.QueryResultsFormat.from_media_type) or ox.QueryResultsFormat.JSON
        return Answer(200, format.media_type, found.serialize(format=format) or b"")
    except SyntaxError as error:
        return _text(400, explain(str(error), sparql, known))
    except (KgError, OSError, RuntimeError, ValueError) as error:
        return _text(500, str(error))


def _accepted(accept: str, find: Callable[[str], Format | None]) -> Format | None:
    types = (part.split(";")[0].strip() for part in accept.split(","))
    return next(filter(None, map(find, types)), None)


def _text(status: int, message: str) -> Answer:
    return Answer(status, "text/plain", f"{message}\n".encode())
