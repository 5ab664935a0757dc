"""When and where events take place, as the shipped pipeline reads it: relation -> date or place."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extractor import Extractor
from kg.model import Article, Event

DAY = date(2018, 3, 14)  # a Wednesday
DATES: dict[str, dict[str, str | None]] = {
    "In April 1972 Nixon visited China. On 20 April he thanked Poland.": {
        "visited": "1972-04",
        "thanked": "1972-04-20",
    },
    "In 1972 Nixon visited China. On 20 February Poland thanked Spain.": {"thanked": "2018-02-20"},
    "Sweden visited Norway on Monday; the next day Sweden thanked Finland.": {"thanked": "2018-03-13"},
    "Sweden attacked Norway in 1908; the following year Sweden thanked Spain.": {"thanked": "1909"},
    "Sweden condemned Norway on Monday. Later in the day Sweden thanked Finland.": {"thanked": "2018-03-12"},
    "Sixty years ago, in March 1958, Spain thanked Portugal.": {"thanked": "1958-03"},
    "Spain thanked Portugal on the first of March.": {"thanked": "2018-03-01"},
    "Spain has sheltered Syrians since October.": {"sheltered": "2017-10/2018-03-14"},
    "It was the first visit of Spain's king to Italy since 2014.": {"visited": None},
    "OSLO, March 13 - On Monday Spain thanked Portugal.": {"thanked": "2018-03-12"},
    "March 14, 2018\n\nSpain thanked Portugal.": {"thanked": None},
    "Spain welcomed the vote of 4 February.": {"endorsed": None},
    "Spain welcomed the March 1 arrival of doctors from Italy.": {"endorsed": None},
    "Spain invited Portugal next year.": {"offeredTalks": None},
    "Spain thanked Portugal until 1975.": {"thanked": None},
    "Spain will thank Portugal by Friday.": {"thanked": "2018-03-16"},
    "Spain may thank Portugal on Friday.": {"thanked": "2018-03-16"},
    "Spain condemned Portugal on Monday and has thanked Italy.": {"condemned": "2018-03-12", "thanked": None},
    "Spain condemned Portugal on Monday, and Italy thanked France.": {"condemned": "2018-03-12", "thanked": None},
    "On Monday Spain condemned Portugal and thanked Italy.": {"condemned": "2018-03-12", "thanked": "2018-03-12"},
    "2 March 2018. Spain thanked Portugal.\n3 March 2018. Spain condemned Italy.": {
        "thanked": "2018-03-02",
        "condemned": "2018-03-03",
    },
    "1 March: Spain thanked Portugal.\n2 March: Spain condemned Italy.": {
        "thanked": "2018-03-01",
        "condemned": "2018-03-02",
    },
}
PLACES: dict[str, dict[str, str | None]] = {
    "Russia shelled Kharkiv.": {"shelled": "kharkiv"},
    "The envoy told reporters in Oslo that Russia had shelled Kharkiv.": {"shelled": "kharkiv"},
    "In Oslo Spain thanked Portugal.": {"thanked": "oslo"},
    "Spain condemned Portugal's attack on Italians in Kabul.": {"accusedOfAggression": None},
    "Macron phoned Putin in Moscow.": {"called": "moscow"},
    "Spain thanked Portugal, Italy said in Rome.": {"thanked": None},
}


def found(extractor: Extractor, text: str) -> dict[str, Event]:
    [graph] = extractor.run([Article("a", text, date=DAY)])
    return {event.relation: event for event in graph.events}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=DATES)
def test_dates(extractor: Extractor, text: str, expected: dict[str, str | None]) -> None:
    events = found(extractor, text)
    assert {relation: _edtf(events[relation]) for relation in expected if relation in events} == expected


@pytest.mark.parametrize(("text", "expected"), PLACES.items(), ids=PLACES)
def test_places(extractor: Extractor, text: str, expected: dict[str, str | None]) -> None:
    events = found(extractor, text)
    assert {relation: events[relation].place for relation in expected if relation in events} == expected


def _edtf(event: Event) -> str | None:
    return event.time.edtf if event.time else None
