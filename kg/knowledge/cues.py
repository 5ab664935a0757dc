"""Words that say how an event is meant: of reporting, planning, doubting, denying; light verbs, words of quantity.

They are data (ontologies/cues.ttl): each cue has a position in the sentence and an effect.
"""

from __future__ import annotations

from functools import cache

from kg.knowledge.paths import ontology_path
from kg.knowledge.turtle import read_turtle


@cache
def load_cues() -> dict[tuple[str, str], frozenset[str]]:
    """Lemmas by (position, effect)."""
    table: dict[tuple[str, str], set[str]] = {}
    for facts in read_turtle(ontology_path("cues.ttl")).values():
        table.setdefault((facts["position"][0], facts["effect"][0]), set()).update(facts["lemma"])
    return {key: frozenset(lemmas) for key, lemmas in table.items()}
