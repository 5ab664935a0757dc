"""Graphs written by hand, one event a line: `day TYPE relation [modality] [negated] | sentence`.

In the sentence {A actor}, {R recipient}, {T trigger}, {P place} and {S source} are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import get_args

from kg.model import Article, Entity, EntityMention, EntityType, Event, Graph, Modality, Span, TimeValue
from tests.helpers.graphs import defined

COLD_WAR = Path(__file__).with_name("chronicle.txt").read_text(encoding="utf-8").splitlines()
MARK = re.compile(r"\{([ARTPS]) (.*?)\}")
PEOPLE = {
    "USA": "Richard Nixon, Henry Kissinger, Jimmy Carter, Ronald Reagan, George H. W. Bush, John F. Kennedy",
    "SUN": "Leonid Brezhnev, Mikhail Gorbachev, Nikita Khrushchev, Alexei Kosygin",
    "CHN": "Mao Zedong, Zhou Enlai",
    "EGY": "Anwar Sadat",
    "ISR": "Menachem Begin",
    "GBR": "Margaret Thatcher",
    "DEU": "Willy Brandt, Konrad Adenauer, Helmut Kohl",
    "FRA": "Charles de Gaulle",
    "POL": "Józef Cyrankiewicz",
}
COUNTRIES = {
    "United States": "USA",
    "Soviet Union": "SUN",
    "China": "CHN",
    "Afghanistan": "AFG",
    "Iraq": "IRQ",
    "Kuwait": "KWT",
    "Cuba": "CUB",
}
ORGANIZATIONS = ("UN Security Council", "Knesset")


def slug(name: str) -> str:
    """An identifier made of a name."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def kind_of(name: str) -> tuple[EntityType, str | None]:
    """Kind and country of a name; whatever isn't listed is a place."""
    for country, people in PEOPLE.items():
        if name in people.split(", "):
            return "Person", country
    if name in COUNTRIES:
        return "Country", COUNTRIES[name]
    return ("Organization" if name in ORGANIZATIONS else "Place"), None


def tell(lines: Iterable[str], *, article_id: str = "chronicle", title: str | None = "A short chronicle") -> Graph:
    """One article that consists of the sentences, a line each, and its graph."""
    stories = [line.split(" | ", 1) for line in lines]
    text = "\n".join(MARK.sub(r"\2", sentence) for _, sentence in stories)
    article = Article(article_id, text, title, date(1991, 1, 1), publisher="The tests")
    events, mentions = [], dict[str, list[EntityMention]]()
    begin = 0
    for number, (facts, marked) in enumerate(stories):
        roles = find_roles(marked, article, begin)
        end = begin + len(MARK.sub(r"\2", marked))
        events.append(make_event(f"e{number:03}", facts.split(), Span(article_id, begin, end, text[begin:end]), roles))
        for role, spans in roles.items():
            for span in spans if role != "T" else ():
                mentions.setdefault(span.text, []).append(EntityMention(span, span))
        begin = end + 1
    entities = (Entity(slug(name), name, *kind_of(name), mentions=tuple(found)) for name, found in mentions.items())
    return defined((article,), tuple(sorted(entities, key=lambda entity: entity.id)), tuple(events))


def find_roles(marked: str, article: Article, begin: int) -> dict[str, list[Span]]:
    """The marked stretches by role, with their offsets in the article, where the marks are not."""
    roles: dict[str, list[Span]] = {}
    for number, match in enumerate(MARK.finditer(marked)):
        start = begin + match.start() - 4 * number
        roles.setdefault(match[1], []).append(Span(article.id, start, start + len(match[2]), match[2]))
    return roles


def make_event(name: str, facts: list[str], sentence: Span, roles: dict[str, list[Span]]) -> Event:
    """The event that a sentence tells."""
    day, kind, relation, *more = facts
    who = {role: tuple(slug(span.text) for span in spans) for role, spans in roles.items()}
    modality: Modality = next((value for value in get_args(Modality) if value in more), "asserted")
    when = None if day == "-" else TimeValue(day, date.fromisoformat(day), date.fromisoformat(day), "day")
    return Event(
        id=name,
        type=kind,
        relation=relation,
        trigger=roles["T"][0],
        evidence=(sentence,),
        actors=who.get("A", ()),
        recipients=who.get("R", ()),
        place=next(iter(who.get("P", ())), None),
        attribution=next(iter(who.get("S", ())), None),
        time=when,
        modality=modality,
        negated="negated" in more,
    )
