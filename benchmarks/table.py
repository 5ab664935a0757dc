"""All that kg costs, in one table (`make bench`).

    python -m benchmarks.table [ARTICLE...] [--articles 2000] [--workers 2]

On the same texts, those of examples/ if none are given: the words a second of bare `nlp.pipe`, of extraction, and of
the whole way to compressed records and RDF, as `kg run` goes it; the share of each step; the memory of a worker after
the first and the last tenth of many articles; the words a second of several workers; the seconds for a megabyte of text
in articles of growing length; and how long commands take to start.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.extract import EXAMPLES, copies, grown, run_through
from kg.extractor import STEPS, Analysis, Extractor
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article
from kg.nlp.pipeline import annotate, load_pipeline
from kg.rdf.namespaces import BASE
from kg.readers.articles import read_articles
from kg.runs.crew import Processes, load, work_through
from kg.runs.making import make_shard
from kg.runs.shards import Knowledge, cut

MEASURED = 100  # articles
SHARD = 50
ROUNDS = 2  # of which the fastest counts: what else a machine does makes all slower
KNOWN = Knowledge(None, (), ())
ROOMS = ("find actors", "cues and clauses", "find events", "compose events", "each event once", "identify")
WORK = partial(make_shard, known="", base=BASE)
Row = tuple[str, str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", metavar="ARTICLE", nargs="*", default=[str(EXAMPLES)], help="files, folders, globs")
    parser.add_argument("--articles", type=int, default=2000, help="over how many articles memory is measured")
    parser.add_argument("--workers", type=int, default=2, help="how many workers are compared with one")
    options = parser.parse_args()
    given = list(read_articles(options.sources, on_error=print))
    articles = list(islice(copies(given, MEASURED), MEASURED))
    for part in (
        speeds(articles),
        rooms(articles),
        scaling(articles, options.workers),
        memory(given, options.articles),
        lengths(given),
        starts(),
    ):
        for name, value, note in part:
            print(f"{name:34} {value:>14}  {note}", flush=True)


def speeds(articles: list[Article]) -> Iterator[Row]:
    """Words a second, and their relation to those of the pipeline; the ways take turns, so that all have the same."""
    nlp, extractor, words = load_pipeline(), load(KNOWN), count(articles)
    ways = {
        "nlp.pipe alone": lambda: annotate(articles, nlp),
        "extraction": lambda: extractor.run(articles),
        "records and RDF (kg run)": lambda: (WORK(extractor, shard) for shard in cut(articles, SHARD)),
    }
    seconds = {name: min(times) for name, times in _in_turns(ways).items()}
    for name, took in seconds.items():
        yield name, f"{words / took:.0f} words/s", f"{seconds['nlp.pipe alone'] / took:.2f} of nlp.pipe"


def _in_turns(ways: dict[str, Callable[[], Iterable[object]]]) -> dict[str, list[float]]:
    """The seconds of each way in each round; a first round, in which things are loaded, does not count."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(1 + ROUNDS):
        for name, way in ways.items():
            times[name].append(run_through(way()))
    return {name: took[1:] for name, took in times.items()}


def rooms(articles: list[Article]) -> Iterator[Row]:
    """The share that each step has in the time of reading."""
    took = dict.fromkeys(("annotate", *ROOMS), 0.0)
    gazetteer, ontology, begin = load_gazetteer(), load_ontology(), time.perf_counter()
    for article, doc in annotate(articles, load_pipeline()):
        took["annotate"] += time.perf_counter() - begin
        analysis = Analysis(article, doc, gazetteer, ontology)
        for name, step in zip(ROOMS, STEPS, strict=True):
            begin = time.perf_counter()
            setattr(analysis, step.gives, step.run(analysis))
            took[name] += time.perf_counter() - begin
        begin = time.perf_counter()
    for name, seconds in took.items():
        yield f"  {name}", f"{seconds / sum(took.values()):.0%}", f"{seconds / len(articles) * 1000:.1f} ms an article"


def scaling(articles: list[Article], workers: int) -> Iterator[Row]:
    """How many words more several workers read than one."""
    rates = {}
    for number in (1, workers):
        with Processes(KNOWN, number) as crew:
            run_through(work_through(cut(articles, 10), WORK, crew))  # all have loaded what they need
            seconds = min(run_through(work_through(cut(articles, 10), WORK, crew)) for _ in range(ROUNDS))
        rates[number] = count(articles) / seconds
        yield f"{number} worker(s)", f"{rates[number]:.0f} words/s", f"{rates[number] / rates[1]:.2f} times one"


def memory(given: list[Article], number: int) -> Iterator[Row]:
    """The memory of this process as it makes one shard after the other, over the first and the last tenth of them."""
    extractor, held = load(KNOWN), list[float]()
    for shard in cut(islice(copies(given, number), number), SHARD):
        WORK(extractor, shard)
        held.append(resident())
    tenth = max(1, len(held) // 10)
    first, last = (sum(part) / tenth for part in (held[:tenth], held[-tenth:]))
    yield f"memory, first tenth of {number}", f"{first:.0f} MB", ""
    yield "memory, last tenth", f"{last:.0f} MB", f"{last / first - 1:+.1%}, at most {max(held):.0f} MB"


def lengths(given: list[Article]) -> Iterator[Row]:
    """Seconds for a megabyte in one article."""
    for length in (0.03, 0.1, 0.3):
        seconds = run_through(Extractor.run(load(KNOWN), [grown(given, int(length * 1_000_000))]))
        yield f"one article of {length} MB", f"{seconds / length:.1f} s/MB", ""


def starts() -> Iterator[Row]:
    """How long commands take that do next to nothing."""
    text = Path(EXAMPLES / "istanbul-talks.txt")
    for command in (["--version"], ["extract", str(text)]):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", *command], capture_output=True, check=True)
        yield f"kg {' '.join(command[:1])}", f"{time.perf_counter() - begin:.2f} s", ""


def count(articles: Iterable[Article]) -> int:
    """The words of articles."""
    return sum(len(article.text.split()) for article in articles)


def resident() -> float:
    """The memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1_000_000


if __name__ == "__main__":
    main()
