"""Paths, folders, globs and standard input enter; Articles leave, their text repaired once and then never changed.

Plain text, JSON lines (also a JSON document) and saved HTML pages are understood.
An article that can't be read is given to `on_error`, and the others go on.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator
from glob import glob
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError, ReadError
from kg.files import decode_text
from kg.model import Article
from kg.readers.inputs import Source
from kg.readers.json_lines import read_json
from kg.readers.plain_text import read_text

_JSON_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
_SUFFIXES = _JSON_SUFFIXES | {".txt", ".text", ".html", ".htm"}
_JSON_START = re.compile(rb"\s*(\[\s*$|(\[\s*)?\{\s*(\"|\}|$))")


def read_articles(sources: Iterable[str], *, on_error: Callable[[KgError], None]) -> Iterator[Article]:
    """The articles of all sources, in their order, each with an id of its own.

    A source is a file, a folder (with its folders), a glob, or `-` for standard input. `on_error` gets a ReadError,
    which names file, cause and remedy, for each article that can't be read.
    """
    taken: set[str] = set()
    for source in _find_files(sources, on_error):
        for found in _read_file(source, taken):
            if isinstance(found, ReadError):
                on_error(found)
            else:
                yield found


def _find_files(sources: Iterable[str], on_error: Callable[[KgError], None]) -> Iterator[Source]:
    done: set[str] = set()
    for source in sources:
        paths = ["-"] if source == "-" else _expand(source)
        if not paths:
            on_error(ReadError(f"{source}: no articles there; give files that end in {', '.join(sorted(_SUFFIXES))}"))
        for path in paths:
            real = path if path == "-" else str(Path(path).resolve())
            if real not in done:
                done.add(real)
                yield Source(path)


def _expand(source: str) -> list[str]:
    if os.path.isdir(source):
        files = (file for file in Path(source).rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
        return sorted(str(file) for file in files if "/." not in f"/{file.relative_to(source).as_posix()}")
    if not os.path.exists(source) and any(char in source for char in "*?["):
        return sorted(file for file in glob(source, recursive=True) if Path(file).is_file())
    return [source]


def _read_file(source: Source, taken: set[str]) -> Iterator[Article | ReadError]:
    try:
        with source.open() as stream:
            lines = _utf8_lines(stream)
            head = list(_until_words(lines))
            first = head[-1] if head else b""
            if _JSON_START.match(first) or (first.strip() and Path(source.path).suffix.lower() in _JSON_SUFFIXES):
                yield from read_json(first, chain(head, lines), source, taken)
            else:
                yield read_text(b"".join(chain(head, lines)), source, taken)
    except FileNotFoundError:
        yield ReadError(f"{source.name}: no such file; check the path")
    except OSError as error:
        yield ReadError(f"{source.name}: cannot be read ({error.strerror}); check the path and its permissions")
    except ReadError as error:
        yield error


def _utf8_lines(stream: BinaryIO) -> Iterator[bytes]:
    first = stream.readline()
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return iter(decode_text(first + stream.read()).encode().splitlines(keepends=True))
    return chain([first.removeprefix(codecs.BOM_UTF8)], stream)


def _until_words(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        if line.strip():
            return
