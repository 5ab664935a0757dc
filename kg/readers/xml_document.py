"""An XML document of another kind than feeds and pages, such as NITF, to the fields of its article: its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from kg.errors import ReadError
from kg.readers.plain_text import as_text
from kg.readers.streams import Fields, Input

_START = re.compile(r"\s*<(?:\?xml\b|!DOCTYPE\s+(?!html\b))", re.IGNORECASE)
LARGEST_TREE = 10_000_000  # bytes; its elements take many times as much
_TITLES = ("hl1", "headline", "headLine", "title")
_DATES = ("date.issue", "pubdate", "published", "contentCreated", "date")


def is_xml(head: bytes, suffix: str) -> bool:
    """Whether a file begins as XML does."""
    return _START.match(as_text(head)) is not None or (suffix == ".xml" and head.lstrip().startswith(b"<"))


def iterate_xml(file: Input) -> Iterator[tuple[str, ElementTree.Element]]:
    """Where elements start and end; a ReadError where a document is broken, or made to grow without end."""
    # What was in UTF-16 has been made UTF-8, whatever it says of itself.
    encoding = "utf-8" if b"utf-16" in file.head()[:100].lower() else None
    try:
        events = ElementTree.iterparse(file.flow(), ("start", "end"), ElementTree.XMLParser(encoding=encoding))
        yield from ((str(event), part) for event, part in events)
    except ElementTree.ParseError as error:
        raise ReadError(f"{file.name}: broken XML ({error}); save it again") from None


def local(part: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""


def read_xml(file: Input) -> Iterator[Fields]:
    """The one article of a document."""
    if len(file.read()) > LARGEST_TREE:
        raise ReadError(f"{file.name}: is XML of over {LARGEST_TREE:,} bytes; split it")
    root = ElementTree.Element("")
    for _, root in iterate_xml(file):  # noqa: B007 (the last one that ends is the root)
        pass
    words = [" ".join("".join(part.itertext()).split()) for part in root.iter() if local(part) == "p"]
    if not any(words):
        raise ReadError(f"{file.name}: is XML ({local(root)[:40]}) without paragraphs (p); save it as text")
    fields = {"title": _first(root, _TITLES), "date": _first(root, _DATES), "text": "\n\n".join(filter(None, words))}
    yield {key: value for key, value in fields.items() if value}


def _first(root: ElementTree.Element, names: Iterable[str]) -> str:
    """What the first element of these names says, in its text or in its attribute."""
    found = (part for name in names for part in root.iter() if local(part) == name)
    told = (" ".join("".join(part.itertext()).split()) or part.get("norm", "") for part in found)
    return next(filter(None, told), "")
