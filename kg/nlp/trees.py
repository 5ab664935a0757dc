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
    """The heads of the highest-scoring tree over [N, N + 1] scores, the root in column 0.

    Where that tree has several roots, each of them is tried as the only one, and the best of those trees is taken.
    """
    count = len(scores)
    arcs: Floats = np.full((count + 1, count + 1), FORBIDDEN, dtype=np.float64)
    arcs[1:] = scores
    heads: Ints = _spanning_tree(arcs)[1:]
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1:
        return heads
    trees = [_spanning_tree(_with_root(arcs, int(root) + 1))[1:] for root in roots]
    return max(trees, key=lambda tree: float(scores[np.arange(count), tree].sum()))


def _with_root(arcs: Floats, root: int) -> Floats:
    """The same scores with one node allowed below the root."""
    arcs = arcs.copy()
    kept = arcs[root, 0]
    arcs[1:, 0] = FORBIDDEN
    arcs[root, 1:] = FORBIDDEN
    arcs[root, 0] = kept
    return arcs


def _broken(heads: Ints, sentence: Ints) -> list[int]:
    """The numbers of the sentences whose heads are no tree with a single root."""
    above = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    roots = np.bincount(sentence[heads == 0], minlength=sentence[-1] + 1)
    return sorted({*np.flatnonzero(roots[1:] != 1) + 1, *sentence[above[1:] != 0]})


def _spanning_tree(arcs: Floats) -> Ints:
    """Heads under node 0 of the best tree; arcs[d, h] is the score of h as the head of d."""
    arcs = arcs.copy()
    np.fill_diagonal(arcs, FORBIDDEN)
    heads: Ints = arcs.argmax(1).astype(np.int64)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.delete(np.arange(len(arcs)), inside)
    merged = len(outside)
    leaving = arcs[np.ix_(outside, inside)]
    entering = arcs[np.ix_(inside, outside)] - arcs[inside, heads[inside]][:, None]
    smaller = np.full((merged + 1, merged + 1), FORBIDDEN, dtype=np.float64)
    smaller[:merged, :merged] = arcs[np.ix_(outside, outside)]
    smaller[:merged, merged] = leaving.max(1)
    smaller[merged, :merged] = entering.max(0)
    found = _spanning_tree(smaller)
    for position, node in enumerate(outside[1:], 1):
        head = found[position]
        heads[node] = inside[leaving[position].argmax()] if head == merged else outside[head]
    entry = found[merged]
    heads[inside[entering[:, entry].argmax()]] = outside[entry]
    return heads


def _cycle(heads: Ints) -> list[int]:
    """The nodes of a cycle among the heads, none if all lead to node 0."""
    checked = {0}
    for node in range(1, len(heads)):
        path: list[int] = []
        while node not in checked:
            checked.add(node)
            path.append(node)
            node = int(heads[node])
        if node in path:
            return path[path.index(node) :]
    return []
