"""The graphs of articles enter; those that break no rule leave, one by one or merged.

Whatever is left out is told as an error: kg made it, so kg made a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.graph.merge import merge_graphs
from kg.model import Graph
from kg.rdf.check import check
from kg.rdf.columns import Columns, Quad
from kg.rdf.namespaces import BASE
from kg.rdf.to_dataset import statements


@dataclass(frozen=True, slots=True)
class Whole:
    """One graph of many articles, what it was made of, and what it says."""

    parts: Sequence[Graph]
    graph: Graph
    statements: list[Quad]


def sound_graphs(graphs: Iterable[Graph], on_error: Callable[[KgError], None], base: str = BASE) -> Iterator[Graph]:
    """The graphs of single articles that are as the shapes ask; `on_error` hears of the others."""
    for graph in graphs:
        if violations := check(Columns.from_quads(statements(graph, base))):
            on_error(KgError(f"{graph.articles[0].id}: left out, for kg made a mistake; report it: {violations[0]}"))
        else:
            yield graph


def merge_sound(graphs: Sequence[Graph], on_error: Callable[[KgError], None], base: str = BASE) -> Whole:
    """The graphs of single articles as one, without those that break a rule.

    They are looked at together, and one by one only where something is wrong. Raises KgError where two articles have
    one id.
    """
    whole = _merge(graphs, base)
    if not check(Columns.from_quads(whole.statements)):
        return whole
    whole = _merge(list(sound_graphs(graphs, on_error, base)), base)
    if violations := check(Columns.from_quads(whole.statements)):
        raise KgError(f"the articles together break a rule, for kg made a mistake; report it: {violations[0]}")
    return whole


def _merge(parts: Sequence[Graph], base: str) -> Whole:
    graph = merge_graphs(parts)
    return Whole(parts, graph, statements(graph, base))
