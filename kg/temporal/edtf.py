"""EDTF expressions to the days that they cover."""

from __future__ import annotations

import re
from datetime import date

from kg.model import TimeValue
from kg.temporal.periods import SEASONS, day, month, season, through, year


def read_edtf(edtf: str) -> TimeValue:
    """The days that an EDTF day, month, season, year or interval of these covers; ValueError for anything else.

    >>> read_edtf("2025-03").end
    datetime.date(2025, 3, 31)
    """
    first, *last = map(_period, edtf.split("/"))
    return through(first, *last) if last else first


def _period(edtf: str) -> TimeValue:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    if not match:
        raise ValueError(f"{edtf!r} is no EDTF day, month, season or year")
    number, part = int(match[1]), int(match[2] or 0)
    if match[3]:
        return day(date(number, part, int(match[3])))
    if not part:
        return year(number)
    seasons = {code: name for name, (code, _) in SEASONS.items()}
    return season(number, seasons[part]) if part in seasons else month(number, part)
