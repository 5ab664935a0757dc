"""The whole program in one sentence, for Python users.

read -> annotate -> find actors -> extract events -> merge -> graph
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.extractor import Extractor
from kg.model import Graph
from kg.readers.articles import read_articles
from kg.readers.streams import Given

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.sparql.query import QueryResult


class KnowledgeGraph(Graph):
    """A Graph with what people do with it."""

    def query(self, sparql: str) -> QueryResult:
        """The answer to a SPARQL query; prefixes of the vocabulary need no declaration."""
        from kg.sparql.query import run_query

        return run_query(self, sparql)

    def to_rdf(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset: a named graph for each article, one for entities, one for direct triples."""
        from kg.rdf.serialization import to_dataset

        return to_dataset(self)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Actors as nodes and events as edges."""
        from kg.formats.network import to_network

        return to_network(self)

    def view(self, path: str | Path, *, title: str | None = None) -> None:
        """Write the graph as one interactive HTML page."""
        from kg.files import write_text
        from kg.viz.page import render_html

        first = self.articles[0].title if len(self.articles) == 1 else None
        write_text(Path(path), render_html(self, title=title or first or "Knowledge graph"))


def extract(*sources: str | Path, extractor: Extractor | None = None, given: Given | None = None) -> Iterator[Graph]:
    """One Graph for each article of files, folders and globs; an article that can't be read is warned about.

    `given` says which columns of tables hold what, and the date and publisher of articles that tell none.
    """
    articles = read_articles(map(str, sources), on_error=_warn, given=given)
    yield from (extractor or Extractor()).run(articles, on_error=_warn)


def build(*sources: str | Path, extractor: Extractor | None = None, given: Given | None = None) -> KnowledgeGraph:
    """One graph of all articles; one whose events break a rule of the graph is warned about and left out.

    graph = build("article.txt", "news/*.jsonl")
    graph = build("news.csv", given=Given({"text": "body", "date": "published"}))
    """
    from kg.rdf.soundness import merge_sound

    merged = merge_sound(list(extract(*sources, extractor=extractor, given=given)), _warn).graph
    return KnowledgeGraph(merged.articles, merged.entities, merged.events, merged.relations, merged.categories)


def _warn(error: KgError) -> None:
    warnings.warn(str(error), stacklevel=2)
