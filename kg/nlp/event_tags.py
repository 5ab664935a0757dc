"""Scores of events and roles in, the words that may tell an event and who plays a role in it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kg.nlp.trees import Floats

LEAST = 0.05  # probabilities below it are not worth keeping
WORTH_CASTING = 0.2


class Told(NamedTuple):
    """A word that tells an event of a type with some probability."""

    word: int
    type: str
    probability: float


class Cast(NamedTuple):
    """A word that plays a role in the event that another one tells."""

    trigger: int
    word: int
    role: str
    probability: float


class EventTags:
    """Reads the scores of the heads for events; `types` and `roles` begin with the label of none."""

    def __init__(self, types: Sequence[str], roles: Sequence[str]) -> None:
        self._types, self._roles = types, roles

    def told(self, scores: Floats) -> list[Told]:
        """The types of each word in the order of the words; `scores` [N, types]."""
        return [Told(word, self._types[number], probability) for (word, number), probability in _likely(scores)]

    def cast(self, told: Sequence[Told], trigger: Floats, filler: Floats) -> list[Cast]:
        """Who plays which role in the likelier of the events; `trigger` [N, roles, width], `filler` [N, width]."""
        likely = sorted({event.word for event in told if event.probability >= WORTH_CASTING})
        scores = filler @ trigger[likely].transpose(0, 2, 1)
        return [
            Cast(likely[event], word, self._roles[number], probability)
            for (event, word, number), probability in _likely(scores)
        ]


def _likely(scores: Floats) -> Iterator[tuple[list[int], float]]:
    """Where what is likely enough stands, and its probability; the first label on the last axis is left out."""
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    probabilities = odds / odds.sum(-1, keepdims=True)
    likely = probabilities >= LEAST
    likely[..., 0] = False
    return zip(np.argwhere(likely).tolist(), (round(p, 3) for p in probabilities[likely].tolist()), strict=True)
