"""Time expressions: which words are found in sentences, and which days they mean."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.temporal.expressions import TimeExpression, find_times, may_begin_time, resolve_time, search_pattern

MONDAY = date(2025, 5, 19)
"""The article's date where a table names none."""


def edtf(expression: str, reference: date | None = MONDAY, **seen: object) -> str | None:
    value = resolve_time(expression, reference, **seen)  # type: ignore[arg-type]
    return value.edtf if value else None


ABSOLUTE = {
    "19 May 2025": "2025-05-19",
    "12 February 2015": "2015-02-12",
    "12 February, 2015": "2015-02-12",
    "February 12, 2015": "2015-02-12",
    "February 12 2015": "2015-02-12",
    "May 19th, 2025": "2025-05-19",
    "the 19th of May 2025": "2025-05-19",
    "1st June 2024": "2024-06-01",
    "Sept. 11, 2001": "2001-09-11",
    "11 Sep 2001": "2001-09-11",
    "MAY 8, 1945": "1945-05-08",
    "Monday, 19 May 2025": "2025-05-19",
    "Tuesday, 19 May 2025": "2025-05-19",  # the weekday errs: the date in numbers wins
    "Mon., May 19, 2025": "2025-05-19",
    "on 9 November 1989": "1989-11-09",
    "the morning of 9 November 1989": "1989-11-09",
    "9 November 1989 at 7 p.m.": "1989-11-09",
    "29 February 2024": "2024-02-29",
    "18\u00a0June\u00a01815": "1815-06-18",
    "2016-09-22": "2016-09-22",
    "2016-09-22T10:30:00Z": "2016-09-22",
    "2016/9/22": "2016-09-22",
    "22/09/2016": "2016-09-22",
    "5/19/2025": "2025-05-19",
    "the first of May 2024": "2024-05-01",
    "the twenty-third of June 2016": "2016-06-23",
    "May the ninth, 1945": "1945-05-09",
    "the last day of February 2024": "2024-02-29",
    "the third Friday of June 2024": "2024-06-21",
    "the last Sunday in March 2024": "2024-03-31",
    "fiscal 2013": None,
    "the fiscal year 2013": None,
    "the year-ago period": None,
    "05/05/2025": "2025-05-05",
    "22.09.2016": "2016-09-22",
    "the week of 21 May 2025": "2025-05-19/2025-05-25",
    "March 2025": "2025-03",
    "March, 2025": "2025-03",
    "March of 2025": "2025-03",
    "in March 2025": "2025-03",
    "Dec. 2016": "2016-12",
    "early March 2025": "2025-03",
    "mid-March 2025": "2025-03",
    "the end of March 2025": "2025-03",
    "late in March 2025": "2025-03",
    "the first half of March 2025": "2025-03",
    "2016-09": "2016-09",
    "2014": "2014",
    "in 2014": "2014",
    "the year 2014": "2014",
    "late 2011": "2011",
    "mid-2024": "2024",
    "the beginning of 2024": "2024",
    "the 1990s": "1990/1999",
    "the early 1990s": "1990/1999",
    "spring 2025": "2025-21",
    "the summer of 2014": "2014-22",
    "autumn 2023": "2023-23",
    "the fall of 2011": "2011-23",
    "winter 2024": "2024-24",
    "the first quarter of 2025": "2025-01/2025-03",
    "Q4 2024": "2024-10/2024-12",
    "5-6 April 2016": "2016-04-05/2016-04-06",
    "from 5-6 April 2016": "2016-04-05/2016-04-06",
    "5 to 6 April 2016": "2016-04-05/2016-04-06",
    "5 and 6 April 2016": "2016-04-05/2016-04-06",
    "5 and 12 April 2016": None,
    "between 5 and 12 April 2016": "2016-04-05/2016-04-12",
    "May 15–24, 2025": "2025-05-15/2025-05-24",
    "15 May-3 June 2025": "2025-05-15/2025-06-03",
    "from 28 December 2024 to 3 January 2025": "2024-12-28/2025-01-03",
    "28 December to 3 January 2025": "2024-12-28/2025-01-03",
    "28 December 2024 to 3 January": "2024-12-28/2025-01-03",
    "2016-04-05 to 2016-04-06": "2016-04-05/2016-04-06",
    "March to June 2024": "2024-03/2024-06",
    "November 2023-February 2024": "2023-11/2024-02",
    "2011-2013": "2011/2013",
    "2014-16": "2014/2016",
    "from 2011 to 2013": "2011/2013",
    "between 2011 and 2013": "2011/2013",
    "the first Monday in March 2023": "2023-03-06",
    "the last Sunday of October 2024": "2024-10-27",
    "the second day of May 2024": "2024-05-02",
    "the fifth Sunday of February 2023": None,
    "from 2013 to 2011": None,
    "31 February 2024": None,
    "29 February 2023": None,
    "2016-13-01": None,
    "31/31/2024": None,
    "05/04/2016": None,  # April in London, May in Washington
    "2011-12": None,  # a month, or from one year into the next
}


@pytest.mark.parametrize("reference", [None, date(1999, 12, 31)])
@pytest.mark.parametrize("expression", ABSOLUTE)
def test_absolute_expressions_need_no_reference(expression: str, reference: date | None) -> None:
    assert edtf(expression, reference) == ABSOLUTE[expression]


# expression: in the past, in the future, both seen from MONDAY
DIRECTED = {
    "Sunday": ("2025-05-18", "2025-05-25"),
    "on Sunday": ("2025-05-18", "2025-05-25"),
    "Sunday's": ("2025-05-18", "2025-05-25"),
    "sunday": ("2025-05-18", "2025-05-25"),
    "Monday": ("2025-05-19", "2025-05-19"),
    "Tuesday": ("2025-05-13", "2025-05-20"),
    "Saturday": ("2025-05-17", "2025-05-24"),
    "Monday morning": ("2025-05-19", "2025-05-19"),
    "late Friday night": ("2025-05-16", "2025-05-23"),
    "early on Friday": ("2025-05-16", "2025-05-23"),
    "later on Monday": ("2025-05-19", "2025-05-19"),
    "10 a.m. ET Friday": ("2025-05-16", "2025-05-23"),
    "Friday at 10:30 p.m.": ("2025-05-16", "2025-05-23"),
    "midnight on Friday": ("2025-05-16", "2025-05-23"),
    "this Wednesday": ("2025-05-14", "2025-05-21"),
    "last Sunday": ("2025-05-18", "2025-05-18"),
    "last Monday": ("2025-05-12", "2025-05-12"),
    "last Friday night": ("2025-05-16", "2025-05-16"),
    "this past Sunday": ("2025-05-18", "2025-05-18"),
    "next Tuesday": ("2025-05-27", "2025-05-27"),
    "next Monday": ("2025-05-26", "2025-05-26"),
    "this coming Tuesday": ("2025-05-20", "2025-05-20"),
    "Tuesday last week": ("2025-05-13", "2025-05-13"),
    "Thursday of next week": ("2025-05-29", "2025-05-29"),
    "19 May": ("2025-05-19", "2025-05-19"),
    "May 18": ("2025-05-18", "2026-05-18"),
    "the 20th of May": ("2024-05-20", "2025-05-20"),
    "25 December": ("2024-12-25", "2025-12-25"),
    "29 February": ("2024-02-29", "2028-02-29"),
    "31 June": (None, None),
    "Monday, May 19": ("2025-05-19", "2025-05-19"),
    "Friday 30 May": ("2025-05-30", "2025-05-30"),  # a Friday in 2025, not in 2024
    "Friday 16 May": ("2025-05-16", "2025-05-16"),
    "Tuesday, May 19": ("2025-05-19", "2025-05-19"),
    "12 May last year": ("2024-05-12", "2024-05-12"),
    "12 June next year": ("2026-06-12", "2026-06-12"),
    "March": ("2025-03", "2026-03"),
    "in March": ("2025-03", "2026-03"),
    "May": ("2025-05", "2025-05"),
    "June": ("2024-06", "2025-06"),
    "December": ("2024-12", "2025-12"),
    "early March": ("2025-03", "2026-03"),
    "late in June": ("2024-06", "2025-06"),
    "the end of March": ("2025-03", "2026-03"),
    "last March": ("2025-03", "2025-03"),
    "last May": ("2024-05", "2024-05"),
    "next May": ("2026-05", "2026-05"),
    "March this year": ("2025-03", "2025-03"),
    "March last year": ("2024-03", "2024-03"),
    "March of next year": ("2026-03", "2026-03"),
    "the summer": ("2024-22", "2025-22"),
    "this spring": ("2025-21", "2025-21"),
    "last winter": ("2024-24", "2024-24"),
    "next autumn": ("2025-23", "2025-23"),
    "the third quarter": ("2024-07/2024-09", "2025-07/2025-09"),
    "the first quarter of this year": ("2025-01/2025-03", "2025-01/2025-03"),
    "the weekend": ("2025-05-17/2025-05-18", "2025-05-24/2025-05-25"),
    "over the weekend": ("2025-05-17/2025-05-18", "2025-05-24/2025-05-25"),
    "this weekend": ("2025-05-17/2025-05-18", "2025-05-24/2025-05-25"),
    "last weekend": ("2025-05-17/2025-05-18", "2025-05-17/2025-05-18"),
    "next weekend": ("2025-05-24/2025-05-25", "2025-05-24/2025-05-25"),
    "5-6 April": ("2025-04-05/2025-04-06", "2026-04-05/2026-04-06"),
    "May 15-24": ("2025-05-15/2025-05-24", "2025-05-15/2025-05-24"),
    "between 3 and 5 June": ("2024-06-03/2024-06-05", "2025-06-03/2025-06-05"),
    "28 December to 3 January": ("2024-12-28/2025-01-03", "2025-12-28/2026-01-03"),
    "from Thursday to Saturday": ("2025-05-15/2025-05-17", "2025-05-22/2025-05-24"),
    "between Thursday and Saturday": ("2025-05-15/2025-05-17", "2025-05-22/2025-05-24"),
    "from Saturday to Tuesday": ("2025-05-10/2025-05-13", "2025-05-24/2025-05-27"),
    "Friday night-Sunday morning": ("2025-05-16/2025-05-18", "2025-05-23/2025-05-25"),
    "from November to February": ("2024-11/2025-02", "2025-11/2026-02"),
    "since Saturday": ("2025-05-17/2025-05-19", "2025-05-17/2025-05-19"),
    "until Friday": (None, "2025-05-19/2025-05-23"),
    "until Monday": ("2025-05-19/2025-05-26", "2025-05-19/2025-05-26"),
    "until today": ("2025-05-19", "2025-05-19"),
    "the third Friday of June": ("2024-06-21", "2025-06-20"),
    "the last day of April": ("2025-04-30", "2026-04-30"),
    "by 1 June": (None, "2025-05-19/2025-06-01"),
    "in two weeks": (None, "2025-06-02"),
    "in two weeks' time": (None, "2025-06-02"),
    "in three months": (None, "2025-08"),
    "in a year": (None, "2026"),
    "within 48 hours": (None, "2025-05-19/2025-05-21"),
    "within the next ten days": (None, "2025-05-19/2025-05-29"),
}


@pytest.mark.parametrize("expression", DIRECTED)
def test_tense_gives_the_direction(expression: str) -> None:
    past, ahead = DIRECTED[expression]
    assert edtf(expression, tense="past") == past
    assert edtf(expression, tense="future") == ahead
    assert edtf(expression, tense="present") == ahead


RELATIVE = {
    "today": "2025-05-19",
    "Today": "2025-05-19",
    "earlier today": "2025-05-19",
    "tonight": "2025-05-19",
    "this morning": "2025-05-19",
    "yesterday": "2025-05-18",
    "yesterday's": "2025-05-18",
    "yesterday evening": "2025-05-18",
    "last night": "2025-05-18",
    "tomorrow": "2025-05-20",
    "tomorrow at noon": "2025-05-20",
    "the day before yesterday": "2025-05-17",
    "the day after tomorrow": "2025-05-21",
    "after 10 a.m. ET": "2025-05-19",
    "at 10:30 pm": "2025-05-19",
    "1530 GMT": "2025-05-19",
    "10 p.m. Moscow time": "2025-05-19",
    "midnight": "2025-05-19",
    "this week": "2025-05-19/2025-05-25",
    "last week": "2025-05-12/2025-05-18",
    "last week's": "2025-05-12/2025-05-18",
    "next week": "2025-05-26/2025-06-01",
    "early next week": "2025-05-26/2025-06-01",
    "later this week": "2025-05-19/2025-05-25",
    "this month": "2025-05",
    "last month": "2025-04",
    "next month": "2025-06",
    "earlier this month": "2025-05-01/2025-05-19",
    "later this month": "2025-05-19/2025-05-31",
    "earlier last month": "2025-04",
    "this year": "2025",
    "last year": "2024",
    "last year’s": "2024",
    "next year": "2026",
    "at the end of last year": "2024",
    "early this year": "2025",
    "earlier this year": "2025-01-01/2025-05-19",
    "later this year": "2025-05-19/2025-12-31",
    "earlier in the year": "2025-01-01/2025-05-19",
    "the end of the year": "2025",
    "since the start of the year": "2025/2025-05-19",
    "this decade": "2020/2029",
    "last quarter": "2025-01/2025-03",
    "the past week": "2025-05-12/2025-05-19",
    "the past month": "2025-04-19/2025-05-19",
    "this past week": "2025-05-12/2025-05-19",
    "this coming month": "2025-05-19/2025-06-19",
    "the last two years": "2023-05-19/2025-05-19",
    "past three days": "2025-05-16/2025-05-19",
    "the past 24 hours": "2025-05-18/2025-05-19",
    "the next two weeks": "2025-05-19/2025-06-02",
    "the coming year": "2025-05-19/2026-05-19",
    "two weeks ago": "2025-05-05",
    "eight days ago": "2025-05-11",
    "a week ago": "2025-05-12",
    "one day ago": "2025-05-18",
    "twenty-one days ago": "2025-04-28",
    "three hours ago": "2025-05-19",
    "48 hours ago": "2025-05-17",
    "two months ago": "2025-03",
    "11 years ago": "2014",
    "a decade ago": "2015",
    "a week from now": "2025-05-26",
    "since yesterday": "2025-05-18/2025-05-19",
    "since last week": "2025-05-12/2025-05-19",
    "since March": "2025-03/2025-05-19",
    "since 2014": "2014/2025-05-19",
    "since 24 February 2022": "2022-02-24/2025-05-19",
    "until the end of the year": "2025-05-19/2025",
    "until 2030": "2025-05-19/2030",
    "since 2030": None,
    "by 2020": None,
    "2500 years ago": None,
    "recently": None,
    "soon": None,
    "lately": None,
    "in recent days": None,
    "the coming days": None,
    "in the coming weeks": None,
    "over the past few months": None,
    "a few days ago": None,
    "several weeks ago": None,
    "a couple of days ago": None,
    "years ago": None,
    "about two weeks ago": None,
    "more than a decade ago": None,
    "days earlier": None,
    "months later": None,
    "within days": None,
    "in a few weeks": None,
    "laſt week": None,
    "ſix weeks ago": None,
    "no time": None,
    "Mayday": None,
    "": None,
}


@pytest.mark.parametrize("expression", RELATIVE)
def test_relative_expressions_count_from_the_reference(expression: str) -> None:
    assert edtf(expression) == RELATIVE[expression]


@pytest.mark.parametrize("expression", [*RELATIVE, *DIRECTED])
def test_relative_expressions_without_a_reference_mean_nothing(expression: str) -> None:
    assert edtf(expression, None, tense="future") is None


ANCHORED = {
    "a day earlier": "2016-04-07",
    "two days before": "2016-04-06",
    "the day before": "2016-04-07",
    "the previous day": "2016-04-07",
    "the night before": "2016-04-07",
    "the same day": "2016-04-08",
    "later that day": "2016-04-08",
    "that evening": "2016-04-08",
    "the following day": "2016-04-09",
    "the next day": "2016-04-09",
    "the next morning": "2016-04-09",
    "a day later": "2016-04-09",
    "three days later": "2016-04-11",
    "a week later": "2016-04-15",
    "the previous week": "2016-03-28/2016-04-03",
    "the week before": "2016-03-28/2016-04-03",
    "the following week": "2016-04-11/2016-04-17",
    "the same month": "2016-04",
    "the following month": "2016-05",
    "two months later": "2016-06",
    "the year before": "2015",
    "that year": "2016",
    "three years earlier": "2013",
    "May that year": "2016-05",
    "May of the same year": "2016-05",
    "12 March the following year": "2017-03-12",
    "the following Monday": "2016-04-11",
    "the previous Friday": "2016-04-01",
    "the following March": "2017-03",
    "the following weekend": "2016-04-09/2016-04-10",
    "the previous two weeks": "2016-03-25/2016-04-08",
}


@pytest.mark.parametrize("expression", ANCHORED)
def test_some_expressions_count_from_the_event_before(expression: str) -> None:
    assert edtf(expression, anchor=date(2016, 4, 8)) == ANCHORED[expression]
    assert edtf(expression) is None


@pytest.mark.parametrize(
    ("expression", "reference", "tense", "expected"),
    [
        ("4 April", date(2016, 4, 8), "past", "2016-04-04"),
        ("4 April", date(2016, 4, 8), "future", "2017-04-04"),
        ("30 December", date(2017, 1, 12), "past", "2016-12-30"),
        ("3 January", date(2016, 12, 30), "future", "2017-01-03"),
        ("in February", date(2017, 1, 12), "future", "2017-02"),
        ("in February", date(2017, 1, 12), "past", "2016-02"),
        ("December", date(2017, 1, 12), "past", "2016-12"),
        ("at the end of last year", date(2017, 1, 12), "past", "2016"),
        ("Sunday", date(2025, 5, 18), "past", "2025-05-18"),
        ("Sunday", date(2025, 5, 18), "present", "2025-05-18"),
        ("last Sunday", date(2025, 5, 18), "past", "2025-05-11"),
        ("the weekend", date(2025, 5, 18), "past", "2025-05-17/2025-05-18"),
        ("the weekend", date(2025, 5, 18), "future", "2025-05-17/2025-05-18"),
        ("last weekend", date(2025, 5, 18), "past", "2025-05-10/2025-05-11"),
        ("next Friday", date(2025, 5, 22), "future", "2025-05-30"),
        ("Friday", date(2025, 5, 22), "future", "2025-05-23"),
        ("last week", date(2025, 1, 1), "past", "2024-12-23/2024-12-29"),
        ("last month", date(2025, 1, 31), "past", "2024-12"),
        ("a month ago", date(2025, 3, 31), "past", "2025-02"),
        ("the past month", date(2024, 3, 31), "past", "2024-02-29/2024-03-31"),
        ("two years ago", date(2024, 2, 29), "past", "2022"),
        ("yesterday", date(2024, 3, 1), "past", "2024-02-29"),
        ("last winter", date(2025, 1, 15), "past", "2023-24"),
        ("this winter", date(2025, 1, 15), "past", "2024-24"),
        ("earlier this week", date(2025, 5, 21), "past", "2025-05-19/2025-05-21"),
        ("later this week", date(2025, 5, 21), "future", "2025-05-21/2025-05-25"),
        ("from Monday to Wednesday", date(2025, 5, 22), "past", "2025-05-19/2025-05-21"),
        ("from Monday to Wednesday", date(2025, 5, 20), "future", "2025-05-26/2025-05-28"),
        ("29 February", date(1903, 1, 1), "past", "1896-02-29"),
        ("overnight", MONDAY, "past", "2025-05-18/2025-05-19"),
        ("overnight", MONDAY, "present", "2025-05-18/2025-05-19"),
        ("overnight", MONDAY, "future", "2025-05-19/2025-05-20"),
        ("yesterday", date.min, "past", None),
        ("tomorrow", date.max, "future", None),
        ("999 decades ago", MONDAY, "past", None),
    ],
)
def test_from_other_days(expression: str, reference: date, tense: str, expected: str | None) -> None:
    assert edtf(expression, reference, tense=tense) == expected


@pytest.mark.parametrize(
    ("expression", "begin", "end", "precision"),
    [
        ("Sunday", date(2025, 5, 18), date(2025, 5, 18), "day"),
        ("March", date(2025, 3, 1), date(2025, 3, 31), "month"),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2014", date(2014, 1, 1), date(2014, 12, 31), "year"),
        ("last week", date(2025, 5, 12), date(2025, 5, 18), "interval"),
        ("5-6 April 2016", date(2016, 4, 5), date(2016, 4, 6), "interval"),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31), "interval"),
        ("winter 2024", date(2024, 12, 1), date(2025, 2, 28), "interval"),
        ("since 2014", date(2014, 1, 1), MONDAY, "interval"),
    ],
)
def test_values_cover_their_days(expression: str, begin: date, end: date, precision: str) -> None:
    value = resolve_time(expression, MONDAY)
    assert value is not None
    assert (value.begin, value.end, value.precision) == (begin, end, precision)


# A sentence, and the expressions in it between brackets.
SENTENCES = [
    "Willy Brandt knelt in Warsaw on [7 December 1970].",
    "BONN, [8 May] (Agency) The two German states exchanged notes.",
    "WASHINGTON, [May 19] (Agency) The envoys spoke [Monday].",
    "[Monday]'s call lasted two hours.",
    "[Last year]’s summit followed [yesterday]'s example.",
    "They met [late Friday night] and again on [Sunday morning].",
    "The call began [after 10 a.m. ET] and ended [before noon].",
    "The call begins at [10 a.m. on Monday].",
    "The foreign ministers will meet [next Tuesday at 10:30 a.m.] in Geneva.",
    "Talks were held [from 5-6 April 2016] in Vienna.",
    "Talks took place on [May 15-24] and on [November 22–23].",
    "Talks took place [between 3 and 5 June] and [from Monday to Wednesday].",
    "He was in office [from 2011 to 2013], and she in [2011-2013].",
    "It lasted [from 28 December to 3 January 1980].",
    "[Earlier this week] she flew to Oslo; [later this year] she flies to Rome.",
    "The treaty was signed [two weeks ago], [three years earlier] or [a week later].",
    "[In two weeks] they meet again, and [within 48 hours] a truce begins.",
    "The truce holds [since Tuesday] and lasts [until the end of the year].",
    "He must decide [by Friday], at [the end of last year] he did not.",
    "The ministers spoke over [the weekend] and [overnight].",
    "Its stormy [February] meeting was followed by their [May] summit.",
    "In [May], ministers may march; in [March], an august body may meet.",
    "A meeting in [early May] or [late March], [mid-2024] or [late 2011].",
    "Theresa May said on [Tuesday] that May 's cabinet may resign.",
    "May I ask what you did in [April] and [June]?",
    "May was asked about it, and April Glaspie spoke to June Carter.",
    "Prime Minister May met Chancellor Merkel in [July].",
    "A march on Rome, the March on Washington, and an [April] visit to Paris.",
    "Elections are set for [June], the talks for [September].",
    "The letter was signed by May and answered [by June].",
    "In [2006] and [2008] it failed, as the [2015] agreement shows.",
    "They pray on [the first Monday of May] and [the last Sunday in July], [last Sunday] as well.",
    "After a [1961] speech and prior to [1963], nothing changed.",
    "Russia's [2014] annexation of Crimea was condemned.",
    "The Camp David talks ([1978]) took place in Maryland.",
    "[The end of 2016] or the crisis of [1962] is remembered.",
    "Resolution 2254 was adopted in [2015], Resolution 1973 in [2011].",
    "A convoy of 2014 soldiers, 1,000 tanks and 2,015 lorries crossed the border.",
    "Article 1945 costs $2014 or 2014.50 or 2,014,000 or 12.5.2014.1.",
    "In [1945] soldiers of both sides met at the Elbe.",
    "Agenda 2030 and Euro 2016 are names.",
    "[Since 2014] it holds; [the 1990s] are gone.",
    "The note of [2016-09-22] repeats that of [22/09/2016] and [5/19/2025].",
    "In [the first quarter of 2025] trade grew, and in [the summer of 2014] it fell.",
    "The fall of Kabul came in the spring of hope, not in [spring].",
    "[Today], [tomorrow] and [the day after tomorrow] are free.",
    "[The day before], he had left; the day before the vote she stayed.",
    "He came back [the next day], [the same evening] or [the following week].",
    "For the first time in three years they shook hands.",
    "In [recent days] they spoke; [the coming days] are vital.",
    "They spoke [recently], as soon as it was possible, and will do so [soon].",
    "[More than two weeks ago] they met, and [days later] it failed.",
    "[The past two weeks] were quiet, [the last 24 hours] were not.",
    "The talks will last two weeks; the week was long, and so was the day.",
    "At the end of the day nobody signed; [the end of the month] is near.",
    "[Every Monday] they meet, [twice a year] in Rome, but never on Black Friday or on Sundays.",
    "The Sunday Times wrote on [Sunday] about the March 14 Alliance and the [March 14] attack.",
    "The Sun sat; the Mon people marched; Sat 5 apples, Jan and Mar.",
    "On [Thurs., Dec. 12], [Sat 17 May] and [Sept. 2016] nothing happened.",
    "The five-day visit, a two-week pause, a 15-year pact and 9/11 are no dates.",
    "The sixth of ten, the second of two, 3 to 5 ministers and 24/7.",
    "On [Monday,\n 19 May 2025] the line broke, and in\n[March] it held.",
    "On [18\u00a0May\u00a02025] the spaces did not break.",
    "On [29 February 2023] or [31 June] nothing can happen.",
    "He met her on [Monday] to ask May.",
    "The minister of state said that nothing had been agreed.",
    "Ünïcode: 会談は月曜日, встреча в понедельник, [5 May], ٥ May.",
    "",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_find_times(sentence: str) -> None:
    text = re.sub(r"[\[\]]", "", sentence)
    found = find_times(text)
    assert [time.text for time in found] == re.findall(r"\[(.*?)\]", sentence, re.DOTALL)
    assert all(text[time.begin : time.end] == time.text for time in found)


def test_every_expression_of_the_tables_is_found_in_a_sentence() -> None:
    """What can be resolved is found as a whole; a preposition in front of it stays outside."""
    for expression in [*ABSOLUTE, *DIRECTED, *RELATIVE, *ANCHORED]:
        core = re.sub(r"^(?:on|at|over|in(?! (?:two|three|a)\b)) |['’]s$", "", expression)
        if expression not in NOT_FOUND:
            times = find_times(f"They met {core}.") + find_times(f"They met in {core}.")
            assert core in {time.text for time in times}, expression


# Resolved where somebody asks for them, but not found in running text.
NOT_FOUND = {"laſt week", "ſix weeks ago", "no time", "Mayday", "", "2500 years ago"}

PIECES = [*ABSOLUTE, *DIRECTED, *RELATIVE, "frıday", "May", "0000-00-00", "\ud800", "99 \u0665", "\x00"]
REFERENCES = st.none() | st.dates()


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=9), max_size=8), st.sampled_from(["", " ", " to ", "-", ", "])
)
def test_offsets_hold_on_any_text(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    end = 0
    for time in find_times(text):
        assert time == TimeExpression(time.begin, time.end, text[time.begin : time.end])
        assert end <= time.begin < time.end
        end = time.end


@given(st.from_regex(search_pattern()) | st.sampled_from(PIECES))
def test_no_expression_is_passed_over_for_its_first_word(text: str) -> None:
    for match in search_pattern().finditer(text):
        [first, *_] = re.findall(r"\w+", match[0], re.ASCII)
        assert match[0].startswith(first)
        assert may_begin_time(first)


@given(
    st.sampled_from(PIECES) | st.text(),
    REFERENCES,
    st.sampled_from(["past", "present", "future"]),
    REFERENCES,
)
def test_any_words_from_any_day_resolve_to_a_sound_value_or_to_none(
    expression: str, reference: date | None, tense: str, anchor: date | None
) -> None:
    value = resolve_time(expression, reference, tense=tense, anchor=anchor)  # type: ignore[arg-type]
    assert value is None or value.begin <= value.end
    assert value is None or (value.precision == "day") == (value.begin == value.end)


def test_every_quantifier_has_a_bound() -> None:
    """So an attempt to match looks at a bounded stretch of text, and all of them take time linear in the text."""
    without_classes = re.sub(r"\[[^]]*\]|\\.", "", search_pattern().pattern)
    assert "Sunday" in without_classes
    assert not re.search(r"[*+]|\{\d*,\}", without_classes)
