"""The text of an article to the keys by which copies of it are known, whoever prints them.

MinHash with bands (Broder 1997; Leskovec, Rajaraman, Ullman, ch. 3): texts that share nine tenths of their runs of five
words share a key nearly always, those that share half of them hardly ever. Some keys are of the opening alone, for a
copy may be cut, or go on. The time is linear in the length of the text; the same words give the same keys everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

    Numbers = NDArray[uint64]

RUN = 5  # words
ROWS = 8  # minima in a key: all of them must agree
WHOLE, OPENING = 10, 6  # keys
OPENING_WORDS = 120
_AT_ONCE = 4096  # runs
_WORD = re.compile(r"\w+")


def find_keys(text: str) -> tuple[str, ...]:
    """The keys of a text, sorted; none for a text without words."""
    import numpy

    words = numpy.fromiter(map(_number, _WORD.findall(text.casefold())), numpy.uint64)
    if not len(words):
        return ()
    keys = _keys(words, WHOLE, b"whole")
    return tuple(sorted({*keys, *_keys(words[:OPENING_WORDS], OPENING, b"opening")}))


def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def _keys(words: Numbers, count: int, kind: bytes) -> Iterator[str]:
    """Of the least numbers that a row of functions gives for the runs of words, each few as one key."""
    least = _minima(_runs(words), count * ROWS)
    for number in range(count):
        rows = least[number * ROWS : (number + 1) * ROWS]
        yield blake2b(rows.astype("<u8").tobytes(), digest_size=5, person=kind + bytes([number])).hexdigest()


def _runs(words: Numbers) -> Numbers:
    """A number for each run of words; for a text that is shorter than one, the one of all its words."""
    length, number = min(RUN, len(words)), words.dtype.type
    count = len(words) - length + 1
    runs = words[:count] * number(0)
    for place in range(length):
        runs = (runs + words[place : count + place]) * number(_constant(place))
        runs ^= runs >> number(29)
    return runs


def _minima(runs: Numbers, count: int) -> Numbers:
    """The least number that each of so many functions gives for any run."""
    import numpy

    factors, summands = _functions(count)
    least = numpy.full(count, 2**64 - 1, numpy.uint64)
    for begin in range(0, len(runs), _AT_ONCE):
        given = runs[begin : begin + _AT_ONCE] * factors[:, None] + summands[:, None]
        least = numpy.minimum(least, (given >> least.dtype.type(20)).min(axis=1))
    return least


@cache
def _functions(count: int) -> tuple[Numbers, Numbers]:
    import numpy

    numbers = numpy.fromiter(map(_constant, range(100, 100 + 2 * count)), numpy.uint64)
    return numbers[:count], numbers[count:]


def _constant(number: int) -> int:
    """An odd number that looks like any other."""
    return int.from_bytes(blake2b(str(number).encode(), digest_size=8).digest()) | 1
