"""Whether a word of a parse is a cue."""

from __future__ import annotations

from kg.knowledge.cues import cue_phrases, cue_words
from kg.syntax.parse import Parse


def is_cue(parse: Parse, index: int, position: str, effect: str) -> bool:
    """Whether a token is a cue of that effect in that position, by itself or with the word before or behind it."""
    lemmas = cue_words(position, effect)
    if parse.lemmas[index] in lemmas or parse.words[index] in lemmas:
        return True
    phrases = cue_phrases(position, effect)
    held = phrases.get(parse.lemmas[index]) or phrases.get(parse.words[index])
    return held is not None and not held.isdisjoint(_phrases(parse, index))


def _phrases(parse: Parse, index: int) -> list[str]:
    """ "rule out" of "ruled" in "ruled out", "all but" of "but"."""
    words = parse.words
    before = [f"{words[index - 1]} {words[index]}"] if index else []
    forms = (parse.lemmas[index], words[index]) if index + 1 < len(words) else ()
    behind = [f"{form} {words[index + 1]}" for form in forms]
    return before + behind
