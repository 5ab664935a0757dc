"""The commands of stores: articles go in and out, and a store goes to servers and browsers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import base_option, corrections_option, extraction_options, login_options, report, workers_option
from kg.cli.progress import Count, with_progress
from kg.errors import KgError

if TYPE_CHECKING:
    import pyoxigraph

    from kg.model import Article
    from kg.readers.streams import Given
    from kg.store.store import Store

store_argument = click.argument("folder", metavar="STORE", type=click.Path(path_type=Path))


def timeout_option(help: str) -> Callable[[Any], Any]:
    """How long the server of a store takes for one query."""
    return click.option(
        "--timeout", type=click.FloatRange(min=0, min_open=True), default=30, show_default=True, help=help
    )


@click.command()
@store_argument
@extraction_options
@workers_option()
@corrections_option
@base_option
def add(folder: Path, base: str, articles: tuple[str, ...], given: Given, workers: int, **known: Any) -> None:
    """Put articles into a store.

    STORE is a folder; it is made where there is none. An article that is there already is replaced, and where neither
    it nor kg and its knowledge changed, it is not read again. Each article goes in whole or not at all. --base counts
    for a new store only.

    An ARTICLE can also be a file of RDF that `kg build` or `kg export` wrote, or the folder of `kg run`. Into an empty
    store all its articles go at once, N-Quads and runs many times as fast as others.

    \b
    kg add store news/*.txt
    kg add archive graph.nq
    kg query store --name who-met-whom
    """
    from kg.formats.load import holds_graph
    from kg.readers.articles import read_articles
    from kg.runs.folder import open_folder
    from kg.runs.intake import add_run, holds_run
    from kg.store.bulk_load import add_file
    from kg.store.store import Store

    changed, texts = list[bool](), list[str]()
    with Store(folder, base=base) as store:
        for source in articles:
            try:
                if holds_graph(source):
                    changed += add_file(store, source)
                elif holds_run(source):
                    changed += add_run(store, open_folder(source))
                else:
                    texts.append(source)
            except KgError as error:
                report(error)
        if texts:
            changed += add_read(store, read_articles(texts, on_error=report, given=given), workers, **known)
    tell_added(folder, changed)


def add_read(
    store: Store,
    articles: Iterable[Article],
    workers: int,
    pipeline: str | None,
    ontology: Any,
    actors: Any,
    corrections: Any = (),
) -> list[bool]:
    """Read articles into a store; whether that changed each of them."""
    from kg.cli.extraction import read_all
    from kg.runs.intake import add_articles
    from kg.runs.shards import Knowledge

    knowledge = Knowledge(pipeline, ontology, actors, store.names.base, corrections)
    knowledge.check()
    read = partial(read_all, knowledge=knowledge, workers=workers)
    added = add_articles(store, articles, knowledge.digest(), read, report)
    return list(with_progress(added, lambda _: Count(1)))


def tell_added(folder: Path, changed: list[bool]) -> None:
    """Say what came into a store."""
    click.echo(f"{folder}: {sum(changed)} new or changed, {len(changed) - sum(changed)} as before")


@click.command()
@store_argument
@click.argument("articles", metavar="ID...", nargs=-1, required=True)
def remove(folder: Path, articles: tuple[str, ...]) -> None:
    """Take articles out of a store.

    What only they support goes with them. `kg info STORE --articles` lists the ids.

    \b
    kg remove store istanbul-talks
    """
    from kg.store.store import Store, store_base

    with Store(folder, base=store_base(folder)) as store:
        for article in articles:
            try:
                store.remove(article)
            except KgError as error:
                report(error)


@click.command()
@store_argument
@click.option("--articles", is_flag=True, help="List the ids of the articles instead.")
def info(folder: Path, articles: bool) -> None:
    """Tell what a store holds.

    \b
    kg info store
    kg info store --articles
    """
    from kg.store.store import describe_store, list_articles

    lines = (
        list_articles(folder) if articles else [f"{name}\t{value}" for name, value in describe_store(folder).items()]
    )
    for line in lines:
        click.echo(line)


@click.command()
@click.argument("source", metavar="SOURCE")
@click.argument("url", metavar="URL")
@login_options
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=300, show_default=True, help="Seconds.")
@click.option("--query", metavar="URL", help="Where the server answers queries, if URL takes updates only.")
@base_option
def push(source: str, url: str, timeout: float, query: str | None, base: str, **login: str | None) -> None:
    """Send a graph to a SPARQL server.

    SOURCE is a store, or a file of RDF or of the records of `kg extract`. URL is where the server takes named graphs by
    the Graph Store Protocol, or SPARQL updates. Each named graph is replaced; those that were pushed before and are not
    in SOURCE go. After a failure the same command goes on where it was.

    \b
    kg push store http://localhost:7878/store
    KG_PASSWORD=... kg push store http://localhost:8890/sparql-graph-crud-auth --user kg
    """
    from kg.sources import find_base
    from kg.sparql.client import Server
    from kg.sparql.credentials import Login
    from kg.sparql.push import push as push_graphs

    server, reader = (Server(address, Login(**login), timeout=timeout) for address in (url, query or url))
    with _bar() as on_graph:
        done = push_graphs(_open(source, base), server, find_base(source, base), reader=reader, on_graph=on_graph)
    click.echo(f"{server.url}: {done.sent} graphs sent, {done.unchanged} as before, {done.removed} removed")


def _open(source: str, base: str) -> pyoxigraph.Store:
    import pyoxigraph

    from kg.rdf.serialization import serialize
    from kg.sources import load_graph
    from kg.store.store import is_store, read_store

    if is_store(source):
        return read_store(Path(source))
    store = pyoxigraph.Store()
    store.bulk_load(serialize(load_graph(source), "nquads", base).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("graphs", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@click.command()
@store_argument
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; others than loopback let everybody read.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="Port; 0 takes a free one."
)
@timeout_option("Seconds that a query may take.")
def serve(folder: Path, host: str, port: int, timeout: float) -> None:
    """Open a store in the browser, and to SPARQL clients.

    A page to ask queries at /, the picture of the graph at /graph, and a SPARQL endpoint that only reads at /query.
    What `kg add` writes meanwhile is seen at once. Control-C ends it.

    \b
    kg serve store
    kg query http://127.0.0.1:7878/query --name pairs
    """
    from kg.sparql.server import serve as serve_store

    serve_store(folder, host, port, timeout, on_start=lambda url: click.echo(f"{folder}: at {url}", err=True))


@click.command()
@store_argument
@timeout_option("Seconds that a query in SPARQL may take.")
def mcp(folder: Path, timeout: float) -> None:
    """Open a store to assistants, by the Model Context Protocol.

    The server only reads. It speaks over standard input and output, so that an assistant starts it itself: give it this
    command. Its tools find actors, events between two of them, what is said about an event and by whom, and
    contradictions, and ask in SPARQL; every answer carries the sentences. Needs the package mcp: pip install mcp.

    \b
    kg mcp store
    """
    from kg.assistant import make_server

    make_server(folder, timeout).run("stdio")
