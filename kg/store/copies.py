"""The links between copies in a store: what an article changes of them, and those of all that goes in at once.

The keys of articles enter, as statements; links from copies to the article that stands for all of them leave.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import numpy
import pyoxigraph as ox

from kg.graph.copies import group
from kg.rdf.namespaces import DIP, Names, local_id
from kg.store.support import Quads

FINGERPRINT, COPY_OF = ox.NamedNode(DIP.fingerprint), ox.NamedNode(DIP.copyOf)


def relink(data: ox.Store, names: Names, home: ox.NamedNode, keys: set[Any]) -> tuple[Quads, Quads]:
    """The links among all whom an article's keys concern: as they are, and as they shall be when it has these keys."""
    known = {quad.object for quad in data.quads_for_pattern(home, FINGERPRINT, None, home)}
    held: dict[Any, set[Any]] = {home: keys}
    left = known | keys if known != keys else set[Any]()
    done = set[Any]()
    while left:
        done.add(key := left.pop())
        sharing: set[Any] = {quad.subject for quad in data.quads_for_pattern(None, FINGERPRINT, key, None)}
        for other in sharing - held.keys():
            held[other] = {quad.object for quad in data.quads_for_pattern(other, FINGERPRINT, None, other)}
            left |= held[other] - done
    graph = ox.NamedNode(names.graph("copies"))
    if not done:
        return set(), set()
    before = {quad for node in held for quad in data.quads_for_pattern(node, COPY_OF, None, graph)}
    pairs = ((key.value, local_id(node.value)) for node, own in held.items() for key in own)
    return before, {_link(copy, first, names) for copy, first in group(pairs).items()}


def with_copies(lines: Iterable[str], names: Names) -> Iterator[str]:
    """Lines of N-Quads that go into an empty store, and the links between the articles in them that are copies."""
    keys, owners, ids, sign = array("Q"), array("L"), list[str](), f" <{DIP.fingerprint}> "
    for line in lines:
        yield line
        if sign in line and line.split(" ", 2)[1] == sign.strip():
            node, _, key, _ = line.split(" ", 3)
            if not ids or ids[-1] != node:
                ids.append(node)
            keys.append(int.from_bytes(blake2b(key.encode(), digest_size=8).digest()))
            owners.append(len(ids) - 1)
    yield from (f"{_link(copy, first, names)} ." for copy, first in group(_shared(keys, owners, ids)).items())


def _shared(keys: Any, owners: Any, ids: list[str]) -> Iterator[tuple[str, str]]:
    """The keys that several articles have, with the ids of these; most have one only, and need no memory then."""
    numbers, places = numpy.array(keys), numpy.array(owners)
    order = numpy.argsort(numbers, kind="stable")
    same = numbers[order][1:] == numbers[order][:-1]
    both = numpy.append(same, False) | numpy.append(False, same)
    for place in order[both[: len(order)]]:
        yield str(numbers[place]), local_id(ids[places[place]].strip("<>"))


def _link(copy: str, first: str, names: Names) -> ox.Quad:
    one, other = ox.NamedNode(names.article(copy)), ox.NamedNode(names.article(first))
    return ox.Quad(one, COPY_OF, other, ox.NamedNode(names.graph("copies")))
