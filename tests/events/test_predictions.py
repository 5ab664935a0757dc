"""What the pipeline has learned of events, beside the triggers: on hand-built Docs with hand-made probabilities."""

from __future__ import annotations

from datetime import date

import numpy as np
from spacy.tokens import Doc, Span, SpanGroup

from kg.events.predictions import read_hints
from kg.extractor import analyse
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Event
from kg.nlp.event_tags import EventTags
from tests.helpers.docs import make_doc

BREACH = """
Laos|PROPN|nsubj|1|LOC flummoxed/flummox|VERB|ROOT|1 Thai|ADJ|amod|3 farmers/farmer|NOUN|obj|1 near|ADP|case|5
Vientiane|PROPN|obl|1|LOC .|PUNCT|punct|1
"""


def hint(doc: Doc, told: dict[tuple[int, str], float], roles: list[list[object]] | None = None) -> Doc:
    """The Doc with words that tell events: {(token, type): probability}, [[trigger, token, role, probability]]."""
    doc.spans["events"] = SpanGroup(
        doc,
        name="events",
        attrs={"scores": list(told.values()), "roles": roles or []},
        spans=[Span(doc, token, token + 1, label=type) for token, type in told],
    )
    return doc


def events(doc: Doc) -> list[Event]:
    article = Article("a", doc.text, date=date(2016, 12, 11))
    return analyse(article, doc, load_gazetteer(), load_ontology()).events


def test_word_that_no_trigger_knows() -> None:
    assert events(make_doc(BREACH)) == []
    assert events(hint(make_doc(BREACH), {(1, "COERCE"): 0.2})) == []
    (event,) = events(hint(make_doc(BREACH), {(1, "COERCE"): 0.9}))
    assert (event.type, event.relation, event.trigger.text) == ("COERCE", "coerced", "flummoxed")
    assert (event.actors, event.recipients) == (("laos",), ("thai-farmers",))


def test_known_word_of_no_fitting_pattern_keeps_its_relation() -> None:
    text = BREACH.replace("flummoxed/flummox", "lifted/lift")
    (event,) = events(hint(make_doc(text), {(1, "CONCEDE"): 0.5, (1, "AID"): 0.45}))
    assert event.type == "CONCEDE"
    assert event.relation.startswith("eased")


def test_neighbours_tell_one_event() -> None:
    text = BREACH.replace("Thai|ADJ|amod|3", "out|ADP|compound:prt|1")
    told = {(1, "COERCE"): 0.9, (2, "COERCE"): 0.8}
    assert [event.trigger.text for event in events(hint(make_doc(text), told))] == ["flummoxed"]


def test_participants_that_the_clause_does_not_name() -> None:
    text = """
    Laos|PROPN|nsubj|1|LOC condemned/condemn|VERB|ROOT|1 the|DET|det|3 move|NOUN|obj|1 .|PUNCT|punct|1

    Thailand|PROPN|nsubj|1|LOC waited/wait|VERB|ROOT|1 .|PUNCT|punct|1
    """
    (event,) = events(make_doc(text))
    assert (event.actors, event.recipients) == (("laos",), ())
    roles = [[1, 5, "recipient", 0.8], [1, 6, "actor", 0.2], [1, 0, "speaker", 0.9]]
    (event,) = events(hint(make_doc(text), {(1, "ACCUSE"): 0.9}, roles))
    assert (event.actors, event.recipients) == (("laos",), ("thailand",))


def test_pipelines_without_hints() -> None:
    assert read_hints(make_doc(BREACH)).probability([1], "COERCE") == 0


def test_scores_become_probabilities() -> None:
    tags = EventTags(["O", "AID", "ASSAULT"], ["", "actor", "recipient"])
    told = list(tags.told(np.array([[9.0, 0.0, 0.0], [0.0, 3.0, 2.0]], dtype=np.float32)))
    assert [(event.word, event.type) for event in told] == [(1, "AID"), (1, "ASSAULT")]
    assert told[0].probability == 0.705
    trigger = np.zeros((2, 3, 2), dtype=np.float32)
    trigger[1, 1] = [5.0, 0.0]
    filler = np.array([[1.0, 1.0], [0.0, 1.0]], dtype=np.float32)
    cast = list(tags.cast(told, trigger, filler))
    assert [(one.trigger, one.word, one.role) for one in cast if one.probability > 0.5] == [(1, 0, "actor")]


def test_place_and_speaker_that_the_clause_does_not_name() -> None:
    text = """
    Laos|PROPN|nsubj|1|LOC condemned/condemn|VERB|ROOT|1 Thailand|PROPN|obj|1|LOC .|PUNCT|punct|1

    Vientiane|PROPN|nsubj|1|LOC waited/wait|VERB|ROOT|1 with|ADP|case|3 Cambodia|PROPN|obl|1|LOC .|PUNCT|punct|1
    """
    roles = [[1, 4, "place", 0.8], [1, 7, "speaker", 0.7]]
    (event,) = events(hint(make_doc(text), {(1, "ACCUSE"): 0.9}, roles))
    assert (event.place, event.attribution) == ("laos", "cambodia")
