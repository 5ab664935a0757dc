"""Examples in, padded tensors of about equal size out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

import torch
from torch import Tensor

from kg.nlp.wordpieces import BLANK, GLUED, INNER_PIECE, LINE_BREAK, WordPieces, case_class
from training.example import Example

UNKNOWN = -100  # a target that isn't scored
LONGEST = 500
FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each head, in the order of its scores."""

    tags: list[str]
    morphs: list[str]
    names: list[str]
    deps: list[str]
    events: list[str]
    roles: list[str]

    @classmethod
    def of(cls, examples: Iterable[Example]) -> "Labels":
        """The labels that occur; morphology only if it occurs twice."""
        examples = list(examples)
        keys = ("tags", "morphs", "names", "deps", "events")
        seen = {key: Counter(v for e in examples for v in getattr(e, key) if v) for key in keys}
        types = sorted({tag[2:] for tag in seen["names"] if tag != "O"})
        return cls(
            tags=sorted(seen["tags"]),
            morphs=sorted(morph for morph, count in seen["morphs"].items() if count > 1),
            names=["O", *(f"{position}-{kind}" for kind in types for position in "BILU")],
            deps=sorted(seen["deps"]),
            events=["O", *sorted(seen["events"].keys() - {"O"})],
            roles=["", *sorted({role for e in examples for _, _, role in e.roles})],
        )

    def to_dict(self) -> dict[str, list[str]]:
        """The same as plain lists."""
        return asdict(self)


@dataclass(slots=True)
class Encoded:
    """One example as numbers; targets are UNKNOWN where there are none."""

    pieces: list[int]
    cases: list[int]
    gaps: list[int]
    first: list[int]
    targets: dict[str, list[int]]
    roles: list[tuple[int, int, int]]


@dataclass(slots=True)
class Batch:
    """Tensors [B, T] of pieces, [B, N + 1] of first pieces and [B, N] of targets; masks are added to scores.

    `roles` [B, N, N] says which role the second word plays in the event of the first one.
    """

    pieces: Tensor
    cases: Tensor
    gaps: Tensor
    first: Tensor
    attention_mask: Tensor
    head_mask: Tensor
    targets: dict[str, Tensor]
    roles: Tensor


class ExampleEncoder:
    """Turns examples into numbers."""

    def __init__(self, wordpieces: WordPieces, labels: Labels) -> None:
        self.wordpieces = wordpieces
        self.numbers = {key: {label: i for i, label in enumerate(v)} for key, v in labels.to_dict().items()}

    def encode(self, example: Example) -> Encoded:
        """The words that fit into LONGEST pieces; arcs that leave them are unknown."""
        encoded = Encoded([self.wordpieces.start], [0], [GLUED], [0], {}, [])
        breaks = set(example.breaks)
        for index, word in enumerate(example.words):
            pieces = self.wordpieces.split(word)
            glued = index > 0 and not example.spaces[index - 1]
            encoded.first.append(len(encoded.pieces))
            encoded.pieces += pieces
            encoded.cases += [case_class(word)] + [INNER_PIECE] * (len(pieces) - 1)
            gap = LINE_BREAK if index in breaks else GLUED if glued else BLANK
            encoded.gaps += [gap] + [GLUED] * (len(pieces) - 1)
            if len(encoded.pieces) > LONGEST:
                break
        encoded.pieces.append(self.wordpieces.end)
        encoded.cases.append(0)
        encoded.gaps.append(GLUED)
        size = len(encoded.first) - 1
        encoded.targets = self._targets(example, size)
        numbers = self.numbers["roles"]
        encoded.roles = [(i, j, numbers[role]) for i, j, role in example.roles if max(i, j) < size]
        return encoded

    def _targets(self, example: Example, size: int) -> dict[str, list[int]]:
        targets = {}
        for key, numbers in self.numbers.items():
            if key == "roles":
                continue
            values = getattr(example, key)[:size] or [None] * size
            targets[key] = [numbers.get(value, UNKNOWN) for value in values]
        heads = example.heads[:size] or [None] * size
        targets["heads"] = [
            UNKNOWN if head is None or head >= size else 0 if head == index else head + 1
            for index, head in enumerate(heads)
        ]
        targets["deps"] = [
            UNKNOWN if h == UNKNOWN else d for h, d in zip(targets["heads"], targets["deps"], strict=True)
        ]
        starts = example.starts[:size] or [None] * size
        targets["starts"] = [UNKNOWN if start is None else int(start) for start in starts]
        return targets


def make_batches(encoded: list[Encoded], pieces: int, random: Random) -> Iterator[list[Encoded]]:
    """Examples of about equal length together, up to so many word pieces padded; in random order."""
    batches: list[list[Encoded]] = [[]]
    longest = 0
    for example in sorted(encoded, key=lambda e: len(e.pieces) + 6 * random.random()):
        longest = max(longest, len(example.pieces))
        if batches[-1] and longest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            longest = len(example.pieces)
        batches[-1].append(example)
    random.shuffle(batches)
    yield from batches


def collate(examples: list[Encoded]) -> Batch:
    """Pad the examples to tensors."""
    length = max(len(e.pieces) for e in examples)
    words = max(len(e.first) for e in examples) - 1

    def pad(rows: Iterable[list[Any]], size: int, value: float) -> Tensor:
        return torch.tensor([row + [value] * (size - len(row)) for row in rows])

    return Batch(
        pieces=pad((e.pieces for e in examples), length, 0),
        cases=pad((e.cases for e in examples), length, 0),
        gaps=pad((e.gaps for e in examples), length, 0),
        first=pad((e.first for e in examples), words + 1, 0),
        attention_mask=pad(([0.0] * len(e.pieces) for e in examples), length, FORBIDDEN)[:, None, None, :],
        head_mask=pad(([0.0] * len(e.first) for e in examples), words + 1, FORBIDDEN)[:, None, :],
        targets={key: pad((e.targets[key] for e in examples), words, UNKNOWN) for key in examples[0].targets},
        roles=_role_table(examples, words),
    )


def _role_table(examples: list[Encoded], words: int) -> Tensor:
    """Only the rows of triggers are taught: there every word plays a role or none."""
    table = torch.full((len(examples), words, words), UNKNOWN)
    for number, example in enumerate(examples):
        size = len(example.first) - 1
        for trigger, filler, role in example.roles:
            row = table[number, trigger]
            row[:size] = row[:size].clamp(min=0)
            row[filler] = role
    return table
