"""Annotated articles in; the program's own graphs (and so its records) and spaCy's Docs out."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.ontology import load_ontology
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from kg.temporal.edtf import read_edtf
from training.corpus import markup
from training.corpus.kinds import category, mode
from training.corpus.markup import Annotated, Extent

NAMES_OF = {
    "Person": ("PERSON",),
    "Organization": ("ORG",),
    "Country": ("LOC", "NORP"),
    "Place": ("LOC", "NORP"),
    "Facility": ("LOC", "ORG"),
    "Group": ("NORP", "ORG"),
}


def to_graph(article: Annotated) -> Graph:
    """The article as the program would read it if it made no mistake."""
    entities = [_entity(article, id) for id in sorted(article.entities)]
    events = [_event(article, event) for event in article.events.values()]
    read = Article(article.id, article.text, article.headers.get("title"), article.date)
    return Graph((read,), tuple(entities), tuple(sorted(events, key=lambda event: event.id)))


def to_doc(nlp: Language, article: Annotated) -> Doc:
    """The article on the tokens of `nlp`, with names and sentence starts; a name that cuts a token is a ValueError."""
    doc = nlp.make_doc(article.text)
    starts = {sentence.extent.begin for sentence in article.sentences}
    for token in doc:
        token.is_sent_start = token.idx in starts
    spans = [doc.char_span(*name.extent, label=name.type) for name in sorted(article.names)]
    for name, span in zip(sorted(article.names), spans, strict=True):
        if span is None:
            raise ValueError(f"{article.where} {article.id}: the name {article.words(name.extent)!r} cuts a token")
    doc.set_ents([span for span in spans if span is not None])
    doc.user_data["id"] = article.id
    return doc


def _entity(article: Annotated, id: str) -> Entity:
    type, country = article.entities[id]
    mentions = [_mention(article, mention) for mention in sorted(article.mentions) if mention.entity == id]
    names = sorted({m.name.text for m in mentions if m.name}, key=lambda text: (-len(text), text))
    label = (names or sorted((m.span.text for m in mentions), key=len, reverse=True))[0]
    return Entity(id, label, type, country, aliases=tuple(names[1:]), mentions=tuple(mentions))  # type: ignore[arg-type]


def _mention(article: Annotated, mention: markup.Mention) -> EntityMention:
    type = article.entities[mention.entity][0]
    others = [m.extent for m in article.mentions if m.entity != mention.entity and _within(m.extent, mention.extent)]
    names = (
        name.extent
        for name in sorted(article.names)
        if name.type in NAMES_OF[type]
        and _within(name.extent, mention.extent)
        and not any(_within(name.extent, other) for other in others)
    )
    name = next(names, None)
    return EntityMention(_span(article, mention.extent), _span(article, name) if name else None)


def _event(article: Annotated, event: markup.Event) -> Event:
    relation = load_ontology().relations.get(event.what)
    told = sorted({article.sentence(trigger).extent for trigger in event.triggers})
    return Event(
        id=f"{article.id}-{event.id}",
        type=category(event),
        relation=event.what,
        trigger=_span(article, event.triggers[0]),
        evidence=tuple(_span(article, extent) for extent in told),
        actors=event.by,
        recipients=event.to,
        mode=mode(event),
        contexts=relation.contexts if relation else (),
        place=event.at,
        time=read_edtf(event.edtf) if event.edtf else None,
        time_text=event.time_words,
        modality=event.modality,
        negated=event.negated,
        attribution=event.says,
    )


def _span(article: Annotated, extent: Extent) -> Span:
    return Span(article.id, extent.begin, extent.end, article.words(extent))


def _within(inner: Extent, outer: Extent) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end
