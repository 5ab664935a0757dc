"""A run: articles enter, a folder of shards leaves, with a manifest of versions and digests and a table of failures.

Only the driver writes. Whoever ends it, and whenever, what has a receipt is whole; run again, it makes the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from logging import getLogger

from kg.errors import ReadError
from kg.model import Article
from kg.runs.crew import Crew, work_through
from kg.runs.folder import Folder
from kg.runs.making import Made, Receipt, make_shard
from kg.runs.shards import Knowledge, Shard, cut
from kg.version import VERSION

logger = getLogger("kg")
MANIFEST = "manifest.json"


def make_run(
    articles: Iterable[Article], knowledge: Knowledge, folder: Folder, crew: Crew, size: int
) -> Iterator[Receipt]:
    """Make the shards that a folder lacks, `size` articles each, then the manifest; a receipt for each shard."""
    known, there, number = knowledge.digest(), list[Receipt](), 0

    def missing() -> Iterator[Shard]:
        for shard in cut(articles, size):
            if receipt := find_receipt(folder, shard, known):
                there.append(receipt)
            else:
                yield shard

    work = partial(make_shard, known=known, base=knowledge.base)
    for made in work_through(missing(), work, crew):
        _keep(made, folder)
        there.append(made.receipt)
        number += len(there)
        yield from there
        there.clear()
    yield from there
    write_manifest(folder, knowledge, number + len(there))


def _keep(made: Made, folder: Folder) -> None:
    """Write the files of a shard, its receipt last: what has one is complete."""
    for warning in made.warnings:
        logger.warning("%s", warning)
    for name, content in made.files.items():
        folder.write(name, content)
    folder.write(_receipt_name(made.name), (json.dumps(asdict(made.receipt)) + "\n").encode())


def find_receipt(folder: Folder, shard: Shard, known: str) -> Receipt | None:
    """The receipt of a shard that was made of the same, with the same, and is whole; None where it must be made."""
    try:
        receipt = read_receipt(folder, shard.name)
    except ReadError:
        return None
    whole = all(sha256(folder.read(name) or b"").hexdigest() == told for name, told in receipt.files.items())
    return receipt if whole and receipt.digest == shard.digest(known) else None


def read_receipt(folder: Folder, name: str) -> Receipt:
    """The receipt of a shard by its name; a ReadError where there is none that can be read."""
    try:
        return Receipt(**json.loads(folder.read(_receipt_name(name)) or b""))
    except (ValueError, TypeError) as error:
        raise ReadError(f"{folder.address}/{_receipt_name(name)}: is damaged or gone; run `kg run` again") from error


def _receipt_name(shard: str) -> str:
    return f"receipts/{shard}.json"


def write_manifest(folder: Folder, knowledge: Knowledge, shards: int) -> None:
    """Write manifest.json and failures.tsv from the receipts of the shards; what is left of a longer run goes."""
    rows, files, articles, events = ["shard\tarticle\treason"], dict[str, str](), 0, 0
    for name in (f"{number:06d}" for number in range(shards)):
        receipt = read_receipt(folder, name)
        cells = ((name, *failure) for failure in receipt.failures.items())
        rows += ["\t".join(" ".join(cell.split()) for cell in row) for row in cells]
        files |= receipt.files
        articles, events = articles + len(receipt.articles), events + receipt.events
    for inner in ("receipts", "records", "quads"):
        for name in folder.names(inner):
            if int(name.split(".")[0]) >= shards:
                folder.remove(f"{inner}/{name}")
    told = {
        "version": VERSION,
        "knowledge": knowledge.digest(),
        "base": knowledge.base,
        "shards": shards,
        "articles": articles,
        "events": events,
        "files": files,
    }
    folder.write("failures.tsv", ("\n".join(rows) + "\n").encode())
    folder.write(MANIFEST, (json.dumps(told, indent=1) + "\n").encode())
