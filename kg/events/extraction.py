"""Typed events with their participants, setting and status.

One article's Doc, its actors and the ontology enter; Events, each with its exact evidence, leave.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from spacy.tokens import Doc

from kg.entities.linking import Actors
from kg.events.confidence import confidence
from kg.events.modality import assess
from kg.events.nesting import drop_covered
from kg.events.participants import ACTING, denoted, participants
from kg.events.places import find_place, find_time, stay_in_scene, time_owners
from kg.events.predictions import Hints, find_learned, learned_one, learned_participants, read_hints
from kg.events.speech_acts import is_ultimatum, promised, take_stance
from kg.events.triggers import Marked, Match, find_matches
from kg.graph.identity import occurrence_id
from kg.knowledge.cues import is_cue
from kg.knowledge.ontology import STATEMENT, Category, Ontology
from kg.model import Article, Event, Modality, Span, TimeValue
from kg.syntax.parse import Parse
from kg.temporal.expressions import TimeExpression, find_times, resolve_time

PLACES = frozenset({"Place", "Facility", "Country"})
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trigger found in the text with the entities that take part."""

    match: Match
    category: Category
    who: list[str]
    whom: list[str]


@dataclass(frozen=True)
class Reading:
    """All that is known of one article while its events are composed."""

    article: Article
    doc: Doc
    actors: Actors
    ontology: Ontology

    @property
    def parse(self) -> Parse:
        """The parse whose tokens the actors stand at."""
        return self.actors.parse

    @cached_property
    def matches(self) -> dict[int, Match]:
        """The triggers by their token, those inside names left out."""
        marked = Marked(self.actors.at, self._name_tokens, self._time_tokens)
        found = find_matches(self.parse, self.ontology, marked)
        found += find_learned(self.parse, self.ontology, self.hints, found, marked)
        return {match.head: match for match in sorted(found, key=lambda match: match.head)}

    @cached_property
    def hints(self) -> Hints:
        """What the pipeline takes for events."""
        return read_hints(self.doc)

    @property
    def _name_tokens(self) -> frozenset[int]:
        """What stands inside a mention, and the heads of names: "Ban Ki-moon" bans nothing."""
        spans = self.actors.span.items()
        inside = {token for head, (begin, end) in spans for token in range(begin, end) if token != head}
        return frozenset(inside | {head for head in self.actors.span if self.parse.pos[head] == "PROPN"})

    @property
    def _time_tokens(self) -> frozenset[int]:
        ends = (bisect_left(self.parse.begins, expression.end) for expression in self.times)
        ranges = map(range, self.time_starts, ends)
        return frozenset(token for tokens in ranges for token in tokens)

    @cached_property
    def time_starts(self) -> list[int]:
        """The first token of each time expression."""
        return [max(0, bisect_right(self.parse.begins, expression.begin) - 1) for expression in self.times]

    @property
    def speakers(self) -> dict[int, int]:
        """The token of the speaker for each token inside a quotation."""
        return self.actors.speakers

    @cached_property
    def times(self) -> list[TimeExpression]:
        """The time expressions of the text, in order."""
        return find_times(self.article.text)

    @cached_property
    def time_owners(self) -> list[int]:
        """For each time expression the word that it dates."""
        return time_owners(self.parse, self.time_starts, frozenset(self.matches))

    @cached_property
    def times_of(self) -> dict[int, list[tuple[int, TimeExpression]]]:
        """What each word is dated by: the first token of a time expression and the expression."""
        found: dict[int, list[tuple[int, TimeExpression]]] = {}
        for owner, start, time in zip(self.time_owners, self.time_starts, self.times, strict=True):
            found.setdefault(owner, []).append((start, time))
        return found


def find_events(article: Article, doc: Doc, actors: Actors, ontology: Ontology) -> list[Event]:
    """The events of an article in text order, each told once with all the sentences that tell it."""
    reading = Reading(article, doc, actors, ontology)
    proposals = [proposal for match in reading.matches.values() if (proposal := _propose(reading, match))]
    categories = {proposal.match.head: proposal.category.id for proposal in proposals}
    kept = drop_covered(reading.parse, [proposal.match for proposal in proposals], categories, actors)
    told = [proposal for proposal in proposals if proposal.match.head in kept]
    events = [event for proposal in told for event in _apart(reading, proposal.match, _compose(reading, proposal))]
    once = _told_once(stay_in_scene(events))
    return _one_each([_completed(reading, event) for event in once])


def _completed(reading: Reading, event: Event) -> Event:
    """The event with what follows from all the rest of it."""
    sure = confidence(event, reading.doc, reading.hints)
    return replace(event, id=occurrence_id(event, reading.ontology) or event.id, confidence=sure)


def _propose(reading: Reading, match: Match) -> Proposal | None:
    relation = reading.ontology.relations[match.trigger.relation]
    category = reading.ontology.categories[relation.category]
    who, whom = participants(reading.parse, reading.actors, match, reading.matches, reading.ontology)
    if category.id != STATEMENT:  # of which nothing was learned
        who, whom = learned_participants(reading.hints, reading.parse, reading.actors, match, who, whom)
    thing = bool(match.actors) and not who and not _is_instrument(reading.parse, match)
    both = bool(who) and (bool(whom) or len(who) > 1)
    told = not thing and (both or not match.learned) and _is_told(reading.actors, who, whom, category)
    return Proposal(match, category, who, whom) if told else None


def _is_instrument(parse: Parse, match: Match) -> bool:
    """Whether weapons do it ("a bomb killed"): somebody is behind them, while a storm is nobody's act."""
    return match.clause.kind == "noun" or any(is_cue(parse, actor, "noun", "instrument") for actor in match.actors)


def _is_told(actors: Actors, who: Sequence[str], whom: Sequence[str], category: Category) -> bool:
    """Somebody must act or suffer; whose words and promises they are must be known, and to whom a statement is made."""
    acting = [entity for entity in (*who, *whom) if actors.entities[entity].type in ACTING]
    if category.id == STATEMENT:
        return bool(who) and any(entity in acting for entity in whom)
    alone = category.quad_class == "material conflict" or (category.id == "CONSULT" and len(whom) > 1)
    return bool(acting) and (bool(who) or alone)


def _compose(reading: Reading, proposal: Proposal) -> Event:
    article, parse, match = reading.article, reading.parse, proposal.match
    relation = reading.ontology.relations[match.trigger.relation]
    status = assess(parse, match.anchor, source=reading.speakers.get(match.head))
    source = denoted(parse, reading.actors, [status.source]) if status.source is not None else []
    words, status = take_stance(
        proposal.category,
        status,
        own_words=not source or not set(source).isdisjoint(proposal.who),
        ultimatum=is_ultimatum(parse, match.head),
        of=promised(parse, match, reading.matches, reading.ontology),
    )
    kind = reading.ontology.relations[words].category if words else relation.category
    if words and status.modality != "planned":
        relation = reading.ontology.relations[words]
    recipient_is_place = any(reading.actors.entities[entity].type in {"Place", "Facility"} for entity in proposal.whom)
    expression = find_time(parse, (match.anchor, match.head), reading.times_of)
    begin, end = parse.begins[match.head], parse.ends[match.head]
    return Event(
        id=f"{article.id}-{begin}",
        type=kind,
        relation=relation.id,
        mode=relation.mode if kind == relation.category else None,
        contexts=relation.contexts,
        trigger=Span(article.id, begin, end, article.text[begin:end]),
        evidence=(sentence_of(article, reading.doc, match.head),),
        actors=tuple(proposal.who),
        recipients=tuple(proposal.whom),
        place=find_place(parse, reading.actors, (match.anchor, match.head, *sorted(match.used)))
        or (None if recipient_is_place else learned_one(reading.hints, reading.actors, match, "place", PLACES)),
        time=_date(article, expression, _tense(parse, match.anchor, status.modality)),
        time_text=expression.text if expression else None,
        modality=status.modality,
        negated=status.negated,
        attribution=source[0] if source else learned_one(reading.hints, reading.actors, match, "speaker", ACTING),
    )


def _apart(reading: Reading, match: Match, event: Event) -> list[Event]:
    """An event for each recipient with a time of its own: "visited Turkey on 4 April and Uzbekistan on 5 April"."""
    parse, actors = reading.parse, reading.actors
    times = {start: time for owner in {match.anchor, match.head} for start, time in reading.times_of.get(owner, ())}
    if len(times) < 2:
        return [event]
    seats = [token for token in range(match.head, max(times)) if token in actors.at]
    seats = [token for token in seats if not set(event.recipients).isdisjoint(actors.at[token])]
    turns = sorted({*seats, *times})
    met = {entity for seat in seats for entity in actors.at[seat]}
    if [token in times for token in turns] != [False, True] * len(times) or met != set(event.recipients):
        return [event]
    tense = _tense(parse, match.anchor, event.modality)
    return [
        replace(
            event,
            id=event.id if seat == turns[0] else f"{reading.article.id}-{parse.begins[seat]}",
            recipients=actors.at[seat],
            place=event.place if seat == turns[0] else find_place(parse, actors, (seat,)),
            time=_date(reading.article, times[start], tense),
            time_text=times[start].text,
        )
        for seat, start in zip(turns[::2], turns[1::2], strict=True)
    ]


def sentence_of(article: Article, doc: Doc, index: int) -> Span:
    """The sentence around a token, without the white space at its ends."""
    sentence = doc[index].sent
    text = article.text[sentence.start_char : sentence.end_char]
    begin = sentence.start_char + len(text) - len(text.lstrip())
    return Span(article.id, begin, begin + len(text.strip()), text.strip())


def _date(article: Article, expression: TimeExpression | None, tense: Tense) -> TimeValue | None:
    return resolve_time(expression.text, article.date, tense=tense) if expression else None


def _tense(parse: Parse, index: int, modality: Modality) -> Tense:
    if modality == "planned":
        return "future"
    return "present" if parse.tags[index] in {"VBZ", "VBP"} else "past"


def _told_once(events: Sequence[Event]) -> list[Event]:
    """Join events that say the same of the same participants; each keeps its sentences as evidence.

    A mention without a date tells of the first one with the same participants and status. What one sentence tells in
    the article's own voice, or two people say, is nobody's claim any more.
    """
    kept: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        same = kept.setdefault(_what(event), [])
        position = next((i for i, other in enumerate(same) if _when_agrees(event, other)), len(same))
        same[position : position + 1] = [_joined(same[position], event) if position < len(same) else event]
    return sorted((event for same in kept.values() for event in same), key=lambda event: event.trigger.begin)


def _one_each(events: Sequence[Event]) -> list[Event]:
    """Join events that have one id: "A met B" and "B met A" on one day."""
    kept: dict[str, Event] = {}
    for event in events:
        kept[event.id] = _joined(kept[event.id], event) if event.id in kept else event
    return list(kept.values())


def _what(event: Event) -> tuple[object, ...]:
    return event.type, frozenset(event.actors), frozenset(event.recipients), event.modality, event.negated


def _when_agrees(one: Event, other: Event) -> bool:
    return one.time is None or other.time is None or one.time.edtf == other.time.edtf


def _joined(first: Event, again: Event) -> Event:
    dated = first if first.time or not again.time else again
    return replace(
        first,
        evidence=tuple(dict.fromkeys(first.evidence + again.evidence)),
        place=first.place or again.place,
        time=dated.time,
        time_text=dated.time_text or first.time_text or again.time_text,
        attribution=first.attribution if first.attribution == again.attribution else None,
    )
