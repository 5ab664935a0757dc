"""Annotation that stands off real documents in, annotated articles out.

The documents are no part of this project: they are looked up in a folder of them (README.md there) by their ids. Where
that folder is missing, the quoted words stand on an otherwise empty page, so that the annotation can still be checked.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.knowledge.ontology import load_ontology
from training.corpus.check import check_events, check_references
from training.corpus.markup import ENTITY_LINE, Annotated, Extent, MarkupError, Mention, Name, Sentence, read_event

REAL = Path(__file__).parent / "real"
PARTS = ("train", "dev", "test")
TEXTS = Path(__file__).parents[3] / "shared" / "texts"
REGISTERS = ("centcom-strikes", "current-events", "kremlin", "state-dept", "voa", "white-house", "wikinews")
WORDS_QUOTED = 8  # at most, in a row
HEAD = re.compile(r"=== (?P<id>[0-9a-f]{12}) (?P<register>[\w-]+)(?: (?P<begin>\d+):(?P<end>\d+))?$")
QUOTE = re.compile(r" (?:<(?P<name>[A-Z]+) |\[|\{)(?P<begin>\d+):(?P<end>\d+) (?P<words>[^<>\[\]{}]+)[>\]}]")
EXTENT = re.compile(r" (\d+):(\d+)")


class Document(NamedTuple):
    """A real text, with the day it was published where that is known."""

    text: str
    date: str | None
    title: str | None


class Quote(NamedTuple):
    """A few words of a document; `name` is the type of the name that they are."""

    extent: Extent
    words: str
    name: str | None


@dataclass(slots=True)
class Block:
    """What is written of one document, or of a piece of it."""

    id: str
    where: str
    register: str
    piece: Extent | None
    sentences: list[Extent] = field(default_factory=list)
    entities: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    mentions: list[tuple[str, Quote]] = field(default_factory=list)
    triggers: list[tuple[str, Quote]] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)

    @property
    def quotes(self) -> list[Quote]:
        """All that is quoted."""
        return [quote for _, quote in self.mentions + self.triggers]


def read_real(part: str | None = None, folder: Path = TEXTS) -> list[Annotated]:
    """The articles of a part, or of all; on empty pages where the folder with the documents is missing."""
    blocks = [block for one in ([part] if part else PARTS) for block in read_blocks(REAL / f"{one}.txt")]
    documents = load_documents(folder, {block.id for block in blocks})
    return [join(block, documents.get(block.id)) for block in blocks]


def load_documents(folder: Path, ids: Iterable[str]) -> dict[str, Document]:
    """The documents of these ids, so far as they are there."""
    wanted = set(ids)
    return {id: document for path in sorted(folder.glob("*.jsonl.gz")) for id, document in _read(path, wanted)}


def _read(path: Path, wanted: set[str]) -> Iterator[tuple[str, Document]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[8:20] in wanted:
                told = json.loads(line)
                yield told["id"], Document(told["text"], told["date"], told["title"])


def read_blocks(path: Path) -> list[Block]:
    """The blocks of one file; MarkupError says where the notation is broken."""
    blocks: list[Block] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        if match := HEAD.match(line):
            piece = Extent(int(match["begin"]), int(match["end"])) if match["begin"] else None
            blocks.append(Block(match["id"], where, match["register"], piece))
        elif line.strip() and not blocks:
            raise MarkupError(f"{where}: a block begins with ===, the id of a document and its register")
        elif line.strip():
            _read_line(blocks[-1], where, line)
    return blocks


def _read_line(block: Block, where: str, line: str) -> None:
    quotes = [
        Quote(Extent(int(match["begin"]), int(match["end"])), match["words"], match["name"])
        for match in QUOTE.finditer(line)
    ]
    bare = QUOTE.sub("", line)
    if line.startswith("sentences"):
        block.sentences = [Extent(int(begin), int(end)) for begin, end in EXTENT.findall(line)]
    elif match := ENTITY_LINE.match(bare):
        block.entities[match["id"]] = (match["type"], match["country"])
        block.mentions += ((match["id"], quote) for quote in quotes)
    elif bare.startswith("! e"):
        block.triggers += ((bare.split()[1], quote) for quote in quotes)
        block.events.append((where, bare))
    else:
        raise MarkupError(f"{where}: neither an entity nor an event: {line!r}")


def join(block: Block, document: Document | None) -> Annotated:
    """The article that a block is about; a MarkupError where the document says other words than those quoted."""
    document = document or Document(_page(block), None, None)
    for quote in block.quotes:
        words = document.text[quote.extent.begin : quote.extent.end]
        if words != quote.words:
            raise MarkupError(f"{block.where} {block.id}: {quote.words!r} is quoted where the document has {words!r}")
    begin, end = block.piece or (0, len(document.text))
    headers = {"register": block.register, "date": document.date, "title": document.title if not block.piece else None}
    article = Annotated(
        id=f"{block.id}-{begin}" if block.piece else block.id,
        where=block.where,
        headers={key: value for key, value in headers.items() if value},
        entities=block.entities,
        text=document.text[begin:end],
        sentences=[Sentence(_shift(extent, begin), False) for extent in block.sentences],
        names=[Name(_shift(q.extent, begin), q.name) for _, q in block.mentions if q.name],
        mentions=[Mention(_shift(quote.extent, begin), entity) for entity, quote in block.mentions],
    )
    for event, quote in block.triggers:
        article.triggers.setdefault(event, []).append(_shift(quote.extent, begin))
    for where, line in block.events:
        read_event(article, where, line)
    return article


def _shift(extent: Extent, begin: int) -> Extent:
    return Extent(extent.begin - begin, extent.end - begin)


def _page(block: Block) -> str:
    """The quoted words of a document in their places, blanks elsewhere."""
    page = [" "] * max((extent.end for extent in block.sentences), default=0)
    for quote in block.quotes:
        page[quote.extent.begin : quote.extent.end] = quote.words
    return "".join(page)


def find_real_errors(folder: Path = TEXTS) -> Iterator[str]:
    """What is wrong with the annotation of real documents, a line each that begins with file and line of the block."""
    blocks = [(part, block) for part in PARTS for block in read_blocks(REAL / f"{part}.txt")]
    documents = load_documents(folder, {block.id for _, block in blocks})
    kept_back = folder / "reserved.txt"
    reserved = set(kept_back.read_text(encoding="utf-8").split()) if kept_back.exists() else set()
    parts: dict[str, str] = {}
    for part, block in blocks:
        problems = list(_block_errors(block, documents if folder.is_dir() else None))
        if parts.setdefault(block.id, part) != part:
            problems.append(f"the document is in {parts[block.id]} as well")
        if block.id in reserved:
            problems.append("the document is kept back")
        yield from (f"{block.where} {block.id}: {problem}" for problem in problems)


def _block_errors(block: Block, documents: dict[str, Document] | None) -> Iterator[str]:
    if block.register not in REGISTERS:
        yield f"{block.register} is no register of the documents"
    if documents is not None and block.id not in documents:
        yield "there is no such document"
    yield from (
        f"{quote.words!r} quotes more than {WORDS_QUOTED} words"
        for quote in block.quotes
        if len(quote.words.split()) > WORDS_QUOTED
    )
    outside = [quote.words for quote in block.quotes if not any(_within(quote.extent, one) for one in block.sentences)]
    yield from (f"{words!r} is in no sentence" for words in outside)
    try:
        article = join(block, (documents or {}).get(block.id))
    except MarkupError as error:
        yield str(error).split(": ", 1)[1]
        return
    if not outside:
        yield from check_references(article)
        yield from check_events(article, load_ontology(), times=documents is not None)


def _within(inner: Extent, outer: Extent) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end
