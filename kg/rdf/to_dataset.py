"""From a Graph to quads: what kg found enters, an rdflib Dataset leaves.

What an article says stands in a graph named by the article, so that it can be replaced or taken out alone. Entities,
events that other articles can tell too, the vocabulary in use, direct links for what happened, and links from denials
to what they deny have a graph each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Dataset, Literal, URIRef

from kg.graph.contradictions import Claim, find_claims, find_contradictions
from kg.graph.identity import occurrence_id
from kg.graph.links import find_links
from kg.graph.wording import caption
from kg.knowledge.ontology import Ontology, load_ontology
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from kg.rdf.columns import Quad
from kg.rdf.namespaces import (
    BASE,
    DCTERMS,
    DIP,
    ITSRDF,
    NIF,
    PLOVER,
    SCHEMA,
    SEM,
    Names,
    decimal,
    external,
    prefixes,
    term,
)

Node = URIRef | Literal
Triple = tuple[URIRef, URIRef, Node]


def to_dataset(graph: Graph, base: str = BASE, *, ontology: Ontology | None = None) -> Dataset:
    """The graph as RDF: events, sentences, mentions, entities, and direct links for what happened.

    `base` begins the IRI of every node and ends in `/` or `#`. `ontology` tells which relations are symmetric and under
    which quad class each type falls; without one, the shipped ontology does.
    """
    dataset = Dataset(default_union=True)
    for prefix, namespace in prefixes(base).items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    graphs: dict[URIRef, rdflib.Graph] = {}
    for s, p, o, name in statements(graph, base, ontology):
        if name not in graphs:
            graphs[name] = dataset.graph(name)
        graphs[name].add((s, p, o))
    return dataset


def statements(graph: Graph, base: str = BASE, ontology: Ontology | None = None) -> list[Quad]:
    """All that a graph says, with the named graph of each statement; some more than once."""
    ontology = ontology or load_ontology()
    denials = contradictions(find_claims(graph, ontology), Names(base))
    return [*quads(graph, base, ontology), *denials]


def quads(graph: Graph, base: str = BASE, ontology: Ontology | None = None) -> Iterator[Quad]:
    """The statements that articles, entities and single events give, some more than once."""
    names, ontology = Names(base), ontology or load_ontology()
    for article in graph.articles:
        yield from _within(names.article(article.id), _article(article, names))
    for entity in graph.entities:
        yield from _within(names.graph("entities"), _entity(entity, names))
        for mention in entity.mentions:
            yield from _within(names.article(mention.span.article), _mention(entity, mention, names))
    for event in graph.events:
        yield from _event_quads(event, graph, names, ontology)
        yield from _within(names.graph("links"), links(event, names, ontology))
        yield from _within(names.graph("vocabulary"), _vocabulary(event, ontology))


def contradictions(claims: Iterable[Claim], names: Names) -> Iterator[Quad]:
    """The links that no single event gives: from each denial to what it denies."""
    for denial, event in find_contradictions(claims):
        yield names.event(denial), DIP.contradicts, names.event(event), names.graph("contradictions")


def _within(name: URIRef, triples: Iterable[Triple]) -> Iterator[Quad]:
    return ((s, p, o, name) for s, p, o in triples)


def _about(node: URIRef, facts: Iterable[tuple[URIRef, Node | None]]) -> Iterator[Triple]:
    return ((node, p, o) for p, o in facts if o is not None)


def _string(value: str | None) -> Literal | None:
    return None if value is None else Literal(value)


def _article(article: Article, names: Names) -> Iterator[Triple]:
    yield from _about(
        names.article(article.id),
        [
            (RDF.type, SCHEMA.NewsArticle),
            (RDF.type, NIF.Context),
            (NIF.isString, Literal(article.text)),
            (NIF.beginIndex, Literal(0)),
            (NIF.endIndex, Literal(len(article.text))),
            (SCHEMA.headline, _string(article.title)),
            (SCHEMA.datePublished, Literal(article.date) if article.date else None),
            (SCHEMA.publisher, _string(article.publisher)),
            (DCTERMS.source, _string(article.source)),
        ],
    )


def _stretch(node: URIRef, type: URIRef, span: Span, names: Names) -> Iterator[Triple]:
    yield from _about(
        node,
        [
            (RDF.type, type),
            (NIF.referenceContext, names.article(span.article)),
            (NIF.beginIndex, Literal(span.begin)),
            (NIF.endIndex, Literal(span.end)),
            (NIF.anchorOf, Literal(span.text)),
        ],
    )


def _entity(entity: Entity, names: Names) -> Iterator[Triple]:
    node = names.entity(entity.id)
    yield from _about(
        node,
        [
            (RDF.type, term(DIP, entity.type)),
            (RDFS.label, Literal(entity.label)),
            (DIP.countryCode, _string(entity.country)),
            *((SKOS.altLabel, Literal(alias)) for alias in entity.aliases),
            *((OWL.sameAs, external(iri)) for iri in entity.same_as),
        ],
    )


def _mention(entity: Entity, mention: EntityMention, names: Names) -> Iterator[Triple]:
    node = names.mention(mention.span, entity.id)
    yield from _stretch(node, DIP.Mention, mention.span, names)
    yield node, ITSRDF.taIdentRef, names.entity(entity.id)
    if mention.name:
        yield node, DIP.nameBegin, Literal(mention.name.begin)
        yield node, DIP.nameEnd, Literal(mention.name.end)


def _event_quads(event: Event, graph: Graph, names: Names, ontology: Ontology) -> Iterator[Quad]:
    node = names.event(event.id)
    for home in _homes(event, names, ontology):
        yield from _within(home, _about(node, _event_facts(event, names)))
        yield node, RDFS.label, caption(event, graph, ontology), home
    for trigger in event.triggers:
        article, phrase = names.article(trigger.article), names.text(trigger)
        yield node, DIP.triggerPhrase, phrase, article
        yield from _within(article, _stretch(phrase, DIP.Trigger, trigger, names))
    for span in event.evidence:
        article, sentence = names.article(span.article), names.text(span)
        yield node, PROV.wasDerivedFrom, sentence, article
        yield from _within(article, _stretch(sentence, NIF.Sentence, span, names))


def _homes(event: Event, names: Names, ontology: Ontology) -> Iterable[URIRef]:
    """The graphs that say what the event is: that of all articles where it has one id in all, else the article's."""
    if event.id == occurrence_id(event, ontology):
        return [names.graph("events")]
    return dict.fromkeys(names.article(span.article) for span in (*event.triggers, *event.evidence))


def _event_facts(event: Event, names: Names) -> Iterator[tuple[URIRef, Node | None]]:
    yield RDF.type, SEM.Event
    yield DIP.category, term(PLOVER, event.type)
    yield DIP.relation, term(DIP, event.relation)
    yield DIP.mode, term(PLOVER, event.mode) if event.mode else None
    yield from ((DIP.context, term(PLOVER, context)) for context in event.contexts)
    yield from ((DIP.actor, names.entity(actor)) for actor in event.actors)
    yield from ((DIP.recipient, names.entity(recipient)) for recipient in event.recipients)
    # Both follow from sub-properties, but not every store reasons, and it makes "takes part" a single pattern.
    yield from ((SEM.hasActor, names.entity(id)) for id in (*event.actors, *event.recipients))
    yield SEM.hasPlace, names.entity(event.place) if event.place else None
    if event.time:
        yield SEM.hasEarliestBeginTimeStamp, Literal(event.time.begin)
        yield SEM.hasLatestEndTimeStamp, Literal(event.time.end)
        yield DIP.edtf, Literal(event.time.edtf)
        yield DIP.precision, Literal(event.time.precision)
    yield DIP.timeText, _string(event.time_text)
    yield DIP.modality, term(DIP, event.modality)
    yield DIP.negated, Literal(event.negated)
    yield DIP.attributedTo, names.entity(event.attribution) if event.attribution else None
    yield DIP.confidence, decimal(event.confidence)


def links(event: Event, names: Names, ontology: Ontology) -> Iterator[Triple]:
    """Direct links for what happened; those of a symmetric relation go both ways, as they would for a reasoner.

    An event of another type than its relation's is only words about it: a refusal to meet is no meeting.
    """
    relation = ontology.relations.get(event.relation)
    if not event.happened or (relation and relation.category != event.type):
        return
    symmetric = relation is not None and relation.symmetric
    for one, other in find_links(event, symmetric=symmetric):
        yield names.entity(one), term(DIP, event.relation), names.entity(other)


def _vocabulary(event: Event, ontology: Ontology) -> Iterator[Triple]:
    """The terms that the event uses, with what queries and readers need of them."""
    relation, node = ontology.relations.get(event.relation), term(DIP, event.relation)
    yield node, RDF.type, DIP.Relation
    yield node, RDFS.label, Literal(relation.label if relation else event.relation)
    yield node, DIP.category, term(PLOVER, relation.category if relation else event.type)
    if relation and relation.symmetric:
        yield node, DIP.symmetric, Literal(True)
    yield from _category(event.type, ontology)
    modes = [(term(PLOVER, event.mode), DIP.Mode)] if event.mode else []
    for concept, type in [*modes, *((term(PLOVER, context), DIP.Context) for context in event.contexts)]:
        yield concept, RDF.type, type


def _category(id: str, ontology: Ontology) -> Iterator[Triple]:
    node, category = term(PLOVER, id), ontology.categories.get(id)
    yield node, RDF.type, DIP.Category
    if category:
        first, *rest = category.quad_class.split()
        quad_class = term(PLOVER, first + "".join(word.capitalize() for word in rest))
        yield node, SKOS.prefLabel, Literal(category.label, lang="en")
        yield node, DIP.goldstein, decimal(category.score)
        yield node, DIP.quadClass, quad_class
        yield quad_class, RDF.type, DIP.QuadClass
        yield quad_class, SKOS.prefLabel, Literal(category.quad_class, lang="en")
