"""Annotation by quoted words and numbers of sentences in, the same by character offsets out: how to annotate by hand.

A draft is written as the files of `real/` are, without the line of sentences, and with places in words instead of
numbers: `<Anna Lind>` or `[the minister]` is every such mention, `[she@3]` the first "she" of the third sentence,
`{met@2.2}` the second "met" of the second sentence. `=== id register 4` is the fourth sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus.markup import Extent, MarkupError
from training.corpus.real import TEXTS, Document, load_documents

DEFAULTS = {"Person": "PERSON", "Organization": "ORG", "Country": "LOC", "Place": "LOC", "Facility": "LOC"}
HEAD = re.compile(r"=== (?P<id>\w+) (?P<register>[\w-]+)(?: (?P<sentence>\d+))?$")
QUOTE = re.compile(
    r" (?P<open>[<\[{])(?:(?P<type>PERSON|ORG|LOC|NORP|EVENT|MISC) )?(?P<words>[^<>\[\]{}@]+)"
    r"(?:@(?P<sentence>\d+)(?:\.(?P<nth>\d+))?)?(?P<close>[>\]}])"
)
ENDS = re.compile(r"[.!?][.!?]*[\"”’')\]]*(?=\s)|\n+")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Sen|Rep|Gov|Rev|St|Jr|Sr|No|vs|Inc|Co|Ltd|Corp|etc|Prof|Amb"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.N|U\.K|[A-Z])|\.[a-z])\.$"
)


def split_sentences(text: str) -> list[Extent]:
    """Where the sentences of a text are, by its stops and line breaks."""
    extents, begin = [], 0
    for match in ENDS.finditer(text):
        following = text[match.end() :].lstrip()[:1]
        breaks = "\n" in match.group() or not (SHORT.search(text[begin : match.end()]) or following.islower())
        if breaks:
            extents.append((begin, match.end()))
            begin = match.end()
    return [one for one in (_stripped(text, *both) for both in [*extents, (begin, len(text))]) if one.begin < one.end]


def _stripped(text: str, begin: int, end: int) -> Extent:
    words = text[begin:end]
    return Extent(begin + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def show(ids: Iterable[str], folder: Path = TEXTS) -> Iterator[str]:
    """Documents with their sentences numbered."""
    wanted = list(ids)
    documents = load_documents(folder, wanted)
    for id in wanted:
        document = documents[id]
        yield f"=== {id} {document.date} {document.title}"
        for number, extent in enumerate(split_sentences(document.text), 1):
            yield f"{number:3} {document.text[extent.begin : extent.end]}"


def pin(path: Path, folder: Path = TEXTS) -> Iterator[str]:
    """The lines of a draft with offsets; a MarkupError tells all quoted words that are not found."""
    lines = [(f"{path.name}:{number}", line) for number, line in enumerate(path.read_text().splitlines(), 1)]
    heads = [match for _, line in lines if (match := HEAD.match(line))]
    documents = load_documents(folder, {match["id"] for match in heads})
    problems: list[str] = []
    starts = [index for index, (_, line) in enumerate(lines) if HEAD.match(line)]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = HEAD.match(lines[start][1])
        if match is None or match["id"] not in documents:
            raise MarkupError(f"{lines[start][0]}: there is no such document")
        pinning = _Pinning(documents[match["id"]], match)
        yield from pinning.lines(lines[start + 1 : stop])
        yield ""
        problems += pinning.problems
    if problems:
        raise MarkupError("\n".join(problems))


class _Pinning:
    """The offsets of one block's quotes."""

    def __init__(self, document: Document, head: re.Match[str]) -> None:
        self.text = document.text
        self.head = head
        self.all = split_sentences(self.text)
        self.sentences = [self.all[int(head["sentence"]) - 1]] if head["sentence"] else self.all
        self.names: list[Extent] = []
        self.longer: dict[str, list[Extent]] = {}
        self.problems: list[str] = []

    def lines(self, lines: list[tuple[str, str]]) -> Iterator[str]:
        piece = f" {_told(self.sentences[0])}" if self.head["sentence"] else ""
        yield f"=== {self.head['id']} {self.head['register']}{piece}"
        yield " ".join(["sentences", *map(_told, self.sentences)])
        found = self._mentions(lines)
        for where, line in lines:
            if line.startswith("@"):
                quotes = "".join(f" {told}" for _, told in sorted(found.get(where, [])))
                yield QUOTE.sub("", line).rstrip() + quotes
            elif line.startswith("!"):
                yield self._event(where, line)

    def _mentions(self, lines: list[tuple[str, str]]) -> dict[str, list[tuple[Extent, str]]]:
        """The mentions of each entity's line, longest words first: a shorter name is not one inside a longer."""
        quotes = [
            (where, line.split()[1], match)
            for where, line in lines
            if line.startswith("@")
            for match in QUOTE.finditer(line)
        ]
        quotes.sort(key=lambda quote: (quote[2]["sentence"] is None, -len(quote[2]["words"])))
        found: dict[str, list[tuple[Extent, str]]] = {}
        for where, kind, match in quotes:
            extents = list(self._places(where, match, self._taken(where, match)))
            if not extents:
                self.problems.append(f"{where}: {match['words']!r} is not found in {self.head['id']}")
            (self.names if match["open"] == "<" else self.longer.setdefault(where, [])).extend(extents)
            type = match["type"] or DEFAULTS.get(kind, "NORP")
            for extent in extents:
                quoted = f"{_told(extent)} {self.text[slice(*extent)]}"
                told = f"<{type} {quoted}>" if match["open"] == "<" else f"[{quoted}]"
                found.setdefault(where, []).append((extent, told))
        return found

    def _taken(self, where: str, match: re.Match[str]) -> list[Extent]:
        return self.names if match["open"] == "<" else self.longer.get(where, []) + self.names

    def _places(self, where: str, match: re.Match[str], taken: list[Extent]) -> Iterator[Extent]:
        words = r"\s+".join(map(re.escape, match["words"].split())).replace("'", "['’]")
        first = f"[{words[0].lower()}{words[0].upper()}]{words[1:]}" if words[0].isalpha() else words
        pattern = re.compile(rf"(?<!\w){words if match['open'] == '<' else first}(?!\w)")
        sentences = [self.all[int(match["sentence"]) - 1]] if match["sentence"] else self.sentences
        extents = [
            Extent(*one.span())
            for sentence in sentences
            for one in pattern.finditer(self.text, sentence.begin, sentence.end)
        ]
        free = [one for one in extents if not any(t.begin <= one.begin and one.end <= t.end for t in taken)]
        if not match["sentence"]:
            yield from free
        else:
            number = int(match["nth"] or 1) - 1
            chosen = extents if match["nth"] or match["open"] == "{" else free
            yield from chosen[number : number + 1]

    def _event(self, where: str, line: str) -> str:
        told = []
        for match in QUOTE.finditer(line):
            extents = list(self._places(where, match, []))
            if len(extents) != 1:
                self.problems.append(f"{where}: {match['words']!r} is found {len(extents)} times; name the sentence")
                continue
            told.append(f"{{{_told(extents[0])} {self.text[slice(*extents[0])]}}}")
        number, rest = QUOTE.sub("", line)[2:].split(" ", 1)
        return f"! {number} {' '.join(told)} {rest}"


def _told(extent: Extent) -> str:
    return f"{extent.begin}:{extent.end}"
