"""A graph that exists already goes into a store: into an empty one by the bulk loader, all of it or nothing.

With its statements goes what each article tells of the nodes that articles share, so that the store is the same as if
the articles had come one by one: `split_graph` says what each of them tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pyoxigraph as ox
from rdflib import RDFS

from kg.errors import ReadError
from kg.formats.load import load_named_graphs, read_graph
from kg.graph.contradictions import Claim, find_claims
from kg.graph.split import split_graph
from kg.model import Article, Event, Graph, Relation, Span, TimeValue
from kg.rdf.check import check
from kg.rdf.columns import Columns, split_lines, text_of, to_lines
from kg.rdf.namespaces import DIP, ITSRDF, NIF, SCHEMA, SEM, Names, local_id
from kg.rdf.serialization import serialize
from kg.rdf.to_dataset import contradictions, links
from kg.store.store import Store
from kg.store.support import ABOUT, SUPPORT, note_claim, note_facts, supporter

TRUE = ('"true"', '"1"')
ARTICLE, EVENT, TELLS = f"<{SCHEMA.NewsArticle}>", f"<{SEM.Event}>", f"<{DIP.tells}>"
SHARED = ("entities", "events", "vocabulary")
PARTS = (DIP.category, DIP.relation, DIP.mode, DIP.context, SEM.hasActor, SEM.hasPlace, DIP.attributedTo)


def add_file(store: Store, path: str) -> list[bool]:
    """Put the articles of a graph in a file into a store; whether that changed each of them.

    What goes into a store that holds articles goes one by one. Raises ReadError for a file that holds no whole graph.
    """
    columns = _read_columns(path, store.names)
    if violations := check(columns):
        raise ReadError(f"{path}: not added, it breaks a rule: {violations[0]}; `kg validate` shows all that is wrong")
    if not store.is_empty:
        return [store.add(part) for part in split_graph(read_graph(path))]
    try:
        store.fill(take_in(columns, store.names).alone(store.names))
    except SyntaxError as error:
        raise ReadError(f"{path}: no valid N-Quads ({error.msg}); write it anew with `kg export`") from error
    return [True] * len(columns.types[ARTICLE])


def _read_columns(path: str, names: Names) -> Columns:
    columns = to_columns(load_named_graphs(path), names, lambda: read_graph(path))
    if not columns.types[ARTICLE]:
        raise ReadError(f"{path}: holds no articles; give RDF that `kg build` or `kg export` wrote")
    if '""' in columns.column(NIF.isString).values:
        raise ReadError(f"{path}: holds no texts of its articles, which a store keeps; add the articles, or their RDF")
    return columns


def to_columns(text: str | None, names: Names, read: Callable[[], Graph]) -> Columns:
    """The named graphs of N-Quads as they stand there, if they are those that a store has; made anew if not."""
    columns = None
    with suppress(ValueError):  # other N-Quads than kg's may have other spaces
        columns = Columns.from_lines(text) if text else None
    if columns is None or not _is_divided(columns, names):
        columns = Columns.from_lines(serialize(read(), "nquads", names.base))
    return columns


def _is_divided(columns: Columns, names: Names) -> bool:
    common = {f"<{names.graph(name)}>" for name in (*SHARED, "links", "contradictions", "copies")}
    return columns.graphs.keys() - common == columns.types[ARTICLE]


@dataclass(frozen=True, slots=True)
class Intake:
    """What goes into a store for a graph: lines of N-Quads that are whatever others tell, and what is to be merged with
    theirs: the lines of each shared node, and what events claim."""

    own: list[str]
    shared: dict[str, list[str]]
    claims: list[Claim]

    def alone(self, names: Names) -> Iterator[str]:
        """All lines, where there is nothing to merge with."""
        yield from chain(self.own, *self.shared.values(), map(_line, contradictions(self.claims, names)))


def take_in(columns: Columns, names: Names) -> Intake:
    """What goes into a store for a graph, as it stands in its named graphs."""
    shared, own = _shared(columns, names), _told_apart(columns, names)
    told_by, relations = _told_by(columns, own), tuple(_relations(columns))
    texts = {node: _literal(lines) for node, lines in shared.items()}
    taken, heard = Intake([], {}, []), set[str]()
    for node in columns.types[ARTICLE]:
        home, told = ox.NamedNode(node[1:-1]), told_by[node]
        support, apart = supporter(home), own[node]
        article = Article(local_id(home.value), "", date=_day(columns, SCHEMA.datePublished, node))
        events = [_event(apart.get(event, columns), event, article.id) for event in told & columns.types[EVENT]]
        graph = Graph((article,), (), tuple(events), relations)
        linked, claimed = _links(graph, names), list(find_claims(graph))
        lines = {
            about: _lines(apart[about]) if about in apart else shared.get(about, []) for about in told | linked.keys()
        }
        noted = {about: texts[about] for about in told & texts.keys() - apart.keys()}
        noted |= {
            about: _literal([*lines[about], *linked.get(about, ())]) for about in linked.keys() | apart.keys() & told
        }
        taken.own.extend(f"{support} <{ABOUT}{about[1:-1]}> {text} {SUPPORT} ." for about, text in noted.items())
        taken.own.extend(f"{note_claim(claim, home)} ." for claim in claimed)
        taken.own.extend(chain.from_iterable(linked.values()))
        taken.own.extend(line for line in columns.graphs[node] if line.split(" ", 2)[1] != TELLS)
        taken.claims.extend(claimed)
        heard |= told
    taken.shared.update((node, shared[node]) for node in shared.keys() & heard)
    return taken


def _told_apart(columns: Columns, names: Names) -> dict[str, dict[str, Columns]]:
    """What each article tells of a node otherwise than all do together, as its note says."""
    own = defaultdict[str, dict[str, Columns]](dict)
    for article, note in columns.column(DIP.tells).first.items():
        lines = defaultdict[str, list[str]](list)
        for line in split_lines(text_of(note)):
            lines[line.split(" ", 1)[0]].append(line.removesuffix("."))
        for node, told in lines.items():
            graph = names.graph("events" if any(EVENT in line for line in told) else "entities")
            own[article][node] = Columns.from_lines("\n".join(to_lines(f"{line}<{graph}> ." for line in told)))
    return own


def _lines(columns: Columns) -> list[str]:
    return [*chain.from_iterable(columns.graphs.values())]


def _literal(lines: Iterable[str]) -> str:
    return str(ox.Literal(note_facts(lines)))


def _shared(columns: Columns, names: Names) -> dict[str, list[str]]:
    """The lines of each node that articles share."""
    lines = defaultdict[str, list[str]](list)
    for line in to_lines(line for name in SHARED for line in columns.graphs[f"<{names.graph(name)}>"]):
        lines[line.split(" ", 1)[0]].append(line)
    return lines


def _told_by(columns: Columns, own: dict[str, dict[str, Columns]]) -> dict[str, set[str]]:
    """The nodes that each article tells of: whom it mentions, its events, and what these lead to."""
    homes, told = columns.column(NIF.referenceContext).first, defaultdict[str, set[str]](set)
    for mention, entity in columns.column(ITSRDF.taIdentRef).pairs():
        told[homes[mention]].add(entity)
    classes = columns.column(DIP.quadClass)
    for event, trigger in columns.column(DIP.triggerPhrase).pairs():
        home = homes[trigger]
        category, *others = (own[home].get(event, columns).column(part).of(event) for part in PARTS)
        told[home].update({event}, category, *others, *(classes.of(node) for node in category))
    return told


def _event(columns: Columns, node: str, article: str) -> Event:
    """An event as far as links and claims go."""

    def ids(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(local_id(value.strip("<>")) for value in columns.column(predicate).of(node)))

    begin, end = (
        _day(columns, predicate, node) for predicate in (SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp)
    )
    [negated] = columns.column(DIP.negated).of(node)
    return Event(
        id=local_id(node[1:-1]),
        type=ids(DIP.category)[0],
        relation=ids(DIP.relation)[0],
        trigger=Span(article, 0, 0, ""),
        evidence=(),
        actors=ids(DIP.actor),
        recipients=ids(DIP.recipient),
        time=TimeValue("", begin, end, "interval") if begin and end else None,
        modality=ids(DIP.modality)[0],  # type: ignore[arg-type]
        negated=negated.startswith(TRUE),
    )


def _relations(columns: Columns) -> Iterator[Relation]:
    symmetric = columns.column(DIP.symmetric).first
    for node in columns.types[f"<{DIP.Relation}>"]:
        label, [category] = columns.column(RDFS.label).first[node], columns.column(DIP.category).of(node)
        is_symmetric = symmetric.get(node, "").startswith(TRUE)
        yield Relation(local_id(node[1:-1]), text_of(label), local_id(category[1:-1]), is_symmetric)


def _day(columns: Columns, predicate: str, node: str) -> date | None:
    value = columns.column(predicate).first.get(node)
    return date.fromisoformat(value.split('"')[1]) if value else None


def _links(graph: Graph, names: Names) -> dict[str, set[str]]:
    """The lines of direct links, by the node that they start from."""
    lines = defaultdict[str, set[str]](set)
    for event in graph.events:
        for s, p, o in links(event, graph, names):
            lines[f"<{s}>"].add(_line((s, p, o, names.graph("links"))))
    return lines


def _line(quad: tuple[object, ...]) -> str:
    return "".join(f"<{node}> " for node in quad) + "."
