"""A folder enters, its files leave as they come or change, and their articles under ids that stay the same."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kg.model import Article
from kg.readers.inputs import find_sources
from kg.readers.registry import known_suffixes
from kg.storage import is_address

Stamp = tuple[int, int]


class Watch:
    """Looks into a folder, again and again, and knows what of it was taken already."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken, self._before, self._now = dict[str, Stamp](), dict[str, Stamp](), dict[str, Stamp]()

    def look(self) -> list[str]:
        """The paths that are new, or changed since they were taken, and are as they were at the last look: who writes
        them is done then."""
        self._before, self._now = self._now, dict(_stamps(self._folder))
        return [path for path, stamp in self._now.items() if self._before.get(path) == stamp != self._taken.get(path)]

    def take(self, paths: Iterable[str]) -> None:
        """What is taken isn't given again as long as it stays so."""
        self._taken |= {path: self._now[path] for path in paths}


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    # What isn't there, or can't be looked into, may be next time.
    for source in find_sources([str(folder)], known_suffixes(), lambda _: None):
        try:
            status = os.stat(source.path)
        except OSError:
            continue
        yield source.path, (status.st_mtime_ns, status.st_size)


def name_apart(articles: Iterable[Article], path: Path, folder: Path) -> Iterator[Article]:
    """The articles of a file that have no id of their own under one that no other file gives, and that an item of a
    feed keeps wherever it stands in it."""
    stem = "-".join(path.relative_to(folder).with_suffix("").parts)
    made = re.compile(rf"{re.escape(path.stem)}(-\d+)?")
    for article in articles:
        if not (match := made.fullmatch(article.id)):
            yield article
        elif article.source and is_address(article.source):
            yield replace(article, id=f"{stem}-{sha256(article.source.encode()).hexdigest()[:12]}")
        else:
            yield replace(article, id=stem + (match[1] or ""))
