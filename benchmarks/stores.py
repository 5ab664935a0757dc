"""How fast graphs go into stores and out again.

    python benchmarks/stores.py [--triples 100000] [--push URL --user NAME --password PASSWORD]

makes many short articles and prints, for the statements that they add up to, how many a second Oxigraph alone takes as
a file of N-Quads in bulk, how many `kg add` takes of the same file, each in turn and three times, how many `Store.add`
takes article by article, and with --push how many a server takes; and how long each named query takes on the store.
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

from kg.graph.identity import identify
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from kg.sparql.client import Server
from kg.sparql.credentials import Login
from kg.sparql.named_queries import named_queries, named_query
from kg.sparql.push import push
from kg.sparql.query import run_query
from kg.store.bulk_load import add_file
from kg.store.store import SUPPORT, Store, read_store
from kg.temporal.periods import day

ACTORS = 200
RELATIONS = {"met": "CONSULT", "called": "CONSULT", "condemned": "ACCUSE", "imposedSanctionsOn": "SANCTION"}
CITIES = 50
# What kg finds in a news article: about 400 statements, 5 events among them, and 6 names for each event.
EVENTS, NAMES = 5, 5
TRIPLES_AN_ARTICLE = 400
TURNS = 3
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
    """An article of a few sentences, each of which tells an event and names others; as much of all as in the news."""
    events, mentions, text = [], dict[str, list[EntityMention]](), ""
    published = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
    for number in range(EVENTS):
        relation, people = chance.choice(list(RELATIONS)), chance.sample(range(ACTORS), NAMES)
        city = f"City {chance.randrange(CITIES)}"
        begin, names = len(text), [f"Minister {person}" for person in people]
        sentence = f"{names[0]} {relation} {names[1]} in {city}, said {', '.join(names[2:])}."
        for name in (*names, city):
            place = begin + sentence.index(name)
            span = Span(id, place, place + len(name), name)
            mentions.setdefault(name, []).append(EntityMention(span, span))
        trigger = begin + len(names[0]) + 1
        one, other, speaker = (slug(name) for name in names[:3])
        event = Event(
            id=f"{id}-{number}",
            type=RELATIONS[relation],
            relation=relation,
            trigger=Span(id, trigger, trigger + len(relation), relation),
            evidence=(Span(id, begin, begin + len(sentence), sentence),),
            actors=(one,),
            recipients=(other,),
            place=slug(city),
            time=day(published) if chance.random() < 0.8 else None,
            time_text="that day",
            modality="planned" if chance.random() < 0.1 else "asserted",
            negated=chance.random() < 0.1,
            attribution=speaker if chance.random() < 0.3 else None,
        )
        events.append(event)
        text += f"{sentence} "
    entities = (
        Entity(slug(name), name, "Place" if name.startswith("City") else "Person", mentions=tuple(found))
        for name, found in sorted(mentions.items())
    )
    ontology = load_ontology()
    told = identify(events, ontology)
    return ontology.define(Graph((Article(id, text, date=published),), tuple(entities), tuple(told)))


def slug(name: str) -> str:
    """The identifier of a name."""
    return name.lower().replace(" ", "-")


def measure_stores(folder: Path, graphs: list[Graph]) -> None:
    """Fill a store article by article, bare stores and ours with the same statements at once; ask the named queries."""
    with Store(folder / "store", base=BASE_OF_THIS_RUN) as store:
        one_by_one = duration(lambda: [store.add(graph) for graph in graphs])
    written, file = read_store(store.folder), folder / "graph.nq"
    file.write_text("".join(f"{quad} .\n" for quad in written if quad.graph_name != SUPPORT), encoding="utf-8")
    bare, ours = list[float](), list[float]()
    for turn in range(TURNS):
        bare.append(duration(lambda turn=turn: load_bare(folder / f"bare-{turn}", file)))  # type: ignore[misc]
        ours.append(duration(lambda turn=turn: load(folder / f"ours-{turn}", file)))  # type: ignore[misc]
    total, raw = count(written), statistics.median(bare)
    print(f"{'':24}{'seconds':>9}{'triples/s':>12}{'of Oxigraph':>14}")
    for name, seconds in (
        ("Oxigraph alone", raw),
        ("kg add graph.nq", statistics.median(ours)),
        ("article by article", one_by_one),
    ):
        print(f"{name:24}{seconds:9.2f}{total / seconds:12.0f}{raw / seconds:14.2f}")
    for name in named_queries():
        sparql = named_query(name)
        times = [duration(lambda sparql=sparql: run_query(store.folder, sparql)) for _ in range(TURNS)]  # type: ignore[misc]
        rows = len(run_query(store.folder, sparql).rows)
        print(f"{name:24}{statistics.median(times) * 1000:9.0f} ms{rows:9} rows")


def load_bare(folder: Path, file: Path) -> None:
    """What Oxigraph does alone."""
    ox.Store(folder).bulk_load(path=file)


def load(folder: Path, file: Path) -> None:
    """What `kg add` does, checks and notes of who tells what included."""
    with Store(folder, base=BASE_OF_THIS_RUN) as store:
        add_file(store, str(file))


def count(store: ox.Store) -> int:
    """The statements in a store."""
    return sum(1 for quad in store if quad.graph_name != SUPPORT)


def report(name: str, triples: int, work: Callable[[], object]) -> None:
    """Do some work; print how long it took."""
    seconds = duration(work)
    print(f"{name:24}{seconds:9.2f}{triples / seconds:12.0f}")


def duration(work: Callable[[], object]) -> float:
    """How many seconds some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
