"""What a query of somebody else must not do: ask other servers, and take all memory or time.

The text of a query enters, and whether it can hold a SERVICE leaves; a process enters and can't open a connection
any more.
"""

from __future__ import annotations

import ctypes
import math
import platform
import re
import struct
from bisect import bisect_left
from contextlib import suppress

MEMORY = 1 << 30
# The word, and behind it what can begin the address, or the SILENT, that the keyword needs.
CALL = re.compile(r"service\s*(?=[#<?$:]|[^\W\d_]|[^\x00-\x7f])", re.IGNORECASE)
MARK = re.compile(r"[<\"'#\\]")
# What may begin at a mark, in all the ways that an engine could read it.
TOKENS = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"<",
        r"<[^\x00-\x20<>\"{}|^`]*>",
        r"#[^\r\n]*",
        r"\\",
        r"\\.",
        r'"(?:[^"\\\r\n]|\\.)*"',
        r"'(?:[^'\\\r\n]|\\.)*'",
        r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""',
        r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''",
    )
]
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
# What opens a way out, by machine: socket, connect, socketpair, io_uring_setup.
CALLS = {"x86_64": (41, 42, 53, 425), "aarch64": (198, 203, 199, 425), "riscv64": (198, 203, 199, 425)}
OTHER_TABLE = 0x40000000  # where x86_64 has its calls a second time
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
ALLOW, DENY = 0x7FFF0000, 0x00050000 | 13
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06


def asks_others(sparql: str) -> bool:
    """Whether a query can hold the keyword SERVICE anywhere outside a string, however an engine divides its text.

    >>> asks_others('SELECT * { ?x ?y 0SERVICE <http://example.org/> { ?s ?p ?o } }')
    True
    >>> asks_others('SELECT * { :secret-service-of-x ?y "the service: all of it" }')
    False
    """
    return any(map(_may_call, {sparql, ESCAPE.sub(_unescape, sparql)}))


def _unescape(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]


def _may_call(text: str) -> bool:
    calls = [call.start() for call in CALL.finditer(text)]
    todo, seen = [0] if calls else [], set[int]()
    while todo:
        begin = todo.pop()
        mark = MARK.search(text, begin)
        end = mark.start() if mark else len(text)
        if bisect_left(calls, begin) < bisect_left(calls, end):
            return True
        if end not in seen:
            seen.add(end)
            todo += [token.end() for pattern in TOKENS if (token := pattern.match(text, end))]
    return False


def cut_off(seconds: float) -> None:
    """Take from this process the way to other machines and programs, where the system can, and memory without end."""
    with suppress(ImportError):
        import resource  # not on every system

        limits = {resource.RLIMIT_DATA: MEMORY, resource.RLIMIT_CPU: math.ceil(seconds) + 1, resource.RLIMIT_CORE: 0}
        for what, limit in limits.items():
            with suppress(OSError, ValueError):
                resource.setrlimit(what, (limit, limit))
    if platform.system() == "Linux" and platform.machine() in CALLS:
        _forbid(CALLS[platform.machine()])


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _forbid(calls: tuple[int, ...]) -> None:
    """Let the system refuse these calls from now on: a filter for seccomp, which nothing can take off again."""
    jumps = [(AT_LEAST, len(calls) + 1, 0, OTHER_TABLE)]
    jumps += [(EQUAL, len(calls) - number, 0, call) for number, call in enumerate(calls)]
    steps = [(LOAD, 0, 0, 0), *jumps, (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, DENY)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    library, program = ctypes.CDLL(None), _Program(len(steps), code)
    library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    library.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0)
