"""Sentences with their parse written by hand: `word/lemma/TAG/head/label`, heads counted from 1, 0 for the root."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.syntax.from_doc import read_parse
from kg.syntax.parse import Parse

POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WDT": "PRON", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
    "MD": "AUX", "IN": "ADP", "TO": "PART", "RP": "ADP", "DT": "DET", "JJ": "ADJ", "RB": "ADV", "CC": "CCONJ",
    "POS": "PART", ".": "PUNCT", ",": "PUNCT", "``": "PUNCT", "''": "PUNCT", "CD": "NUM",
}  # fmt: skip
AUXILIARY = {"aux", "aux:pass", "auxpass", "cop"}


def doc_of(sentence: str) -> Doc:
    """A Doc with the given parse; lemma may be left empty where it is the lower-case word."""
    rows = [token.split("/") for token in sentence.split()]
    return Doc(
        Vocab(),
        words=[row[0] for row in rows],
        lemmas=[row[1] or row[0].lower() for row in rows],
        tags=[row[2] for row in rows],
        pos=["AUX" if row[4] in AUXILIARY else POS[row[2]] for row in rows],
        heads=[int(row[3]) - 1 if row[3] != "0" else index for index, row in enumerate(rows)],
        deps=[row[4] for row in rows],
    )


def parse_of(sentence: str) -> Parse:
    """The Parse of a sentence with its parse written by hand."""
    return read_parse(doc_of(sentence))
