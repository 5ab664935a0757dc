"""A saved HTML page to the fields of its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from kg.errors import ReadError
from kg.readers.extras import missing
from kg.readers.markup import skip_prolog, strip_tags
from kg.readers.plain_text import as_text, decode_lines
from kg.readers.streams import Fields, Input

LARGEST_PAGE = 5_000_000  # bytes; its tree takes many times as much

MOST_TAGS = 100_000  # in which trafilatura looks for the article, which takes it seconds
FEWEST_WORDS = 3
_PAGE = re.compile(r"<(!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE)
_PAGE_BELOW = re.compile(r"(?:^|>)\s{0,100}<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.MULTILINE)
_ANY_TAG = re.compile(r"<(?:p|div|body|article|section|main|h[1-3]|span|br|table|ul)\b[^<>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{3,30})", re.IGNORECASE)
_DATED = re.compile(r"<time\b|published|pubdate|pub-date|dc\.date|\"date\"|article:modified", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{1,500})</title>", re.IGNORECASE)
_MAIN = ("article", "main", "body")
_ASIDE = ("nav", "header", "footer", "aside", "script", "style", "noscript", "form", "svg", "h1")
SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def is_page(begin: bytes, suffix: str) -> bool:
    """Whether a file that begins so is a page, whatever stands before it."""
    head = as_text(begin)
    if _PAGE.match(head, skip_prolog(head)) or _PAGE_BELOW.search(head):
        return True
    return suffix in SUFFIXES and _ANY_TAG.search(head) is not None


def read_page(file: Input) -> Iterator[Fields]:
    """The one article of a page."""
    data = file.read()
    if len(data) > LARGEST_PAGE:
        raise ReadError(f"{file.name}: the page has over {LARGEST_PAGE:,} bytes; save its article as text")
    yield extract_page(_decode(data, file.name), file.name)


def _decode(data: bytes, name: str) -> str:
    """The text of a page, in the encoding that it names where it is not UTF-8."""
    with suppress(UnicodeDecodeError, LookupError):
        data.decode()
        return decode_lines(data, name)
    with suppress(UnicodeDecodeError, LookupError):
        if named := _CHARSET.search(data[:4096]):
            return data.decode(named[1].decode("ascii")).replace("\r\n", "\n")
    return decode_lines(data, name)


def extract_page(page: str, name: str) -> Fields:
    """The fields of a page's article: what trafilatura finds, and where that is nothing, the words of its body."""
    try:
        import trafilatura
    except ImportError:
        raise missing(name, "HTML", "trafilatura") from None
    page = _DECLARATION.sub("", page)
    told = trafilatura.extract(page, output_format="json", with_metadata=True) if page.count("<") < MOST_TAGS else None
    found = json.loads(told or "{}")
    text = found.get("text") or _words(page)
    if len(text.split()) < FEWEST_WORDS:
        raise ReadError(f"{name}: no article was found in the page; save it as text")
    title = found.get("title") or next(iter(_TITLE.findall(page)), "")
    fields = {
        "text": text.removeprefix(title).lstrip("\n"),
        "title": title,
        "date" if _DATED.search(page) else "date?": found.get("date"),
        "url": found.get("source"),
        "publisher": found.get("source-hostname"),
    }
    return {key: value for key, value in fields.items() if value}


def _words(page: str) -> str:
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page)
    except etree.ParserError:
        return ""
    etree.strip_elements(tree, *_ASIDE, with_tail=False)
    inner = next((found for tag in _MAIN if (found := tree.find(f".//{tag}")) is not None), tree)
    return strip_tags(html.tostring(inner, encoding="unicode"))
