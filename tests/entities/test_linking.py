"""One node per actor: identifiers, countries, aliases, homonyms; nothing breaks on odd input."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.entities.linking import Actors, find_actors
from kg.knowledge.gazetteer import load_gazetteer
from kg.model import Article, Entity
from kg.nlp.pipeline import load_pipeline
from kg.syntax.from_doc import read_parse
from tests.helpers.docs import VOCAB, make_doc

SUMMIT = """
President|PROPN|nmod:desc|1 Trump|PROPN|nsubj|2|PERSON met|VERB|ROOT|2 Russian|ADJ|amod|4 President|PROPN|nmod:desc|5
Vladimir|PROPN|obj|2|PERSON Putin|PROPN|flat|5|PERSON in|ADP|case|8 Anchorage|PROPN|obl|2|LOC .|PUNCT|punct|2

The|DET|det|1 president|NOUN|nsubj|2 thanked|VERB|ROOT|2 Donald|PROPN|nmod:poss|5|PERSON Trump|PROPN|flat|3|PERSON
staff|NOUN|obj|2 .|PUNCT|punct|2
"""


def link(doc: Doc, day: date | None = date(2025, 8, 15), publisher: str | None = None) -> Actors:
    return find_actors(Article("a", doc.text, date=day, publisher=publisher), doc, load_gazetteer())


def entity(actors: Actors, identifier: str) -> Entity:
    assert identifier in actors.entities, sorted(actors.entities)
    return actors.entities[identifier]


def test_surname_title_and_full_name_are_one_node() -> None:
    trump = entity(link(make_doc(SUMMIT)), "donald-trump")
    assert (trump.label, trump.type, trump.country) == ("Donald Trump", "Person", "USA")
    assert trump.aliases == ("President Trump", "The president", "Trump")
    assert "http://dbpedia.org/resource/Donald_Trump" in trump.same_as


def test_mentions_cover_the_title_and_name_the_name() -> None:
    doc = make_doc(SUMMIT)
    putin = entity(link(doc), "vladimir-putin")
    assert [(m.span.text, m.name.text if m.name else None) for m in putin.mentions] == [
        ("Russian President Vladimir Putin", "Vladimir Putin")
    ]
    for found in link(doc).entities.values():
        assert all(doc.text[m.span.begin : m.span.end] == m.span.text for m in found.mentions)


def test_heads_and_spans() -> None:
    actors = link(make_doc(SUMMIT))
    assert actors.at[5] == ("vladimir-putin",)
    assert actors.span[5] == (3, 7)
    assert actors.at[3] == ("russia",), "the adjective means its country"


@pytest.mark.parametrize(
    ("day", "identifier"), [(date(2016, 9, 22), "boris-johnson"), (date(2015, 3, 7), "philip-hammond")]
)
def test_holder_of_an_office_on_the_date(day: date, identifier: str) -> None:
    doc = make_doc(
        """
        The|DET|det|2 Foreign|ADJ|amod|2 Secretary|NOUN|nsubj|3 met|VERB|ROOT|3 Sergei|PROPN|obj|3|PERSON
        Lavrov|PROPN|flat|4|PERSON in|ADP|case|7 London|PROPN|obl|3|LOC .|PUNCT|punct|3
        """
    )
    assert entity(link(doc, day, "UK Government"), identifier).country == "GBR"


FOREIGN = """
Russian|ADJ|amod|1 President|PROPN|nmod:desc|2 Putin|PROPN|nsubj|3|PERSON spoke|VERB|ROOT|3

The|DET|det|1 president|NOUN|nsubj|2 left|VERB|ROOT|2
"""


@pytest.mark.parametrize(
    ("publisher", "identifier"),
    [("China Weekly", "vladimir-putin"), ("Government of China", "xi-jinping"), (None, "vladimir-putin")],
)
def test_bare_role_after_a_foreigner(publisher: str | None, identifier: str) -> None:
    assert link(make_doc(FOREIGN), publisher=publisher).at[5] == (identifier,)


WE = "We|PRON|nsubj|1 condemn|VERB|ROOT|1 this|PRON|obj|1"
QUOTED = '"|PUNCT|punct|2 We|PRON|nsubj|2 agree|VERB|ROOT|2 "|PUNCT|punct|2'


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("Foreign & Commonwealth Office", WE, ["foreign-commonwealth-and-development-office"]),
        ("Government of Ukraine", WE, ["ukraine"]),
        ("Downing Street", WE, ["united-kingdom"]),
        ("European Union", WE, ["european-union"]),
        ("European Union", QUOTED, []),
        ("BBC News", WE, []),
        ("Korea Weekly", WE, []),
        (None, WE, []),
    ],
)
def test_we_of_an_official_release(publisher: str | None, text: str, expected: list[str]) -> None:
    assert list(link(make_doc(text), publisher=publisher).entities) == expected


def test_office_without_a_date_stays_unnamed() -> None:
    doc = make_doc("The|DET|det|2 Iraqi|ADJ|amod|2 president|NOUN|nsubj|3 resigned|VERB|ROOT|3 .|PUNCT|punct|3")
    actors = link(doc, None)
    assert actors.at[2] == ("iraqi-president-a",)
    assert entity(actors, "iraqi-president-a").country == "IRQ"


@pytest.mark.parametrize(
    ("name", "identifier"), [("Steve Wikoff", "steve-witkoff"), ("Sergey Lavrov", "sergei-lavrov")]
)
def test_spelling_slips(name: str, identifier: str) -> None:
    first, last = name.split()
    doc = make_doc(f"{first}|PROPN|nsubj|2|PERSON {last}|PROPN|flat|0|PERSON flew|VERB|ROOT|2 .|PUNCT|punct|2")
    assert link(doc).at[0] == (identifier,)
    assert name in {m.span.text for m in entity(link(doc), identifier).mentions}


def test_country_that_is_misspelt() -> None:
    doc = make_doc("Ethopia|PROPN|nsubj|1|PERSON agreed|VERB|ROOT|1 .|PUNCT|punct|1")
    assert link(doc).at[0] == ("ethiopia",)


def test_office_holder_taken_for_a_place() -> None:
    doc = make_doc("Aid|NOUN|nsubj|3 for|ADP|case|2 Zelenskyy|PROPN|nmod|0|LOC fell|VERB|ROOT|3")
    assert entity(link(doc, date(2025, 3, 5)), "volodymyr-zelenskyy").type == "Person"


def test_place_with_the_name_of_an_office_holder() -> None:
    doc = make_doc("Aid|NOUN|nsubj|3 in|ADP|case|2 Zelenskyy|PROPN|nmod|0|LOC fell|VERB|ROOT|3")
    assert entity(link(doc, date(2025, 3, 5)), "zelenskyy").type == "Place"


def test_acronym_taken_for_a_pronoun() -> None:
    doc = make_doc("WHO|PRON|nsubj|1 says|VERB|ROOT|1 so|ADV|advmod|1")
    assert entity(link(doc), "world-health-organization").label == "World Health Organization"


def test_pronoun_in_a_headline_in_capitals() -> None:
    doc = make_doc("WHO|PRON|nsubj|2 WILL|AUX|aux|2 WIN|VERB|ROOT|2")
    assert not link(doc).entities


def test_two_people_with_one_surname_stay_two() -> None:
    doc = make_doc(
        """
        Bill|PROPN|nsubj|5|PERSON Clinton|PROPN|flat|0|PERSON and|CCONJ|cc|3 Hillary|PROPN|conj|0|PERSON
        Clinton|PROPN|flat|3|PERSON left|VERB|ROOT|5 .|PUNCT|punct|5

        Mrs.|PROPN|nmod:desc|1 Clinton|PROPN|nsubj|2|PERSON spoke|VERB|ROOT|2 .|PUNCT|punct|2
        """
    )
    actors = link(doc, date(2012, 5, 1))
    assert [actors.at[0], actors.at[3], actors.at[8]] == [("bill-clinton",), ("hillary-clinton",), ("hillary-clinton",)]


def test_unknown_person_takes_the_country_of_the_title() -> None:
    doc = make_doc(
        """
        Zambian|ADJ|amod|1 Minister|PROPN|nmod:desc|2 Chola|PROPN|nsubj|4|PERSON Mutale|PROPN|flat|2|PERSON
        spoke|VERB|ROOT|4 .|PUNCT|punct|4
        """
    )
    found = entity(link(doc), "chola-mutale")
    assert (found.label, found.country, found.same_as) == ("Chola Mutale", "ZMB", ())


def test_person_who_bears_the_name_of_a_country() -> None:
    doc = make_doc(
        """
        Michael|PROPN|nsubj|2|PERSON Jordan|PROPN|flat|0|PERSON visited|VERB|ROOT|2
        Jordan|PROPN|obj|2|LOC .|PUNCT|punct|2
        """
    )
    actors = link(doc)
    assert actors.at[0] == ("michael-jordan",)
    assert actors.at[3] == ("jordan",)


def test_article_with_the_shipped_pipeline() -> None:
    text = (
        "French President Emmanuel Macron, British Prime Minister Keir Starmer and German Chancellor Friedrich Merz "
        "travelled to Kyiv on 10 May 2025. They met Ukrainian President Volodymyr Zelensky. Macron said he had spoken "
        "to Donald Trump. The French president called on Russia to accept a truce. Moscow reacted coolly."
    )
    doc = load_pipeline()(text)
    actors = find_actors(Article("kyiv", text, date=date(2025, 5, 10)), doc, load_gazetteer())
    people = {i: found.country for i, found in actors.entities.items() if found.type == "Person"}
    assert people == {
        "emmanuel-macron": "FRA", "keir-starmer": "GBR", "friedrich-merz": "DEU", "volodymyr-zelenskyy": "UKR",
        "donald-trump": "USA",
    }  # fmt: skip
    at = {token.text: actors.at.get(token.i) for token in doc}
    assert at["They"] == ("emmanuel-macron", "keir-starmer", "friedrich-merz")
    assert (at["he"], at["president"], at["Moscow"]) == (("emmanuel-macron",), ("emmanuel-macron",), ("russia",))


def test_unnamed_people_of_two_articles_are_two() -> None:
    doc = make_doc("A|DET|det|2 British|ADJ|amod|2 soldier|NOUN|nsubj|3 died|VERB|ROOT|3 .|PUNCT|punct|3")
    one, other = (
        find_actors(Article(name, doc.text), doc, load_gazetteer()).at[2] for name in ("monday.txt", "tuesday.txt")
    )
    assert one != other


def test_names_without_a_parse() -> None:
    doc = Doc(VOCAB, words=["Barack", "Obama", "flew", "to", "Cuba"], pos=["PROPN"] * 5)
    assert {"barack-obama", "cuba"} <= set(link(doc, date(2016, 3, 20)).entities)


def test_country_code_of_a_users_file_that_is_none(tmp_path: Path) -> None:
    actors = tmp_path / "own.ttl"
    actors.write_text(
        "@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .\n"
        "@prefix id: <https://w3id.org/diplomatic-kg/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'id:zubrow a dip:Place ; rdfs:label "Zubrow" ; dip:countryCode "ZUB" ; dip:isCapital true .\n'
    )
    doc = make_doc("Zubrow|PROPN|nsubj|1|LOC agreed|VERB|ROOT|1 .|PUNCT|punct|1")
    found = find_actors(Article("a", doc.text), doc, load_gazetteer([actors]))
    assert [found.entities[i].country for i in found.at[0]] == ["ZUB"]


def test_empty_doc() -> None:
    doc = Doc(VOCAB)
    assert link(doc) == Actors(read_parse(doc), {}, {}, {}, {})


WORDS = ["The", "president", "of", "Iraq", "Putin", "Mr.", "they", "said", "it", "both", "sides", "-", ",", "(", "his"]
POS = ["NOUN", "PROPN", "PRON", "VERB", "ADJ", "DET"]
LABELS = ["nsubj", "obj", "nmod", "nmod:poss", "amod", "compound", "conj", "cc", "appos", "case", "det", "flat", "ROOT"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_tree_is_survived(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    words, labels, pos = (
        data.draw(st.lists(st.sampled_from(values), min_size=size, max_size=size)) for values in (WORDS, LABELS, POS)
    )
    heads = [min(i, data.draw(st.integers(0, size - 1))) for i in range(size)]
    doc = Doc(VOCAB, words=words, heads=heads, deps=labels, pos=pos)
    actors = link(doc)
    assert {i for ids in actors.at.values() for i in ids} <= set(actors.entities)
    assert actors.at.keys() == actors.span.keys()
