"""Modality, polarity and source: cues on hand-built parses."""

from __future__ import annotations

import pytest

from kg.events.modality import assess
from tests.helpers.parses import parse_of

CASES = [
    ("Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj", "met", "asserted", False, None),
    ("Nixon//NNP/3/nsubj will//MD/3/aux meet//VB/0/ROOT Mao//NNP/3/obj", "meet", "planned", False, None),
    ("Nixon//NNP/3/nsubj may//MD/3/aux meet//VB/0/ROOT Mao//NNP/3/obj", "meet", "hypothetical", False, None),
    (
        "Nixon//NNP/4/nsubj did/do/VBD/4/aux not//RB/4/advmod meet//VB/0/ROOT Mao//NNP/4/obj",
        "meet",
        "asserted",
        True,
        None,
    ),
    ("Nobody//NN/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj", "met", "asserted", True, None),
    (
        "Neither//CC/2/cc:preconj Nixon//NNP/5/nsubj nor//CC/4/cc Mao//NNP/2/conj came/come/VBD/0/ROOT",
        "came",
        "asserted",
        True,
        None,
    ),
    (
        "Nixon//NNP/2/nsubj failed/fail/VBD/0/ROOT to//TO/4/mark meet//VB/2/xcomp Mao//NNP/4/obj",
        "meet",
        "asserted",
        True,
        None,
    ),
    (
        "Nixon//NNP/2/nsubj plans/plan/VBZ/0/ROOT to//TO/4/mark meet//VB/2/xcomp Mao//NNP/4/obj",
        "meet",
        "planned",
        False,
        None,
    ),
    (
        "Nixon//NNP/2/nsubj wants/want/VBZ/0/ROOT to//TO/4/mark meet//VB/2/xcomp Mao//NNP/4/obj",
        "meet",
        "hypothetical",
        False,
        None,
    ),
    (
        "Zhou//NNP/2/nsubj said/say/VBD/0/ROOT Nixon//NNP/4/nsubj met/meet/VBD/2/ccomp Mao//NNP/4/obj",
        "met",
        "asserted",
        False,
        "zhou",
    ),
    (
        "Zhou//NNP/2/nsubj said/say/VBD/0/ROOT Nixon//NNP/5/nsubj would//MD/5/aux meet//VB/2/ccomp Mao//NNP/5/obj",
        "meet",
        "planned",
        False,
        "zhou",
    ),
    (
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj Zhou//NNP/5/nsubj said/say/VBD/2/parataxis",
        "met",
        "asserted",
        False,
        "zhou",
    ),
    (
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj according//IN/6/case to//IN/4/fixed Zhou//NNP/2/obl",
        "met",
        "asserted",
        False,
        "zhou",
    ),
    (
        "Nixon//NNP/3/nsubj will//MD/3/aux hold//VB/0/ROOT talks/talk/NNS/3/obj with//IN/6/case Mao//NNP/4/nmod",
        "talks",
        "planned",
        False,
        None,
    ),
    (
        "Zhou//NNP/2/nsubj ruled/rule/VBD/0/ROOT out//RP/2/compound:prt a//DT/5/det meeting//NN/2/obj",
        "meeting",
        "asserted",
        True,
        None,
    ),
    (
        "a//DT/3/det possible//JJ/3/amod meeting//NN/0/ROOT with//IN/5/case Mao//NNP/3/nmod",
        "meeting",
        "hypothetical",
        False,
        None,
    ),
    (
        "Nixon//NNP/3/nsubj will//MD/3/aux leave//VB/0/ROOT if//IN/6/mark Mao//NNP/6/nsubj comes/come/VBZ/3/advcl",
        "comes",
        "hypothetical",
        False,
        None,
    ),
]


@pytest.mark.parametrize(("sentence", "word", "modality", "negated", "source"), CASES)
def test_status(sentence: str, word: str, modality: str, negated: bool, source: str | None) -> None:
    parse = parse_of(sentence)
    status = assess(parse, parse.words.index(word))
    said_by = parse.words[status.source] if status.source is not None else None
    assert (status.modality, status.negated, said_by) == (modality, negated, source)
