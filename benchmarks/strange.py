"""Whether the time for a text grows with its length alone, however strange it is.

    python -m benchmarks.strange [KIND...] [--sizes 2000 20000 200000]

reads texts of one kind each (runs of quotation marks, of emoji, of commas ...) in growing lengths and prints the
microseconds a character. They should stay the same from left to right, and below ten times those of prose.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from itertools import cycle, islice

from kg.api import Extractor
from kg.model import Article

PROSE = "President Macron met Chancellor Scholz in Paris on Monday. They discussed Ukraine and condemned Russia. "
KINDS = {
    "prose": PROSE,
    "quotation marks": '"',
    "opening quotes": "“",
    "quoted letters": "“a” ",
    "emoji": "😀",
    "brackets": "(",
    "dots": ".",
    "dots apart": ". ",
    "commas apart": ", ",
    "blanks": " ",
    "line ends": "\n",
    "marks on letters": "a\u0301\u0302\u0303",
    "one long word": "a",
    "hyphens": "met-",
    "addresses": "https://example.org/a?b=1&c=2 ",
    "one long address": "a/",
    "numbers": "1,234.5 ",
    "capitals": "THE PRESIDENT SAID ",
    "names": "Macron Scholz Biden Putin ",
    "a list of states": "France and Germany and ",
    "a list": "- Macron met Scholz\n",
    "pronouns": "he told him that ",
    "verbs": "met ",
    "said": "said ",
    "titles": "foreign minister ",
    "days": "Monday ",
    "years": "2014-",
    "brackets of links": "[a](b) [[c|d]] ",
    "markup": "<b>France</b> ",
    "entities": "&amp; ",
    "table": "| Macron | met | Scholz |\n",
    "dashes": "— ",
    "letters of all kinds": "".join(map(chr, range(33, 700))),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), help="some of: " + ", ".join(KINDS))
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000, 200_000], help="characters of a text")
    options = parser.parse_args()
    extractor = Extractor()
    microseconds(extractor, KINDS["prose"], options.sizes[0])  # what is loaded late
    print(f"{'microseconds a character':26}" + "".join(f"{size:10}" for size in options.sizes))
    for kind in options.kinds:
        print(f"{kind:26}", end="", flush=True)
        for size in options.sizes:
            print(f"{microseconds(extractor, KINDS[kind], size):10.1f}", end="", flush=True)
        print()


def microseconds(extractor: Extractor, piece: str, size: int) -> float:
    """How long a character takes in a text of so many, made of one piece again and again."""
    text = "".join(islice(cycle(piece), size))
    begin = time.perf_counter()
    for _ in extractor.run([Article("strange", text, date=date(2024, 5, 13))]):
        pass
    return (time.perf_counter() - begin) / size * 1e6


if __name__ == "__main__":
    main()
