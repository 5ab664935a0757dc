"""A feed (RSS or Atom) to the fields of its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import ReadError
from kg.readers.markup import skip_prolog, strip_tags
from kg.readers.plain_text import as_text
from kg.readers.streams import Fields, Input
from kg.readers.xml_document import iterate_xml, local

SUFFIXES = frozenset({".rss", ".atom", ".xml"})
_START = re.compile(r"<(?:rss|feed|rdf:RDF|\w+:feed)\b")
ITEMS = frozenset({"item", "entry"})
MOST_PARTS = 200_000  # elements of an item
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "updated")


def is_feed(head: bytes, suffix: str) -> bool:
    """Whether a file begins as a feed does."""
    text = as_text(head)
    return _START.match(text, skip_prolog(text)) is not None


def read_feed(file: Input) -> Iterator[Fields]:
    """The items of a feed, each as an article, one by one."""
    publisher, count = None, 0
    for part in _parts(file):
        if local(part) in ITEMS:
            count += 1
            yield _item(part, publisher)
        elif local(part) == "title":
            publisher = publisher or part.text
    if not count:
        raise ReadError(f"{file.name}: the feed has no items; give one that has")


def _parts(file: Input) -> Iterator[ElementTree.Element]:
    """The items of a feed and what stands beside them, each whole; nothing else is held."""
    begun, inner, held = list[ElementTree.Element](), 0, 0
    for event, part in iterate_xml(file):
        if event == "start":
            begun.append(part)
            inner += local(part) in ITEMS
            held += 1
            continue
        begun.pop()
        inner -= local(part) in ITEMS
        if not inner:
            yield part
            held = 0
            if begun:
                begun[-1].remove(part)
        elif held > MOST_PARTS:
            raise ReadError(f"{file.name}: an item of the feed has over {MOST_PARTS:,} parts; leave it out")


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
