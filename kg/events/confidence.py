"""How sure an event is: how likely a careful reader accepts it as told, its type, its sides and its status.

A logistic regression on plain signs of one telling. `ontologies/confidence.toml` holds the weight of each sign, fitted
on annotated real articles by `python -m training.corpus calibrate`, where an event is right if its type, participants,
modality and negation are (see `kg score`), and below what nothing is told.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log

from kg.events.context import Reading
from kg.events.participants import Cast, Side
from kg.events.triggers import Match
from kg.knowledge.paths import ontology_path
from kg.model import Event

LEAST, MOST = 0.02, 0.98
UNKNOWN = 0.7  # how likely the words tell the event where the pipeline has learned nothing of events
OTHER_ROLE = {"actor": "recipient", "recipient": "actor"}
BARE = {"NN": "a noun", "NNS": "nouns", "PRP": "a pronoun", "PRP$": "a possessive"}

Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the log-odds, and the confidence below which an event is not told."""

    signs: Mapping[str, float]
    least: float


@cache
def load_weights() -> Weights:
    """The shipped weights."""
    told = tomllib.loads(ontology_path("confidence.toml").read_text(encoding="utf-8"))
    return Weights(told["weights"], told["least"])


def likely(events: Iterable[Event]) -> list[Event]:
    """The events that are likely enough to be told."""
    least = load_weights().least
    return [event for event in events if event.confidence >= least]


def confidence(signs: Signs, weights: Mapping[str, float]) -> float:
    """The probability that an event with these signs is right, in hundredths."""
    return round(1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in signs.items()))), 2)


def read_signs(event: Event, match: Match, cast: Cast, reading: Reading) -> Signs:
    """What is seen of one telling of an event: log-odds and probabilities as learned, the rest as 1 where it holds."""
    tokens = {match.head, *match.used}
    signs = {"always": 1.0, f"is {event.type}": 1.0, "is told": _log_odds(reading, tokens, event.type)}
    signs["is told by the word itself"] = _log_odds(reading, {match.head}, event.type)
    signs |= dict.fromkeys(_plain(event, match, reading), 1.0)
    for role, side, ids in (("actor", cast.actors, event.actors), ("recipient", cast.recipients, event.recipients)):
        signs |= {f"{role} {sign}": value for sign, value in _side(role, side, ids, match, reading)}
    return signs


def _plain(event: Event, match: Match, reading: Reading) -> Iterator[str]:
    yield f"by a {match.clause.kind}"
    yield event.modality
    if match.learned:
        yield "without a trigger"
    if match.clause.passive:
        yield "passive"
    if event.negated:
        yield "negated"
    entities = reading.actors.entities
    here, there = ({entities[i].country for i in ids} - {None} for ids in (event.actors, event.recipients))
    if here and there:
        yield "between countries" if here.isdisjoint(there) else "within a country"


def _side(role: str, side: Side, ids: Sequence[str], match: Match, reading: Reading) -> Iterator[tuple[str, float]]:
    """What is seen of one side."""
    tokens = {match.head, *match.used}
    ours, others = _as_learned(reading, tokens, role, ids)
    yield "is learned", ours
    yield "is somebody else as learned", others
    yield "is learned for the other side", _as_learned(reading, tokens, OTHER_ROLE[role], ids)[0]
    yield f"x {min(len(ids), 2)}", 1.0
    if "learned" in side.how:
        yield "is known by learning alone", 1.0
    for type in sorted({reading.actors.entities[i].type for i in ids}):
        yield f"is a {type}", 1.0
    if ids:
        nearest = _nearest(reading, match.head, ids)
        yield "is in no word of the sentence" if nearest is None else f"is {_form(reading, nearest)}", 1.0


def _form(reading: Reading, token: int) -> str:
    return BARE.get(reading.parse.tags[token], "a name")


def _as_learned(reading: Reading, tokens: Collection[int], role: str, ids: Sequence[str]) -> tuple[float, float]:
    """How likely some entities, and how likely others play a role."""
    actors, ours, others = reading.actors, 0.0, 0.0
    for word, probability in reading.hints.players(tokens, role, 0.0).items():
        meant = actors.at.get(actors.heads.get(word, word), ())
        if set(ids).isdisjoint(meant):
            others = max(others, probability)
        else:
            ours = max(ours, probability)
    return ours, others


def _nearest(reading: Reading, head: int, ids: Sequence[str]) -> int | None:
    """The head of the mention of the entities that is nearest to a trigger in its sentence."""
    heads = reading.mentions_beside(head)
    meant = (token for token in heads if not set(ids).isdisjoint(reading.actors.at[token]))
    return min(meant, key=lambda token: abs(token - head), default=None)


def _log_odds(reading: Reading, tokens: Collection[int], type: str) -> float:
    told = reading.hints.probability(tokens, type) if reading.hints.types else UNKNOWN
    told = min(max(told, LEAST), MOST)
    return log(told / (1 - told))
