"""What a link needs: an argument in the text that this known body, people or person is meant, and none against it.

Mentions of names with the entries they could mean enter; the chain that fits better leaves, or None where the link may
stand. A body that many countries have ("the Senate", "the Labor Party") is its owner's, else that of a country which
the text speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kg.entities.chains import Chain, only
from kg.entities.discourse import Discourse
from kg.entities.mentions import Mention
from kg.entities.names import Name
from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Entry
from kg.knowledge.normalization import slug
from kg.syntax.parse import Parse

BEFORE = timedelta(days=365 * 35)
AFTER = timedelta(days=365 * 45)
PRESENT = date(1970, 1, 1)  # those of whom the tables know no dates are people of the last decades


def needs_context(parse: Parse, mention: Mention) -> bool:
    """Whether a name is settled after all others: a body of many countries, a people that lives in several, somebody
    whose country or description stands behind the name."""
    name = mention.name
    if name is None:
        return False
    homeless = name.entry is not None and name.entry.kind == "Group" and name.entry.country is None
    described = name.type == "Person" and parse.has(mention.head, "appos")
    behind = any(token >= mention.end for token in mention.owners)
    return homeless or described or behind or bool(mention.owners and name.form == "people") or is_common(name)


def is_common(name: Name) -> bool:
    """Whether a body's name is made of words that the names of many countries' bodies have."""
    bodies, words = cue_words("name", "body of any country"), name.text.lower().split()
    known = all(word in bodies or word in cue_words("name", "common") for word in words)
    return name.type == "Organization" and name.form == "name" and known and not bodies.isdisjoint(words)


def own_entry(talk: Discourse, entries: Iterable[Entry]) -> Entry | None:
    """The one of these whom the user's own tables name."""
    return next((entry for entry in entries if entry.id in talk.gazetteer.own), None)


# Bodies


def other_body(talk: Discourse, mention: Mention, entry: Entry) -> Chain | None:
    """The body of another country that has the known one's name; None where the known one is meant."""
    name = mention.name
    if name is None or not is_common(name) or entry.id in talk.gazetteer.own:
        return None
    if body := body_of_owner(talk, mention, entry):
        return body
    if mention.owners or not entry.country or talk.parse.words[max(name.begin - 1, 0)] != "the":
        return None
    named, home = talk.countries.named_beside(mention.head), talk.countries.home(mention.head)
    code = talk.countries.of_scene(mention.head) or next(iter(home), None)
    if code == entry.country or (code is None and entry.country in named):
        return None
    if code is not None and (fellow := _fellow(talk, name, code)):
        return talk.cast.known(fellow)
    return None if entry.country in named else _nobodys(talk, name, code)


def body_of_owner(talk: Discourse, mention: Mention, entry: Entry | None = None) -> Chain | None:
    """The body of the country that the text says: "Rwanda's Senate", "the Democratic Party of Albania"."""
    name = mention.name
    owner = only(chain for token in mention.owners for chain in talk.scene.who.get(token, ()) if chain.country)
    if name is None or owner is None or owner.country is None or not is_common(name):
        return None
    if owner.type not in {"Country", "Place"} or (entry is not None and entry.country == owner.country):
        return None
    below = owner.type == "Place" and not (owner.entry and owner.entry.is_capital)
    fellow = None if below else _fellow(talk, name, owner.country)
    return talk.cast.known(fellow) if fellow else _of(talk, name, owner)


def _fellow(talk: Discourse, name: Name, code: str) -> Entry | None:
    """The known body of that name in a country: "Indian National Congress" for "Congress", "Australian Labor Party"."""
    country = talk.cast.country(code)
    adjectives = country.entry.adjectives if country.entry else ()
    spelled = [f"{adjective} {name.text}" for adjective in adjectives] + [f"{name.text} of {country.label}", name.text]
    found = (entry for text in spelled for entry in talk.gazetteer.by_name(text))
    return next((entry for entry in found if entry.kind == "Organization" and entry.country == code), None)


def _of(talk: Discourse, name: Name, owner: Chain) -> Chain:
    label = f"{name.text} of {owner.label}"
    chain = Chain(label, "Organization", country=owner.country, owners=[owner])
    return talk.cast.keep(chain, "body", slug(label))


def _nobodys(talk: Discourse, name: Name, code: str | None) -> Chain:
    """A body for whose link nothing speaks: that of the country the text is about, else nobody's."""
    if code is not None:
        return _of(talk, name, talk.cast.country(code))
    return talk.cast.keep(Chain(name.text, "Organization", local=True), "body", slug(name.text))


# Peoples


def people_in_a_country(talk: Discourse, mention: Mention, label: str) -> Chain | None:
    """Part of a people that has no state, or lives in another one: "Kurds in Syria", "Syrian Kurds"."""
    owner = only(chain for token in mention.owners for chain in talk.scene.who.get(token, ()) if chain.country)
    if owner is None:
        return None
    chain = Chain(f"{label} in {owner.label}", "Group", country=owner.country, plural=True, owners=[owner])
    return talk.cast.keep(chain, "people", label, slug(owner.label))


# Persons


def is_refuted(talk: Discourse, mention: Mention, entry: Entry) -> bool:
    """Whether the text tells that somebody is not the known bearer of the same full name."""
    countries = {talk.gazetteer.offices[tenure.office].country for tenure in entry.tenures} | {entry.country}
    begins = [tenure.begin for tenure in entry.tenures if tenure.begin]
    unborn = talk.day is not None and bool(begins) and talk.day + BEFORE < min(begins)
    return unborn or is_described_otherwise(talk, mention, {code for code in countries if code})


def is_of_another_time(entry: Entry, day: date | None) -> bool:
    """Whether all known of a person is generations away from the article's date: then a surname means others."""
    if day is None or not entry.tenures:
        return day is not None and day < PRESENT
    known = [(t.begin or day, t.end or day) for t in entry.tenures]
    return day + BEFORE < min(begin for begin, _ in known) or day - AFTER > max(end for _, end in known)


def is_described_otherwise(talk: Discourse, mention: Mention, countries: set[str]) -> bool:
    """Whether what stands beside the name tells another country: "Juan Carlos Varela, a Spanish surgeon"."""
    parse = talk.parse
    for noun in parse.find(mention.head, "appos"):
        if not any(parse.words[det] in cue_words("before", "indefinite") for det in parse.find(noun, "det")):
            continue
        tokens = [child for child in parse.find(noun, "amod", "compound") if child in talk.scene.who]
        codes = {chain.country for token in tokens for chain in talk.scene.who[token] if chain.country}
        if codes and countries and codes.isdisjoint(countries):
            return True
    return False
