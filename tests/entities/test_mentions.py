"""Names against the gazetteer, titles, and nouns that denote actors, on hand-built Docs."""

from __future__ import annotations

import pytest

from kg.entities.mentions import Mention, find_mentions
from kg.entities.names import find_names
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.nouns import load_nouns
from kg.syntax.from_doc import read_parse
from tests.helpers.docs import make_doc


def names(text: str) -> list[tuple[str, str, str]]:
    doc = make_doc(text)
    return [(name.text, name.type, name.form) for name in find_names(doc, read_parse(doc), load_gazetteer())]


def mention(text: str, head: str) -> Mention:
    doc = make_doc(text)
    parse = read_parse(doc)
    found = find_mentions(doc, parse, find_names(doc, parse, load_gazetteer()))
    return next(m for m in found if doc[m.head].text == head)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Israel|PROPN|nsubj|1|ORG bombed|VERB|ROOT|1 Damascus|PROPN|obj|1|ORG",
            [("Israel", "Country", "name"), ("Damascus", "Place", "name")],
        ),
        (
            "Israeli|ADJ|amod|1|NORP jets/jet|NOUN|nsubj|2 hit|VERB|ROOT|2 Palestinians/Palestinian|NOUN|obj|2",
            [("Israeli", "Country", "adjective"), ("Palestinians", "Country", "people")],
        ),
        ("The|DET|det|1 Kremlin|PROPN|nsubj|2 agreed|VERB|ROOT|2", [("Kremlin", "Country", "metonym")]),
        ("They|PRON|nsubj|1 told|VERB|ROOT|1 us|PRON|obj|1 who|PRON|obj|1 may|AUX|aux|1", []),
        ("Talks/talk|NOUN|nsubj|1 began|VERB|ROOT|1 Monday|PROPN|obl|1|ORG", []),
        (
            "Talks/talk|NOUN|ROOT|0 in|ADP|case|2 Russian|ADJ|nmod|0|NORP",
            [],
        ),
        ("US-Iraq|PROPN|compound|1|LOC ties/tie|NOUN|ROOT|1", [("US-Iraq", "Country", "pair")]),
        (
            "Iraqi|ADJ|amod|2|PERSON Prime|PROPN|amod|2|PERSON Minister|PROPN|ROOT|2|PERSON",
            [("Iraqi", "Country", "adjective")],
        ),
        (
            "Jane|PROPN|nsubj|2|PERSON Bishop|PROPN|flat|0|PERSON left|VERB|ROOT|2",
            [("Jane Bishop", "Person", "name")],
        ),
        (
            "It|PRON|nsubj|1 fell|VERB|ROOT|1 near|ADP|case|3 Dabiqa|PROPN|obl|1|PERSON",
            [("Dabiqa", "Place", "name")],
        ),
        ("President|PROPN|nmod:desc|1 Adama|PROPN|ROOT|1 Sarr|PROPN|flat|1", [("Adama Sarr", "Person", "name")]),
        (
            "the|DET|det|2 news|NOUN|compound|2 agency|NOUN|nsubj|4 Sana|PROPN|appos|2|LOC said|VERB|ROOT|4",
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
            "the|DET|det|3 Russian|ADJ|amod|3 Foreign|ADJ|amod|3 Minister|PROPN|nmod:desc|4 "
            "Sergei|PROPN|ROOT|4|PERSON Lavrov|PROPN|flat|4|PERSON",
            "Sergei",
            "Foreign Minister",
            0,
        ),
        (
            "Secretary|PROPN|nmod:desc|3 of|ADP|case|2 State|PROPN|nmod|0 Marco|PROPN|ROOT|3|PERSON "
            "Rubio|PROPN|flat|3|PERSON",
            "Marco",
            "Secretary of State",
            0,
        ),
        (
            "In|ADP|case|1 Turkey|PROPN|obl|4|LOC Minister|PROPN|nmod:desc|3 Ellwood|PROPN|nsubj|4|PERSON "
            "spoke|VERB|ROOT|4",
            "Ellwood",
            "Minister",
            2,
        ),
        (
            "UN|PROPN|compound|2|ORG Special|ADJ|amod|2 Envoy|PROPN|nmod:desc|3 de|X|ROOT|3 "
            "Mistura|PROPN|flat|3|PERSON",
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
        "Three|NUM|nummod|3 senior|ADJ|amod|3 Iraqi|ADJ|amod|3 officials/official|NOUN|nsubj|4 met|VERB|ROOT|4",
        "officials",
    )
    assert (found.phrase, found.words, found.owners, found.plural) == ("officials", "Iraqi officials", (2,), True)


@pytest.mark.parametrize(
    ("text", "head", "owners"),
    [
        ("officials/official|NOUN|ROOT|0 of|ADP|case|3 the|DET|det|3 EU|PROPN|nmod|0|ORG", "officials", (3,)),
        ("rebels/rebel|NOUN|ROOT|0 in|ADP|case|2 Darfur|PROPN|nmod|0|LOC", "rebels", (2,)),
        ("ambassador|NOUN|ROOT|0 to|ADP|case|2 Iraq|PROPN|nmod|0|LOC", "ambassador", ()),
        ("anti|ADJ|compound|3 -|PUNCT|punct|0 Syria|PROPN|compound|3|LOC mobs/mob|NOUN|ROOT|3", "mobs", ()),
        ("its|PRON|nmod:poss|1 forces/force|NOUN|ROOT|1", "forces", (0,)),
        (
            "the|DET|det|1 rulers/ruler|NOUN|ROOT|1 of|ADP|case|5 Yemen|PROPN|nmod:poss|5|LOC 's|PART|case|3 "
            "north|NOUN|nmod|1",
            "rulers",
            (3,),
        ),
    ],
)
def test_owners(text: str, head: str, owners: tuple[int, ...]) -> None:
    assert mention(text, head).owners == owners


def test_nouns_inside_other_nouns_denote_nobody() -> None:
    doc = make_doc("Police|NOUN|compound|1 custody|NOUN|nsubj|2 ended|VERB|ROOT|2")
    assert find_mentions(doc, read_parse(doc), []) == []


def test_every_noun_has_one_kind() -> None:
    nouns = load_nouns()
    assert nouns["president"].kind == "office"
    assert nouns["spokeswoman"].gender == "female"
    assert {noun.kind for noun in nouns.values()} >= {"person", "group", "institution", "government", "passing"}
