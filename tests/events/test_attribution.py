"""Who says so, as the shipped pipeline reads it: relation of each event -> id of its source."""

from __future__ import annotations

from datetime import date

import pytest

from kg.events.attribution import find_source
from kg.extractor import Extractor
from kg.model import Article
from tests.helpers.parses import parse_of

SOURCES = {
    "Sweden visited Norway, Finland said.": {"visited": "finland"},
    "According to Finland, Sweden condemned Norway.": {"condemned": "finland"},
    "Q: Anders Berg, what happened? A: Sweden left. It condemned Serbia. Q: Did it invade Serbia?": {
        "condemned": "anders-berg",
        "invaded": None,
    },
    "ANDERS BERG: Sweden condemned Serbia.\nMODERATOR: Did Sweden invade Serbia?\nLISA LIND: Sweden thanked Norway.": {
        "condemned": "anders-berg",
        "invaded": None,
        "thanked": "lisa-lind",
    },
    "France expelled the consul; Algeria warns of reprisals. France condemned Algeria.": {"condemned": None},
    "Brief news:\n- Egypt recalled its ambassador.\n- Sudan condemned Chad.": {"condemned": None},
}


@pytest.mark.parametrize(("text", "expected"), SOURCES.items(), ids=SOURCES)
def test_sources(extractor: Extractor, text: str, expected: dict[str, str | None]) -> None:
    [graph] = extractor.run([Article("a", text, date=date(2018, 3, 14))])
    found = {event.relation: event.attribution for event in graph.events}
    assert {relation: found.get(relation, "missing") for relation in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "word", "source"),
    [
        (
            "Zhou//NNP/2/nsubj said/say/VBD/0/ROOT he//PRP/5/nsubj may//MD/5/aux go//VB/2/ccomp but//CC/7/cc "
            "met/meet/VBD/5/conj Mao//NNP/7/obj",
            "met",
            None,
        ),
        (
            "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj ;//,/2/punct Zhou//NNP/6/nsubj "
            "warned/warn/VBD/2/parataxis",
            "met",
            None,
        ),
        (
            "Zhou//NNP/2/nsubj recalled/recall/VBD/0/ROOT aides/aide/NNS/2/obj Nixon//NNP/5/nsubj "
            "met/meet/VBD/2/parataxis Mao//NNP/5/obj",
            "met",
            None,
        ),
        (
            "Zhou//NNP/2/nsubj said/say/VBD/0/ROOT Nixon//NNP/4/nsubj met/meet/VBD/2/parataxis Mao//NNP/4/obj",
            "met",
            "zhou",
        ),
    ],
)
def test_source_of_a_clause(sentence: str, word: str, source: str | None) -> None:
    parse = parse_of(sentence)
    found = find_source(parse, parse.words.index(word))
    assert (parse.words[found] if found is not None else None) == source
