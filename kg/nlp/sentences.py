"""Scores of sentence starts and of arcs in, the words that begin sentences out."""

import numpy as np
import numpy.typing as npt

from kg.nlp.trees import FORBIDDEN, Floats, Ints

Flags = npt.NDArray[np.bool_]

SURE = 3.0  # the score beyond which the trees aren't asked
WEIGHT = 2.0  # of a start's score against those of arcs
BEHIND_ABBREVIATION = 19.0  # the score of a start that only two clauses side by side speak for
MOST_DOUBTS = 12  # starts in one sentence that may turn out to be none


def find_starts(
    starts: Floats, arcs: Floats, may: Flags, must: Flags, abbreviated: Flags | None = None, finite: Flags | None = None
) -> Flags:
    """Which of N words begin a sentence: where `must` says so, and of the doubtful ones those that make better trees.

    `starts` are log-odds [N], `arcs` [N, N + 1] with the root in column 0. The first word always begins one. The full
    stop of a word that is `abbreviated` may end its sentence, too, where a clause with a `finite` verb stands on each
    side of it: "thanked the U.S. Japan condemned".
    """
    sure = must | (may & (starts > SURE))
    candidates = sure | (may & (starts > -SURE))
    sure[0] = candidates[0] = True
    if abbreviated is not None and finite is not None and abbreviated.any():
        between = abbreviated & may & ~sure & _between_verbs(sure, finite)
        candidates |= between
        starts = np.where(between, np.maximum(starts, BEHIND_ABBREVIATION), starts)
    return sure if np.array_equal(sure, candidates) else _best_division(starts, arcs, sure, candidates)


def _between_verbs(sure: Flags, finite: Flags) -> Flags:
    """Which words stand behind one finite verb and before, or at, another, no sure start between them."""
    sentence: Ints = np.cumsum(sure, dtype=np.int64)
    before: Ints = np.cumsum(finite, dtype=np.int64) - finite
    at_begin: Ints = before[np.flatnonzero(sure)][sentence - 1]
    total = np.bincount(sentence, weights=finite)[sentence]
    return (before > at_begin) & (before - at_begin < total)


def _best_division(starts: Floats, arcs: Floats, sure: Flags, candidates: Flags) -> Flags:
    """The best way from the first word to the end, from candidate to candidate, past none that is sure."""
    bounds = [*np.flatnonzero(candidates).tolist(), len(starts)]
    totals, before = [0.0], [0]
    for number, end in enumerate(bounds[1:], 1):
        ways: list[tuple[float, int]] = []
        for earlier in range(number - 1, max(-1, number - 1 - MOST_DOUBTS), -1):
            begin = bounds[earlier]
            ways.append((totals[earlier] + WEIGHT * float(starts[begin]) + _tree_score(arcs, begin, end), earlier))
            if sure[begin]:
                break
        total, earlier = max(ways)
        totals.append(total)
        before.append(earlier)
    begins = np.zeros(len(starts), dtype=np.bool_)
    number = len(bounds) - 1
    while number:
        number = before[number]
        begins[bounds[number]] = True
    return begins


def _tree_score(arcs: Floats, begin: int, end: int) -> float:
    """About the score of the best tree over words[begin:end]: each word's best head, and the best one root."""
    own = arcs[begin:end, begin + 1 : end + 1].astype(np.float64)
    np.fill_diagonal(own, FORBIDDEN)
    best = own.max(1)
    return float(best.sum() + (arcs[begin:end, 0] - best).max())
