"""A graph built by hand, of what was in the news in April and May 2025, for tests that need no pipeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kg.graph.identity import occurrence_id
from kg.knowledge.ontology import is_symmetric, load_ontology
from kg.model import Article, Entity, EntityMention, Event, Graph, Span
from kg.temporal.periods import day

TEXTS = {
    "ankara": (
        "Zelenskyy met President Recep Tayyip Erdoğan in Ankara on 15 May 2025. "
        'Vladimir Putin did not come to Türkiye:\nthe "direct talks" brought no meeting of him and Zelenskyy.'
    ),
    "beijing": "On 24 April 2025 China's foreign ministry denied that China was talking with the United States.",
    "brussels": "The European Union imposed its 17th package of sanctions on Russia on 20 May 2025.",
    "kyiv": "Zelenskyy said on 11 May 2025 that he would wait for Putin in Türkiye on Thursday.",
    "rome": (
        "Vice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday. Marco Rubio joined Vance and Zelenskyy."
    ),
    "washington": (
        "President Trump said on 24 April 2025 that the United States had talked with China that morning. "
        "On 19 May 2025 he called Vladimir Putin."
    ),
}
DATES = {"ankara": 15, "brussels": 20, "kyiv": 11, "rome": 18}


def span(article: str, words: str) -> Span:
    """The first place of some words in one of the articles."""
    begin = TEXTS[article].index(words)
    return Span(article, begin, begin + len(words), words)


def mention(article: str, words: str, name: str | None = None) -> EntityMention:
    """A mention, with the name in it if there is one."""
    return EntityMention(span(article, words), span(article, name) if name else None)


ARTICLES = tuple(
    Article(
        id,
        text,
        title=f"News from {id.title()}",
        date=date(2025, 5, DATES[id]) if id in DATES else None,
        source=f"articles/{id}.txt",
        publisher="Our wire" if id == "rome" else None,
        guessed=("date", "title") if id == "ankara" else (),
        fingerprint=("0123456789", "abcdef0123") if id in {"ankara", "kyiv"} else (),
    )
    for id, text in TEXTS.items()
)

ENTITIES = (
    Entity("ankara", "Ankara", "Place", "TUR", mentions=(mention("ankara", "Ankara", "Ankara"),)),
    Entity("china", "China", "Country", "CHN", ("Chinese", "PRC"), ("http://dbpedia.org/resource/China",)),
    Entity("donald-trump", "Donald Trump", "Person", "USA", ("Trump",)),
    Entity("european-union", "European Union", "Organization"),
    Entity(
        "jd-vance",
        "JD Vance",
        "Person",
        "USA",
        ("J. D. Vance", "Vance"),
        ("http://dbpedia.org/resource/JD_Vance",),
        (mention("rome", "Vice President JD Vance", "JD Vance"),),
    ),
    Entity("recep-tayyip-erdoğan", "Recep Tayyip Erdoğan", "Person", "TUR"),
    Entity("rome", "Rome", "Place", "ITA"),
    Entity("russia", "Russia", "Country", "RUS"),
    Entity("united-states", "United States", "Country", "USA", ("U.S.",)),
    Entity("vladimir-putin", "Vladimir Putin", "Person", "RUS", mentions=(mention("ankara", "him"),)),
    Entity("volodymyr-zelenskyy", "Volodymyr Zelenskyy", "Person", "UKR", ("Zelenskyy",)),
)

EVENTS = (
    Event(
        id="ankara-1",
        type="CONSULT",
        relation="met",
        trigger=span("ankara", "met"),
        evidence=(span("ankara", TEXTS["ankara"].split(" Vladimir")[0]),),
        actors=("volodymyr-zelenskyy",),
        recipients=("recep-tayyip-erdoğan",),
        place="ankara",
        time=day(date(2025, 5, 15)),
        time_text="15 May 2025",
        confidence=0.9,
    ),
    Event(
        id="ankara-2",
        type="CONSULT",
        relation="met",
        trigger=span("ankara", "meeting"),
        evidence=(span("ankara", TEXTS["ankara"][TEXTS["ankara"].index("Vladimir") :]),),
        actors=("vladimir-putin",),
        recipients=("volodymyr-zelenskyy",),
        negated=True,
        confidence=0.8,
    ),
    Event(
        id="beijing-1",
        type="CONSULT",
        relation="talkedWith",
        trigger=span("beijing", "talking"),
        evidence=(span("beijing", TEXTS["beijing"]),),
        actors=("china",),
        recipients=("united-states",),
        contexts=("economic",),
        time=day(date(2025, 4, 24)),
        time_text="24 April 2025",
        negated=True,
        attribution="china",
        confidence=0.8,
    ),
    Event(
        id="brussels-1",
        type="SANCTION",
        relation="imposedSanctionsOn",
        trigger=span("brussels", "imposed"),
        evidence=(span("brussels", TEXTS["brussels"]),),
        actors=("european-union",),
        recipients=("russia",),
        contexts=("economic", "military"),
        mode="discontinue",
        time=day(date(2025, 5, 20)),
        time_text="20 May 2025",
    ),
    Event(
        id="kyiv-1",
        type="CONSULT",
        relation="met",
        trigger=span("kyiv", "wait"),
        evidence=(span("kyiv", TEXTS["kyiv"]),),
        actors=("volodymyr-zelenskyy",),
        recipients=("vladimir-putin",),
        time=day(date(2025, 5, 15)),
        time_text="Thursday",
        modality="planned",
        attribution="volodymyr-zelenskyy",
        confidence=0.8,
    ),
    Event(
        id="rome-1",
        type="CONSULT",
        relation="met",
        trigger=span("rome", "met"),
        evidence=(
            span("rome", TEXTS["rome"].split(" Marco")[0]),
            span("rome", "Marco Rubio joined Vance and Zelenskyy."),
        ),
        actors=("jd-vance",),
        recipients=("volodymyr-zelenskyy",),
        place="rome",
        time=day(date(2025, 5, 18)),
        time_text="Sunday",
        confidence=0.9,
    ),
    Event(
        id="washington-1",
        type="CONSULT",
        relation="talkedWith",
        trigger=span("washington", "talked"),
        evidence=(span("washington", TEXTS["washington"].split(" On 19")[0]),),
        actors=("united-states",),
        recipients=("china",),
        time=day(date(2025, 4, 24)),
        time_text="that morning",
        attribution="donald-trump",
        confidence=0.85,
    ),
    Event(
        id="washington-2",
        type="CONSULT",
        relation="called",
        mode="phone",
        trigger=span("washington", "called"),
        evidence=(span("washington", "On 19 May 2025 he called Vladimir Putin."),),
        actors=("donald-trump",),
        recipients=("vladimir-putin",),
        time=day(date(2025, 5, 19)),
        time_text="19 May 2025",
        confidence=0.9,
    ),
)


def defined(*parts: Any, **more: Any) -> Graph:
    """A Graph in which relations and types mean what they do in the shipped ontology."""
    return load_ontology().define(Graph(*parts, **more))


def occurrence(event: Event) -> str | None:
    """The id that an event has wherever it is told."""
    return occurrence_id(event, symmetric=is_symmetric(event, load_ontology()))


GRAPH = defined(ARTICLES, ENTITIES, EVENTS)


def part(article: str) -> Graph:
    """What one article tells."""
    events = tuple(event for event in EVENTS if event.trigger.article == article)
    involved = {id for event in events for id in (*event.actors, *event.recipients, event.place, event.attribution)}
    return defined(
        tuple(known for known in ARTICLES if known.id == article),
        tuple(_seen_in(entity, article) for entity in ENTITIES if entity.id in involved),
        events,
    )


def _seen_in(entity: Entity, article: str) -> Entity:
    return replace(entity, mentions=tuple(found for found in entity.mentions if found.span.article == article))
