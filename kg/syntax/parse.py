"""A parsed Doc as plain lists with one set of labels: the only place that knows a parser's label scheme.

A spaCy Doc enters, a `Parse` with Universal Dependencies labels leaves. English pipelines of spaCy's own (ClearNLP
labels: nsubjpass, dobj, prep with pobj ...) are rewritten here, so that every later room reads one scheme.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

CLEARNLP = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "agent": "obl:agent",
    "prt": "compound:prt",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "npadvmod": "obl:unmarked",
    "nn": "compound",
    "neg": "advmod",
    "acomp": "xcomp",
    "pcomp": "advcl",
}
UNMARKED = {"obl:tmod": "obl:unmarked", "obl:npmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked"}
COLUMNS = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "IDX", "LENGTH"]


@dataclass(slots=True)
class Parse:
    """Parallel lists over the tokens of a Doc; a root's head is itself; children are in text order.

    `begins` and `ends` are the places of the tokens in the text, in characters; `sentence` numbers the sentences.
    """

    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentence: list[int]
    begins: list[int]
    ends: list[int]
    children: list[list[int]]

    def find(self, index: int, *deps: str) -> list[int]:
        """The children of a token under one of these labels."""
        children = self.children[index]
        return [child for child in children if self.deps[child] in deps] if children else []

    def has(self, index: int, *deps: str) -> bool:
        """Whether a token has a child under one of these labels."""
        return bool(self.find(index, *deps))

    def is_marked(self, index: int, *words: str) -> bool:
        """Whether one of these conjunctions or "to" introduces the clause."""
        return any(self.words[child] in words for child in self.find(index, "mark"))

    def case(self, index: int) -> tuple[str, ...]:
        """The prepositions of a noun phrase, lower case, in order: ("out", "of")."""
        found = []
        for child in self.find(index, "case"):
            found.append(self.words[child])
            found += [self.words[part] for part in self.find(child, "fixed")]
        return tuple(found)

    def conjuncts(self, index: int, *, listed: bool = False) -> list[int]:
        """A token and all that is coordinated with it, in text order.

        Of names in a row ("A, B and C") parsers take one for an apposition of the one before: in a list it counts too.
        """
        found = [index]
        for child in self.find(index, "conj", "appos"):
            names = self.pos[index] == self.pos[child] == "PROPN"
            in_list = names and (listed or self.has(index, "conj") or self.has(child, "conj"))
            if self.deps[child] == "conj" or in_list:
                found += self.conjuncts(child, listed=self.deps[child] == "appos")
        return found

    def ancestors(self, index: int) -> Iterator[tuple[int, str]]:
        """(head, label of the way up to it) from a token to the root of its sentence."""
        for _ in range(len(self.words)):
            head = self.heads[index]
            if head == index:
                return
            yield head, self.deps[index]
            index = head

    def subtree(self, index: int) -> list[int]:
        """All tokens below and including this one, in text order."""
        found, waiting = [], [index]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting += self.children[token]
        return sorted(found)


def read_parse(doc: Doc) -> Parse:
    """Copy a Doc into lists, rewriting ClearNLP labels into Universal Dependencies where the Doc uses them."""
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
        deps=[UNMARKED.get(label, label) for label in deps],
        heads=(np.arange(len(doc)) + offsets).tolist(),
        sentence=((starts == 1).cumsum() - 1).tolist(),
        begins=begins.tolist(),
        ends=(begins + lengths).tolist(),
        children=[[] for _ in words],
    )
    if not {"pobj", "dobj", "nsubjpass"}.isdisjoint(parse.deps):
        _rewrite_clearnlp(parse)
    for index, head in enumerate(parse.heads):
        if head != index:
            parse.children[head].append(index)
    return parse


def _strings(doc: Doc, column: npt.NDArray[np.uint64]) -> list[str]:
    """The strings that the numbers of a column stand for."""
    numbers, store = column.tolist(), doc.vocab.strings
    strings = {number: store[number] for number in set(numbers)}
    return [strings[number] for number in numbers]


def _rewrite_clearnlp(parse: Parse) -> None:
    """Hang each preposition below its object and make a copula the child of its predicate."""
    labels = list(parse.deps)
    parse.deps = [CLEARNLP.get(label, label) for label in labels]
    for index, label in enumerate(labels):
        if label in {"pobj", "pcomp"}:
            _lift(parse, index, labels)
    for index, label in enumerate(labels):
        if label in {"attr", "acomp"} and parse.lemmas[parse.heads[index]] == "be":
            _make_predicate(parse, index, parse.heads[index])


def _lift(parse: Parse, index: int, labels: list[str]) -> None:
    preposition = parse.heads[index]
    governor = preposition
    while labels[governor] == "prep" and labels[parse.heads[governor]] == "prep":
        governor = parse.heads[governor]
    above, agent = parse.heads[governor], labels[preposition] == "agent"
    nominal = parse.pos[above] in {"NOUN", "PROPN", "PRON", "NUM"}
    if labels[index] == "pobj":
        parse.deps[index] = "obl:agent" if agent else "nmod" if nominal else "obl"
    parse.heads[index] = above
    while preposition != above:
        following = parse.heads[preposition]
        parse.heads[preposition], parse.deps[preposition] = index, "case"
        if preposition == governor:
            break
        preposition = following


def _make_predicate(parse: Parse, index: int, copula: int) -> None:
    """Turn "be" with an attribute into the attribute with a copula."""
    parse.deps[index] = parse.deps[copula]
    parse.heads[index] = index if parse.heads[copula] == copula else parse.heads[copula]
    for child, head in enumerate(parse.heads):
        if head == copula and child not in {index, copula}:
            parse.heads[child] = index
    parse.heads[copula], parse.deps[copula] = index, "cop"
