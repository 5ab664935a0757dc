"""What `kg` costs on top of its spaCy pipeline, in time and in memory.

    python benchmarks/extract.py [ARTICLE...] [--copies 50]

reads the articles (by default those of examples/), copies them to get more text, and prints, side by side on the same
texts, the words a second of `nlp.pipe` alone and of the whole extraction, and how much memory each thousand articles
adds, which should be next to nothing: articles are read and given away one by one.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.api import Extractor
from kg.model import Article
from kg.nlp import annotate, load_pipeline
from kg.read import read_articles

EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", default=[str(EXAMPLES)], help="files, folders and globs")
    parser.add_argument("--copies", type=int, default=50, help="how often each article is read")
    options = parser.parse_args()
    articles = list(read_articles(options.articles, on_error=print))
    nlp, extractor = load_pipeline(), Extractor()
    for _ in extractor.run(copies(articles, 5)):  # what is loaded late, and the memory of full batches
        pass
    words = options.copies * sum(len(article.text.split()) for article in articles)
    alone = measure("nlp.pipe alone", annotate(copies(articles, options.copies), nlp), words)
    whole = measure("kg.Extractor", extractor.run(copies(articles, options.copies)), words)
    print(f"{'ratio':16} {whole / alone:10.2f}")


def copies(articles: list[Article], count: int) -> Iterator[Article]:
    """The articles again and again, each time with other ids."""
    return (replace(article, id=f"{article.id}-{number}") for number in range(count) for article in articles)


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
