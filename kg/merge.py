"""Many articles' graphs into one: same thing, one node; the result does not hang on the order of the articles."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Article, Entity, Event, Graph


def merge_graphs(graphs: Iterable[Graph]) -> Graph:
    """One graph of all; an article that comes twice counts once."""
    articles: dict[str, Article] = {}
    entities: dict[str, Entity] = {}
    events: dict[str, Event] = {}
    for graph in graphs:
        articles.update((article.id, article) for article in graph.articles)
        events.update((event.id, event) for event in graph.events)
        for entity in graph.entities:
            entities[entity.id] = merge_entities(entities.get(entity.id, entity), entity)
    return Graph(
        tuple(articles[key] for key in sorted(articles)),
        tuple(entities[key] for key in sorted(entities)),
        tuple(events[key] for key in sorted(events)),
    )


def merge_entities(one: Entity, other: Entity) -> Entity:
    """What two articles know of one entity; of two labels or countries the one that sorts first is kept."""
    label, type = min((one.label, one.type), (other.label, other.type))
    return Entity(
        id=one.id,
        label=label,
        type=type,
        country=min((code for code in (one.country, other.country) if code), default=None),
        aliases=tuple(sorted({*one.aliases, *other.aliases})),
        same_as=tuple(sorted({*one.same_as, *other.same_as})),
        mentions=tuple(
            sorted({*one.mentions, *other.mentions}, key=lambda m: (m.span, m.name is not None, m.name or m.span))
        ),
    )
