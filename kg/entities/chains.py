"""Chains of mentions, and the cast of an article: everybody it speaks of, found by what they are called."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kg.entities.mentions import Mention, is_pronoun
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.normalization import slug
from kg.knowledge.nouns import GENDERS, Gender
from kg.model import EntityType
from kg.syntax.parse import Parse

Chains = tuple["Chain", ...]
Sort = Literal["entry", "country", "people", "person", "unnamed", "body", "group"]


@dataclass(slots=True, eq=False)
class Chain:
    """The mentions of one actor or place.

    `local` ones are nobody known outside this article ("a soldier"); `titles` are what the article calls it together
    with others ("the foreign ministers of Iran and Iraq"); `heads` are those of the mentions, in text order.
    """

    label: str
    type: EntityType
    entry: Entry | None = None
    country: str | None = None
    gender: Gender | None = None
    plural: bool = False
    local: bool = False
    stem: str = ""
    roles: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    bare: Counter[str] = field(default_factory=Counter)
    owners: list[Chain] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def last_before(self, index: int) -> int | None:
        """The head of the last mention before a token."""
        position = bisect_left(self.heads, index)
        return self.heads[position - 1] if position else None

    def learn_role(self, phrase: str, owners: Iterable[Chain]) -> None:
        """What a title or description says: the role, and whose. `bare` counts how often nobody's is said: so an
        article speaks of the offices of its own country."""
        owners = list(owners)
        self.roles.add(slug(phrase))
        self.owners += [owner for owner in owners if owner not in self.owners and owner is not self]
        self.bare[slug(phrase)] += -1 if owners else 1


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom something belongs to, and the token that says so."""

    token: int
    chain: Chain

    def is_pronoun(self, parse: Parse) -> bool:
        """Whether only "his" or "their" says so."""
        return is_pronoun(parse, self.token)

    def describe(self, parse: Parse, mention: Mention) -> str:
        """A label for what this owner has: "Iraqi officials", "officials of the European Union"."""
        if len(mention.owners) == 1 and self.token < mention.head and not self.is_pronoun(parse):
            return mention.words if not mention.words.isupper() else self.name(mention)
        case = parse.case(self.token)
        if self.token > mention.head and case:
            return f"{mention.phrase} {case[0]} {self.chain.label}"
        return self.name(mention)

    def name(self, mention: Mention) -> str:
        """The same whatever words the text has: adjective or label of the owner, then the phrase."""
        phrase = " ".join(word.lower() if word.isupper() and len(word) > 5 else word for word in mention.phrase.split())
        entry = self.chain.entry
        own = entry.adjectives[0] if entry and entry.kind == "Country" and entry.adjectives else self.chain.label
        return f"{own} {phrase}"


@dataclass(slots=True)
class Cast:
    """All chains of an article. `nouns` tells whom each noun meant last in an item ("the group"),
    `initials` what letters stand for, `issuers` whose statement or release an item speaks of."""

    gazetteer: Gazetteer
    chains: list[Chain] = field(default_factory=list)
    nouns: dict[tuple[int, str], Chain] = field(default_factory=dict)
    initials: dict[str, Chain] = field(default_factory=dict)
    issuers: dict[tuple[int, str], Chain] = field(default_factory=dict)
    _filed: dict[tuple[str, ...], Chain] = field(default_factory=dict)

    def keep(self, chain: Chain, sort: Sort, *called: str) -> Chain:
        """The chain filed under a sort and what it is called; the given one where there is none yet."""
        handle = (sort, *called)
        if handle not in self._filed:
            self._filed[handle] = chain
            self.chains.append(chain)
        return self._filed[handle]

    def rename(self, chain: Chain, name: str) -> None:
        """From now on a person or body of this name is that chain."""
        self._filed.update({(sort, slug(name)): chain for sort in ("person", "body")})

    def alias(self, chain: Chain, name: str) -> None:
        """A body is called so too, where no other one is."""
        self._filed.setdefault(("body", slug(name)), chain)

    def known(self, entry: Entry) -> Chain:
        """The chain of somebody in the gazetteer."""
        chain = Chain(entry.label, entry.kind, entry, entry.country, GENDERS.get(entry.gender or ""))
        chain.plural = entry.kind == "Group"
        return self.keep(chain, "entry", entry.id)

    def country(self, code: str) -> Chain:
        """The chain of the country with an alpha-3 code; a code that no table knows is its own label."""
        try:
            return self.known(self.gazetteer.country_entry(code))
        except KeyError:
            return self.keep(Chain(code, "Country", country=code), "country", code)


def only(chains: Iterable[Chain]) -> Chain | None:
    """The one chain of several, None where there is none or a choice."""
    found = list(dict.fromkeys(chains))
    return found[0] if len(found) == 1 else None
