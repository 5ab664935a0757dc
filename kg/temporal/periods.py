"""Arithmetic of calendar periods: a date goes in, the TimeValue of the day, week, month ... around it comes out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kg.model import TimeValue

SATURDAY = 5
# EDTF numbers the seasons from 21; here they are the meteorological ones of the northern half of the earth.
SEASONS = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "fall": (23, 9), "winter": (24, 12)}


def day(value: date) -> TimeValue:
    """One day, `2025-05-18`."""
    return TimeValue(value.isoformat(), value, value, "day")


def month(year_number: int, month_number: int) -> TimeValue:
    """One month, `2025-03`."""
    begin = date(year_number, month_number, 1)
    end = begin.replace(day=monthrange(year_number, month_number)[1])
    return TimeValue(f"{year_number:04}-{month_number:02}", begin, end, "month")


def year(number: int) -> TimeValue:
    """One year, `2014`."""
    return TimeValue(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def season(year_number: int, name: str) -> TimeValue:
    """Three months, `2025-21` for a spring. The winter of a year begins in its December.

    >>> season(2024, "winter").end
    datetime.date(2025, 2, 28)
    """
    code, first_month = SEASONS[name]
    begin = date(year_number, first_month, 1)
    return TimeValue(f"{year_number:04}-{code}", begin, shift(begin, 3, "month") - timedelta(days=1), "interval")


def through(first: TimeValue, last: TimeValue) -> TimeValue:
    """From the begin of the one to the end of the other, in the words of both.

    >>> through(year(2014), day(date(2025, 5, 19))).edtf
    '2014/2025-05-19'

    Raises:
        ValueError: the end comes before the begin.
    """
    if last.end < first.begin:
        raise ValueError(f"{last.edtf} comes before {first.edtf}")
    if first.begin == last.end:
        return day(first.begin)
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
    return TimeValue(edtf, first.begin, last.end, "interval")


def shift(value: date, count: int, unit: str) -> date:
    """The date so many units later (earlier if negative); a day that its month lacks becomes the month's last.

    >>> shift(date(2024, 3, 31), -1, "month"), shift(date(2025, 5, 19), -30, "hour")
    (datetime.date(2024, 2, 29), datetime.date(2025, 5, 18))
    """
    match unit:
        case "minute":
            return value
        case "hour":
            return value + timedelta(days=int(count / 24))
        case "day":
            return value + timedelta(days=count)
        case "week" | "weekend":
            return value + timedelta(weeks=count)
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    year_number, month_index = divmod(value.year * 12 + value.month - 1 + months, 12)
    return date(year_number, month_index + 1, min(value.day, monthrange(year_number, month_index + 1)[1]))


def period(unit: str, value: date) -> TimeValue:
    """The day, ISO week, weekend, month, quarter, year or decade around a date.

    >>> period("week", date(2025, 5, 21)).edtf, period("quarter", date(2025, 5, 21)).edtf
    ('2025-05-19/2025-05-25', '2025-04/2025-06')
    """
    monday = value - timedelta(days=value.weekday())
    match unit:
        case "week":
            return through(day(monday), day(shift(monday, 6, "day")))
        case "weekend":
            return through(day(shift(monday, SATURDAY, "day")), day(shift(monday, 6, "day")))
        case "month":
            return month(value.year, value.month)
        case "quarter":
            first = value.month - (value.month - 1) % 3
            return through(month(value.year, first), month(value.year, first + 2))
        case "year":
            return year(value.year)
        case "decade":
            first = value.year - value.year % 10
            return through(year(first), year(first + 9))
    return day(value)
