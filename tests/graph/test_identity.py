"""When two tellings are of one event, and when one denies the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.extractor import Extractor
from kg.graph.contradictions import find_claims, find_contradictions
from kg.graph.merge import merge_graphs
from kg.model import Article, Graph, TimeValue
from kg.temporal.periods import day, month
from tests.helpers.graphs import GRAPH, defined, occurrence

MET, CALLED = GRAPH.events[5], GRAPH.events[7]
TURNED = {"actors": MET.recipients, "recipients": MET.actors}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({"place": None, "time_text": "18 May", "confidence": 0.7}, True, id="in other words"),
        pytest.param({"attribution": "jd-vance"}, True, id="in somebody's voice"),
        pytest.param(TURNED, True, id="a meeting has no direction"),
        pytest.param({"actors": MET.actors + MET.recipients, "recipients": ()}, True, id="the two met"),
        pytest.param({"relation": "visited", **TURNED}, False, id="another relation"),
        pytest.param({"recipients": ("donald-trump",)}, False, id="another partner"),
        pytest.param({"time": day(date(2025, 5, 19))}, False, id="another day"),
        pytest.param({"modality": "planned"}, False, id="a plan"),
        pytest.param({"negated": True}, False, id="a denial"),
        pytest.param({"type": "REJECT"}, False, id="a refusal"),
    ],
)  # fmt: skip
def test_events_have_one_id_where_they_are_the_same(changes: dict[str, object], same: bool) -> None:
    other = replace(MET, **changes)  # type: ignore[arg-type]
    assert (occurrence(other) == occurrence(MET)) == same


def test_a_visit_has_a_direction() -> None:
    visited = replace(MET, relation="visited")
    assert occurrence(visited) != occurrence(replace(visited, **TURNED))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"time": None}, id="no day"),
        pytest.param({"time": month(2025, 5)}, id="a month"),
        pytest.param({"recipients": ()}, id="nobody to meet"),
        pytest.param({"modality": "hypothetical"}, id="a possibility"),
    ],
)
def test_what_says_too_little_is_its_articles_own(changes: dict[str, object]) -> None:
    assert occurrence(replace(MET, **changes)) is None  # type: ignore[arg-type]


ROME = replace(GRAPH.article["rome"], date=date(2025, 5, 18))


@pytest.mark.parametrize(
    ("changes", "published", "contrary"),
    [
        pytest.param({}, None, True, id="the same denied"),
        pytest.param({"time": month(2025, 5)}, None, True, id="denied for the month"),
        pytest.param({"time": day(date(2025, 5, 19))}, None, False, id="of another day"),
        pytest.param({"time": None}, date(2025, 5, 20), True, id="at any time until it was published"),
        pytest.param({"time": None}, date(2025, 5, 17), False, id="published before"),
        pytest.param({"time": None}, None, True, id="no time at all"),
        pytest.param({"relation": "visited"}, None, True, id="another relation of the type"),
        pytest.param({"relation": "visited", **TURNED}, None, True, id="a visit is a meeting whoever visits"),
        pytest.param({"type": "ACCUSE", "relation": "condemned"}, None, False, id="another type"),
        pytest.param({"modality": "planned"}, None, False, id="a plan"),
        pytest.param({"modality": "hypothetical"}, None, False, id="a possibility"),
        pytest.param({"recipients": ("donald-trump",)}, None, False, id="another partner"),
        pytest.param({"negated": False}, None, False, id="not denied"),
    ],
)
def test_denials_are_found(changes: dict[str, object], published: date | None, contrary: bool) -> None:
    denial = replace(MET, id="denial", trigger=replace(MET.trigger, article="kyiv"), **{"negated": True, **changes})  # type: ignore[arg-type]
    graph = defined((ROME, replace(GRAPH.article["kyiv"], date=published)), events=(MET, denial))
    found = find_contradictions(find_claims(graph))
    assert found == ({("denial", MET.id)} if contrary else set())


def test_a_denied_attack_of_one_is_no_denied_attack_of_the_other() -> None:
    attack = replace(MET, type="ASSAULT", relation="attacked")
    denial = replace(attack, id="denial", negated=True)
    turned = replace(denial, id="turned", **TURNED)  # type: ignore[arg-type]
    graph = defined((ROME,), events=(attack, denial, turned))
    assert find_contradictions(find_claims(graph)) == {("denial", attack.id)}


def test_denied_plans_contradict_plans() -> None:
    plan = replace(MET, modality="planned")
    graph = defined((ROME,), events=(plan, replace(plan, id="denial", negated=True)))
    assert find_contradictions(find_claims(graph)) == {("denial", plan.id)}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


DAY = date(2025, 5, 20)
ONE = "JD Vance met Volodymyr Zelenskyy in Rome on 18 May 2025."
TWO = "Volodymyr Zelenskyy met Vice President JD Vance on Sunday, 18 May 2025, his office said."
NOT = "JD Vance did not meet Volodymyr Zelenskyy on 18 May 2025."


def tell(extractor: Extractor, *texts: str) -> Graph:
    return merge_graphs(extractor.run([Article(f"a-{n}", text, date=DAY) for n, text in enumerate(texts)]))


def test_articles_that_tell_the_same_share_an_event(extractor: Extractor) -> None:
    [event] = tell(extractor, ONE, TWO).events
    assert {span.article for span in event.triggers} == {span.article for span in event.evidence} == {"a-0", "a-1"}
    assert event.time == TimeValue("2025-05-18", date(2025, 5, 18), date(2025, 5, 18), "day")


@pytest.mark.parametrize("texts", [(f"{ONE} {NOT}",), (ONE, NOT), (NOT, TWO)])
def test_a_denial_is_linked_inside_an_article_and_across(extractor: Extractor, texts: tuple[str, ...]) -> None:
    graph = tell(extractor, *texts)
    told, denied = sorted(graph.events, key=lambda event: event.negated)
    assert find_contradictions(find_claims(graph)) == {(denied.id, told.id)}


def test_two_sides_told_in_one_article_are_one_event(extractor: Extractor) -> None:
    [event] = tell(extractor, f"{ONE} Volodymyr Zelenskyy met JD Vance on 18 May 2025.").events
    assert len(event.evidence) == 2
