"""Who and what the world's names stand for: the tables under ontologies/ in, a `Gazetteer` to look names up in out.

A user's own files (`--actors`), Turtle or PETRARCH's actor dictionaries, are read on top of the shipped ones: what they
say about a known identifier is added to it.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import get_args

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from kg.errors import OntologyError
from kg.knowledge.doors import check_actors
from kg.knowledge.entries import Entry, Kind, Office, Tenure, read_entries
from kg.knowledge.normalization import name_words
from kg.knowledge.paths import ontology_path
from kg.knowledge.petrarch import add_dictionary
from kg.knowledge.turtle import Statements, add_turtle, local_name, read_turtle
from kg.model import Graph

__all__ = ["Entry", "Gazetteer", "Kind", "Office", "Tenure", "load_gazetteer", "name_words"]


def _name_key(name: str) -> str:
    """How a name of the tables is filed: capitals kept for acronyms (US, WHO, G7, MoD), else folded."""
    key = " ".join(name_words(name))
    if len(key) <= 8 and 2 * sum(map(str.isupper, key)) > sum(map(str.isalpha, key)):
        return key
    return key.casefold()


@lru_cache(maxsize=10_000)
def _words(token: str) -> tuple[str, ...]:
    return tuple(name_words(token))


def _role_key(role: str) -> str:
    return " ".join(name_words(role)).casefold()


def _holder_keys(office: Office) -> list[tuple[str, str]]:
    owners = [owner for owner in (office.country, office.organization) if owner]
    return [(_role_key(role), owner) for role in office.roles for owner in owners]


def _look_up(index: dict[str, tuple[Entry, ...]], words: Sequence[str]) -> tuple[Entry, ...]:
    """The entries filed under the words; nothing for words without a capital (us, turkey, may)."""
    key = " ".join(words)
    if key == key.lower():
        return ()
    exact, folded = index.get(key, ()), index.get(key.casefold(), ())
    return tuple(dict.fromkeys(exact + folded)) if exact and folded else exact or folded


def _file(entries: Iterable[tuple[Entry, Iterable[str]]]) -> dict[str, tuple[Entry, ...]]:
    """An index from name keys to the entries that bear the name, countries and people before places of that name."""
    index: defaultdict[str, dict[Entry, None]] = defaultdict(dict)
    for entry, names in entries:
        for name in names:
            index[_name_key(name)][entry] = None
    rank = {kind: position for position, kind in enumerate(get_args(Kind))}
    return {key: tuple(sorted(found, key=lambda entry: rank[entry.kind])) for key, found in index.items()}


class Gazetteer:
    """All entries and offices, with indexes by name; made by `load_gazetteer`. Never changed once made.

    `own` are the ids that only the user's files describe: of namesakes they are preferred.
    """

    def __init__(self, entries: Sequence[Entry], offices: Sequence[Office], own: Iterable[str] = ()) -> None:
        self.own = frozenset(own)
        self.entries = {entry.id: entry for entry in entries}
        self.offices = {office.id: office for office in offices}
        self.roles = frozenset(role for office in offices for role in office.roles)
        self._names = _file((entry, entry.names) for entry in entries)
        self._adjectives = _file((entry, entry.adjectives) for entry in entries)
        self._surnames = _file((entry, _surnames(entry)) for entry in entries if entry.kind == "Person")
        self._first_names, self._last_names = _file_full_names(entries)
        self._countries = {entry.country: entry for entry in entries if entry.kind == "Country"}
        self._former = [entry for entry in entries if entry.successor and entry.end]
        self._any = self._merge_indexes(entries)
        self._longest = self._measure_keys()
        self._holders = self._file_tenures()

    def _merge_indexes(self, entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
        metonyms = _file((entry, entry.metonyms) for entry in entries)
        people = _file((entry, entry.people) for entry in entries)
        merged: dict[str, tuple[Entry, ...]] = {}
        for index in (self._names, metonyms, self._adjectives, people):
            for key, found in index.items():
                merged[key] = tuple(dict.fromkeys(merged.get(key, ()) + found))
        return merged

    def _measure_keys(self) -> dict[str, int]:
        """First word (folded) of every name -> words of the longest name that starts with it."""
        longest: dict[str, int] = {}
        for key in self._any:
            first, *rest = key.casefold().split(" ")
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
        return longest

    def _file_tenures(self) -> dict[tuple[str, str], list[tuple[Entry, Tenure]]]:
        """(role, country code or organisation id) -> who ever held such an office, latest first."""
        holders: defaultdict[tuple[str, str], list[tuple[Entry, Tenure]]] = defaultdict(list)
        keys = {office.id: _holder_keys(office) for office in self.offices.values()}
        for entry in self.entries.values():
            for tenure in entry.tenures:
                for key in keys[tenure.office]:
                    holders[key].append((entry, tenure))
        for held in holders.values():
            held.sort(key=lambda pair: pair[1].begin or date.min, reverse=True)
        return dict(holders)

    def by_name(self, text: str) -> tuple[Entry, ...]:
        """Who bears exactly this name: diacritics, dots, possessive 's and a leading "the" don't matter.

        An acronym must be written in capitals ("US", never "us"), any other name with at least one.
        """
        return _look_up(self._names, name_words(text))

    def by_adjective(self, text: str) -> tuple[Entry, ...]:
        """Whose adjective this is: "French", "Kurdish", "EU"."""
        return _look_up(self._adjectives, name_words(text))

    def surname(self, text: str) -> tuple[Entry, ...]:
        """The persons of this family name, or called by it ("Abbas", "Xi", "Suu Kyi")."""
        return _look_up(self._surnames, name_words(text))

    def holders(self, role: str, country: str, on: date) -> tuple[Entry, ...]:
        """Who held the role ("foreign minister") for the country (alpha-3) or organisation (id) on that day.

        The latest to come into office first; on the day of a handover both.
        """
        held = self._holders.get((_role_key(role), country), ())
        return tuple(dict.fromkeys(entry for entry, tenure in held if tenure.covers(on)))

    def is_title_of(self, role: str, country: str) -> bool:
        """Whether a country calls an office so first: the USA has a secretary of state, no "foreign minister". True
        where no table knows such an office of that country."""
        offices = (office.roles for office in self.offices.values() if office.country == country)
        known = [roles for roles in offices if role in roles]
        return not known or any(roles[0] == role for roles in known)

    def office_of(self, person: Entry, on: date) -> tuple[Office, ...]:
        """The offices that the person held on that day, the latest taken first."""
        held = [tenure for tenure in person.tenures if tenure.covers(on)]
        held.sort(key=lambda tenure: tenure.begin or date.min, reverse=True)
        return tuple(self.offices[tenure.office] for tenure in held)

    def country_entry(self, code: str) -> Entry:
        """The country or territory of an alpha-3 code; KeyError if there is none."""
        return self._countries[code]

    def former_state(self, code: str, day: date) -> Entry | None:
        """The state that governed from a country's capital on a day, where it is no more: the Soviet Union in 1980."""
        successor = self._countries[code].id if code in self._countries else None
        former = (old for old in self._former if old.successor == successor)
        return next((old for old in former if (old.begin or day) <= day <= (old.end or day)), None)

    def similar(self, name: str) -> Entry | None:
        """The one person whose name is a variant or slip of this: Wikoff/Witkoff, Sergey/Sergei Lavrov.

        Of first and last name one must agree, the other may differ by a few letters; a family name alone may differ by
        one. None where no person or several different ones come into question.
        """
        words = [word.casefold() for word in name_words(name)]
        if len(words) < 2:
            slips = [key for key in self._surnames if words and _is_slip(words[0], key)]
            found = {entry for key in slips for entry in self._surnames[key]}
        else:
            namesakes = [*self._first_names.get(words[0], ()), *self._last_names.get(words[-1], ())]
            scored = [(_likeness(words, own), entry) for own, entry in namesakes]
            best = max((score for score, _ in scored), default=0.0)
            found = {entry for score, entry in scored if score == best > 0}
        return found.pop() if len(found) == 1 else None

    def gender_of(self, name: str) -> str | None:
        """The gender of all in the tables whose first name this name begins with; None for nobody or both."""
        first, *_ = name_words(name) or [""]
        found = {entry.gender for _, entry in self._first_names.get(first.casefold(), ())}
        return found.pop() if len(found) == 1 else None

    def match_longest(self, tokens: Sequence[str], start: int) -> tuple[tuple[Entry, ...], int] | None:
        """The longest name, adjective, people or metonym at tokens[start:]: its entries and its length in tokens.

        Names bearers come first, then metonyms, adjectives and peoples. Costs a few look-ups per token, whatever the
        size of the tables. Tokens without letters (hyphens, commas, possessive 's) may stand inside a match.
        """
        first = _words(tokens[start]) if "$" not in tokens[start] else ()
        limit = self._longest.get(first[0].casefold(), 0) if first else 0
        words: list[str] = []
        ends: list[tuple[int, int]] = []
        for length, token in enumerate(tokens[start : start + 3 * limit], 1):
            more = _words(token)
            words += more
            if len(words) > limit or token in _STOPS:
                break
            if more:
                ends.append((len(words), length))
        for count, length in reversed(ends):
            if found := _look_up(self._any, words[:count]):
                return found, length
        return None


_STOPS = frozenset(".;:!?")
SHORTEST_VARIANT = 4


def _surnames(person: Entry) -> Iterable[str]:
    """The family names of a person's label and aliases: the stated one, else the last word of each name."""
    if person.family_name:
        yield person.family_name
    else:
        yield from (name_words(name)[-1] for name in person.names)


FullNames = dict[str, list[tuple[list[str], Entry]]]


def _file_full_names(entries: Iterable[Entry]) -> tuple[FullNames, FullNames]:
    """The persons' names of two words and more, by first and by last word, all folded."""
    first: FullNames = defaultdict(list)
    last: FullNames = defaultdict(list)
    for entry in entries:
        for name in entry.names if entry.kind == "Person" else ():
            own = [word.casefold() for word in name_words(name)]
            if len(own) > 1:
                first[own[0]].append((own, entry))
                last[own[-1]].append((own, entry))
    return first, last


def _is_slip(word: str, surname: str) -> bool:
    """Whether one letter too many, too few, wrong or swapped explains the difference; short words never agree so."""
    near = abs(len(word) - len(surname)) <= 1 and len(surname) >= 5 and word[0] == surname[0]
    return near and DamerauLevenshtein.distance(word, surname) == 1


def _may_be_one(middle: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the middle names of one person can be written so: "Fitzgerald" and "F.", but not "Karim" and "Qadeer"."""
    if len(middle) != len(other):
        return True
    pairs = zip(middle, other, strict=True)
    return all(a[0] == b[0] and (min(len(a), len(b)) == 1 or JaroWinkler.similarity(a, b) >= 0.88) for a, b in pairs)


def _likeness(words: Sequence[str], own: Sequence[str]) -> float:
    """How alike two names are by their first and last words, one of which agrees: at most 2, and 0 if too unlike."""
    if len(words) > 2 and len(own) > 2 and not _may_be_one(words[1:-1], own[1:-1]):
        return 0.0
    pairs = [(word, known) for word, known in ((words[0], own[0]), (words[-1], own[-1])) if word != known]
    if any(min(map(len, pair)) < SHORTEST_VARIANT for pair in pairs):  # "Kim Sung-han" is not Kim Sung-hwan
        return 0.0
    other = min((JaroWinkler.similarity(*pair) for pair in pairs), default=1.0)
    return 1 + other if other >= 0.88 else 0.0


def load_gazetteer(extra: Sequence[Path] = ()) -> Gazetteer:
    """The shipped tables and the user's own files on top, *.txt for PETRARCH's dictionaries, all others Turtle; loaded
    once per set of files.

    Raises OntologyError for a file that is missing, can't be understood, or names an actor without a label or a wrong
    date.
    """
    return _load(tuple(Path(path) for path in extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Gazetteer:
    shipped = sorted([*ontology_path("places").glob("*.ttl"), *ontology_path("actors").glob("*.ttl")])
    collecting = gc.isenabled()
    gc.disable()  # looking for garbage among a hundred thousand new objects that are all kept costs a fifth of the time
    try:
        statements: dict[str, Statements] = {}
        for path in shipped:
            add_turtle(path, statements)
        known = set(statements)
        for path in extra:
            _add_own(path, statements)
        entries, offices = read_entries(statements)
        return Gazetteer(entries, offices, map(local_name, statements.keys() - known))
    finally:
        if collecting:
            gc.enable()


def _add_own(path: Path, statements: dict[str, Statements]) -> None:
    """Add what a file of the user's says, once it is checked."""
    if path.suffix == ".txt":
        add_dictionary(path, statements)
        return
    own: dict[str, Statements] = {}
    add_turtle(path, own)
    check_actors(path, own)
    for iri, said in own.items():
        for predicate, values in said.items():
            statements.setdefault(iri, {}).setdefault(predicate, []).extend(values)
    try:
        read_entries(statements)
    except OntologyError as error:
        raise OntologyError(f"{path}: {error}") from error


def country_names(graph: Graph) -> dict[str, str]:
    """What to call a country by its code: as the graph does, else as the shipped table of countries does."""
    own = (entity for entity in graph.entities if entity.type == "Country")
    return _shipped_names() | {entity.country: entity.label for entity in own if entity.country}


@cache
def _shipped_names() -> dict[str, str]:
    table = read_turtle(ontology_path("places", "countries.ttl")).values()
    return {facts["countryCode"][0]: facts["label"][0] for facts in table if "countryCode" in facts}
