"""A Graph as plain data: one JSON object for each article.

The shape is that of the project's JSON lines: offsets count characters of the article's text, ids of entities link
events to entities, `time` is EDTF; `derived_time` is no reading of the text, but follows from `reported`. The text of
the article is not in its record. What its relations mean is, under `relations`, where the shipped ontology doesn't say
the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kg.errors import ReadError
from kg.graph.dates import derived_edtf, find_reported
from kg.graph.merge import merge_graphs
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Entity, EntityMention, Event, Graph, Relation, Span
from kg.temporal.edtf import read_edtf

Record = dict[str, Any]


def to_record(graph: Graph, copies: Mapping[str, str] | None = None) -> Record:
    """The JSON object of a graph that holds one article; other graphs are a ValueError.

    `copies` are the ids of articles that copy others, with the id of what they copy: known where all articles are.
    """
    if len(graph.articles) != 1:
        raise ValueError(f"a record tells one article, the graph holds {len(graph.articles)}")
    article = graph.articles[0]
    told = {name: list(getattr(article, name)) for name in ("guessed", "fingerprint")} | {"language": article.language}
    told |= {"copy_of": (copies or {}).get(article.id)}
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source,
        "publisher": article.publisher,
        **{name: value for name, value in told.items() if value},
        "entities": [_entity_record(entity) for entity in graph.entities],
        "events": [_event_record(event, graph) for event in graph.events],
    } | _relation_records(graph)


def to_line(graph: Graph, copies: Mapping[str, str] | None = None) -> str:
    """The record of one article, with the end of its line."""
    return json.dumps(to_record(graph, copies), ensure_ascii=False) + "\n"


def _relation_records(graph: Graph) -> Record:
    """What relations mean that the shipped ontology doesn't know, or knows otherwise; nothing where there are none."""
    shipped, _ = load_ontology().meanings
    own = [relation for relation in graph.relations if shipped.get(relation.id) != relation]
    meanings = {r.id: {"label": r.label, "category": r.category, "symmetric": r.symmetric} for r in own}
    return {"relations": meanings} if meanings else {}


def _entity_record(entity: Entity) -> Record:
    return {
        "id": entity.id,
        "label": entity.label,
        "type": entity.type,
        "country": entity.country,
        "aliases": list(entity.aliases),
        "same_as": list(entity.same_as),
        "mentions": [_mention_record(mention) for mention in entity.mentions],
    }


def _mention_record(mention: EntityMention) -> Record:
    name = {"name": {"begin": mention.name.begin, "end": mention.name.end}} if mention.name else {}
    return _span_record(mention.span) | name


def _span_record(span: Span) -> Record:
    return {"begin": span.begin, "end": span.end, "text": span.text}


def _event_record(event: Event, graph: Graph) -> Record:
    reported = find_reported(event, graph)
    first, *further = map(_span_record, event.evidence)
    record = {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "relation": event.relation,
        "trigger": _span_record(event.trigger),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "place": event.place,
        "time": event.time.edtf if event.time else None,
        "time_text": event.time_text,
        "reported": reported.isoformat() if reported else None,
        "derived_time": derived_edtf(event, graph),
        "modality": event.modality,
        "negated": event.negated,
        "attribution": event.attribution,
        "confidence": event.confidence,
        "evidence": first,
    }
    return record | ({"further_evidence": further} if further else {})


def from_records(text: str) -> Graph:
    """The graph of JSON lines; ReadError gives the line and the cause. The articles have no text."""
    return merge_graphs(graph for _, graph in read_records(text))


def read_records(text: str) -> Iterator[tuple[int, Graph]]:
    """The graph of each line that isn't empty, with the number of the line; ReadError gives the line and the cause."""
    lines = enumerate(text.split("\n"), 1)
    return ((number, _read_line(number, line)) for number, line in lines if line.strip())


def _read_line(number: int, line: str) -> Graph:
    try:
        return from_record(json.loads(line))
    except json.JSONDecodeError as error:
        raise ReadError(f"line {number}: no JSON ({error.msg} at column {error.colno}): correct the line") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ReadError(
            f"line {number}: no record of kg ({error!r}): write it with `kg extract --format jsonl`"
        ) from error


def from_record(record: Record, text: str = "") -> Graph:
    """The graph of one record, with the text of its article where the caller has it.

    Types mean what they mean in the shipped ontology, and so do relations of which the record doesn't say otherwise.
    """
    article = Article(
        id=record["id"],
        text=text,
        title=record["title"],
        date=date.fromisoformat(record["date"]) if record["date"] else None,
        source=record["source"],
        publisher=record["publisher"],
        guessed=tuple(record.get("guessed", ())),
        fingerprint=tuple(record.get("fingerprint", ())),
        language=record.get("language"),
    )
    entities = tuple(_entity(entity, article.id) for entity in record["entities"])
    events = tuple(_event(event, article.id) for event in record["events"])
    own = tuple(Relation(id=id, **meaning) for id, meaning in record.get("relations", {}).items())
    return load_ontology().define(Graph((article,), entities, events, own))


def _entity(record: Record, article: str) -> Entity:
    return Entity(
        id=record["id"],
        label=record["label"],
        type=record["type"],
        country=record["country"],
        aliases=tuple(record["aliases"]),
        same_as=tuple(record["same_as"]),
        mentions=tuple(_mention(mention, article) for mention in record["mentions"]),
    )


def _mention(record: Record, article: str) -> EntityMention:
    span = _span(record, article)
    if not (name := record.get("name")):
        return EntityMention(span)
    begin, end = name["begin"], name["end"]
    return EntityMention(span, Span(article, begin, end, span.text[begin - span.begin : end - span.begin]))


def _span(record: Record, article: str) -> Span:
    return Span(article, record["begin"], record["end"], record["text"])


def _event(record: Record, article: str) -> Event:
    evidence = [record["evidence"], *record.get("further_evidence", ())]
    return Event(
        id=record["id"],
        type=record["type"],
        relation=record["relation"],
        trigger=_span(record["trigger"], article),
        evidence=tuple(_span(span, article) for span in evidence),
        actors=tuple(record["actors"]),
        recipients=tuple(record["recipients"]),
        mode=record["mode"],
        contexts=tuple(record["contexts"]),
        place=record["place"],
        time=read_edtf(record["time"]) if record["time"] else None,
        time_text=record["time_text"],
        modality=record["modality"],
        negated=record["negated"],
        attribution=record["attribution"],
        confidence=record["confidence"],
    )
