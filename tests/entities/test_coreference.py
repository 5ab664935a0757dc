"""Who is meant by roles, groups, pairs and pronouns, on hand-built Docs with the shipped gazetteer."""

from __future__ import annotations

from datetime import date

import pytest

from kg.entities.linking import find_actors
from kg.knowledge.gazetteer import load_gazetteer
from kg.model import Article
from tests.helpers.docs import make_doc

MERKEL = """
"|PUNCT|punct|3 I|PRON|nsubj|3 am|AUX|cop|3 ready|ADJ|ccomp|8 ,|PUNCT|punct|3 "|PUNCT|punct|3
Angela|PROPN|nsubj|8|PERSON Merkel|PROPN|flat|6|PERSON said/say|VERB|ROOT|8 .|PUNCT|punct|8
"""
PARIS = """
Zelenskyy|PROPN|nsubj|3|PERSON and|CCONJ|cc|2 Macron|PROPN|conj|0|PERSON met|VERB|ROOT|3 in|ADP|case|5
Paris|PROPN|obl|3|LOC .|PUNCT|punct|3
"""
ABADI = """
Iraqi|ADJ|amod|2 Prime|ADJ|amod|2 Minister|PROPN|nmod:desc|3 Haider|PROPN|nsubj|7|PERSON al|PROPN|flat|3|PERSON
-|PUNCT|punct|4|PERSON Abadi|PROPN|flat|3|PERSON met|VERB|ROOT|7 Ash|PROPN|obj|7|PERSON Carter|PROPN|flat|8|PERSON
.|PUNCT|punct|7
"""


def meant(text: str, *words: str, day: date = date(2016, 12, 11)) -> list[tuple[str, ...]]:
    """What the last occurrence of each word means."""
    doc = make_doc(text)
    actors = find_actors(Article("a", doc.text, date=day), doc, load_gazetteer())
    last = {token.text: token.i for token in doc}
    return [actors.at.get(last[word], ()) for word in words]


def test_role_and_country_said_before() -> None:
    text = ABADI + "\nThe|DET|det|3 Iraqi|ADJ|amod|3 prime|ADJ|amod|3 minister|NOUN|nsubj|4 left|VERB|ROOT|4"
    assert meant(text, "minister") == [("haider-al-abadi",)]


def test_bare_role_of_one_person() -> None:
    text = ABADI + "\nThe|DET|det|2 prime|ADJ|amod|2 minister|NOUN|nsubj|3 left|VERB|ROOT|3"
    assert meant(text, "minister") == [("haider-al-abadi",)]


def test_the_president_is_the_one_whose_title_needs_no_country() -> None:
    text = """
    President|PROPN|nmod:desc|1 Obama|PROPN|nsubj|2|PERSON met|VERB|ROOT|2 Russian|ADJ|amod|4
    President|PROPN|nmod:desc|5 Vladimir|PROPN|obj|2|PERSON Putin|PROPN|flat|5|PERSON .|PUNCT|punct|2

    The|DET|det|1 president|NOUN|nsubj|2 left|VERB|ROOT|2
    """
    assert meant(text, "president") == [("barack-obama",)]


CALL = """
The|DET|det|2 Prime|ADJ|amod|2 Minister|PROPN|nsubj|3 called|VERB|ROOT|3 President|PROPN|nmod:desc|5
Macron|PROPN|obj|3|PERSON .|PUNCT|punct|3
"""


def test_bare_role_is_of_the_country_that_speaks_not_of_the_partner() -> None:
    spokesperson = """
    A|DET|det|3 Downing|PROPN|compound|2|LOC Street|PROPN|compound|3|LOC spokesperson|NOUN|nsubj|4
    said/say|VERB|ROOT|4 so|ADV|advmod|4
    """
    expected = [("keir-starmer",), ("emmanuel-macron",)]
    assert meant(f"{CALL}\n{spokesperson}", "Minister", "Macron", day=date(2025, 1, 8)) == expected
    assert meant(CALL, "Minister", day=date(2025, 1, 8)) != [("francois-bayrou",)]


def test_bare_role_is_nobody_in_the_same_clause() -> None:
    text = """
    The|DET|det|1 President|PROPN|nsubj|3 will|AUX|aux|3 meet|VERB|ROOT|3 Putin|PROPN|obj|3|PERSON

    A|DET|det|3 White|PROPN|compound|2|ORG House|PROPN|compound|3|ORG spokesman|NOUN|nsubj|4 said/say|VERB|ROOT|4
    """
    assert meant(text, "President", "Putin", day=date(2025, 8, 1)) == [("donald-trump",), ("vladimir-putin",)]


def test_role_of_a_foreigner_whom_a_spokesman_comments_on() -> None:
    text = """
    Iraqi|ADJ|amod|1 President|PROPN|nmod:desc|2 Fuad|PROPN|nsubj|4|PERSON Masum|PROPN|flat|2|PERSON spoke|VERB|ROOT|4

    A|DET|det|3 White|PROPN|compound|2|ORG House|PROPN|compound|3|ORG spokesman|NOUN|nsubj|4 agreed|VERB|ROOT|4

    The|DET|det|1 president|NOUN|nsubj|2 left|VERB|ROOT|2
    """
    assert meant(text, "president") == [("fuad-masum",)]


def test_apposition() -> None:
    text = """
    The|DET|det|1 Minister|PROPN|nsubj|8 for|ADP|case|3 Europe|PROPN|nmod|1|LOC ,|PUNCT|punct|5
    David|PROPN|appos|1|PERSON Harker|PROPN|flat|5|PERSON ,|PUNCT|punct|1 visited|VERB|ROOT|8
    Kyiv|PROPN|obj|8|LOC .|PUNCT|punct|8
    """
    assert meant(text, "Minister", "David", "Kyiv") == [("david-harker",), ("david-harker",), ("kyiv",)]


def test_copula_names_no_second_person() -> None:
    text = """
    David|PROPN|nsubj|4|PERSON Harker|PROPN|flat|0|PERSON is|AUX|cop|4 a|DET|det|4 lawyer|NOUN|ROOT|4 .|PUNCT|punct|4
    """
    assert meant(text, "lawyer") == [("david-harker",)]


def test_acronym_in_parentheses() -> None:
    text = """
    The|DET|det|2 Lakeside|PROPN|compound|2|ORG Relief|PROPN|nsubj|6|ORG (|PUNCT|punct|4 LR|PROPN|appos|2|ORG
    )|PUNCT|punct|4 left|VERB|ROOT|6 .|PUNCT|punct|6

    LR|PROPN|nsubj|1|ORG returned|VERB|ROOT|1
    """
    assert meant(text, "Relief", "LR") == [("lakeside-relief",), ("lakeside-relief",)]


def test_description_whose_participle_is_taken_for_its_verb() -> None:
    text = """
    Police|NOUN|nsubj|1 sought|VERB|ROOT|1 David|PROPN|obj|1|PERSON Harker|PROPN|flat|2|PERSON ,|PUNCT|punct|6
    a|DET|det|6 trader|NOUN|nsubj|7 buying/buy|VERB|acl|2 oil|NOUN|obj|7 .|PUNCT|punct|1
    """
    assert meant(text, "trader") == [("david-harker",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (",|PUNCT|punct|4 also|ADV|advmod|4 called/call|VERB|acl|0", ("kesab-camp",)),
        (",|PUNCT|punct|4 known/know|VERB|acl|0 as|ADP|case|5", ("kesab-camp",)),
        (",|PUNCT|punct|5 and|CCONJ|cc|5", ("bravo-base",)),
    ],
)
def test_second_name_of_a_place(words: str, expected: tuple[str, ...]) -> None:
    count = 2 + len(words.split())
    text = f"""
    Kesab|PROPN|ROOT|0|LOC Camp|PROPN|flat|0|LOC {words} Bravo|PROPN|nmod|0|LOC Base|PROPN|flat|{count}|LOC
    """
    assert meant(text, "Bravo") == [expected]


def test_one_office_of_several_countries_is_held_by_several_persons() -> None:
    text = """
    Foreign|ADJ|amod|1 ministers/minister|NOUN|nsubj|6 of|ADP|case|3 Iran|PROPN|nmod|1|LOC and|CCONJ|cc|5
    Egypt|PROPN|conj|3|LOC met|VERB|ROOT|6
    """
    assert meant(text, "ministers") == [("mohammad-javad-zarif", "sameh-shoukry")]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The|DET|det|2 Israeli|ADJ|amod|2 government|NOUN|nsubj|3 fell|VERB|ROOT|3", "government", ("israel",)),
        (
            "Assad|PROPN|nmod:poss|3|PERSON 's|PART|case|0 brutal|ADJ|amod|3 regime|NOUN|nsubj|4 fell|VERB|ROOT|4",
            "regime",
            ("syria",),
        ),
        ("the|DET|det|2 Syrian|ADJ|amod|2 army|NOUN|nsubj|3 left|VERB|ROOT|3", "army", ("syrian-arab-armed-forces",)),
        (
            "Hungarian|ADJ|amod|3 and|CCONJ|cc|2 Romanian|ADJ|conj|0 officials/official|NOUN|nsubj|4 met|VERB|ROOT|4",
            "officials",
            ("hungarian-officials", "romanian-officials"),
        ),
        (
            "US|PROPN|compound|3 and|CCONJ|cc|2 British|ADJ|conj|0 forces/force|NOUN|nsubj|4 met|VERB|ROOT|4",
            "forces",
            ("american-forces", "british-forces"),
        ),
        (
            "RUSSIAN|ADJ|amod|3 AND|CCONJ|cc|2 UKRAINIAN|ADJ|conj|0 SOLDIERS/soldier|NOUN|nsubj|4 DIED|VERB|ROOT|4",
            "SOLDIERS",
            ("russian-soldiers", "ukrainian-soldiers"),
        ),
        (
            "Reuters|PROPN|compound|2|ORG news|NOUN|compound|2 agency|NOUN|nsubj|3 reported|VERB|ROOT|3",
            "agency",
            ("reuters",),
        ),
        (
            "A|DET|det|3 Hamas|PROPN|compound|3|ORG splinter|NOUN|compound|3 group|NOUN|nsubj|4 fired|VERB|ROOT|4",
            "group",
            ("hamas-splinter-group",),
        ),
        ("Israeli|ADJ|amod|1 jets/jet|NOUN|nsubj|2 struck|VERB|ROOT|2", "jets", ("israeli-jets",)),
        ("Jets/jet|NOUN|nsubj|1 struck|VERB|ROOT|1", "Jets", ()),
        (
            "A|DET|det|3 Foreign|ADJ|amod|2|ORG Office|PROPN|compound|3|ORG spokesman|NOUN|nsubj|4 spoke|VERB|ROOT|4",
            "spokesman",
            ("foreign-commonwealth-and-development-office",),
        ),
        (
            "Demonstrators/demonstrator|NOUN|nsubj|3 in|ADP|case|2 Cairo|PROPN|nmod|0|LOC shouted|VERB|ROOT|3",
            "Demonstrators",
            ("cairo-demonstrators",),
        ),
        ("the|DET|det|2 Iraqi|ADJ|amod|2 city|NOUN|ROOT|2 of|ADP|case|4 Mosul|PROPN|nmod|2|LOC", "city", ("mosul",)),
    ],
)
def test_groups_and_bodies(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert meant(text, word) == [expected]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Washington|PROPN|nsubj|1|PERSON agreed|VERB|ROOT|1", "Washington", ("united-states",)),
        ("They|PRON|nsubj|1 flew|VERB|ROOT|1 to|ADP|case|3 Moscow|PROPN|obl|1|LOC", "Moscow", ("moscow",)),
        ("ties/tie|NOUN|ROOT|0 with|ADP|case|2 Tehran|PROPN|nmod|0|LOC", "Tehran", ("iran",)),
        (
            "They|PRON|nsubj|1 urged|VERB|ROOT|1 Beijing|PROPN|obj|1|LOC to|PART|mark|4 act|VERB|xcomp|1",
            "Beijing",
            ("china",),
        ),
        ("They|PRON|nsubj|1 blamed/blame|VERB|ROOT|1 Tehran|PROPN|obj|1|LOC", "Tehran", ("iran",)),
        ("They|PRON|nsubj|1 shelled/shell|VERB|ROOT|1 Tehran|PROPN|obj|1|LOC", "Tehran", ("tehran",)),
        ("support|NOUN|ROOT|0 for|ADP|case|2 Tehran|PROPN|nmod|0|LOC", "Tehran", ("iran",)),
        ("roads/road|NOUN|ROOT|0 to|ADP|case|2 Tehran|PROPN|nmod|0|LOC", "Tehran", ("tehran",)),
        (
            "They|PRON|nsubj|1 sent/send|VERB|ROOT|1 letters/letter|NOUN|obj|1 to|ADP|case|4 Tehran|PROPN|obl|1|LOC",
            "Tehran",
            ("iran",),
        ),
        (
            "They|PRON|nsubj|1 called/call|VERB|ROOT|1 envoys/envoy|NOUN|obj|1 to|ADP|case|4 Tehran|PROPN|obl|1|LOC",
            "Tehran",
            ("tehran",),
        ),
    ],
)
def test_capitals_that_act(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert meant(text, word) == [expected]


def test_both_sides_and_both_leaders() -> None:
    sides = PARIS + "\nBoth|DET|det|1 sides/side|NOUN|nsubj|2 signed|VERB|ROOT|2"
    leaders = PARIS + "\nThe|DET|det|2 two|NUM|nummod|2 leaders/leader|NOUN|nsubj|3 signed|VERB|ROOT|3"
    assert meant(sides, "sides", day=date(2024, 6, 7)) == [("ukraine", "france")]
    assert meant(leaders, "leaders", day=date(2024, 6, 7)) == [("volodymyr-zelenskyy", "emmanuel-macron")]


def test_they_and_each_other() -> None:
    text = PARIS + "\nThey|PRON|nsubj|1 praised|VERB|ROOT|1 each|DET|obj|1 other|ADJ|fixed|2"
    both = ("volodymyr-zelenskyy", "emmanuel-macron")
    assert meant(text, "They", "each", day=date(2024, 6, 7)) == [both, both]


def test_he_and_she_agree_with_the_person() -> None:
    text = """
    Mrs.|PROPN|nmod:desc|1 Clinton|PROPN|nsubj|2|PERSON met|VERB|ROOT|2 Mr.|PROPN|nmod:desc|4 Lavrov|PROPN|obj|2|PERSON

    She|PRON|nsubj|1 thanked|VERB|ROOT|1 him|PRON|obj|1 for|ADP|case|5 his|PRON|nmod:poss|5 help|NOUN|obl|1
    """
    expected = [("hillary-clinton",), ("sergei-lavrov",), ("sergei-lavrov",)]
    assert meant(text, "She", "him", "his", day=date(2012, 5, 1)) == expected


def test_first_names_tell_who_he_and_she_are() -> None:
    text = """
    Gloria|PROPN|nsubj|2|PERSON Lund|PROPN|flat|0|PERSON met|VERB|ROOT|2 Thomas|PROPN|obj|2|PERSON
    Lund|PROPN|flat|3|PERSON

    He|PRON|nsubj|1 left|VERB|ROOT|1

    Gloria|PROPN|nsubj|1|PERSON stayed|VERB|ROOT|1
    """
    assert meant(text, "He", "Gloria") == [("thomas-lund",), ("gloria-lund",)]


def test_him_is_not_the_subject_of_its_own_verb() -> None:
    text = "Obama|PROPN|nsubj|1|PERSON praised|VERB|ROOT|1 him|PRON|obj|1"
    assert meant(text, "him") == [()]


def test_its_is_the_country() -> None:
    text = """
    The|DET|det|2 Israeli|ADJ|amod|2 government|NOUN|nsubj|3 said|VERB|ROOT|3 its|PRON|nmod:poss|5
    forces/force|NOUN|nsubj|7 would|AUX|aux|7 leave|VERB|ccomp|3
    """
    assert meant(text, "its", "forces") == [("israel",), ("israeli-forces",)]


def test_empty_it_is_nobody() -> None:
    text = """
    Israel|PROPN|nsubj|1|LOC denied|VERB|ROOT|1 it|PRON|obj|1

    It|PRON|expl|1 remains|VERB|ROOT|1 unclear|ADJ|xcomp|1 if|SCONJ|mark|5 they|PRON|nsubj|5 left|VERB|ccomp|2
    """
    assert meant(text, "it", "It") == [(), ()]


def test_i_and_we_are_the_speaker_of_the_quotation() -> None:
    text = MERKEL + '\n"|PUNCT|punct|2 We|PRON|nsubj|2 want|VERB|ROOT|2 peace|NOUN|obj|2 "|PUNCT|punct|2'
    assert meant(text, "I", "We") == [("angela-merkel",), ("angela-merkel",)]


def test_i_after_a_colon() -> None:
    text = """
    Angela|PROPN|nsubj|2|PERSON Merkel|PROPN|flat|0|PERSON said/say|VERB|ROOT|2 :|PUNCT|punct|2

    I|PRON|nsubj|2 am|AUX|cop|2 glad|ADJ|ROOT|2
    """
    assert meant(text, "I") == [("angela-merkel",)]


def test_a_quotation_ends_what_a_colon_announced() -> None:
    text = """
    A|DET|det|1 senator|NOUN|nsubj|2 wrote/write|VERB|ROOT|2 :|PUNCT|punct|2 "|PUNCT|punct|5 No|INTJ|parataxis|2
    "|PUNCT|punct|5

    I|PRON|nsubj|1 agree|VERB|ROOT|1
    """
    assert meant(text, "I") == [()]


def test_speaker_behind_the_quotation_is_nobody_named_in_it() -> None:
    text = """
    Angela|PROPN|nsubj|2|PERSON Merkel|PROPN|flat|0|PERSON smiled|VERB|ROOT|2

    "|PUNCT|punct|2 I|PRON|nsubj|2 called|VERB|ccomp|6 Lavrov|PROPN|obj|2|PERSON "|PUNCT|punct|2 she|PRON|nsubj|6
    said/say|VERB|ROOT|6
    """
    assert meant(text, "I", "she") == [("angela-merkel",), ("angela-merkel",)]


def test_counterpart_holds_the_same_office_elsewhere() -> None:
    text = """
    Boris|PROPN|nsubj|2|PERSON Johnson|PROPN|flat|0|PERSON met|VERB|ROOT|2 his|PRON|nmod:poss|5 Russian|ADJ|amod|5
    counterpart|NOUN|obj|2
    """
    assert meant(text, "counterpart") == [("sergei-lavrov",)]


def test_release_speaks_for_its_issuer() -> None:
    text = """
    A|DET|det|4 Defense|PROPN|compound|2|ORG Department|PROPN|compound|4|ORG news|NOUN|compound|4 release|NOUN|nsubj|5
    praised|VERB|ROOT|5 them|PRON|obj|5

    The|DET|det|1 release|NOUN|nsubj|2 ended|VERB|ROOT|2
    """
    assert meant(text, "release") == [("united-states-department-of-defense",)]


def test_who_is_named_in_distant_parts_of_a_long_text_is_not_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
    Ida|PROPN|nsubj|2|PERSON Nordahl|PROPN|flat|0|PERSON left|VERB|ROOT|2 early|ADV|advmod|2 .|PUNCT|punct|2

    Nobody|PRON|nsubj|1 knew|VERB|ROOT|1 why|ADV|advmod|1 .|PUNCT|punct|1

    Nordahl|PROPN|nsubj|1|PERSON slept|VERB|ROOT|1 .|PUNCT|punct|1
    """
    assert meant(text, "slept", "Nordahl")[1] == ("ida-nordahl",)
    monkeypatch.setattr("kg.entities.scene.STRETCH", 4)
    assert meant(text, "Nordahl") == [("nordahl",)]
