"""A table with a column of texts (CSV, TSV) to the fields of its articles, row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import dropwhile, islice

from kg.errors import ReadError
from kg.readers import streams
from kg.readers.columns import USUAL, fold, match_columns, to_fields
from kg.readers.fields import FIELDS
from kg.readers.plain_text import as_text, decode_lines
from kg.readers.streams import Fields, Input

SUFFIXES = frozenset({".csv", ".tsv"})
_DELIMITERS = ",;\t|"
_NAME = re.compile(r"\s*[A-Za-z][\w .-]{0,40}\s*")
_SEEN = 5  # rows that show whether a text is a table


def is_table(head: bytes, suffix: str) -> bool:
    """Whether a file is one by its name, or begins with the names of columns and goes on with rows of as many cells."""
    if suffix in SUFFIXES:
        return True
    lines = as_text(head).lstrip().splitlines(keepends=True)[:1000]
    names = _cells(lines[0]) if lines and len(lines[0]) < 2000 else []
    if len(names) < 2 or not all(map(_NAME.fullmatch, names)):
        return False
    fields = {USUAL.get(fold(name), fold(name)) for name in names}
    if "text" in fields and fields <= set(FIELDS):
        return True
    return len(names) > 2 and _is_even(lines, len(names))


def _is_even(lines: list[str], width: int) -> bool:
    """Whether the rows below the names have as many cells as these, the last one perhaps cut off."""
    try:
        rows = list(islice(csv.reader(lines[1:], delimiter=_delimiter(lines[0])), _SEEN + 1))
    except csv.Error:
        return False
    whole = [row for row in rows[:-1] if row]
    return len(whole) > 1 and all(len(row) == width for row in whole)


def read_table(file: Input) -> Iterator[Fields | ReadError]:
    """The rows of a table, each as an article."""
    csv.field_size_limit(streams.LARGEST)
    lines = _Lines(dropwhile(lambda line: not line.strip(), _decoded(file)))
    first = next(lines, "")
    names = _cells(first)
    columns = match_columns(names, file.given.columns, file.name)
    rows = csv.reader(lines, delimiter=_delimiter(first))
    while True:
        where, lines.quotes, begin = f"{file.name}, line {rows.line_num + 2}", 0, rows.line_num
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield ReadError(f"{where}: broken CSV ({error}); quote texts that hold line ends")
            continue
        if row is None:
            return
        if lines.ended and lines.quotes % 2 and rows.line_num > begin + 1:
            yield ReadError(f"{where}: a quotation mark opens that never closes; close it, for the rest is not read")
        elif fields := _article(row, names, columns, where):
            yield fields


class _Lines:
    """Lines, of which is told whether they ended, and how many quotation marks they held since somebody asked."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.quotes, self.ended = lines, 0, False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.quotes += line.count('"')
        return line


def _article(row: list[str], names: list[str], columns: dict[str, str], where: str) -> Fields | ReadError | None:
    fields = to_fields(dict(zip(names, row, strict=False)), columns)
    if "text" in fields:
        return fields
    return ReadError(f"{where}: the text is empty; give the row a text") if any(row) else None


def _decoded(file: Input) -> Iterator[str]:
    """The lines of a file, each in UTF-8 or what else it is found to be in."""
    if b"\r" in file.begin() and b"\n" not in file.head():
        yield from decode_lines(file.read(), file.name).splitlines(keepends=True)
        return
    for line in file.lines():
        if len(line) >= streams.LARGEST:
            raise file.too_large()
        yield decode_lines(line, file.name)


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line[:10_000]], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)
