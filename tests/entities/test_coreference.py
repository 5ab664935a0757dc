"""Who is meant by roles, groups, pairs and pronouns, on hand-built Docs with the shipped gazetteer."""

from __future__ import annotations

from datetime import date

import pytest

from kg.entities.linking import find_actors
from kg.knowledge.gazetteer import load_gazetteer
from kg.model import Article
from tests.helpers.parses import doc_of

MERKEL = """
"//./4/punct I//PRP/4/nsubj am//MD/4/cop ready//JJ/9/ccomp ,//./4/punct "//./4/punct
Angela//NNP/9/nsubj/PERSON Merkel//NNP/7/flat/PERSON said/say/VBD/0/ROOT .//./9/punct
"""
PARIS = """
Zelenskyy//NNP/4/nsubj/PERSON and//CC/3/cc Macron//NNP/1/conj/PERSON met//VBD/0/ROOT in//IN/6/case
Paris//NNP/4/obl/LOC .//./4/punct
"""
ABADI = """
Iraqi//JJ/3/amod Prime//JJ/3/amod Minister//NNP/4/nmod:desc Haider//NNP/8/nsubj/PERSON al//NNP/4/flat/PERSON
-//./5/punct/PERSON Abadi//NNP/4/flat/PERSON met//VBD/0/ROOT Ash//NNP/8/obj/PERSON Carter//NNP/9/flat/PERSON
.//./8/punct
"""


def meant(text: str, *words: str, day: date = date(2016, 12, 11)) -> list[tuple[str, ...]]:
    """What the last occurrence of each word means."""
    doc = doc_of(text)
    actors = find_actors(Article("a", doc.text, date=day), doc, load_gazetteer())
    last = {token.text: token.i for token in doc}
    return [actors.at.get(last[word], ()) for word in words]


def test_role_and_country_said_before() -> None:
    text = ABADI + "\nThe//DT/4/det Iraqi//JJ/4/amod prime//JJ/4/amod minister//NN/5/nsubj left//VBD/0/ROOT"
    assert meant(text, "minister") == [("haider-al-abadi",)]


def test_bare_role_of_one_person() -> None:
    text = ABADI + "\nThe//DT/3/det prime//JJ/3/amod minister//NN/4/nsubj left//VBD/0/ROOT"
    assert meant(text, "minister") == [("haider-al-abadi",)]


def test_the_president_is_the_one_whose_title_needs_no_country() -> None:
    text = """
    President//NNP/2/nmod:desc Obama//NNP/3/nsubj/PERSON met//VBD/0/ROOT Russian//JJ/5/amod
    President//NNP/6/nmod:desc Vladimir//NNP/3/obj/PERSON Putin//NNP/6/flat/PERSON .//./3/punct

    The//DT/2/det president//NN/3/nsubj left//VBD/0/ROOT
    """
    assert meant(text, "president") == [("barack-obama",)]


CALL = """
The//DT/3/det Prime//JJ/3/amod Minister//NNP/4/nsubj called//VBD/0/ROOT President//NNP/6/nmod:desc
Macron//NNP/4/obj/PERSON .//./4/punct
"""


def test_bare_role_is_of_the_country_that_speaks_not_of_the_partner() -> None:
    spokesperson = """
    A//DT/4/det Downing//NNP/3/compound/LOC Street//NNP/4/compound/LOC spokesperson//NN/5/nsubj
    said/say/VBD/0/ROOT so//RB/5/advmod
    """
    expected = [("keir-starmer",), ("emmanuel-macron",)]
    assert meant(f"{CALL}\n{spokesperson}", "Minister", "Macron", day=date(2025, 1, 8)) == expected
    assert meant(CALL, "Minister", day=date(2025, 1, 8)) != [("francois-bayrou",)]


def test_bare_role_is_nobody_in_the_same_clause() -> None:
    text = """
    The//DT/2/det President//NNP/4/nsubj will//MD/4/aux meet//VBD/0/ROOT Putin//NNP/4/obj/PERSON

    A//DT/4/det White//NNP/3/compound/ORG House//NNP/4/compound/ORG spokesman//NN/5/nsubj said/say/VBD/0/ROOT
    """
    assert meant(text, "President", "Putin", day=date(2025, 8, 1)) == [("donald-trump",), ("vladimir-putin",)]


def test_role_of_a_foreigner_whom_a_spokesman_comments_on() -> None:
    text = """
    Iraqi//JJ/2/amod President//NNP/3/nmod:desc Fuad//NNP/5/nsubj/PERSON Masum//NNP/3/flat/PERSON spoke//VBD/0/ROOT

    A//DT/4/det White//NNP/3/compound/ORG House//NNP/4/compound/ORG spokesman//NN/5/nsubj agreed//VBD/0/ROOT

    The//DT/2/det president//NN/3/nsubj left//VBD/0/ROOT
    """
    assert meant(text, "president") == [("fuad-masum",)]


def test_apposition() -> None:
    text = """
    The//DT/2/det Minister//NNP/9/nsubj for//IN/4/case Europe//NNP/2/nmod/LOC ,//./6/punct
    David//NNP/2/appos/PERSON Harker//NNP/6/flat/PERSON ,//./2/punct visited//VBD/0/ROOT
    Kyiv//NNP/9/obj/LOC .//./9/punct
    """
    assert meant(text, "Minister", "David", "Kyiv") == [("david-harker",), ("david-harker",), ("kyiv",)]


def test_copula_names_no_second_person() -> None:
    text = """
    David//NNP/5/nsubj/PERSON Harker//NNP/1/flat/PERSON is//MD/5/cop a//DT/5/det lawyer//NN/0/ROOT .//./5/punct
    """
    assert meant(text, "lawyer") == [("david-harker",)]


def test_acronym_in_parentheses() -> None:
    text = """
    The//DT/3/det Lakeside//NNP/3/compound/ORG Relief//NNP/7/nsubj/ORG (//./5/punct LR//NNP/3/appos/ORG
    )//./5/punct left//VBD/0/ROOT .//./7/punct

    LR//NNP/2/nsubj/ORG returned//VBD/0/ROOT
    """
    assert meant(text, "Relief", "LR") == [("lakeside-relief",), ("lakeside-relief",)]


def test_description_whose_participle_is_taken_for_its_verb() -> None:
    text = """
    Police//NN/2/nsubj sought//VBD/0/ROOT David//NNP/2/obj/PERSON Harker//NNP/3/flat/PERSON ,//./7/punct
    a//DT/7/det trader//NN/8/nsubj buying/buy/VBG/3/acl oil//NN/8/obj .//./2/punct
    """
    assert meant(text, "trader") == [("david-harker",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (",//./5/punct also//RB/5/advmod called/call/VBD/1/acl", ("kesab-camp",)),
        (",//./5/punct known/know/VBD/1/acl as//IN/6/case", ("kesab-camp",)),
        (",//./6/punct and//CC/6/cc", ("bravo-base",)),
    ],
)
def test_second_name_of_a_place(words: str, expected: tuple[str, ...]) -> None:
    count = 3 + len(words.split())
    text = f"""
    Kesab//NNP/0/ROOT/LOC Camp//NNP/1/flat/LOC {words} Bravo//NNP/1/nmod/LOC Base//NNP/{count}/flat/LOC
    """
    assert meant(text, "Bravo") == [expected]


def test_one_office_of_several_countries_is_held_by_several_persons() -> None:
    text = """
    Foreign//JJ/2/amod ministers/minister/NNS/7/nsubj of//IN/4/case Iran//NNP/2/nmod/LOC and//CC/6/cc
    Egypt//NNP/4/conj/LOC met//VBD/0/ROOT
    """
    assert meant(text, "ministers") == [("mohammad-javad-zarif", "sameh-shoukry")]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The//DT/3/det Israeli//JJ/3/amod government//NN/4/nsubj fell//VBD/0/ROOT", "government", ("israel",)),
        (
            "Assad//NNP/4/nmod:poss/PERSON 's//POS/1/case brutal//JJ/4/amod regime//NN/5/nsubj fell//VBD/0/ROOT",
            "regime",
            ("syria",),
        ),
        ("the//DT/3/det Syrian//JJ/3/amod army//NN/4/nsubj left//VBD/0/ROOT", "army", ("syrian-arab-armed-forces",)),
        (
            "Hungarian//JJ/4/amod and//CC/3/cc Romanian//JJ/1/conj officials/official/NNS/5/nsubj met//VBD/0/ROOT",
            "officials",
            ("hungarian-officials", "romanian-officials"),
        ),
        (
            "US//NNP/4/compound and//CC/3/cc British//JJ/1/conj forces/force/NNS/5/nsubj met//VBD/0/ROOT",
            "forces",
            ("american-forces", "british-forces"),
        ),
        (
            "RUSSIAN//JJ/4/amod AND//CC/3/cc UKRAINIAN//JJ/1/conj SOLDIERS/soldier/NNS/5/nsubj DIED//VBD/0/ROOT",
            "SOLDIERS",
            ("russian-soldiers", "ukrainian-soldiers"),
        ),
        (
            "Reuters//NNP/3/compound/ORG news//NN/3/compound agency//NN/4/nsubj reported//VBD/0/ROOT",
            "agency",
            ("reuters",),
        ),
        (
            "A//DT/4/det Hamas//NNP/4/compound/ORG splinter//NN/4/compound group//NN/5/nsubj fired//VBD/0/ROOT",
            "group",
            ("hamas-splinter-group",),
        ),
        ("Israeli//JJ/2/amod jets/jet/NNS/3/nsubj struck//VBD/0/ROOT", "jets", ("israeli-jets",)),
        ("Jets/jet/NNS/2/nsubj struck//VBD/0/ROOT", "Jets", ()),
        (
            "A//DT/4/det Foreign//JJ/3/amod/ORG Office//NNP/4/compound/ORG spokesman//NN/5/nsubj spoke//VBD/0/ROOT",
            "spokesman",
            ("foreign-commonwealth-and-development-office",),
        ),
        (
            "Demonstrators/demonstrator/NNS/4/nsubj in//IN/3/case Cairo//NNP/1/nmod/LOC shouted//VBD/0/ROOT",
            "Demonstrators",
            ("cairo-demonstrators",),
        ),
        ("the//DT/3/det Iraqi//JJ/3/amod city//NN/0/ROOT of//IN/5/case Mosul//NNP/3/nmod/LOC", "city", ("mosul",)),
    ],
)
def test_groups_and_bodies(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert meant(text, word) == [expected]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Washington//NNP/2/nsubj/PERSON agreed//VBD/0/ROOT", "Washington", ("united-states",)),
        ("They//PRP/2/nsubj flew//VBD/0/ROOT to//IN/4/case Moscow//NNP/2/obl/LOC", "Moscow", ("moscow",)),
        ("ties/tie/NNS/0/ROOT with//IN/3/case Tehran//NNP/1/nmod/LOC", "Tehran", ("iran",)),
        (
            "They//PRP/2/nsubj urged//VBD/0/ROOT Beijing//NNP/2/obj/LOC to//TO/5/mark act//VBD/2/xcomp",
            "Beijing",
            ("china",),
        ),
        ("They//PRP/2/nsubj blamed/blame/VBD/0/ROOT Tehran//NNP/2/obj/LOC", "Tehran", ("iran",)),
        ("They//PRP/2/nsubj shelled/shell/VBD/0/ROOT Tehran//NNP/2/obj/LOC", "Tehran", ("tehran",)),
        ("support//NN/0/ROOT for//IN/3/case Tehran//NNP/1/nmod/LOC", "Tehran", ("iran",)),
        ("roads/road/NNS/0/ROOT to//IN/3/case Tehran//NNP/1/nmod/LOC", "Tehran", ("tehran",)),
        (
            "They//PRP/2/nsubj sent/send/VBD/0/ROOT letters/letter/NNS/2/obj to//IN/5/case Tehran//NNP/2/obl/LOC",
            "Tehran",
            ("iran",),
        ),
        (
            "They//PRP/2/nsubj called/call/VBD/0/ROOT envoys/envoy/NNS/2/obj to//IN/5/case Tehran//NNP/2/obl/LOC",
            "Tehran",
            ("tehran",),
        ),
    ],
)
def test_capitals_that_act(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert meant(text, word) == [expected]


def test_both_sides_and_both_leaders() -> None:
    sides = PARIS + "\nBoth//DT/2/det sides/side/NNS/3/nsubj signed//VBD/0/ROOT"
    leaders = PARIS + "\nThe//DT/3/det two//CD/3/nummod leaders/leader/NNS/4/nsubj signed//VBD/0/ROOT"
    assert meant(sides, "sides", day=date(2024, 6, 7)) == [("ukraine", "france")]
    assert meant(leaders, "leaders", day=date(2024, 6, 7)) == [("volodymyr-zelenskyy", "emmanuel-macron")]


def test_they_and_each_other() -> None:
    text = PARIS + "\nThey//PRP/2/nsubj praised//VBD/0/ROOT each//DT/2/obj other//JJ/3/fixed"
    both = ("volodymyr-zelenskyy", "emmanuel-macron")
    assert meant(text, "They", "each", day=date(2024, 6, 7)) == [both, both]


def test_he_and_she_agree_with_the_person() -> None:
    text = """
    Mrs.//NNP/2/nmod:desc Clinton//NNP/3/nsubj/PERSON met//VBD/0/ROOT Mr.//NNP/5/nmod:desc Lavrov//NNP/3/obj/PERSON

    She//PRP/2/nsubj thanked//VBD/0/ROOT him//PRP/2/obj for//IN/6/case his//PRP/6/nmod:poss help//NN/2/obl
    """
    expected = [("hillary-clinton",), ("sergei-lavrov",), ("sergei-lavrov",)]
    assert meant(text, "She", "him", "his", day=date(2012, 5, 1)) == expected


def test_first_names_tell_who_he_and_she_are() -> None:
    text = """
    Gloria//NNP/3/nsubj/PERSON Lund//NNP/1/flat/PERSON met//VBD/0/ROOT Thomas//NNP/3/obj/PERSON
    Lund//NNP/4/flat/PERSON

    He//PRP/2/nsubj left//VBD/0/ROOT

    Gloria//NNP/2/nsubj/PERSON stayed//VBD/0/ROOT
    """
    assert meant(text, "He", "Gloria") == [("thomas-lund",), ("gloria-lund",)]


def test_him_is_not_the_subject_of_its_own_verb() -> None:
    text = "Obama//NNP/2/nsubj/PERSON praised//VBD/0/ROOT him//PRP/2/obj"
    assert meant(text, "him") == [()]


def test_its_is_the_country() -> None:
    text = """
    The//DT/3/det Israeli//JJ/3/amod government//NN/4/nsubj said//VBD/0/ROOT its//PRP/6/nmod:poss
    forces/force/NNS/8/nsubj would//MD/8/aux leave//VBD/4/ccomp
    """
    assert meant(text, "its", "forces") == [("israel",), ("israeli-forces",)]


def test_empty_it_is_nobody() -> None:
    text = """
    Israel//NNP/2/nsubj/LOC denied//VBD/0/ROOT it//PRP/2/obj

    It//PRP/2/expl remains//VBD/0/ROOT unclear//JJ/2/xcomp if//WRB/6/mark they//PRP/6/nsubj left//VBD/3/ccomp
    """
    assert meant(text, "it", "It") == [(), ()]


def test_i_and_we_are_the_speaker_of_the_quotation() -> None:
    text = MERKEL + '\n"//./3/punct We//PRP/3/nsubj want//VBD/0/ROOT peace//NN/3/obj "//./3/punct'
    assert meant(text, "I", "We") == [("angela-merkel",), ("angela-merkel",)]


def test_i_after_a_colon() -> None:
    text = """
    Angela//NNP/3/nsubj/PERSON Merkel//NNP/1/flat/PERSON said/say/VBD/0/ROOT ://./3/punct

    I//PRP/3/nsubj am//MD/3/cop glad//JJ/0/ROOT
    """
    assert meant(text, "I") == [("angela-merkel",)]


def test_a_quotation_ends_what_a_colon_announced() -> None:
    text = """
    A//DT/2/det senator//NN/3/nsubj wrote/write/VBD/0/ROOT ://./3/punct "//./6/punct No//UH/3/parataxis
    "//./6/punct

    I//PRP/2/nsubj agree//VBD/0/ROOT
    """
    assert meant(text, "I") == [()]


def test_speaker_behind_the_quotation_is_nobody_named_in_it() -> None:
    text = """
    Angela//NNP/3/nsubj/PERSON Merkel//NNP/1/flat/PERSON smiled//VBD/0/ROOT

    "//./3/punct I//PRP/3/nsubj called//VBD/7/ccomp Lavrov//NNP/3/obj/PERSON "//./3/punct she//PRP/7/nsubj
    said/say/VBD/0/ROOT
    """
    assert meant(text, "I", "she") == [("angela-merkel",), ("angela-merkel",)]


def test_counterpart_holds_the_same_office_elsewhere() -> None:
    text = """
    Boris//NNP/3/nsubj/PERSON Johnson//NNP/1/flat/PERSON met//VBD/0/ROOT his//PRP/6/nmod:poss Russian//JJ/6/amod
    counterpart//NN/3/obj
    """
    assert meant(text, "counterpart") == [("sergei-lavrov",)]


def test_release_speaks_for_its_issuer() -> None:
    text = """
    A//DT/5/det Defense//NNP/3/compound/ORG Department//NNP/5/compound/ORG news//NN/5/compound release//NN/6/nsubj
    praised//VBD/0/ROOT them//PRP/6/obj

    The//DT/2/det release//NN/3/nsubj ended//VBD/0/ROOT
    """
    assert meant(text, "release") == [("united-states-department-of-defense",)]


def test_who_is_named_in_distant_parts_of_a_long_text_is_not_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
    Ida//NNP/3/nsubj/PERSON Nordahl//NNP/1/flat/PERSON left//VBD/0/ROOT early//RB/3/advmod .//./3/punct

    Nobody//PRP/2/nsubj knew//VBD/0/ROOT why//RB/2/advmod .//./2/punct

    Nordahl//NNP/2/nsubj/PERSON slept//VBD/0/ROOT .//./2/punct
    """
    assert meant(text, "slept", "Nordahl")[1] == ("ida-nordahl",)
    monkeypatch.setattr("kg.entities.scene.STRETCH", 4)
    assert meant(text, "Nordahl") == [("nordahl",)]
