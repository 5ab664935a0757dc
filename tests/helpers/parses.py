"""Sentences with their parse written by hand, so that grammar is tested without a model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from kg.syntax.from_doc import read_parse
from kg.syntax.parse import Parse

VOCAB = spacy.blank("en").vocab
POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WDT": "PRON", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
    "MD": "AUX", "IN": "ADP", "TO": "PART", "RP": "ADP", "DT": "DET", "JJ": "ADJ", "RB": "ADV", "CC": "CCONJ",
    "POS": "PART", ".": "PUNCT", ",": "PUNCT", "``": "PUNCT", "''": "PUNCT", "CD": "NUM", "UH": "INTJ",
    "WRB": "SCONJ", "FW": "X",
}  # fmt: skip
AUXILIARY = {"aux", "aux:pass", "auxpass", "cop"}


def doc_of(text: str) -> Doc:
    """A Doc of `word/lemma/TAG/head/label` per token: heads count from 1 in the sentence, 0 for its root.

    The lemma may be left empty where it is the lower-case word. An empty line ends a sentence; a sixth field, as in
    `/PERSON`, is a recognised name, and neighbours with one label are one name.
    """
    rows, heads, starts = [], list[int](), list[bool | int | None]()
    for sentence in text.strip().split("\n\n"):
        first = len(rows)
        for token in sentence.split():
            row = token.split("/")
            rows.append(row)
            heads.append(first + int(row[3]) - 1 if row[3] != "0" else len(rows) - 1)
            starts.append(len(rows) - 1 == first)
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        lemmas=[row[1] or row[0].lower() for row in rows],
        tags=[row[2] for row in rows],
        pos=["AUX" if row[4] in AUXILIARY else POS[row[2]] for row in rows],
        heads=heads,
        deps=[row[4] for row in rows],
        sent_starts=starts,
        ents=_iob([row[5] if len(row) > 5 else "" for row in rows]),
    )


def parse_of(text: str) -> Parse:
    """The Parse of sentences with their parse written by hand."""
    return read_parse(doc_of(text))


def _iob(labels: list[str]) -> list[str]:
    pairs = zip(labels, ["", *labels], strict=False)
    return [f"{'I' if label == last else 'B'}-{label}" if label else "O" for label, last in pairs]
