"""A PDF to the fields of its article: the words of its pages, without what stands above and below each of them."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

from kg.errors import ReadError
from kg.readers.extras import missing
from kg.readers.headings import split_heading
from kg.readers.streams import LARGEST, Fields, Input

SUFFIXES = frozenset({".pdf"})
MOST_PAGES = 3000
_MARGIN = 2  # lines above and below a page that may come again on others
_FEW = 3  # pages that must have a line before it counts as one that comes again
_ENOUGH = 20  # letters that a page of a text has on average at least
_SHORT = 0.7  # of the width of a page: a line that ends there ends a paragraph, or is a heading
_LETTER = re.compile(r"[^\W\d_]")
_END = re.compile(r"[.!?:][\"'”’)]*\s*\Z")


def is_pdf(head: bytes, suffix: str) -> bool:
    """Whether a file begins as a PDF does, or is called so."""
    return b"%PDF-" in head[:1024] or suffix in SUFFIXES


def read_pdf(file: Input) -> Iterator[Fields]:
    """The one article of a PDF; a ReadError where it is locked, or holds pictures of its pages only."""
    if b"%PDF-" not in file.head()[:1024]:
        raise ReadError(f"{file.name}: is called a PDF and is none; give it the ending of what it is")
    try:
        import pypdf
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError:
        raise missing(file.name, "PDF", "pypdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it complains about, it mends
    with file.on_disk() as opened:
        try:
            document = pypdf.PdfReader(opened)
            _unlock(document, file.name)
            pages = _pages(document, file.name)
            about = _about(document)
        except DependencyError:
            raise _locked(file.name) from None
        except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ReadError(f"{file.name}: broken PDF ({reason}); save it again, or as text") from None
    text = "".join(_join(_without_margins(pages)))
    if len(_LETTER.findall(text)) < _ENOUGH * min(len(pages), _FEW):
        raise ReadError(
            f"{file.name}: the PDF holds pictures of its pages and no text; "
            "make a text of them first (ocrmypdf FILE.pdf NEW.pdf)"
        )
    yield {**about, **split_heading(text)}


def _unlock(document: Any, name: str) -> None:
    if document.is_encrypted and not document.decrypt(""):
        raise _locked(name)


def _locked(name: str) -> ReadError:
    return ReadError(f"{name}: the PDF is locked; save it without its password")


def _pages(document: Any, name: str) -> list[str]:
    """The words of each page."""
    if len(document.pages) > MOST_PAGES:
        raise ReadError(f"{name}: the PDF has over {MOST_PAGES:,} pages; split it")
    texts, size = list[str](), 0
    for page in document.pages:
        size += len(drawn.get_data()) if (drawn := page.get_contents()) else 0
        if size > LARGEST:
            raise ReadError(f"{name}: what the PDF draws takes over {LARGEST:,} bytes; split it")
        texts.append(page.extract_text())
    return texts


def _about(document: Any) -> Fields:
    """What the program that made it noted: a day and a title, of the file perhaps and not of the article."""
    about, fields = document.metadata, Fields()
    with suppress(ValueError, TypeError, AttributeError):
        if about.title and not about.title.lower().startswith(("microsoft", "untitled")) and " " in about.title.strip():
            fields["title?"] = about.title
    with suppress(ValueError, TypeError, AttributeError):
        if about.creation_date:
            fields["date?"] = about.creation_date.date().isoformat()
    return fields


def _without_margins(pages: list[str]) -> Iterator[str]:
    """The pages without lines at their margins that come again on others, and without their numbers."""
    lines = [[line.rstrip() for line in page.strip().splitlines()] for page in pages]
    again = Counter(key for page in lines for key in {_key(line) for line in page[:_MARGIN] + page[-_MARGIN:]})
    often = {key for key, times in again.items() if times >= max(_FEW, len(pages) / 2)} | {"#", ""}
    for page in lines:
        begin, end = 0, len(page)
        while begin < min(_MARGIN, end) and _key(page[begin]) in often:
            begin += 1
        while end > max(begin, len(page) - _MARGIN) and _key(page[end - 1]) in often:
            end -= 1
        yield "\n".join(_paragraphs(page[begin:end]))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """The lines of a page, with an empty one behind each that ends early, where the next one begins anew."""
    width = sorted(map(len, lines))[len(lines) * 9 // 10] if lines else 0
    for line, after in pairwise([*lines, ""]):
        yield line
        if line and after and len(line) < _SHORT * width and not after[0].islower():
            yield ""


def _key(line: str) -> str:
    """A line as it comes again: whatever the number of the page."""
    return re.sub(r"\d+", "#", line).strip(" -–—|\t")


def _join(pages: Iterator[str]) -> Iterator[str]:
    """The pages in a row: where a sentence goes on, no paragraph ends."""
    for page in pages:
        if page:
            yield page
            yield "\n\n" if _END.search(page[-200:]) else "\n"
