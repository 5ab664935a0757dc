"""Which country is meant where none is named: that of the scene, of the article, of its publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.entities.chains import Chain, Chains
from kg.entities.mentions import is_pronoun
from kg.entities.scene import Scene
from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.nouns import load_nouns
from kg.syntax.parse import SUBJECTS

MAX_DEPTH = 3


@dataclass(slots=True)
class Countries:
    """What an article lets one know of countries. `published` are the publisher's, `issued` the same where the article
    is an official release, `voices` those of unnamed spokesmen; `named` counts how often each comes up,
    in a digest by the first token of the item."""

    scene: Scene
    gazetteer: Gazetteer
    day: date | None = None
    published: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    named: dict[int, Counter[str]] = field(default_factory=dict)

    def count(self, index: int, chains: Chains) -> None:
        """These were mentioned at a token."""
        self.named_beside(index).update(chain.country for chain in chains if chain.country)

    def named_beside(self, index: int) -> Counter[str]:
        """How often each country comes up in the article, or the item, that a token is in."""
        return self.named.setdefault(self.scene.items.begin(index), Counter())

    def home(self, index: int) -> list[str]:
        """The countries that the article is at home in: that of an official release, that of the body whose unnamed
        spokesman is quoted, those of people whose titles name none, a newspaper's."""
        codes = [chain.country for chain in self.scene.present(index) if chain.bare.total() > 0 and chain.country]
        ranked = [code for code, _ in Counter(codes).most_common()]
        return list(dict.fromkeys([*self.issued, *self.voices, *ranked, *self.published]))

    def main(self, index: int) -> str | None:
        """The country that the article so far is about, where one stands out."""
        (first, most), (_, second) = [*self.named_beside(index).most_common(2), ("", 0), ("", 0)][:2]
        return first if most > second else None

    def of_scene(self, index: int) -> str | None:
        """The country of the place where a token stands or its clause plays: "in Cairo", "near Basra"."""
        parse, top = self.scene.parse, index
        for _ in range(MAX_DEPTH):
            top = parse.heads[top] if parse.deps[top] == "nmod" and parse.case(top) == ("of",) else top
        predicates = dict.fromkeys([index, *parse.find(index, "acl"), top, parse.heads[top]])
        return next((code for predicate in predicates if (code := self._around(predicate))), None)

    def _around(self, predicate: int, depth: int = MAX_DEPTH) -> str | None:
        """The country of the first place phrase of a predicate or of its objects: "fled the war in Liberia"."""
        parse = self.scene.parse
        for child in parse.find(predicate, "obl", "nmod"):
            if not cue_words("before", "placing").isdisjoint(parse.case(child)[:1]):
                code = self._of_token(child) if child in self.scene.who else self._below(child)
                if code:
                    return code
        objects = parse.find(predicate, "obj", "nsubj", "nsubj:pass") if depth else []
        return next((code for child in objects if (code := self._around(child, depth - 1))), None)

    def _below(self, index: int, depth: int = MAX_DEPTH) -> str | None:
        """The country of a place in a place phrase: "in a suburb of Beirut"."""
        for child in self.scene.parse.find(index, "nmod") if depth else ():
            code = self._of_token(child) if child in self.scene.who else self._below(child, depth - 1)
            if code:
                return code
        return None

    def _of_token(self, index: int) -> str | None:
        return self.scene.who[index][0].country

    def nearby(self, index: int) -> str | None:
        """The country of the scene, else the only country of the sentence."""
        if scene := self.of_scene(index):
            return scene
        named = self.scene.named.get(self.scene.parse.sentence[index], [])
        codes = {chain.country for token in named for chain in self.scene.who[token] if chain.country}
        return codes.pop() if len(codes) == 1 else None

    def _beside(self, index: int) -> str | None:
        """The only country whose places the sentence names, adjectives aside: "a Russian lawyer" is anywhere."""
        tokens = self.scene.named.get(self.scene.parse.sentence[index], [])
        places = [self.scene.who[token][0] for token in tokens if self.scene.parse.pos[token] != "ADJ"]
        codes = {chain.country for chain in places if chain.country and chain.type in {"Country", "Place"}}
        return codes.pop() if len(codes) == 1 else None

    def latest(self, index: int) -> str | None:
        """The country named last before a token, nearby, or that of whoever the sentence is about."""
        parse = self.scene.parse
        for token, chains in self.scene.recent(index):
            subject = parse.sentence[token] == parse.sentence[index] and parse.deps[token] in SUBJECTS
            if is_pronoun(parse, token, "speaker"):
                continue
            if len(chains) == 1 and (chains[0].type == "Country" or (subject and chains[0].type == "Person")):
                return chains[0].country
        return None

    def of(self, chain: Chain, depth: int = MAX_DEPTH) -> str | None:
        """The country of a chain: for people in office the one they represent on the article's date, for the rest that
        of the one they belong to or of where they are mentioned."""
        if chain.entry is not None:
            offices = self.gazetteer.office_of(chain.entry, self.day) if self.day and chain.type == "Person" else ()
            return next((office.country for office in offices if office.country), chain.country)
        if chain.country is not None:
            return chain.country
        inherited = [code for owner in chain.owners if depth and (code := self.of(owner, depth - 1))]
        return inherited[0] if inherited else self._by_context(chain)

    def _by_context(self, chain: Chain) -> str | None:
        """An office of no other country is of the publisher's, else of the only one in the sentence; so is an unknown
        place, and a body that a state has ("the newspaper La Prensa")."""
        if not chain.heads:
            return None
        first, who = chain.heads[0], self.scene.who
        if chain.type == "Person":
            titles = [role for role, count in chain.bare.items() if count > 0 and _is_a(role, "office")]
            home = [code for code in (*self.published, *self.voices) if self._has_office(code, titles)]
            return next(iter(home), None) or self.nearby(first) if titles else None
        if chain.type in {"Place", "Facility"}:
            inside = [self._of_token(child) for child in self.scene.parse.find(first, "nmod", "appos") if child in who]
            return next((code for code in inside if code), None) or self.of_scene(first) or self._beside(first)
        described = any(_is_a(role, "institution") for role in chain.roles)
        domestic = described or chain.label.split()[-1].lower() in cue_words("noun", "domestic")
        return self.nearby(first) if chain.type == "Organization" and domestic and not chain.owners else None

    def _has_office(self, code: str, titles: Iterable[str]) -> bool:
        """Whether offices can be that country's: called so there, and held by nobody else whom the tables know."""
        offices = [title.replace("-", " ") for title in titles]
        taken = any(self.day and self.gazetteer.holders(office, code, self.day) for office in offices)
        return not taken and all(self.gazetteer.is_title_of(office, code) for office in offices)


def _is_a(role: str, kind: str) -> bool:
    """Whether the first or last word of a role is a noun of this kind ("minister-of-finance", "foreign-minister")."""
    nouns, words = load_nouns(), role.split("-")
    return any(word in nouns and nouns[word].kind == kind for word in (words[0], words[-1]))
