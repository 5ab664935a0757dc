"""Scores of name tags in, the best sequence that spells whole names out."""

from collections.abc import Sequence

import numpy as np

from kg.pipelines.tree import FORBIDDEN, Floats, Ints


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
        self._steps = np.where(self.may_follow, np.float32(0), FORBIDDEN)

    def decode(self, scores: Floats) -> Ints:
        """The number of each word's tag; scores are [N, tags]. Viterbi, but only where the best tags don't fit."""
        best = scores.argmax(1).astype(np.int64)
        fits = self.may_begin[best[0]] and self.may_end[best[-1]] and self.may_follow[best[:-1], best[1:]].all()
        return best if fits else self._viterbi(scores)

    def _viterbi(self, scores: Floats) -> Ints:
        total = np.where(self.may_begin, scores[0], FORBIDDEN)
        came_from = np.zeros(scores.shape, dtype=np.int64)
        for index in range(1, len(scores)):
            paths = total[:, None] + self._steps
            came_from[index] = paths.argmax(0)
            total = paths.max(0) + scores[index]
        tags = np.zeros(len(scores), dtype=np.int64)
        tags[-1] = np.where(self.may_end, total, FORBIDDEN).argmax()
        for index in range(len(scores) - 1, 0, -1):
            tags[index - 1] = came_from[index, tags[index]]
        return tags
