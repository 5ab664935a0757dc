"""Articles, or the result of a run, go into a store: what is there already as it would be again is left as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import zstandard

from kg.errors import KgError, ReadError
from kg.graph.split import split_graph
from kg.model import Article, Graph
from kg.rdf.serialization import from_text
from kg.rdf.soundness import sound_graphs
from kg.runs.folder import Folder, open_folder
from kg.runs.making import Receipt
from kg.runs.run import MANIFEST, read_receipt
from kg.runs.shards import digest
from kg.storage import is_address
from kg.store.bulk_load import Intake, take_in, to_columns
from kg.store.merge_files import merge_intakes
from kg.store.store import Store


def add_articles(
    store: Store,
    articles: Iterable[Article],
    known: str,
    read: Callable[[Iterable[Article]], Iterable[Graph]],
    on_error: Callable[[KgError], None],
) -> Iterator[bool]:
    """Put in articles as they are read, with knowledge of the digest `known`; whether that changed each of them."""
    digests, same = dict[str, str](), list[bool]()

    def new() -> Iterator[Article]:
        for article in articles:
            if store.has(article.id, told := digest(article, known)):
                same.append(False)
            else:
                digests[article.id] = told
                yield article

    for graph in sound_graphs(read(new()), on_error, store.names.base):
        yield store.add(graph, digests.pop(graph.articles[0].id))
    yield from same


def holds_run(address: str) -> bool:
    """Whether a folder holds the results of a run, be it done or not."""
    is_folder = is_address(address) or Path(address).is_dir()
    return is_folder and bool(open_folder(address).names("receipts"))


def add_run(store: Store, folder: Folder) -> Iterator[bool]:
    """Put the articles of a run into a store; whether that changed each of them.

    Raises ReadError where the run isn't done, or not whole. Into an empty store all goes, or nothing.
    """
    receipts = [read_receipt(folder, f"{number:06d}") for number in range(_shards(folder))]
    if store.is_empty:
        intakes = (_take_in(store, folder, receipt) for receipt in receipts)
        store.fill(merge_intakes(intakes, store.names, store.folder))
        yield from (True for receipt in receipts for _ in receipt.articles)
        return
    for receipt in receipts:
        new = {id for id, digest in receipt.articles.items() if not store.has(id, digest)}
        yield from (False for _ in receipt.articles.keys() - new)
        if new:
            for graph in split_graph(from_text(_quads(folder, receipt), "nquads")):
                if (id := graph.articles[0].id) in new:
                    yield store.add(graph, receipt.articles[id])


def _shards(folder: Folder) -> int:
    try:
        return int(json.loads(folder.read(MANIFEST) or b"")["shards"])
    except (ValueError, LookupError, TypeError) as error:
        raise ReadError(
            f"{folder.address}: its {MANIFEST} is missing or damaged; let `kg run` come to its end"
        ) from error


def _take_in(store: Store, folder: Folder, receipt: Receipt) -> Intake:
    text = _quads(folder, receipt)
    taken = take_in(to_columns(text, store.names, lambda: from_text(text, "nquads")), store.names)
    taken.own.extend(store.note(id, digest) for id, digest in receipt.articles.items())
    return taken


def _quads(folder: Folder, receipt: Receipt) -> str:
    """The N-Quads of a shard, as they were written."""
    [(name, told)] = ((name, told) for name, told in receipt.files.items() if name.startswith("quads/"))
    data = folder.read(name) or b""
    if sha256(data).hexdigest() != told:
        raise ReadError(f"{folder.address}/{name}: is not as it was written; run `kg run` again, it is made anew")
    return zstandard.decompress(data).decode()
