"""A graph from a file or a store, whichever a path leads to."""

from __future__ import annotations

from pathlib import Path

from kg.formats.load import read_graph
from kg.model import Graph


def load_graph(path: str) -> Graph:
    """The graph in a store, or in a file of records (events.jsonl) or RDF; from `-`, standard input, records or Turtle.

    Raises ReadError with the file, the cause and the remedy.
    """
    if path != "-" and Path(path).is_dir():
        from kg.store.store import load_store

        return load_store(Path(path))
    return read_graph(path)


def find_base(path: str, base: str) -> str:
    """What the IRIs of a source begin with: a store has its own base, all else the one that is given."""
    if path == "-" or not Path(path).is_dir():
        return base
    from kg.store.store import store_base

    return store_base(Path(path))
