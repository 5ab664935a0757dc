"""A document of Word (DOCX) to the fields of its article: its paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from zipfile import BadZipFile

from kg.errors import ReadError
from kg.readers.extras import missing
from kg.readers.headings import split_heading
from kg.readers.streams import Fields, Input

SUFFIXES = frozenset({".docx"})


def read_docx(file: Input) -> Iterator[Fields]:
    """The one article of a document."""
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    except ImportError:
        raise missing(file.name, "DOCX", "python-docx") from None
    with file.on_disk() as opened:
        try:
            document = docx.Document(opened)
            paragraphs = [words for words in map(_words, document.iter_inner_content()) if words.strip()]
            about = _about(document)
        except (OpcError, LxmlError, BadZipFile, OSError, KeyError, ValueError, AttributeError) as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ReadError(f"{file.name}: broken DOCX ({reason}); save it again, or as text") from None
    if not paragraphs:
        raise ReadError(f"{file.name}: the document has no text; save it as PDF and make a text of its pictures")
    yield {**about, **split_heading("\n\n".join(paragraphs))}


def _words(block: Any) -> str:
    """The words of a paragraph, or of a table, a row in a line."""
    if not hasattr(block, "rows"):
        return str(block.text)
    return "\n".join("  ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)


def _about(document: Any) -> Fields:
    """What Word noted of it: the day of the file need not be that of the article."""
    fields, about = Fields(), document.core_properties
    with suppress(ValueError, TypeError, AttributeError):
        if about.title.strip():
            fields["title?"] = about.title
    with suppress(ValueError, TypeError, AttributeError):
        if about.modified and about.modified != about.created:  # else it is the day of the form that it was made of
            fields["date?"] = about.modified.date().isoformat()
    return fields
