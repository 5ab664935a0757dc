"""Examples in, examples as they might also have been written out: other names, capitals, quotes and lines."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from training.corpora import biluo
from training.example import Example

Written = tuple[list[str], list[bool]]  # words, and whether a blank follows each
REPLACED = ("PERSON", "ORG", "LOC")
SMALL_WORDS = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "but", "as", "vs"]
)


class NamePool:
    """The names of the training texts by type, to be put in one another's place."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._names: dict[str, list[Written]] = defaultdict(list)
        for example in examples:
            for begin, end, kind in name_spans(example.names):
                words, spaces = example.words[begin:end], example.spaces[begin:end]
                if words[0][0].isupper() and not all(word.isupper() for word in words):
                    self._names[kind].append((words, spaces))
        self._by_length: dict[tuple[str, int], list[Written]] = defaultdict(list)
        for kind, names in self._names.items():
            for name in names:
                self._by_length[kind, len(name[0])].append(name)

    def draw(self, random: Random, kind: str, length: int | None) -> Written:
        """A name of this type, of so many words if a length is given; a quarter of free persons is a surname alone."""
        if length is not None:
            return random.choice(self._by_length[kind, length])
        words, spaces = random.choice(self._names[kind])
        if kind == "PERSON" and random.random() < 0.25:
            return words[-1:], spaces[-1:]
        return words, spaces


def name_spans(tags: list[str | None]) -> list[tuple[int, int, str]]:
    """The complete names among BILUO tags."""
    spans, begin = [], -1
    for index, tag in enumerate(tags):
        if tag and tag[0] in "BU":
            begin = index
        if tag and tag[0] in "LU" and begin >= 0:
            spans.append((begin, index + 1, tag[2:]))
            begin = -1
    return spans


def vary(example: Example, pool: NamePool, random: Random) -> Example:
    """The example, or a variant of it; the annotation goes along."""
    if random.random() < (0.25 if example.heads else 0.4):
        example = replace_names(example, pool, random)
    draw = random.random()
    if draw < 0.04:
        example = replace(example, words=[word.upper() for word in example.words])
    elif draw < 0.07:
        example = replace(example, words=[word.lower() for word in example.words])
    elif draw < 0.11 and example.heads:
        example = write_headline(example)
    elif draw < 0.26:
        example = replace(example, words=swap_quotes(example.words))
    return wrap_lines(example, random) if random.random() < 0.1 else example


def replace_names(example: Example, pool: NamePool, random: Random) -> Example:
    """Six names in ten give way to another of their type: one of the same length where the syntax must stay."""
    chosen: dict[tuple[str, ...], Written | None] = {}
    words, spaces, tags = [], [], []
    after = 0
    for begin, end, kind in name_spans(example.names):
        if kind not in REPLACED:
            continue
        key = (kind, *example.words[begin:end])
        if key not in chosen:
            length = end - begin if example.heads or example.starts else None
            chosen[key] = pool.draw(random, kind, length) if random.random() < 0.6 else None
        if (name := chosen[key]) is None:
            continue
        words += example.words[after:begin] + name[0]
        spaces += example.spaces[after:begin] + name[1][:-1] + [example.spaces[end - 1]]
        tags += example.names[after:begin] + biluo(len(name[0]), kind)
        after = end
    return replace(
        example,
        words=words + example.words[after:],
        spaces=spaces + example.spaces[after:],
        names=tags + example.names[after:],
    )


def write_headline(example: Example) -> Example:
    """The first sentence capitalised like a headline, on a line of its own."""
    starts = [index for index, start in enumerate(example.starts) if start and index]
    end = starts[0] if starts else len(example.words)
    title = [word if word in SMALL_WORDS else word[0].upper() + word[1:] for word in example.words[:end]]
    return replace(example, words=title + example.words[end:], breaks=sorted({*example.breaks, *starts[:1]}))


def swap_quotes(words: list[str]) -> list[str]:
    """Straight quotes become curly ones and the other way round."""
    swapped, opening = [], True
    for word in words:
        if word == '"':
            swapped.append("“" if opening else "”")
            opening = not opening
        elif word in ("“", "”", "``", "''"):
            swapped.append('"')
        else:
            swapped.append(word.translate({0x27: "’", 0x2019: "'"}))
    return swapped


def wrap_lines(example: Example, random: Random) -> Example:
    """Line breaks every so many characters, as in mail and agency copy."""
    width, column, breaks = random.randint(40, 90), 0, set(example.breaks)
    for index, word in enumerate(example.words):
        column = 0 if index in breaks else column
        if index and example.spaces[index - 1] and column + len(word) > width:
            breaks.add(index)
            column = 0
        column += len(word) + example.spaces[index]
    return replace(example, breaks=sorted(breaks))
