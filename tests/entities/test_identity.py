"""Whom names, groups and pairs mean, in whole sentences: namesakes, states of their time, bodies and groups.

`expected` are (label, country) of entities that must be there, `missing` ids that must not.
"""

from __future__ import annotations

from datetime import date

import pytest

from kg.extractor import Extractor
from kg.model import Article, Graph

DAY = date(2014, 3, 3)


def read(extractor: Extractor, text: str, day: date = DAY, publisher: str | None = None) -> Graph:
    return next(extractor.run([Article("a", text, date=day, publisher=publisher)]))


BODIES = [
    ("Kenya's Senate debated the treaty with Somalia.", ("Senate of Kenya", "KEN"), "united-states-senate"),
    ("The Supreme Court of Pakistan summoned the minister.", ("Supreme Court of Pakistan", "PAK"), ""),
    (
        "Serbia's Security Council thanked China.",
        ("Security Council of Serbia", "SRB"),
        "united-nations-security-council",
    ),
    ("The Labour Party of Norway praised Finland.", ("Labour Party of Norway", "NOR"), "labour-party"),
    ("The Security Council thanked China.", ("United Nations Security Council", None), ""),
    ("The United States Senate thanked China.", ("United States Senate", "USA"), ""),
    ("The Kuwaiti coast guard arrested two sailors.", ("Kuwaiti coast guard", "KWT"), ""),
]


@pytest.mark.parametrize(("text", "expected", "missing"), BODIES)
def test_bodies_are_those_of_the_country_that_is_said(
    extractor: Extractor, text: str, expected: tuple[str, str | None], missing: str
) -> None:
    graph = read(extractor, text)
    assert expected in {(entity.label, entity.country) for entity in graph.entities}
    assert missing not in graph.entity


GROUPS = [
    ("Nurses across Ireland walked out on Monday.", "nurses", "IRL"),
    ("Kurds in Iraq celebrated the new year.", "Kurds in Iraq", "IRQ"),
    ("Turkish Kurds celebrated the new year.", "Turkish Kurds", "TUR"),
    ("Ethnic Serbs in Kosovo blocked a road.", "ethnic Serbs in Kosovo", "XKX"),
    ("Inhabitants of Aleppo fled the shelling.", "inhabitants of Aleppo", "SYR"),
    ("Saudi-led forces bombed a bridge.", "saudi-led forces", "SAU"),
    ("Dozens of dockworkers in Chile struck on Friday.", "dockworkers", "CHL"),
    ("Kurds celebrated the new year.", "Kurds", None),
]


@pytest.mark.parametrize(("text", "label", "country"), GROUPS)
def test_groups_are_of_the_country_where_they_are(
    extractor: Extractor, text: str, label: str, country: str | None
) -> None:
    found = {entity.label: entity.country for entity in read(extractor, text).entities}
    assert found.get(label, "not found") == country


NAMESAKES = [
    ("Voters in Paris, Texas, met the senator.", ("Paris, Texas", "USA"), "paris"),
    ("The governor of Georgia met Canadian guests in Atlanta.", ("Georgia", "USA"), "georgia"),
    ("The GAO criticized the Pentagon.", ("GAO", None), "gao"),
    ("The carrier USS Abraham Lincoln left port.", ("USS Abraham Lincoln", None), "abraham-lincoln"),
    ("Dr. Angela Merkel, a Canadian dentist, moved to Lyon.", ("Angela Merkel", None), "angela-merkel"),
    ("Donald Trump Jr. met a lawyer.", ("Donald Trump Jr.", None), "donald-trump"),
    ("A 42-year-old man from Leeds was arrested in Paris.", ("man from Leeds", "GBR"), ""),
    ("Officials in Paris met Angela Merkel.", ("Angela Merkel", "DEU"), ""),
]


@pytest.mark.parametrize(("text", "expected", "missing"), NAMESAKES)
def test_namesakes(extractor: Extractor, text: str, expected: tuple[str, str | None], missing: str) -> None:
    graph = read(extractor, text)
    assert expected in {(entity.label, entity.country) for entity in graph.entities}
    assert missing not in graph.entity


STATES = [
    ("Prussia fought Austria.", date(1866, 6, 20), {"prussia", "austria"}),
    ("Czechoslovakia thanked Yugoslavia.", date(1968, 8, 30), {"czechoslovakia", "yugoslavia"}),
    ("Moscow condemned the Chinese attack.", date(1969, 3, 5), {"soviet-union", "china"}),
    ("Moscow condemned the Chinese attack.", date(2003, 3, 5), {"russia", "china"}),
    ("East Germany closed the border.", date(1961, 8, 14), {"east-germany"}),
    ("Soviet troops left Kabul.", date(1989, 2, 15), {"soviet-union", "soviet-troops", "kabul"}),
    ("South Korea welcomed the Korean pianist.", DAY, {"south-korea", "south-korean-pianist"}),
]


@pytest.mark.parametrize(("text", "day", "expected"), STATES)
def test_states_of_their_time(extractor: Extractor, text: str, day: date, expected: set[str]) -> None:
    found = set(read(extractor, text, day).entity)
    assert expected & found == {name for name in expected if name != "south-korean-pianist"}
    assert "russia" not in found or "russia" in expected


SURNAMES = [
    ("Mr. Newsom wrote to the consul.", date(1931, 5, 1), "gavin-newsom", False),
    ("Governor Newsom wrote to the consul.", date(2021, 5, 1), "gavin-newsom", True),
    ("President Nixon flew to Beijing.", date(1972, 2, 21), "richard-nixon", True),
    ("Richard Nixon flew to Beijing in 1972.", date(2024, 2, 21), "richard-nixon", True),
]


@pytest.mark.parametrize(("text", "day", "person", "linked"), SURNAMES)
def test_surnames_mean_people_of_their_time(
    extractor: Extractor, text: str, day: date, person: str, linked: bool
) -> None:
    assert (person in read(extractor, text, day).entity) is linked


COUNTRIES_OF_PEOPLE = [
    ("Peru's Rosa Quispe met a diplomat.", "Rosa Quispe", "PER"),
    ("Minister Rosa Quispe of Peru met a diplomat.", "Rosa Quispe", "PER"),
    ("The Cuban envoy met his Peruvian counterpart, Rosa Quispe.", "Rosa Quispe", "PER"),
    ("Rosa Quispe met a diplomat in Peru.", "Rosa Quispe", None),
]


@pytest.mark.parametrize(("text", "label", "country"), COUNTRIES_OF_PEOPLE)
def test_countries_of_people(extractor: Extractor, text: str, label: str, country: str | None) -> None:
    found = {entity.label: entity.country for entity in read(extractor, text).entities}
    assert found.get(label, "not found") == country


MEANT = [
    ("Envoy Ali Rahmon met envoy Jon Berg in Oslo. The pair praised Qatar.", "The pair", {"Ali Rahmon", "Jon Berg"}),
    ("Envoy Ali Rahmon met envoy Jon Berg in Oslo. The two praised Qatar.", "two", {"Ali Rahmon", "Jon Berg"}),
    ("Envoy Ali Rahmon received Jon Berg in Oslo. His guest praised Qatar.", "His guest", {"Jon Berg"}),
    ("Officials from Mali, Niger and Chad met. The three countries share a border.", "three countries",
     {"Mali", "Niger", "Chad"}),
    ("Before he met Ali Rahmon in Oslo, Jon Berg had gone to Rome.", "he", {"Jon Berg"}),
    ("French troops fought rebels. They had no choice, the rebels said.", "They", {"rebels"}),
    ("The Home Secretary met Ali Rahmon. The Foreign Secretary praised Qatar.", "The Foreign Secretary",
     {"Foreign Secretary"}),
    ("The oil company Petrolux met Ali Rahmon. The company praised Qatar.", "The company", {"Petrolux"}),
    ("PRESIDENT BERG: Prime Minister Otieno, I thank you for this meeting.", "you", {"Otieno"}),
    ('"I will visit you in the spring," Jon Berg told Ali Rahmon.', "you", {"Ali Rahmon"}),
    ("Ali Rahmon met Jon Berg. You could hear a pin drop.", "You", set()),
    ("Participants:\n\nThe Secretary: Jon Berg\nAmbassador Rahmon\n\nRahmon praised the Secretary.", "the Secretary",
     {"Jon Berg"}),
    ("The Council called upon all Member States to leave. Mali praised other member states.", "member states", set()),
    ("France, England and Prussia signed a treaty in 1827.", "England", {"United Kingdom"}),
    ("Protesters gathered in England.", "England", {"England"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), MEANT)
def test_whom_it_means(extractor: Extractor, text: str, words: str, expected: set[str]) -> None:
    graph = read(extractor, text)
    meant = {e.label for e in graph.entities for mention in e.mentions if words in mention.span.text}
    assert meant == expected


TITLES = [
    ("Deputy Minister of Trade Jon Berg met Ali Rahmon. The Deputy Minister praised Qatar.", "Jon Berg", None,
     "The Deputy Minister"),
    ("American Special Envoy for Iran Jon Berg met Ali Rahmon.", "Jon Berg", "USA", "Jon Berg"),
    ("Peruvian Ambassador to Chile Jon Berg met Ali Rahmon.", "Jon Berg", "PER", "Jon Berg"),
    ("Vice Foreign Minister Thatcher met Ali Rahmon.", "Thatcher", None, "Thatcher"),
    ("Prime Minister Al-Maliki met Ali Rahmon.", "Nouri al-Maliki", "IRQ", "Al-Maliki"),
    ("President Obama informed Jon Berg. Obama's Kenyan counterpart left.", "Uhuru Kenyatta", "KEN",
     "Kenyan counterpart"),
    ("Vladimir Putin spoke to Tayyip Erdogan. Putin told his counterpart about the talks.",
     "Recep Tayyip Erdoğan", "TUR", "counterpart"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "country", "words"), TITLES)
def test_titles(extractor: Extractor, text: str, label: str, country: str | None, words: str) -> None:
    graph = read(extractor, text)
    meant = {(e.label, e.country) for e in graph.entities for mention in e.mentions if words in mention.span.text}
    assert meant == {(label, country)}


def test_an_office_that_the_publisher_has_under_another_name_is_a_guests(extractor: Extractor) -> None:
    text = "FOREIGN MINISTER LIND: We praised Qatar."
    (guest,) = [e for e in read(extractor, text, publisher="U.S. Department of State").entities if "L" in e.label]
    assert guest.country is None


WRITTEN = [
    ("Prime Minister Kishida Fumio met Ali Rahmon.", "Fumio Kishida"),
    ("HRVP Borrell met Ali Rahmon.", "Josep Borrell"),
    ("Envoy Berg met President-Elect of Chad Idriss Deby.", "Idriss Déby"),
    ("Hamad ibn Isa Al Khalifa met Ali Rahmon.", "Hamad bin Isa Al Khalifa"),
    ("Security adviser Kim Sung-han met Ali Rahmon.", "Kim Sung-han"),
    ("Jets from Tripoli met Egyptian jets over Libya.", "Tripoli"),
]


@pytest.mark.parametrize(("text", "label"), WRITTEN)
def test_names_as_they_are_written(extractor: Extractor, text: str, label: str) -> None:
    assert label in {entity.label for entity in read(extractor, text, date(2022, 3, 1)).entities}


def test_two_men_are_nobody_named_before(extractor: Extractor) -> None:
    graph = read(extractor, "Jon Berg met Ali Rahmon. Georgian soldiers and police arrested two men.")
    assert {"men", "Georgian police"} <= {entity.label for entity in graph.entities}


def test_a_publisher_is_of_no_country_that_its_name_only_holds(extractor: Extractor) -> None:
    graph = read(extractor, "President Lindqvist met Ali Rahmon.", publisher="Voice of America")
    assert {entity.country for entity in graph.entities if entity.label == "Lindqvist"} == {None}


MIDDLE_NAMES = [
    (("Harold Rupert Berg met Ali.", "Harold R. Berg met Ali.", "Harold Berg met Ali."), 1),
    (("Ahmed Karim Berg met Ali.", "Ahmed Qadir Berg met Ali."), 2),
    (("Harold Berg met Ali.", "Harold Berg Jr. met Ali."), 2),
]


@pytest.mark.parametrize(("texts", "number"), MIDDLE_NAMES)
def test_middle_names_across_articles(extractor: Extractor, texts: tuple[str, ...], number: int) -> None:
    found = {entity.id for text in texts for entity in read(extractor, text).entities if "Berg" in entity.label}
    assert len(found) == number


NO_ACTORS = [
    ("The mission offers legal support services to Mali.", "services"),
    ("Subject: tents. Participants met in Oslo.", "participants"),
    ("He is a member of the choir.", "member"),
    ("The Executive Order barred Jon Berg. An ISIL VBIED and the Koran were found.", "order"),
    ("The strikes hit an ISIL VBIED.", "vbied"),
]


@pytest.mark.parametrize(("text", "word"), NO_ACTORS)
def test_no_actors(extractor: Extractor, text: str, word: str) -> None:
    assert not [e.label for e in read(extractor, text).entities if word in e.label.lower()]
