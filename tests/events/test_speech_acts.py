"""Deeds that are only announced: what a promise, a threat or a refusal is coded as."""

from __future__ import annotations

import pytest

from kg.events.modality import Status
from kg.events.speech_acts import is_ultimatum, promised, take_stance
from kg.events.triggers import Marked, find_matches
from kg.knowledge.ontology import Ontology, Relation, load_ontology
from kg.knowledge.trigger_notation import parse_trigger
from kg.model import Modality
from tests.helpers.parses import parse_of

CATEGORIES = load_ontology().categories
RELATIONS = load_ontology().relations


def stance(
    kind: str,
    modality: Modality,
    negated: bool,
    *,
    announced: bool = True,
    own: bool = True,
    verbal: bool = True,
    ultimatum: bool = False,
    of: str | None = None,
) -> tuple[str, str, bool]:
    about = CATEGORIES[of] if of else None
    words, status = take_stance(
        CATEGORIES[kind],
        Status(modality, negated, 7),
        announced=announced,
        own_words=own,
        verbal=verbal,
        ultimatum=ultimatum,
        of=about,
    )
    assert status.source == 7
    return RELATIONS[words].category if words else kind, status.modality, status.negated


@pytest.mark.parametrize(
    ("kind", "modality", "negated", "expected"),
    [
        ("AID", "asserted", False, ("AID", "asserted", False)),
        ("AID", "asserted", True, ("AID", "asserted", True)),
        ("AID", "planned", False, ("AGREE", "planned", False)),
        ("AID", "hypothetical", False, ("AID", "hypothetical", False)),
        ("AID", "planned", True, ("REJECT", "asserted", False)),
        ("CONSULT", "planned", False, ("CONSULT", "planned", False)),
        ("CONSULT", "planned", True, ("REJECT", "asserted", False)),
        ("ASSAULT", "asserted", False, ("ASSAULT", "asserted", False)),
        ("ASSAULT", "planned", False, ("THREATEN", "planned", False)),
        ("ASSAULT", "planned", True, ("ASSAULT", "planned", True)),
        ("STATE", "planned", False, ("STATE", "planned", False)),
        ("AGREE", "asserted", True, ("REJECT", "asserted", False)),
        ("AGREE", "hypothetical", True, ("AGREE", "hypothetical", True)),
    ],
)
def test_in_their_own_words(kind: str, modality: Modality, negated: bool, expected: tuple[str, str, bool]) -> None:
    assert stance(kind, modality, negated) == expected


@pytest.mark.parametrize(
    ("kind", "negated", "expected"),
    [
        ("AID", False, ("AGREE", "planned", False)),
        ("AID", True, ("AID", "planned", True)),
        ("ASSAULT", False, ("ASSAULT", "planned", False)),
    ],
)
def test_when_others_say_what_they_will_do(kind: str, negated: bool, expected: tuple[str, str, bool]) -> None:
    assert stance(kind, "planned", negated, own=False) == expected


@pytest.mark.parametrize("kind", ["AID", "ASSAULT", "CONSULT"])
@pytest.mark.parametrize("negated", [False, True])
def test_what_nobody_announces_keeps_its_type(kind: str, negated: bool) -> None:
    assert stance(kind, "planned", negated, announced=False) == (kind, "planned", negated)


@pytest.mark.parametrize("kind", ["AID", "ASSAULT", "CONSULT"])
def test_what_will_be_done_unless_something_happens_is_a_threat(kind: str) -> None:
    assert stance(kind, "planned", False, ultimatum=True) == ("THREATEN", "planned", False)
    assert stance(kind, "asserted", False, ultimatum=True) == (kind, "asserted", False)


@pytest.mark.parametrize(("of", "coded"), [("ASSAULT", "THREATEN"), ("SANCTION", "THREATEN"), ("AID", "AGREE")])
def test_a_promise_of_harm_is_a_threat(of: str, coded: str) -> None:
    assert stance("AGREE", "asserted", False, of=of) == (coded, "asserted", False)


def test_no_agreement_is_no_refusal() -> None:
    assert stance("AGREE", "asserted", True, verbal=False) == ("AGREE", "asserted", True)


def test_a_request_about_harm_stays_a_request() -> None:
    assert stance("REQUEST", "asserted", False, of="ASSAULT") == ("REQUEST", "asserted", False)


VOWED = "Nixon//NNP/2/nsubj vowed/vow/VBD/0/ROOT"


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        (f"{VOWED} to//TO/4/mark shell//VB/2/xcomp Laos//NNP/4/obj", "ASSAULT"),
        (f"{VOWED} that//IN/6/mark he//PRP/6/nsubj will//MD/6/aux shell//VB/2/ccomp Laos//NNP/6/obj", "ASSAULT"),
        (f"{VOWED} to//TO/4/mark try//VB/2/xcomp to//TO/6/mark shell//VB/4/xcomp Laos//NNP/6/obj", "ASSAULT"),
        (f"{VOWED} to//TO/4/mark pray//VB/2/xcomp", None),
        (f"{VOWED} after//IN/5/mark Mao//NNP/5/nsubj shelled/shell/VBD/2/advcl Laos//NNP/5/obj", None),
        (f"{VOWED} and//CC/4/cc shelled/shell/VBD/2/conj Laos//NNP/4/obj", None),
    ],
)
def test_what_a_promise_is_about(sentence: str, of: str | None) -> None:
    relations = {kind: Relation(kind, kind, kind, None, (), False) for kind in ("AGREE", "ASSAULT")}
    triggers = (parse_trigger("A vow", "AGREE"), parse_trigger("A shell R", "ASSAULT"))
    ontology = Ontology(CATEGORIES, relations, triggers)
    parse = parse_of(sentence)
    inner = {match.head: match for match in find_matches(parse, ontology, Marked())}
    found = promised(parse, inner[1], inner, ontology)
    assert (found and found.id) == of


@pytest.mark.parametrize(("conjunction", "expected"), [("unless", True), ("if", False)])
def test_ultimatum(conjunction: str, expected: bool) -> None:
    leave = f"{conjunction}//IN/6/mark Mao//NNP/6/nsubj leaves/leave/VBZ/3/advcl"
    parse = parse_of(f"Nixon//NNP/3/nsubj will//MD/3/aux shell//VB/0/ROOT {leave}")
    assert is_ultimatum(parse, 2) == expected
