"""What several commands do first: extract the graphs of articles, with progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import report
from kg.cli.progress import Count, with_progress

if TYPE_CHECKING:
    from kg.model import Article, Graph
    from kg.readers.streams import Given
    from kg.runs.shards import Knowledge

SHARD = 16  # articles that a worker gets at once


def extract_graphs(
    articles: tuple[str, ...],
    pipeline: str | None,
    ontology: tuple[Path, ...],
    actors: tuple[Path, ...],
    workers: int = 1,
    *,
    given: Given,
    progress: bool,
    corrections: tuple[Path, ...] = (),
) -> Iterator[Graph]:
    """One graph for each article that can be read, in their order; the others are reported."""
    from kg.readers.articles import read_articles
    from kg.runs.shards import Knowledge

    knowledge = Knowledge(pipeline, ontology, actors, corrections=corrections)
    graphs = read_all(read_articles(articles, on_error=report, given=given), knowledge, workers)
    yield from with_progress(graphs, lambda graph: Count(1, len(graph.events))) if progress else graphs


def read_all(articles: Iterable[Article], knowledge: Knowledge, workers: int) -> Iterator[Graph]:
    """The graphs of articles, in their order, by so many processes; with one, this process reads them itself."""
    stream = iter(articles)
    if (first := next(stream, None)) is None:  # where nothing can be read, nothing need be loaded
        return
    articles = chain([first], stream)
    if workers == 1:
        extractor = knowledge.load()
        yield from extractor.run(articles, on_error=report)
        for decision in extractor.corrections.unused:
            getLogger("kg").warning("%s: no article here has what it is about", decision.where)
        return
    from kg.errors import KgError
    from kg.runs.crew import Processes, work_through
    from kg.runs.making import read_shard
    from kg.runs.shards import cut

    knowledge.check()
    with Processes(knowledge, workers) as crew:
        for found in chain.from_iterable(work_through(cut(articles, SHARD), read_shard, crew)):
            if isinstance(found, str):
                getLogger("kg").warning("%s", found)
            elif isinstance(found, KgError):
                report(found)
            else:
                yield found
