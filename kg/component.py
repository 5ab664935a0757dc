"""kg as a component of a spaCy pipeline: `nlp.add_pipe("kg_extractor")` behind a tagger, a parser and names.

    nlp = kg.load_pipeline()
    nlp.add_pipe("kg_extractor")
    doc = nlp("JD Vance met Volodymyr Zelenskyy in Rome.")
    doc._.kg.events, [(ent.text, ent.kb_id_) for ent in doc.ents]

What is known of an article goes to the Doc beforehand:

    doc = nlp.make_doc(text)
    doc._.kg_article = {"id": "rome", "date": "2025-05-18"}
    doc = nlp(doc)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.api import KnowledgeGraph
from kg.errors import KgError
from kg.extractor import analyse
from kg.formats.records import from_record, to_record
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Entity, Graph
from kg.readers.fields import parse_date

RECORD, DIGITS = "kg_record", 16
TAKEN = ("id", "title", "date", "publisher", "url")


class KgExtractor:
    """Reads the events of Docs; `actors` and `ontologies` are files of the user's beside the shipped ones."""

    def __init__(self, actors: Iterable[str] = (), ontologies: Iterable[str] = ()) -> None:
        self._gazetteer = load_gazetteer([Path(path) for path in actors])
        self._ontology = load_ontology([Path(path) for path in ontologies])

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its graph in `doc._.kg`, and in `ent.kb_id_` whom each name means. KgError without a parse."""
        if not doc.has_annotation("DEP"):
            raise KgError("kg_extractor: the Doc has no parse; add a parser before it, or use kg.load_pipeline()")
        graph = analyse(_article(doc), doc, self._gazetteer, self._ontology).graph
        # As text, so that the Doc can go to other processes and into files.
        doc.user_data[RECORD] = json.dumps(to_record(graph))
        doc.ents = _linked(doc, graph.entities)
        return doc


@Language.factory(
    "kg_extractor",
    default_config={"actors": [], "ontologies": []},
    requires=["token.dep", "token.head", "token.pos", "doc.ents"],
    assigns=["doc._.kg", "doc.ents"],
)
def make_extractor(nlp: Language, name: str, actors: list[str], ontologies: list[str]) -> KgExtractor:
    """The component with the shipped knowledge and these files."""
    return KgExtractor(actors, ontologies)


def _article(doc: Doc) -> Article:
    """The article of a Doc, by what `doc._.kg_article` says of it; without an id it is known by its text."""
    known = {name: str(value) for name, value in (doc._.kg_article or {}).items() if value is not None}
    if unknown := known.keys() - set(TAKEN):
        raise KgError(f"doc._.kg_article has {', '.join(sorted(unknown))}: it takes {', '.join(TAKEN)}")
    return Article(
        id=known.get("id") or f"doc-{sha256(doc.text.encode()).hexdigest()[:DIGITS]}",
        text=doc.text,
        title=known.get("title"),
        date=parse_date(known["date"], "doc._.kg_article") if "date" in known else None,
        source=known.get("url"),
        publisher=known.get("publisher"),
    )


def _linked(doc: Doc, entities: Iterable[Entity]) -> list[Span]:
    meant: dict[int, str] = {}
    for entity in entities:
        for mention in entity.mentions:
            if mention.name:
                name = doc.char_span(mention.name.begin, mention.name.end, alignment_mode="expand")
                meant |= {token.i: entity.id for token in name or ()}
    ids = ((ent, next((meant[token.i] for token in ent if token.i in meant), "")) for ent in doc.ents)
    return [Span(doc, ent.start, ent.end, label=ent.label, kb_id=id) for ent, id in ids]


def _read(doc: Doc) -> KnowledgeGraph | None:
    """The graph of a Doc that went through the component."""
    if RECORD not in doc.user_data:
        return None
    graph = from_record(json.loads(doc.user_data[RECORD]), doc.text)
    return KnowledgeGraph(**{field.name: getattr(graph, field.name) for field in fields(Graph)})


if not Doc.has_extension("kg"):
    Doc.set_extension("kg", getter=_read)
    Doc.set_extension("kg_article", default=None)
