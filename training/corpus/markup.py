"""The corpus's markup in, articles with their annotation out; GUIDELINES.md describes the notation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.model import Modality

TEXTS, SECOND, NAMES = (Path(__file__).parent / folder for folder in ("texts", "second", "names"))
NAME_TYPES = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "DATE", "MISC")
ENTITY_TYPES = ("Person", "Organization", "Country", "Place", "Group", "Facility")
HEADERS = ("date", "register", "region", "title", "real")
OPENING = re.compile(
    r"<(?P<name>[A-Z]+)(?::(?P<named>[\w-]+))? |\[(?P<entity>[a-z][\w-]*) |\{(?P<event>e\d+) |(?P<close>[>\]}])|[<\[{]"
)
ENTITY_LINE = re.compile(r"@(?P<id>[a-z][\w-]*) (?P<type>\w+)(?: (?P<country>[A-Z]{3}))?$")
EVENT_LINE = re.compile(r"! (?P<id>e\d+) (?P<what>\w+)(?P<facts>( .*)?)$")
FACT = re.compile(
    r" (?:(?P<key>by|to|at|says|mode)=(?P<value>[\w,-]+)"
    r'|on="(?P<words>[^"]+)"(?::(?P<edtf>[\w./-]+))?'
    r"|(?P<flag>planned|hypothetical|not))(?= |$)"
)
CLOSES = {"<": ">", "[": "]", "{": "}"}


class MarkupError(Exception):
    """A line that isn't in the notation; the message begins with file and line."""


class Extent(NamedTuple):
    """Characters of an article's text."""

    begin: int
    end: int


class Name(NamedTuple):
    """A proper name or a date, flat."""

    extent: Extent
    type: str


class Mention(NamedTuple):
    """A stretch of text that stands for an entity of the article."""

    extent: Extent
    entity: str


class Sentence(NamedTuple):
    """A sentence; a decoy looks like an event and isn't one."""

    extent: Extent
    decoy: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One event as annotated; `what` is a relation or, where none fits, a type. Triggers are told in text order."""

    id: str
    what: str
    triggers: tuple[Extent, ...]
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    at: str | None = None
    says: str | None = None
    mode: str | None = None
    time_words: str | None = None
    edtf: str | None = None
    modality: Modality = "asserted"
    negated: bool = False


@dataclass(slots=True)
class Annotated:
    """An article with all its annotation, or with `only_names`; entities are (type, country) by id."""

    id: str
    where: str
    only_names: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    entities: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    triggers: dict[str, list[Extent]] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    @property
    def date(self) -> date | None:
        """The day it is dated, where it is."""
        return date.fromisoformat(self.headers["date"]) if "date" in self.headers else None

    def words(self, extent: Extent) -> str:
        """The characters of an extent."""
        return self.text[extent.begin : extent.end]

    def sentence(self, extent: Extent) -> Sentence:
        """The sentence that an extent begins in."""
        return next(s for s in self.sentences if s.extent.begin <= extent.begin < s.extent.end)


def read_corpus(folder: Path = TEXTS) -> list[Annotated]:
    """The articles of all files of a folder, in the order of the files' names."""
    return [article for path in sorted(folder.glob("*.txt")) for article in read_file(path)]


def read_file(path: Path) -> list[Annotated]:
    """The articles of one file; MarkupError says where the notation is broken."""
    articles: list[list[tuple[str, str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            articles.append([])
        elif not articles and line.strip():
            raise MarkupError(f"{path.name}:{number}: an article begins with === and its id")
        if articles:
            articles[-1].append((f"{path.name}:{number}", line.rstrip()))
    return [_read_article(lines, path.parent.name == NAMES.name) for lines in articles]


def _read_article(lines: list[tuple[str, str]], only_names: bool) -> Annotated:
    where, head = lines[0]
    article = Annotated(head[4:].strip(), where, only_names)
    gap, pending = "", list[tuple[str, str]]()
    for where, line in lines[1:]:
        if not article.text and _read_head(article, where, line):
            continue
        if not line:
            gap = "\n\n"
        elif line.startswith("! "):
            pending.append((where, line))
        else:
            _read_sentence(article, where, line, gap if article.text else "")
            gap = " "
    for where, line in pending:
        read_event(article, where, line)
    return article


def _read_head(article: Annotated, where: str, line: str) -> bool:
    """Whether the line belongs to what comes before the text."""
    key, colon, value = line.partition(": ")
    if colon and key in HEADERS:
        article.headers[key] = value.strip()
    elif line.startswith("@"):
        if not (match := ENTITY_LINE.match(line)):
            raise MarkupError(f"{where}: an entity is written '@id Type CCC', not {line!r}")
        article.entities[match["id"]] = (match["type"], match["country"])
    elif line:
        return False
    return True


def _read_sentence(article: Annotated, where: str, line: str, gap: str) -> None:
    decoy = line.startswith("~ ")
    begin = len(article.text) + len(gap)
    text, opened = article.text + gap, list[tuple[str, re.Match[str], int]]()
    position, source = 0, line.removeprefix("~ ")
    for match in OPENING.finditer(source):
        text += source[position : match.start()]
        position = match.end()
        sign = match.group()[0]
        if match["close"]:
            if not opened or CLOSES[opened[-1][0]] != sign:
                raise MarkupError(f"{where}: {sign} closes nothing that is open, near {text[-30:]!r}")
            _, opener, start = opened.pop()
            _note(article, opener, Extent(start, len(text)))
        elif match.lastgroup is None:
            raise MarkupError(f"{where}: after {sign} a type, an entity or an event must stand, near {text[-30:]!r}")
        else:
            opened.append((sign, match, len(text)))
    if opened:
        raise MarkupError(f"{where}: {opened[-1][1].group()!r} is not closed")
    article.text = text + source[position:]
    article.sentences.append(Sentence(Extent(begin, len(article.text)), decoy))


def _note(article: Annotated, opener: re.Match[str], extent: Extent) -> None:
    if opener["event"]:
        article.triggers.setdefault(opener["event"], []).append(extent)
    if opener["name"]:
        article.names.append(Name(extent, opener["name"]))
    if entity := opener["entity"] or opener["named"]:
        article.mentions.append(Mention(extent, entity))


def read_event(article: Annotated, where: str, line: str) -> None:
    """Add the event that a line tells, by the triggers that the article holds already."""
    match = EVENT_LINE.match(line)
    if not match or "".join(fact.group() for fact in FACT.finditer(match["facts"])) != match["facts"]:
        raise MarkupError(f"{where}: not an event line: {line!r}")
    if match["id"] in article.events:
        raise MarkupError(f"{where}: {match['id']} is told twice")
    facts = list(FACT.finditer(match["facts"]))
    values = {fact["key"]: fact["value"] for fact in facts if fact["key"]}
    flags = {fact["flag"] for fact in facts}
    time = next((fact for fact in facts if fact["words"]), None)
    article.events[match["id"]] = Event(
        id=match["id"],
        what=match["what"],
        triggers=tuple(article.triggers.get(match["id"], [])),
        by=_split(values.get("by")),
        to=_split(values.get("to")),
        at=values.get("at"),
        says=values.get("says"),
        mode=values.get("mode"),
        time_words=time["words"] if time else None,
        edtf=time["edtf"] if time else None,
        modality="planned" if "planned" in flags else "hypothetical" if "hypothetical" in flags else "asserted",
        negated="not" in flags,
    )


def _split(value: str | None) -> tuple[str, ...]:
    return tuple(value.split(",")) if value else ()


def paragraphs(article: Annotated) -> Iterator[list[Sentence]]:
    """The sentences paragraph by paragraph."""
    group: list[Sentence] = []
    for sentence in article.sentences:
        if group and "\n" in article.text[group[-1].extent.end : sentence.extent.begin]:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def flat(names: Iterable[Name]) -> bool:
    """Whether no two names overlap."""
    return all(one.extent.end <= other.extent.begin for one, other in pairwise(sorted(names)))
