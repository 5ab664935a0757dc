"""Graphs written by hand: sentences in which {A actor}, {R recipient}, {T trigger}, {P place} and {S source} are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import Article, Entity, EntityMention, EntityType, Event, Graph, Modality, Span, TimeValue

PEOPLE = {
    "USA": "Richard Nixon, Henry Kissinger, Jimmy Carter, Ronald Reagan, George H. W. Bush, John F. Kennedy",
    "SUN": "Leonid Brezhnev, Mikhail Gorbachev, Nikita Khrushchev, Alexei Kosygin, Soviet leadership",
    "CHN": "Mao Zedong, Zhou Enlai",
    "EGY": "Anwar Sadat",
    "ISR": "Menachem Begin",
    "GBR": "Margaret Thatcher",
    "DEU": "Willy Brandt, Konrad Adenauer, Helmut Kohl",
    "FRA": "Charles de Gaulle",
    "POL": "Józef Cyrankiewicz",
}
COUNTRIES = {"USA": "United States", "SUN": "Soviet Union", "AFG": "Afghanistan", "IRQ": "Iraq", "KWT": "Kuwait", "CUB": "Cuba"}
ORGANIZATIONS = ("UN Security Council", "Knesset")


@dataclass(frozen=True)
class Told:
    """One sentence about one event."""

    day: str
    type: str
    relation: str
    text: str
    modality: Modality = "asserted"
    negated: bool = False


COLD_WAR = (
    Told("1961-06-04", "CONSULT", "met", "On 4 June 1961 {A John F. Kennedy} {T met} {R Nikita Khrushchev} in {P Vienna}."),
    Told("1962-10-22", "REQUEST", "demanded", "{A John F. Kennedy} {T demanded} on 22 October 1962 that the {R Soviet Union} take its missiles away from Cuba."),
    Told("1962-10-24", "MOBILIZE", "blockaded", "From 24 October 1962 ships of the {A United States} {T blockaded} {R Cuba}."),
    Told("1963-01-22", "SUPPORT", "signed a treaty with", "In {P Paris} {A Charles de Gaulle} and {R Konrad Adenauer} {T signed} the Élysée Treaty on 22 January 1963."),
    Told("1970-08-12", "SUPPORT", "signed a treaty with", "{A Willy Brandt} {T signed} the Treaty of Moscow with {R Alexei Kosygin} in {P Moscow} on 12 August 1970."),
    Told("1970-12-07", "SUPPORT", "signed a treaty with", "On 7 December 1970 {A Willy Brandt} and {R Józef Cyrankiewicz} {T signed} the Treaty of {P Warsaw}."),
    Told("1971-07-09", "CONSULT", "met", "{A Henry Kissinger} secretly {T met} {R Zhou Enlai} in {P Beijing} on 9 July 1971."),
    Told("1971-07-15", "CONSULT", "visited", "On 15 July 1971 {A Richard Nixon} said that he {T would visit} {R China}.", "planned"),
    Told("1972-02-21", "CONSULT", "met", "{A Richard Nixon} {T met} {R Mao Zedong} in {P Beijing} on 21 February 1972."),
    Told("1972-02-21", "CONSULT", "met", "The same day {A Richard Nixon} {T met} {R Zhou Enlai} in {P Beijing}."),
    Told("1972-05-26", "SUPPORT", "signed a treaty with", "{A Richard Nixon} and {R Leonid Brezhnev} {T signed} the treaty on missile defences in {P Moscow} on 26 May 1972."),
    Told("1973-06-18", "CONSULT", "visited", "{A Leonid Brezhnev} {T visited} {R Richard Nixon} in {P Washington} on 18 June 1973."),
    Told("1977-11-20", "STATE", "addressed", "{A Anwar Sadat} {T addressed} the {R Knesset} in {P Jerusalem} on 20 November 1977."),
    Told("1978-09-17", "SUPPORT", "signed a treaty with", "{A Anwar Sadat} and {R Menachem Begin} {T signed} the Camp David accords in {P Washington} on 17 September 1978."),
    Told("1978-09-05", "CONSULT", "hosted", "From 5 September 1978 {A Jimmy Carter} {T hosted} {R Anwar Sadat} at {P Camp David}."),
    Told("1978-09-05", "CONSULT", "hosted", "From 5 September 1978 {A Jimmy Carter} {T hosted} {R Menachem Begin} at {P Camp David}."),
    Told("1979-06-18", "SUPPORT", "signed a treaty with", "{A Jimmy Carter} and {R Leonid Brezhnev} {T signed} the second treaty on strategic arms in {P Vienna} on 18 June 1979."),
    Told("1979-12-27", "ASSAULT", "invaded", "In the last days of 1979 the {A Soviet Union} {T invaded} {R Afghanistan}."),
    Told("1980-01-04", "SANCTION", "imposed sanctions on", "{A Jimmy Carter} {T embargoed} grain for the {R Soviet Union} on 4 January 1980."),
    Told("1983-03-08", "ACCUSE", "accused", "On 8 March 1983 {A Ronald Reagan} {T called} the {R Soviet Union} an evil empire."),
    Told("1984-12-16", "CONSULT", "met", "{A Margaret Thatcher} {T received} {R Mikhail Gorbachev} at {P Chequers} on 16 December 1984."),
    Told("1985-11-19", "CONSULT", "met", "{A Ronald Reagan} {T met} {R Mikhail Gorbachev} in {P Geneva} on 19 November 1985."),
    Told("1986-10-11", "CONSULT", "met", "{A Ronald Reagan} {T met} {R Mikhail Gorbachev} in {P Reykjavik} on 11 October 1986."),
    Told("1986-10-12", "AGREE", "agreed with", "On 12 October 1986 {A Ronald Reagan} and {R Mikhail Gorbachev} did not {T agree} on space weapons.", negated=True),
    Told("1987-12-08", "SUPPORT", "signed a treaty with", "{A Ronald Reagan} and {R Mikhail Gorbachev} {T signed} the treaty on medium-range missiles in {P Washington} on 8 December 1987."),
    Told("1987-06-12", "REQUEST", "demanded", "{A Ronald Reagan} {T told} {R Mikhail Gorbachev} in {P Berlin} on 12 June 1987 to tear down the wall."),
    Told("1989-12-02", "CONSULT", "met", "{A George H. W. Bush} {T met} {R Mikhail Gorbachev} off {P Malta} on 2 December 1989."),
    Told("1990-07-15", "CONSULT", "met", "{A Helmut Kohl} {T met} {R Mikhail Gorbachev} in {P Moscow} on 15 July 1990."),
    Told("1990-08-02", "ASSAULT", "invaded", "{A Iraq} {T invaded} {R Kuwait} on 2 August 1990."),
    Told("1990-08-06", "SANCTION", "imposed sanctions on", "The {A UN Security Council} {T imposed sanctions} on {R Iraq} on 6 August 1990."),
    Told("1990-08-08", "STATE", "announced", "{A George H. W. Bush} {T announced} on 8 August 1990 that American troops were on their way to Saudi Arabia."),
    Told("1985-03-11", "STATE", "said", "{S Margaret Thatcher} had said of {A Mikhail Gorbachev} that one {T could do business} with him.", "hypothetical"),
)


def slug(name: str) -> str:
    """An identifier made of a name."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def known(name: str) -> tuple[EntityType, str | None]:
    """Kind and country of a name in these stories; whatever isn't listed is a place."""
    for country, people in PEOPLE.items():
        if name in people.split(", "):
            return ("Person", country)
    for country, label in {**COUNTRIES, "CHN": "China"}.items():
        if name == label:
            return ("Country", country)
    return ("Organization", None) if name in ORGANIZATIONS else ("Place", None)


def tell(*stories: Told, title: str = "A short chronicle") -> Graph:
    """One article with these sentences, a line each, and its graph."""
    lines = [re.sub(r"\{\w (.*?)\}", r"\1", story.text) for story in stories]
    text = "\n".join(lines)
    article = Article("chronicle", text, title, date(1991, 1, 1), publisher="The tests")
    events: list[Event] = []
    mentions: dict[str, list[EntityMention]] = {}
    begin = 0
    for number, (story, line) in enumerate(zip(stories, lines, strict=True)):
        roles: dict[str, list[str]] = {}
        trigger = Span(article.id, begin, begin + len(line), line)
        shift = begin
        for match in re.finditer(r"\{(\w) (.*?)\}", story.text):
            role, words = match.groups()
            start = shift + match.start()
            shift -= 4
            span = Span(article.id, start, start + len(words), words)
            if role == "T":
                trigger = span
            else:
                roles.setdefault(role, []).append(words)
                mentions.setdefault(words, []).append(EntityMention(span, span))
        day = date.fromisoformat(story.day)
        events.append(
            Event(
                id=f"e{number:03}",
                type=story.type,
                relation=story.relation,
                trigger=trigger,
                evidence=(Span(article.id, begin, begin + len(line), line),),
                actors=tuple(map(slug, roles.get("A", ()))),
                recipients=tuple(map(slug, roles.get("R", ()))),
                place=next(map(slug, roles.get("P", ())), None),
                attribution=next(map(slug, roles.get("S", ())), None),
                time=TimeValue(story.day, day, day, "day"),
                modality=story.modality,
                negated=story.negated,
            )
        )
        begin += len(line) + 1
    entities = [Entity(slug(name), name, *known(name), mentions=tuple(found)) for name, found in mentions.items()]
    return Graph((article,), tuple(sorted(entities, key=lambda entity: entity.id)), tuple(events))
