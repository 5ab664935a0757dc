"""Articles drawn by hypothesis that tell, plan and deny the same few events, each in its own way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from kg.graph.split import split_graph
from kg.model import Article, Entity, EntityMention, Event, Graph, Modality, Span
from kg.temporal.periods import day, month
from tests.helpers.graphs import defined, occurrence

PEOPLE = ("anwar-sadat", "menachem-begin", "jimmy-carter")
PLACES = ("camp-david", "washington")
SENTENCES = tuple(f"Sentence {number} tells of it." for number in range(3))
TEXT = " ".join(SENTENCES)
PUBLISHED = st.sampled_from([None, date(1978, 9, 17), date(1978, 9, 20)])
DAY = day(date(1978, 9, 17))
TIMES = st.sampled_from([DAY] * 4 + [None, month(1978, 9)])
SADAT, BEGIN, CARTER = ((person,) for person in PEOPLE)
SIDES = st.sampled_from([(SADAT, BEGIN), (BEGIN, SADAT), (SADAT + BEGIN, ()), (CARTER, SADAT + BEGIN), (CARTER, ())])
KINDS = st.sampled_from([("CONSULT", "met")] * 2 + [("ACCUSE", "condemned")])
MODALITIES: st.SearchStrategy[Modality] = st.sampled_from(["asserted"] * 4 + ["planned", "hypothetical"])


def sentence(article: str, number: int) -> Span:
    """One of the sentences of an article."""
    begin = TEXT.index(SENTENCES[number])
    return Span(article, begin, begin + len(SENTENCES[number]), SENTENCES[number])


@st.composite
def events(draw: st.DrawFn, article: str, number: int) -> Event:
    """What a sentence of an article tells."""
    told = sentence(article, number)
    (actors, recipients), kind = draw(SIDES), draw(KINDS)
    event = Event(
        f"{article}-{told.begin}",
        *kind,
        trigger=Span(article, told.begin, told.begin + 8, told.text[:8]),
        evidence=tuple(sorted({told, sentence(article, draw(st.integers(0, 2)))}, key=lambda span: span != told)),
        actors=actors,
        recipients=recipients,
        place=draw(st.sampled_from([None, *PLACES])),
        time=draw(TIMES),
        time_text=draw(st.sampled_from([None, "Sunday", "that day"])),
        modality=draw(MODALITIES),
        negated=draw(st.booleans()),
        attribution=draw(st.sampled_from([None, "anwar-sadat", "jimmy-carter"])),
        confidence=draw(st.sampled_from([0.7, 0.8, 0.9, 1.0])),
    )
    return replace(event, id=occurrence(event) or event.id)


@st.composite
def tellings(draw: st.DrawFn, article: str) -> Graph:
    """The graph of an article, whose events are told once each."""
    told = [draw(events(article, number)) for number in range(draw(st.integers(1, 3)))]
    span = Span(article, 0, 8, TEXT[:8])
    entities = [
        *(Entity(id, id.title(), "Person", "EGY", (draw(st.sampled_from(["he", "him"])),)) for id in PEOPLE),
        *(
            Entity(id, id.title(), "Place", mentions=(EntityMention(span, span),))
            for id in ("camp-david", "washington")
        ),
    ]
    keys = tuple(sorted(draw(st.sets(st.sampled_from(["0a", "1b", "2c", "3d", "4e", "5f"]), max_size=2))))
    publisher = draw(st.sampled_from([None, "Wire"]))
    graph = defined(
        (Article(article, TEXT, date=draw(PUBLISHED), publisher=publisher, fingerprint=keys),),
        tuple(entities),
        tuple({event.id: event for event in told}.values()),
    )
    [part] = split_graph(graph)  # without people who do nothing and are not mentioned
    return part


def articles(*ids: str) -> st.SearchStrategy[list[Graph]]:
    """The graphs of several articles."""
    return st.tuples(*(tellings(id) for id in ids)).map(list)
