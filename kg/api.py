"""The whole program in one sentence, for Python users.

read -> annotate -> find actors -> extract events -> merge -> graph
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kg.entities.linking import find_actors
from kg.errors import KgError
from kg.events.extraction import find_events
from kg.graph.merge import merge_graphs
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Graph
from kg.nlp.language import foreign_language
from kg.nlp.pipeline import annotate, load_pipeline
from kg.readers.articles import read_articles

if TYPE_CHECKING:
    import networkx
    import rdflib
    from spacy.tokens import Doc

    from kg.sparql.query import QueryResult


logger = logging.getLogger("kg")


class Extractor:
    """A loaded pipeline with its knowledge; makes one Graph of each article.

    `pipeline` is the name or path of a spaCy pipeline (None: the shipped one); `ontologies` and `actors` are the
    user's own Turtle files beside the shipped ones. Raises KgError where one of them can't be loaded.
    """

    def __init__(
        self, *, pipeline: str | None = None, ontologies: Sequence[Path] = (), actors: Sequence[Path] = ()
    ) -> None:
        self._ontology = load_ontology(ontologies)
        self._gazetteer = load_gazetteer(actors)
        self._nlp = load_pipeline(pipeline)

    def run(self, articles: Iterable[Article], *, on_error: Callable[[KgError], None] | None = None) -> Iterator[Graph]:
        """One graph for each article, in order; `on_error` hears of an article that fails, and the others go on.

        Of an article in another language than English nothing is read.
        """
        for language, alike in groupby(articles, key=lambda article: foreign_language(article.text)):
            if language is None:
                yield from self._read(alike, on_error)
            else:
                yield from _leave_unread(alike, language)

    def _read(self, articles: Iterable[Article], on_error: Callable[[KgError], None] | None) -> Iterator[Graph]:
        for article, doc in annotate(articles, self._nlp):
            try:
                yield self._graph(article, doc)
            except Exception as error:
                where = article.source or article.id
                failure = KgError(f"{where}: no events could be read ({error!r}): please report it with the article")
                if on_error is None:
                    raise failure from error
                on_error(failure)

    def _graph(self, article: Article, doc: Doc) -> Graph:
        actors = find_actors(article, doc, self._gazetteer)
        events = find_events(article, doc, actors, self._ontology)
        entities = sorted(actors.entities.values(), key=lambda entity: entity.id)
        return Graph((article,), tuple(entities), tuple(events))


def _leave_unread(articles: Iterable[Article], language: str) -> Iterator[Graph]:
    message = "%s: its language seems to be %r, kg reads English; no events are looked for"
    for article in articles:
        logger.warning(message, article.source or article.id, language)
        yield Graph((article,))


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


def extract(*sources: str | Path, extractor: Extractor | None = None) -> Iterator[Graph]:
    """One Graph for each article of files, folders and globs; an article that can't be read is warned about."""
    articles = read_articles(map(str, sources), on_error=_warn)
    yield from (extractor or Extractor()).run(articles, on_error=_warn)


def build(*sources: str | Path, extractor: Extractor | None = None) -> KnowledgeGraph:
    """One graph of all articles.

    graph = build("article.txt", "news/*.jsonl")
    """
    merged = merge_graphs(extract(*sources, extractor=extractor))
    return KnowledgeGraph(merged.articles, merged.entities, merged.events)


def _warn(error: KgError) -> None:
    warnings.warn(str(error), stacklevel=2)
