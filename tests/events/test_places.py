"""Where and when: on hand-built parses, and over several events of one scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kg.events.places import find_place, stay_in_scene
from kg.events.times import find_times_of, time_owners
from kg.model import Event, Span
from kg.temporal.periods import day
from tests.helpers.cast import actors_of
from tests.helpers.parses import parse_of

MET_IN = "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj {}//IN/5/case {}//NNP/2/obl"
PLACES = [
    ("place of the verb", "met", MET_IN.format("in", "Rome"), "rome"),
    ("country", "met", MET_IN.format("in", "Laos"), "laos"),
    ("near a place", "met", MET_IN.format("near", "Rome"), "rome"),
    ("no place", "met", MET_IN.format("about", "Rome"), None),
    (
        "place taken for a part of the name behind it",
        "met",
        "In/in/IN/2/case Rome//NNP/3/compound President//NNP/4/nmod:desc Nixon//NNP/5/nsubj met/meet/VBD/0/ROOT "
        "Mao//NNP/5/obj",
        "rome",
    ),
    ("no place but a person", "met", MET_IN.format("in", "Zhou"), None),
    ("place that hangs below a person", "met", MET_IN.format("in", "Rome").replace("/2/obl", "/3/nmod"), "rome"),
    (
        "place that hangs below a country",
        "left",
        "Nixon//NNP/2/nsubj left/leave/VBD/0/ROOT Laos//NNP/2/obj in//IN/5/case Rome//NNP/3/nmod",
        None,
    ),
    (
        "destination of a visit",
        "visit",
        "visit//NN/0/ROOT to//IN/3/case Rome//NNP/1/nmod",
        "rome",
    ),
    ("destination of something else", "letter", "letter//NN/0/ROOT to//IN/3/case Rome//NNP/1/nmod", None),
    (
        "place of the noun before that of the verb",
        "talks",
        "Nixon//NNP/2/nsubj held/hold/VBD/0/ROOT talks/talk/NNS/2/obj in//IN/5/case Rome//NNP/3/nmod "
        "in//IN/7/case Laos//NNP/2/obl",
        "rome",
    ),
    (
        "place of the verb that carries the noun",
        "talks",
        "Nixon//NNP/2/nsubj held/hold/VBD/0/ROOT talks/talk/NNS/2/obj in//IN/5/case Rome//NNP/2/obl",
        "rome",
    ),
    (
        "place of the verb that the noun is the subject of",
        "talks",
        "talks/talk/NNS/3/nsubj:pass were/be/VBD/3/aux:pass held/hold/VBN/0/ROOT in//IN/5/case Rome//NNP/3/obl",
        "rome",
    ),
    (
        "place of the first of two verbs",
        "praised",
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj in//IN/5/case Rome//NNP/2/obl and//CC/7/cc "
        "praised/praise/VBD/2/conj Zhou//NNP/7/obj",
        "rome",
    ),
    (
        "not the place of the verb above a clause",
        "met",
        "Zhou//NNP/2/nsubj said/say/VBD/0/ROOT in//IN/4/case Rome//NNP/2/obl Nixon//NNP/6/nsubj met/meet/VBD/2/ccomp",
        None,
    ),
    (
        "place within another phrase",
        "met",
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT on//IN/5/case the//DT/5/det margins/margin/NNS/2/obl of//IN/7/case "
        "talks/talk/NNS/5/nmod in//IN/9/case Rome//NNP/7/nmod",
        "rome",
    ),
    (
        "not the place of what it is about",
        "talks",
        "talks/talk/NNS/0/ROOT about//IN/3/case raids/raid/NNS/1/nmod in//IN/5/case Laos//NNP/3/nmod",
        None,
    ),
    (
        "where they met",
        "met",
        "Nixon//NNP/2/nsubj left/leave/VBD/0/ROOT Rome//NNP/2/obj where//RB/6/advmod he//PRP/6/nsubj "
        "met/meet/VBD/3/acl:relcl Mao//NNP/6/obj",
        "rome",
    ),
    (
        "somebody who met",
        "met",
        "Nixon//NNP/2/nsubj left/leave/VBD/0/ROOT Rome//NNP/2/obj which//WDT/6/nsubj once//RB/6/advmod "
        "met/meet/VBD/3/acl:relcl Mao//NNP/6/obj",
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("word", "sentence", "place"), [pytest.param(*row[1:], id=row[0]) for row in PLACES])
def test_place(word: str, sentence: str, place: str | None) -> None:
    parse = parse_of(sentence)
    assert find_place(parse, actors_of(parse), [parse.words.index(word)]) == place


def test_the_place_at_the_verb_comes_before_that_at_the_noun() -> None:
    parse = parse_of(
        "talks/talk/NNS/0/ROOT of//IN/3/case Rome//NNP/1/nmod in//IN/5/case Laos//NNP/1/nmod held/hold/VBN/1/acl "
        "in//IN/8/case Rome//NNP/6/obl"
    )
    actors = actors_of(parse)
    assert find_place(parse, actors, [5, 0]) == "rome"
    assert find_place(parse, actors, [0, 5]) == "laos"


SAID_MONDAY = (
    "Zhou//NNP/2/nsubj said/say/VBD/0/ROOT Monday//NNP/2/obl:unmarked that//IN/6/mark Nixon//NNP/6/nsubj "
    "met/meet/VBD/2/ccomp Mao//NNP/6/obj in//IN/9/case March//NNP/6/obl"
)
TALKS_MONDAY = (
    "Nixon//NNP/2/nsubj held/hold/VBD/0/ROOT talks/talk/NNS/2/obj Monday//NNP/2/obl:unmarked on//IN/7/case "
    "Sunday//NNP/7/compound votes/vote/NNS/3/nmod"
)
MET_TO_SIGN = (
    "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj on//IN/5/case Monday//NNP/7/obl to//TO/7/mark "
    "sign//VB/2/advcl"
)


@pytest.mark.parametrize(
    ("sentence", "word", "events", "owner"),
    [
        (MET_TO_SIGN, "monday", ["met", "sign"], "met"),
        (SAID_MONDAY, "monday", ["met"], "said"),
        (SAID_MONDAY, "march", ["met"], "met"),
        (TALKS_MONDAY, "monday", ["talks"], "held"),
        (TALKS_MONDAY, "sunday", ["talks"], "votes"),
        (TALKS_MONDAY, "sunday", ["talks", "votes"], "votes"),
    ],
)
def test_what_a_time_dates(sentence: str, word: str, events: Sequence[str], owner: str) -> None:
    parse = parse_of(sentence)
    [found] = time_owners(parse, [parse.words.index(word)], frozenset(map(parse.words.index, events)))
    assert parse.words[found] == owner


@pytest.mark.parametrize(
    ("sentence", "event", "time"),
    [(SAID_MONDAY, "met", "march"), (SAID_MONDAY, "said", "monday"), (TALKS_MONDAY, "talks", "monday")],
)
def test_time(sentence: str, event: str, time: str) -> None:
    parse = parse_of(sentence)
    words = [word for word in ("monday", "march", "sunday") if word in parse.words]
    head = parse.words.index(event)
    starts = list(map(parse.words.index, words))
    owners = time_owners(parse, starts, frozenset({head}))
    dated = {owner: [number] for number, owner in enumerate(owners)}
    assert [words[number] for number in find_times_of(parse, [head], starts, dated, {})] == [time]


def test_the_time_of_the_verb_that_carries_the_noun() -> None:
    parse = parse_of(TALKS_MONDAY)
    assert find_times_of(parse, [2], [0, 0], {1: [0]}, {}) == [0]
    assert find_times_of(parse, [2], [0, 0], {6: [0]}, {}) == []
    assert find_times_of(parse, [2], [0, 0], {6: [0]}, {2: 1}) == [1]


MEETING = Event(
    "a-1", "CONSULT", "met", Span("a", 6, 9, "met"), (Span("a", 0, 20, "x" * 20),), ("nixon",), ("mao",), place="rome"
)
AFTER = replace(MEETING, id="a-2", recipients=("zhou",), place=None, evidence=(Span("a", 21, 40, "x" * 19),))
LATER = Span("a", 40, 60, "x" * 20)


@pytest.mark.parametrize(
    ("event", "place"),
    [
        (AFTER, "rome"),
        (replace(AFTER, type="AGREE"), "rome"),
        (replace(AFTER, actors=("mao",), recipients=()), "rome"),
        (replace(AFTER, place="vientiane"), "vientiane"),
        (replace(AFTER, actors=("brezhnev",)), None),
        (replace(AFTER, type="ASSAULT"), None),
        (replace(AFTER, mode="visit"), None),
        (replace(AFTER, modality="planned"), None),
        (replace(AFTER, evidence=(LATER,)), None),
        (replace(AFTER, time=day(date(1972, 2, 22))), None),
        (replace(AFTER, time=day(date(1972, 2, 21))), "rome"),
    ],
)
def test_the_scene_goes_on(event: Event, place: str | None) -> None:
    before = replace(MEETING, time=day(date(1972, 2, 21)))
    assert [event.place for event in stay_in_scene([before, event])] == ["rome", place]


def test_the_scene_goes_on_from_event_to_event() -> None:
    third = replace(AFTER, id="a-3", evidence=(Span("a", 41, 60, "x" * 19),))
    assert [event.place for event in stay_in_scene([MEETING, AFTER, third])] == ["rome"] * 3
    assert [event.place for event in stay_in_scene([AFTER, third])] == [None, None]
