"""A table with a column of texts (CSV, TSV) to the fields of its articles."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

from kg.errors import ReadError
from kg.readers.fields import FIELDS
from kg.readers.headings import Fields
from kg.readers.plain_text import decode_lines

SUFFIXES = frozenset({".csv", ".tsv"})
_NAMES = {
    "content": "text", "body": "text", "article": "text", "full_text": "text", "fulltext": "text",
    "headline": "title", "published": "date", "published_at": "date", "publish_date": "date", "pubdate": "date",
    "source": "publisher", "link": "url",
}  # fmt: skip


def is_table(head: str, suffix: str) -> bool:
    """Whether a file is one by its name, or begins with the names of columns, that of the text among them."""
    if suffix in SUFFIXES:
        return True
    names = _columns(head.lstrip().split("\n", 1)[0])
    return len(names) > 1 and "text" in names and set(names) <= set(FIELDS)


def read_table(data: bytes, name: str) -> Iterator[Fields | ReadError]:
    """The rows of a table, each as an article."""
    text = decode_lines(data, name).lstrip()
    columns = _columns(text.split("\n", 1)[0])
    if "text" not in columns:
        raise ReadError(f'{name}: no column is named "text"; name the one with the articles so')
    csv.field_size_limit(sys.maxsize)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text.split("\n", 1)[0]))
    next(rows)
    try:
        for row in rows:
            fields = dict(zip(columns, row, strict=False))
            if fields.get("text", "").strip():
                yield {key: value for key, value in fields.items() if key in FIELDS and value.strip()}
            elif any(row):
                yield ReadError(f"{name}, line {rows.line_num}: the text is empty; give the row a text")
    except csv.Error as error:
        yield ReadError(f"{name}, line {rows.line_num}: broken CSV ({error}); quote texts that hold line ends")


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _columns(line: str) -> list[str]:
    names = next(csv.reader([line[:10_000]], delimiter=_delimiter(line)), [])
    folded = [name.strip().casefold().replace(" ", "_") for name in names]
    return [_NAMES.get(name, name) if _NAMES.get(name) not in folded else name for name in folded]
