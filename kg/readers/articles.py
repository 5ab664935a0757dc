"""Paths, folders, globs, lists and standard input enter; Articles leave, their text repaired once, then never changed.

The kinds of files that are understood are those of `registry`. An article that can't be read is given to `on_error`,
and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.errors import KgError, ReadError
from kg.files import repair_text
from kg.model import Article
from kg.readers.fields import make_article
from kg.readers.inputs import Source, find_sources
from kg.readers.registry import Format, find_format, known_suffixes
from kg.readers.streams import Fields, Given, Input


def read_articles(
    sources: Iterable[str],
    *,
    on_error: Callable[[KgError], None],
    given: Given | None = None,
    reader: Reader | None = None,
) -> Iterator[Article]:
    """The articles of all sources, in their order, each with an id of its own.

    A source is a file, a folder (with its folders), a glob, `@list.txt` (a file with a source a line), or `-` for
    standard input; `given` says what a user knows of the articles. `on_error` gets a ReadError, which names file, cause
    and remedy, for each article that can't be read. `reader` knows the ids that are in use elsewhere.
    """
    reader = reader or Reader()
    for source in find_sources(sources, known_suffixes(), on_error):
        for found in reader.read_source(source, given or Given()):
            if isinstance(found, ReadError):
                on_error(found)
            else:
                yield found


@dataclass(slots=True)
class Reader:
    """Which ids of articles are taken: how often each name was asked for."""

    taken: dict[str, int] = field(default_factory=dict)

    def read_source(self, source: Source, given: Given) -> Iterator[Article | ReadError]:
        try:
            with source.open() as stream:
                yield from self.read_input(source.as_input(stream, given, known_suffixes()))
        except FileNotFoundError:
            yield ReadError(f"{source.name}: no such file; check the path")
        except OSError as error:
            yield ReadError(f"{source.name}: cannot be read ({error.strerror}); check the path and its permissions")
        except ReadError as error:
            yield error

    def read_input(self, file: Input) -> Iterator[Article | ReadError]:
        """The articles of a file, and of those within it."""
        try:
            kind = find_format(file)
            for number, found in enumerate(kind.read(file), start=1):
                if isinstance(found, Input):
                    yield from self.read_input(found)
                else:
                    yield found if isinstance(found, ReadError) else self.to_article(found, file, kind, number)
        except ReadError as error:
            yield error
        except OSError as error:
            yield ReadError(f"{file.name}: cannot be read ({error.strerror or error}); check the file and its disk")
        except Exception as error:  # of a library that meets a broken page, message or feed
            yield ReadError(f"{file.name}: cannot be read ({str(error)[:200] or error!r}); save it as text")

    def to_article(self, found: Fields, file: Input, kind: Format, number: int) -> Article | ReadError:
        fields = {**file.fields, **found}
        place = fields.pop("place", None)
        where = f"{file.name}:{place}" if place else file.name if number == 1 else f"{file.name}, article {number}"
        try:
            id = self.given_id(fields["id"], where) if "id" in fields else None
            id = id or self.make_id(f"{file.stem}-{place}" if place else file.stem)
            path = None if kind.many else file.path
            return make_article(fields, id, where, file.link, file.given, path)
        except ReadError as error:
            return error

    def given_id(self, told: str, where: str) -> str:
        id = repair_text(told)
        if self.taken.setdefault(id, 0):
            raise ReadError(f'{where}: the id "{id[:100]}" was given before; give each article an id of its own')
        self.taken[id] = 1
        return id

    def make_id(self, stem: str) -> str:
        """The stem, with a number where another article has that id already."""
        while True:
            self.taken[stem] = number = self.taken.get(stem, 0) + 1
            id = stem if number == 1 else f"{stem}-{number}"
            if number == 1 or id not in self.taken:
                self.taken.setdefault(id, 1)
                return id
