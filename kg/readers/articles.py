"""Paths, folders, globs and standard input enter; Articles leave, their text repaired once and then never changed.

Plain text, JSON lines (also a JSON document) and saved HTML pages are understood.
An article that can't be read is given to `on_error`, and the others go on.
"""

from __future__ import annotations

import codecs
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from glob import glob
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from kg.decode import decode_text, repair_text
from kg.errors import KgError, ReadError
from kg.model import Article

_JSON_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
_SUFFIXES = _JSON_SUFFIXES | {".txt", ".text", ".html", ".htm"}
_FIELDS = ("id", "text", "title", "date", "publisher", "url")
_JSON_START = re.compile(rb"\s*(\[\s*$|(\[\s*)?\{\s*(\"|\}|$))")
_HTML_START = re.compile(r"\s*<(!doctype\s+html|html)\b", re.IGNORECASE)
_DATE_LINE = re.compile(r"date:?[ \t]+(?P<date>\d[\d/.:TZ+-]*)[ \t]*(?P<title>[^\n]*)\n*", re.IGNORECASE)
_TITLE_LINE = re.compile(r"\s*(?P<title>[^\n]{1,200}[^\n.,;:\s])[ \t]*\n(?=\s*\S)")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to read, or `-`."""

    path: str

    @property
    def name(self) -> str:
        return "standard input" if self.path == "-" else self.path

    @property
    def stem(self) -> str:
        return "stdin" if self.path == "-" else repair_text(Path(self.path).stem)

    @property
    def link(self) -> str | None:
        return None if self.path == "-" else repair_text(self.path)

    def open(self) -> AbstractContextManager[BinaryIO]:
        return nullcontext(sys.stdin.buffer) if self.path == "-" else open(self.path, "rb")


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


def _find_files(sources: Iterable[str], on_error: Callable[[KgError], None]) -> Iterator[_Source]:
    done: set[str] = set()
    for source in sources:
        paths = ["-"] if source == "-" else _expand(source)
        if not paths:
            on_error(ReadError(f"{source}: no articles there; give files that end in {', '.join(sorted(_SUFFIXES))}"))
        for path in paths:
            real = path if path == "-" else str(Path(path).resolve())
            if real not in done:
                done.add(real)
                yield _Source(path)


def _expand(source: str) -> list[str]:
    if os.path.isdir(source):
        files = (file for file in Path(source).rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
        return sorted(str(file) for file in files if "/." not in f"/{file.relative_to(source).as_posix()}")
    if not os.path.exists(source) and any(char in source for char in "*?["):
        return sorted(file for file in glob(source, recursive=True) if Path(file).is_file())
    return [source]


def _read_file(source: _Source, taken: set[str]) -> Iterator[Article | ReadError]:
    try:
        with source.open() as stream:
            lines = _utf8_lines(stream)
            head = list(_until_words(lines))
            first = head[-1] if head else b""
            if _JSON_START.match(first) or (first.strip() and Path(source.path).suffix.lower() in _JSON_SUFFIXES):
                yield from _read_json(first, chain(head, lines), source, taken)
            else:
                yield _read_text(b"".join(chain(head, lines)), source, taken)
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


def _read_text(data: bytes, source: _Source, taken: set[str]) -> Article:
    if not data.strip():
        raise ReadError(f"{source.name}: the file is empty; give it a text")
    try:
        text = repair_text(decode_text(data)).replace("\r\n", "\n").replace("\r", "\n")
    except ValueError as error:
        raise ReadError(f"{source.name}: {error}; give plain text, JSON lines or an HTML page") from None
    fields = _extract_page(text, source.name) if _HTML_START.match(text) else _split_heading(text)
    if not fields["text"].strip():
        raise ReadError(f"{source.name}: nothing follows the title; give the article a text")
    return _make_article(fields, _make_id(source.stem, taken), source.name, source.link)


def _split_heading(text: str) -> dict[str, str]:
    """The text without its heading: a line "date YYYY-MM-DD Title", a title line, or the one above the other."""
    fields: dict[str, str] = {}
    if dated := _DATE_LINE.match(text):
        fields["date"] = dated["date"]
        text = text[dated.end() :]
        if dated["title"]:
            return {**fields, "title": dated["title"].strip(), "text": text}
    if titled := _TITLE_LINE.match(text):
        rest = text[titled.end() :]
        line = rest.split("\n", 1)[0]
        # Where a text is broken into lines of equal width, its first line is no title.
        if not line.strip() or (len(line) > len(titled["title"]) and _SENTENCE_END.search(line)):
            return {**fields, "title": titled["title"], "text": rest.lstrip("\n")}
    return {**fields, "text": text}


def _extract_page(page: str, name: str) -> dict[str, str]:
    try:
        import trafilatura
    except ImportError:
        raise ReadError(f"{name}: reading HTML needs trafilatura; pip install 'kg[html]', or save it as text") from None
    found = json.loads(trafilatura.extract(page, output_format="json", with_metadata=True) or "{}")
    if not found.get("text"):
        raise ReadError(f"{name}: no article was found in the page; save it as text")
    text = found["text"].removeprefix(found["title"] or "").lstrip("\n")
    fields = {"text": text, "title": found["title"], "date": found["date"], "publisher": found["source-hostname"]}
    return {key: value for key, value in fields.items() if value}


def _read_json(first: bytes, lines: Iterator[bytes], source: _Source, taken: set[str]) -> Iterator[Article | ReadError]:
    for number, line in enumerate(_one_value_a_line(first, lines), start=1):
        where = f"{source.name}:{number}"
        try:
            if line.strip():
                yield _to_article(_parse_json(line), where, f"{source.stem}-{number}", source.link, taken)
        except ReadError as error:
            yield error
        except (ValueError, RecursionError) as error:
            yield ReadError(f"{where}: broken JSON ({error}); give one object a line")


def _one_value_a_line(first: bytes, lines: Iterator[bytes]) -> Iterator[bytes]:
    """JSON lines as they are; a document over several lines, or a list, as one line for each of its articles."""
    if first.rstrip().endswith(b"}"):
        return lines
    data = b"".join(lines)
    try:
        value = _parse_json(data)
    except (ValueError, RecursionError):
        rows = data.splitlines()
        return iter(rows if any(row[:1] == b"{" and row.rstrip()[-1:] == b"}" for row in rows) else [data])
    return (json.dumps(item).encode() for item in (value if isinstance(value, list) else [value]))


def _parse_json(data: bytes) -> object:
    return json.loads(decode_text(data))


def _to_article(value: object, where: str, default_id: str, link: str | None, taken: set[str]) -> Article:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(text, str):
        raise ReadError(f'{where}: no text; give an object that has "text", a string')
    if not text.strip():
        raise ReadError(f'{where}: the text is empty; give "text" some words')
    fields = {key: repair_text(str(value[key])) for key in _FIELDS if value.get(key) not in (None, "")}
    article_id = fields.get("id") or _make_id(default_id, taken)
    if "id" in fields:
        if article_id in taken:
            raise ReadError(f'{where}: the id "{article_id}" was given before; give each article an id of its own')
        taken.add(article_id)
    return _make_article(fields, article_id, where, fields.get("url", link))


def _make_article(fields: dict[str, str], article_id: str, where: str, link: str | None) -> Article:
    return Article(
        id=article_id,
        text=fields["text"],
        title=fields.get("title"),
        date=_parse_date(fields.get("date"), where),
        source=link,
        publisher=fields.get("publisher"),
    )


def _make_id(stem: str, taken: set[str]) -> str:
    """The stem, with a number where another article has that id already."""
    made = next(name for name in chain([stem], (f"{stem}-{n}" for n in count(2))) if name not in taken)
    taken.add(made)
    return made


def _parse_date(words: str | None, where: str) -> date | None:
    """The day of an ISO date or time, or of a feed's date; a warning where there is none."""
    if words is None:
        _log.warning("%s: the article has no date: its relative dates stay unresolved", where)
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(words.strip()).date()
        except ValueError:
            continue
    _log.warning('%s: the date "%s" is not YYYY-MM-DD: relative dates stay unresolved', where, words)
    return None
