"""The component that sets lemmas from form and fine-grained tag: irregular forms by list, the rest by their endings."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

FILE = "lemmas.json"
PROPER = frozenset(["NNP", "NNPS"])
LONGEST_ENDING = 5
FORGET_AFTER = 200_000


class LemmaTable(TypedDict):
    """By tag: lemmas of irregular forms; and by ending how many letters to cut and what to put in their place."""

    irregular: dict[str, dict[str, str]]
    endings: dict[str, dict[str, tuple[int, str]]]


class Lemmatizer:
    """Sets token.lemma; needs token.tag."""

    def __init__(self, vocab: Vocab, name: str = "kg_lemmatizer") -> None:
        self.vocab = vocab
        self.name = name
        self.table: LemmaTable = {"irregular": {}, "endings": {}}
        self._known: dict[tuple[int, int], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Lemmatise the Doc in place."""
        known, strings = self._known, doc.vocab.strings
        if len(known) > FORGET_AFTER:
            known.clear()
        lemmas = []
        for word, tag in doc.to_array(["ORTH", "TAG"]).tolist():
            if (word, tag) not in known:
                known[word, tag] = lemmatize(self.table, strings[word], strings[tag])
            lemmas.append(strings.add(known[word, tag]))
        return doc.from_array(["LEMMA"], np.array(lemmas, dtype=np.uint64))  # type: ignore[arg-type]

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the table."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Lemmatizer":
        """Read what to_disk wrote."""
        return self.from_bytes((Path(path) / FILE).read_bytes())

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The same as to_disk, in memory."""
        return json.dumps(self.table, ensure_ascii=False, indent=0, sort_keys=True).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Lemmatizer":
        """Read what to_bytes gave."""
        self.table = json.loads(data)
        self._known.clear()
        return self


def lemmatize(table: LemmaTable, word: str, tag: str) -> str:
    """The lemma of a word with this tag (Penn's); of an unknown one what its longest known ending says."""
    form = word.replace("’", "'") if len(word) > 1 else word
    irregular = table["irregular"].get(tag, {})
    lowered = form if tag in PROPER else form.lower()
    found = irregular.get(form) or irregular.get(lowered)
    if not found and tag == "VBP" and lowered.endswith("ed") and not lowered.endswith("eed"):
        return lemmatize(table, word, "VBD")  # "Vietnam protested": taken for the present tense
    return found or apply_endings(table["endings"].get(tag, {}), lowered)


def apply_endings(endings: dict[str, tuple[int, str]], form: str) -> str:
    """The form with its longest known ending replaced."""
    for begin in range(max(0, len(form) - LONGEST_ENDING), len(form) + 1):
        if rule := endings.get(form[begin:]):
            cut, added = rule
            return form[: len(form) - cut] + added or form
    return form


@Language.factory("kg_lemmatizer", requires=["token.tag"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """A lemmatizer without a table, to be filled by from_disk."""
    return Lemmatizer(nlp.vocab, name)
