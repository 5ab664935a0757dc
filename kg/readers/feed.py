"""A feed (RSS or Atom) to the fields of its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import ReadError
from kg.readers.markup import skip_prolog, strip_tags
from kg.readers.plain_text import as_text
from kg.readers.streams import Fields, Input
from kg.readers.xml_document import local, parse_xml

SUFFIXES = frozenset({".rss", ".atom", ".xml"})
_START = re.compile(r"<(?:rss|feed|rdf:RDF|\w+:feed)\b")
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "updated")


def is_feed(head: bytes, suffix: str) -> bool:
    """Whether a file begins as a feed does."""
    text = as_text(head)
    return _START.match(text, skip_prolog(text)) is not None


def read_feed(file: Input) -> Iterator[Fields]:
    """The items of a feed, each as an article."""
    root = parse_xml(file)
    titles = (part.text for part in root.iter() if local(part) == "title")
    items = [part for part in root.iter() if local(part) in {"item", "entry"}]
    if not items:
        raise ReadError(f"{file.name}: the feed has no items; give one that has")
    publisher = next((title for title in titles if title), None)
    for item in items:
        yield _item(item, publisher)


def _item(item: ElementTree.Element, publisher: str | None) -> Fields:
    found: dict[str, str] = {}
    for part in item:
        words = "".join(part.itertext()) or part.get("href", "")
        if words.strip():
            found.setdefault(local(part), words.strip())
    fields = {
        "title": found.get("title"),
        "text": strip_tags(next((found[key] for key in _TEXTS if key in found), "")),
        "date": next((found[key] for key in _DATES if key in found), None),
        "url": found.get("link"),
        "publisher": publisher,
    }
    return {key: value for key, value in fields.items() if value}
