"""Bytes of a plain text, or of Markdown, to the fields of its article: its heading and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import ReadError
from kg.files import decode_text
from kg.readers.headings import split_heading
from kg.readers.streams import Fields, Input


def read_text(file: Input) -> Iterator[Fields]:
    """The one article of a plain text."""
    fields = split_heading(decode_lines(file.read(), file.name))
    if not fields["text"].strip():
        raise ReadError(f"{file.name}: nothing follows the title; give the article a text")
    yield fields


def as_text(head: bytes) -> str:
    """What a file begins with, to be looked at; bytes that are no UTF-8 are marked."""
    return head.decode("utf-8", errors="replace")


def decode_lines(data: bytes, name: str) -> str:
    """The text of a file, its lines ended by one character each."""
    try:
        return decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    except ValueError as error:
        raise ReadError(f"{name}: {error}; give plain text, JSON lines or an HTML page") from None
