"""Common nouns that denote actors ("president", "troops", "ministry"), read from ontologies/actors/nouns.ttl."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.knowledge.paths import ontology_path
from kg.knowledge.turtle import read_turtle

Gender = Literal["male", "female"]
PEOPLE = frozenset({"person", "office", "spokesperson"})
GENDERS: dict[str, Gender] = {"male": "male", "female": "female"}


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """What a noun denotes (see the headings of nouns.ttl), and the gender that it says."""

    kind: str
    gender: Gender | None = None


@cache
def load_nouns() -> dict[str, ActorNoun]:
    """The nouns by lower-case word.

    >>> load_nouns()["spokeswoman"]
    ActorNoun(kind='spokesperson', gender='female')
    """
    nouns: dict[str, ActorNoun] = {}
    for facts in read_turtle(ontology_path("actors", "nouns.ttl")).values():
        noun = ActorNoun(facts["kind"][0], GENDERS.get(facts.get("gender", [""])[0]))
        nouns.update(dict.fromkeys(facts["label"], noun))
    return nouns
