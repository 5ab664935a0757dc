"""What a user has decided, once and for all: the graph of one article enters, the graph as the user has it leaves.

A file has a decision a line; words with spaces stand in quotes, and what follows a # is no decision:

    same  volodymyr-zelenskyy  v-zelenski        # these are one: the first stays
    apart michael-jordan "Jordan" game-5         # who is called Jordan there (or anywhere) is somebody else
    wrong met-2025-05-18-0c45a1b2c3d4e5f6        # this event is no event
    label european-union "EU"                    # what it is to be called
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import ReadError
from kg.graph.identity import identify
from kg.graph.merge import merge_entities
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.normalization import name_words, slug
from kg.knowledge.ontology import Ontology
from kg.model import Entity, Event, Graph

ARGUMENTS = {"same": (2, 99), "apart": (2, 3), "wrong": (1, 99), "label": (2, 2)}
USAGE = "write same KEPT OTHER..., apart ENTITY NAME [ARTICLE], wrong EVENT... or label ENTITY LABEL"


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of a file of corrections."""

    where: str
    verb: str
    words: tuple[str, ...]


def read_corrections(paths: Iterable[Path]) -> list[Decision]:
    """The decisions of files, in their order; ReadError with file and line for what is none."""
    return [decision for path in paths for decision in _read(path)]


def _read(path: Path) -> Iterator[Decision]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ReadError(f"{path}: cannot be read ({error}); check the path, and that it is UTF-8") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path}, line {number}"
        try:
            verb, *words = shlex.split(line, comments=True) or [""]
        except ValueError as error:
            raise ReadError(f"{where}: {error}; close the quotation marks") from error
        if verb:
            fewest, most = ARGUMENTS.get(verb, (1, 0))
            if not fewest <= len(words) <= most:
                raise ReadError(f"{where}: {line.strip()[:80]!r} is no decision; {USAGE}")
            yield Decision(where, verb, tuple(words))


class Corrections:
    """Decisions, and which of them have been of use so far."""

    def __init__(self, decisions: Sequence[Decision], gazetteer: Gazetteer, ontology: Ontology) -> None:
        self._decisions, self._gazetteer, self._ontology = decisions, gazetteer, ontology
        self._used: set[Decision] = set()
        self._kept = self._resolve()

    def _resolve(self) -> dict[str, tuple[str, set[Decision]]]:
        """Whom each id is one with in the end, and who says so; ReadError where ids lead round in a circle."""
        first = {other: (d.words[0], d) for d in self._of("same") for other in d.words[1:]}
        kept: dict[str, tuple[str, set[Decision]]] = {}
        for id, (target, decision) in first.items():
            seen, told = {id}, {decision}
            while target in first:
                if target in seen:
                    raise ReadError(f"{decision.where}: {id} is to be one with itself; leave one of the lines out")
                seen.add(target)
                target, further = first[target]
                told.add(further)
            kept[id] = target, told
        return kept

    def _of(self, verb: str) -> Iterator[Decision]:
        return (decision for decision in self._decisions if decision.verb == verb)

    @property
    def unused(self) -> list[Decision]:
        """The decisions that were about nobody and nothing."""
        return [decision for decision in self._decisions if decision not in self._used]

    def apply(self, graph: Graph) -> Graph:
        """The graph of an article as the decisions have it; one that none of them is about stays as it is."""
        if not self._decisions:
            return graph
        renamed = {entity.id: self._rename(entity, graph) for entity in graph.entities}
        entities = defaultdict[str, list[Entity]](list)
        for entity in renamed.values():
            entities[entity.id].append(entity)
        events = [_recast(event, renamed) for event in graph.events if not self._is_wrong(event)]
        events = [event for event in identify(events, self._ontology) if not self._is_wrong(event)]
        merged = tuple(merge_entities(entities[id]) for id in sorted(entities))
        if merged == graph.entities and tuple(events) == graph.events:
            return graph
        return graph.part(graph.articles, merged, events)

    def _is_wrong(self, event: Event) -> bool:
        told = [decision for decision in self._of("wrong") if event.id in decision.words]
        self._used.update(told)
        return bool(told)

    def _rename(self, entity: Entity, graph: Graph) -> Entity:
        for decision in self._of("apart"):
            id, name, *articles = decision.words
            if id == entity.id and (not articles or articles[0] in graph.article) and _is_called(entity, name):
                self._used.add(decision)
                entity = _another(entity, name)
        if entity.id in self._kept:
            kept, told = self._kept[entity.id]
            self._used |= told
            entity = self._become(entity, kept, graph)
        for decision in self._of("label"):
            if decision.words[0] == entity.id:
                self._used.add(decision)
                aliases = {*entity.aliases, entity.label} - {decision.words[1]}
                entity = replace(entity, label=decision.words[1], aliases=tuple(sorted(aliases)))
        return entity

    def _become(self, entity: Entity, kept: str, graph: Graph) -> Entity:
        """An entity as the one that stays, which may be known from the article, from the tables, or not at all."""
        mentions, known = entity.mentions, self._gazetteer.entries.get(kept)
        if kept in graph.entity:
            entity = replace(graph.entity[kept], aliases=(*graph.entity[kept].aliases, entity.label, *entity.aliases))
        elif known:
            entity = Entity(
                kept, known.label, known.kind, known.country, (entity.label, *entity.aliases), known.same_as
            )
        aliases = sorted(set(entity.aliases) - {entity.label})
        return replace(entity, id=kept, aliases=tuple(aliases), mentions=mentions)


def _is_called(entity: Entity, name: str) -> bool:
    wanted = name_words(name)
    return any(mention.name and name_words(mention.name.text) == wanted for mention in entity.mentions)


def _another(entity: Entity, name: str) -> Entity:
    """Somebody else of that name, of whom nothing is known but the kind."""
    id = slug(name) or "somebody"
    return Entity(f"{id}-2" if id == entity.id else id, name, entity.type, mentions=entity.mentions)


def _recast(event: Event, renamed: dict[str, Entity]) -> Event:
    """An event with those who are meant; nobody does something to himself."""
    involved = (*event.actors, *event.recipients, event.place, event.attribution)
    if all(renamed[id].id == id for id in involved if id):
        return event
    actors = tuple(dict.fromkeys(renamed[id].id for id in event.actors))
    recipients = dict.fromkeys(renamed[id].id for id in event.recipients)
    return replace(
        event,
        actors=actors,
        recipients=tuple(id for id in recipients if id not in actors),
        place=renamed[event.place].id if event.place else None,
        attribution=renamed[event.attribution].id if event.attribution else None,
    )
