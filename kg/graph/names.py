"""Who is meant by a name as people type it: a Graph and words enter, ids of its entities leave.

Case, accents and dots don't matter; the names that the shipped tables know count beside those in the articles; and so
do the usual ways of writing a foreign name in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from rapidfuzz import fuzz

from kg.errors import KgError
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.normalization import name_words
from kg.model import Entity, EntityType, Graph

ACTORS: tuple[EntityType, ...] = ("Person", "Organization", "Country", "Group")
PLACES: tuple[EntityType, ...] = ("Place", "Country", "Facility")
PROPOSED, LIKE_ENOUGH, NEARLY = 3, 65, 15
"""How many names are proposed, and how like they are, of 100: at least, and to the one that is most like."""
SHORTEST = 4
"""Letters of a word below which a spelling is taken as it is: too many short words look alike."""

# Spellings of one sound in names from other scripts: Zelenskiy, Zelensky; Gaddafi, Qaddafi; Khrushchev, Chruschtschow.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsch|tch|tz?sh", "ch"), ("sch", "sh"), ("kh|gh", "h"), ("q|ck|c(?=[aouklr])", "k"), ("ou|oo", "u"),
        ("w|ff\\b|f\\b", "v"), ("ph", "f"), ("x|cs", "ks"), ("dj|dzh", "j"), ("[ij]?ye|ie", "e"), ("[yj]", "i"),
        (r"(\w)\1+", r"\1"), ("ii+", "i"),
    )
]  # fmt: skip

Names = Mapping[str, Collection[str]]


def find_entities(graph: Graph, words: str, types: Collection[str] = ()) -> tuple[str, ...]:
    """The ids of the entities, of some types if they are given, that bear a name; KgError proposes others for none."""
    chosen = [entity for entity in graph.entities if not types or entity.type in types]
    return find_named(names_of(chosen), words)


def names_of(entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    """What each entity is called, by id, its label first."""
    return {entity.id: (entity.label, *entity.aliases) for entity in entities}


def find_named(names: Names, words: str) -> tuple[str, ...]:
    """The ids under which a name is found: as it is, else by the tables, else as it may be spelled too.

    Raises KgError for a name that is nobody's, with those that are most like it.
    """
    if words in names:
        return (words,)
    for found in (_by_words(names, words, _folded), _by_tables(names, words), _by_words(names, words, _sounding)):
        if found:
            return found
    raise KgError(f"nobody and nothing here is called {words!r}{_propose(names, words)}")


def also_called(id: str) -> tuple[str, ...]:
    """What else the shipped tables call an entity."""
    entry = load_gazetteer().entries.get(id)
    return entry.names if entry else ()


def _by_words(names: Names, words: str, form: Callable[[str], str]) -> tuple[str, ...]:
    wanted = f" {form(words)} "
    if not wanted.strip():
        return ()
    return tuple(id for id, called in names.items() if any(wanted in f" {form(name)} " for name in called))


def _by_tables(names: Names, words: str) -> tuple[str, ...]:
    gazetteer, loud = load_gazetteer(), words.upper()
    for look_up in (gazetteer.by_name, gazetteer.surname, gazetteer.by_adjective):
        if found := tuple(entry.id for entry in look_up(loud) if entry.id in names):
            return found
    return ()


def _folded(name: str) -> str:
    return " ".join(name_words(name)).casefold()


def _sounding(name: str) -> str:
    return " ".join(map(_sound, _folded(name).split()))


def _sound(word: str) -> str:
    if len(word) < SHORTEST:
        return word
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _propose(names: Names, words: str) -> str:
    """The labels of those whose names are most like some words, as the end of a sentence."""
    folded = _folded(words)
    scores = {id: max(_likeness(folded, _folded(name)) for name in called) for id, called in names.items()}
    best = max(scores.values(), default=0.0)
    like = sorted((-score, id) for id, score in scores.items() if score >= max(LIKE_ENOUGH, best - NEARLY))
    labels = [next(iter(names[id])) for _, id in like[:PROPOSED]]
    return f": did you mean {' or '.join(labels)}?" if labels else ""


def _likeness(words: str, name: str) -> float:
    """How like a name is as a whole, or one of its words, from 0 to 100."""
    return max(fuzz.ratio(words, part) for part in (name, *name.split()))
