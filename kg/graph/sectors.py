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
    if entry and entity.type == "Person":
        return _of_person(entry, gazetteer, day)
    word = sector_of_words(entity.label, "word")
    # Hamas officials are of Hamas, NATO soldiers are soldiers.
    told = _of_first_name(entity.label, gazetteer) if word in ("", sector_of_kind("government")) else ""
    return _of_body(entry) or told or word


def _of_person(entry: Entry, gazetteer: Gazetteer, day: date | None) -> str:
    """By the offices of that day, of any where the day is not known; else by titles, and what they are titles of."""
    held = gazetteer.office_of(entry, day) if day else [gazetteer.offices[tenure.office] for tenure in entry.tenures]
    for office in held:
        told = _of_body(gazetteer.entries.get(office.organization or ""))
        if told or office.country:
            return told or sector_of_kind("government")
    return next((sector for role in entry.roles if (sector := _of_title(role, gazetteer))), "")


def _of_title(role: str, gazetteer: Gazetteer) -> str:
    """Hezbollah leader: that of Hezbollah; opposition leader: as the word says."""
    return _of_first_name(role, gazetteer) or sector_of_words(role, "role")


def _of_first_name(words: str, gazetteer: Gazetteer) -> str:
    """The sector of the body whose name some words begin with."""
    parts = words.split()
    bodies = (entry for count in range(len(parts) - 1, 0, -1) for entry in gazetteer.by_name(" ".join(parts[:count])))
    return next((told for body in bodies if (told := _of_body(body))), "")


def _of_body(entry: Entry | None) -> str:
    return sector_of_kind(entry.organization_kind) if entry and entry.organization_kind else ""
