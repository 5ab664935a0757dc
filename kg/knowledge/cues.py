"""Words that say how an event is meant, and who: of reporting, planning, doubting, denying; light verbs; pronouns.

They are data (ontologies/cues.ttl, ontologies/mentions.ttl): each cue has a position in the sentence and an effect.
"""

from __future__ import annotations

from functools import cache

from kg.knowledge.paths import ontology_path
from kg.knowledge.turtle import read_turtle

FILES = ("cues.ttl", "mentions.ttl")


@cache
def load_cues() -> dict[tuple[str, str], frozenset[str]]:
    """Lemmas by (position, effect)."""
    table: dict[tuple[str, str], set[str]] = {}
    for file in FILES:
        for facts in read_turtle(ontology_path(file)).values():
            table.setdefault((facts["position"][0], facts["effect"][0]), set()).update(facts["lemma"])
    return {key: frozenset(lemmas) for key, lemmas in table.items()}


def cue_words(position: str, effect: str) -> frozenset[str]:
    """The words of one effect in one position.

    >>> "she" in cue_words("pronoun", "feminine")
    True
    """
    return load_cues()[position, effect]


@cache
def cue_phrases(position: str, effect: str) -> dict[str, frozenset[str]]:
    """Those cues that are two words side by side, by each of their words.

    >>> "rule out" in cue_phrases("governor", "negated")["rule"]
    True
    """
    phrases = [lemma for lemma in cue_words(position, effect) if " " in lemma]
    words = {word for phrase in phrases for word in phrase.split()}
    return {word: frozenset(phrase for phrase in phrases if word in phrase.split()) for word in words}
