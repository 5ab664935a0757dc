"""Typed events with their participants, setting and status.

One article's Doc, its actors and the ontology enter; Events, each with its exact evidence, leave.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc

from kg.dates import TimeExpression, find_times, resolve_time
from kg.link import Actors
from kg.modality import Status, assess
from kg.model import Article, Event, Modality, Span, TimeValue
from kg.ontology import STATEMENT, Category, Ontology
from kg.parse import Parse, read_parse
from kg.participants import denoted, participants
from kg.quotes import find_speakers
from kg.selection import select_matches
from kg.settings import find_place, find_time, time_owners
from kg.triggers import Match, find_matches

ACTING = frozenset({"Person", "Organization", "Country", "Group"})


def find_events(article: Article, doc: Doc, actors: Actors, ontology: Ontology) -> list[Event]:
    """The events of an article in text order, each told once with all the sentences that tell it."""
    parse = read_parse(doc)
    names = frozenset(t for head, (begin, end) in actors.span.items() for t in range(begin, end) if t != head)
    everything = find_matches(parse, ontology, names)
    matches = select_matches(parse, everything, ontology, actors)
    inner = {match.head: match for match in everything}
    times = _Times(article, doc, parse, frozenset(match.head for match in matches))
    speakers = find_speakers(parse)
    found = (_event(article, doc, parse, actors, ontology, match, inner, times, speakers) for match in matches)
    return _told_once([event for event in found if event is not None])


def _event(
    article: Article,
    doc: Doc,
    parse: Parse,
    actors: Actors,
    ontology: Ontology,
    match: Match,
    inner: dict[int, Match],
    times: _Times,
    speakers: dict[int, int],
) -> Event | None:
    relation = ontology.relations[match.trigger.relation]
    category = ontology.categories[relation.category]
    who, whom = participants(parse, actors, match, inner, ontology)
    if not _is_told(actors, who, whom, category):
        return None
    status = assess(parse, match.head, source=speakers.get(match.head))
    source = denoted(parse, actors, [status.source]) if status.source is not None else []
    own_words = bool(set(source) & set(who)) or not source
    kind, status = _stance(category, status, own_words=own_words)
    expression = times.of(match.head)
    trigger = doc[match.head]
    return Event(
        id=f"{article.id}-{trigger.idx}",
        type=kind,
        relation=relation.id,
        mode=relation.mode,
        contexts=relation.contexts,
        trigger=Span(article.id, trigger.idx, trigger.idx + len(trigger), trigger.text),
        evidence=(sentence_of(article, doc, match.head),),
        actors=tuple(who),
        recipients=tuple(whom),
        place=find_place(parse, actors, match.head),
        time=times.resolve(expression, _tense(parse, match.head, status)),
        time_text=expression.text if expression else None,
        modality=status.modality,
        negated=status.negated,
        attribution=source[0] if source else None,
        confidence=_confidence(match, who, whom),
    )


def _is_told(actors: Actors, who: Sequence[str], whom: Sequence[str], category: Category) -> bool:
    """Somebody must act or suffer; whose words and promises they are must be known, and to whom a statement is made."""
    if not any(actors.entities[i].type in ACTING for i in (*who, *whom)):
        return False
    if category.id == STATEMENT:
        return bool(who and whom)
    return bool(who) or category.quad_class == "material conflict" or (category.id == "CONSULT" and len(whom) > 1)


def _stance(category: Category, status: Status, *, own_words: bool) -> tuple[str, Status]:
    """The type as PLOVER codes it: a deed that is announced or refused counts as the promise, threat or refusal."""
    if status.modality != "planned":
        return category.id, status
    if status.negated:
        refused = category.refused_as if own_words else None
        return (refused, Status("asserted", False, status.source)) if refused else (category.id, status)
    hostile = category.quad_class.endswith("conflict")
    announced = category.announced_as if own_words or not hostile else None
    return announced or category.id, status


def sentence_of(article: Article, doc: Doc, index: int) -> Span:
    """The sentence around a token, without the white space at its ends."""
    sentence = doc[index].sent
    text = sentence.text
    begin = sentence.start_char + len(text) - len(text.lstrip())
    return Span(article.id, begin, begin + len(text.strip()), text.strip())


def _tense(parse: Parse, index: int, status: Status) -> Literal["past", "present", "future"]:
    if status.modality == "planned":
        return "future"
    return "present" if parse.tags[index] in {"VBZ", "VBP"} else "past"


def _confidence(match: Match, who: Sequence[str], whom: Sequence[str]) -> float:
    score = 0.8 if match.clause.kind == "noun" else 0.9
    score -= 0.1 * (not who) + 0.1 * (not whom and len(who) < 2)
    return round(score, 2)


class _Times:
    """The time expressions of an article, with the words that they belong to."""

    def __init__(self, article: Article, doc: Doc, parse: Parse, heads: frozenset[int]) -> None:
        self._reference = article.date
        self._parse = parse
        begins = [token.idx for token in doc]
        self._expressions = find_times(article.text) if begins else []
        starts = [max(0, bisect_right(begins, e.begin) - 1) for e in self._expressions]
        self._owners = time_owners(parse, starts, heads)

    def of(self, index: int) -> TimeExpression | None:
        """The expression that dates the event at a token."""
        return find_time(self._parse, index, self._expressions, self._owners)

    def resolve(self, expression: TimeExpression | None, tense: Literal["past", "present", "future"]) -> TimeValue | None:
        """The date that an expression means in this article, seen from a clause of that tense."""
        return resolve_time(expression.text, self._reference, tense=tense) if expression else None


def _told_once(events: Sequence[Event]) -> list[Event]:
    """Join events that say the same of the same participants; each keeps its sentences as evidence."""
    kept: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = _same(event)
        if key in kept:
            first = kept[key]
            evidence = tuple(dict.fromkeys(first.evidence + event.evidence))
            kept[key] = replace(first, evidence=evidence, place=first.place or event.place)
        else:
            kept[key] = event
    return list(kept.values())


def _same(event: Event) -> tuple[str, frozenset[str], frozenset[str], Modality, bool, str | None]:
    edtf = event.time.edtf if event.time else None
    return event.type, frozenset(event.actors), frozenset(event.recipients), event.modality, event.negated, edtf
