"""What the extractor reads in the suite's sentences, by kind against its floor, and how the scorer judges records."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.extractor import Extractor
from tests.behaviour.cases import expand_battery, expand_two_clauses, load_cases, read_cases
from tests.behaviour.measure import below_floor, extract_records, rate_kinds, read_floors, score_cases
from tests.behaviour.scoring import Case, Record, find_faults

KENYA = {"id": "kenya", "label": "Kenya", "type": "Country", "country": "KEN", "aliases": [], "mentions": []}
LAOS = {"id": "laos", "label": "Laos", "type": "Country", "country": "LAO", "aliases": [], "mentions": []}
CASTRO = {
    "id": "raul-castro", "label": "Raúl Castro", "type": "Person", "country": "CUB", "aliases": ["the president"],
    "mentions": [{"begin": 10, "end": 26, "text": "President Castro", "name": {"begin": 20, "end": 26}}],
}  # fmt: skip
MET = {
    "type": "CONSULT", "relation": "met", "mode": None, "trigger": {"text": "met"}, "actors": ["kenya"],
    "recipients": ["raul-castro"], "place": "laos", "time": "2018-03-14", "modality": "asserted", "negated": False,
    "attribution": None,
}  # fmt: skip
THANKED = MET | {"type": "SUPPORT", "relation": "thanked", "trigger": {"text": "thanked"}, "place": None}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load_cases()


@pytest.fixture(scope="module")
def rates(extractor: Extractor, cases: list[Case]) -> dict[str, tuple[int, int]]:
    return rate_kinds(cases, score_cases(cases, extract_records(extractor, cases)))


@pytest.mark.parametrize("kind", read_floors())
def test_kind_stays_above_its_floor(rates: dict[str, tuple[int, int]], kind: str) -> None:
    assert not below_floor({kind: rates[kind]}, read_floors())


def test_every_kind_has_a_floor(cases: list[Case]) -> None:
    assert {case["kind"] for case in cases} == set(read_floors())


def test_every_case_tells_something_once(cases: list[Case]) -> None:
    assert len({case["id"] for case in cases}) == len({case["text"] for case in cases}) == len(cases)
    assert all(any(case.get(key) for key in ("expect", "forbid", "one", "apart")) for case in cases)


def test_every_kind_has_ten_cases_and_things_to_leave_out() -> None:
    written = list(read_cases())
    sizes = Counter(case["kind"] for case in written)
    barred = Counter(case["kind"] for case in written if case.get("forbid") or case.get("apart"))
    assert all(size >= 10 for size in sizes.values())
    assert [kind for kind, size in sizes.items() if barred[kind] * 3 < size] == []


def test_tables_expand_in_full() -> None:
    assert len(list(expand_battery())) == 46 * 6
    assert len(list(expand_two_clauses())) == 240


def judge(expect: list[Case] | None = None, events: list[Record] | None = None, **more: object) -> list[str]:
    """The faults of a record of a meeting and of thanks, or of other events."""
    record = {"entities": [KENYA, LAOS, CASTRO], "events": [MET, THANKED] if events is None else events}
    return find_faults({"expect": expect or [], **more}, record, {"met"})


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "CONSULT", "who": ["Kenya"], "whom": ["Castro"], "status": "asserted"},
        {"type": "CONSULT", "who": ["Castro"], "whom": ["@KEN"], "place": "Laos"},
        {"type": "CONSULT", "sides": ["@KEN/Country", "Raul Castro@CUB", "?Laos"], "time": "2018*"},
        {"type": ["AID", "SUPPORT"], "who": ["Kenya"], "whom": ["*castro"], "word": "thank", "says": None},
        {"type": "any", "count": 2},
        {"any_of": [{"type": "AID"}, {"type": "SUPPORT", "who": ["Laos|Kenya"], "place": None}]},
        {"type": "SUPPORT", "who": ["*"], "mode": None, "relation": "praised|thanked"},
    ],
)
def test_met_expectations(wanted: Case) -> None:
    assert judge([wanted]) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "SUPPORT", "who": ["Castro"]},
        {"type": "SUPPORT", "who": ["Kenya", "Laos"]},
        {"type": "SUPPORT", "whom": []},
        {"type": "CONSULT", "sides": ["Kenya"]},
        {"type": "CONSULT", "sides": ["@KEN", "@CUB", "@LAO"]},
        {"type": "CONSULT", "status": "planned|not"},
        {"type": "SUPPORT", "place": "Laos"},
        {"type": "SUPPORT", "time": None},
        {"type": "CONSULT", "count": 2},
    ],
)
def test_missed_expectations(wanted: Case) -> None:
    assert len(judge([wanted])) == 1


def test_forbidden_events_need_only_hold_the_participants_named() -> None:
    assert judge(forbid=[{"type": "SUPPORT", "who": ["Laos"]}, {"type": "SUPPORT", "status": "not"}]) == []
    assert judge(forbid=[{"who": ["@KEN"], "place": "@LAO"}]) == [
        "wrong CONSULT 'met': Kenya [KEN] > Raúl Castro [CUB] (asserted, place Laos, 2018-03-14)"
    ]


def test_statements_are_no_event_of_any_type() -> None:
    assert judge(events=[MET | {"type": "STATE", "relation": "said"}], forbid=[{"type": "any"}]) == []


def test_entities_forbidden_joined_and_kept_apart() -> None:
    assert judge(forbid=[{"entity": "@FRA"}], one=[["Castro"]], apart=[["Kenya", "Laos"]]) == []
    assert judge(forbid=[{"entity": "@LAO/Country"}]) == ["wrong entity Laos"]
    assert judge(one=[["Castro", "Fidel"]]) == ["no entity is called Fidel"]
    assert judge(apart=[["Castro", "the president"]]) == ["Castro and the president are one entity, Raúl Castro"]


def test_negated_is_a_status_of_its_own() -> None:
    assert judge([{"status": "not"}], events=[MET | {"negated": True}]) == []
    assert judge(forbid=[{"status": "asserted"}], events=[MET | {"negated": True}]) == []


def test_floor_forgives_one_case() -> None:
    assert below_floor({"sides": (8, 10), "new": (0, 10)}, {"sides": 0.9}) == []
    assert below_floor({"sides": (7, 10)}, {"sides": 0.9}) == ["sides: 7 of 10 pass, floor 0.90"]
