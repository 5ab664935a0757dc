"""The whole program in one sentence, for Python users.

read -> annotate -> find actors -> extract events -> merge -> graph
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, ReadError
from kg.extractor import Extractor
from kg.model import Article, Graph
from kg.readers.streams import Given
from kg.readers.values import Readable, read_values

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.sparql.query import QueryResult


class KnowledgeGraph(Graph):
    """A Graph with what people do with it."""

    def __repr__(self) -> str:
        from kg.viz.snapshot import summarize

        return f"<{type(self).__name__}: {summarize(self)}>"

    def _repr_html_(self) -> str:
        """For notebooks: what is in the graph, in a line, a small picture and a small table."""
        from kg.viz.snapshot import draw_snapshot

        return draw_snapshot(self)

    def query(self, sparql: str) -> QueryResult:
        """The answer to a SPARQL query; prefixes of the vocabulary need no declaration."""
        from kg.sparql.query import run_query

        return run_query(self, sparql)

    def filter(
        self,
        *,
        actor: str | Collection[str] = (),
        type: str | Collection[str] = (),
        place: str | Collection[str] = (),
        since: date | str | None = None,
        until: date | str | None = None,
        min_confidence: float = 0.0,
        by_report: bool = False,
    ) -> KnowledgeGraph:
        """The events of these actors (any of them), types, places and days that are as sure as this.

        Names are understood as people type them. `by_report` lets events without a time of their own count by the day
        of their report. Raises KgError for a name that is nobody's, a type that there is not, and what is no day.
        """
        from kg.graph.filter import Choice, choose_events

        choice = Choice(
            actors=_several(actor),
            types=_several(type),
            places=_several(place),
            since=_day(since),
            until=_day(until),
            min_confidence=min_confidence,
            by_report=by_report,
        )
        return _wrap(choose_events(self, choice))

    def events_frame(self) -> pandas.DataFrame:
        """The event table as a frame of pandas: one row an event and pair; docs/codebook.md explains the columns."""
        from kg.formats.frames import events_frame

        return events_frame(self)

    def actors_frame(self) -> pandas.DataFrame:
        """A frame of pandas with a row for each entity: what it is, and how many events it takes part in."""
        from kg.formats.frames import actors_frame

        return actors_frame(self)

    def dyads_frame(self, by: str = "week") -> pandas.DataFrame:
        """Counts and sums by quad class for each two countries and "day", "week" or "month", as a frame of pandas."""
        from kg.formats.frames import dyads_frame

        return dyads_frame(self, by)

    def to_rdf(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset: a named graph for each article, one for entities, one for direct triples."""
        from kg.rdf.serialization import to_dataset

        return to_dataset(self)

    def to_networkx(self, *, isolated: bool = False) -> networkx.MultiDiGraph:
        """Actors as nodes and events as edges, whose `status` tells what happened; those in no event if asked for."""
        from kg.formats.network import to_network

        return to_network(self, isolated=isolated)

    def view(self, path: str | Path, *, title: str | None = None) -> None:
        """Write the graph as one interactive HTML page."""
        from kg.files import write_text
        from kg.viz.page import render_html

        first = self.articles[0].title if len(self.articles) == 1 else None
        write_text(Path(path), render_html(self, title=title or first or "Knowledge graph"))

    def save(self, path: str | Path) -> None:
        """Write the graph in the format that the ending of the path tells; without an ending, into a store.

        .jsonl (records), .ttl, .trig, .nq, .nt, .jsonld, .rdf, .html (the page), .csv (events), .parquet (the event
        table), .graphml, .gexf, .cypher. `kg.load` reads records, RDF and stores back.
        """
        if Path(path).suffix.lower() in (".html", ".htm"):
            self.view(path)
        else:
            from kg.store.save import save_graph

            save_graph(self, Path(path))


def extract(
    *sources: Readable, extractor: Extractor | None = None, given: Given | None = None
) -> Iterator[KnowledgeGraph]:
    """One graph for each article. Each source is a path, folder or glob, a text, an Article, a mapping with `text`, a
    frame of pandas with a column `text`, or several of these. `given` says which columns of tables, frames and mappings
    hold what, and the date and publisher of articles that tell none.

    Raises ReadError for a file that is not there, and where nothing can be read; of several articles one that can't be
    read is warned about.
    """
    failures: list[KgError] = []

    def fail(error: KgError) -> None:
        failures.append(error)
        _warn(error)

    articles = read_values(sources, on_error=fail, given=given)
    return _extract(articles, failures, fail, extractor)


def build(*sources: Readable, extractor: Extractor | None = None, given: Given | None = None) -> KnowledgeGraph:
    """One graph of all articles, which are given as to `extract`; one whose events break a rule of the graph is warned
    about and left out, and so is a graph without events.

    graph = build("article.txt", "news/*.jsonl")
    graph = build("news.csv", given=Given({"text": "body", "date": "published"}))
    graph = build("Macron met Merz in Berlin on Monday.")
    """
    from kg.rdf.soundness import merge_sound

    merged = merge_sound(list(extract(*sources, extractor=extractor, given=given)), _warn).graph
    if not merged.events:
        warnings.warn(f"no events were found in {_count(merged)}", stacklevel=2)
    return _wrap(merged)


def load(path: str | Path) -> KnowledgeGraph:
    """The graph in a store, or in a file of records or RDF. Raises ReadError."""
    from kg.sources import load_graph

    return _wrap(load_graph(str(path)))


def _extract(
    articles: Iterator[Article], failures: list[KgError], fail: Callable[[KgError], None], extractor: Extractor | None
) -> Iterator[KnowledgeGraph]:
    # Where nothing can be read, nothing need be loaded.
    if (first := next(articles, None)) is None:
        raise failures[0] if failures else ReadError("no article was given; give a path, a text or an Article")
    for graph in (extractor or Extractor()).run(chain([first], articles), on_error=fail):
        yield _wrap(graph)


def _wrap(graph: Graph) -> KnowledgeGraph:
    return KnowledgeGraph(**{field.name: getattr(graph, field.name) for field in fields(Graph)})


def _several(names: str | Collection[str]) -> Collection[str]:
    return (names,) if isinstance(names, str) else names


def _day(day: date | str | None) -> date | None:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise KgError(f"{day!r} is no day; write it like 2025-05-18") from error


def _count(graph: Graph) -> str:
    return f"{len(graph.articles)} article{'' if len(graph.articles) == 1 else 's'}"


def _warn(error: KgError) -> None:
    warnings.warn(str(error), stacklevel=2)
