"""A parsed Doc as plain lists with the labels of Universal Dependencies, and the questions that rooms ask of it.

`from_doc` makes it; what other label schemes mean is rewritten in `schemes`, so that every later room reads one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SUBJECTS = ("nsubj", "nsubj:pass")


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
        if not (children := self.children[index]):
            return []
        labels = self.deps
        return [child for child in children if labels[child] in deps]

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


def root_of(parse: Parse, begin: int, end: int) -> int:
    """The token of a range that hangs on something outside it; without a parse the last one."""
    outside = [i for i in range(begin, end) if parse.heads[i] == i or not begin <= parse.heads[i] < end]
    return outside[0] if outside else end - 1


def first_conjunct(parse: Parse, index: int) -> int:
    """The token that a coordination hangs on: "Putin" in "Putin and Trump"."""
    for head, label in parse.ancestors(index):
        if label != "conj":
            break
        index = head
    return index
