"""All that is known of one article while its events are composed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spacy.tokens import Doc

from kg.entities.linking import Actors
from kg.events.predictions import Hints, find_learned, read_hints
from kg.events.times import Background, find_backgrounds, find_headings, find_times_of, reach_of_headings, time_owners
from kg.events.triggers import Marked, Match, find_matches
from kg.knowledge.ontology import Ontology
from kg.model import Article, TimeValue
from kg.syntax.datelines import dateline_end
from kg.syntax.parse import Parse
from kg.temporal.expressions import TimeExpression, find_times, resolve_time
from kg.temporal.reference import Tense

LONG_AGO, SOON = 300, 60  # days


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

    def mentions_beside(self, token: int) -> list[int]:
        """The heads of the mentions in the sentence of a token, in text order."""
        sentence, first, last = self.parse.sentence, token, token
        while first > 0 and sentence[first - 1] == sentence[token]:
            first -= 1
        while last + 1 < len(sentence) and sentence[last + 1] == sentence[token]:
            last += 1
        return [head for head in range(first, last + 1) if head in self.actors.at]

    @cached_property
    def times(self) -> list[TimeExpression]:
        """The time expressions of the text, in order."""
        return find_times(self.article.text)

    @cached_property
    def time_owners(self) -> list[int]:
        """For each time expression the word that it dates."""
        told = frozenset(self.matches).union(*(match.used for match in self.matches.values()))
        return time_owners(self.parse, self.time_starts, told, {*self.actors.heads, *self._time_tokens})

    @cached_property
    def times_of(self) -> dict[int, list[int]]:
        """What each word is dated by: the numbers of time expressions that are no headings and in no dateline."""
        found: dict[int, list[int]] = {}
        headings, opened = set(self.headings), dateline_end(self.parse)
        for number, owner in enumerate(self.time_owners):
            if number not in headings and self.time_starts[number] >= opened:
                found.setdefault(owner, []).append(number)
        return found

    @cached_property
    def headings(self) -> list[int]:
        """The numbers of the time expressions that date what follows them; not the date of the article above it."""
        found = find_headings(self.parse, self.time_starts, self.times)
        alone = found[:1] == [0] and len(found) == 1 and self.times[0].begin == 0
        return [] if alone and self._is_publication(0) else found

    def _is_publication(self, number: int) -> bool:
        value = resolve_time(self.times[number].text, self.article.date)
        return value is not None and value.begin == value.end == self.article.date

    @cached_property
    def headed(self) -> dict[int, int]:
        """Token -> the number of the time expression that heads it."""
        return dict(reach_of_headings(self.parse, self.time_starts, self.headings))

    @cached_property
    def backgrounds(self) -> list[Background]:
        """What each time expression is seen from."""
        return find_backgrounds(self.parse, self.time_starts, self.times, self.article.date)

    def times_at(self, tokens: Sequence[int]) -> list[int]:
        """The numbers of the time expressions of an event at some tokens."""
        return find_times_of(self.parse, tokens, self.time_starts, self.times_of, self.headed)

    def date_of(self, number: int, tense: Tense) -> TimeValue | None:
        """What a time expression means, seen from where it stands: "by May" dates by May, "since May" up to today.

        In July "10 August" is no day of last year, whatever the tense: of one so long ago the year would be told.
        """
        seen = self.backgrounds[number]
        text = re.sub("^by ", "", self.times[number].text, flags=re.IGNORECASE)
        day = self._day_at(number)
        value = resolve_time(text, day, tense=tense, anchor=seen.anchor, story=seen.story)
        if tense == "past" and value and day and seen.story is None and (day - value.end).days > LONG_AGO:
            ahead = resolve_time(text, day, tense="future", anchor=seen.anchor)
            return ahead if ahead and 0 < (ahead.begin - day).days <= SOON else value
        return value

    def _day_at(self, number: int) -> date | None:
        """The day that a time expression is seen from: the one above its paragraph, else the article's."""
        heading = self.headed.get(self.time_starts[number], number)
        above = resolve_time(self.times[heading].text, self.article.date) if heading != number else None
        return above.begin if above and above.precision == "day" else self.article.date
