"""Whether a capital stands for its government: "urged Baku", "Moscow said", but not "met in Baku"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.cues import cue_words
from kg.syntax.cues import is_cue
from kg.syntax.datelines import dateline_end
from kg.syntax.parse import Parse, first_conjunct

OBJECTS = ("obj", "iobj", "nsubj:pass")


def is_acting(parse: Parse, head: int) -> bool:
    """Whether a capital stands for its government here: it does something, others deal with it or address it."""
    first = first_conjunct(parse, head)
    if head < dateline_end(parse):
        return False
    if parse.deps[first] == "nsubj":
        return not parse.has(parse.heads[first], "cop")
    if parse.deps[first] == "obj" and parse.has(parse.heads[first], "xcomp", "ccomp"):
        return True
    case = parse.case(first)
    acting = parse.deps[first] in {"obl:agent", "nmod:poss"} or (
        len(case) == 1 and case[0] in cue_words("before", "acting")
    )
    return acting or _is_addressed(parse, first, case)


def _is_addressed(parse: Parse, index: int, case: Sequence[str]) -> bool:
    """Whether words or measures are meant for it: "urged Baku", "support for Baku", "sent a letter to Baku"."""
    governor, label = parse.heads[index], parse.deps[index]
    others = [child for child in parse.find(governor, *OBJECTS) if child != index]
    if label in {"obl", "nmod"} and case and case[-1] in cue_words("before", "addressed"):
        return any(is_cue(parse, word, "governor", "addressing") for word in others or [governor])
    return label in OBJECTS and is_cue(parse, governor, "governor", "addressing")
