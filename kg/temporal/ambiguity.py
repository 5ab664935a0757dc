"""Words that tell a time in some places only: a text and the place of such words go in, whether they do so comes out.

"May" is a month in "in May" and a prime minister in "May said"; "2014" is a year in "since 2014", but a count in
"2014 soldiers"; "Monday" is no day in "every Monday".
"""

from __future__ import annotations

import re
from functools import cache

from kg.temporal.lexicon import COUNTS_NOTHING, DAY, MONTH, SEASON, WEEKDAY, YEAR, compiled

# How many characters before and behind the words are looked at.
_SIGHT = 24

_IN = (r"\b(?:in|during|over|throughout)\s$", "")
_IN_OR_AND = [_IN, (f"{MONTH} (?:and|or) $", ""), (f"{WEEKDAY} of $", "")]
_A_NOUN = r"\s(?!(?:on|to|for|of|by|in|at|and|or)\b)(?-i:[a-z])"
_NAME_OF_A_DAY = r"\b(?:every|each|black|bloody|super|good|palm|easter|holy|ash)\s$"

# Words, and the places where they tell a time: what stands before them, and what behind. The first row that fits holds;
# words of no row tell a time everywhere.
_PLACES = [
    (WEEKDAY, [(rf"^(?![\s\S]{{0,{_SIGHT}}}{_NAME_OF_A_DAY})", r"(?!\s(?:Times|Telegraph|Mail)\b)")]),
    (f"{MONTH} {DAY}", [("", r"(?!\s(?:Alliance|Coalition|Movement|Bloc|Brigade)\b)")]),
    ("May", [*_IN_OR_AND, (r"\b(?:its|their|our)\s$", _A_NOUN)]),
    ("by May", []),
    (
        "(?:March|April|June|August)",
        [
            *_IN_OR_AND,
            (r"\b(?:from|for|of|before|after|about|around)\s$", ""),
            (r"(?:\b(?:the|an?|its|their|our|his|her)|['’]s)\s$", _A_NOUN),
        ],
    ),
    (r"(?:(?:since|until|till|by) )?1[5-8]\d\d", []),
    (f"by {YEAR}", [("", COUNTS_NOTHING)]),
    (
        YEAR,
        [
            _IN,
            (r"\b(?:from|of|before|after|prior\sto)\s$", COUNTS_NOTHING),
            (r"(?:\b(?:the|an?|its|their|our|his|her)|['’]s)\s$", r"\s[a-z]"),
            (r"\($", r"\)"),
            (rf"\b(?:in|since) {YEAR}(?:,|,? (?:and|or)) $", ""),
        ],
    ),
    (f"(?:the )?{SEASON}", [(_IN[0], r"(?!\sof\b)")]),
    ("(?:(?:since|until|till|by) )?(?:the end of the day|the (?:day|week|month|year))", []),
]


@cache
def _places() -> list[tuple[re.Pattern[str], list[tuple[re.Pattern[str], re.Pattern[str]]]]]:
    return [
        (compiled(words), [(compiled(before), compiled(behind)) for before, behind in places])
        for words, places in _PLACES
    ]


def tells_time(text: str, begin: int, end: int) -> bool:
    """Whether the words `text[begin:end]`, which may be a time, are one where they stand.

    >>> tells_time("in May", 3, 6), tells_time("said May", 5, 8)
    (True, False)
    """
    before, behind = text[max(0, begin - _SIGHT) : begin], text[end : end + _SIGHT]
    for words, places in _places():
        if words.fullmatch(text, begin, end):
            return any(left.search(before) and right.match(behind) for left, right in places)
    return True
