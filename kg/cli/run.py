"""The command for many articles: `kg run`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import base_option, extraction_options, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.runs.shards import Receipt


@click.command()
@extraction_options
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="Folder for the results."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="all processors",
    help="How many processes read.",
)
@click.option(
    "--shard-size", type=click.IntRange(min=1), default=200, show_default=True, help="Articles in one file of results."
)
@base_option
def run(folder: Path, workers: int, shard_size: int, base: str, articles: tuple[str, ...], **known: Any) -> None:
    """Read very many articles into a folder, on all processors.

    Writes records and N-Quads, compressed, in shards, and a manifest. Run again, it makes what is missing, or what was
    made of other texts, by another version or with other knowledge, and nothing else. What fails is in failures.tsv.

    An ARTICLE is a file (text, HTML, PDF, DOCX, e-mail, feed, JSON, CSV, Parquet, WARC, or an archive of these), a
    folder, a glob, @list.txt with one of these a line, or - for standard input.

    \b
    kg run archive/ -o run --workers 8
    """
    from kg.files import check_folder
    from kg.readers.articles import read_articles
    from kg.runs.manifest import write_manifest
    from kg.runs.pool import make_shards
    from kg.runs.shards import Knowledge, cut

    check_folder(folder)
    knowledge = Knowledge(known["pipeline"], known["ontology"], known["actors"], base)
    knowledge.check()
    shards = cut(read_articles(articles, on_error=report, given=known["given"]), shard_size)
    receipts = list(_with_progress(make_shards(shards, knowledge, folder, workers)))
    write_manifest(folder, knowledge, len(receipts))
    failed = sum(len(receipt.failures) for receipt in receipts)
    told = f"{sum(r.articles for r in receipts)} articles, {sum(r.events for r in receipts)} events"
    where = f": see {folder / 'failures.tsv'}" if failed else ""
    click.echo(f"{told}, {failed} failed{where}", err=True)


def _with_progress(receipts: Iterator[Receipt]) -> Iterator[Receipt]:
    if not sys.stderr.isatty():
        yield from receipts
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.completed} articles, {task.fields[events]} events, {task.fields[failed]} failed")
    with Progress(SpinnerColumn(), words, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, events=0, failed=0)
        events = failed = 0
        for receipt in receipts:
            events, failed = events + receipt.events, failed + len(receipt.failures)
            bar.update(task, advance=receipt.articles, events=events, failed=failed)
            yield receipt
