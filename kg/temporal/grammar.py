"""The kinds of time expressions: for each, fragments that describe its words, and a function for what they mean.

The function takes the match and the standpoint that the words are seen from, and gives a TimeValue, or None where the
words are vague. Impossible dates ("31 February") and words that count from an unknown date raise ValueError.
Kinds are tried in the order of KINDS: the longer ones come before the shorter ones that they contain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from re import Match

from kg.model import TimeValue
from kg.temporal.lexicon import (
    ALONE,
    CLOCK,
    COUNT,
    COUNTS_NOTHING,
    DAY,
    DIRECTION,
    MONTH,
    NTH,
    OF_YEAR,
    ORDINAL,
    PART_OF_DAY,
    RECURRING,
    SEASON,
    SHORT_MONTH,
    SHORT_WEEKDAY,
    TO_OR_AND,
    UNIT,
    VAGUE,
    WEEKDAY,
    WHICH,
    YEAR,
    count_of,
    month_number,
    ordinal,
    weekday_number,
)
from kg.temporal.periods import day, month, period, season, shift, through, year
from kg.temporal.reference import Standpoint, in_year, nearest, yearly

Meaning = Callable[[Match[str], Standpoint], TimeValue | None]
KINDS: list[tuple[str, Meaning]] = []

# "Two weeks ago" names a day, "three months ago" a month, "a decade ago" a year.
_GRAIN = {"month": "month", "year": "year", "decade": "year"}
# "The last Sunday of May" is no last Sunday; what is found there is the month.
_NO_MONTH = rf"(?! (?:of|in) {MONTH})"
_DEICTIC_DAYS = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0}
_DEICTIC_DAYS |= {"tomorrow": 1, "the day after tomorrow": 2}
_PERIOD = "(?P<unit>week|month|quarter|year|decade)"
_NTH = "first|second|third|fourth|fifth|last|final"
_WEEKDAY_BEFORE = rf"(?P<week>the week of )?(?:(?P<weekday>{SHORT_WEEKDAY}),? )?"


def kind(*fragments: str) -> Callable[[Meaning], Meaning]:
    """Enters a function into KINDS with each of the fragments that it can read."""

    def enter(meaning: Meaning) -> Meaning:
        KINDS.extend((fragment, meaning) for fragment in fragments)
        return meaning

    return enter


def _way(match: Match[str]) -> str:
    """The word that points: "past" of "this past"."""
    return (match["way"] or "this").lower().split()[-1]


def _unit(match: Match[str]) -> str:
    return match["unit"].lower()


# Days of the calendar


@kind(
    rf"(?:from |between )?(?P<first>{DAY}){TO_OR_AND}(?P<last>{DAY})(?: of)? (?P<month>{SHORT_MONTH})(?:{OF_YEAR})?",
    rf"(?:from |between )?(?P<month>{SHORT_MONTH}) (?P<first>{DAY}){TO_OR_AND}(?P<last>{DAY})"
    rf"(?:{OF_YEAR}|{COUNTS_NOTHING})",
)
def days_of_month(match: Match[str], seen: Standpoint) -> TimeValue | None:
    """Like "5-6 April 2016", "between 3 and 5 June"; but "on 5 and 12 April" is no interval."""
    first, last, number = ordinal(match["first"]), ordinal(match["last"]), month_number(match["month"])
    words = match[0].lower().split()
    if "and" in words and "between" not in words and last != first + 1:
        return None
    return in_year(match["year"], lambda y: through(day(date(y, number, first)), day(date(y, number, last))), seen)


@kind(
    rf"{_WEEKDAY_BEFORE}(?:the )?(?P<day>{DAY})(?: of)? (?P<month>{SHORT_MONTH})(?:{OF_YEAR})?",
    rf"{_WEEKDAY_BEFORE}(?P<month>{SHORT_MONTH}) (?:the )?(?P<day>{DAY})(?:{OF_YEAR})?",
)
def day_of_month(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "19 May 2025", "Monday, May 19": where the year is left out, the weekday may tell it."""

    def in_its_month(y: int) -> TimeValue:
        return day(date(y, month_number(match["month"]), ordinal(match["day"])))

    found = in_year(match["year"], in_its_month, seen)
    if match["weekday"] and not match["year"] and found.begin.weekday() != weekday_number(match["weekday"]):
        weekday = weekday_number(match["weekday"])
        agreeing = [value for value in yearly(in_its_month)(seen.today) if value.begin.weekday() == weekday]
        found = min([found, *agreeing], key=lambda value: abs(value.begin - seen.today))
    return period("week", found.begin) if match["week"] else found


@kind(
    rf"(?:the )?(?P<ordinal>{ORDINAL})(?: day)? of (?P<month>{MONTH})(?:{OF_YEAR})?",
    rf"(?P<month>{MONTH}) the (?P<ordinal>{ORDINAL})(?:{OF_YEAR})?",
)
def spelled_day(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the first of May", "the last day of March 2010"."""
    number, which = month_number(match["month"]), match["ordinal"].lower()

    def in_its_month(y: int) -> TimeValue:
        return day(month(y, number).end if which == "last" else date(y, number, ordinal(which)))

    return in_year(match["year"], in_its_month, seen)


@kind(rf"(?:the )?(?P<ordinal>{NTH}) (?P<weekday>{WEEKDAY}) (?:of|in) (?P<month>{MONTH})(?:{OF_YEAR})?")
def nth_weekday(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the third Friday of June"."""
    number, which = month_number(match["month"]), match["ordinal"].lower()

    def in_its_month(y: int) -> TimeValue:
        whole = month(y, number)
        days = [whole.begin + timedelta(days=n) for n in range((whole.end - whole.begin).days + 1)]
        fitting = [one for one in days if one.weekday() == weekday_number(match["weekday"])]
        return day(fitting[-1] if which == "last" else fitting[ordinal(which) - 1])

    return in_year(match["year"], in_its_month, seen)


@kind(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?",
    r"(?P<year>\d{4})/(?P<month>\d\d?)/(?P<day>\d\d?)",
    r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})(?!\.\d)",
)
def numeric_day(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "2016-09-22", "22.09.2016"."""
    return day(date(int(match["year"]), int(match["month"]), int(match["day"])))


@kind(r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>\d{4})")
def slashed_day(match: Match[str], seen: Standpoint) -> TimeValue | None:
    """Like "22/09/2016", "5/19/2025"; "05/04/2016" is one day in London and another one in Washington."""
    lower, higher = sorted((int(match["first"]), int(match["second"])))
    if lower < higher <= 12:
        return None
    return day(date(int(match["year"]), lower, higher))


@kind(
    rf"(?:the )?(?P<nth>{_NTH}) (?P<weekday>{WEEKDAY}|day) (?:of|in) (?P<month>{SHORT_MONTH})(?:{OF_YEAR})?",
)
def nth_day(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the third Friday of June", "the last day of April"."""
    place = -1 if match["nth"].lower() in {"last", "final"} else _NTH.split("|").index(match["nth"].lower())

    def in_its_month(y: int) -> TimeValue:
        whole = month(y, month_number(match["month"]))
        days = [date(y, whole.begin.month, number) for number in range(1, whole.end.day + 1)]
        if match["weekday"].lower() != "day":
            days = [value for value in days if value.weekday() == weekday_number(match["weekday"])]
        if place >= len(days):
            raise ValueError("no such day in that month")
        return day(days[place])

    return in_year(match["year"], in_its_month, seen)


@kind(rf"(?:{WHICH} )?(?P<weekday>{WEEKDAY})(?:,?(?: of)? (?P<week>last|this|next) week)?{_NO_MONTH}")
def weekday_alone(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "Sunday", "last Sunday", "Tuesday of next week"; "next Friday" is that of the week after this one."""
    number, way = weekday_number(match["weekday"]), _way(match)
    if match["week"]:
        monday = period("week", shift(seen.today, DIRECTION[match["week"].lower()], "week")).begin
        return day(shift(monday, number, "day"))
    if way == "next":
        seen = replace(seen, reference=period("week", seen.today).end)

    def around(origin: date) -> list[TimeValue]:
        first = (number - origin.weekday()) % 7 - 14
        return [day(shift(origin, days, "day")) for days in range(first, 15, 7)]

    return nearest(around, seen, way)


# Months and longer


@kind(rf"(?P<month>{SHORT_MONTH}){OF_YEAR}")
def month_of_year(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "March 2025", "Sept. 2016", "May of last year"."""
    return in_year(match["year"], lambda y: month(y, month_number(match["month"])), seen)


@kind(rf"(?:{WHICH} )?(?P<month>{MONTH})")
def month_alone(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "March", "last March"."""
    return _named(match, lambda y: month(y, month_number(match["month"])), seen)


@kind(r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])")
def numeric_month(match: Match[str], seen: Standpoint) -> TimeValue | None:
    """Like "2016-09"; but "2011-12" may as well lead from one year into the next."""
    of_year, number = int(match["year"]), int(match["month"])
    return None if number == of_year % 100 + 1 else month(of_year, number)


@kind(rf"(?:the )?(?P<season>{SEASON})(?! in){OF_YEAR}")
def season_of_year(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the summer of 2014"."""
    return in_year(match["year"], lambda y: season(y, match["season"].lower()), seen)


@kind(rf"(?:{WHICH} |the )?(?P<season>{SEASON})")
def season_alone(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "last winter"."""
    return _named(match, lambda y: season(y, match["season"].lower()), seen)


def _named(match: Match[str], make: Callable[[int], TimeValue], seen: Standpoint) -> TimeValue:
    """The month or season that is meant: "last March" by where the word points, "March" as without a year."""
    return nearest(yearly(make), seen, _way(match)) if match["way"] else in_year(None, make, seen)


@kind(rf"(?:the )?(?P<quarter>first|second|third|fourth) quarter(?:{OF_YEAR})?", rf"Q(?P<quarter>[1-4]){OF_YEAR}")
def quarter(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the first quarter of 2025" is `2025-01/2025-03`."""
    number = ordinal(match["quarter"])
    return in_year(match["year"], lambda y: period("quarter", date(y, 3 * number, 1)), seen)


@kind(r"(?:the )?(?P<decade>(?:1[5-9]|20)\d0)['’]?s")
def decade(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the 1990s" is `1990/1999`."""
    return period("decade", date(int(match["decade"]), 1, 1))


@kind(r"(?P<first>(?:1[5-9]|20)\d\d)[-–](?P<last>\d\d)")
def years(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "2014-16"."""
    return through(year(int(match["first"])), year(int(match["first"][:2] + match["last"])))


# Counted from the article's date, or from the event told before


@kind(f"(?P<days>{'|'.join(_DEICTIC_DAYS)})")
def deictic_day(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "yesterday"."""
    return day(shift(seen.today, _DEICTIC_DAYS[" ".join(match["days"].lower().split())], "day"))


@kind(rf"this {PART_OF_DAY}", CLOCK)
def same_day(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "this morning", "after 10 a.m. ET"."""
    return day(seen.today)


@kind("overnight")
def overnight(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "overnight": yesterday and today, or today and tomorrow."""
    first = seen.today if seen.tense == "future" else shift(seen.today, -1, "day")
    return through(day(first), day(shift(first, 1, "day")))


@kind(
    rf"(?:the )?(?P<way>next|following|previous|preceding|(?:that )?same|that) (?:day|{PART_OF_DAY})",
    rf"the {PART_OF_DAY} (?P<way>before|after){ALONE}",
)
def told_day(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the next day", "that evening": from the event told before."""
    return day(shift(seen.origin("that"), DIRECTION[_way(match)], "day"))


@kind(
    rf"(?P<way>last|this|next|that|the current|(?:the )?(?:previous|preceding|following|same)) {_PERIOD}",
    rf"the (?P<unit>day|week|month|year) (?P<way>before|after|earlier|later){ALONE}",
)
def whole_period(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "last week" is an ISO week, "next year" a year; "the week before" counts from the event told before."""
    return period(_unit(match), shift(seen.origin(_way(match)), DIRECTION[_way(match)], _unit(match)))


@kind(rf"(?:{WHICH} |the )?weekend{_NO_MONTH}")
def weekend(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the weekend", "next weekend": Saturday and Sunday."""

    def around(origin: date) -> list[TimeValue]:
        return [period("weekend", shift(origin, weeks, "week")) for weeks in (-2, -1, 0, 1, 2)]

    return nearest(around, seen, _way(match))


@kind(
    rf"(?P<way>the last|(?:the )?(?:past|next|coming|previous|following)) (?P<count>{COUNT}) (?P<unit>{UNIT})s?(?! of)",
    r"(?P<way>(?:the|this) (?:past|last|next|coming)) (?P<count>)(?P<unit>week|month|year|decade)(?! of)",
)
def stretch(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "the past two weeks", "the coming year": up to, or from, the day that it counts from."""
    way = _way(match)
    origin = seen.origin(way)
    other = shift(origin, DIRECTION[way] * count_of(match["count"] or "a"), _unit(match))
    return through(day(min(origin, other)), day(max(origin, other)))


@kind(
    rf"(?P<count>{COUNT}) (?P<unit>{UNIT})s? (?P<way>ago|from now|earlier|later|afterwards|(?:before|after){ALONE})",
)
def counted(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "two weeks ago" counts from the article's date, "a day earlier" from the event told before."""
    steps = DIRECTION[_way(match)] * count_of(match["count"])
    return period(_GRAIN.get(_unit(match), "day"), shift(seen.origin(_way(match)), steps, _unit(match)))


@kind(rf"(?<!time\s)in (?P<count>{COUNT}) (?P<unit>{UNIT})s?(?:['’]s?(?: time)?)?")
def in_so_long(match: Match[str], seen: Standpoint) -> TimeValue | None:
    """Like "in two weeks" is a date where it lies ahead; in the past it tells how long something took."""
    if seen.tense == "past":
        return None
    return period(_GRAIN.get(_unit(match), "day"), shift(seen.today, count_of(match["count"]), _unit(match)))


@kind(rf"within (?:the next )?(?P<count>{COUNT}) (?P<unit>{UNIT})s?")
def within(match: Match[str], seen: Standpoint) -> TimeValue | None:
    """Like "within two weeks", where it lies ahead."""
    if seen.tense == "past":
        return None
    return through(day(seen.today), day(shift(seen.today, count_of(match["count"]), _unit(match))))


@kind(VAGUE, RECURRING)
def vague(match: Match[str], seen: Standpoint) -> None:
    """Like "recently", "the coming days", "more than a week ago", "every Friday": a time, but no date."""


# Least sure: `kg.temporal.ambiguity` knows in which places these are times


@kind(rf"(?:the )?(?:fiscal|financial)(?: year)? {YEAR}", "(?:the )?year(?:-| )ago(?: period| quarter)?")
def other_year(match: Match[str], seen: Standpoint) -> None:
    """Like "fiscal 2013", which begins on no certain day."""


@kind(rf"(?:the year )?(?P<year>{YEAR})")
def year_alone(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "2014"."""
    return year(int(match["year"]))


@kind("the (?P<unit>day|week|month|year)")
def current_period(match: Match[str], seen: Standpoint) -> TimeValue:
    """Like "(earlier in) the week", "(the end of) the year"; "(later in) the day" is that of the event told before."""
    return period(_unit(match), seen.anchor if _unit(match) == "day" and seen.anchor else seen.today)
