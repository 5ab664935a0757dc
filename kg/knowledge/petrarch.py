"""The actor dictionaries of PETRARCH and TABARI, the widely used event coders, read as actors of one's own.

A dictionary enters; what it says is added to the statements that the Turtle tables have made. A record of it is

    ALAN_GARCIA_ [PERELI]           ; a phrase, with the code for all times that no line below covers
    +ALAN_GARCIA_PEREZ_             ; another phrase for the same
        [PERGOV 850728-900728]      ; a code from one day to another, dates YYMMDD or YYYYMMDD
        [PERELI >110728]            ; from a day on; < is up to a day

The first three letters of a code are a country (or IGO, NGO, MNC ...: none), the others a role. Somebody whose code
changes with time is a person, who represents the country of the code of the day; a country's other names become names
of the country; all others are organisations. Phrases are whole words, as in PETRARCH, not TABARI's stems; what the
tables know a phrase to name stays so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.errors import OntologyError
from kg.files import decode_text, read_file
from kg.knowledge.entries import ALIAS, DIP, ID, LABEL, TYPE
from kg.knowledge.normalization import name_words
from kg.knowledge.turtle import Statements

# Where CAMEO, or a dictionary of its time, writes another code than today's ISO 3166-1.
COUNTRIES = {
    "BUR": "MMR", "GZS": "PSE", "KOS": "XKX", "KSV": "XKX", "MTN": "MNE", "PAL": "PSE", "ROM": "ROU", "SCG": "SRB",
    "SUN": "RUS", "TMP": "TLS", "WSB": "PSE", "YUG": "SRB", "ZAR": "COD",
}  # fmt: skip
ROLES = {
    "BUS": "company", "COP": "agency", "GOV": "government", "IGO": "igo", "INS": "armed-group", "JUD": "court",
    "LEG": "legislature", "MED": "media", "MIL": "military", "MNC": "company", "NGM": "ngo", "NGO": "ngo",
    "PTY": "party", "REB": "armed-group", "SEP": "armed-group", "SPY": "agency", "UAF": "armed-group",
}  # fmt: skip
NAMING = (DIP + "people", DIP + "adjective", DIP + "metonym", ALIAS, LABEL)  # a later one counts more
NULL_CODE = "---"
LAST_YEAR_OF_2000S = 30  # in KEDS, TABARI and PETRARCH, 30 is 2030 and 31 is 1931
SMALL_WORDS = frozenset({"and", "for", "in", "of", "on", "the"})
LONGEST_ACRONYM = 4

_XML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_COMMENT = re.compile(r"(?:;|(?:^|(?<=[\s\]]))#).*")
_LINE = re.compile(r"(?P<phrase>[^\[\]]*)(?P<codes>(?:\[[^\[\]]*\]\s*)*)(?P<rest>.*)")
_CODE = re.compile(r"~?(?P<code>[A-Z]{3}[A-Z/~]*|---)\s*(?P<when>.*)")
_WHEN = re.compile(r"(?P<sign>[<>])\s*(?P<bound>\d+)|(?P<begin>\d*)\s*-\s*(?P<end>\d*)")
_MOST_WARNINGS = 10

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Code:
    """A code such as USAGOV, and the days for which it holds, as in `kg.knowledge.entries.Tenure`."""

    text: str
    begin: date | None = None
    end: date | None = None


@dataclass(slots=True)
class Record:
    """One actor of a dictionary: its names, and its codes in the file's order."""

    names: list[str]
    codes: list[Code] = field(default_factory=list)


def add_dictionary(path: Path, statements: dict[str, Statements]) -> None:
    """Read a dictionary and add what it says to the statements of the tables, which know the countries.

    Lines that can't be understood are warned about with their numbers. Raises OntologyError for a file that can't be
    read, or of which no line can be understood.
    """
    countries = {
        said[DIP + "countryCode"][0]: iri
        for iri, said in statements.items()
        if DIP + "Country" in said.get(TYPE, ()) and DIP + "countryCode" in said
    }
    known = {_slug(name): iri for iri, said in statements.items() for key in NAMING for name in said.get(key, ())}
    for record in _read_records(path):
        codes = [code for code in record.codes if code.text != NULL_CODE]
        if codes:
            _describe(Record(record.names, codes), statements, countries, known)


def _slug(name: str) -> str:
    return "-".join(name_words(name)).lower()


def _describe(
    record: Record, statements: dict[str, Statements], countries: dict[str, str], known: dict[str, str]
) -> None:
    """Add one record to the statements: to an actor of this name, to the country that it names, or as a new actor."""
    label, first = record.names[0], record.codes[0]
    nations = [_country(code.text, countries) for code in record.codes]
    dated = any(code.begin or code.end for code in record.codes)
    iri = known.get(_slug(label), ID + _slug(label))
    if len(first.text) == len("USA") and nations[0] and not dated:
        iri = countries[nations[0]]
    said = statements.setdefault(iri, {})
    if TYPE not in said:
        said[TYPE], said[LABEL] = [DIP + ("Person" if dated else "Organization")], [label]
        standing = [nation for nation, code in zip(nations, record.codes, strict=True) if not code.begin]
        said[DIP + "countryCode"] = [nation for nation in [*standing, *nations] if nation][:1]
        said[DIP + "kind"] = [ROLES[role] for role in _blocks(first.text) if role in ROLES and not dated][:1]
        known[_slug(label)] = iri
    new = {_slug(name): name for name in record.names if _slug(name) not in known}
    said.setdefault(ALIAS, []).extend(new.values())
    known.update(dict.fromkeys(new, iri))
    for code, country in zip(record.codes, nations, strict=True):
        if code.begin or code.end:
            _add_tenure(said, code, country, statements)


def _country(code: str, countries: dict[str, str]) -> str | None:
    """The country that a code begins with; none for bodies of no or of several countries ("BEL/NLD/LUX")."""
    prefix = COUNTRIES.get(code[:3], code[:3])
    return prefix if prefix in countries and "/" not in code else None


def _blocks(code: str) -> list[str]:
    """The parts of a code: "IRQGOVMIL" -> IRQ, GOV, MIL."""
    return re.findall("[A-Z]{3}", code)


def _add_tenure(said: Statements, code: Code, country: str | None, statements: dict[str, Statements]) -> None:
    """From when to when somebody has had a code: an office that nobody is called by, but which is of a country."""
    office = ID + f"office-{code.text.lower()}"
    owner = [country] if country else []
    statements[office] = {TYPE: [DIP + "Office"], LABEL: [code.text], DIP + "countryCode": owner}
    node = f"{office}-{code.begin or ''}-{code.end or ''}"
    days = {"begin": code.begin, "end": code.end}
    statements[node] = {DIP + name: [day.isoformat()] for name, day in days.items() if day} | {DIP + "office": [office]}
    said.setdefault(DIP + "tenure", []).append(node)


# Lines


def _read_records(path: Path) -> Iterator[Record]:
    """The records of a file; what can't be understood is warned about, and an error where nothing can."""
    reader = _Reader()
    for number, line in enumerate(_XML_COMMENT.sub(_blank, _read(path)).splitlines(), start=1):
        reader.read(number, _COMMENT.sub("", line).strip())
    if reader.wrong and not any(record.codes for record in reader.records):
        number, cause = reader.wrong[0]
        raise OntologyError(f"{path}, line {number}: {cause}")
    for number, cause in reader.wrong[:_MOST_WARNINGS]:
        _log.warning("%s, line %d: %s", path, number, cause)
    if more := reader.wrong[_MOST_WARNINGS:]:
        lines = ", ".join(str(number) for number, _ in more)
        _log.warning("%s: %d more lines can't be understood, of the kinds above: %s", path, len(more), lines)
    return iter(reader.records)


def _read(path: Path) -> str:
    try:
        return decode_text(read_file(path)).removeprefix("\ufeff")
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}). Check the name and the permissions.") from error
    except ValueError as error:
        raise OntologyError(f"{path}: {error}. Give a dictionary of actors, or Turtle in a file .ttl.") from error


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment.group().count("\n")


@dataclass(slots=True)
class _Reader:
    """The records so far, and the lines that could not be understood, with the reason."""

    records: list[Record] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    skipping: bool = False

    def read(self, number: int, content: str) -> None:
        """Take one line: a new record, a further name, further codes. What follows a wrong first line goes with it."""
        found = _LINE.fullmatch(content)
        if not content or found is None:
            return
        phrase, begins = found["phrase"].strip(), not content.startswith(("+", "["))
        try:
            if begins:
                self.skipping = True
                self.records.append(Record([_name(phrase)]))
                self.skipping = False
            elif not self.records:
                raise ValueError(f"no actor stands before '{content}'. Begin with a line such as KOFI_ANNAN_.")
            elif phrase and not self.skipping:
                self.records[-1].names.append(_name(phrase[1:]))
            if found["rest"]:
                raise ValueError(f"'{content}' ends oddly. Write codes as in [USAGOV 090120-170120], # before a note.")
        except ValueError as error:
            self.wrong.append((number, str(error)))
        if self.records and not self.skipping:
            self._add_codes(number, found["codes"])

    def _add_codes(self, number: int, codes: str) -> None:
        for text in re.findall(r"\[([^\[\]]*)\]", codes):
            try:
                self.records[-1].codes.append(_code(text))
            except ValueError as error:
                self.wrong.append((number, str(error)))


def _name(phrase: str) -> str:
    """A phrase as people write it; short words alone are acronyms.

    >>> _name("MINISTRY_OF_DEFENSE_"), _name("NATO"), _name("al-Shabaab")
    ('Ministry of Defense', 'NATO', 'al-Shabaab')
    """
    words = phrase.replace("_", " ").split()
    if not words:
        raise ValueError("the name is missing. Write a line such as KOFI_ANNAN_.")
    if not phrase.isupper() or (len(words) == 1 and len(words[0]) <= LONGEST_ACRONYM):
        return " ".join(words)
    return " ".join(word.lower() if word.lower() in SMALL_WORDS else word.title() for word in words)


def _code(text: str) -> Code:
    found = _CODE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no code. Write three capital letters and more, as in [USAGOV 090120-170120].")
    if not found["when"]:
        return Code(found["code"])
    when = _WHEN.fullmatch(found["when"])
    if when is None:
        raise ValueError(f"'{found['when']}' is no time. Write 090120-170120, <090120 or >170120.")
    if when["sign"]:
        bound = _day(when["bound"])
        return Code(found["code"], *((None, bound) if when["sign"] == "<" else (bound, None)))
    if not (when["begin"] or when["end"]):
        raise ValueError(f"'{found['when']}' is no time. Write 090120-170120, <090120 or >170120.")
    begin, end = (_day(when[side]) if when[side] else None for side in ("begin", "end"))
    if begin and end and end < begin:
        raise ValueError(f"'{found['when']}' ends before it begins. Write the earlier day first.")
    return Code(found["code"], begin, end)


def _day(digits: str) -> date:
    """A day as YYMMDD or YYYYMMDD."""
    century = ("20" if int(digits[:2]) <= LAST_YEAR_OF_2000S else "19") if len(digits) == 6 else ""
    try:
        return date.fromisoformat(century + digits)
    except ValueError:
        raise ValueError(f"'{digits}' is no day. Write YYMMDD or YYYYMMDD, as in 090120 or 20090120.") from None
