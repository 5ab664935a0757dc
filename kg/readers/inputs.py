"""Where articles come from: files, folders, globs, lists of these, addresses of object storage, and standard input."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import glob
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadError
from kg.files import repair_text
from kg.readers.streams import HEAD, Given, Input
from kg.storage import connect, is_address

OnError = Callable[[ReadError], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or `-`."""

    path: str

    @property
    def name(self) -> str:
        return "standard input" if self.path == "-" else self.path

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes of the file.

        Raises a ReadError for devices and pipes: they may never end, or never begin.
        """
        if self.path == "-":
            return nullcontext(sys.stdin.buffer)
        if is_address(self.path):
            return _open_stored(self.path)
        mode = os.stat(self.path).st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "no regular file"
            raise ReadError(f"{self.path}: cannot be read, for it is {kind}; give a file, or pipe its text to -")
        return open(self.path, "rb", buffering=HEAD)

    def as_input(self, stream: BinaryIO, given: Given, known: frozenset[str]) -> Input:
        """The file as readers take it."""
        path, link = ("stdin", None) if self.path == "-" else (self.path, repair_text(self.path))
        return Input(self.name, path, stream, link=link, given=given, known=known)


def find_sources(sources: Iterable[str], suffixes: frozenset[str], on_error: OnError) -> Iterator[Source]:
    """Each file once: those named, those of folders (with theirs) that have a known suffix, those that fit a glob, and
    all these of a list: `@list.txt` names a file with one of them a line."""
    done: set[str] = set()
    for source in _named(sources, on_error):
        paths = ["-"] if source == "-" else _expand(source, suffixes, on_error)
        if not paths:
            on_error(ReadError(f"{source}: no articles there; give files that end in {', '.join(sorted(suffixes))}"))
        for path in paths:
            real = path if path == "-" or is_address(path) else os.path.realpath(path)
            if real not in done:
                done.add(real)
                yield Source(path)


def _named(sources: Iterable[str], on_error: OnError) -> Iterator[str]:
    """What is named, with the lines of lists in the place of these."""
    for source in sources:
        if not source.startswith("@") or os.path.lexists(source):
            yield source
            continue
        try:
            with Source(source[1:]).open() as lines:
                named = (os.fsdecode(line.strip()) for line in lines)
                yield from (name for name in named if name and not name.startswith("#"))
        except OSError as error:
            on_error(ReadError(f"{source[1:]}: the list cannot be read ({error.strerror}); check its path"))
        except ReadError as error:
            on_error(error)


def _expand(source: str, suffixes: frozenset[str], on_error: OnError) -> list[str]:
    if is_address(source):
        return _stored(source, suffixes)
    if os.path.isdir(source):
        files = (path for path in _files_below(source, on_error) if Path(path).suffix.lower() in suffixes)
        return sorted(path for path in files if not _is_hidden(Path(path).relative_to(source).parts))
    if os.path.lexists(source) or not any(char in source for char in "*?["):
        return [source]
    found = _fitting(source, on_error) if "**" in source else glob(source)
    return sorted(path for path in found if os.path.isfile(path))


def _stored(address: str, suffixes: frozenset[str]) -> list[str]:
    """The addresses of the objects in a folder of an object storage, or that fit a glob."""
    files, path = connect(address)
    if any(char in path for char in "*?["):
        found = files.glob(path)
    elif files.isdir(path):
        found = [name for name in files.find(path) if Path(name).suffix.lower() in suffixes]
    else:
        return [address]
    return sorted(str(files.unstrip_protocol(name)) for name in found)


@contextmanager
def _open_stored(address: str) -> Iterator[BinaryIO]:
    files, path = connect(address)
    with files.open(path, "rb") as stream:
        yield io.BufferedReader(stream, HEAD)


def _fitting(pattern: str, on_error: OnError) -> Iterator[str]:
    """The files that fit a pattern in which ** stands for any folders."""
    parts = Path(pattern).parts
    plain = len(list(takewhile(lambda part: not any(char in part for char in "*?["), parts)))
    top, wanted = Path(*parts[:plain]), parts[plain:]
    for path in _files_below(str(top), on_error):
        names = Path(path).relative_to(top).parts
        if _fits(names, wanted) and (_is_hidden(wanted) or not _is_hidden(names)):
            yield path


def _fits(names: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return not names
    if wanted[0] == "**":
        return _fits(names, wanted[1:]) or (bool(names) and _fits(names[1:], wanted))
    return bool(names) and fnmatchcase(names[0], wanted[0]) and _fits(names[1:], wanted[1:])


def _is_hidden(names: tuple[str, ...]) -> bool:
    return any(name.startswith(".") for name in names)


def _files_below(top: str, on_error: OnError) -> Iterator[str]:
    """The files of a folder and of those in it, links followed, none twice; what can't be looked into is an error."""

    def warn(error: OSError) -> None:
        on_error(ReadError(f"{error.filename}: cannot be looked into ({error.strerror}); check its permissions"))

    seen: set[str] = set()
    for folder, inner, names in os.walk(top, onerror=warn, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:
            inner.clear()
        else:
            seen.add(real)
            inner.sort()
            yield from (path for name in sorted(names) if os.path.isfile(path := str(Path(folder, name))))
