"""Articles in, a fixed share of them for each purpose out, balanced over registers and event types.

Iterative stratification (Sechidis, Tsoumakas and Vlahavas, 2011): the rarest label is dealt out first, each article to
the part that still wants it most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from training.corpus.kinds import category
from training.corpus.markup import TEXTS, Annotated, read_corpus

SHARES = {"train": 0.70, "dev": 0.15, "test": 0.15}
FILE = Path(__file__).parent / "split.tsv"


def read_split() -> dict[str, str]:
    """The part of each article by its id."""
    return dict(line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())


def read_part(part: str, folder: Path = TEXTS) -> list[Annotated]:
    """The articles of "train", "dev" or "test"."""
    parts = read_split()
    return [article for article in read_corpus(folder) if parts.get(article.id) == part]


def write_split(articles: Iterable[Annotated]) -> None:
    """Deal out the articles that are in no part yet and keep the result in FILE."""
    parts = deal(list(articles), read_split() if FILE.exists() else {})
    FILE.write_text("".join(f"{id}\t{parts[id]}\n" for id in sorted(parts)), encoding="utf-8")


def deal(articles: Sequence[Annotated], before: Mapping[str, str]) -> dict[str, str]:
    """The part of each article; one that was dealt out before keeps its part, the rest are always dealt out alike."""
    labels = {article.id: _labels(article) for article in articles}
    total = sum(labels.values(), Counter[str]())
    wanted = {part: Counter({label: share * count for label, count in total.items()}) for part, share in SHARES.items()}
    room = {part: share * len(labels) for part, share in SHARES.items()}
    parts: dict[str, str] = {}

    def put(id: str, part: str) -> None:
        parts[id] = part
        wanted[part].subtract(labels[id])
        room[part] -= 1

    for id in sorted(labels.keys() & before.keys()):
        put(id, before[id])
    while len(parts) < len(labels):
        left = sum((labels[id] for id in labels if id not in parts), Counter[str]())
        rarest = min(left, key=lambda label: (left[label], label))
        for id in sorted((id for id in labels if id not in parts and labels[id][rarest]), key=_shuffled):
            put(id, max(SHARES, key=lambda part: (wanted[part][rarest], room[part])))
    return parts


def _labels(article: Annotated) -> Counter[str]:
    types = Counter(category(event) for event in article.events.values())
    return types + Counter([f"register {article.headers['register']}", f"region {article.headers['region']}"])


def _shuffled(id: str) -> str:
    return sha256(id.encode()).hexdigest()
