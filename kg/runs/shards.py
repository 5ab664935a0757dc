"""Articles enter, shards of them leave, and what they and the knowledge that they are read with come down to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

from kg.extractor import Extractor
from kg.graph.corrections import read_corrections
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.knowledge.paths import ontology_path
from kg.model import Article
from kg.nlp.pipeline import SHIPPED, load_pipeline
from kg.rdf.namespaces import BASE
from kg.version import VERSION


@dataclass(frozen=True, slots=True)
class Knowledge:
    """With what articles are read: a pipeline (None: the shipped one), the user's files, and a base."""

    pipeline: str | None
    ontologies: tuple[Path, ...]
    actors: tuple[Path, ...]
    base: str = BASE
    corrections: tuple[Path, ...] = ()

    def load(self) -> Extractor:
        """The Extractor that reads with it."""
        files = {"ontologies": self.ontologies, "actors": self.actors, "corrections": self.corrections}
        return Extractor(pipeline=self.pipeline, **files)

    def check(self) -> None:
        """A KgError where some of it can't be loaded."""
        load_ontology(self.ontologies)
        load_gazetteer(self.actors)
        read_corrections(self.corrections)
        if self.pipeline:
            load_pipeline(self.pipeline)

    def digest(self) -> str:
        """What changes with the version of kg and with the content of all files that it knows things from."""
        summed = sha256(f"{VERSION} {self.base} {self.pipeline}".encode())
        shipped = [path for folder in (ontology_path(), SHIPPED) for path in folder.rglob("*") if path.is_file()]
        for path in (*sorted(shipped), *self.ontologies, *self.actors, *self.corrections):
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

    @property
    def left(self) -> tuple[Article, ...]:
        """Its articles without those set aside."""
        return tuple(article for article in self.articles if article.id not in self.aside)

    @property
    def files(self) -> tuple[str, str]:
        """Where its records and its N-Quads stand in the folder of a run."""
        return f"records/{self.name}.jsonl.zst", f"quads/{self.name}.nq.zst"

    def digest(self, known: str) -> str:
        """What its articles and the knowledge that they are read with come down to."""
        return sha256(" ".join(digest(article, known) for article in self.articles).encode()).hexdigest()


def digest(article: Article, known: str) -> str:
    """What an article and the digest of the knowledge that it is read with come down to."""
    return sha256(f"{known} {json.dumps(asdict(article), default=str)}".encode()).hexdigest()[:32]


def cut(articles: Iterable[Article], size: int) -> Iterator[Shard]:
    """The articles in shards of `size`, numbered in their order."""
    stream = iter(articles)
    for number in count():
        if not (group := tuple(islice(stream, size))):
            return
        yield Shard(number, group)
