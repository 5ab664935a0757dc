"""The names of a table's columns to the fields of articles: as the user says, else by what they are usually called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.errors import ReadError
from kg.readers.fields import FIELDS
from kg.readers.streams import Fields

USUAL = {
    "content": "text", "body": "text", "article": "text", "full_text": "text", "fulltext": "text",
    "article_text": "text", "maintext": "text",
    "headline": "title", "published": "date", "published_at": "date", "publish_date": "date", "pubdate": "date",
    "date_publish": "date", "publication_date": "date", "source": "publisher", "outlet": "publisher",
    "publication": "publisher", "source_domain": "publisher", "link": "url",
}  # fmt: skip


def match_columns(names: Iterable[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """Each field that a table has, with the name of its column; ReadError where a column is missing that must be."""
    known = {fold(name): name for name in reversed(list(names))}
    found: dict[str, str] = {}
    for column in known:
        if (field := USUAL.get(column)) and field not in known:
            found.setdefault(field, known[column])
    found |= {field: known[field] for field in FIELDS if field in known}
    for field, column in given.items():
        if fold(column) not in known:
            raise ReadError(f'{where}: no column is named "{column}"; {_remedy(known.values())}')
        found[field] = known[fold(column)]
    if "text" not in found:
        raise ReadError(f'{where}: no column is named "text"; {_remedy(known.values())}')
    return found


def fold(name: str) -> str:
    """A name as it is compared."""
    return "_".join(name.strip().casefold().replace("-", " ").split())


def to_fields(row: Mapping[str, object], columns: Mapping[str, str]) -> Fields:
    """The fields of one row, as strings; those without a value are left out."""
    told = {field: row.get(column) for field, column in columns.items()}
    return {field: str(value) for field, value in told.items() if value is not None and str(value).strip()}


def _remedy(names: Iterable[str]) -> str:
    there = ", ".join(f'"{name[:40]}"' for name in list(names)[::-1][:12])
    return f"name the one with the articles by --columns text=NAME (there are {there})"
