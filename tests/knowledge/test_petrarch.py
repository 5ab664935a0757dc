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
    ("KOFI_ANNAN_\n[IGOUNO 970101", 2, "not one code in brackets"),
    ("KOFI_ANNAN_\n[IGOUNO 970101] [GHA]", 2, "not one code in brackets"),
    ("KOFI_ANNAN_ [IGOUNO] [GHA]", 1, "at most one [CODE]"),
    ("KOFI_ANNAN_ [IGOUNO\n", 1, "at most one [CODE]"),
    ("# head\n\nKOFI_ANNAN_\n+KOFI_A_ANNAN_ [GHA]", 4, "no code of its own"),
    ("KOFI_ANNAN_\n[igouno]", 2, "'igouno' is no code"),
    ("KOFI_ANNAN_ []", 1, "'' is no code"),
    ("KOFI_ANNAN_\n[IGOUNO since 1997]", 2, "'since 1997' is no time"),
    ("KOFI_ANNAN_\n[IGOUNO 970101-061331]", 2, "'061331' is no day"),
    ("KOFI_ANNAN_\n[IGOUNO >9701]", 2, "'9701' is no day"),
    ("KOFI_ANNAN_\n[IGOUNO 061231-970101]", 2, "ends before it begins"),
    ("___ [USA]", 1, "the name is missing"),
    ("KOFI_ANNAN_\n<!-- two\nlines --> +_", 3, "the name is missing"),
]


@pytest.mark.parametrize(("text", "line", "cause"), WRONG)
def test_wrong_line(tmp_path: Path, text: str, line: int, cause: str) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_gazetteer([path])
    assert str(caught.value).startswith(f"{path}, line {line}: ")
    assert cause in str(caught.value)


def test_wrong_encoding(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("KOFI_ANNAN_ [GHA]\nVIGDÍS_ [ISL]".encode("latin-1"))
    with pytest.raises(OntologyError, match="line 2: this is not UTF-8 text"):
        load_gazetteer([path])


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="can't be read"):
        load_gazetteer([tmp_path / "missing.txt"])
