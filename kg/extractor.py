"""Articles enter, a Graph for each leaves: the steps of reading, written once.

`STEPS` is the whole way of an article. What each step found is kept in an `Analysis`, which can be asked afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc

from kg.entities.linking import Actors, find_actors
from kg.errors import KgError
from kg.events.confidence import likely
from kg.events.context import Reading
from kg.events.coreference import told_once
from kg.events.extraction import Proposal, compose_events, propose_events
from kg.events.places import stay_in_scene
from kg.graph.corrections import Corrections, read_corrections
from kg.graph.identity import identify
from kg.knowledge.gazetteer import Gazetteer, load_gazetteer
from kg.knowledge.ontology import Ontology, load_ontology
from kg.model import Article, Event, Graph
from kg.nlp.language import foreign_language
from kg.nlp.pipeline import annotate, load_pipeline

logger = logging.getLogger("kg")


@dataclass(slots=True)
class Analysis:
    """An article as annotated, what is known beforehand, and what each of the `STEPS` found.

    `told` are the events as each trigger tells them, `events` each one once, under the id that it keeps.
    """

    article: Article
    doc: Doc
    gazetteer: Gazetteer
    ontology: Ontology
    actors: Actors = field(init=False)
    reading: Reading = field(init=False)
    proposals: list[Proposal] = field(init=False)
    told: list[Event] = field(init=False)
    events: list[Event] = field(init=False)

    @property
    def graph(self) -> Graph:
        """What was found, as the graph of this one article."""
        entities = sorted(self.actors.entities.values(), key=lambda entity: entity.id)
        return self.ontology.define(Graph((self.article,), tuple(entities), tuple(self.events)))


class Step(NamedTuple):
    """One step: the fields of an Analysis that it reads, the one that it fills, and how."""

    takes: tuple[str, ...]
    gives: str
    run: Callable[[Analysis], Any]


STEPS = (
    Step(("article", "doc", "gazetteer"), "actors", lambda a: find_actors(a.article, a.doc, a.gazetteer)),
    Step(
        ("article", "doc", "actors", "ontology"), "reading", lambda a: Reading(a.article, a.doc, a.actors, a.ontology)
    ),
    Step(("reading",), "proposals", lambda a: propose_events(a.reading)),
    Step(("reading", "proposals"), "told", lambda a: stay_in_scene(compose_events(a.reading, a.proposals))),
    Step(("reading", "told"), "events", lambda a: told_once(likely(a.told), a.reading)),
    Step(("events", "ontology"), "events", lambda a: identify(a.events, a.ontology)),
)


def analyse(article: Article, doc: Doc, gazetteer: Gazetteer, ontology: Ontology) -> Analysis:
    """Take an annotated article through all steps."""
    analysis = Analysis(article, doc, gazetteer, ontology)
    for step in STEPS:
        setattr(analysis, step.gives, step.run(analysis))
    return analysis


class Extractor:
    """A loaded pipeline with its knowledge; makes one Graph of each article.

    `pipeline` is the name or path of a spaCy pipeline (None: the shipped one); `ontologies` and `actors` are the
    user's own Turtle files beside the shipped ones, `corrections` files of the user's decisions, which hold for every
    graph (`kg.graph.corrections`). Raises KgError where one of them can't be loaded.
    """

    def __init__(
        self,
        *,
        pipeline: str | None = None,
        ontologies: Sequence[Path] = (),
        actors: Sequence[Path] = (),
        corrections: Sequence[Path] = (),
    ) -> None:
        self.ontology = load_ontology(ontologies)
        self.gazetteer = load_gazetteer(actors)
        self.corrections = Corrections(read_corrections(corrections), self.gazetteer, self.ontology)
        self._nlp = load_pipeline(pipeline)

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Within this the pipeline learns new words, and at its end it forgets them: memory stays as it is."""
        with self._nlp.memory_zone():
            yield

    def run(self, articles: Iterable[Article], *, on_error: Callable[[KgError], None] | None = None) -> Iterator[Graph]:
        """One graph for each article, in order; `on_error` hears of an article that fails, and the others go on.

        Of an article in another language than English nothing is read.
        """
        for language, alike in groupby(articles, key=lambda article: foreign_language(article.text)):
            if language is None:
                found = self.analyse(alike, on_error=on_error)
                yield from (self.corrections.apply(analysis.graph) for analysis in found)
            else:
                yield from _leave_unread(alike, language)

    def analyse(
        self, articles: Iterable[Article], *, on_error: Callable[[KgError], None] | None = None
    ) -> Iterator[Analysis]:
        """What each step finds in each article, in order; `on_error` hears of an article that fails."""
        for article, doc in annotate(articles, self._nlp):
            try:
                yield analyse(article, doc, self.gazetteer, self.ontology)
            except Exception as error:
                where = article.source or article.id
                failure = KgError(f"{where}: no events could be read ({error!r}): please report it with the article")
                if on_error is None:
                    raise failure from error
                on_error(failure)


def _leave_unread(articles: Iterable[Article], language: str) -> Iterator[Graph]:
    message = "%s: its language seems to be %r, kg reads English; no events are looked for"
    for article in articles:
        logger.warning(message, article.source or article.id, language)
        yield Graph((replace(article, language=language),))
