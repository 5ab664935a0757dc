"""Who says so: the source of what a clause tells, within its sentence."""

from __future__ import annotations

from kg.syntax.clauses import subjects
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

SOURCES = frozenset({"ccomp", "parataxis", "obj", "xcomp", "advcl"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def find_source(parse: Parse, index: int) -> int | None:
    """The token of the nearest one who says what stands at a token, within the sentence."""
    node = index
    for head, label in [*parse.ancestors(index), (index, "")]:
        source = _named_source(parse, node)
        if source is None and label in SOURCES and _reports(parse, node, head, label):
            source = next(iter([*subjects(parse, head), *parse.find(head, "obl:agent")]), None)
        if source is not None:
            return source
        if label == "conj" and parse.tags[node] in FINITE and parse.tags[head] == "VB":
            return None  # "said that it could accept, but refused": nobody says the second
        node = head
    return None


def _named_source(parse: Parse, index: int) -> int | None:
    """Who is named beside a clause: "according to A", ", A said"."""
    for child in parse.children[index]:
        if parse.deps[child] in {"obl", "advcl"} and _brings_source(parse, child):
            return child
        if parse.deps[child] == "parataxis" and _says_beside(parse, child, index):
            return next(iter(subjects(parse, child)), None)
    return None


def _brings_source(parse: Parse, index: int) -> bool:
    return any(is_cue(parse, word, "preposition", "source") for word in parse.find(index, "case")[:1])


def _says_beside(parse: Parse, verb: int, other: int) -> bool:
    """Whether a verb of saying stands beside the clause that it reports: it has no content of its own, and no semicolon
    parts the two ("A expels the consul; B warns of reprisals")."""
    between = range(min(verb, other), max(verb, other))
    content = [child for child in parse.find(verb, "ccomp", "obj", "xcomp") if child != other]
    told = is_cue(parse, verb, "governor", "told")
    parted = any(parse.words[token] == ";" for token in between)
    return is_cue(parse, verb, "governor", "reported") and not parted and (told or not content)


def _reports(parse: Parse, index: int, head: int, label: str) -> bool:
    """Whether the word above reports this clause; a word of saying with an object is an act of its own."""
    if label == "parataxis":
        return _says_beside(parse, head, index)
    if not is_cue(parse, head, "governor", "reported"):
        return False
    if label == "advcl":
        return parse.is_marked(head, "as")
    return label != "obj" and (label != "xcomp" or is_cue(parse, head, "governor", "relayed"))
