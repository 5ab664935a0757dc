"""Real servers on loopback, each in a folder of its own: Virtuoso and Oxigraph, started and stopped by the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

PATIENCE = 120
INI = """\
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DisableUnixSocket = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Server:
    """Where a server answers queries, takes updates and takes graphs, and as whom."""

    query: str
    update: str
    graphs: str
    user: str | None = None
    password: str | None = None


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A Virtuoso with a user who may write; it takes digest authentication only."""
    http, sql = free_port(), free_port()
    (folder / "v.ini").write_text(INI.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "v.ini")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*command, "+pwdold", "dba", "+pwddba", "secret", "+pwddav", "secret"], **quiet, timeout=PATIENCE)  # type: ignore[call-overload]
    root = f"http://127.0.0.1:{http}"
    process = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
    try:
        await_answer(f"{root}/sparql?query=ASK%7B%7D")
        grant = "DB.DBA.USER_CREATE('kg', 'kgpw'); GRANT SPARQL_UPDATE TO \"kg\";"
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "secret", f"exec={grant}"], **quiet, check=True)  # type: ignore[call-overload]
        yield Server(
            f"{root}/sparql", f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth", user="kg", password="kgpw"
        )
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """An Oxigraph server; it knows no users."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "-l", str(folder / "db"), "-b", address, *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_answer(f"http://{address}/query?query=ASK%7B%7D")
        yield Server(f"http://{address}/query", f"http://{address}/update", f"http://{address}/store")
    finally:
        process.kill()
        process.wait()


def await_answer(url: str) -> None:
    """Return when a server answers; TimeoutError when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            requests.get(url, timeout=PATIENCE).raise_for_status()
            return
        except requests.RequestException:
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {url}")
