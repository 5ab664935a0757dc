"""How fast graphs go into stores and out again.

    python benchmarks/stores.py [--triples 100000] [--push URL --user NAME --password PASSWORD]

makes many short articles and prints, for the statements that they add up to, how many a second Oxigraph alone takes as
N-Quads in bulk, how many `Store.add` takes article by article, and with --push how many a server takes; and how long
each named query takes on the store.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox

from kg.login import Login
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from kg.push import push
from kg.query import named_queries, named_query, run_query
from kg.remote import Server
from kg.store import SUPPORT, Store, read_store
from kg.timevalues import day

ACTORS = 200
RELATIONS = {"met": "CONSULT", "called": "CONSULT", "condemned": "ACCUSE", "imposedSanctionsOn": "SANCTION"}
EVENTS = 8
TRIPLES_AN_ARTICLE = 300
# New names each time, or a server would know what was pushed before.
BASE_OF_THIS_RUN = f"https://example.org/{time.time_ns()}/"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000, help="about how many")
    parser.add_argument("--push", metavar="URL", help="a server's address for named graphs")
    parser.add_argument("--user")
    parser.add_argument("--password")
    options = parser.parse_args()
    chance = random.Random(7)
    graphs = [tell(f"story-{number}", chance) for number in range(options.triples // TRIPLES_AN_ARTICLE)]
    with tempfile.TemporaryDirectory() as folder:
        measure_stores(Path(folder), graphs)
        if options.push:
            server = Server(options.push, Login(options.user, options.password))
            store = read_store(Path(folder) / "store")
            report("push", count(store), lambda: push(store, server, BASE_OF_THIS_RUN))


def tell(id: str, chance: random.Random) -> Graph:
    """An article of a few sentences, each of which tells an event."""
    events, mentions, text = [], dict[str, list[EntityMention]](), ""
    published = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
    for number in range(EVENTS):
        relation, (one, other) = chance.choice(list(RELATIONS)), chance.sample(range(ACTORS), 2)
        first, words, last = f"Minister {one}", f" {relation} ", f"Minister {other}"
        begin, sentence = len(text), f"{first}{words}{last}."
        for name, place in ((first, begin), (last, begin + len(first + words))):
            span = Span(id, place, place + len(name), name)
            mentions.setdefault(name, []).append(EntityMention(span, span))
        trigger = Span(id, begin + len(first) + 1, begin + len(first + words) - 1, relation)
        events.append(
            Event(
                id=f"{id}-{number}",
                type=RELATIONS[relation],
                relation=relation,
                trigger=trigger,
                evidence=(Span(id, begin, begin + len(sentence), sentence),),
                actors=(f"minister-{one}",),
                recipients=(f"minister-{other}",),
                time=day(published),
                modality="planned" if chance.random() < 0.1 else "asserted",
                negated=chance.random() < 0.1,
            )
        )
        text += f"{sentence} "
    entities = [
        Entity(name.lower().replace(" ", "-"), name, "Person", mentions=tuple(found))
        for name, found in mentions.items()
    ]
    return Graph((Article(id, text, date=published),), tuple(entities), tuple(events))


def measure_stores(folder: Path, graphs: list[Graph]) -> None:
    """Fill a store, fill a bare one with the same statements, and ask the named queries."""
    begin = time.perf_counter()
    with Store(folder / "store", base=BASE_OF_THIS_RUN) as store:
        for graph in graphs:
            store.add(graph)
    seconds = time.perf_counter() - begin
    written = read_store(store.folder)
    total = count(written)
    quads = "".join(f"{quad} .\n" for quad in written if quad.graph_name != SUPPORT).encode()
    bare = ox.Store(folder / "bare")
    report("bulk load", total, lambda: bare.bulk_load(quads, format=ox.RdfFormat.N_QUADS))
    print(f"{'Store.add':12} {seconds:8.2f} s {total / seconds:8.0f} triples/s")
    for name in named_queries():
        sparql = named_query(name)
        times = [duration(lambda sparql=sparql: run_query(store.folder, sparql)) for _ in range(3)]  # type: ignore[misc]
        rows = len(run_query(store.folder, sparql).rows)
        print(f"{name:20} {statistics.median(times) * 1000:8.0f} ms {rows:8} rows")


def count(store: ox.Store) -> int:
    """The statements in a store."""
    return sum(1 for quad in store if quad.graph_name != SUPPORT)


def report(name: str, triples: int, work: Callable[[], object]) -> None:
    """Do some work; print how long it took."""
    seconds = duration(work)
    print(f"{name:12} {seconds:8.2f} s {triples / seconds:8.0f} triples/s")


def duration(work: Callable[[], object]) -> float:
    """How many seconds some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
