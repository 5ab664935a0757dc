"""A shard of articles enters; its records and N-Quads, whole or not at all, leave as files with a receipt.

A receipt says what a shard was made of and with what (`digest`), what came out, and which articles failed. A shard
whose receipt has the digest that it would get again is not made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

import zstandard

from kg.errors import KgError
from kg.extractor import Extractor
from kg.files import write_bytes
from kg.formats.records import to_record
from kg.graph.merge import merge_graphs
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.knowledge.paths import ontology_path
from kg.model import Article
from kg.nlp.pipeline import SHIPPED, load_pipeline
from kg.rdf.serialization import serialize
from kg.version import VERSION


@dataclass(frozen=True, slots=True)
class Knowledge:
    """With what articles are read: a pipeline (None: the shipped one), the user's ontologies and actors, and a base."""

    pipeline: str | None
    ontologies: tuple[Path, ...]
    actors: tuple[Path, ...]
    base: str

    def load(self) -> Extractor:
        """The Extractor that reads with it."""
        return Extractor(pipeline=self.pipeline, ontologies=self.ontologies, actors=self.actors)

    def check(self) -> None:
        """A KgError where some of it can't be loaded."""
        load_ontology(self.ontologies)
        load_gazetteer(self.actors)
        if self.pipeline:
            load_pipeline(self.pipeline)

    def digest(self) -> str:
        """What changes with the version of kg and with the content of all files that it knows things from."""
        summed = sha256(f"{VERSION} {self.base} {self.pipeline}".encode())
        shipped = [path for folder in (ontology_path(), SHIPPED) for path in folder.rglob("*") if path.is_file()]
        for path in (*sorted(shipped), *self.ontologies, *self.actors):
            summed.update(sha256(path.read_bytes()).digest())
        return summed.hexdigest()


@dataclass(frozen=True, slots=True)
class Shard:
    """Some articles in a row, by the number of the shard; those set `aside` are left out."""

    number: int
    articles: tuple[Article, ...]
    aside: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.number:06d}"

    def digest(self, knowledge: str) -> str:
        """What its content and the knowledge that it is read with come down to."""
        told = [asdict(article) for article in self.articles]
        return sha256(f"{knowledge} {json.dumps(told, default=str)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a shard; `failures` are the ids of articles and why they failed."""

    digest: str
    articles: int
    events: int
    failures: tuple[tuple[str, str], ...]


def cut(articles: Iterable[Article], size: int) -> Iterator[Shard]:
    """The articles in shards of `size`, numbered in their order."""
    stream = iter(articles)
    for number in count():
        if not (group := tuple(islice(stream, size))):
            return
        yield Shard(number, group)


def make_shard(shard: Shard, extractor: Extractor, digest: str, folder: Path, base: str) -> Receipt:
    """Extract a shard and write its files, the receipt last: what has one is complete."""
    failures = [(id, "the process that read it died") for id in sorted(shard.aside)]
    left = [article for article in shard.articles if article.id not in shard.aside]
    errors: list[KgError] = []
    graphs = list(extractor.run(left, on_error=errors.append))
    read = {article.id for graph in graphs for article in graph.articles}
    failures += zip((article.id for article in left if article.id not in read), map(str, errors), strict=True)
    lines = "".join(json.dumps(to_record(graph), ensure_ascii=False) + "\n" for graph in graphs)
    _write(folder / "records" / f"{shard.name}.jsonl.zst", lines)
    _write(folder / "quads" / f"{shard.name}.nq.zst", serialize(merge_graphs(graphs), "nquads", base))
    receipt = Receipt(digest, len(graphs), sum(len(graph.events) for graph in graphs), tuple(failures))
    write_bytes(_receipt_path(folder, shard), (json.dumps(asdict(receipt)) + "\n").encode())
    return receipt


def read_receipt(folder: Path, shard: Shard, digest: str) -> Receipt | None:
    """The receipt of a shard that was made of the same, with the same; None where it must be made."""
    try:
        told = json.loads(_receipt_path(folder, shard).read_bytes())
        receipt = Receipt(**{**told, "failures": tuple(map(tuple, told["failures"]))})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return receipt if receipt.digest == digest else None


def _receipt_path(folder: Path, shard: Shard) -> Path:
    return folder / "receipts" / f"{shard.name}.json"


def _write(path: Path, text: str) -> None:
    write_bytes(path, zstandard.ZstdCompressor(level=9, write_content_size=True).compress(text.encode()))


def read_shards(folder: Path) -> Iterator[str]:
    """The lines of the records of a run, shard by shard; KgError where a shard can't be read."""
    for path in sorted((folder / "records").glob("*.jsonl.zst")):
        try:
            text = zstandard.ZstdDecompressor().decompress(path.read_bytes()).decode()
        except (OSError, zstandard.ZstdError, ValueError) as error:
            raise KgError(f"{path}: cannot be read ({error}); run kg run again, it is made anew") from error
        yield from text.splitlines()
