"""Paths, folders, globs and standard input enter; Articles leave, their text repaired once and then never changed.

The kinds of files that are understood are those of `registry`, and JSON lines (also a JSON document).
An article that can't be read is given to `on_error`, and the others go on.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kg.errors import KgError, ReadError
from kg.files import decode_text
from kg.model import Article
from kg.readers.fields import make_article, make_id
from kg.readers.headings import Fields
from kg.readers.inputs import Source, find_sources
from kg.readers.json_lines import read_json
from kg.readers.registry import JSON_SUFFIXES, SUFFIXES, find_format

LARGEST = 400_000_000  # bytes of a file that is read at once, or of a line of JSON
_HEAD = 65_536  # bytes, or blank lines, by which the kind of a file is known
_JSON_START = re.compile(rb"\s*(\[\s*(\n|$)|(\[\s*)?\{\s*(\"|\}|\n|$))")


def read_articles(sources: Iterable[str], *, on_error: Callable[[KgError], None]) -> Iterator[Article]:
    """The articles of all sources, in their order, each with an id of its own.

    A source is a file, a folder (with its folders), a glob, or `-` for standard input. `on_error` gets a ReadError,
    which names file, cause and remedy, for each article that can't be read.
    """
    taken: set[str] = set()
    for source in find_sources(sources, SUFFIXES, on_error):
        for found in _read_file(source, taken):
            if isinstance(found, ReadError):
                on_error(found)
            else:
                yield found


def _read_file(source: Source, taken: set[str]) -> Iterator[Article | ReadError]:
    try:
        with source.open() as stream:
            head, rest = _as_utf8(_first_words(stream), stream)
            if _JSON_START.match(head) or (head.strip() and source.suffix in JSON_SUFFIXES):
                yield from read_json(_lines(head, rest), source, taken)
            else:
                yield from _read_whole(head, rest, source, taken)
    except FileNotFoundError:
        yield ReadError(f"{source.name}: no such file; check the path")
    except OSError as error:
        yield ReadError(f"{source.name}: cannot be read ({error.strerror}); check the path and its permissions")
    except ReadError as error:
        yield error


def _read_whole(head: bytes, rest: BinaryIO, source: Source, taken: set[str]) -> Iterator[Article | ReadError]:
    data = head + rest.read(max(0, LARGEST + 1 - len(head)))
    if len(data) > LARGEST:
        raise ReadError(f"{source.name}: is larger than {LARGEST:,} bytes; split it, or give JSON lines")
    if not data or data.isspace():
        raise ReadError(f"{source.name}: the file is empty; give it a text")
    read = find_format(data[:_HEAD].decode("utf-8", errors="replace"), source.suffix).read
    try:
        for number, found in enumerate(read(data, source.name), start=1):
            where = source.name if number == 1 else f"{source.name}, article {number}"
            yield found if isinstance(found, ReadError) else _to_article(found, source, where, taken)
    except (ReadError, OSError):
        raise
    except Exception as error:  # of a library that meets a broken page, message or feed
        raise ReadError(f"{source.name}: cannot be read ({error!r}); save it as text") from error


def _to_article(fields: Fields, source: Source, where: str, taken: set[str]) -> Article | ReadError:
    try:
        return make_article(fields, make_id(source.stem, taken), where, fields.get("url", source.link))
    except ReadError as error:
        return error


def _first_words(stream: BinaryIO) -> bytes:
    """What a file begins with, to the first line that is not blank at least: no more is waited for."""
    line = stream.readline(_HEAD)
    head = [line]
    while line and not line.strip() and len(head) < _HEAD:
        line = stream.readline(_HEAD)
        head.append(line)
    return b"".join(head)


def _as_utf8(head: bytes, stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """What a file begins with, and the rest of it; a mark at its begin is gone, and UTF-16 is UTF-8."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = decode_text(head + stream.read(LARGEST)).encode()
        return text[:_HEAD], io.BytesIO(text[_HEAD:])
    return head.removeprefix(codecs.BOM_UTF8), stream


def _lines(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, only so much as shows that it is."""
    *whole, last = head.split(b"\n")
    yield from (line + b"\n" for line in whole)
    line = last + rest.readline(LARGEST)
    while line:
        yield line
        while len(line) >= LARGEST and not line.endswith(b"\n"):
            line = rest.readline(LARGEST)
        line = rest.readline(LARGEST)
