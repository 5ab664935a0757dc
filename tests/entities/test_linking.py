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
from tests.helpers.parses import VOCAB, doc_of

SUMMIT = """
President//NNP/2/nmod:desc Trump//NNP/3/nsubj/PERSON met//VBD/0/ROOT Russian//JJ/5/amod President//NNP/6/nmod:desc
Vladimir//NNP/3/obj/PERSON Putin//NNP/6/flat/PERSON in//IN/9/case Anchorage//NNP/3/obl/LOC .//./3/punct

The//DT/2/det president//NN/3/nsubj thanked//VBD/0/ROOT Donald//NNP/6/nmod:poss/PERSON Trump//NNP/4/flat/PERSON
staff//NN/3/obj .//./3/punct
"""


def link(doc: Doc, day: date | None = date(2025, 8, 15), publisher: str | None = None) -> Actors:
    return find_actors(Article("a", doc.text, date=day, publisher=publisher), doc, load_gazetteer())


def entity(actors: Actors, identifier: str) -> Entity:
    assert identifier in actors.entities, sorted(actors.entities)
    return actors.entities[identifier]


def test_surname_title_and_full_name_are_one_node() -> None:
    trump = entity(link(doc_of(SUMMIT)), "donald-trump")
    assert (trump.label, trump.type, trump.country) == ("Donald Trump", "Person", "USA")
    assert trump.aliases == ("President Trump", "The president", "Trump")
    assert "http://dbpedia.org/resource/Donald_Trump" in trump.same_as


def test_mentions_cover_the_title_and_name_the_name() -> None:
    doc = doc_of(SUMMIT)
    putin = entity(link(doc), "vladimir-putin")
    assert [(m.span.text, m.name.text if m.name else None) for m in putin.mentions] == [
        ("Russian President Vladimir Putin", "Vladimir Putin")
    ]
    for found in link(doc).entities.values():
        assert all(doc.text[m.span.begin : m.span.end] == m.span.text for m in found.mentions)


def test_heads_and_spans() -> None:
    actors = link(doc_of(SUMMIT))
    assert actors.at[5] == ("vladimir-putin",)
    assert actors.span[5] == (3, 7)
    assert actors.at[3] == ("russia",), "the adjective means its country"


@pytest.mark.parametrize(
    ("day", "identifier"), [(date(2016, 9, 22), "boris-johnson"), (date(2015, 3, 7), "philip-hammond")]
)
def test_holder_of_an_office_on_the_date(day: date, identifier: str) -> None:
    doc = doc_of(
        """
        The//DT/3/det Foreign//JJ/3/amod Secretary//NN/4/nsubj met//VBD/0/ROOT Sergei//NNP/4/obj/PERSON
        Lavrov//NNP/5/flat/PERSON in//IN/8/case London//NNP/4/obl/LOC .//./4/punct
        """
    )
    assert entity(link(doc, day, "UK Government"), identifier).country == "GBR"


FOREIGN = """
Russian//JJ/2/amod President//NNP/3/nmod:desc Putin//NNP/4/nsubj/PERSON spoke//VBD/0/ROOT

The//DT/2/det president//NN/3/nsubj left//VBD/0/ROOT
"""


@pytest.mark.parametrize(
    ("publisher", "identifier"),
    [("China Weekly", "vladimir-putin"), ("Government of China", "xi-jinping"), (None, "vladimir-putin")],
)
def test_bare_role_after_a_foreigner(publisher: str | None, identifier: str) -> None:
    assert link(doc_of(FOREIGN), publisher=publisher).at[5] == (identifier,)


WE = "We//PRP/2/nsubj condemn//VBD/0/ROOT this//PRP/2/obj"
QUOTED = '"//./3/punct We//PRP/3/nsubj agree//VBD/0/ROOT "//./3/punct'


@pytest.mark.parametrize(
    ("publisher", "text", "expected"),
    [
        ("Foreign & Commonwealth Office", WE, ["united-kingdom"]),
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
    assert list(link(doc_of(text), publisher=publisher).entities) == expected


def test_office_without_a_date_stays_unnamed() -> None:
    doc = doc_of("The//DT/3/det Iraqi//JJ/3/amod president//NN/4/nsubj resigned//VBD/0/ROOT .//./4/punct")
    actors = link(doc, None)
    assert actors.at[2] == ("iraqi-president-a",)
    assert entity(actors, "iraqi-president-a").country == "IRQ"


@pytest.mark.parametrize(
    ("name", "identifier"), [("Steve Wikoff", "steve-witkoff"), ("Sergey Lavrov", "sergei-lavrov")]
)
def test_spelling_slips(name: str, identifier: str) -> None:
    first, last = name.split()
    doc = doc_of(f"{first}//NNP/3/nsubj/PERSON {last}//NNP/1/flat/PERSON flew//VBD/0/ROOT .//./3/punct")
    assert link(doc).at[0] == (identifier,)
    assert name in {m.span.text for m in entity(link(doc), identifier).mentions}


def test_country_that_is_misspelt() -> None:
    doc = doc_of("Ethopia//NNP/2/nsubj/PERSON agreed//VBD/0/ROOT .//./2/punct")
    assert link(doc).at[0] == ("ethiopia",)


def test_a_short_name_is_no_misspelt_country() -> None:
    doc = doc_of("Naguru//NNP/2/nsubj/LOC grew//VBD/0/ROOT .//./2/punct")
    assert link(doc).at[0] == ("naguru",)


def test_office_holder_taken_for_a_place() -> None:
    doc = doc_of("Aid//NN/4/nsubj for//IN/3/case Zelenskyy//NNP/1/nmod/LOC fell//VBD/0/ROOT")
    assert entity(link(doc, date(2025, 3, 5)), "volodymyr-zelenskyy").type == "Person"


def test_place_with_the_name_of_an_office_holder() -> None:
    doc = doc_of("Aid//NN/4/nsubj in//IN/3/case Zelenskyy//NNP/1/nmod/LOC fell//VBD/0/ROOT")
    assert entity(link(doc, date(2025, 3, 5)), "zelenskyy").type == "Place"


def test_acronym_taken_for_a_pronoun() -> None:
    doc = doc_of("WHO//PRP/2/nsubj says//VBD/0/ROOT so//RB/2/advmod")
    assert entity(link(doc), "world-health-organization").label == "World Health Organization"


def test_pronoun_in_a_headline_in_capitals() -> None:
    doc = doc_of("WHO//PRP/3/nsubj WILL//MD/3/aux WIN//VBD/0/ROOT")
    assert not link(doc).entities


def test_two_people_with_one_surname_stay_two() -> None:
    doc = doc_of(
        """
        Bill//NNP/6/nsubj/PERSON Clinton//NNP/1/flat/PERSON and//CC/4/cc Hillary//NNP/1/conj/PERSON
        Clinton//NNP/4/flat/PERSON left//VBD/0/ROOT .//./6/punct

        Mrs.//NNP/2/nmod:desc Clinton//NNP/3/nsubj/PERSON spoke//VBD/0/ROOT .//./3/punct
        """
    )
    actors = link(doc, date(2012, 5, 1))
    assert [actors.at[0], actors.at[3], actors.at[8]] == [("bill-clinton",), ("hillary-clinton",), ("hillary-clinton",)]


def test_unknown_person_takes_the_country_of_the_title() -> None:
    doc = doc_of(
        """
        Zambian//JJ/2/amod Minister//NNP/3/nmod:desc Chola//NNP/5/nsubj/PERSON Mutale//NNP/3/flat/PERSON
        spoke//VBD/0/ROOT .//./5/punct
        """
    )
    found = entity(link(doc), "chola-mutale")
    assert (found.label, found.country, found.same_as) == ("Chola Mutale", "ZMB", ())


def test_person_who_bears_the_name_of_a_country() -> None:
    doc = doc_of(
        """
        Michael//NNP/3/nsubj/PERSON Jordan//NNP/1/flat/PERSON visited//VBD/0/ROOT
        Jordan//NNP/3/obj/LOC .//./3/punct
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
    doc = doc_of("A//DT/3/det British//JJ/3/amod soldier//NN/4/nsubj died//VBD/0/ROOT .//./4/punct")
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
    doc = doc_of("Zubrow//NNP/2/nsubj/LOC agreed//VBD/0/ROOT .//./2/punct")
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


OWN = """
@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix id: <https://w3id.org/diplomatic-kg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
id:mayor-merkel a dip:Person ; rdfs:label "Angela Merkel" ; dip:countryCode "AUT" .
"""


def test_of_namesakes_the_users_own_is_meant(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(OWN)
    doc = doc_of("Angela//NNP/3/nsubj/PERSON Merkel//NNP/1/flat/PERSON left/leave/VBD/0/ROOT")
    gazetteers = load_gazetteer(), load_gazetteer([tmp_path / "own.ttl"])
    found = [set(find_actors(Article("a", doc.text), doc, gazetteer).entities) for gazetteer in gazetteers]
    assert found == [{"angela-merkel"}, {"mayor-merkel"}]
