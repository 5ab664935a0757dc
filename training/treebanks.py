"""CoNLL-U files in, sentences and paragraphs out."""

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Name = tuple[int, int, str]  # first token, token after the last, type

# Features that both treebanks annotate alike.
FEATURES = frozenset(
    [
        "Case",
        "Definite",
        "Degree",
        "Gender",
        "Mood",
        "NumType",
        "Number",
        "Person",
        "Polarity",
        "Poss",
        "PronType",
        "Reflex",
        "Tense",
        "VerbForm",
        "Voice",
    ]
)


@dataclass(slots=True)
class Sentence:
    """A sentence in Universal Dependencies; a head is an index of the sentence, the root's is its own."""

    id: str = ""
    document: str = ""
    opens_paragraph: bool = False
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)  # GUM's Entity= of each word, "" where there is none
    names: list[Name] | None = None


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a gzipped CoNLL-U file; the words of a multiword token are glued together."""
    sentences: list[Sentence] = []
    document, opens = "", True
    for block in _blocks(path):
        for line in block:
            if line.startswith("# newdoc id"):
                document, opens = line.split("=", 1)[1].strip(), True
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                opens = True
        sentence = _sentence(block, document, opens)
        if sentence.words:
            sentences.append(sentence)
            opens = False
    return sentences


def group_paragraphs(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences paragraph by paragraph as the treebank has them."""
    paragraphs: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.opens_paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return paragraphs


def group_windows(sentences: Iterable[Sentence], longest: int = 160, short: int = 60) -> list[list[Sentence]]:
    """Paragraphs of at most `longest` words, cut between sentences; those under `short` words join the next one."""
    windows: list[list[Sentence]] = []
    size = 0
    for sentence in sentences:
        current = windows[-1] if windows else []
        fits = bool(current) and current[-1].document == sentence.document and size + len(sentence.words) <= longest
        if not fits or (sentence.opens_paragraph and size >= short):
            windows.append([])
            size = 0
        windows[-1].append(sentence)
        size += len(sentence.words)
    return windows


def text_of(sentences: Iterable[Sentence]) -> str:
    """The running text, sentences separated by a blank."""
    return " ".join(
        "".join(word + " " * space for word, space in zip(s.words, s.spaces, strict=True)).strip() for s in sentences
    )


def _blocks(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        block: list[str] = []
        for line in file:
            if line := line.rstrip("\n"):
                block.append(line)
            else:
                yield block
                block = []
        if block:
            yield block


def _sentence(block: list[str], document: str, opens: bool) -> Sentence:
    sentence = Sentence(document=document, opens_paragraph=opens)
    glued_until, last_space = 0, True
    for line in block:
        if line.startswith("# sent_id"):
            sentence.id = line.split("=", 1)[1].strip()
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        space = "SpaceAfter=No" not in columns[9]
        if "-" in columns[0]:
            glued_until, last_space = int(columns[0].split("-")[1]), space
            continue
        number = int(columns[0])
        _add_word(sentence, columns, space if number > glued_until else last_space and number == glued_until)
    return sentence


def _add_word(sentence: Sentence, columns: list[str], space: bool) -> None:
    number, form, lemma, pos, tag, features, head, dep = columns[:8]
    sentence.words.append(form)
    sentence.spaces.append(space)
    sentence.lemmas.append(lemma)
    sentence.pos.append(pos)
    sentence.tags.append(tag)
    sentence.morphs.append("|".join(f for f in features.split("|") if f.split("=")[0] in FEATURES))
    sentence.heads.append(int(head) - 1 if head != "0" else int(number) - 1)
    sentence.deps.append("ROOT" if dep == "root" else dep)
    entity = re.search(r"(?:^|\|)Entity=([^|]*)", columns[9])
    sentence.brackets.append(entity.group(1) if entity else "")


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences document by document."""
    document: list[Sentence] = []
    for sentence in sentences:
        if document and document[-1].document != sentence.document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document
