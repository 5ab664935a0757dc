"""The tables under ontologies/actors and ontologies/places, and looking names up in them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import KgError
from kg.knowledge.gazetteer import Entry, Gazetteer, load_gazetteer, name_words
from kg.knowledge.paths import ontology_path

PREFIXES = """@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix id: <https://w3id.org/diplomatic-kg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


NAMES = [
    ("Ukraine", ["ukraine"]),
    ("the United States", ["united-states"]),
    ("US", ["united-states"]),
    ("U.S.", ["united-states"]),
    ("us", []),
    ("Us", []),
    ("Britain's", ["united-kingdom"]),
    ("BRITAIN", ["united-kingdom"]),
    ("Soviet Union", ["soviet-union"]),
    ("turkey", []),
    ("Türkiye", ["turkey"]),
    ("Côte d’Ivoire", ["ivory-coast"]),
    ("Cote d'Ivoire", ["ivory-coast"]),
    ("Georgia", ["georgia", "georgia-us-state"]),
    ("Jordan", ["jordan"]),
    ("Congo", ["democratic-republic-of-the-congo", "republic-of-the-congo"]),
    ("Niger", ["niger"]),
    ("Nigeria", ["nigeria"]),
    ("North Korea", ["north-korea"]),
    ("Korea", ["north-korea", "south-korea"]),
    ("Washington", ["washington-dc", "washington-state"]),
    ("Kiev", ["kyiv"]),
    ("Hague", ["the-hague"]),
    ("WHO", ["world-health-organization"]),
    ("Who", []),
    ("LeT", ["lashkar-e-taiba"]),
    ("Let", []),
    ("Nato", ["north-atlantic-treaty-organization"]),
    ("State Department", ["united-states-department-of-state"]),
    ("al Qaeda", ["al-qaeda"]),
    ("Al-Shabaab", ["al-shabaab"]),
    ("Volodymyr Zelensky", ["volodymyr-zelenskyy"]),
    ("Recep Tayyip Erdogan", ["recep-tayyip-erdogan"]),
    ("Russian Foreign Ministry", ["ministry-of-foreign-affairs-of-russia"]),
    ("", []),
    ("...", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert ids(gazetteer.by_name(text)) == expected


def test_adjectives_peoples_and_metonyms(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.by_adjective("Dutch")) == ["netherlands"]
    assert ids(gazetteer.by_adjective("Nigerien")) == ["niger"]
    assert ids(gazetteer.by_adjective("polish")) == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Danes", "denmark"),
        ("Kurds", "kurds"),
        ("Palestinians", "palestine"),
        ("the Kremlin", "russia"),
        ("Foggy Bottom", "united-states-department-of-state"),
    ],
)
def test_peoples_and_metonyms_are_found_in_a_text(gazetteer: Gazetteer, word: str, expected: str) -> None:
    words = word.removeprefix("the ").split()
    found = gazetteer.match_longest(words, 0)
    assert found is not None
    assert (found[0][0].id, found[1]) == (expected, len(words))


COUNTRIES_OF_ACTORS = [
    ("Hamas", "PSE"),
    ("Hezbollah", "LBN"),
    ("Taliban", "AFG"),
    ("Houthis", "YEM"),
    ("FARC", "COL"),
    ("PKK", "TUR"),
    ("Tamil Tigers", "LKA"),
    ("Boko Haram", "NGA"),
    ("ISIL", None),
    ("Pentagon", "USA"),
    ("Knesset", "ISR"),
    ("Gaza Strip", "PSE"),
    ("Crimea", "UKR"),
    ("Taiwan", "TWN"),
    ("Kosovo", "XKX"),
    ("Hong Kong", "HKG"),
    ("European Union", None),
    ("Sergei Lavrov", "RUS"),
]


@pytest.mark.parametrize(("name", "country"), COUNTRIES_OF_ACTORS)
def test_countries_of_actors(gazetteer: Gazetteer, name: str, country: str | None) -> None:
    assert [entry.country for entry in gazetteer.by_name(name)] == [country]


def test_surnames_follow_the_order_of_the_language(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.surname("Xi")) == ["xi-jinping"]
    assert ids(gazetteer.surname("Ban")) == ["ban-ki-moon"]
    assert ids(gazetteer.surname("Suu Kyi")) == ["aung-san-suu-kyi"]
    assert ids(gazetteer.surname("von der Leyen")) == ["ursula-von-der-leyen"]
    assert ids(gazetteer.surname("Rouhani")) == ["hassan-rouhani"]
    assert set(ids(gazetteer.surname("Clinton"))) == {"bill-clinton", "hillary-clinton"}
    assert gazetteer.surname("may") == ()


HOLDERS = [
    ("president", "USA", "2016-09-01", "barack-obama"),
    ("president", "USA", "2025-05-18", "donald-trump"),
    ("foreign secretary", "GBR", "2016-09-22", "boris-johnson"),
    ("Foreign Secretary", "GBR", "2008-08-12", "david-miliband"),
    ("prime minister", "GBR", "1995-01-01", "john-major"),
    ("secretary of state", "USA", "1999-03-24", "madeleine-albright"),
    ("foreign minister", "RUS", "2025-05-18", "sergei-lavrov"),
    ("prime minister", "IRQ", "2015-06-01", "haider-al-abadi"),
    ("chancellor", "DEU", "2025-06-01", "friedrich-merz"),
    ("president", "PSE", "2003-06-04", "yasser-arafat"),
    ("prime minister", "ISR", "1996-06-01", "shimon-peres"),
    ("secretary-general", "united-nations", "2010-01-01", "ban-ki-moon"),
    ("secretary general", "north-atlantic-treaty-organization", "1999-03-24", "javier-solana"),
    ("taoiseach", "IRL", "2004-05-01", "bertie-ahern"),
    ("supreme leader", "IRN", "2015-07-14", "ali-khamenei"),
]


@pytest.mark.parametrize(("role", "owner", "day", "expected"), HOLDERS)
def test_who_held_the_office(gazetteer: Gazetteer, role: str, owner: str, day: str, expected: str) -> None:
    assert ids(gazetteer.holders(role, owner, date.fromisoformat(day))) == [expected]


def test_on_the_day_of_a_handover_both_held_it_the_new_one_first(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.holders("president", "USA", date(2017, 1, 20))) == ["donald-trump", "barack-obama"]
    assert gazetteer.holders("president", "USA", date(1800, 1, 1)) == ()
    assert gazetteer.holders("shogun", "JPN", date(2000, 1, 1)) == ()


def test_one_person_in_several_offices(gazetteer: Gazetteer) -> None:
    rubio = gazetteer.entries["marco-rubio"]
    offices = [office.id for office in gazetteer.office_of(rubio, date(2025, 6, 1))]
    assert offices == ["united-states-national-security-advisor", "united-states-secretary-of-state"]
    assert gazetteer.office_of(rubio, date(2015, 6, 1)) == ()


SIMILAR = [
    ("Steve Wikoff", "steve-witkoff"),
    ("Wikoff", "steve-witkoff"),
    ("Vladimir Zelenskyy", "volodymyr-zelenskyy"),
    ("Serguei Lavrow", "sergei-lavrov"),
    ("Sergey Shoigu", "sergei-shoigu"),
    ("Benyamin Netanyahou", "benjamin-netanyahu"),
    ("Sergei Smirnov", None),
    ("Lavrov Sergei", None),
    ("Kim", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "expected"), SIMILAR)
def test_variants_and_slips(gazetteer: Gazetteer, name: str, expected: str | None) -> None:
    found = gazetteer.similar(name)
    assert (found.id if found else None) == expected


LONGEST = [
    ("The People 's Republic of China said", 1, ["china"], 5),
    ("al - Qaeda fighters", 0, ["al-qaeda"], 3),
    ("U.S. State Department", 0, ["united-states-department-of-state"], 3),
    ("United Nations Security Council vote", 0, ["united-nations-security-council"], 4),
    ("Washington , D.C. , on Monday", 0, ["washington-dc"], 3),
    ("Iran . Iraq", 0, ["iran"], 1),
    ("Sharm el - Sheikh , Egypt", 0, ["sharm-el-sheikh"], 4),
    ("New Zealanders cheered", 0, ["new-zealand"], 2),
]


@pytest.mark.parametrize(("text", "start", "expected", "length"), LONGEST)
def test_the_longest_match(gazetteer: Gazetteer, text: str, start: int, expected: list[str], length: int) -> None:
    match = gazetteer.match_longest(text.split(), start)
    assert match is not None
    assert (ids(match[0]), match[1]) == (expected, length)


def test_common_words_match_nothing(gazetteer: Gazetteer) -> None:
    text = "they told us who will march with them in may , as turkey was served on china"
    words = [*text.split(), "US$", "Let"]
    assert [gazetteer.match_longest(words, start) for start in range(len(words))] == [None] * len(words)


def test_every_country_has_a_code_an_adjective_and_a_capital_of_its_own(gazetteer: Gazetteer) -> None:
    states = [entry for entry in gazetteer.entries.values() if entry.kind == "Country" and entry.end is None]
    assert len(states) == 250
    assert len({entry.country for entry in states}) == len(states)
    for entry in states:
        assert entry.country is not None and len(entry.country) == 3
        assert gazetteer.country_entry(entry.country) is entry
        if entry.capital:
            capital = gazetteer.entries[entry.capital]
            assert (capital.country, capital.is_capital) == (entry.country, True)
    sovereign = {quad.subject.value for quad in pyoxigraph.parse(path=str(ontology_path("places", "countries.ttl")))}
    assert [iri for iri in sovereign if not gazetteer.entries[iri.rsplit("/", 1)[1]].adjectives] == []


def test_countries_of_all_entries_exist(gazetteer: Gazetteer) -> None:
    codes = {entry.country for entry in gazetteer.entries.values() if entry.kind == "Country"} | {None}
    assert {entry.country for entry in gazetteer.entries.values()} <= codes
    assert {office.country for office in gazetteer.offices.values()} <= codes


def test_states_that_are_no_more_govern_from_their_capital_in_their_time(gazetteer: Gazetteer) -> None:
    then = gazetteer.former_state("RUS", date(1980, 3, 1))
    assert then is not None and (then.id, then.end) == ("soviet-union", date(1991, 12, 25))
    assert gazetteer.former_state("RUS", date(1992, 3, 1)) is None
    assert gazetteer.former_state("FRA", date(1980, 3, 1)) is None
    former = [entry for entry in gazetteer.entries.values() if entry.kind == "Country" and entry.end]
    assert len(former) == 13
    assert all(entry.begin is None or entry.begin < entry.end for entry in former if entry.end)


def test_offices_belong_to_organisations_that_exist_and_have_roles(gazetteer: Gazetteer) -> None:
    for office in gazetteer.offices.values():
        assert office.roles, office
        assert office.country or office.organization, office
        assert office.organization is None or gazetteer.entries[office.organization].kind == "Organization"


def test_tenures_begin_before_they_end_and_no_office_is_held_twice_by_one_person_at_once(gazetteer: Gazetteer) -> None:
    for entry in gazetteer.entries.values():
        held: dict[str, date] = {}
        for tenure in sorted(entry.tenures, key=lambda tenure: tenure.begin or date.min):
            begin, end = tenure.begin or date.min, tenure.end or date.max
            assert begin <= end, entry
            assert held.get(tenure.office, date.min) <= begin, entry
            held[tenure.office] = end


def test_every_subject_is_described_in_one_place() -> None:
    paths = [*ontology_path("places").glob("*.ttl"), *ontology_path("actors").glob("*.ttl")]
    described: dict[str, Path] = {}
    for path in paths:
        quads = pyoxigraph.parse(path=str(path))
        typed = [quad.subject.value for quad in quads if quad.predicate.value.endswith("#type")]
        assert len(typed) == len(set(typed)), path
        for subject in typed:
            assert subject not in described, (subject, path, described[subject])
            described[subject] = path


def test_the_tables_are_as_large_as_promised(gazetteer: Gazetteer) -> None:
    kinds = [entry.kind for entry in gazetteer.entries.values()]
    in_office = [entry for entry in gazetteer.entries.values() if entry.tenures]
    assert len(in_office) > 1500
    assert kinds.count("Place") > 1200
    assert kinds.count("Organization") > 1000


def test_own_actors_are_added_and_known_ones_extended(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES
        + """
id:harbour-office a dip:Office ; rdfs:label "Harbour Master of Malta" ; dip:countryCode "MLT" ;
    dip:role "harbour master" .
id:ada-example a dip:Person ; rdfs:label "Ada Example" ; dip:countryCode "MLT" ;
    dip:tenure [
        dip:office id:harbour-office ; dip:begin "2020-02"^^xsd:gYearMonth ; dip:end "2020-02"^^xsd:gYearMonth ] .
id:malta dip:metonym "Grand Harbour" .
"""
    )
    gazetteer = load_gazetteer([own])
    assert ids(gazetteer.by_name("Ada Example")) == ["ada-example"]
    assert gazetteer.match_longest(["Grand", "Harbour"], 0) == ((gazetteer.entries["malta"],), 2)
    assert ids(gazetteer.holders("harbour master", "MLT", date(2020, 2, 29))) == ["ada-example"]
    assert gazetteer.holders("harbour master", "MLT", date(2020, 3, 1)) == ()
    assert load_gazetteer().by_name("Ada Example") == ()


BROKEN = [
    ('id:a a dip:Person ; rdfs:label "A ;\n .', "line 6"),
    ("id:a a dip:Person .", "rdfs:label"),
    ('id:a a dip:Person ; rdfs:label "A B" ; dip:tenure [ dip:office id:nowhere ] .', "nowhere"),
    (
        'id:a a dip:Person ; rdfs:label "A B" ;'
        ' dip:tenure [ dip:office id:president-of-france ; dip:begin "last year" ] .',
        "last year",
    ),
]


@pytest.mark.parametrize(("body", "hint"), BROKEN)
def test_a_malformed_file_is_named_with_cause_and_place(tmp_path: Path, body: str, hint: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + "\n" + body)
    with pytest.raises(KgError, match=hint) as error:
        load_gazetteer([own])
    assert "own.ttl" in str(error.value) or "A B" in str(error.value) or "id/a" in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"nobody\.ttl.*can't be read"):
        load_gazetteer([tmp_path / "nobody.ttl"])


def test_name_words_of_any_script() -> None:
    assert name_words("Mustafa Akıncı") == ["Mustafa", "Akinci"]
    assert name_words("习近平") == ["习近平"]
    assert name_words("the") == ["the"]


def test_the_tables_are_loaded_once() -> None:
    begin = time.process_time()
    first = load_gazetteer([ontology_path("places", "regions.ttl")])
    print(f"all tables loaded in {time.process_time() - begin:.2f} s of processor time")
    assert load_gazetteer([ontology_path("places", "regions.ttl")]) is first
