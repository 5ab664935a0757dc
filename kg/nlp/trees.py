"""Scores of arcs in, the best dependency tree out (Chu and Liu, 1965; Edmonds, 1967)."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.int64]

FORBIDDEN = np.float32(-1e9)


def parse_sentences(scores: Floats, starts: npt.NDArray[np.bool_]) -> Ints:
    """The head of each of N words, 0 for a root, else the number (from 1) of a word of the same sentence.

    `scores` is [N, N + 1] with the root in column 0; `starts` says which words begin a sentence.
    Each word takes its best head; where that is no tree with one root, the best tree is searched.
    """
    count = len(scores)
    sentence = np.cumsum(starts, dtype=np.int64)
    own = scores.copy()
    own[:, 1:][sentence[:, None] != sentence[None, :]] = FORBIDDEN
    own[np.arange(count), np.arange(1, count + 1)] = FORBIDDEN
    heads: Ints = own.argmax(1).astype(np.int64)
    for number in _broken(heads, sentence):
        words = np.flatnonzero(sentence == number)
        first, last = words[0], words[-1]
        tree = best_tree(np.concatenate([own[words, :1], own[words, first + 1 : last + 2]], axis=1))
        heads[words] = np.where(tree == 0, 0, tree + first)
    return heads


def best_tree(scores: Floats) -> Ints:
    """The heads of the highest-scoring tree with one root over [N, N + 1] scores, the root in column 0.

    A root costs more than any tree can win by a second one, so one search finds it (Stanojević and Cohen, 2021); its
    time grows with the square of N, whatever the scores.
    """
    count = len(scores)
    arcs: Floats = np.full((count + 1, count + 1), -np.inf)
    arcs[1:] = scores
    allowed = scores > FORBIDDEN / 2
    arcs[1:][~allowed] = FORBIDDEN
    if allowed.any():
        arcs[1:, 0] -= count * float(np.ptp(scores[allowed])) + 1
    return _spanning_tree(arcs)[1:]


def _broken(heads: Ints, sentence: Ints) -> list[int]:
    """The numbers of the sentences whose heads are no tree with a single root."""
    above = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    roots = np.bincount(sentence[heads == 0], minlength=sentence[-1] + 1)
    return sorted({*np.flatnonzero(roots[1:] != 1) + 1, *sentence[above[1:] != 0]})


def _spanning_tree(arcs: Floats) -> Ints:
    """Heads under node 0 of the best tree; arcs[d, h] is the score of h as the head of d.

    From each node the best arcs are followed up; where they close a cycle, it becomes one node (Tarjan, 1977).
    """
    forest = _Forest(arcs)
    done = np.zeros(len(arcs), dtype=np.bool_)
    done[0] = True
    for start in range(1, len(arcs)):
        path: list[int] = []
        place = start
        while not done[place]:
            if place in path:
                first = path.index(place)
                forest.join(path[first:])
                del path[first:]
            path.append(place)
            place = forest.climb(place)
        done[path] = True
        done |= forest.gone
    return forest.heads()


class _Forest:
    """Arcs between nodes, some of which are cycles that became one; such a node has the place of its first member."""

    def __init__(self, arcs: Floats) -> None:
        count = len(arcs)
        self._count = count
        self._arcs: npt.NDArray[np.float64] = arcs.astype(np.float64)
        np.fill_diagonal(self._arcs, -np.inf)
        self._dependents, self._governors = np.indices((count, count))  # the words that an arc joins
        self._node = list(range(count))  # by place
        self._around: dict[int, int] = {}  # node -> the node that it became a part of
        self._best: list[tuple[int, int]] = [(0, 0)] * count  # by node: the words of the best arc to it
        self._score = np.zeros(count)  # by place
        self.gone = np.zeros(count, dtype=np.bool_)

    def climb(self, place: int) -> int:
        """The place of the best head of a node; the arc to it is noted."""
        head = int(self._arcs[place].argmax())
        words = int(self._dependents[place, head]), int(self._governors[place, head])
        self._best[self._node[place]] = words
        self._score[place] = self._arcs[place, head]
        return head

    def join(self, cycle: list[int]) -> None:
        """Make one node of a cycle: an arc to it counts less by the arc of the cycle that it replaces."""
        members, place = np.array(cycle), cycle[0]
        every = np.arange(self._count)
        entering = self._arcs[members] - self._score[members][:, None]
        entry, leave = members[entering.argmax(0)], members[self._arcs[:, members].argmax(1)]
        row, column = entering.max(0), self._arcs[every, leave]
        for words in (self._dependents, self._governors):
            words[place], words[:, place] = words[entry, every], words[every, leave]
        self._arcs[place], self._arcs[:, place] = row, column
        self._arcs[:, members[1:]] = self._arcs[place, members] = -np.inf
        self.gone[members[1:]] = True
        self._around.update(dict.fromkeys([self._node[member] for member in cycle], len(self._best)))
        self._node[place] = len(self._best)
        self._best.append((0, 0))

    def heads(self) -> Ints:
        """The head of each word: from the last node that was made, the arc to it goes to the member that it enters."""
        for node in range(len(self._best) - 1, self._count - 1, -1):
            member = self._best[node][0]
            while self._around[member] != node:
                member = self._around[member]
            self._best[member] = self._best[node]
        return np.array([governor for _, governor in self._best[: self._count]], dtype=np.int64)
