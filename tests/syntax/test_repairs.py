"""Slips of parsers that grammar alone can tell, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.helpers.parses import parse_of

SLIPS = [
    pytest.param(
        "Nixon//NNP/2/nsubj asked/ask/VBD/0/ROOT Mao//NNP/5/obj to//TO/5/mark help//VB/2/xcomp Laos//NNP/5/obj",
        {"mao": ("obj", "asked"), "laos": ("obj", "help")},
        id="who is asked is no object of what he is asked to do",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj called/call/VBD/0/ROOT on//IN/4/case Mao//NNP/2/obj",
        {"mao": ("obl", "called")},
        id="an object has no preposition",
    ),
    pytest.param(
        "Calls/call/VBZ/0/ROOT upon//IN/1/mark Mao//NNP/5/nsubj to//TO/5/mark leave//VB/1/xcomp",
        {"mao": ("obl", "calls"), "upon": ("case", "mao")},
        id="who is called upon is no subject of what he is asked to do",
    ),
    pytest.param(
        "visits/visit/NNS/4/nsubj by//IN/3/case Mao//NNP/4/nsubj ended/end/VBD/0/ROOT",
        {"mao": ("nmod", "visits"), "visits": ("nsubj", "ended")},
        id="a subject has no preposition",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj praised/praise/VBD/0/ROOT Mao//NNP/2/obj ,//,/5/punct blamed/blame/VBD/3/acl:relcl "
        "Laos//NNP/5/obj",
        {"blamed": ("conj", "praised"), "laos": ("obj", "blamed")},
        id="a past tense without a subject is the next predicate",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj wrote/write/VBD/0/ROOT to//IN/4/case Mao//NNP/2/obl and//CC/6/cc Laos//NNP/4/conj "
        "left/leave/VBD/2/ccomp Rome//NNP/7/obj",
        {"laos": ("nsubj", "left"), "left": ("conj", "wrote"), "and": ("cc", "left")},
        id="the name before a verb is its subject",
    ),
    pytest.param(
        "Paris//NNP/4/nsubj –//,/1/punct France//NNP/1/appos left/leave/VBD/0/ROOT",
        {"paris": ("obl:unmarked", "left"), "france": ("nsubj", "left")},
        id="a dateline is no subject",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT with//IN/6/case Premier//NNP/6/nmod:desc of//IN/6/case "
        "China//NNP/2/obl Zhou//NNP/6/appos",
        {
            "zhou": ("obl", "met"),
            "premier": ("nmod:desc", "zhou"),
            "china": ("nmod", "premier"),
            "with": ("case", "zhou"),
        },
        id="a phrase hangs on its title",
    ),
    pytest.param(
        "Secretary//NNP/4/nmod:desc of//IN/4/case State//NNP/4/nmod:desc Kissinger//NNP/5/nsubj left/leave/VBD/0/ROOT",
        {"state": ("nmod", "secretary"), "of": ("case", "state"), "kissinger": ("nsubj", "left")},
        id="of belongs to what a title is of",
    ),
    pytest.param(
        "neighbour//NN/3/nsubj Laos//NNP/3/nsubj left/leave/VBD/0/ROOT",
        {"neighbour": ("nmod:desc", "laos"), "laos": ("nsubj", "left")},
        id="a noun right before a name describes it",
    ),
    pytest.param(
        "nurses/nurse/NNS/5/nsubj across//IN/3/case New//NNP/4/amod Zealand//NNP/1/nmod left/leave/VBD/0/ROOT",
        {"across": ("case", "zealand")},
        id="a preposition belongs to the head of its phrase",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT queens/queen/NNS/2/obj of//IN/5/case Laos//NNP/2/obl",
        {"laos": ("nmod", "queens")},
        id="what is said with 'of' right behind an object is whose it is",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj rejected/reject/VBD/0/ROOT plans/plan/NNS/2/obj by//IN/5/case Laos//NNP/2/nsubj",
        {"laos": ("nmod", "plans")},
        id="behind an object it is that which a preposition belongs to",
    ),
    pytest.param(
        "thanking/thank/VBG/6/advcl Laos//NNP/5/nmod:poss ,//,/1/punct Mao//NNP/5/nmod:poss envoy//NN/6/nsubj "
        "left/leave/VBD/0/ROOT",
        {"laos": ("obj", "thanking"), "mao": ("nmod:poss", "envoy")},
        id="no owner stands before a comma",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT with//IN/4/case president//NNP/2/obl of//IN/6/case Laos//NNP/4/nmod "
        "Mao//NNP/6/appos",
        {
            "mao": ("obl", "met"),
            "president": ("nmod:desc", "mao"),
            "with": ("case", "mao"),
            "laos": ("nmod", "president"),
        },
        id="a name behind its title stands for it",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj thanked/thank/VBD/0/ROOT Mao//NNP/6/nmod:poss for//IN/6/case Laos//NNP/6/nmod:poss "
        "help//NN/2/obl",
        {"mao": ("obj", "thanked"), "laos": ("nmod:poss", "help")},
        id="no owner stands before a preposition",
    ),
    pytest.param(
        "having/have/VBG/2/aux met/meet/VBN/6/advcl Laos//NNP/2/obj ,//,/2/punct Mao//NNP/3/appos "
        "left/leave/VBD/0/ROOT",
        {"mao": ("nsubj", "left"), "laos": ("obj", "met")},
        id="the name behind an opening clause is the subject",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj held/hold/VBD/0/ROOT talks/talk/NNS/2/obj before//IN/5/mark leaving/leave/VBG/3/advcl",
        {"leaving": ("advcl", "held")},
        id="a clause of time belongs to the verb",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj praised/praise/VBD/0/ROOT Mao//NNP/2/obj and//CC/6/cc held/hold/VBN/6/amod "
        "talks/talk/NNS/2/conj",
        {"held": ("conj", "praised"), "talks": ("obj", "held"), "and": ("cc", "held")},
        id="a participle behind 'and' is the next predicate",
    ),
]
SOUND = [
    pytest.param(
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj who//WP/5/nsubj praised/praise/VBD/3/acl:relcl "
        "Laos//NNP/5/obj",
        "praised",
        id="a relative clause",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj accused/accuse/VBN/3/acl of//IN/6/case theft//NN/4/obl",
        "accused",
        id="a reduced relative clause",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj hoped/hope/VBD/0/ROOT Mao//NNP/6/nsubj and//CC/5/cc Zhou//NNP/3/conj "
        "waited/wait/VBD/2/ccomp",
        "zhou",
        id="a subject of two",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT queens/queen/NNS/2/obj of//IN/5/case Laos//NNP/3/nmod ,//,/3/punct "
        "Mao//NNP/3/appos",
        "mao",
        id="an apposition behind a comma",
    ),
    pytest.param(
        "Nixon//NNP/2/nsubj seeks/seek/VBZ/0/ROOT to//TO/4/mark help//VB/2/xcomp Laos//NNP/4/obj",
        "laos",
        id="the object of an infinitive",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SLIPS)
def test_slips(sentence: str, expected: dict[str, tuple[str, str]]) -> None:
    parse = parse_of(sentence)
    for word, (label, head) in expected.items():
        index = parse.words.index(word)
        assert (parse.deps[index], parse.words[parse.heads[index]]) == (label, head)
        assert index in parse.children[parse.heads[index]]
    assert sum(map(len, parse.children)) == len(parse.words) - 1


@pytest.mark.parametrize(("sentence", "word"), SOUND)
def test_what_only_looks_like_a_slip(sentence: str, word: str) -> None:
    parse = parse_of(sentence)
    index = parse.words.index(word)
    given = next(row.split("/") for row in sentence.split() if row.split("/")[0].lower() == word)
    assert (parse.deps[index], parse.heads[index]) == (given[4], int(given[3]) - 1)
