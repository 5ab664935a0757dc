"""Whether files that are broken in any way are reported, each with its reason, in little time and memory.

    python -m benchmarks.broken [--count 1000] [--seed 1] [--verbose]

makes so many broken files of all kinds, reads each, and prints by kind: the files, what came of them, the longest time
that one took, and the memory that reading had taken until then at most (with what Python and its libraries take).
What is wrong, it names, and exits 1: a failure that is not reported as file, cause and remedy, or an article that
nothing could be read of.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import KgError
from kg.readers.articles import read_articles
from tests.helpers.broken import Broken, broken_files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: articles, errors, seconds, and megabytes of memory until then."""

    articles: int
    errors: list[str]
    seconds: float
    megabytes: float


def main() -> None:
    """Make, read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000, help="how many files")
    parser.add_argument("--seed", type=int, default=1, help="which files")
    parser.add_argument("--verbose", action="store_true", help="print every error")
    options = parser.parse_args()
    outcomes, wrong = defaultdict[str, list[Outcome]](list), list[str]()
    try:
        for file, path, outcome in read_all(options.seed, options.count):
            outcomes[file.kind].append(outcome)
            wrong += [f"{file.kind} {file.name}: {fault}" for fault in faults(file, path, outcome)]
            if options.verbose:
                print(*outcome.errors or [f"{path}: {outcome.articles} articles"], sep="\n")
    except KeyboardInterrupt:
        print("stopped; until then:")
    show(outcomes)
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


def read_all(seed: int, count: int) -> Iterator[tuple[Broken, str, Outcome]]:
    """Each file, and what came of it; read in a process of their own, so that its memory is that of reading."""
    with TemporaryDirectory() as folder, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for file in broken_files(seed, count):
            path = Path(folder, file.name)
            path.write_bytes(file.data)
            yield file, str(path), pool.submit(read, str(path)).result()
            path.unlink()


def read(path: str) -> Outcome:
    """Read one file."""
    errors, begin = list[KgError](), time.perf_counter()
    articles = sum(1 for _ in read_articles([path], on_error=errors.append))
    seconds = time.perf_counter() - begin
    return Outcome(articles, list(map(str, errors)), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def faults(file: Broken, path: str, outcome: Outcome) -> list[str]:
    """What is wrong with what came of a file."""
    found = [f"no file, cause and remedy: {error}" for error in outcome.errors if not is_clear(error, path)]
    if outcome.articles and file.loss == "all":
        found.append("an article was made of it")
    if not outcome.errors and (file.loss != "perhaps" or not outcome.articles):
        found.append("nothing is reported")
    return found


def is_clear(error: str, path: str) -> bool:
    """Whether an error names the file and a remedy, in not too many words."""
    return error.startswith(path) and "; " in error and len(error) < 1500


def show(outcomes: dict[str, list[Outcome]]) -> None:
    """Print a line for each kind."""
    print(f"{'':34}{'files':>8}{'articles':>10}{'errors':>8}{'seconds':>9}{'MB':>7}")
    for kind, found in outcomes.items():
        articles, errors = sum(one.articles for one in found), sum(len(one.errors) for one in found)
        seconds, megabytes = max(one.seconds for one in found), max(one.megabytes for one in found)
        print(f"{kind.replace('_', ' '):34}{len(found):8}{articles:10}{errors:8}{seconds:9.2f}{megabytes:7.0f}")


if __name__ == "__main__":
    main()
