"""Actors, places and offices as values, and the reader of their tables: Turtle in, `Entry` and `Office` out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from kg.errors import OntologyError
from kg.knowledge.turtle import Statements

Kind = Literal["Country", "Organization", "Person", "Place", "Group", "Facility"]

DIP = "https://w3id.org/diplomatic-kg/ontology#"
ID = "https://w3id.org/diplomatic-kg/id/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


_KINDS: dict[str, Kind] = {DIP + kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held from `begin` to `end`, both included; None where unknown, and as end of a present office.

    A year or month of the tables is widened to its first day (begin) or last day (end).
    """

    office: str
    begin: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        return (self.begin is None or self.begin <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Office:
    """An office: of a country (alpha-3) or of an organisation (its id), with the words its holder is called by."""

    id: str
    label: str
    country: str | None
    organization: str | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor or place. `country` is ISO 3166-1 alpha-3 (XKX for Kosovo): the one it is, is in, or represents."""

    id: str
    label: str
    kind: Kind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    gender: str | None = None
    family_name: str | None = None
    same_as: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    organization_kind: str | None = None
    capital: str | None = None
    is_capital: bool = False
    begin: date | None = None
    end: date | None = None
    successor: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)


def read_entries(statements: dict[str, Statements]) -> tuple[list[Entry], list[Office]]:
    """The entries and offices that the statements, by subject, describe together, in their order.

    Raises OntologyError for an actor without a label, a wrong date or office.
    """
    offices = {
        _local(iri): _office(iri, said) for iri, said in statements.items() if DIP + "Office" in said.get(TYPE, ())
    }
    entries = [entry for iri, said in statements.items() if (entry := _entry(iri, said, statements, offices))]
    return entries, list(offices.values())


def _local(iri: str) -> str:
    """The last part of an IRI, by which an entry is known."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def _one(said: Statements, predicate: str) -> str | None:
    return next(iter(said.get(predicate, ())), None)


def _office(iri: str, said: Statements) -> Office:
    organization = _one(said, DIP + "organization")
    return Office(
        id=_local(iri),
        label=_label(iri, said),
        country=_one(said, DIP + "countryCode"),
        organization=_local(organization) if organization else None,
        roles=tuple(role.casefold() for role in said.get(DIP + "role", ())),
    )


def _label(iri: str, said: Statements) -> str:
    label = _one(said, LABEL)
    if not label:
        raise OntologyError(f"<{iri}> has no name. Give it an rdfs:label.")
    return label


def _entry(iri: str, said: Statements, statements: dict[str, Statements], offices: dict[str, Office]) -> Entry | None:
    """The entry that a subject's statements make; None for what is no actor or place (an office, a tenure)."""
    kind = next((_KINDS[kind] for kind in said.get(TYPE, ()) if kind in _KINDS), None)
    if kind is None:
        return None
    label = _label(iri, said)
    capital = _one(said, DIP + "capital")
    return Entry(
        id=_local(iri),
        label=label,
        kind=kind,
        country=_one(said, DIP + "countryCode"),
        aliases=tuple(dict.fromkeys(said[LABEL][1:] + said.get(ALIAS, []))),
        adjectives=tuple(said.get(DIP + "adjective", ())),
        people=tuple(said.get(DIP + "people", ())),
        metonyms=tuple(said.get(DIP + "metonym", ())),
        gender=_one(said, DIP + "gender"),
        family_name=_one(said, DIP + "familyName"),
        same_as=tuple(said.get(SAME_AS, ())),
        roles=tuple(said.get(DIP + "role", ())),
        tenures=tuple(_tenure(label, statements.get(node, {}), offices) for node in said.get(DIP + "tenure", ())),
        organization_kind=_one(said, DIP + "kind"),
        capital=_local(capital) if capital else None,
        is_capital=_one(said, DIP + "isCapital") == "true",
        begin=_day(label, _one(said, DIP + "begin"), _first_day),
        end=_day(label, _one(said, DIP + "end"), _last_day),
        successor=_local(successor) if (successor := _one(said, DIP + "successor")) else None,
    )


def _tenure(person: str, said: Statements, offices: dict[str, Office]) -> Tenure:
    office = _local(_one(said, DIP + "office") or "")
    if office not in offices:
        raise OntologyError(f"{person} has a tenure of the unknown office '{office}'. Describe it as a dip:Office.")
    begin, end = _one(said, DIP + "begin"), _one(said, DIP + "end")
    return Tenure(office, _day(person, begin, _first_day), _day(person, end, _last_day))


def _day(whose: str, when: str | None, widen: Callable[[str], date]) -> date | None:
    try:
        return widen(when) if when else None
    except ValueError as error:
        raise OntologyError(f"{whose} has a wrong date ({error}). Write 2004, 2004-06 or 2004-06-28.") from error


def _first_day(when: str) -> date:
    """The first day of a year, month or day in ISO 8601."""
    return date.fromisoformat({4: f"{when}-01-01", 7: f"{when}-01"}.get(len(when), when))


def _last_day(when: str) -> date:
    """The last day of a year, month or day in ISO 8601."""
    if len(when) == 4:
        return _first_day(f"{when}-12-31")
    if len(when) == 7:
        first = _first_day(when)
        return first.replace(day=monthrange(first.year, first.month)[1])
    return _first_day(when)
