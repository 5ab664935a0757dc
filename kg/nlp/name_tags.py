"""Scores of name tags in, the best sequence that spells whole names out."""

from collections.abc import Sequence

import numpy as np

from kg.nlp.trees import FORBIDDEN, Floats, Ints


class NameTags:
    """The tags O and B-, I-, L-, U- with a type, and which may follow which."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = tuple(tags)
        inside = [tag[0] in "BI" for tag in tags]
        goes_on = [tag[0] in "IL" for tag in tags]
        self.may_follow = np.array(
            [
                [goes_on[j] and a[2:] == b[2:] if inside[i] else not goes_on[j] for j, b in enumerate(tags)]
                for i, a in enumerate(tags)
            ]
        )
        self.may_begin = ~np.array(goes_on)
        self.may_end = ~np.array(inside)
        self._steps = np.where(self.may_follow.T, np.float32(0), FORBIDDEN)  # [to, from]

    def decode(self, scores: Floats) -> Ints:
        """The number of each word's tag; scores are [N, tags]. Viterbi, but only where the best tags don't fit."""
        best = scores.argmax(1).astype(np.int64)
        fits = self.may_begin[best[0]] and self.may_end[best[-1]] and self.may_follow[best[:-1], best[1:]].all()
        return best if fits else self._viterbi(scores)

    def _viterbi(self, scores: Floats) -> Ints:
        every = np.arange(len(self.tags))
        total = np.where(self.may_begin, scores[0], FORBIDDEN)
        came_from: list[Ints] = []
        for own in scores[1:]:
            paths = total + self._steps
            best = paths.argmax(1)
            came_from.append(best)
            total = paths[every, best] + own
        tags = [np.where(self.may_end, total, FORBIDDEN).argmax()]
        for best in reversed(came_from):
            tags.append(best[tags[-1]])
        return np.array(tags[::-1])
