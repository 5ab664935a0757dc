"""A shard of articles enters; what was read, or its files with a receipt, leaves: pure functions, wherever they run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256

import zstandard

from kg.errors import KgError
from kg.extractor import Extractor
from kg.formats.records import to_line
from kg.model import Article, Graph
from kg.rdf.columns import write_lines
from kg.rdf.soundness import merge_sound
from kg.runs.shards import Shard, digest

DIED = "the process that read it died"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a shard: the digest of each article that was read, and of each file; why the others failed.

    `digest` says of what it was made, and with what: where it would be the same again, nothing is made again.
    """

    digest: str
    articles: dict[str, str]
    events: int
    failures: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A shard that is made: its files by name, its receipt, and what there is to warn of."""

    name: str
    files: dict[str, bytes]
    receipt: Receipt
    warnings: list[str]


def read_shard(extractor: Extractor, shard: Shard) -> list[Graph | KgError | str]:
    """The graph of each article or the error in its place, and what there is to warn of, in the order of reading."""
    found: list[Graph | KgError | str] = [KgError(f"{id}: {DIED}: leave it out") for id in sorted(shard.aside)]
    with extractor.forgetting(), _heard(found.append):
        for graph in extractor.run(shard.left, on_error=found.append):
            found.append(graph)
    return found


@contextmanager
def _heard(hear: Callable[[str], None]) -> Iterator[None]:
    """Warnings go to a function instead of a terminal, which the process of a worker has no right to."""
    logger, handler = logging.getLogger("kg"), logging.Handler()
    handler.emit = lambda record: hear(record.getMessage())  # type: ignore[method-assign]
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def make_shard(extractor: Extractor, shard: Shard, *, known: str, base: str) -> Made:
    """The files of a shard; an article that fails, or whose events break a rule, is told in the receipt."""
    found = read_shard(extractor, replace(shard, articles=shard.left, aside=frozenset()))
    graphs, broken = [graph for graph in found if isinstance(graph, Graph)], list[KgError]()
    whole = merge_sound(graphs, broken.append, base)
    read, sound = _articles(graphs), _articles(whole.parts)
    failures = dict.fromkeys(sorted(shard.aside), DIED)
    failures |= _failed(shard.left, read, [error for error in found if isinstance(error, KgError)])
    failures |= _failed(read, sound, broken)
    files = {
        name: zstandard.ZstdCompressor(write_content_size=True).compress(text.encode())
        for name, text in zip(
            shard.files, ("".join(map(to_line, whole.parts)), write_lines(whole.statements)), strict=True
        )
    }
    receipt = Receipt(
        shard.digest(known),
        {article.id: digest(article, known) for article in sound},
        sum(len(graph.events) for graph in whole.parts),
        failures,
        {name: sha256(content).hexdigest() for name, content in files.items()},
    )
    return Made(shard.name, files, receipt, [warning for warning in found if isinstance(warning, str)])


def _articles(graphs: Sequence[Graph]) -> list[Article]:
    return [graph.articles[0] for graph in graphs]


def _failed(before: Sequence[Article], after: Sequence[Article], errors: list[KgError]) -> dict[str, str]:
    """Why articles did not come through, in their order."""
    through = {article.id for article in after}
    lost = [article.id for article in before if article.id not in through]
    return dict(zip(lost, map(str, errors), strict=True))
