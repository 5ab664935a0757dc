"""Who is meant in hand-built parses: Nixon, Mao and the others, found by their names."""

from __future__ import annotations

from kg.entities.linking import Actors
from kg.model import Entity, EntityType
from kg.syntax.parse import Parse

PEOPLE = {"nixon": "USA", "kissinger": "USA", "mao": "CHN", "zhou": "CHN", "brezhnev": "SUN"}
COUNTRIES = {"china": "CHN", "chinese": "CHN", "laos": "LAO", "egypt": "EGY"}
PLACES = {"beijing": "CHN", "rome": "ITA", "vientiane": "LAO", "atlantic": None}


def _entity(word: str) -> Entity | None:
    kinds: tuple[tuple[EntityType, dict[str, str | None]], ...] = (
        ("Person", {**PEOPLE}),
        ("Country", {**COUNTRIES}),
        ("Place", PLACES),
    )
    for kind, names in kinds:
        if word in names:
            return Entity("china" if word == "chinese" else word, word.title(), kind, names[word])
    return None


def actors_of(parse: Parse) -> Actors:
    """The actors and places of a parse, by the words above."""
    meant = {index: entity for index, word in enumerate(parse.words) if (entity := _entity(word))}
    return Actors(
        parse,
        {entity.id: entity for entity in meant.values()},
        {index: (entity.id,) for index, entity in meant.items()},
        {index: (index, index + 1) for index in meant},
        {},
    )
