"""The sector for which an actor acts: an Entity and a day enter, a word such as government or rebels leaves."""

from __future__ import annotations

from datetime import date

from kg.knowledge.codes import sector_of_kind, sector_of_words
from kg.knowledge.gazetteer import Entry, Gazetteer, load_gazetteer
from kg.model import Entity


def find_sector(entity: Entity, day: date | None) -> str:
    """Of a state its government, of a person that of the office held on the day; "" where nothing tells."""
    if entity.type == "Country":
        return sector_of_kind("country")
    gazetteer = load_gazetteer()
    entry = gazetteer.entries.get(entity.id)
    if entity.type == "Person":
        return _of_person(entry, gazetteer, day) if entry else ""
    told = sector_of_kind(entry.organization_kind) if entry and entry.organization_kind else ""
    return told or sector_of_words(entity.label, "word")


def _of_person(entry: Entry, gazetteer: Gazetteer, day: date | None) -> str:
    for office in gazetteer.office_of(entry, day) if day else ():
        body = gazetteer.entries.get(office.organization or "")
        told = sector_of_kind(body.organization_kind) if body and body.organization_kind else ""
        if told or office.country:
            return told or sector_of_kind("government")
    return next((sector for role in entry.roles if (sector := sector_of_words(role, "role"))), "")
