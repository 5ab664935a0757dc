"""From RDF back to a Graph: an rdflib graph or dataset that holds what `kg.rdf.to_dataset` writes enters.

Only the statements count, not the named graphs they stand in. Sets come back sorted; of the evidence of an event the
sentence around the trigger comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar, get_args

import rdflib
from rdflib import OWL, PROV, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.errors import KgError
from kg.graph.split import divide, order_evidence
from kg.model import (
    Article,
    Category,
    Entity,
    EntityMention,
    EntityType,
    Event,
    Graph,
    Relation,
    Span,
    TimeValue,
)
from kg.rdf.namespaces import DCTERMS, DIP, ITSRDF, NIF, SCHEMA, SEM, local_id

# What is said of each node, and the mentions of each entity.
Facts = dict[Node, dict[Node, list[Node]]]
Thing = TypeVar("Thing", Article, Entity, Event, Relation, Category)


def from_dataset(data: rdflib.Graph) -> Graph:
    """The articles, entities and events of a graph; KgError names a node that lacks something."""
    facts: Facts = {}
    for s, p, o in data.triples((None, None, None)):
        facts.setdefault(s, {}).setdefault(p, []).append(o)
        if p == ITSRDF.taIdentRef:
            facts.setdefault(o, {}).setdefault(ITSRDF.taIdentRef, []).append(s)
    graph = _graph(facts)
    notes = {local_id(str(node)): str(said[DIP.tells][0]) for node, said in facts.items() if DIP.tells in said}
    return replace(graph, parts=tuple(_parts(graph, facts, notes))) if notes else graph


def _graph(facts: Facts) -> Graph:
    events = _all(facts, [SEM.Event], _event)
    relations, types = {event.relation for event in events}, {event.type for event in events}
    return Graph(
        _all(facts, [SCHEMA.NewsArticle], _article),
        _all(facts, [DIP[name] for name in get_args(EntityType)], _entity),
        events,
        tuple(known for known in _all(facts, [DIP.Relation], _relation) if known.id in relations),
        tuple(known for known in _all(facts, [DIP.Category], _category) if known.id in types),
    )


def _parts(graph: Graph, facts: Facts, notes: dict[str, str]) -> Iterator[Graph]:
    """What each article tells for itself: as all of them do, but for what its note says."""
    own = {article: _read_note(note) for article, note in notes.items()}
    nodes = {local_id(str(node)): node for node, said in facts.items() if SEM.Event in said.get(RDF.type, ())}

    def telling(event: Event, article: str) -> Event:
        node = nodes[event.id]
        told = own.get(article, {}).get(node)
        spans: dict[Node, list[Node]] = {name: facts[node][name] for name in (DIP.triggerPhrase, PROV.wasDerivedFrom)}
        return _event(node, {**facts, node: {**told, **spans}}) if told else event

    for part in divide(graph, telling):
        known = own.get(part.articles[0].id, {})
        told = {local_id(str(node)): node for node, said in known.items() if SEM.Event not in said[RDF.type]}
        entities = (
            replace(_entity(told[entity.id], known), mentions=entity.mentions) if entity.id in told else entity
            for entity in part.entities
        )
        yield replace(part, entities=tuple(entities))


def _read_note(note: str) -> Facts:
    facts: Facts = {}
    for s, p, o in rdflib.Graph(bind_namespaces="none").parse(data=note, format="nt"):
        facts.setdefault(s, {}).setdefault(p, []).append(o)
    return facts


def _all(facts: Facts, types: Iterable[Node], read: Callable[[Node, Facts], Thing]) -> tuple[Thing, ...]:
    wanted = set(types)
    nodes = [node for node, said in facts.items() if wanted.intersection(said.get(RDF.type, ()))]
    return tuple(sorted((read(node, facts) for node in nodes), key=lambda thing: thing.id))


def _maybe(facts: Facts, node: Node, predicate: Node) -> Any:
    """The one value, as Python knows it; None if there is none."""
    values = set(facts.get(node, {}).get(predicate, ()))
    if len(values) > 1:
        raise KgError(f"{node} has several values of {predicate}: keep one of them")
    return next((value.toPython() for value in values if isinstance(value, rdflib.Literal | rdflib.URIRef)), None)


def _one(facts: Facts, node: Node, predicate: Node) -> Any:
    value = _maybe(facts, node, predicate)
    if value is None:
        raise _incomplete(node, predicate)
    return value


def _incomplete(node: Node, predicate: Node) -> KgError:
    return KgError(f"{node} has no {predicate}: it is no graph of kg, or an incomplete one")


def _ids(facts: Facts, node: Node, predicate: Node) -> tuple[str, ...]:
    return tuple(sorted({local_id(str(value)) for value in facts[node].get(predicate, ())}))


def _id(facts: Facts, node: Node, predicate: Node) -> str | None:
    value = _maybe(facts, node, predicate)
    return None if value is None else local_id(value)


def _strings(facts: Facts, node: Node, predicate: Node) -> tuple[str, ...]:
    return tuple(sorted({str(value) for value in facts[node].get(predicate, ())}))


def _article(node: Node, facts: Facts) -> Article:
    return Article(
        id=local_id(str(node)),
        text=_one(facts, node, NIF.isString),
        title=_maybe(facts, node, SCHEMA.headline),
        date=_maybe(facts, node, SCHEMA.datePublished),
        source=_maybe(facts, node, DCTERMS.source),
        publisher=_maybe(facts, node, SCHEMA.publisher),
        guessed=_strings(facts, node, DIP.guessed),
        fingerprint=_strings(facts, node, DIP.fingerprint),
        language=_maybe(facts, node, SCHEMA.inLanguage),
    )


def _span(node: Node, facts: Facts) -> Span:
    return Span(
        article=local_id(_one(facts, node, NIF.referenceContext)),
        begin=_one(facts, node, NIF.beginIndex),
        end=_one(facts, node, NIF.endIndex),
        text=_one(facts, node, NIF.anchorOf),
    )


def _mention(node: Node, facts: Facts) -> EntityMention:
    span, begin, end = _span(node, facts), _maybe(facts, node, DIP.nameBegin), _maybe(facts, node, DIP.nameEnd)
    if begin is None or end is None:
        return EntityMention(span)
    return EntityMention(span, Span(span.article, begin, end, span.text[begin - span.begin : end - span.begin]))


def _entity(node: Node, facts: Facts) -> Entity:
    type = next(name for name in get_args(EntityType) if DIP[name] in facts[node][RDF.type])
    mentions = [_mention(mention, facts) for mention in facts[node].get(ITSRDF.taIdentRef, ())]
    return Entity(
        id=local_id(str(node)),
        label=_one(facts, node, RDFS.label),
        type=type,
        country=_maybe(facts, node, DIP.countryCode),
        aliases=_strings(facts, node, SKOS.altLabel),
        same_as=_strings(facts, node, OWL.sameAs),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
    )


def _event(node: Node, facts: Facts) -> Event:
    trigger, *retold = _spans(facts, node, DIP.triggerPhrase)
    return Event(
        id=local_id(str(node)),
        type=local_id(_one(facts, node, DIP.category)),
        relation=local_id(_one(facts, node, DIP.relation)),
        trigger=trigger,
        evidence=order_evidence(trigger, _spans(facts, node, PROV.wasDerivedFrom)),
        actors=_ids(facts, node, DIP.actor),
        recipients=_ids(facts, node, DIP.recipient),
        mode=_id(facts, node, DIP.mode),
        contexts=_ids(facts, node, DIP.context),
        place=_id(facts, node, SEM.hasPlace),
        time=_time(node, facts),
        time_text=_maybe(facts, node, DIP.timeText),
        modality=local_id(_one(facts, node, DIP.modality)),  # type: ignore[arg-type]
        negated=_one(facts, node, DIP.negated),
        attribution=_id(facts, node, DIP.attributedTo),
        confidence=float(_one(facts, node, DIP.confidence)),
        retold=tuple(retold),
    )


def _relation(node: Node, facts: Facts) -> Relation:
    return Relation(
        id=local_id(str(node)),
        label=_one(facts, node, RDFS.label),
        category=local_id(_one(facts, node, DIP.category)),
        symmetric=bool(_maybe(facts, node, DIP.symmetric)),
    )


def _category(node: Node, facts: Facts) -> Category:
    return Category(
        id=local_id(str(node)),
        label=_one(facts, node, SKOS.prefLabel),
        definition=_maybe(facts, node, SKOS.definition) or "",
        quad_class=_one(facts, rdflib.URIRef(_one(facts, node, DIP.quadClass)), SKOS.prefLabel),
        score=float(_one(facts, node, DIP.goldstein)),
    )


def _spans(facts: Facts, node: Node, predicate: Node) -> list[Span]:
    """The stretches of text that a property leads to, in order; at least one."""
    if not (found := facts[node].get(predicate)):
        raise _incomplete(node, predicate)
    return sorted({_span(stretch, facts) for stretch in found})


def _time(node: Node, facts: Facts) -> TimeValue | None:
    if _maybe(facts, node, DIP.edtf) is None:
        return None
    return TimeValue(
        edtf=_one(facts, node, DIP.edtf),
        begin=_one(facts, node, SEM.hasEarliestBeginTimeStamp),
        end=_one(facts, node, SEM.hasLatestEndTimeStamp),
        precision=_one(facts, node, DIP.precision),
    )
