"""Shards of work go out to processes, each with one Extractor; results come back in the order of the shards.

Where a process dies its shard is done again with care: its articles are read one by one, and those that kill are set
aside. Who does the work is a `Crew`: processes of this machine here, those of a cluster in `kg.runs.cluster`.
"""

from __future__ import annotations

import os
import signal
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from multiprocessing import active_children, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Self, TypeVar

from kg.extractor import Extractor
from kg.runs.making import read_shard
from kg.runs.shards import Knowledge, Shard

Result = TypeVar("Result")
Work = Callable[[Extractor, Shard], Result]
AHEAD = 4  # shards that wait for each process, so that one which takes long holds up nobody
TRIES = 2  # a process can be killed for other reasons than what it reads
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Crew(ABC):
    """Who does the work; open only within `with`. `ahead` shards are begun before the first one has to be done."""

    ahead: int
    died: tuple[type[Exception], ...]

    @abstractmethod
    def __enter__(self) -> Self: ...

    @abstractmethod
    def __exit__(self, *_: object) -> None: ...

    @abstractmethod
    def submit(self, work: Work[Result], shard: Shard) -> Future[Result]:
        """Begin some work; the Future raises one of `died` where its process ended."""

    @abstractmethod
    def careful(self) -> Crew:
        """One process apart, for work that may kill it."""


def work_through(shards: Iterable[Shard], work: Work[Result], crew: Crew) -> Iterator[Result]:
    """What the work gives for each shard, in their order; work on those that follow goes on meanwhile."""
    begun = deque[tuple[Shard, Future[Result]]]()
    for shard in shards:
        begun.append((shard, crew.submit(work, shard)))
        if len(begun) >= crew.ahead:
            yield _finish(*begun.popleft(), work, crew)
    while begun:
        yield _finish(*begun.popleft(), work, crew)


def _finish(shard: Shard, future: Future[Result], work: Work[Result], crew: Crew) -> Result:
    try:
        return future.result()
    except crew.died:
        with crew.careful() as careful:
            return _rescue(shard, work, careful)


def _rescue(shard: Shard, work: Work[Result], crew: Crew) -> Result:
    """Do the work without the articles that kill, or, where it can't be helped, without any."""
    if done := _attempt(shard, work, crew):
        return done[0]
    alone = (replace(shard, articles=(article,)) for article in shard.articles)
    killers = frozenset(one.articles[0].id for one in alone if not _attempt(one, read_shard, crew))
    done = _attempt(replace(shard, aside=killers), work, crew)
    everybody = frozenset(article.id for article in shard.articles)
    return done[0] if done else crew.submit(work, replace(shard, aside=everybody)).result()


def _attempt(shard: Shard, work: Work[Result], crew: Crew) -> tuple[Result] | None:
    for _ in range(TRIES):
        try:
            return (crew.submit(work, shard).result(),)
        except crew.died:
            pass
    return None


class Processes(Crew):
    """Processes of this machine; one that dies takes the others with it, and they begin anew."""

    died = (BrokenProcessPool,)

    def __init__(self, knowledge: Knowledge, workers: int) -> None:
        self._knowledge, self._workers, self.ahead = knowledge, workers, AHEAD * workers

    def __enter__(self) -> Self:
        for name in THREADS:  # as many processes as processors: none of them may start threads of its own
            os.environ.setdefault(name, "1")
        self._pool = ProcessPoolExecutor(self._workers, mp_context=_context(), initializer=_begin)
        self._others = set(active_children())
        return self

    def __exit__(self, *_: object) -> None:
        """End at once what isn't done: nobody waits for it any more."""
        for process in set(active_children()) - self._others:
            process.kill()
        self._pool.shutdown(cancel_futures=True)

    def submit(self, work: Work[Result], shard: Shard) -> Future[Result]:
        """Begin some work."""
        try:
            return self._pool.submit(do_work, self._knowledge, work, shard)
        except BrokenProcessPool:
            self.__exit__()
            return self.__enter__().submit(work, shard)

    def careful(self) -> Processes:
        """One process more."""
        return Processes(self._knowledge, 1)


def _context() -> BaseContext:
    """Processes are not forked from this one, which would copy its locks and threads in whatever state they are, but
    where that can be from a fresh one that has imported all modules."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def do_work(knowledge: Knowledge, work: Work[Result], shard: Shard) -> Result:
    """Do some work in this process, with the Extractor that it keeps."""
    return work(load(knowledge), shard)


@cache
def load(knowledge: Knowledge) -> Extractor:
    """The Extractor that a process keeps."""
    return knowledge.load()


def _begin() -> None:
    """Leave Control-C to the driver, and end with it: a worker whose driver was killed would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if driver := parent_process():
        driver.join()
        os._exit(1)
