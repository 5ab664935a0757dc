"""The part of a graph that is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.errors import KgError
from kg.graph.filter import Choice, choose_events
from tests.helpers.stories import COLD_WAR, tell

GRAPH = tell(COLD_WAR)


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        ({"actors": ["Zhou"]}, ["1971-07-09", "1972-02-21"]),
        ({"actors": ["mao-zedong"]}, ["1972-02-21"]),
        ({"actors": ["mao zedong", "Cyrankiewicz"]}, ["1970-12-07", "1972-02-21"]),
        ({"actors": ["MAO"], "min_confidence": 1.0}, ["1972-02-21"]),
        ({"actors": ["cyrankiewicz", "jozef cyrankiewicz"]}, ["1970-12-07"]),
        ({"types": ["assault"]}, ["1979-12-27", "1990-08-02"]),
        ({"since": date(1990, 8, 6)}, ["1990-08-06", "1990-08-08"]),
        ({"until": date(1962, 10, 22)}, ["1961-06-04", "1962-10-22"]),
        ({"types": ["CONSULT"], "since": date(1990, 1, 1), "until": date(1990, 12, 31)}, ["1990-07-15"]),
    ],
)
def test_choices(choice: dict[str, Any], days: list[str]) -> None:
    chosen = choose_events(GRAPH, Choice(**choice))
    assert sorted(event.time.edtf for event in chosen.events if event.time) == days
    partners = {name for event in chosen.events for name in (*event.actors, *event.recipients)}
    assert partners <= set(chosen.entity)


def test_no_choice_keeps_all_events() -> None:
    assert choose_events(GRAPH, Choice()).events == GRAPH.events


def test_what_nobody_takes_part_in_is_left_out() -> None:
    chosen = choose_events(GRAPH, Choice(actors=["Thatcher"]))
    assert set(chosen.entity) == {"margaret-thatcher", "mikhail-gorbachev", "chequers"}


def test_name_of_nobody_is_an_error_with_a_proposal() -> None:
    with pytest.raises(KgError, match="'Ronald Raegan': did you mean Ronald Reagan"):
        choose_events(GRAPH, Choice(actors=["Ronald Raegan"]))
    with pytest.raises(KgError, match="nobody and nothing here is called 'Ron'"):
        choose_events(GRAPH, Choice(actors=["Ron"]))


def test_type_that_there_is_not_is_refused_with_the_list() -> None:
    with pytest.raises(KgError, match=r"there is no type 'MEET': choose one of ACCUSE, AGREE, .*, THREATEN"):
        choose_events(GRAPH, Choice(types=["MEET"]))


def test_places_are_chosen_by_name() -> None:
    chosen = choose_events(GRAPH, Choice(places=["moscow"]))
    assert {event.place for event in chosen.events} == {"moscow"}


def test_a_place_that_acts_is_an_actor() -> None:
    place = next(entity for entity in GRAPH.entities if entity.id == "vienna")
    acts = replace(GRAPH.events[0], id="acts", actors=(place.id,))
    graph = replace(GRAPH, events=(*GRAPH.events, acts))
    assert choose_events(graph, Choice(actors=["vienna"])).events == (acts,)
