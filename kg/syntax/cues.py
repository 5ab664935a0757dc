"""Whether a word of a parse is a cue."""

from __future__ import annotations

from kg.knowledge.cues import load_cues
from kg.syntax.parse import Parse


def is_cue(parse: Parse, index: int, position: str, effect: str) -> bool:
    """Whether a token is a cue of that effect in that position."""
    lemmas = load_cues()[position, effect]
    return parse.lemmas[index] in lemmas or parse.words[index] in lemmas
