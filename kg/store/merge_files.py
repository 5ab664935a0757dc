"""What many graphs tell of the nodes that they share, merged in memory that does not grow with them: by sorted files.

The intakes of graphs enter, one by one; lines of N-Quads leave, those of one node settled over all graphs. They are the
same whatever the order of the graphs, and whatever articles stand together in one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pyoxigraph as ox

from kg.graph.contradictions import Claim
from kg.rdf.namespaces import Names
from kg.rdf.to_dataset import contradictions
from kg.store.bulk_load import Intake
from kg.store.fusion import settle
from kg.store.support import Quads, to_oxigraph

HELD = 64_000_000  # characters of lines in memory
TOGETHER = 100  # tellings of a node that are settled at once


class Sorter:
    """Lines go in in any order and come out sorted; of many, most wait in files."""

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._folder, self._limit, self._length = folder, held, 0
        self._lines, self._files, self._open = list[str](), list[IO[str]](), ExitStack()

    def __enter__(self) -> Sorter:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, line: str) -> None:
        """Put in a line, which holds no end of one."""
        self._lines.append(line)
        self._length += len(line)
        if self._length > self._limit:
            self._put_away()

    def _put_away(self) -> None:
        file = TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder)  # noqa: SIM115 (open to the end)
        self._open.enter_context(file)
        file.writelines(f"{line}\n" for line in sorted(self._lines))
        file.seek(0)
        self._files.append(file)
        self._lines, self._length = [], 0

    def __iter__(self) -> Iterator[str]:
        files = ((line.removesuffix("\n") for line in file) for file in self._files)
        return merge(sorted(self._lines), *files)


def merge_intakes(intakes: Iterable[Intake], names: Names, folder: Path, held: int = HELD) -> Iterator[str]:
    """All lines of all intakes, merged; in `folder` files may lie meanwhile."""
    with Sorter(folder, held) as shared, Sorter(folder, held) as claims:
        for intake in intakes:
            yield from intake.own
            for node, lines in intake.shared.items():
                shared.add(_row(node, sorted(lines)))
            for claim in set(intake.claims):
                about = [claim.denied, claim.begin.isoformat(), claim.end.isoformat(), claim.event]
                claims.add(_row(json.dumps(claim.subject), about))
        for _, tellings in _by_key(shared):
            yield from _settled(tellings, names)
        for subject, told in _by_key(claims):
            yield from _denials([_claim(json.loads(subject), *claim) for claim in told], names)


def _row(key: str, told: object) -> str:
    return f"{key}\t{json.dumps(told)}"


def _by_key(rows: Iterable[str]) -> Iterator[tuple[str, Iterator[Any]]]:
    """Each key, and what its rows hold, each once."""
    split = (row.partition("\t") for row, _ in groupby(rows))
    for key, same in groupby(split, key=itemgetter(0)):
        yield key, (json.loads(told) for _, _, told in same)


def _settled(tellings: Iterable[list[str]], names: Names) -> Iterable[str]:
    """The lines of a node; what is settled can be settled with more."""
    first, *others = islice(tellings, TOGETHER)
    while others:
        first = [f"{quad} ." for quad in settle([_quads(lines) for lines in (first, *others)], names)]
        others = list(islice(tellings, TOGETHER))
    return first


def _quads(lines: Iterable[str]) -> Quads:
    return set(ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS))


def _claim(subject: list[str], denied: bool, begin: str, end: str, event: str) -> Claim:
    return Claim(event, tuple(subject), denied, date.fromisoformat(begin), date.fromisoformat(end))


def _denials(claims: Iterable[Claim], names: Names) -> Iterator[str]:
    return (f"{to_oxigraph(quad)} ." for quad in contradictions(claims, names))
