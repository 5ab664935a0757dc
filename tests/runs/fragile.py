"""An Extractor that kills its process over some articles, as a fault in a native library would."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.extractor import Extractor
from kg.model import Article, Graph
from kg.runs.shards import Knowledge


class Fragile(Extractor):
    """Dies of an article called "deadly", once of one called "once", and fails at one called "broken"."""

    def __init__(self) -> None:
        pass

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """There is nothing to forget."""
        yield

    def run(self, articles: Iterable[Article], *, on_error: Callable[[KgError], None] | None = None) -> Iterator[Graph]:
        """An empty graph for each of the others."""
        for article in articles:
            if article.id.startswith("deadly") or _is_first(article):
                os.kill(os.getpid(), signal.SIGKILL)
            if article.id.startswith("broken") and on_error:
                on_error(KgError("it is broken"))
            else:
                yield Graph((article,))


def _is_first(article: Article) -> bool:
    """Whether this is the first time that an article called "once" is read: its source is a file that will say so."""
    if not article.id.startswith("once") or article.source is None or Path(article.source).exists():
        return False
    Path(article.source).touch()
    return True


@dataclass(frozen=True, slots=True)
class Dangerous(Knowledge):
    """Knowledge that is read with such an Extractor."""

    def load(self) -> Extractor:
        """The Extractor that dies."""
        return Fragile()
