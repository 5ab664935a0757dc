"""Time expressions: a text goes in, the words in it that tell a time come out; such words and the article's date go in,
a TimeValue comes out.

The kinds of expressions are in `grammar`. Here is what they have in common: ranges from one to another, and what may
stand around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from kg.model import TimeValue
from kg.temporal.ambiguity import tells_time
from kg.temporal.grammar import KINDS, Meaning, weekday_alone
from kg.temporal.lexicon import (
    COUNT,
    DAY,
    MONTH,
    NARROWING,
    OF_YEAR,
    ORDINAL,
    PART_OF_DAY,
    SEASON,
    SHORT_MONTH,
    SHORT_WEEKDAY,
    TIME_OF_DAY,
    TO,
    UNIT,
    WEEKDAY,
    WHICH,
    YEAR,
    compiled,
    unnamed,
)
from kg.temporal.periods import day, shift, through
from kg.temporal.reference import Standpoint, Tense

UP_TO = frozenset({"until", "till", "by"})  # said on a Monday, "until Monday" means the next one


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: `text[begin:end]` of the text that was searched."""

    begin: int
    end: int
    text: str


def find_times(text: str) -> list[TimeExpression]:
    """The time expressions of a text, in order, none inside another, in time linear in the text's length.

    Words that change nothing about the time stay outside: "on" Saturday, Monday "'s". Expressions that name no certain
    date ("recently", "31 February") are found, too.

    >>> [time.text for time in find_times("Since Tuesday they met twice: on Friday night and after Monday's call.")]
    ['Since Tuesday', 'Friday night', 'Monday']
    >>> [time.text for time in find_times("May may march in May with 2,014 people, as she did in 2014.")]
    ['May', '2014']
    """
    found: list[TimeExpression] = []
    end = 0
    for word in _WORD.finditer(text):
        begin = word.start()
        if begin >= end and may_begin_time(word[0]) and (match := search_pattern().match(text, begin)):
            end = match.end()
            if tells_time(text, begin, end):
                found.append(TimeExpression(begin, end, match[0]))
    return found


@lru_cache(maxsize=10_000)
def may_begin_time(word: str) -> bool:
    """Whether a time expression may begin with a word: to know it spares an attempt to match at most words."""
    return _FIRST_WORD.fullmatch(word) is not None


def resolve_time(
    expression: str,
    reference: date | None,
    *,
    tense: Tense = "past",
    anchor: date | None = None,
    story: date | None = None,
) -> TimeValue | None:
    """What a time expression means in an article of that date (`reference`); None where it names no certain date.

    A bare weekday, month or day of a month is the nearest one in the direction of its verb's tense: in the past the
    last, in the present and in the future the coming one, and the article's own day counts for both. Words that narrow
    a month or a year leave it whole: "early March" is March, as nobody says where early ends. "A day later" and "the
    previous week" count from `anchor`, the date of the event told before, and from nothing else. A month or day
    without a year is of the year of `story` where a story of other times goes on from that day.

    >>> monday = date(2025, 5, 19)
    >>> resolve_time("Sunday", monday).edtf, resolve_time("Sunday", monday, tense="future").edtf
    ('2025-05-18', '2025-05-25')
    >>> resolve_time("a day earlier", monday, anchor=date(2025, 5, 16)).edtf
    '2025-05-15'
    >>> resolve_time("a day earlier", monday) is None
    True
    >>> value = resolve_time("since early 2014", monday)
    >>> value.edtf, value.begin, value.precision
    ('2014/2025-05-19', datetime.date(2014, 1, 1), 'interval')
    >>> resolve_time("14 April", monday, story=date(1971, 4, 1)).edtf
    '1971-04-14'
    """
    try:
        return _read(re.sub(r"['’]s?$", "", expression.strip()), Standpoint(reference, tense, anchor, story))
    except (ValueError, OverflowError):  # no such day, no date to count from, or beyond the years that dates have
        return None


def search_pattern() -> re.Pattern[str]:
    """Matches an expression of any kind where a word or a number begins, and `may_begin_time` with that word."""
    return _patterns()[0]


# With what the kinds below, and what may stand before them, can begin.
_FIRST_WORD = compiled(
    rf"\d\w*|{COUNT}|{UNIT}s?|{PART_OF_DAY}|weekend|{SHORT_WEEKDAY}|{SHORT_MONTH}|{SEASON}|Q[1-4]"
    rf"|{ORDINAL}|fiscal|financial"
    "|yesterday|today|tonight|tomorrow|overnight|noon|midnight|recently|lately|soon|the|this|that|same|these"
    "|last|past|next|coming|previous|preceding|following|first|second|third|fourth|final|recent|early|late|mid"
    "|beginning|start|middle|end|close|since|until|till|by|earlier|later|from|between|in|within|at|up"
    "|shortly|just|after|before|around|about|some|many|several|few|couple|long|nearly|almost|roughly|over|more|less"
    "|approximately|every|each|once|twice"
)
_WORD = compiled(r"\w+")

# What may stand around every kind: "since", "earlier", "the end of", "10 a.m. on" before it, "night" behind it.
_BEFORE = rf"(?:(?P<bound>since|until|till|by) )?(?:(?P<part>earlier|later) (?:on |in )?)?{NARROWING}{{0,2}}"
_BEHIND = rf"{TIME_OF_DAY}(?!\w)"
_PREPOSITION = "(?:(?:on|in|at|during|over|around|from|of|for) )?"

# What ranges lead from and to; both ends are of the same kind.
_DAY_OF_MONTH = rf"(?:{SHORT_WEEKDAY},? )?(?:{DAY}(?: of)? {SHORT_MONTH}|{SHORT_MONTH} {DAY})(?:{OF_YEAR})?"
_MONTH = rf"(?:{SHORT_MONTH}{OF_YEAR}|{MONTH})"
_WEEKDAY = rf"(?:{WHICH} )?{WEEKDAY}{TIME_OF_DAY}"
_ENDS = [unnamed(end) for end in (_DAY_OF_MONTH, _MONTH, _WEEKDAY, YEAR, r"\d{4}-\d\d-\d\d")]
_RANGES = [rf"(?:from )?(?P<left>{end}){TO}(?P<right>{end})" for end in _ENDS]
_RANGES += [rf"between (?P<left>{end}) and (?P<right>{end})" for end in _ENDS]


def _range(match: re.Match[str], seen: Standpoint) -> TimeValue | None:
    """Like "from Monday to Wednesday": one end is read as if it stood alone, the other is the nearest on its side."""
    left_known, right_known = (resolve_time(match[side], None) is not None for side in ("left", "right"))
    if right_known or (seen.tense == "past" and not left_known):
        last = _read(match["right"], seen)
        first = last and _read(match["left"], replace(seen, reference=last.end, tense="past"))
    else:
        first = _read(match["left"], seen)
        last = first and _read(match["right"], replace(seen, reference=first.begin, tense="future"))
    return through(first, last) if first and last else None


@cache
def _patterns() -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], Meaning]]]:
    """The pattern that finds any kind in a text, and those that read a whole expression, each with its meaning."""
    kinds: list[tuple[str, Meaning]] = [*((fragment, _range) for fragment in _RANGES), *KINDS]
    any_kind = "|".join(unnamed(fragment) for fragment, _ in kinds)
    start = r"(?<![\w$€£#])(?<!\d[.,:/-])(?<!\w-)"
    return compiled(f"{start}{unnamed(_BEFORE)}(?:{any_kind}){_BEHIND}"), [
        (compiled(f"{_PREPOSITION}{_BEFORE}(?:{fragment}){_BEHIND}"), meaning) for fragment, meaning in kinds
    ]


@lru_cache(maxsize=10_000)
def _read(words: str, seen: Standpoint) -> TimeValue | None:
    for pattern, meaning in _patterns()[1]:
        if match := pattern.fullmatch(words):
            limit = (match["bound"] or match["part"] or "").lower()
            value = meaning(match, replace(seen, tense="past") if limit == "since" else seen)
            if value and limit in UP_TO and value.end == seen.reference and meaning is weekday_alone:
                value = meaning(match, replace(seen, reference=shift(seen.today, 1, "day"), tense="future"))
            return value and _limited(value, limit, seen)
    return None


def _limited(value: TimeValue, limit: str, seen: Standpoint) -> TimeValue:
    """The value up to the article's day ("since Tuesday", "earlier this week") or from it on ("until Friday")."""
    match limit:
        case "since":
            return through(value, day(seen.today))
        case "until" | "till" | "by":
            return through(day(seen.today), value)
        case "earlier" if value.begin <= seen.today <= value.end:
            return through(day(value.begin), day(seen.today))
        case "later" if value.begin <= seen.today <= value.end:
            return through(day(seen.today), day(value.end))
    return value
