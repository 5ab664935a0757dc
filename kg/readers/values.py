"""What a Python program gives as articles: paths, texts, Articles, mappings and frames of pandas, to Articles.

A text is never taken for a path, nor a path for a text: what is neither a file nor words raises an error.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from glob import has_magic
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.errors import KgError, ReadError
from kg.model import Article
from kg.readers.articles import Reader, read_articles
from kg.readers.fields import FIELDS, make_article
from kg.readers.headings import split_heading
from kg.readers.streams import Given

Readable = str | Path | Article | Mapping[str, Any] | Iterable[Any]
# Three words make a text, unless they end like the name of a file.
_TEXT = re.compile(r"\s*\S+\s+\S+\s+\S")
_FILE_NAME = re.compile(r"\.[A-Za-z]\w{0,7}\s*\Z")
_SPELLED = "a text has three words or more, or is given as kg.Article(id, text) or as {'text': ...}"


def read_values(
    sources: Iterable[Readable], *, on_error: Callable[[KgError], None], given: Given | None = None
) -> Iterator[Article]:
    """The articles of all sources, in their order, each with an id of its own.

    Raises ReadError at once for a file that is not there and for what is no article; `on_error` hears of an article in
    a file that can't be read. A frame has a row for each article, with a column `text` and, where known, those of
    `FIELDS`, or as `given` says.
    """
    given = given or Given()
    return _read([one for source in sources for one in _flatten(source, given)], on_error, given)


def _flatten(source: Readable, given: Given) -> Iterator[str | Article | Mapping[str, Any]]:
    """Paths as strings, texts as mappings, Articles and mappings as they are."""
    if isinstance(source, Article | Mapping):
        yield source
    elif isinstance(source, str | Path):
        yield _path_or_text(source)
    elif hasattr(source, "notna") and hasattr(source, "columns"):
        yield from _rows(source, given)
    elif isinstance(source, Iterable) and not isinstance(source, bytes):
        for one in source:
            yield from _flatten(one, given)
    else:
        raise ReadError(f"{type(source).__name__}: no article; give a path, a text, an Article, a dict or a frame")


def _path_or_text(source: str | Path) -> str | Mapping[str, Any]:
    words = str(source)
    if isinstance(source, str) and _is_text(source):
        return split_heading(source)
    if words != "-" and not words.startswith("@") and not has_magic(words) and not os.path.lexists(words):
        raise ReadError(f"{words}: no such file; check the path ({_SPELLED})")
    return words


def _is_text(words: str) -> bool:
    if "\n" in words:
        return True
    fits = _TEXT.match(words) is not None and not _FILE_NAME.search(words)
    return fits and not (len(words) < 1000 and os.path.lexists(words))


def _rows(frame: Any, given: Given) -> Iterator[Mapping[str, Any]]:
    """The rows of a frame of pandas without the cells that hold nothing."""
    text = given.columns.get("text", "text")
    if text not in frame.columns:
        raise ReadError(f"the frame has no column {text}; it has {', '.join(map(str, frame.columns)) or 'none'}")
    known = frame.astype(object).where(frame.notna(), None)
    for row in known.to_dict("records"):
        yield {str(name): value for name, value in row.items() if value is not None}


def _read(
    sources: list[str | Article | Mapping[str, Any]], on_error: Callable[[KgError], None], given: Given
) -> Iterator[Article]:
    reader, number = Reader(), 0
    # Paths that follow each other are read together: a file that two of them lead to is one article.
    for are_paths, alike in groupby(sources, key=lambda source: isinstance(source, str)):
        if are_paths:
            yield from read_articles(map(str, alike), on_error=on_error, given=given, reader=reader)
            continue
        for source in alike:
            number += 1
            if isinstance(source, Article):
                yield source
            elif isinstance(source, Mapping):
                yield _to_article(source, f"article {number}", reader, given)


def _to_article(value: Mapping[str, Any], where: str, reader: Reader, given: Given) -> Article:
    """An Article of a mapping; ReadError where it has no text, or an id that was given before."""
    columns = {name: given.columns.get(name, name) for name in FIELDS}
    if not isinstance(value.get(columns["text"]), str):
        raise ReadError(f'{where}: no text; give "{columns["text"]}", a string')
    known = {name: value.get(column) for name, column in columns.items()}
    fields = {name: _words(cell) for name, cell in known.items() if cell not in (None, "")}
    id = reader.given_id(fields["id"], where) if "id" in fields else reader.make_id(where.replace(" ", "-"))
    return make_article(fields, id, where, None, given, None)


def _words(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
