"""Measures of agreement between two annotations: precision and recall, chains of mentions, kappa, calibration.

Sets of mentions, labels or confidences enter, figures leave. Of coreference the scores are those of the CoNLL shared
tasks (Pradhan et al. 2012), whose average is the CoNLL F1:

- MUC: Vilain et al. 1995, A model-theoretic coreference scoring scheme
- B3: Bagga and Baldwin 1998, Algorithms for scoring coreference chains
- CEAF-e: Luo 2005, On coreference resolution performance metrics
- mentions that one side lacks: Pradhan et al. 2014, Scoring coreference partitions of predicted mentions
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

import networkx as nx

BINS = 10

Chains = Sequence[AbstractSet[Hashable]]
One = TypeVar("One", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """Numerators and denominators of recall and precision: the scores of documents add up to that of a corpus."""

    found: float = 0
    gold: float = 0
    right: float = 0
    given: float = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found, self.gold + other.gold, self.right + other.right, self.given + other.given
        )

    @property
    def recall(self) -> float:
        """The share of the gold that is found."""
        return self.found / (self.gold or 1)

    @property
    def precision(self) -> float:
        """The share of what is given that is right."""
        return self.right / (self.given or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        recall, precision = self.recall, self.precision
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def score_sets(gold: AbstractSet[Hashable], given: AbstractSet[Hashable]) -> Score:
    """What two sets share.

    >>> score_sets({1, 2, 3}, {3, 4})
    Score(found=1, gold=3, right=1, given=2)
    """
    shared = len(gold & given)
    return Score(shared, len(gold), shared, len(given))


def muc(gold: Chains, given: Chains) -> Score:
    """Links: how many of those that hold a chain together the other side has.

    >>> muc([{1, 2, 3, 4}], [{1, 2}, {3, 4}])
    Score(found=2, gold=3, right=2, given=2)
    """
    return Score(*_links(gold, given), *_links(given, gold))


def _links(chains: Chains, others: Chains) -> tuple[int, int]:
    where = {mention: number for number, chain in enumerate(others) for mention in chain}
    pieces = [len({where.get(mention, (mention,)) for mention in chain}) for chain in chains]
    sizes = [len(chain) for chain in chains]
    return sum(sizes) - sum(pieces), sum(sizes) - len(sizes)


def b_cubed(gold: Chains, given: Chains) -> Score:
    """Mentions: for each, how much of its chain the other side's chain of it has.

    >>> b_cubed([{1, 2, 3, 4}], [{1, 2}, {3, 4}])
    Score(found=2.0, gold=4, right=4.0, given=4)
    """
    return Score(*_shares(gold, given), *_shares(given, gold))


def _shares(chains: Chains, others: Chains) -> tuple[float, int]:
    shared = sum(len(chain & other) ** 2 / len(chain) for chain in chains for other in others)
    return shared, sum(map(len, chains))


def ceaf_e(gold: Chains, given: Chains) -> Score:
    """Entities: the chains of both sides are paired one to one so that they are most alike.

    >>> ceaf_e([{1, 2, 3, 4}], [{1, 2, 3}, {4, 5}]).found  # 2 * 3 / (4 + 3); the second chain finds no partner
    0.8571428571428571
    """
    graph = nx.Graph()
    for row, chain in enumerate(gold):
        for column, other in enumerate(given):
            if shared := len(chain & other):
                graph.add_edge(("gold", row), ("given", column), weight=2 * shared / (len(chain) + len(other)))
    alike = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
    return Score(alike, len(gold), alike, len(given))


METRICS = {"MUC": muc, "B3": b_cubed, "CEAF-e": ceaf_e}


def chains_of(meant: Iterable[tuple[Hashable, Hashable]]) -> list[set[Hashable]]:
    """The chains of two and more mentions, from (mention, entity); what is mentioned once is no chain."""
    chains: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, entity in meant:
        chains[entity].add(mention)
    return [chain for chain in chains.values() if len(chain) > 1]


def likeness(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How much of two stretches is the same: 1 where they are equal, 0 or less where they do not overlap.

    >>> likeness((0, 4), (2, 6))
    0.3333333333333333
    """
    return (min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))


def pair_off(pairs: Iterable[tuple[One, Other]]) -> dict[One, Other]:
    """One partner for each, from pairs that come best first.

    >>> pair_off([(1, "a"), (1, "b"), (2, "a"), (3, "b")])
    {1: 'a', 3: 'b'}
    """
    partner: dict[One, Other] = {}
    taken: set[Other] = set()
    for one, other in pairs:
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    return partner


def kappa(labels: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of pairs of labels; None where both sides know one label only, and chance explains all.

    >>> kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])  # 3/4 agree, by chance 1/2
    0.5
    """
    total = len(labels)
    ones, others = (Counter(side) for side in zip(*labels, strict=True)) if labels else (Counter(), Counter())
    chance = sum(count * others[label] for label, count in ones.items())
    agreed = sum(one == other for one, other in labels)
    return (agreed * total - chance) / (total * total - chance) if chance < total * total else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Events whose confidence is at least `begin` and below `end` (the last: 1 too), and how many of them are right."""

    begin: float
    end: float
    events: int
    confidence: float
    right: float


def reliability(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """From (confidence, whether it is right) the bins that hold any, with mean confidence and share that is right.

    >>> reliability([(0.72, True), (0.78, False)])
    [Bin(begin=0.7, end=0.8, events=2, confidence=0.75, right=0.5)]
    """
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(round(confidence * BINS, 6)), BINS - 1)].append((confidence, right))
    return [
        Bin(number / BINS, (number + 1) / BINS, len(held), fmean(c for c, _ in held), fmean(r for _, r in held))
        for number, held in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error (Naeini et al. 2015): the mean gap, over all events, between confidence and right.

    >>> calibration_error([Bin(0.7, 0.8, 2, 0.75, 0.5)])
    0.25
    """
    total = sum(one.events for one in bins)
    return sum(one.events * abs(one.confidence - one.right) for one in bins) / (total or 1)
