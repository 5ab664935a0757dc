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


BONDS = [
    (
        "a question",
        "Did/do/VBD/3/aux Nixon//NNP/3/nsubj meet//VB/0/ROOT Mao//NNP/3/obj ?//./3/punct",
        "meet",
        "hypothetical",
        False,
    ),
    (
        "no question in a relative clause",
        "Did/do/VBD/3/aux Nixon//NNP/3/nsubj thank//VB/0/ROOT Mao//NNP/3/obj who//WP/6/nsubj met/meet/VBD/4/acl:relcl "
        "Zhou//NNP/6/obj ?//./3/punct",
        "met",
        "asserted",
        False,
    ),
    ("not only", "Nixon//NNP/4/nsubj not//RB/4/advmod only//RB/4/advmod met/meet/VBD/0/ROOT", "met", "asserted", False),
    ("nearly", "Nixon//NNP/3/nsubj nearly//RB/3/advmod met/meet/VBD/0/ROOT Mao//NNP/3/obj", "met", "asserted", True),
    (
        "a condition without if",
        "Had/have/VBD/3/aux Nixon//NNP/3/nsubj met/meet/VBN/6/advcl ,//,/3/punct he//PRP/6/nsubj left/leave/VBD/0/ROOT",
        "met",
        "hypothetical",
        False,
    ),
    (
        "the negation of a condition",
        "If//IN/5/mark Nixon//NNP/5/nsubj does/do/VBZ/5/aux not//RB/5/advmod come//VB/7/advcl Mao//NNP/7/nsubj "
        "leaves/leave/VBZ/0/ROOT",
        "come",
        "hypothetical",
        False,
    ),
    (
        "an object that is known already",
        "Nixon//NNP/3/nsubj will//MD/3/aux condemn//VB/0/ROOT the//DT/5/det attack//NN/3/obj",
        "attack",
        "asserted",
        False,
    ),
    (
        "a setting",
        "Nixon//NNP/3/nsubj may//MD/3/aux leave//VB/0/ROOT after//IN/6/case the//DT/6/det attack//NN/3/obl",
        "attack",
        "asserted",
        False,
    ),
    (
        "a participle in a modifier",
        "Nixon//NNP/3/nsubj will//MD/3/aux thank//VB/0/ROOT soldiers/soldier/NNS/3/obj trained/train/VBN/4/acl "
        "by//IN/7/case Mao//NNP/5/obl:agent",
        "trained",
        "asserted",
        False,
    ),
    (
        "one negation of one noun",
        "No//DT/2/det talks/talk/NNS/4/nsubj:pass were/be/VBD/4/aux:pass held/hold/VBN/0/ROOT",
        "talks",
        "asserted",
        True,
    ),
    (
        "no denial",
        "Nobody//NN/2/nsubj denies/deny/VBZ/0/ROOT that//IN/5/mark Nixon//NNP/5/nsubj met/meet/VBD/2/ccomp",
        "met",
        "asserted",
        False,
    ),
    (
        "no doubt",
        "There//NN/2/expl is/be/VBZ/0/ROOT no//DT/4/det doubt//NN/2/nsubj that//IN/7/mark Nixon//NNP/7/nsubj "
        "met/meet/VBD/4/acl Mao//NNP/7/obj",
        "met",
        "asserted",
        False,
    ),
    (
        "an infinitive of a noun",
        "a//DT/2/det contract//NN/0/ROOT to//TO/4/mark supply//VB/2/acl China//NNP/4/obj",
        "supply",
        "planned",
        False,
    ),
    (
        "an order",
        "Nixon//NNP/3/nsubj:pass was/be/VBD/3/aux:pass ordered/order/VBN/0/ROOT to//TO/5/mark leave//VB/3/xcomp",
        "leave",
        "hypothetical",
        False,
    ),
    (
        "what was managed",
        "Nixon//NNP/2/nsubj managed/manage/VBD/0/ROOT to//TO/4/mark leave//VB/2/xcomp",
        "leave",
        "asserted",
        False,
    ),
    (
        "a negation before and",
        "Nixon//NNP/4/nsubj did/do/VBD/4/aux not//RB/4/advmod recognise//VB/0/ROOT Laos//NNP/4/obj and//CC/7/cc "
        "called/call/VBD/4/conj Mao//NNP/7/obj",
        "called",
        "asserted",
        False,
    ),
]


@pytest.mark.parametrize(
    ("sentence", "word", "modality", "negated"), [pytest.param(*row[1:], id=row[0]) for row in BONDS]
)
def test_bonds(sentence: str, word: str, modality: str, negated: bool) -> None:
    parse = parse_of(sentence)
    status = assess(parse, parse.words.index(word))
    assert (status.modality, status.negated) == (modality, negated)
