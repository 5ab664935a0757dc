"""The values that every room speaks: what is read, what is found, and the graph that it adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

EntityType = Literal["Person", "Organization", "Country", "Place", "Group", "Facility"]
Modality = Literal["asserted", "planned", "hypothetical"]
Precision = Literal["day", "month", "year", "interval"]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as read. Offsets everywhere count characters of `text`, which never changes after reading.

    `guessed` names the fields that the text and its user don't tell: they follow from a file's name, or what lies about
    it, as the day on which a page was saved. `fingerprint` are the keys by which copies of the text are known, and
    `language` is that of a text which isn't English.
    """

    id: str
    text: str
    title: str | None = None
    date: date | None = None
    source: str | None = None
    publisher: str | None = None
    guessed: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article: `article.text[begin:end] == text`."""

    article: str
    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class EntityMention:
    """Where an entity is mentioned; `name` is the part that is a name, None for pronouns and bare roles."""

    span: Span
    name: Span | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or a place. `country` is the ISO 3166-1 alpha-3 code, for a person that of the country represented."""

    id: str
    label: str
    type: EntityType
    country: str | None = None
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    mentions: tuple[EntityMention, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When: an EDTF level 0/1 expression and the days it covers, both inclusive."""

    edtf: str
    begin: date
    end: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom. Actors, recipients, place and attribution are ids of entities.

    `evidence` holds the sentences that tell it, the first one around the trigger. `time_text` keeps the article's own
    words for the time, also where no date follows from them (`time` is None then). `retold` are the triggers in the
    other articles that tell it.
    """

    id: str
    type: str
    relation: str
    trigger: Span
    evidence: tuple[Span, ...]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    place: str | None = None
    time: TimeValue | None = None
    time_text: str | None = None
    modality: Modality = "asserted"
    negated: bool = False
    attribution: str | None = None
    confidence: float = 1.0
    retold: tuple[Span, ...] = ()

    @property
    def triggers(self) -> tuple[Span, ...]:
        """The words that announce it, in each article."""
        return self.trigger, *self.retold

    @property
    def happened(self) -> bool:
        """Whether the text says, in its own or somebody's voice, that this took place."""
        return self.modality == "asserted" and not self.negated


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A finer interaction under a type: it names the edge of the graph. Of a symmetric one both sides do the same."""

    id: str
    label: str
    category: str
    symmetric: bool


@dataclass(frozen=True, slots=True, order=True)
class Category:
    """A PLOVER type: in words, with its quad class (words or deeds, cooperation or conflict) and its score."""

    id: str
    label: str
    definition: str
    quad_class: str
    score: float


@dataclass(frozen=True)
class Graph:
    """Articles with the entities and events found in them, and what the events' relations and types mean, by id.

    `parts` keep what each of several articles tells for itself, where that is known.
    """

    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    categories: tuple[Category, ...] = ()
    parts: tuple[Graph, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def entity(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def article(self) -> dict[str, Article]:
        """The articles by id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def relation(self) -> dict[str, Relation]:
        """The relations of the events by id; of one without a meaning the id is the label."""
        told = {event.relation: Relation(event.relation, event.relation, event.type, False) for event in self.events}
        return told | {relation.id: relation for relation in self.relations}

    @cached_property
    def category(self) -> dict[str, Category]:
        """The types that have a meaning, by id."""
        return {category.id: category for category in self.categories}

    def is_symmetric(self, event: Event) -> bool:
        """Whether actor and recipient could change places, as in a meeting."""
        return self.relation[event.relation].symmetric

    def quad_class(self, event: Event) -> str:
        """Words or deeds, cooperation or conflict; an event of a type without a meaning counts as a statement."""
        return self.category[event.type].quad_class if event.type in self.category else "statement"

    def part(self, articles: Iterable[Article], entities: Iterable[Entity], events: Iterable[Event]) -> Graph:
        """Some of the graph, with what the relations and types of these events mean."""
        events = tuple(events)
        relations, types = {event.relation for event in events}, {event.type for event in events}
        return Graph(
            tuple(articles),
            tuple(entities),
            events,
            tuple(relation for relation in self.relations if relation.id in relations),
            tuple(category for category in self.categories if category.id in types),
        )


def join_tellings(first: Event, again: Event) -> Event:
    """What one article tells twice, with both its sentences; how articles are merged, `kg.graph.merge` says."""
    dated = first if first.time or not again.time else again
    return replace(
        first,
        evidence=tuple(dict.fromkeys(first.evidence + again.evidence)),
        place=first.place or again.place,
        time=dated.time,
        time_text=dated.time_text or first.time_text or again.time_text,
        attribution=first.attribution if first.attribution == again.attribution else None,
        confidence=max(first.confidence, again.confidence),
    )
