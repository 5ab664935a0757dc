"""A server on loopback that answers whatever it is told to, byte by byte, and notes what it was asked."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

Say = Callable[[bytes], None]


@dataclass
class Liar:
    """What to answer to which method and path, and the heads of all requests."""

    tell: Callable[[str, Say], None]
    asked: list[str] = field(default_factory=list)
    url: str = ""


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    liar: Liar


class _Handler(StreamRequestHandler):
    server: _Server
    timeout = 10

    def handle(self) -> None:
        with suppress(OSError, ValueError):
            head = self.rfile.readline()
            while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline()):
                head += line
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self.rfile.read(int(length or 0))
            self.server.liar.asked.append(head.decode())
            self.server.liar.tell(head.decode(), self.connection.sendall)
            self.connection.shutdown(socket.SHUT_WR)


@contextmanager
def lying(tell: Callable[[str, Say], None]) -> Iterator[Liar]:
    """A server that answers by `tell`, which gets the head of a request and a function that sends bytes."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.liar = Liar(tell, url=f"http://127.0.0.1:{server.server_address[1]}/")
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server.liar
        server.shutdown()


def http(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """An answer that ends its connection."""
    lines = [
        f"HTTP/1.1 {status}",
        *headers,
        "Connection: close",
        f"Content-Length: {len(body) if length is None else length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body
