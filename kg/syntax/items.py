"""The items of a digest: lines that are reports of their own, so that none speaks of the people of another.

A `Parse`, the article's title and its names enter, `Items` leave. An article is a digest if its title says so, if it is
a bulleted list, or if hardly a line names anybody whom an earlier line has named, and none opens as if it went on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.knowledge.cues import cue_words
from kg.syntax.parse import Parse

FEWEST = 4  # lines that show by themselves that they are a digest
BULLETS = frozenset("-–—•*·")
LINKED = 0.2  # of its lines, at most, name somebody again


@dataclass(frozen=True, slots=True)
class Items:
    """The first token of each item; of an article that is one report none but the first."""

    begins: tuple[int, ...] = (0,)

    @property
    def several(self) -> bool:
        """Whether the article is a digest."""
        return len(self.begins) > 1

    def begin(self, index: int) -> int:
        """The first token of the item that a token is in."""
        return self.begins[bisect_right(self.begins, index) - 1]


WHOLE = Items()  # of an article that is one report


def find_items(parse: Parse, title: str | None, names: Iterable[int]) -> Items:
    """The items of an article; `names` are the last tokens of its names."""
    lines = _lines(parse)
    if len(lines) < 2:
        return WHOLE
    bulleted = all(parse.words[begin] in BULLETS for begin in lines)
    digest = bulleted or _is_called_so(title or "") or _is_unlinked(parse, lines, names)
    return Items(tuple(lines)) if digest else WHOLE


def _lines(parse: Parse) -> list[int]:
    """Where the lines begin that are no headings: what follows a colon at the end of a line belongs to it."""
    begins = [0]
    for index, word in enumerate(parse.words[:-1]):
        if "\n" in word and parse.words[index - 1] != ":":
            begins.append(index + 1)
    return begins


def _is_called_so(title: str) -> bool:
    return _called().search(title.lower()) is not None


@cache
def _called() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(cue_words("title", "digest"))))
    return re.compile(rf"\b(?:{names})\b")


def _is_unlinked(parse: Parse, lines: Sequence[int], names: Iterable[int]) -> bool:
    if len(lines) < FEWEST or any(_goes_on(parse, begin) for begin in lines[1:]):
        return False
    named: list[set[str]] = [set() for _ in lines]
    for token in names:
        named[bisect_right(lines, token) - 1].add(parse.words[token])
    seen, linked = set[str](), 0
    for words in named:
        linked += not seen.isdisjoint(words)
        seen |= words
    return bool(seen) and linked <= LINKED * (len(lines) - 1)


def _goes_on(parse: Parse, begin: int) -> bool:
    """Whether a line opens with a pronoun or a conjunction."""
    return parse.pos[begin] in {"PRON", "CCONJ"} or parse.tags[begin] == "PRP$"
