"""Plain text to an Article: its heading and what follows."""

from __future__ import annotations

import re

from kg.errors import ReadError
from kg.files import decode_text, repair_text
from kg.model import Article
from kg.readers.fields import make_article, make_id
from kg.readers.html_page import HTML_START, extract_page
from kg.readers.inputs import Source

_DATE_LINE = re.compile(r"date:?[ \t]+(?P<date>\d[\d/.:TZ+-]*)[ \t]*(?P<title>[^\n]*)\n*", re.IGNORECASE)


_TITLE_LINE = re.compile(r"\s*(?P<title>[^\n]{1,200}[^\n.,;:\s])[ \t]*\n(?=\s*\S)")


_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")


def read_text(data: bytes, source: Source, taken: set[str]) -> Article:
    if not data.strip():
        raise ReadError(f"{source.name}: the file is empty; give it a text")
    try:
        text = repair_text(decode_text(data)).replace("\r\n", "\n").replace("\r", "\n")
    except ValueError as error:
        raise ReadError(f"{source.name}: {error}; give plain text, JSON lines or an HTML page") from None
    fields = extract_page(text, source.name) if HTML_START.match(text) else _split_heading(text)
    if not fields["text"].strip():
        raise ReadError(f"{source.name}: nothing follows the title; give the article a text")
    return make_article(fields, make_id(source.stem, taken), source.name, source.link)


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
