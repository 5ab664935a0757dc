"""Scores of events and roles in, the words that may tell an event and who plays a role in it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kg.pipelines.tree import Floats

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

    def told(self, scores: Floats) -> Iterator[Told]:
        """The types of each word in the order of the words; `scores` [N, types]."""
        for word, number, probability in _likely(scores):
            yield Told(word, self._types[number], probability)

    def cast(self, told: Sequence[Told], trigger: Floats, filler: Floats) -> Iterator[Cast]:
        """Who plays which role in the likelier of the events; `trigger` [N, roles, width], `filler` [N, width]."""
        likely = sorted({event.word for event in told if event.probability >= WORTH_CASTING})
        for index in likely:
            for word, number, probability in _likely(filler @ trigger[index].T):
                yield Cast(index, word, self._roles[number], probability)


def _likely(scores: Floats) -> Iterator[tuple[int, int, float]]:
    """(row, column, probability) for what is likely enough, the first column left out."""
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    probabilities = odds / odds.sum(-1, keepdims=True)
    for row, column in np.argwhere(probabilities[:, 1:] >= LEAST).tolist():
        yield row, column + 1, round(float(probabilities[row, column + 1]), 3)
