"""The kinds of files that hold articles: how each is known, and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.errors import ReadError
from kg.readers import csv_table, feed, html_page, mail
from kg.readers.headings import Fields
from kg.readers.plain_text import read_text

JSON_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; `fits` is asked with what it begins with and the ending of its name, `read` with its bytes and
    its name."""

    suffixes: frozenset[str]
    fits: Callable[[str, str], bool]
    read: Callable[[bytes, str], Iterator[Fields | ReadError]]


def _refuse_pdf(_data: bytes, name: str) -> Iterator[Fields]:
    raise ReadError(f"{name}: PDF is not read; make a text of it first (pdftotext FILE.pdf FILE.txt)")


FORMATS = (
    Format(frozenset(), lambda head, _: head.lstrip().startswith("%PDF-"), _refuse_pdf),
    Format(feed.SUFFIXES, feed.is_feed, feed.read_feed),
    Format(mail.SUFFIXES, mail.is_message, mail.read_message),
    Format(html_page.SUFFIXES, html_page.is_page, html_page.read_page),
    Format(csv_table.SUFFIXES, csv_table.is_table, csv_table.read_table),
    Format(TEXT_SUFFIXES, lambda _head, _suffix: True, read_text),
)
SUFFIXES = JSON_SUFFIXES.union(*(format.suffixes for format in FORMATS))


def find_format(head: str, suffix: str) -> Format:
    """The first kind that a file fits; plain text fits all."""
    return next(format for format in FORMATS if format.fits(head, suffix))
