"""The kinds of files that hold articles: how each is known by its content, and what reads it.

Others add a kind by an entry point of the group `kg.readers` that names a `Format`; it is asked before the own ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from kg.errors import KgError, ReadError
from kg.readers import archives, csv_table, docx, feed, html_page, json_lines, mail, parquet, pdf, xml_document
from kg.readers.plain_text import read_text
from kg.readers.streams import Fields, Input

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
GROUP = "kg.readers"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    `fits` is asked with what a file begins with and with the ending of its name. `read` gives, of an Input, the fields
    of each article (by the names of `kg.readers.fields.FIELDS`, "text" above all; a key that ends in "?" is a guess),
    files that it holds, and errors. `many` tells that a file is no single article, so that its name tells no date.
    """

    name: str
    suffixes: frozenset[str]
    fits: Callable[[bytes, str], bool]
    read: Callable[[Input], Iterator[Fields | Input | ReadError]]
    many: bool = False


def _refusal(name: str, starts: tuple[bytes, ...], remedy: str) -> Format:
    def refuse(file: Input) -> Iterator[Fields]:
        raise ReadError(f"{file.name}: {remedy}")

    return Format(name, frozenset(), lambda head, _: head.startswith(starts), refuse)


JSON = Format("JSON, JSON lines", json_lines.SUFFIXES, json_lines.is_json, json_lines.read_json, many=True)
FORMATS = (
    JSON,
    Format("gzip, zstd, bzip2, xz", archives.PACKED_SUFFIXES, archives.is_packed, archives.read_packed),
    Format("zip; DOCX", archives.ARCHIVE_SUFFIXES | docx.SUFFIXES, archives.is_zip, archives.read_zip),
    Format("tar", frozenset(), archives.is_tar, archives.read_tar),
    Format("WARC", archives.CRAWL_SUFFIXES, archives.is_crawl, archives.read_crawl),
    Format("PDF", pdf.SUFFIXES, pdf.is_pdf, pdf.read_pdf),
    Format("Parquet", parquet.SUFFIXES, parquet.is_parquet, parquet.read_parquet, many=True),
    _refusal("old Word", (b"\xd0\xcf\x11\xe0",), "is a document of an old Office; save it as DOCX, or as text"),
    _refusal("RTF", (b"{\\rtf",), "RTF is not read; save it as DOCX, or as text"),
    _refusal("PostScript", (b"%!PS",), "PostScript is not read; make a PDF of it first (ps2pdf FILE)"),
    Format("RSS, Atom", feed.SUFFIXES, feed.is_feed, feed.read_feed, many=True),
    Format("mailbox", mail.BOX_SUFFIXES, mail.is_mailbox, mail.read_mailbox),
    Format("e-mail", mail.SUFFIXES, mail.is_message, mail.read_message),
    Format("HTML", html_page.SUFFIXES, html_page.is_page, html_page.read_page),
    Format("XML", frozenset(), xml_document.is_xml, xml_document.read_xml),
    Format("CSV, TSV", csv_table.SUFFIXES, csv_table.is_table, csv_table.read_table, many=True),
    Format("text, Markdown", TEXT_SUFFIXES, lambda _head, _suffix: True, read_text),
)


@cache
def known_formats() -> tuple[Format, ...]:
    """The kinds that others add, by name, then the own ones. Raises a KgError for one that can't be loaded."""
    return *(_load(point) for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)), *FORMATS


def _load(point: EntryPoint) -> Format:
    name = f"the reader {point.name} ({point.value})"
    try:
        found = point.load()
    except Exception as error:  # whatever somebody else's module does
        raise KgError(f"{name} cannot be loaded ({error}); mend or remove its package") from error
    if not isinstance(found, Format):
        raise KgError(f"{name} is no kg.readers.registry.Format; mend or remove its package")
    return found


def known_suffixes() -> frozenset[str]:
    """The endings of the files that are read where a folder is named."""
    return frozenset().union(*(known.suffixes for known in known_formats()))


def find_format(file: Input) -> Format:
    """The first kind that a file fits; plain text fits all. What is JSON is known by the first line, and no more is
    waited for."""
    if JSON.fits(file.begin(), file.suffix):
        return JSON
    if not file.head().strip():
        file.skip_blanks()
    file.begin()
    head = file.head()
    return next(known for known in known_formats() if known.fits(head, file.suffix))
