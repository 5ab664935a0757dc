"""Hand-built Docs, so that grammar is tested without a model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab
TAGS = {"NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "PRON": "PRP", "ADJ": "JJ", "DET": "DT", "ADP": "IN"}


def make_doc(text: str) -> Doc:
    """A Doc from `word|POS|label|head` per token, heads counted within the sentence; an empty line ends a sentence.

    `word/lemma` gives a lemma (of a noun: then it is a plural), a fifth field `|PERSON` a recognised name; neighbours
    with one label are one name.
    """
    rows: list[list[str]] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in text.strip().split("\n\n"):
        first = len(rows)
        for token in sentence.split():
            word, pos, label, head, *name = token.split("|")
            rows.append([*word.split("/"), pos, label, *name] if "/" in word[1:] else [word, "", pos, label, *name])
            heads.append(first + int(head))
            starts.append(len(rows) - 1 == first)
    words = [row[0] for row in rows]
    return Doc(
        VOCAB,
        words=words,
        lemmas=[row[1] or row[0].lower() for row in rows],
        pos=[row[2] for row in rows],
        tags=[_tag(*row[:3]) for row in rows],
        deps=[row[3] for row in rows],
        heads=heads,
        sent_starts=starts,
        ents=_iob([row[4] if len(row) > 4 else "" for row in rows]),
    )


def _tag(word: str, lemma: str, pos: str) -> str:
    if pos == "NOUN" and lemma:
        return "NNS"
    return "VBG" if pos == "VERB" and word.endswith("ing") else TAGS.get(pos, pos)


def _iob(labels: list[str]) -> list[str]:
    pairs = zip(labels, ["", *labels], strict=False)
    return [f"{'I' if label == last else 'B'}-{label}" if label else "O" for label, last in pairs]
