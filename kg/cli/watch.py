"""The command for news as it comes: `kg watch`."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import base_option, reading_options, report
from kg.cli.stores import tell_added
from kg.errors import KgError, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article
    from kg.readers.streams import Given
    from kg.runs.shards import Knowledge


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@reading_options
@click.option(
    "--every", type=click.FloatRange(min=0, min_open=True), default=5, show_default=True, help="Seconds between looks."
)
@base_option
def watch(folder: Path, store: Path, every: float, base: str, given: Given, **known: Any) -> None:
    """Put the articles of a folder into a store as they come.

    New files, and files that changed, go in once they are written; a feed that is saved again and again adds its new
    items. What the store holds already is not read again, so that it can be ended at any time, by Control-C, and begun
    again. What is gone from the folder stays in the store.

    \b
    kg watch inbox/ store
    """
    from kg.runs.shards import Knowledge
    from kg.runs.watch import Watch

    if not folder.is_dir():
        raise ReadError(f"{folder}: is no folder; make it, or name another")
    knowledge = Knowledge(known["pipeline"], known["ontology"], known["actors"], base)
    knowledge.check()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        looks = Watch(folder)
        while True:
            if paths := looks.look():
                try:
                    _add(store, _articles(folder, paths, given), knowledge)
                    looks.take(paths)
                except KgError as error:  # another program writes to the store: the next time, perhaps
                    report(error)
            time.sleep(every)


def _articles(folder: Path, paths: list[str], given: Given) -> Iterator[Article]:
    from kg.readers.articles import read_articles
    from kg.runs.watch import name_apart

    for path in paths:
        yield from name_apart(read_articles([path], on_error=report, given=given), Path(path), folder)


def _add(place: Path, articles: Iterator[Article], knowledge: Knowledge) -> None:
    """Put articles into a store, which is open for that time only."""
    from kg.runs.crew import load
    from kg.runs.intake import add_articles
    from kg.store.store import Store

    with Store(place, base=knowledge.base) as store:
        known = replace(knowledge, base=store.names.base)
        added = add_articles(store, articles, known.digest(), lambda new: load(known).run(new, on_error=report), report)
        tell_added(place, list(added))
