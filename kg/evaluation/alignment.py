"""Which entities and events of two annotations of an article are the same.

Two Graphs of one article enter; pairs of ids and pairs of events leave. Ids mean nothing here: entities are the same
by their mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product

from kg.evaluation.metrics import likeness, pair_off
from kg.model import EntityMention, Event, Graph, Span

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})

Range = tuple[int, int]
Same = Collection[tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class EventPair:
    """An event and the one of the gold that it is; `participants` and `status`: whether they agree in these too."""

    given: Event
    gold: Event
    participants: bool
    status: bool


def core(mention: EntityMention) -> Range:
    """The characters that make a mention: its name, where it holds one."""
    span = mention.name or mention.span
    return span.begin, span.end


def align_entities(given: Graph, gold: Graph) -> set[tuple[str, str]]:
    """The pairs (given, gold) of ids that mean the same.

    Mentions that overlap are paired one to one, the most alike first. Two entities are the same where more than half
    the paired mentions of the one that has fewer belong to both.
    """
    ours, theirs = meant(given), meant(gold)
    pairs = [pair for pair in product(ours, theirs) if likeness(*pair) > 0]
    partners = pair_off(sorted(pairs, key=lambda pair: (-likeness(*pair), pair)))
    shared = Counter(both for one, other in partners.items() for both in product(ours[one], theirs[other]))
    sizes = Counter(entity for one in partners for entity in ours[one])
    gold_sizes = Counter(entity for other in partners.values() for entity in theirs[other])
    return {(one, other) for (one, other), n in shared.items() if 2 * n > min(sizes[one], gold_sizes[other])}


def meant(graph: Graph) -> dict[Range, set[str]]:
    """Mention -> the entities that it means: "both sides" are two."""
    entities: defaultdict[Range, set[str]] = defaultdict(set)
    for entity in graph.entities:
        for mention in entity.mentions:
            entities[core(mention)].add(entity.id)
    return entities


def align_events(given: Graph, gold: Graph, same: Same) -> list[EventPair]:
    """Each event with at most one of the gold, in the order of the gold.

    They must be of one type, and told in the same sentence (their evidence overlaps) or have the same participants.
    What agrees in most comes first: in participants, then in trigger, sentence, status, relation and time.
    """
    named = {entity.id for entity in gold.entities if any(mention.name for mention in entity.mentions)}
    ranked: list[tuple[tuple[bool, ...], int, int]] = []
    pairs: dict[tuple[int, int], EventPair] = {}
    for (number, target), (index, event) in product(enumerate(gold.events), enumerate(given.events)):
        if event.type != target.type:
            continue
        covered = _covers(event, target, same, named)
        near = _overlap(event.evidence, target.evidence)
        if near or (covered and (target.actors or target.recipients)):
            pair = EventPair(event, target, covered, _status(event) == _status(target))
            pairs[number, index] = pair
            ranked.append((_agreement(pair, near), number, index))
    ranked.sort(key=lambda rank: [not agrees for agrees in rank[0]])
    chosen = pair_off((number, index) for _, number, index in ranked)
    return [pairs[number, index] for number, index in sorted(chosen.items())]


def _covers(event: Event, gold: Event, same: Same, named: Collection[str]) -> bool:
    """Whether each participant of the gold that has a name (where none has one: each) is there in its role."""
    if gold.type in SYMMETRIC:
        roles = [((*event.actors, *event.recipients), (*gold.actors, *gold.recipients))]
    else:
        roles = [(event.actors, gold.actors), (event.recipients, gold.recipients)]
    anybody = named if any(i in named for _, ids in roles for i in ids) else {*gold.actors, *gold.recipients}
    return all(any((one, other) in same for one in ours) for ours, ids in roles for other in ids if other in anybody)


def _overlap(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    return any(one.begin < other.end and other.begin < one.end for one, other in product(spans, others))


def _status(event: Event) -> tuple[str, bool]:
    return event.modality, event.negated


def _agreement(pair: EventPair, near: bool) -> tuple[bool, ...]:
    given, gold = pair.given, pair.gold
    trigger = _overlap([given.trigger], [gold.trigger])
    return pair.participants, trigger, near, pair.status, given.relation == gold.relation, same_time(given, gold)


def same_time(given: Event, gold: Event) -> bool:
    """Whether the time begins with the gold's: a day may be told where the gold knows the month."""
    return bool(given.time and gold.time and given.time.edtf.startswith(gold.time.edtf))
