"""Codes of other data sets: of countries (Correlates of War), of events (CAMEO), and the sectors of actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.knowledge.normalization import name_words
from kg.knowledge.paths import ontology_path

CACHED = 10_000


@dataclass(frozen=True, slots=True)
class CowState:
    """A state of the Correlates of War Project: its number and its abbreviation."""

    number: int
    abbreviation: str


@cache
def cow_states() -> dict[str, CowState]:
    """The states by their alpha-3 code; dependent territories and some small states have none.

    >>> cow_states()["DEU"]
    CowState(number=255, abbreviation='GMY')
    """
    return {iso3: CowState(int(number), short) for iso3, number, short in _rows("places", "cow.tsv")}


def cameo_root(type: str, mode: str | None, relation: str) -> str:
    """The root code of CAMEO that is nearest to an event; "" for a type that has none.

    >>> cameo_root("REQUEST", None, "demanded"), cameo_root("CONSULT", "phone", "called")
    ('10', '04')
    """
    roots = _cameo()
    return roots.get(("relation", relation)) or roots.get(("mode", mode or "")) or roots.get(("type", type), "")


@cache
def _cameo() -> dict[tuple[str, str], str]:
    return {(by, name): root for by, name, root in _rows("cameo.tsv")}


def sector_of_kind(kind: str) -> str:
    """The sector of what the tables call so: of a ministry, government; "" where that says nothing."""
    return next((sector for by, name, sector in _sectors() if (by, name) == ("kind", kind)), "")


@lru_cache(CACHED)
def sector_of_words(words: str, by: str) -> str:
    """The sector that a title ("role") or a name ("word") tells; "" where it tells none.

    >>> sector_of_words("Ukrainian soldiers", "word"), sector_of_words("opposition leader", "role")
    ('military', 'opposition')
    """
    folded = f" {' '.join(name_words(words.replace('-', ' '))).casefold()} "
    return next((sector for kind, name, sector in _sectors() if kind == by and f" {name} " in folded), "")


@cache
def _sectors() -> tuple[tuple[str, str, str], ...]:
    return tuple((by, name, sector) for by, name, sector in _rows("actors", "sectors.tsv"))


def _rows(*path: str) -> Iterator[list[str]]:
    lines = ontology_path(*path).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))
