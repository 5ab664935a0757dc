"""What `kg` costs on top of its spaCy pipeline, in time and in memory.

    python benchmarks/extract.py [ARTICLE...] [--copies 50] [--longest 1]

reads the articles (by default those of examples/), copies them to get more text, and prints, side by side on the same
texts, the words a second of `nlp.pipe` alone and of the whole extraction, and how much memory each thousand articles
adds, which should be next to nothing: articles are read and given away one by one.

Then what `kg build` makes of 200 such texts, records, RDF and page, is measured beside `kg extract`: the words a second
should be at least 0.62 of those of `nlp.pipe`, and the time of the processor at most 1.3 times that of `kg extract`.

Then one article, made of their sentences in changing order with ever new names, grows up to so many megabytes. Its
seconds and its memory per megabyte should stay the same: what takes more than linear time would show there.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from spacy.language import Language

from kg.cli.build import to_files
from kg.extractor import Extractor
from kg.formats.records import to_line
from kg.knowledge.gazetteer import load_gazetteer
from kg.model import Article, Graph
from kg.nlp.pipeline import annotate, load_pipeline
from kg.rdf.namespaces import BASE
from kg.rdf.soundness import merge_sound
from kg.readers.articles import read_articles

EXAMPLES = Path(__file__).parents[1] / "examples"
BUILT = 200
LENGTHS = (0.1, 0.3, 1, 3, 10, 30, 100)  # in millions of characters


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", default=[str(EXAMPLES)], help="files, folders and globs")
    parser.add_argument("--copies", type=int, default=50, help="how often each article is read")
    parser.add_argument("--longest", type=float, default=1, metavar="MB", help="the length up to which one grows")
    options = parser.parse_args()
    articles = list(read_articles(options.articles, on_error=print))
    nlp, extractor = load_pipeline(), Extractor()
    for _ in extractor.run(copies(articles, 5)):  # what is loaded late, and the memory of full batches
        pass
    words = options.copies * sum(len(article.text.split()) for article in articles)
    alone = measure("nlp.pipe alone", annotate(copies(articles, options.copies), nlp), words)
    whole = measure("kg.Extractor", extractor.run(copies(articles, options.copies)), words)
    print(f"{'ratio':16} {whole / alone:10.2f}")
    compare_programs([*copies(articles, -(-BUILT // len(articles)))][:BUILT], nlp, extractor)
    print(f"{'one article':>16} {'nlp.pipe':>10} {'Extractor':>10} {'memory':>10}")
    for length in (length for length in LENGTHS if length <= options.longest):
        article = grown(articles, int(length * 1_000_000))
        alone, whole = run_through(annotate([article], nlp)), run_through(extractor.run([article]))
        print(f"{length:13} MB {alone / length:5.1f} s/MB {whole / length:5.1f} s/MB {peak_memory():7.0f} MB")


def compare_programs(articles: list[Article], nlp: Language, extractor: Extractor) -> None:
    """Print what `kg build` costs beside `nlp.pipe` and `kg extract`."""
    words = sum(len(article.text.split()) for article in articles)
    alone = measure("nlp.pipe alone", annotate(articles, nlp), words)
    begin = time.process_time()
    measure("kg extract", map(to_line, extractor.run(articles)), words)
    extracted = time.process_time()
    whole = measure("kg build", build(extractor.run(articles)), words)
    built = time.process_time() - extracted
    print(f"{'words/s of pipe':16} {alone / whole:10.2f}\n{'of extract':16} {built / (extracted - begin):10.2f} times")


def build(graphs: Iterator[Graph]) -> Iterator[str]:
    """The texts of the files that `kg build` writes."""
    yield from (text for _, text in to_files(merge_sound(list(graphs), print), BASE))


def copies(articles: list[Article], count: int) -> Iterator[Article]:
    """The articles again and again, each time with other ids."""
    return (replace(article, id=f"{article.id}-{number}") for number in range(count) for article in articles)


def grown(articles: list[Article], length: int) -> Article:
    """One article of so many characters: in each paragraph somebody new comes, speaks and leaves."""
    draw = random.Random(length)
    names = [entry.label.split() for entry in load_gazetteer().entries.values() if entry.kind == "Person"]
    sentences = [sentence for article in articles for sentence in re.split(r"(?<=[.!?])\s+", article.text)]
    paragraphs: list[str] = []
    while length > 0:
        first, last = draw.choice(names)[0], draw.choice(names)[-1]
        told = " ".join(draw.choices(sentences, k=5))
        paragraphs.append(f'{first} {last} arrived on Tuesday. {told} "We agree," said {last}, who left at night.')
        length -= len(paragraphs[-1])
    return Article("grown", "\n\n".join(paragraphs), date=date(2024, 5, 7))


def run_through(results: Iterable[object]) -> float:
    """The seconds that all results take."""
    begin = time.perf_counter()
    deque(results, maxlen=0)
    return time.perf_counter() - begin


def measure(name: str, results: Iterable[object], words: int) -> float:
    """Run through the results; print and give the seconds."""
    before, begin = peak_memory(), time.perf_counter()
    number = sum(1 for _ in results)
    seconds, growth = time.perf_counter() - begin, peak_memory() - before
    print(f"{name:16} {seconds:8.2f} s {words / seconds:8.0f} words/s {growth / number * 1000:8.1f} MB/1000 articles")
    return seconds


def peak_memory() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
