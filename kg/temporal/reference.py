"""Where time words are seen from, and which Sunday, March or 4 April is meant when they are seen from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.model import TimeValue
from kg.temporal.lexicon import ANCHORED, DIRECTION

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The article's date, the tense of the words' verb, the date of the event told just before, and where a
    story of other times has come to."""

    reference: date | None
    tense: Tense
    anchor: date | None
    story: date | None = None

    @property
    def today(self) -> date:
        """The article's date.

        Raises:
            ValueError: it is not known.
        """
        if self.reference is None:
            raise ValueError("the article has no date")
        return self.reference

    def origin(self, way: str) -> date:
        """The date that a word counts from: "last" from the article's, "previous" from that of the event before.

        Raises:
            ValueError: it is not known.
        """
        if way not in ANCHORED:
            return self.today
        if self.anchor is None:
            raise ValueError("no event with a date comes before")
        return self.anchor


def nearest(around: Callable[[date], Iterable[TimeValue]], seen: Standpoint, way: str = "this") -> TimeValue:
    """The value meant of those around a date.

    "last" and "next" are strict; otherwise the tense decides, and counts the article's own day in: in the past it is
    the last value that has begun, in the present and in the future the first that has not ended.

    Raises:
        ValueError: none lies there, or the date to count from is not known.
    """
    origin = seen.origin(way)
    if DIRECTION[way] < 0:
        return max((value for value in around(origin) if value.end < origin), key=_begin)
    if DIRECTION[way] > 0:
        return min((value for value in around(origin) if value.begin > origin), key=_begin)
    if seen.tense == "past":
        return max((value for value in around(origin) if value.begin <= origin), key=_begin)
    return min((value for value in around(origin) if value.end >= origin), key=_begin)


def yearly(make: Callable[[int], TimeValue]) -> Callable[[date], list[TimeValue]]:
    """The same day, month or season in the years around a date: eight each way, as 1896 and 1904 have a 29 February."""

    def around(origin: date) -> list[TimeValue]:
        values = []
        for year_number in range(origin.year - 8, origin.year + 9):
            with suppress(ValueError):
                values.append(make(year_number))
        return values

    return around


def in_year(words: str | None, make: Callable[[int], TimeValue], seen: Standpoint) -> TimeValue:
    """What `make` gives for "2014" or "last year"; without them, what goes on in the story, or the nearest of all."""
    if words is None:
        return _in_story(make, seen) or nearest(yearly(make), seen)
    if words.isdigit():
        return make(int(words))
    way = words.split()[-2].lower()
    return make(seen.origin(way).year + DIRECTION[way])


def _in_story(make: Callable[[int], TimeValue], seen: Standpoint) -> TimeValue | None:
    """What `make` gives for the story's year, where it does not lead back in the story."""
    value = make(seen.story.year) if seen.story and seen.tense == "past" else None
    return value if value and seen.story and value.end >= seen.story else None


def _begin(value: TimeValue) -> date:
    return value.begin
