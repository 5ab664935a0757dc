"""A Doc to a Parse."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from kg.syntax.parse import Parse
from kg.syntax.repairs import repair
from kg.syntax.schemes import to_universal

COLUMNS = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "IDX", "LENGTH"]


def read_parse(doc: Doc) -> Parse:
    """Copy a Doc into lists, its labels in Universal Dependencies whatever scheme its parser has."""
    columns = doc.to_array(COLUMNS).T  # type: ignore[arg-type]
    texts, lemmas, pos, tags, deps = (_strings(doc, column) for column in columns[:5])
    offsets, starts, begins, lengths = columns[5:].astype(np.int64)
    starts[:1] = 1
    words = [text.lower() for text in texts]
    parse = Parse(
        words=words,
        lemmas=[lemma.lower() or word for lemma, word in zip(lemmas, words, strict=True)],
        pos=pos,
        tags=tags,
        deps=deps,
        heads=(np.arange(len(doc)) + offsets).tolist(),
        sentence=((starts == 1).cumsum() - 1).tolist(),
        begins=begins.tolist(),
        ends=(begins + lengths).tolist(),
        children=[[] for _ in words],
    )
    to_universal(parse)
    for index, head in enumerate(parse.heads):
        if head != index:
            parse.children[head].append(index)
    repair(parse)
    return parse


def _strings(doc: Doc, column: npt.NDArray[np.uint64]) -> list[str]:
    """The strings that the numbers of a column stand for."""
    numbers, store = column.tolist(), doc.vocab.strings
    strings = {number: store[number] for number in set(numbers)}
    return [strings[number] for number in numbers]
