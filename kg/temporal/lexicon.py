"""The words of time expressions: fragments of regular expressions, and the numbers that the words stand for.

The fragments are written to be read: a blank stands for white space of any kind, and letters match in both cases
unless a fragment says otherwise. `compiled` makes patterns of them. Every repetition has a bound, so that an attempt
to match looks at a bounded stretch of text, and searching an article takes time linear in its length.
"""

from __future__ import annotations

import re

_SPACE = "(?:[\\s\u00a0\u202f]{1,3})"


def compiled(fragment: str) -> re.Pattern[str]:
    """The pattern of a fragment. ASCII only: in Unicode "ſ" equals "s", but "ſix" is in no table of numbers."""
    return re.compile(fragment.replace(" ", _SPACE), re.IGNORECASE | re.ASCII)


def unnamed(fragment: str) -> str:
    """The fragment without the names of its groups, so that it may occur more than once in a pattern."""
    return re.sub(r"\(\?P<\w+>", "(?:", fragment)


def _either(words: list[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _like_a_name(words: list[str]) -> str:
    """Any of the words, "May" or "MAY": a lower-case "may", "march" or "august" is no month."""
    return f"(?-i:{'|'.join(f'{word}|{word.upper()}' for word in words)})"


# Months, weekdays, seasons, years

_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTH = _like_a_name(_MONTHS)
WEEKDAY = _either(_WEEKDAYS)
# The short names need a day or a year beside them: "Mar", "Jan" and "Sat" alone are other words.
SHORT_MONTH = rf"(?:{MONTH}|{_like_a_name([name[:3] for name in _MONTHS] + ['Sept'])}\.?)"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|{_like_a_name([name[:3] for name in _WEEKDAYS] + ['Tues', 'Thur', 'Thurs'])}\.?)"
SEASON = "(?:spring|summer|autumn|fall|winter)"

# Neither the "5" of "5,000" nor the "2014" of "2014.5" is a date.
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w|[.,:]\d)"
YEAR = r"(?:1[5-9]|20)\d\d(?!\w|[.,]\d)"
OF_YEAR = rf",?(?: of| in)? (?P<year>{YEAR}|(?:last|this|next|that|the (?:same|previous|following)) year)"

# Counts and directions

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: number for number, word in enumerate(_ONES, 1)} | {"a": 1, "an": 1}
_NUMBERS |= {word: number * 10 for number, word in enumerate(_TENS, 2)}
COUNT = rf"(?:\d{{1,3}}|(?:{_either(_TENS)}-)?{_either(_ONES)}|{_either(_TENS)}|an?)"
UNIT = "(?:minute|hour|day|week|month|year|decade)"

# Days that are written out: "the first of May", "the twenty-first".
_NTH = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"]
_NTH += ["twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
_NTH += ["twentieth", *(f"twenty-{word}" for word in _NTH[:9]), "thirtieth", "thirty-first"]
ORDINAL = f"(?:{'|'.join(sorted(_NTH, key=len, reverse=True))}|last)"
NTH = "(?:first|second|third|fourth|last)"

# Where a word points: back, nowhere, ahead.
DIRECTION = dict.fromkeys(["last", "past", "ago", "previous", "preceding", "earlier", "before"], -1)
DIRECTION |= dict.fromkeys(["this", "current", "same", "that"], 0)
DIRECTION |= dict.fromkeys(["next", "coming", "now", "following", "later", "after", "afterwards"], 1)
# These count from the event told before, the others from the article's date.
ANCHORED = {"previous", "preceding", "earlier", "before", "same", "that", "following", "later", "after", "afterwards"}
WHICH = "(?P<way>(?:the |this )?(?:last|past|next|coming)|this|(?:the )?(?:previous|preceding|following))"
# "The day before" stands for a day only where no event follows: not in "the day before the vote".
ALONE = r"""(?=\s{0,3}(?:[.,;:!?)"”]|\Z))"""

# Words that may follow a number that is a date; any other lower-case word is what the number counts.
_FUNCTION_WORD = (
    r"(?:after|and|are|as|at|because|before|but|by|for|from|had|has|have|in|is|it|of|on|or|that|the|they|to|until|was"
    r"|were|when|where|which|while|who|will|with|would)\b"
)
COUNTS_NOTHING = rf"(?! (?!{_FUNCTION_WORD})(?-i:[a-z]))"

_UNITS = f"{UNIT}s"
_FEW = (
    "(?:(?:a )?few|several|some|many|a couple of"
    f"|(?:about|around|nearly|almost|roughly|some|over|more than|less than|at least|up to|approximately) {COUNT})"
)
VAGUE = (
    "(?:recently|lately|soon(?! (?:as|after|before))|long ago|some time ago|the other day|these days"
    "|(?:the last|(?:the |these )?(?:recent|coming|past|next|following|previous|preceding))"
    f"(?: few| several)? {_UNITS}(?! of)"
    f"|(?:{_FEW} )?(?:{_UNITS}|{UNIT}) (?:ago|earlier|later|afterwards|(?:before|after){ALONE})"
    f"|(?:with)?in {_FEW} {_UNITS}|within {_UNITS})"
)

RECURRING = (
    f"(?:every|each)(?: other| second)? (?:{WEEKDAY}|{MONTH}|day|night|week|weekend|month|year|{SEASON})(?! of)"
    f"|every {COUNT} {UNIT}s?|(?:once|twice|{COUNT} times) (?:a|an|per|each|every) (?:day|week|month|year)"
)

# Ranges, hours, and words that narrow a time

TO = "(?: to | through | until | till | ?[-–] ?)"
TO_OR_AND = f"(?:{TO}| and )"
_ZONE = r"(?:(?-i:[ECMP][SD]?T|GMT|UTC|CEST|EEST|BST|MSK)|local time|(?-i:[A-Z][a-z]{3,9}) time)\b"
CLOCK = (
    r"(?:(?:(?:shortly |just )?(?:after|before|around|about) )?"
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?(?: |-)?(?:[ap]\.m\.|[ap]m\b)(?: {_ZONE})?|\d{{1,2}}[:.]?\d\d {_ZONE}|noon|midnight))"
)
PART_OF_DAY = "(?:morning|noon|afternoon|evening|night)"
_PART = f"(?:beginning|start|middle|end|close|(?:first|second|last|final) (?:half|days|weeks?)|{PART_OF_DAY})"
# How early or late in a day, a month or a year is more than a TimeValue tells: such words may stand there, no more.
NARROWING = rf"(?:(?:the )?{_PART} of |(?:the )?(?:early|late|mid)(?:-| )(?:on |in )?|{CLOCK} (?:on )?)"
TIME_OF_DAY = rf"(?: (?:early |late )?{PART_OF_DAY})?(?:,? (?:at )?{CLOCK})?"


def month_number(word: str) -> int:
    """1 for January.

    >>> month_number("Sept."), month_number("MAY")
    (9, 5)
    """
    return [name[:3] for name in _MONTHS].index(word[:3].title()) + 1


def weekday_number(word: str) -> int:
    """0 for Monday."""
    return [name[:3] for name in _WEEKDAYS].index(word[:3].title())


def ordinal(word: str) -> int:
    """The number of a day or of a quarter.

    >>> ordinal("19th"), ordinal("3"), ordinal("twenty-third")
    (19, 3, 23)
    """
    return _NTH.index(word.lower()) + 1 if word.lower() in _NTH else int(word.lower().rstrip("stndrh"))


def count_of(word: str) -> int:
    """The number that a word or digits say.

    >>> count_of("a"), count_of("twenty-one"), count_of("48")
    (1, 21, 48)
    """
    return int(word) if word.isdigit() else sum(_NUMBERS[part] for part in word.lower().split("-"))
