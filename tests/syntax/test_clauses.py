"""Clauses: grammar on hand-built parses, with no model; both label schemes give the same clauses."""

from __future__ import annotations

import pytest

from kg.syntax.clauses import predicate_kind, read_clause
from kg.syntax.parse import Parse
from tests.helpers.parses import parse_of

ACTIVE = "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj in//IN/5/case Beijing//NNP/2/obl"
CASES = [
    pytest.param(ACTIVE, "met", {"subject": ["nixon"], "object": ["mao"], "oblique": ["beijing"]}, id="active"),
    pytest.param(
        "Mao//NNP/3/nsubj:pass was/be/VBD/3/aux:pass met/meet/VBN/0/ROOT by//IN/5/case Nixon//NNP/3/obl:agent",
        "met",
        {"object": ["mao"], "agent": ["nixon"]},
        id="passive with agent",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj agreed/agree/VBD/0/ROOT to//TO/4/mark meet/meet/VB/2/xcomp Mao//NNP/4/obj",
        "meet",
        {"subject": ["nixon"], "object": ["mao"]},
        id="subject control",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj urged/urge/VBD/0/ROOT Mao//NNP/2/obj to//TO/5/mark talk//VB/2/xcomp",
        "talk",
        {"subject": ["mao"]},
        id="object control",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj announced/announce/VBD/0/ROOT plans/plan/NNS/2/obj to//TO/5/mark visit//VB/3/acl "
        "Mao//NNP/5/obj",
        "visit",
        {"subject": ["nixon"], "object": ["mao"]},
        id="plans of one's own",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj discussed/discuss/VBD/0/ROOT plans/plan/NNS/2/obj to//TO/5/mark visit//VB/3/acl "
        "Mao//NNP/5/obj",
        "visit",
        {"object": ["mao"]},
        id="plans of others",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj flew/fly/VBD/0/ROOT and//CC/4/cc met/meet/VBD/2/conj Mao//NNP/4/obj",
        "met",
        {"subject": ["nixon"], "object": ["mao"]},
        id="coordinated verb",
    ),
    pytest.param(
        "Nixon//NNP/4/nsubj who//WP/3/nsubj met/meet/VBD/1/acl:relcl left/leave/VBD/0/ROOT",
        "met",
        {"subject": ["nixon"]},
        id="relative clause",
    ),
    pytest.param(
        "men/man/NNS/5/nsubj Nixon//NNP/3/nsubj met/meet/VBD/1/acl:relcl have//VBP/5/aux left/leave/VBN/0/ROOT",
        "met",
        {"subject": ["nixon"], "object": ["men"]},
        id="relative clause without a pronoun",
    ),
    pytest.param(
        "men/man/NNS/5/nsubj arrested/arrest/VBN/1/acl by//IN/4/case police//NN/2/obl:agent left/leave/VBD/0/ROOT",
        "arrested",
        {"object": ["men"], "agent": ["police"]},
        id="reduced relative clause",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj left/leave/VBD/0/ROOT praising/praise/VBG/2/advcl Mao//NNP/3/obj",
        "praising",
        {"subject": ["nixon"], "object": ["mao"]},
        id="participle",
    ),
    pytest.param(
        "Chinese//JJ/2/amod visit//NN/0/ROOT of//IN/4/case Nixon//NNP/2/nmod",
        "visit",
        {"modifier": ["chinese"], "oblique": ["nixon"]},
        id="noun",
    ),
]  # fmt: skip


def clause_words(parse: Parse, word: str) -> dict[str, list[str]]:
    index = parse.words.index(word)
    kind = predicate_kind(parse, index)
    assert kind is not None
    found: dict[str, list[str]] = {}
    for argument in read_clause(parse, index, kind).arguments:
        found.setdefault(argument.role, []).append(parse.words[argument.head])
    return found


@pytest.mark.parametrize(("sentence", "word", "expected"), CASES)
def test_arguments(sentence: str, word: str, expected: dict[str, list[str]]) -> None:
    assert clause_words(parse_of(sentence), word) == expected


SCHEMES = [
    pytest.param(
        ACTIVE,
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/dobj in//IN/2/prep Beijing//NNP/4/pobj",
        "met",
        id="object and preposition",
    ),
    pytest.param(
        "Mao//NNP/3/nsubj:pass was/be/VBD/3/aux:pass met/meet/VBN/0/ROOT by//IN/5/case Nixon//NNP/3/obl:agent",
        "Mao//NNP/3/nsubjpass was/be/VBD/3/auxpass met/meet/VBN/0/ROOT by//IN/3/agent Nixon//NNP/4/pobj",
        "met",
        id="passive",
    ),
    pytest.param(
        "talks/talk/NNS/0/ROOT of//IN/3/case Nixon//NNP/1/nmod with//IN/5/case Mao//NNP/1/nmod",
        "talks/talk/NNS/0/ROOT of//IN/1/prep Nixon//NNP/2/pobj with//IN/1/prep Mao//NNP/4/pobj",
        "talks",
        id="noun",
    ),
    pytest.param(
        "troops/troop/NNS/2/nsubj pulled/pull/VBD/0/ROOT out//IN/5/case of//IN/5/case Laos//NNP/2/obl",
        "troops/troop/NNS/2/nsubj pulled/pull/VBD/0/ROOT out//IN/2/prep of//IN/3/prep Laos//NNP/4/pobj",
        "pulled",
        id="two prepositions",
    ),
    pytest.param(
        "Nixon//NNP/3/nsubj was/be/VBD/3/cop critical//JJ/0/ROOT of//IN/5/case Mao//NNP/3/obl",
        "Nixon//NNP/2/nsubj was/be/VBD/0/ROOT critical//JJ/2/acomp of//IN/3/prep Mao//NNP/4/pobj",
        "critical",
        id="copula",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("universal", "clearnlp", "word"), SCHEMES)
def test_both_label_schemes_give_the_same_clause(universal: str, clearnlp: str, word: str) -> None:
    first, second = parse_of(universal), parse_of(clearnlp)
    assert clause_words(first, word) == clause_words(second, word)
    index = first.words.index(word)
    prepositions = [
        [parse.case(argument.head) for argument in read_clause(parse, index, kind).arguments]
        for parse in (first, second)
        if (kind := predicate_kind(parse, index))
    ]
    assert prepositions[0] == prepositions[1]
