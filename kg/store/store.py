"""Graphs in a store on disk: one article at a time goes in or out, whole; a graph and answers to queries leave.

Oxigraph keeps what `kg.rdf.to_dataset` says: a named graph for each article, and those that articles share. Beside
them a graph of support keeps what each article tells of each shared node, so that a node can be settled anew when an
article comes, changes or goes. Every change is one transaction: after a crash the store stands at the last whole
article.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS

from kg.errors import KgError, ReadError, WriteError
from kg.files import check_folder, write_text
from kg.graph.contradictions import find_claims
from kg.model import Graph
from kg.rdf.from_dataset import from_dataset
from kg.rdf.namespaces import BASE, DIP, SCHEMA, SEM, Names, is_base, local_id
from kg.rdf.to_dataset import contradictions, quads
from kg.store.copies import FINGERPRINT, relink, with_copies
from kg.store.fusion import settle
from kg.store.support import (
    ABOUT,
    READ,
    SUPPORT,
    Quads,
    contrary,
    note_claim,
    note_digest,
    note_support,
    read_claim,
    read_facts,
    supporter,
    to_oxigraph,
    to_rdflib,
    told_apart,
)

FORMAT = 2
SETTINGS, DATA = "kg.json", "oxigraph"
CONTRADICTS = ox.NamedNode(DIP.contradicts)
SHARED = ("entities", "events", "links", "vocabulary")
PATIENCE = 5


class Store:
    """A store that is open for writing, which one program at a time can do; others can read meanwhile.

    A folder that is not there becomes a store whose IRIs begin with `base`; one that is there keeps its own. Raises
    KgError where the folder is something else, of another format, or open elsewhere.
    """

    def __init__(self, folder: Path, *, base: str = BASE) -> None:
        is_new = not (folder / SETTINGS).exists()
        if is_new:
            _check_new(folder)
        else:
            base = store_base(folder)
        self.folder, self.names = folder, Names(base)
        try:
            self._data = ox.Store(folder / DATA)
        except (OSError, RuntimeError) as error:
            if "lock" in str(error).lower():
                raise WriteError(
                    f"{folder}: another program writes to this store; run the command again when it is done"
                ) from error
            raise _broken(folder, error) from error
        if is_new:
            self._finish(base)

    def _finish(self, base: str) -> None:
        """Say that this is a store, once it has data: a store without data has lost them."""
        if not self.is_empty:
            raise ReadError(f"{self.folder}: {SETTINGS} is missing; restore it from a copy, or make the store anew")
        write_text(self.folder / SETTINGS, json.dumps({"format": FORMAT, "base": base}) + "\n")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        """Tidy up: what was added is safe already, but readers would have to go through the log of it first."""
        with suppress(OSError, RuntimeError):
            self._data.flush()

    def add(self, graph: Graph, digest: str | None = None) -> bool:
        """Put in the graph of one article, in place of what the article said before; whether that changed anything.

        `digest` is what `has` knows the article by later.
        """
        [article] = graph.articles
        home = ox.NamedNode(self.names.article(article.id))
        told = set(map(to_oxigraph, quads(graph, self.names.base)))
        read = {note_digest(digest, home)} if digest else set[ox.Quad]()
        return self._replace(home, told, {note_claim(claim, home) for claim in find_claims(graph)}, read)

    def note(self, article: str, digest: str) -> str:
        """The line of N-Quads by which `has` knows an article."""
        return f"{note_digest(digest, ox.NamedNode(self.names.article(article)))} ."

    def has(self, article: str, digest: str) -> bool:
        """Whether the article is there, as something of that digest gave it."""
        with sound(self.folder):
            return note_digest(digest, ox.NamedNode(self.names.article(article))) in self._data

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it yet."""
        with sound(self.folder):
            return next(iter(self._data), None) is None

    def fill(self, lines: Iterable[str]) -> None:
        """Put N-Quads with valid IRIs into an empty store, by the bulk loader: all of them or, if it fails, none."""
        try:
            with TemporaryFile(dir=self.folder) as spool:
                spool.writelines(f"{line}\n".encode() for line in with_copies(lines, self.names))
                spool.seek(0)
                self._data.bulk_load(spool, format=ox.RdfFormat.N_QUADS, lenient=True)
        except (OSError, RuntimeError) as error:
            raise self._unwritable(error) from error

    def remove(self, article: str) -> None:
        """Take an article out, with everything that only it supports; KgError if it is not there."""
        home = ox.NamedNode(self.names.article(article))
        if not self._replace(home, set(), set(), set()):
            raise KgError(f"{self.folder}: holds no article {article!r}; `kg info --articles` lists those it holds")
        with sound(self.folder):
            self._data.remove_graph(home)

    def _replace(self, home: ox.NamedNode, told: Quads, claims: Quads, read: Quads) -> bool:
        with sound(self.folder):
            before = self._find(supporter(home), READ, graph=SUPPORT)
            gone, new = self._changes(home, told, claims)
        self._write(gone | before - read, new | read - before)
        return bool(gone or new)

    def _changes(self, home: ox.NamedNode, told: Quads, claims: Quads) -> tuple[Quads, Quads]:
        """What has to go and to come for an article to say what it is told to say."""
        own = {quad for quad in told if quad.graph_name == home}
        support = note_support(home, told - own)
        noted = {quad for quad in self._find(supporter(home), graph=SUPPORT) if quad.predicate != READ}
        old_support = {quad for quad in noted if quad.predicate.value.startswith(ABOUT)}
        linked, links = relink(
            self._data, self.names, home, {quad.object for quad in own if quad.predicate == FINGERPRINT}
        )
        before, after = self._find(graph=home) | noted | linked, own | support | claims | links
        if changed := {read_claim(quad).event for quad in claims ^ (noted - old_support)}:
            before |= self._contradictions(changed)
            after |= self._contradicting(home, changed, noted - old_support, claims)
        known, new = ({quad.predicate: read_facts(quad) for quad in quads} for quads in (old_support, support))
        for about in {quad.predicate for quad in support ^ old_support}:
            shared = self._shared(about.value.removeprefix(ABOUT))
            # What is settled is settled: only where something is taken back do all have to be heard again.
            others = self._tellings(about, home) if about in known else [shared]
            before |= shared
            after |= settle([*others, new.get(about, set())], self.names)
        return before - after, after - before

    def _find(self, subject: Any = None, predicate: Any = None, object: Any = None, *, graph: ox.NamedNode) -> Quads:
        return set(self._data.quads_for_pattern(subject, predicate, object, graph))

    def _contradictions(self, events: Iterable[str]) -> Quads:
        """The links from and to events."""
        nodes = [ox.NamedNode(self.names.event(event)) for event in events]
        ends = [end for node in nodes for end in ((node, CONTRADICTS), (None, CONTRADICTS, node))]
        graph = ox.NamedNode(self.names.graph("contradictions"))
        return set[ox.Quad]().union(*(self._find(*end, graph=graph) for end in ends))

    def _contradicting(self, home: ox.NamedNode, events: set[str], old: Quads, new: Quads) -> Quads:
        """The links that events shall have whose claims change: what others claim too stays claimed."""
        claims = {
            quad
            for quad in old | new
            if read_claim(quad).event in events and (quad in new or self._claimed(home, quad.predicate, quad.object))
        }
        for denied in {contrary(quad.predicate) for quad in claims}:
            claims |= self._claimed(home, denied) | {quad for quad in new if quad.predicate == denied}
        return {to_oxigraph(quad) for quad in contradictions(map(read_claim, claims), self.names)}

    def _claimed(self, home: ox.NamedNode, predicate: Any, object: Any = None) -> Quads:
        """What other articles than one claim."""
        said = self._find(None, predicate, object, graph=SUPPORT)
        return {quad for quad in said if quad.subject != supporter(home)}

    def _shared(self, node: str) -> Quads:
        graphs = (ox.NamedNode(self.names.graph(name)) for name in SHARED)
        return set[ox.Quad]().union(*(self._find(ox.NamedNode(node), graph=graph) for graph in graphs))

    def _tellings(self, about: ox.NamedNode, home: ox.NamedNode) -> list[Quads]:
        """What other articles than one tell of a node; many tell the same."""
        said = self._find(predicate=about, graph=SUPPORT)
        others = {quad.object: quad for quad in said if quad.subject != supporter(home)}
        return [read_facts(quad) for quad in others.values()]

    def _write(self, gone: Quads, new: Quads) -> None:
        """One transaction; where something goes too, an update is the only way that Oxigraph has."""
        try:
            if gone:
                self._data.update(f"DELETE DATA {{ {_data(gone)} }}; INSERT DATA {{ {_data(new)} }}")
            elif new:
                self._data.extend(new)
        except SyntaxError as error:
            raise _broken(self.folder, error) from error
        except (OSError, RuntimeError) as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: Exception) -> WriteError:
        return WriteError(f"{self.folder}: cannot be written ({error}); make room and run the command again")


def _data(quads: Quads) -> str:
    return " ".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)


def is_store(path: str | Path) -> bool:
    """Whether a path is to be read as a store: it is a folder."""
    return path != "-" and Path(path).is_dir()


def store_base(folder: Path) -> str:
    """What the IRIs of a store begin with; ReadError for a folder that is no store that this kg can read."""
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        format, base = int(settings["format"]), str(settings["base"])
    except OSError as error:
        raise ReadError(f"{folder}: is no store of kg; `kg add` makes one") from error
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
        raise ReadError(f"{folder}: {SETTINGS} is damaged; restore it from a copy, or make the store anew") from error
    if format != FORMAT:
        raise ReadError(
            f"{folder}: is a store of format {format}, and this kg knows format {FORMAT}; "
            "export it with the kg that made it, or add the articles to a new store"
        )
    if not is_base(base):
        raise ReadError(f"{folder}: {SETTINGS} has a base that is no absolute IRI; restore it from a copy")
    if not (folder / DATA / "CURRENT").exists():
        raise ReadError(f"{folder}: its data are gone, or not whole; restore them from a copy, or make the store anew")
    return base


def store_state(folder: Path) -> object:
    """What changes with every change of a store, and is the same as long as it is."""
    files = (path for path in (folder / DATA).iterdir() if not path.name.startswith("LO"))  # its diary and its lock
    with suppress(OSError):  # a writer tidied up a file just now
        return sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return object()


def read_store(folder: Path) -> ox.Store:
    """The store as it is now, for reading only; whoever writes to it goes on. Raises ReadError."""
    store_base(folder)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return ox.Store.read_only(str(folder / DATA))
        except (OSError, RuntimeError) as error:  # a writer may tidy up files in the moment they are opened
            if "No such file" not in str(error) or time.monotonic() > end:
                raise _broken(folder, error) from error
            time.sleep(0.05)


@contextmanager
def sound(folder: Path) -> Iterator[None]:
    """A ReadError for what can't be read in a store, or is not what kg wrote there: a disk changed it."""
    try:
        yield
    except KgError as error:
        raise ReadError(f"{folder}: {error}") from error
    except Exception as error:  # what a changed byte leads to, nobody knows
        raise _broken(folder, error) from error


def load_store(folder: Path) -> Graph:
    """Everything in a store as a Graph, with what each article tells for itself."""
    data, store = rdflib.Graph("SimpleMemory", bind_namespaces="none"), read_store(folder)
    notes, names = defaultdict[str, list[ox.Quad]](list), Names(store_base(folder))
    with sound(folder):
        for quad in store:
            if quad.graph_name != SUPPORT:
                data.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
            elif quad.predicate.value.startswith(ABOUT):
                notes[quad.predicate.value].append(quad)
        for home, told in told_apart(notes, names).items():
            data.add((rdflib.URIRef(home), DIP.tells, rdflib.Literal("".join(sorted(told)))))
        return from_dataset(data)


def describe_store(folder: Path) -> dict[str, str | int]:
    """What a store holds, in numbers."""
    store, base = read_store(folder), store_base(folder)
    type, label = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)
    with sound(folder):
        counts = {
            "articles": _count(store, None, type, ox.NamedNode(SCHEMA.NewsArticle), None),
            "events": _count(store, None, type, ox.NamedNode(SEM.Event), None),
            "entities": _count(store, None, label, None, ox.NamedNode(Names(base).graph("entities"))),
            "statements": len(store) - _count(store, None, None, None, SUPPORT),
        }
    return {**counts, "bytes": sum(path.stat().st_size for path in (folder / DATA).iterdir()), "base": base}


def _count(store: ox.Store, *pattern: Any) -> int:
    return sum(1 for _ in store.quads_for_pattern(*pattern))


def list_articles(folder: Path) -> list[str]:
    """The ids of the articles in a store, sorted."""
    store = read_store(folder)
    with sound(folder):
        news = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(SCHEMA.NewsArticle), None)
        return sorted(local_id(str(to_rdflib(quad.subject))) for quad in news)


def _check_new(folder: Path) -> None:
    """A WriteError where no store can be made: there may be nothing but what is left of one that was begun."""
    if folder.exists() and (not folder.is_dir() or any(path.name != DATA for path in folder.iterdir())):
        raise WriteError(f"{folder}: is no store of kg and not empty; choose another folder")
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)


def _broken(folder: Path, error: Exception) -> ReadError:
    return ReadError(
        f"{folder}: the store cannot be opened or read ({type(error).__name__}: {error}); check the permissions, "
        "restore it from a copy, or make it anew"
    )
