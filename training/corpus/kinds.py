"""What the ontology says of an annotated event: its type and its mode."""

from __future__ import annotations

from kg.knowledge.ontology import load_ontology
from training.corpus.markup import Event


def category(event: Event) -> str:
    """The PLOVER type of an event."""
    relations = load_ontology().relations
    return relations[event.what].category if event.what in relations else event.what


def mode(event: Event) -> str | None:
    """The mode of an event: its own or its relation's."""
    relation = load_ontology().relations.get(event.what)
    return event.mode or (relation.mode if relation else None)


def modes(kind: str) -> set[str]:
    """The modes that a type's relations have."""
    return {r.mode for r in load_ontology().relations.values() if r.category == kind and r.mode}
