"""WikiGold and Universal NER in our scheme. They know fewer types than GUM: what they can't know is missing (None)."""

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.names import TITLES
from training.treebanks import Sentence

TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
DEMONYM = re.compile(r"(ian|ean|ese|ish|can|sh|ch|ans|ians|ic|i)$")
TIME_WORDS = {
    "M": re.compile(r"(January|February|March|April|May|June|July|August|September|October|November|December)$"),
    "D": re.compile(r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$"),
    "Y": re.compile(r"(1[0-9]|20)\d\d$"),
    "N": re.compile(r"\d{1,2}(st|nd|rd|th)?$"),
    ",": re.compile(r",$"),
    "?": re.compile(r"(\d{4}s?|century|centuries|(year|month|week|day|decade)s?|today)$"),
}
DATE = re.compile(r"MN(,?Y)?|NMY?|MY|D|Y")
BEFORE_DATES = frozenset(["in", "on", "since", "until", "by", "during"])
NO_SPACE_BEFORE = frozenset([".", ",", ";", ":", "?", "!", ")", "'s", "%", "]", "n't", "'"])
NO_SPACE_AFTER = frozenset(["(", "[", "``"])


@dataclass(slots=True)
class NamedText:
    """Words with the blanks after them and, for each, its name tag in BILUO or None where it isn't known."""

    words: list[str]
    spaces: list[bool]
    tags: list[str | None]


def read_wikigold(path: Path) -> list[NamedText]:
    """The sentences of WikiGold (two columns, IO tags); its blanks are guessed, for it is tokenised."""
    texts = []
    for rows in _tables(path):
        words = [row[0] for row in rows]
        texts.append(NamedText(words, _guess_spaces(words), _wikigold_tags(words, [row[-1] for row in rows])))
    return texts


def read_uner(path: Path, treebank: Iterable[Sentence]) -> list[NamedText]:
    """Universal NER's names on the words of the treebank it annotates; sentences that don't match are left out."""
    by_id = {sentence.id: sentence for sentence in treebank}
    texts = []
    for sentence_id, rows in _uner_sentences(path):
        sentence = by_id.get(sentence_id)
        if sentence is None or [row[1] for row in rows] != sentence.words:
            continue
        tags: list[str | None] = ["O"] * len(rows)
        for begin, end, kind in _runs([row[2] for row in rows]):
            tags[begin:end] = biluo(end - begin, TYPES.get(kind))
        texts.append(NamedText(sentence.words, sentence.spaces, _complete_dates(sentence.words, tags)))
    return texts


def biluo(length: int, kind: str | None) -> list[str | None]:
    """The tags of a name of so many words; without a type they are missing."""
    if kind is None:
        return [None] * length
    if length == 1:
        return [f"U-{kind}"]
    return [f"B-{kind}", *[f"I-{kind}"] * (length - 2), f"L-{kind}"]


def _tables(path: Path) -> Iterator[list[list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            if rows := [line.split() for line in block.splitlines() if line.strip()]:
                yield rows


def _uner_sentences(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            lines = block.splitlines()
            ids = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id")]
            if ids:
                yield ids[0], [line.split("\t") for line in lines if not line.startswith("#")]


def _runs(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of equal type; B- opens a new one, I- goes on or opens where nothing is open."""
    begin, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        goes_on = kind and tag == f"I-{kind}"
        if not goes_on:
            if kind:
                yield begin, index, kind
            begin, kind = index, tag[2:]


def _wikigold_tags(words: list[str], marks: list[str]) -> list[str | None]:
    tags: list[str | None] = ["O"] * len(words)
    for begin, end, kind in _runs(marks):
        first = begin + _lead_in(words[begin:end], kind)
        if kind == "MISC":
            people = end - begin == 1 and DEMONYM.search(words[begin])
            tags[begin:end] = biluo(end - begin, "NORP" if people else None)
        else:
            tags[first:end] = biluo(end - first, TYPES[kind])
    return _complete_dates(words, tags)


def _lead_in(words: list[str], kind: str) -> int:
    """How many words WikiGold has before what we call the name: a person's titles, the article before others."""
    if kind == "PER":
        return max((i + 1 for i, word in enumerate(words[:-1]) if word.lower() in TITLES), default=0)
    return int(kind != "MISC" and len(words) > 1 and words[0].lower() == "the")


def _complete_dates(words: list[str], tags: list[str | None]) -> list[str | None]:
    """Dates are names for us but not here: mark those that are plain to see, leave open what else may be one."""
    kinds = "".join(_time_kind(word) if tag == "O" else " " for word, tag in zip(words, tags, strict=True))
    tags = list(tags)
    for run in re.finditer(r"[MDYN?]+(,[MDYN?]+)*", kinds):
        begin, end = run.span()
        plain = DATE.fullmatch(run.group()) and (end - begin > 1 or words[max(0, begin - 1)].lower() in BEFORE_DATES)
        tags[begin:end] = biluo(end - begin, "DATE" if plain else None)
    return tags


def _time_kind(word: str) -> str:
    return next((kind for kind, pattern in TIME_WORDS.items() if pattern.match(word)), " ")


def _guess_spaces(words: list[str]) -> list[bool]:
    spaces = [word not in NO_SPACE_AFTER for word in words]
    opening = False
    for index, word in enumerate(words):
        opening = not opening if word == '"' else opening
        if word == '"' and opening:
            spaces[index] = False
        elif index and (word in NO_SPACE_BEFORE or word == '"'):
            spaces[index - 1] = False
    return spaces
