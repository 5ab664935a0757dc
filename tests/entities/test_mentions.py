"""Names against the gazetteer, titles, and nouns that denote actors, on hand-built Docs."""

from __future__ import annotations

import pytest

from kg.entities.mentions import Mention, find_mentions
from kg.entities.names import find_names
from kg.entities.namesakes import tell_apart
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.nouns import load_nouns
from kg.syntax.from_doc import read_parse
from tests.helpers.parses import doc_of


def names(text: str) -> list[tuple[str, str, str]]:
    doc = doc_of(text)
    parse, gazetteer = read_parse(doc), load_gazetteer()
    found = tell_apart(doc, parse, find_names(doc, parse, gazetteer), gazetteer)
    return [(name.text, name.type, name.form) for name in found]


def mention(text: str, head: str) -> Mention:
    doc = doc_of(text)
    parse = read_parse(doc)
    found = find_mentions(doc, parse, find_names(doc, parse, load_gazetteer()))
    return next(m for m in found if doc[m.head].text == head)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Israel//NNP/2/nsubj/ORG bombed//VBD/0/ROOT Damascus//NNP/2/obj/ORG",
            [("Israel", "Country", "name"), ("Damascus", "Place", "name")],
        ),
        (
            "Israeli//JJ/2/amod/NORP jets/jet/NNS/3/nsubj hit//VBD/0/ROOT Palestinians/Palestinian/NNS/3/obj",
            [("Israeli", "Country", "adjective"), ("Palestinians", "Country", "people")],
        ),
        ("The//DT/2/det Kremlin//NNP/3/nsubj agreed//VBD/0/ROOT", [("Kremlin", "Country", "metonym")]),
        ("They//PRP/2/nsubj told//VBD/0/ROOT us//PRP/2/obj who//PRP/2/obj may//MD/2/aux", []),
        ("Talks/talk/NNS/2/nsubj began//VBD/0/ROOT Monday//NNP/2/obl/ORG", []),
        (
            "Talks/talk/NNS/0/ROOT in//IN/3/case Russian//JJ/1/nmod/NORP",
            [],
        ),
        ("US-Iraq//NNP/2/compound/LOC ties/tie/NNS/0/ROOT", [("US-Iraq", "Country", "pair")]),
        (
            "Iraqi//JJ/3/amod/PERSON Prime//NNP/3/amod/PERSON Minister//NNP/0/ROOT/PERSON",
            [("Iraqi", "Country", "adjective")],
        ),
        (
            "Jane//NNP/3/nsubj/PERSON Bishop//NNP/1/flat/PERSON left//VBD/0/ROOT",
            [("Jane Bishop", "Person", "name")],
        ),
        (
            "It//PRP/2/nsubj fell//VBD/0/ROOT near//IN/4/case Dabiqa//NNP/2/obl/PERSON",
            [("Dabiqa", "Place", "name")],
        ),
        ("President//NNP/2/nmod:desc Adama//NNP/0/ROOT Sarr//NNP/2/flat", [("Adama Sarr", "Person", "name")]),
        (
            "the//DT/3/det news//NN/3/compound agency//NN/5/nsubj Sana//NNP/3/appos/LOC said//VBD/0/ROOT",
            [("Sana", "Organization", "name")],
        ),
    ],
)
def test_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "head", "phrase", "begin"),
    [
        (
            "the//DT/4/det Russian//JJ/4/amod Foreign//JJ/4/amod Minister//NNP/5/nmod:desc "
            "Sergei//NNP/0/ROOT/PERSON Lavrov//NNP/5/flat/PERSON",
            "Sergei",
            "Foreign Minister",
            0,
        ),
        (
            "Secretary//NNP/4/nmod:desc of//IN/3/case State//NNP/1/nmod Marco//NNP/0/ROOT/PERSON "
            "Rubio//NNP/4/flat/PERSON",
            "Marco",
            "Secretary of State",
            0,
        ),
        (
            "In//IN/2/case Turkey//NNP/5/obl/LOC Minister//NNP/4/nmod:desc Ellwood//NNP/5/nsubj/PERSON "
            "spoke//VBD/0/ROOT",
            "Ellwood",
            "Minister",
            2,
        ),
        (
            "UN//NNP/3/compound/ORG Special//JJ/3/amod Envoy//NNP/4/nmod:desc de//FW/0/ROOT Mistura//NNP/4/flat/PERSON",
            "de",
            "Special Envoy",
            0,
        ),
    ],
)
def test_titles_belong_to_the_mention(text: str, head: str, phrase: str, begin: int) -> None:
    found = mention(text, head)
    assert (found.phrase, found.begin) == (phrase, begin)


def test_modifiers_that_say_nothing_are_left_out() -> None:
    found = mention(
        "Three//CD/4/nummod senior//JJ/4/amod Iraqi//JJ/4/amod officials/official/NNS/5/nsubj met//VBD/0/ROOT",
        "officials",
    )
    assert (found.phrase, found.words, found.owners, found.plural) == ("officials", "Iraqi officials", (2,), True)


@pytest.mark.parametrize(
    ("text", "head", "owners"),
    [
        ("officials/official/NNS/0/ROOT of//IN/4/case the//DT/4/det EU//NNP/1/nmod/ORG", "officials", (3,)),
        ("rebels/rebel/NNS/0/ROOT in//IN/3/case Darfur//NNP/1/nmod/LOC", "rebels", (2,)),
        ("ambassador//NN/0/ROOT to//IN/3/case Iraq//NNP/1/nmod/LOC", "ambassador", ()),
        ("anti//JJ/4/compound -//./1/punct Syria//NNP/4/compound/LOC mobs/mob/NNS/0/ROOT", "mobs", ()),
        ("its//PRP/2/nmod:poss forces/force/NNS/0/ROOT", "forces", (0,)),
        (
            "the//DT/2/det rulers/ruler/NNS/0/ROOT of//IN/6/case Yemen//NNP/6/nmod:poss/LOC 's//POS/4/case "
            "north//NN/2/nmod",
            "rulers",
            (3,),
        ),
    ],
)
def test_owners(text: str, head: str, owners: tuple[int, ...]) -> None:
    assert mention(text, head).owners == owners


def test_nouns_inside_other_nouns_denote_nobody() -> None:
    doc = doc_of("Police//NN/2/compound custody//NN/3/nsubj ended//VBD/0/ROOT")
    assert find_mentions(doc, read_parse(doc), []) == []


def test_every_noun_has_one_kind() -> None:
    nouns = load_nouns()
    assert nouns["president"].kind == "office"
    assert nouns["spokeswoman"].gender == "female"
    assert {noun.kind for noun in nouns.values()} >= {"person", "group", "institution", "government", "passing"}
