"""Events as a picture shows them: actors as nodes, and one bundle for all events of a pair and a quad class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.graph.links import find_pairs
from kg.knowledge.gazetteer import country_names
from kg.model import Entity, EntityType, Graph

Fold = Callable[[Entity], str]


@dataclass(slots=True)
class Node:
    """Who takes part in `weight` events; `alone` are those that link it to nobody else in the picture."""

    id: str
    label: str
    kind: EntityType
    country: str | None
    alone: list[int] = field(default_factory=list)
    weight: int = 0


@dataclass(slots=True)
class Bundle:
    """The events of one quad class between two nodes, by their numbers in the graph.

    `ahead` lead from source to target, `back` from target to source; `mutual` have no direction.
    """

    source: str
    target: str
    quad_class: str
    ahead: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    mutual: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes, those with most events first, and what links them."""

    nodes: tuple[Node, ...]
    bundles: tuple[Bundle, ...]


def itself(entity: Entity) -> str:
    """Every actor is a node of its own."""
    return entity.id


def its_country(entity: Entity) -> str:
    """An actor who stands for a country is part of that country's node; the others are nodes of their own."""
    return entity.country or entity.id


def bundle_events(graph: Graph, fold: Fold = itself) -> Picture:
    """The picture in which `fold` says which node an entity belongs to."""
    names = country_names(graph)
    nodes: dict[str, Node] = {}
    bundles: dict[tuple[str, str, str], Bundle] = {}
    for number, event in enumerate(graph.events):
        members = [graph.entity[name] for name in dict.fromkeys(event.actors + event.recipients)]
        for entity in members:
            name = fold(entity)
            if name not in nodes:
                nodes[name] = _node(name, entity, names)
        symmetric, quad_class = graph.is_symmetric(event), graph.quad_class(event)
        ends = ([fold(graph.entity[name]) for name in pair] for pair in find_pairs(event, symmetric=symmetric))
        pairs = {(one, other) for one, other in ends if one != other}
        for source, target in sorted(pairs):
            way = (target, source) if (target, source, quad_class) in bundles else (source, target)
            bundle = bundles.setdefault((*way, quad_class), Bundle(*way, quad_class))
            _add(bundle, number, source, mutual=symmetric or (target, source) in pairs)
        linked = {name for pair in pairs for name in pair}
        for name in dict.fromkeys(fold(entity) for entity in members):
            nodes[name].weight += 1
            if name not in linked:
                nodes[name].alone.append(number)
    return Picture(tuple(sorted(nodes.values(), key=lambda node: (-node.weight, node.id))), tuple(bundles.values()))


def _node(name: str, entity: Entity, names: dict[str, str]) -> Node:
    if name == entity.id:
        return Node(name, entity.label, entity.type, entity.country)
    return Node(name, names.get(name, name), "Country", name)


def _add(bundle: Bundle, number: int, source: str, *, mutual: bool) -> None:
    events = bundle.mutual if mutual else bundle.ahead if source == bundle.source else bundle.back
    if number not in events[-1:]:
        events.append(number)
