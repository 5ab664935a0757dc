"""Verbs in, their forms out, so that verbs which the treebanks do not show are lemmatised too."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

IRREGULAR = Path(__file__).with_name("irregular-verbs.tsv")

VOWELS = "aeiou"
UNDOUBLED = "aeiouwxyh"


def irregular_forms() -> Iterator[tuple[str, str, str]]:
    """(tag, form, verb) for the past and the past participle of the verbs in irregular-verbs.tsv.

    >>> ("VBD", "shot", "shoot") in irregular_forms()
    True
    """
    with IRREGULAR.open(encoding="utf-8", newline="") as lines:
        for verb, past, participle in csv.reader(lines, delimiter="\t"):
            yield "VBD", past, verb
            yield "VBN", participle, verb


def regular_forms(verbs: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(tag, form, verb) for the third person, the past and the participles.

    >>> sorted(set(form for _, form, _ in regular_forms(["shell", "raid", "rule", "ban", "deny"])))
    ... # doctest: +NORMALIZE_WHITESPACE
    ['banned', 'banning', 'bans', 'denied', 'denies', 'denying', 'raided', 'raiding', 'raids', 'ruled', 'rules',
     'ruling', 'shelled', 'shelling', 'shells']
    """
    for verb in sorted(set(verbs)):
        if verb.isalpha() and len(verb) > 2:
            stem = _stem(verb)
            yield "VBZ", _third_person(verb), verb
            yield "VBG", stem + "ing", verb
            past = verb[:-1] + "ied" if _consonant_y(verb) else stem + "ed"
            yield "VBD", past, verb
            yield "VBN", past, verb


def _stem(verb: str) -> str:
    """What "-ed" and "-ing" are put to: without a silent e, with a final consonant doubled in words of one syllable."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    syllables = sum(letter in VOWELS for letter in verb)
    if syllables == 1 and verb[-1] not in UNDOUBLED and verb[-2] in VOWELS:
        return verb + verb[-1]
    return verb


def _third_person(verb: str) -> str:
    if _consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in VOWELS
