"""Who says so: the source of what a clause tells, within its sentence."""

from __future__ import annotations

from kg.syntax.clauses import subjects
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

SOURCES = frozenset({"ccomp", "parataxis", "obj", "xcomp", "advcl"})


BY_SOURCE = (("according", "to"), ("per",))


def find_source(parse: Parse, index: int) -> int | None:
    """The token of the nearest one who says what stands at a token, within the sentence."""
    node = index
    for head, label in [*parse.ancestors(index), (index, "")]:
        source = _named_source(parse, node)
        if source is None and label in SOURCES and _reports(parse, node, head, label):
            source = next(iter([*subjects(parse, head), *parse.find(head, "obl:agent")]), None)
        if source is not None:
            return source
        node = head
    return None


def _named_source(parse: Parse, index: int) -> int | None:
    """Who is named beside a clause: "according to A", ", A said"."""
    for child in parse.children[index]:
        if parse.deps[child] in {"obl", "advcl"} and parse.case(child) in BY_SOURCE:
            return child
        if parse.deps[child] == "parataxis" and is_cue(parse, child, "governor", "reported"):
            return next(iter(subjects(parse, child)), None)
    return None


def _reports(parse: Parse, index: int, head: int, label: str) -> bool:
    """Whether the word above reports this clause; a word of saying with an object is an act of its own."""
    if not is_cue(parse, head, "governor", "reported"):
        return False
    if label == "advcl":
        return parse.is_marked(head, "as")
    return label != "obj" and (label != "xcomp" or parse.lemmas[head] in {"report", "say", "quote"})
