"""What of an article stands where: whom each token means, who was heard of lately, who speaks."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.entities.chains import Chain, Chains
from kg.entities.mentions import Mention
from kg.entities.names import is_bound
from kg.syntax.items import WHOLE, Items
from kg.syntax.parse import Parse, first_conjunct

LOOKBACK = 3
STRETCH = 20_000  # tokens; in longer texts only who is named in a neighbouring stretch can be meant by a short name
WEIGHTS = {"nsubj": 80, "nsubj:pass": 70, "obj": 50, "iobj": 45, "obl:agent": 45, "obl": 40, "nmod:poss": 35}
UNLISTED = 20
PARTNERS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent")


@dataclass(slots=True)
class Scene:
    """`who` tells whom each token means; `heard` are the heads passed so far, `named` the names in each sentence,
    `people` the persons by stretch of the text. In a digest nobody but by name is one of another item."""

    parse: Parse
    items: Items = WHOLE
    who: dict[int, Chains] = field(default_factory=dict)
    heard: list[int] = field(default_factory=list)
    named: dict[int, list[int]] = field(default_factory=dict)
    people: dict[int, dict[Chain, None]] = field(default_factory=dict)

    def note(self, mention: Mention, chains: Chains) -> None:
        """A mention means these chains."""
        begin, end = (mention.name.begin, mention.name.end) if mention.name else (mention.head, mention.head + 1)
        for index in {mention.head, *range(begin, end)}:
            self.who.setdefault(index, chains)
        if mention.name is not None and not is_bound(self.parse, mention.name):
            self.named.setdefault(self.parse.sentence[mention.head], []).append(mention.head)
        for chain in chains:
            chain.mentions.append(mention)
            insort(chain.heads, mention.head)
            if chain.type == "Person":
                self.people.setdefault(mention.head // STRETCH, {})[chain] = None

    def recent(self, index: int, sentences: int = LOOKBACK) -> Iterator[tuple[int, Chains]]:
        """(token, chains) of the mentions before a token, latest first, in its sentence and some before it."""
        first, begin = self.parse.sentence[index] - sentences, self.items.begin(index)
        for token in reversed(self.heard):
            if self.parse.sentence[token] < first or token < begin:
                return
            if token < index:
                yield token, self.who[token]

    def salience(self, token: int, index: int) -> float:
        """How prominent a mention is for somebody reading at `index`: its grammatical role, halved by each sentence
        in between (the weights follow Lappin and Leass 1994)."""
        weight = WEIGHTS.get(self.parse.deps[first_conjunct(self.parse, token)], UNLISTED)
        apart = self.parse.sentence[index] - self.parse.sentence[token]
        return weight * 0.5**apart + token / len(self.parse.words)

    def partners(self, index: int) -> Iterator[Chains]:
        """Who else takes part in the clause of a token, as far as it is known."""
        first = first_conjunct(self.parse, index)
        for child in self.parse.find(self.parse.heads[first], *PARTNERS):
            if child in self.who and child not in {index, first}:
                yield self.who[child]

    def persons(self, index: int) -> list[Chain]:
        """The people so far; in a long text those of whom it speaks in the neighbourhood of a token."""
        stretch = index // STRETCH
        near = (self.people.get(number, {}) for number in (stretch - 1, stretch, stretch + 1))
        return list(dict.fromkeys(chain for people in near for chain in people))

    def present(self, index: int) -> list[Chain]:
        """The people so far of the same item: of the whole article where it is no digest."""
        item = self.items.begin(index)
        persons = self.persons(index)
        if not self.items.several:
            return persons
        return [chain for chain in persons if any(self.items.begin(head) == item for head in chain.heads)]


@dataclass(slots=True)
class Speech:
    """`quoted`: token inside a quotation -> its speaker's; `announced`: (colon, speaker's token) per "X said:" without
    quotation marks; `quotes` and `turns`: the token ranges of quotations and of a transcript's turns; `writer` and
    `authors`: who says "I" and "we" outside them in a statement."""

    quoted: dict[int, int] = field(default_factory=dict)
    announced: Sequence[tuple[int, int]] = ()
    quotes: Sequence[tuple[int, int]] = ()
    turns: Sequence[tuple[int, int]] = ()
    writer: Chain | None = None
    authors: Chains = ()

    def speaker(self, index: int) -> int | None:
        """The token of whoever says "I" here: the quotation's speaker, else that of the last announcement."""
        if index in self.quoted:
            return self.quoted[index]
        said = -1 if _is_inside(index, self.turns) else bisect(self.announced, (index, 0)) - 1
        return self.announced[said][1] if said >= 0 else None

    def opens_turn(self, index: int) -> bool:
        """Whether a token names the speaker of what follows: "THE PRESIDENT: ..."."""
        return any(token == index for _, token in self.announced[bisect(self.announced, (index, 0)) :][:1])

    def is_quoted(self, index: int) -> bool:
        """Whether a token stands between quotation marks or in a turn."""
        return any(_is_inside(index, ranges) for ranges in (self.quotes, self.turns))


def _is_inside(index: int, ranges: Sequence[tuple[int, int]]) -> bool:
    before = bisect(ranges, (index + 1, 0)) - 1
    return before >= 0 and index < ranges[before][1]
