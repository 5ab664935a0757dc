"""The command for many articles: `kg run`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import base_option, corrections_option, extraction_options, report, workers_option
from kg.cli.progress import Count, with_progress

if TYPE_CHECKING:
    from kg.readers.streams import Given
    from kg.runs.crew import Crew
    from kg.runs.making import Receipt
    from kg.runs.shards import Knowledge


@click.command()
@extraction_options
@corrections_option
@click.option("-o", "--output", "folder", required=True, help="Folder for the results, or its address (s3://...).")
@workers_option(None)
@click.option(
    "--ray", metavar="ADDRESS", help="Ray cluster that reads: auto, ray://HOST:10001, or local for one of --workers."
)
@click.option(
    "--shard-size", type=click.IntRange(min=1), default=200, show_default=True, help="Articles in one file of results."
)
@base_option
def run(
    folder: str,
    workers: int,
    ray: str | None,
    shard_size: int,
    base: str,
    articles: tuple[str, ...],
    given: Given,
    **known: Any,
) -> None:
    """Read very many articles into a folder, on all processors.

    Writes records and N-Quads, compressed, in shards, and a manifest. Run again, it makes what is missing, or what was
    made of other texts, by another version or with other knowledge, and nothing else. What fails is in failures.tsv.
    `kg add STORE DIR` takes the results into a store.

    An ARTICLE is a file (text, HTML, PDF, DOCX, e-mail, feed, JSON, CSV, Parquet, WARC, or an archive of these), a
    folder, a glob, @list.txt with one of these a line, or - for standard input.

    \b
    kg run archive/ -o run --workers 8
    kg run s3://news/2024 -o s3://graphs/2024 --ray auto
    """
    from kg.readers.articles import read_articles
    from kg.runs.folder import open_folder
    from kg.runs.run import make_run
    from kg.runs.shards import Knowledge

    kept = open_folder(folder)
    knowledge = Knowledge(known["pipeline"], known["ontology"], known["actors"], base, known["corrections"])
    knowledge.check()
    total = Count()
    with _crew(knowledge, workers, ray) as crew:
        found = read_articles(articles, on_error=report, given=given)
        for receipt in with_progress(make_run(found, knowledge, kept, crew, shard_size), count):
            total = total + count(receipt)
    where = f": see {folder.rstrip('/')}/failures.tsv" if total.failed else ""
    click.echo(f"{total.articles} articles, {total.events} events, {total.failed} failed{where}", err=True)


def _crew(knowledge: Knowledge, workers: int, ray: str | None) -> Crew:
    from kg.runs.crew import Processes

    if ray is None:
        return Processes(knowledge, workers)
    from kg.runs.cluster import Cluster

    return Cluster(knowledge, ray, workers)


def count(receipt: Receipt) -> Count:
    """What a shard adds."""
    return Count(len(receipt.articles), receipt.events, len(receipt.failures))
