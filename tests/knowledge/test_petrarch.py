"""Actor dictionaries in PETRARCH's format: what becomes of their records, and what is said about wrong lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.gazetteer import Gazetteer, load_gazetteer

DICTIONARY = """# Actors of the north
<!-- people first,
then bodies -->
VIGDIS_FINNBOGADOTTIR_  ; President of Iceland, since 1998 UNESCO Goodwill Ambassador
+VIGDIS_FINNBOGADOTIR
\t[ISLGOV 800801-19960801]
\t[IGOUNO >981028]

MARY_ROBINSON_
+MARY_BOURKE_ROBINSON_
    [IRLGOV 901203-970912]  # President of Ireland
    [IGOUNO 970912-020912]

ICELANDIC_COAST_GUARD_ [ISLMIL]
+LANDHELGISGAESLAN_

HELLAS_ [GRC]
+ELLADA_
+ATHENS_

CENTRAL_BANK_OF_MONTENEGRO [MTNGOV]
BENELUX_UNION_ [BEL/NLD/LUX]
NAFO_ [IGO]
THE_WEATHER_ [---]
"""


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("actors") / "north.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    return load_gazetteer([path])


NEW = [
    ("Vigdis Finnbogadottir", "vigdis-finnbogadottir", "Person", "ISL", None),
    ("Vigdis Finnbogadotir", "vigdis-finnbogadottir", "Person", "ISL", None),
    ("Icelandic Coast Guard", "icelandic-coast-guard", "Organization", "ISL", "military"),
    ("Landhelgisgaeslan", "icelandic-coast-guard", "Organization", "ISL", "military"),
    ("Central Bank of Montenegro", "central-bank-of-montenegro", "Organization", "MNE", "government"),
    ("Benelux Union", "benelux-union", "Organization", None, None),
    ("NAFO", "nafo", "Organization", None, "igo"),
    ("Hellas", "greece", "Country", "GRC", None),
    ("Ellada", "greece", "Country", "GRC", None),
]


@pytest.mark.parametrize(("name", "identifier", "kind", "country", "organization_kind"), NEW)
def test_actor(
    gazetteer: Gazetteer, name: str, identifier: str, kind: str, country: str | None, organization_kind: str | None
) -> None:
    (entry,) = gazetteer.by_name(name)
    assert (entry.id, entry.kind, entry.country, entry.organization_kind) == (
        identifier,
        kind,
        country,
        organization_kind,
    )


def test_what_the_tables_know_stays(gazetteer: Gazetteer) -> None:
    assert [entry.id for entry in gazetteer.by_name("Athens")] == [
        entry.id for entry in load_gazetteer().by_name("Athens")
    ]


def test_known_person_gets_names_and_codes(gazetteer: Gazetteer) -> None:
    (entry,) = gazetteer.by_name("Mary Bourke Robinson")
    (shipped,) = load_gazetteer().by_name("Mary Robinson")
    assert (entry.id, entry.label) == ("mary-robinson", "Mary Robinson")
    assert len(entry.tenures) == len(shipped.tenures) + 2


def test_short_names_are_acronyms(gazetteer: Gazetteer) -> None:
    assert not gazetteer.by_name("Nafo")


def test_null_code_is_nobody(gazetteer: Gazetteer) -> None:
    assert not gazetteer.by_name("the Weather")


@pytest.mark.parametrize(
    ("day", "office", "country"),
    [("1980-08-01", "ISLGOV", "ISL"), ("1996-08-01", "ISLGOV", "ISL"), ("2004-05-01", "IGOUNO", None)],
)
def test_code_of_the_day(gazetteer: Gazetteer, day: str, office: str, country: str | None) -> None:
    (entry,) = gazetteer.by_name("Vigdis Finnbogadottir")
    (held,) = gazetteer.office_of(entry, date.fromisoformat(day))
    assert (held.label, held.country) == (office, country)


def test_no_code_between_two(gazetteer: Gazetteer) -> None:
    (entry,) = gazetteer.by_name("Vigdis Finnbogadottir")
    assert gazetteer.office_of(entry, date(1997, 1, 1)) == ()


WRONG = [
    ("+KOFI_ANNAN_", 1, "no actor stands before"),
    ("KOFI_ANNAN_\n[IGOUNO 970101", 2, "ends oddly"),
    ("KOFI_ANNAN_ [IGOUNO\n", 1, "ends oddly"),
    ("KOFI_ANNAN_\n[igouno]", 2, "'igouno' is no code"),
    ("KOFI_ANNAN_ []", 1, "'' is no code"),
    ("KOFI_ANNAN_\n[IGOUNO since 1997]", 2, "'since 1997' is no time"),
    ("KOFI_ANNAN_\n[IGOUNO -]", 2, "'-' is no time"),
    ("KOFI_ANNAN_\n[IGOUNO 970101-061331]", 2, "'061331' is no day"),
    ("KOFI_ANNAN_\n[IGOUNO >9701]", 2, "'9701' is no day"),
    ("KOFI_ANNAN_\n[IGOUNO 061231-970101]", 2, "ends before it begins"),
    ("___ [USA]", 1, "the name is missing"),
    ("KOFI_ANNAN_\n<!-- two\nlines --> +_", 3, "the name is missing"),
]


@pytest.mark.parametrize(("text", "line", "cause"), WRONG)
def test_a_file_of_wrong_lines_is_an_error(tmp_path: Path, text: str, line: int, cause: str) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_gazetteer([path])
    assert str(caught.value).startswith(f"{path}, line {line}: ")
    assert cause in str(caught.value)


@pytest.mark.parametrize(("text", "line", "cause"), WRONG)
def test_a_wrong_line_costs_that_line_alone(
    tmp_path: Path, text: str, line: int, cause: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(f"{text}\nSVEN_OLSSON_ [SWEGOV]\n", encoding="utf-8")
    (entry,) = load_gazetteer([path]).by_name("Sven Olsson")
    assert entry.country == "SWE"
    assert caplog.messages[0].startswith(f"{path}, line {line}: ")
    assert cause in caplog.messages[0]


def test_many_wrong_lines_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text("SVEN_OLSSON_ [SWEGOV]\n" + "A_ [b]\n" * 13, encoding="utf-8")
    load_gazetteer([path])
    assert len(caplog.messages) == 11
    assert caplog.messages[-1].endswith("3 more lines can't be understood, of the kinds above: 12, 13, 14")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SVEN_OLSSON_\t[SWEGOV 010120-050120] [IGOUNO >050501]# once a minister# notes", ["IGOUNO", "SWEGOV"]),
        ("SVEN_OLSSON_ [SWEGOV 010120-050120][IGOUNO 060101-]", ["IGOUNO", "SWEGOV"]),
        ("SVEN_OLSSON_ [SWEGOV -050120] [IGOUNO 060101-070101]; a note", ["IGOUNO", "SWEGOV"]),
        ("SVEN_OLSSON_\n+S._OLSSON_ [SWEGOV 010120-050120]\n[IGOUNO]#", ["SWEGOV"]),
        ("SVEN_OLSSON_\n\t[SWEGOV 010120-050120] [gov]\n", ["SWEGOV"]),
    ],
)
def test_several_codes_on_a_line(tmp_path: Path, text: str, codes: list[str]) -> None:
    path = tmp_path / "codes.txt"
    path.write_text(text, encoding="utf-8")
    gazetteer = load_gazetteer([path])
    (entry,) = gazetteer.by_name("Sven Olsson")
    assert sorted(gazetteer.offices[tenure.office].label for tenure in entry.tenures) == codes


def test_what_follows_a_wrong_first_line_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text("SVEN_OLSSON_ [SWEGOV]\n___\n+OTHER_MAN_\n[NORGOV]\n", encoding="utf-8")
    gazetteer = load_gazetteer([path])
    assert not gazetteer.by_name("Other Man")
    assert gazetteer.by_name("Sven Olsson")[0].country == "SWE"


def test_a_dictionary_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("KOFI_ANNAN_ [GHA]\nVIGDÍS_ANNA_ [ISLGOV]".encode("latin-1"))
    assert load_gazetteer([path]).by_name("Vigdís Anna")[0].country == "ISL"


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="can't be read"):
        load_gazetteer([tmp_path / "missing.txt"])
