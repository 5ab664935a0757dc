"""From a Graph to quads: what kg found enters, an rdflib Dataset leaves.

What an article says stands in a graph named by the article, so that it can be replaced or taken out alone. Entities,
events that other articles can tell too, the vocabulary in use, direct links for what happened, links from denials to
what they deny, and from copies to what they copy, have a graph each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import rdflib
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Dataset, Literal, URIRef

from kg.graph.contradictions import Claim, find_claims, find_contradictions
from kg.graph.copies import find_copies
from kg.graph.dates import find_latest
from kg.graph.identity import occurrence_id
from kg.graph.links import find_links
from kg.graph.wording import caption
from kg.model import Article, Category, Entity, EntityMention, Event, Graph, Relation, Span
from kg.rdf.columns import Quad, write_lines
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
    literal,
    prefixes,
    term,
)

Node = URIRef | Literal
Triple = tuple[URIRef, URIRef, Node]


def to_dataset(graph: Graph, base: str = BASE) -> Dataset:
    """The graph as RDF: events, sentences, mentions, entities, and direct links for what happened.

    `base` begins the IRI of every node and ends in `/` or `#`.
    """
    dataset = Dataset(default_union=True)
    for prefix, namespace in prefixes(base).items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    graphs: dict[URIRef, rdflib.Graph] = {}
    for s, p, o, name in statements(graph, base):
        if name not in graphs:
            graphs[name] = dataset.graph(name)
        graphs[name].add((s, p, o))
    return dataset


def statements(graph: Graph, base: str = BASE) -> list[Quad]:
    """All that a graph says, with the named graph of each statement; some more than once."""
    names = Names(base)
    return [*quads(graph, base), *contradictions(find_claims(graph), names), *copies(graph.articles, names)]


def quads(graph: Graph, base: str = BASE) -> Iterator[Quad]:
    """The statements that articles, entities and single events give, some more than once."""
    names = Names(base)
    for article in graph.articles:
        yield from _within(names.article(article.id), _article(article, names))
    for entity in graph.entities:
        yield from _within(names.graph("entities"), _entity(entity, names))
        for mention in entity.mentions:
            yield from _within(names.article(mention.span.article), _mention(entity, mention, names))
    for event in graph.events:
        yield from _event_quads(event, graph, names)
        yield from _within(names.graph("links"), links(event, graph, names))
    yield from _within(names.graph("vocabulary"), _vocabulary(graph))
    settled = _shared(graph, names) if graph.parts else {}
    for part in graph.parts:
        yield from _told_apart(part, settled, names)


def _told_apart(part: Graph, settled: Mapping[URIRef, set[Triple]], names: Names) -> Iterator[Quad]:
    """What an article tells otherwise than all do together: in a string, where no query takes it for what is so."""
    shared = _shared(part, names).items()
    told = {triple for node, facts in shared if facts != settled.get(node) for triple in facts}
    if told:
        home = names.article(part.articles[0].id)
        yield home, DIP.tells, Literal(write_lines(told)), home


def _shared(graph: Graph, names: Names) -> dict[URIRef, set[Triple]]:
    """What is said of each node that articles share, but for the words of the vocabulary."""
    facts = {names.entity(entity.id): set(_entity(entity, names)) for entity in graph.entities}
    for event in graph.events:
        if _homes(event, graph, names) == [names.graph("events")]:
            facts[names.event(event.id)] = set(_event_node(event, graph, names))
    return facts


def contradictions(claims: Iterable[Claim], names: Names) -> Iterator[Quad]:
    """The links that no single event gives: from each denial to what it denies."""
    for denial, event in find_contradictions(claims):
        yield names.event(denial), DIP.contradicts, names.event(event), names.graph("contradictions")


def copies(articles: Iterable[Article], names: Names) -> Iterator[Quad]:
    """The links from copies to the article that stands for all of them."""
    for copy, first in find_copies(articles).items():
        yield names.article(copy), DIP.copyOf, names.article(first), names.graph("copies")


def _within(name: URIRef, triples: Iterable[Triple]) -> Iterator[Quad]:
    return ((s, p, o, name) for s, p, o in triples)


def _about(node: URIRef, facts: Iterable[tuple[URIRef, Node | None]]) -> Iterator[Triple]:
    return ((node, p, o) for p, o in facts if o is not None)


def _string(value: str | None) -> Literal | None:
    return None if value is None else literal(value)


def _article(article: Article, names: Names) -> Iterator[Triple]:
    yield from _about(
        names.article(article.id),
        [
            (RDF.type, SCHEMA.NewsArticle),
            (RDF.type, NIF.Context),
            (NIF.isString, Literal(article.text)),
            (NIF.beginIndex, literal(0)),
            (NIF.endIndex, Literal(len(article.text))),
            (SCHEMA.headline, _string(article.title)),
            (SCHEMA.datePublished, literal(article.date) if article.date else None),
            (SCHEMA.publisher, _string(article.publisher)),
            (DCTERMS.source, _string(article.source)),
            (SCHEMA.inLanguage, _string(article.language)),
            *((DIP.guessed, literal(field)) for field in article.guessed),
            *((DIP.fingerprint, Literal(key)) for key in article.fingerprint),
        ],
    )


def _stretch(node: URIRef, type: URIRef, span: Span, names: Names) -> Iterator[Triple]:
    yield from _about(
        node,
        [
            (RDF.type, type),
            (NIF.referenceContext, names.article(span.article)),
            (NIF.beginIndex, literal(span.begin)),
            (NIF.endIndex, literal(span.end)),
            (NIF.anchorOf, literal(span.text)),
        ],
    )


def _entity(entity: Entity, names: Names) -> Iterator[Triple]:
    node = names.entity(entity.id)
    yield from _about(
        node,
        [
            (RDF.type, term(DIP, entity.type)),
            (RDFS.label, literal(entity.label)),
            (DIP.countryCode, _string(entity.country)),
            *((SKOS.altLabel, literal(alias)) for alias in entity.aliases),
            *((OWL.sameAs, external(iri)) for iri in entity.same_as),
        ],
    )


def _mention(entity: Entity, mention: EntityMention, names: Names) -> Iterator[Triple]:
    node = names.mention(mention.span, entity.id)
    yield from _stretch(node, DIP.Mention, mention.span, names)
    yield node, ITSRDF.taIdentRef, names.entity(entity.id)
    if mention.name:
        yield node, DIP.nameBegin, literal(mention.name.begin)
        yield node, DIP.nameEnd, literal(mention.name.end)


def _event_quads(event: Event, graph: Graph, names: Names) -> Iterator[Quad]:
    node = names.event(event.id)
    for home in _homes(event, graph, names):
        yield from _within(home, _event_node(event, graph, names))
    for trigger in event.triggers:
        article, phrase = names.article(trigger.article), names.text(trigger)
        yield node, DIP.triggerPhrase, phrase, article
        yield from _within(article, _stretch(phrase, DIP.Trigger, trigger, names))
        yield from _within(article, _dates(event, graph, trigger.article, names))
    for span in event.evidence:
        article, sentence = names.article(span.article), names.text(span)
        yield node, PROV.wasDerivedFrom, sentence, article
        yield from _within(article, _stretch(sentence, NIF.Sentence, span, names))


def _dates(event: Event, graph: Graph, home: str, names: Names) -> Iterator[Triple]:
    """When an article tells an event, and by when it happened if that is all that is known of its time."""
    article = graph.article.get(home)
    if article and article.date:
        yield names.event(event.id), DIP.reported, literal(article.date)
    if latest := find_latest(event, graph):
        yield names.event(event.id), DIP.derivedLatest, literal(latest)


def _event_node(event: Event, graph: Graph, names: Names) -> Iterator[Triple]:
    node = names.event(event.id)
    yield from _about(node, _event_facts(event, names))
    yield node, RDFS.label, Literal(caption(event, graph))


def _homes(event: Event, graph: Graph, names: Names) -> Iterable[URIRef]:
    """The graphs that say what the event is: that of all articles where it has one id in all, else the article's."""
    if event.id == occurrence_id(event, symmetric=graph.is_symmetric(event)):
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
        yield SEM.hasEarliestBeginTimeStamp, literal(event.time.begin)
        yield SEM.hasLatestEndTimeStamp, literal(event.time.end)
        yield DIP.edtf, literal(event.time.edtf)
        yield DIP.precision, literal(event.time.precision)
    yield DIP.timeText, _string(event.time_text)
    yield DIP.modality, term(DIP, event.modality)
    yield DIP.negated, literal(event.negated)
    yield DIP.attributedTo, names.entity(event.attribution) if event.attribution else None
    yield DIP.confidence, decimal(event.confidence)


def links(event: Event, graph: Graph, names: Names) -> Iterator[Triple]:
    """Direct links for what happened; those of a symmetric relation go both ways, as they would for a reasoner.

    An event of another type than its relation's is only words about it: a refusal to meet is no meeting.
    """
    relation = graph.relation[event.relation]
    if event.happened and relation.category == event.type:
        for one, other in find_links(event, symmetric=relation.symmetric):
            yield names.entity(one), term(DIP, event.relation), names.entity(other)


def _vocabulary(graph: Graph) -> Iterator[Triple]:
    """The terms that the events use, with what queries and readers need of them."""
    for relation in graph.relation.values():
        yield from _relation(relation)
    for type in {event.type: None for event in graph.events}:
        yield term(PLOVER, type), RDF.type, DIP.Category
        if type in graph.category:
            yield from _category(graph.category[type])
    for mode in {event.mode for event in graph.events if event.mode}:
        yield term(PLOVER, mode), RDF.type, DIP.Mode
    for context in {context for event in graph.events for context in event.contexts}:
        yield term(PLOVER, context), RDF.type, DIP.Context


def _relation(relation: Relation) -> Iterator[Triple]:
    node = term(DIP, relation.id)
    yield node, RDF.type, DIP.Relation
    yield node, RDFS.label, Literal(relation.label)
    yield node, DIP.category, term(PLOVER, relation.category)
    if relation.symmetric:
        yield node, DIP.symmetric, literal(True)


def _category(category: Category) -> Iterator[Triple]:
    node = term(PLOVER, category.id)
    first, *rest = category.quad_class.split()
    quad_class = term(PLOVER, first + "".join(word.capitalize() for word in rest))
    yield node, SKOS.prefLabel, Literal(category.label, lang="en")
    yield node, SKOS.definition, Literal(category.definition, lang="en")
    yield node, DIP.goldstein, decimal(category.score)
    yield node, DIP.quadClass, quad_class
    yield quad_class, RDF.type, DIP.QuadClass
    yield quad_class, SKOS.prefLabel, Literal(category.quad_class, lang="en")
