"""What coreference has found so far in one article: chains of mentions, and which tokens denote them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from kg.entities.mentions import SPEAKER, Mention, is_pronoun
from kg.entities.names import is_bound
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.normalization import slug
from kg.knowledge.nouns import GENDERS, Gender
from kg.model import Article, EntityType
from kg.syntax.parse import SUBJECTS, Parse, first_conjunct

Chains = tuple["Chain", ...]
LOOKBACK = 3
STRETCH = 20_000  # tokens; in longer texts only who is named in a neighbouring stretch can be meant by a short name
WEIGHTS = {"nsubj": 80, "nsubj:pass": 70, "obj": 50, "iobj": 45, "obl:agent": 45, "obl": 40, "nmod:poss": 35}
UNLISTED = 20
MAX_DEPTH = 3
PLACED = frozenset({("in",), ("at",), ("near",), ("outside",), ("inside",), ("across",)})


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

    def describe(self, talk: Discourse, mention: Mention) -> str:
        """A label for what this owner has: "Iraqi officials", "officials of the European Union"."""
        if len(mention.owners) == 1 and self.token < mention.head and not self.is_pronoun(talk.parse):
            return mention.words if not mention.words.isupper() else self.name(mention)
        case = talk.parse.case(self.token)
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
class Discourse:
    """The state of the sieves.

    `keyed` finds chains by what they are called, `who` by token; `heard` are the heads passed so far, `places` how
    often each country comes up, `sentences` the names in each sentence, `announced` (colon, speaker) per "X said:".
    `published` are the publisher's countries, `voices` those of unnamed spokesmen, `author` says "we" in a release
    outside its `quotes`; `people` are the persons by stretch of the text.
    """

    article: Article
    doc: Doc
    parse: Parse
    gazetteer: Gazetteer
    chains: list[Chain] = field(default_factory=list)
    keyed: dict[str, Chain] = field(default_factory=dict)
    who: dict[int, Chains] = field(default_factory=dict)
    heard: list[int] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    sentences: dict[int, list[int]] = field(default_factory=dict)
    published: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    author: Chain | None = None
    announced: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    people: dict[int, dict[Chain, None]] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The article's date."""
        return self.article.date

    def keep(self, key: str, chain: Chain) -> Chain:
        """The chain under a key; the given one where there is none yet."""
        if key not in self.keyed:
            self.keyed[key] = chain
            self.chains.append(chain)
        return self.keyed[key]

    def known(self, entry: Entry) -> Chain:
        """The chain of somebody in the gazetteer."""
        chain = Chain(entry.label, entry.kind, entry, entry.country, GENDERS.get(entry.gender or ""))
        chain.plural = entry.kind == "Group"
        return self.keep(f"id:{entry.id}", chain)

    def country(self, code: str) -> Chain:
        """The chain of the country with an alpha-3 code; a code that no table knows is its own label."""
        try:
            return self.known(self.gazetteer.country_entry(code))
        except KeyError:
            return self.keep(f"country:{code}", Chain(code, "Country", country=code))

    def note(self, mention: Mention, chains: Chains) -> None:
        """A mention denotes these chains."""
        begin, end = (mention.name.begin, mention.name.end) if mention.name else (mention.head, mention.head + 1)
        for index in {mention.head, *range(begin, end)}:
            self.who.setdefault(index, chains)
        if mention.name is not None and not is_bound(self.doc, mention.name):
            self.sentences.setdefault(self.parse.sentence[mention.head], []).append(mention.head)
        for chain in chains:
            chain.mentions.append(mention)
            insort(chain.heads, mention.head)
            if chain.type == "Person":
                self.people.setdefault(mention.head // STRETCH, {})[chain] = None
            if chain.country:
                self.places[chain.country] += 1

    def recent(self, index: int, sentences: int = LOOKBACK) -> Iterator[tuple[int, Chains]]:
        """(token, chains) of the mentions before a token, latest first, in its sentence and some before it."""
        first = self.parse.sentence[index] - sentences
        for token in reversed(self.heard):
            if self.parse.sentence[token] < first:
                return
            if token < index:
                yield token, self.who[token]

    def salience(self, token: int, index: int) -> float:
        """How prominent a mention is for somebody reading at `index`: its grammatical role, halved by each sentence
        in between (the weights follow Lappin and Leass 1994)."""
        weight = WEIGHTS.get(self.parse.deps[first_conjunct(self.parse, token)], UNLISTED)
        return weight * 0.5 ** (self.parse.sentence[index] - self.parse.sentence[token]) + token / len(self.doc)

    def home(self, index: int) -> list[str]:
        """The countries that the article is at home in: that of an official release, that of the body whose unnamed
        spokesman is quoted, those of people whose titles name none, a newspaper's."""
        codes = [chain.country for chain in self.persons(index) if chain.bare.total() > 0 and chain.country]
        ranked = [code for code, _ in Counter(codes).most_common()]
        return list(dict.fromkeys([*self.issued(), *self.voices, *ranked, *self.published]))

    def issued(self) -> tuple[str, ...]:
        """The publisher's countries where the article is an official release."""
        return self.published if self.author else ()

    def main_country(self) -> str | None:
        """The country that the article so far is about, where one stands out."""
        (first, most), (_, second) = [*self.places.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > second else None

    def scene_country(self, index: int) -> str | None:
        """The country of the place where a token stands or its clause plays: "in Cairo", "near Basra"."""
        parse, top = self.parse, index
        for _ in range(MAX_DEPTH):
            top = parse.heads[top] if parse.deps[top] == "nmod" and parse.case(top) == ("of",) else top
        predicates = [index, *parse.find(index, "acl"), parse.heads[top]]
        return next((code for predicate in predicates if (code := self._country_of_scene(predicate))), None)

    def _country_of_scene(self, predicate: int, depth: int = MAX_DEPTH) -> str | None:
        """The country of the first place phrase of a predicate or of its objects: "fled the war in Liberia"."""
        parse = self.parse
        for child in parse.find(predicate, "obl", "nmod"):
            if parse.case(child)[:1] in PLACED:
                code = self.who[child][0].country if child in self.who else self._country_below(child)
                if code:
                    return code
        objects = parse.find(predicate, "obj") if depth else iter(())
        return next((code for child in objects if (code := self._country_of_scene(child, depth - 1))), None)

    def _country_below(self, index: int, depth: int = MAX_DEPTH) -> str | None:
        """The country of a place in a place phrase: "in a suburb of Beirut"."""
        for child in self.parse.find(index, "nmod") if depth else ():
            code = self.who[child][0].country if child in self.who else self._country_below(child, depth - 1)
            if code:
                return code
        return None

    def nearby_country(self, index: int) -> str | None:
        """The country of the scene, else the only country of the sentence."""
        if scene := self.scene_country(index):
            return scene
        named = self.sentences.get(self.parse.sentence[index], [])
        inside = {chain.country for token in named for chain in self.who[token]}
        codes = sorted(code for code in inside if code)
        return codes[0] if len(codes) == 1 else None

    def latest_country(self, index: int) -> str | None:
        """The country named last before a token, nearby, or that of whoever the sentence is about."""
        for token, chains in self.recent(index):
            subject = self.parse.sentence[token] == self.parse.sentence[index] and self.parse.deps[token] in SUBJECTS
            if is_pronoun(self.parse, token, SPEAKER):
                continue
            if len(chains) == 1 and (chains[0].type == "Country" or (subject and chains[0].type == "Person")):
                return chains[0].country
        return None

    def subjects(self, index: int) -> Iterator[Chains]:
        """Who the subjects of the verbs above a token are."""
        for head, _ in self.parse.ancestors(index):
            for child in self.parse.find(head, *SUBJECTS):
                if child in self.who and child != index:
                    yield self.who[child]

    def persons(self, index: int) -> list[Chain]:
        """The people so far; in a long text those of whom it speaks in the neighbourhood of a token."""
        stretch = index // STRETCH
        near = (self.people.get(number, {}) for number in (stretch - 1, stretch, stretch + 1))
        return list(dict.fromkeys(chain for people in near for chain in people))


def only(chains: Iterable[Chain]) -> Chain | None:
    """The one chain of several, None where there is none or a choice."""
    found = list(dict.fromkeys(chains))
    return found[0] if len(found) == 1 else None
