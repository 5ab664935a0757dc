"""What several commands do first: extract the graphs of articles, with progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import report

if TYPE_CHECKING:
    from kg.model import Graph
    from kg.readers.streams import Given


def extract_graphs(
    articles: tuple[str, ...],
    pipeline: str | None,
    ontology: tuple[Path, ...],
    actors: tuple[Path, ...],
    *,
    given: Given,
    progress: bool,
) -> Iterator[Graph]:
    """One graph for each article that can be read; the others are reported."""
    from kg.readers.articles import read_articles

    found = read_articles(articles, on_error=report, given=given)
    # Where nothing can be read, nothing need be loaded.
    if (first := next(found, None)) is not None:
        from kg.extractor import Extractor

        extractor = Extractor(pipeline=pipeline, ontologies=ontology, actors=actors)
        graphs = extractor.run(chain([first], found), on_error=report)
        yield from _with_progress(graphs) if progress and sys.stderr.isatty() else graphs


def _with_progress(graphs: Iterator[Graph]) -> Iterator[Graph]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        for graph in graphs:
            yield graph
            bar.advance(task)
