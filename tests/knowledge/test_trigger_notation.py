"""The notation of triggers: what is asked of who acts and of what stands beside, and classes of nouns."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.ontology import load_ontology, noun_classes
from kg.knowledge.trigger_notation import Part, parse_restriction, parse_trigger, parse_triggers

RELATION = """
@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix plover: <https://w3id.org/diplomatic-kg/plover#> .
dip:CHEESE a dip:NounClass ; dip:noun "gouda" , "feta" .
dip:fed a dip:Relation ; dip:category plover:AID ; dip:unless "R [horse]" ; dip:trigger "A hand|pass [CHEESE] to R" .
"""


def test_each_word_in_the_first_place_is_a_trigger() -> None:
    verbs = parse_triggers("A send|ship [aid] to R")
    nouns = parse_triggers("visit|trip of|by A to R")
    assert [(trigger.kind, trigger.lemma) for trigger in (*verbs, *nouns)] == [
        ("verb", "send"), ("verb", "ship"), ("noun", "visit"), ("noun", "trip")
    ]  # fmt: skip
    assert {trigger.text for trigger in verbs} == {"A send|ship [aid] to R"}


def test_capitals_name_a_class_of_nouns() -> None:
    [trigger] = parse_triggers("A eat [CHEESE|bread]", classes={"CHEESE": frozenset({"feta"})})
    assert trigger.parts[0].nouns == {"feta", "bread"}
    with pytest.raises(OntologyError, match="no known class of nouns with CHEESE"):
        parse_trigger("A eat [CHEESE]")


def test_who_acts_may_be_asked_for() -> None:
    crowd, several, freed = map(parse_trigger, ("A [crowd] storm R!", "A and A be ready", "R walk free"))
    assert (crowd.acting, crowd.lemma, crowd.recipient_required, crowd.specificity) == ({"crowd"}, "storm", True, 1)
    assert (several.several, several.kind, several.lemma) == (True, "copular", "ready")
    assert (freed.subject, freed.lemma, freed.kind) == ("R", "walk", "verb")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("A [storm|flood]", Part(slot="A", nouns=frozenset({"storm", "flood"}))),
        ("R [medal]", Part(slot="R", nouns=frozenset({"medal"}))),
        ("in|after [crash]", Part(frozenset({"in", "after"}), nouns=frozenset({"crash"}))),
        ("that", Part(frozenset({"that"}))),
        ("[guilty]", Part(nouns=frozenset({"guilty"}))),
        ("... [match]", Part(frozenset({"..."}), nouns=frozenset({"match"}))),
    ],
)
def test_restrictions_are_read(text: str, part: Part) -> None:
    assert parse_restriction(text) == part
    trigger = parse_trigger(f"A win R if {text} unless of [war], {text}")
    assert (trigger.only, trigger.unless) == ((part,), (Part(frozenset({"of"}), nouns=frozenset({"war"})), part))


@pytest.mark.parametrize("text", ["", "A", "in [crash", "[]", "(storm)", "A storm [x]"])
def test_a_restriction_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(OntologyError, match="can't be read: write"):
        parse_restriction(text)


def test_a_users_file_may_bring_classes_and_restrictions(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(RELATION, encoding="utf-8")
    triggers = [trigger for trigger in load_ontology([path]).triggers if trigger.relation == "fed"]
    assert [trigger.lemma for trigger in triggers] == ["hand", "pass"]
    assert triggers[0].parts[0].nouns == {"gouda", "feta"}
    assert triggers[0].unless[0] == Part(slot="R", nouns=frozenset({"horse"}))


def test_a_bad_restriction_is_told_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(RELATION.replace("R [horse]", "R (horse)"), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine.ttl, line 5: fed: restriction 'R \(horse\)' can't be read"):
        load_ontology([path])


def test_classes_are_of_dictionary_forms_and_all_of_use() -> None:
    triggers = load_ontology().triggers
    parts = [part for trigger in triggers for part in (*trigger.parts, *trigger.only, *trigger.unless)]
    asked = {nouns for nouns in (*(part.nouns for part in parts), *(trigger.acting for trigger in triggers)) if nouns}
    for name, nouns in noun_classes().items():
        assert nouns and all(noun == noun.lower() for noun in nouns), name
        assert any(nouns <= known for known in asked), name
