"""Shards on all processors: each worker process loads one Extractor and makes one shard after the other.

A worker that dies takes the pool with it. The shards that were being made then are made again, one by one, so that the
one that kills is known; of that one the articles are read alone, and those that kill are set aside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from kg.extractor import Extractor
from kg.runs.shards import Knowledge, Receipt, Shard, make_shard, read_receipt

_loaded: list[Extractor] = []


def make_shards(shards: Iterable[Shard], knowledge: Knowledge, folder: Path, workers: int) -> Iterator[Receipt]:
    """Make the shards that a folder lacks; a receipt for each, in the order in which they are done."""
    known, stream = knowledge.digest(), iter(shards)
    while True:
        hurt: list[Shard] = []
        with _pool(knowledge, workers) as pool:
            yield from _fill(pool, stream, known, knowledge, folder, workers, hurt)
        if not hurt:
            return
        for shard in hurt:
            yield _make_alone(shard, known, knowledge, folder)


def _pool(knowledge: Knowledge, workers: int) -> ProcessPoolExecutor:
    # Started afresh, not forked: a fork copies locks and threads of this process in whatever state they are.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_load, initargs=(knowledge,))


def _fill(
    pool: ProcessPoolExecutor,
    stream: Iterator[Shard],
    known: str,
    knowledge: Knowledge,
    folder: Path,
    workers: int,
    hurt: list[Shard],
) -> Iterator[Receipt]:
    """Keep the pool busy until the shards end or a worker dies; what it was making then is left in `hurt`."""
    running: dict[Future[Receipt], Shard] = {}
    broken = False
    while True:
        while not broken and len(running) < 2 * workers and (shard := next(stream, None)):
            if receipt := read_receipt(folder, shard, shard.digest(known)):
                yield receipt
                continue
            try:
                running[pool.submit(_make, shard, shard.digest(known), folder, knowledge.base)] = shard
            except BrokenProcessPool:
                broken = True
                hurt.append(shard)
        if not running:
            return
        for done in wait(running, return_when=FIRST_COMPLETED).done:
            shard = running.pop(done)
            try:
                yield done.result()
            except BrokenProcessPool:
                broken = True
                hurt.append(shard)


def _make_alone(shard: Shard, known: str, knowledge: Knowledge, folder: Path) -> Receipt:
    """Make a shard in a process of its own; where that dies, find the articles that kill, and leave them out."""
    if receipt := _survives(shard, known, knowledge, folder):
        return receipt
    killers = {article.id for article in shard.articles if _kills(replace(shard, articles=(article,)), knowledge)}
    left = replace(shard, aside=frozenset(killers))
    receipt = _survives(left, known, knowledge, folder)
    return receipt or Receipt(
        shard.digest(known), 0, 0, tuple((a.id, "its shard can't be read") for a in shard.articles)
    )


def _survives(shard: Shard, known: str, knowledge: Knowledge, folder: Path) -> Receipt | None:
    with _pool(knowledge, 1) as pool:
        try:
            return pool.submit(_make, shard, shard.digest(known), folder, knowledge.base).result()
        except BrokenProcessPool:
            return None


def _kills(shard: Shard, knowledge: Knowledge) -> bool:
    with _pool(knowledge, 1) as pool:
        try:
            pool.submit(_try, shard).result()
        except BrokenProcessPool:
            return True
        return False


def _load(knowledge: Knowledge) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    _loaded[:] = [knowledge.load()]


def _end_with_parent() -> None:
    """A worker whose driver was killed would wait for work for ever."""
    if driver := parent_process():
        driver.join()
        os._exit(1)


def _make(shard: Shard, digest: str, folder: Path, base: str) -> Receipt:
    return make_shard(shard, _loaded[0], digest, folder, base)


def _try(shard: Shard) -> None:
    for _ in _loaded[0].run(shard.articles, on_error=lambda _: None):
        pass
