"""The files of ontologies/relations: that each is whole, and that no two relations claim the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from kg.knowledge.ontology import DIP, PLOVER, STATEMENT, load_ontology, noun_classes
from kg.knowledge.paths import ontology_path
from kg.knowledge.trigger_notation import parse_restriction, parse_triggers
from kg.knowledge.turtle import Facts, read_turtle

FILES = {
    path.stem: {iri.removeprefix(DIP): facts for iri, facts in read_turtle(path).items()}
    for path in sorted(ontology_path("relations").glob("*.ttl"))
}
BRITISH = {
    "clamor": "clamour",
    "defense": "defence",
    "favor": "favour",
    "fulfill": "fulfil",
    "harbor": "harbour",
    "honor": "honour",
    "maneuver": "manoeuvre",
    "skeptical": "sceptical",
    "skepticism": "scepticism",
}
NOUNS = noun_classes()
each_file = pytest.mark.parametrize("stem", FILES)


def triggers() -> Iterator[tuple[str, str]]:
    """Every relation with each of its triggers."""
    for relations in FILES.values():
        for name, facts in relations.items():
            yield from ((name, text) for text in facts["trigger"])


def phrases(trigger: str) -> Iterator[str]:
    """The trigger written out, one phrase for each choice among its alternatives."""
    line, *beside = re.split("( if | unless )", trigger.replace("R!", "R"))
    choices = [
        [noun for name in word.strip("[]").split("|") for noun in NOUNS.get(name, [name])] for word in line.split()
    ]
    choices.append([" ".join(beside)])
    return (" ".join(phrase) for phrase in product(*choices))


def british(lemma: str) -> str:
    """The British spelling of a lemma, or the lemma."""
    return BRITISH.get(lemma) or re.sub(r"(?<!se)iz(e|ation)$", r"is\1", lemma)


def test_each_type_has_its_file() -> None:
    assert {stem.upper() for stem in FILES} == set(load_ontology().categories)


@each_file
def test_each_relation_is_described(stem: str) -> None:
    for name, facts in FILES[stem].items():
        assert re.fullmatch(r"[a-z]+(?:[A-Z][a-z]+)*", name)
        assert facts["type"] == [f"{DIP}Relation"], name
        assert facts["category"] == [PLOVER + stem.upper()], name
        assert len(facts["label"]) == len(facts["comment"]) == 1, name
        assert facts["label"][0] and facts["comment"][0].endswith("."), name


@each_file
def test_modes_and_contexts_are_of_the_scheme(stem: str) -> None:
    scheme: dict[str, Facts] = read_turtle(ontology_path("plover.ttl"))
    for name, facts in FILES[stem].items():
        assert len(facts.get("mode", [])) <= 1, name
        assert all(PLOVER + stem.upper() in scheme[PLOVER + mode]["broader"] for mode in facts.get("mode", [])), name
        assert all(f"{DIP}Context" in scheme[PLOVER + context]["type"] for context in facts.get("context", [])), name


@each_file
def test_each_trigger_can_be_read(stem: str) -> None:
    for name, facts in FILES[stem].items():
        for text in facts["trigger"]:
            for trigger in parse_triggers(text, name, NOUNS):
                assert trigger.lemma == trigger.lemma.lower(), text
                assert [part.slot for part in trigger.parts].count("R") + (trigger.subject == "R") <= 1, text
        assert all(parse_restriction(text, NOUNS) for text in facts.get("unless", [])), name


@pytest.mark.parametrize("what", ["id", "label"])
def test_relations_are_told_apart(what: str) -> None:
    values = [facts["label"][0] if what == "label" else name for file in FILES.values() for name, facts in file.items()]
    assert len(values) == len(set(values)), Counter(values).most_common(3)


def test_no_trigger_is_written_twice() -> None:
    texts = Counter(text for _, text in triggers())
    assert [text for text, count in texts.items() if count > 1] == []


def test_no_two_relations_claim_the_same_phrase() -> None:
    claimed: dict[str, str] = {}
    for name, text in triggers():
        for phrase in phrases(text):
            assert claimed.setdefault(phrase, name) == name, phrase


def test_both_spellings_are_there() -> None:
    texts = {text for _, text in triggers()}
    for text in texts:
        lemmas = [trigger.lemma for trigger in parse_triggers(text, classes=NOUNS)]
        for lemma in lemmas:
            assert british(lemma) in lemmas or re.sub(rf"\b{lemma}\b", british(lemma), text, count=1) in texts, text


def test_the_lexicon_is_broad() -> None:
    ontology = load_ontology()
    counts = Counter(ontology.relations[trigger.relation].category for trigger in ontology.triggers)
    assert len(ontology.relations) >= 150
    assert len(ontology.triggers) >= 3000
    assert all(counts[category] >= 100 for category in ontology.categories if category != STATEMENT), counts
