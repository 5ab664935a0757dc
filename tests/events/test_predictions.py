"""What the pipeline has learned of events, beside the triggers: on hand-built Docs with hand-made probabilities."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from spacy.tokens import Doc, Span, SpanGroup

from kg.events.predictions import read_hints
from kg.extractor import analyse
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article, Event
from kg.nlp.event_tags import EventTags
from tests.helpers.parses import doc_of

BREACH = """
Laos//NNP/2/nsubj/LOC flummoxed/flummox/VBD/0/ROOT Thai//JJ/4/amod farmers/farmer/NNS/2/obj near//IN/6/case
Vientiane//NNP/2/obl/LOC .//./2/punct
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


def test_word_with_which_no_trigger_fits() -> None:
    text = BREACH.replace("flummoxed/flummox", "lifted/lift")
    assert events(doc_of(text)) == []
    assert events(hint(doc_of(text), {(1, "CONCEDE"): 0.2})) == []
    (event,) = events(hint(doc_of(text), {(1, "CONCEDE"): 0.5, (1, "AID"): 0.45}))
    assert (event.type, event.trigger.text) == ("CONCEDE", "lifted")
    assert event.relation.startswith("eased")
    assert (event.actors, event.recipients) == (("laos",), ("thai-farmers",))


@pytest.mark.parametrize("word", ["flummoxed/flummox", "lifted/lift"])
def test_word_that_is_not_known_for_the_type(word: str) -> None:
    text = BREACH.replace("flummoxed/flummox", word)
    assert events(hint(doc_of(text), {(1, "PROTEST"): 0.98})) == []


def test_neighbours_tell_one_event() -> None:
    text = BREACH.replace("flummoxed/flummox", "lifted/lift").replace("Thai//JJ/4/amod", "out//IN/2/compound:prt")
    told = {(1, "CONCEDE"): 0.95, (2, "CONCEDE"): 0.8}
    assert [event.trigger.text for event in events(hint(doc_of(text), told))] == ["lifted"]


def test_participants_that_the_clause_does_not_name() -> None:
    text = """
    Thailand//NNP/2/nsubj/LOC waited/wait/VBD/0/ROOT .//./2/punct

    Laos//NNP/2/nsubj/LOC condemned/condemn/VBD/0/ROOT the//DT/4/det move//NN/2/obj .//./2/punct

    Vietnam//NNP/2/nsubj/LOC waited/wait/VBD/0/ROOT .//./2/punct
    """
    (event,) = events(doc_of(text))
    assert (event.actors, event.recipients) == (("laos",), ())
    roles = [[4, 0, "recipient", 0.8], [4, 1, "actor", 0.2], [4, 3, "speaker", 0.9], [4, 8, "recipient", 0.9]]
    (event,) = events(hint(doc_of(text), {(4, "ACCUSE"): 0.95}, roles))
    assert (event.actors, event.recipients) == (("laos",), ("thailand",))  # nobody of a later sentence


def test_pipelines_without_hints() -> None:
    assert read_hints(doc_of(BREACH)).probability([1], "COERCE") == 0


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
    Laos//NNP/2/nsubj/LOC attacked/attack/VBD/0/ROOT Thailand//NNP/2/obj/LOC .//./2/punct

    Vientiane//NNP/2/nsubj/LOC waited/wait/VBD/0/ROOT with//IN/4/case Cambodia//NNP/2/obl/LOC .//./2/punct
    """
    roles = [[1, 4, "place", 0.8], [1, 7, "speaker", 0.7]]
    (event,) = events(hint(doc_of(text), {(1, "ASSAULT"): 0.95}, roles))
    assert (event.place, event.attribution) == ("laos", "cambodia")
