"""The notation of triggers, and the files of relations: what is read, and how a mistake in them is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extractor import Extractor
from kg.knowledge.ontology import Ontology, load_ontology
from kg.knowledge.trigger_notation import Part, Trigger, parse_trigger
from kg.model import Article

PREFIXES = """
@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix plover: <https://w3id.org/diplomatic-kg/plover#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
TOASTED = """
dip:toasted a dip:Relation ; rdfs:label "drank to" ; dip:category plover:SUPPORT ; dip:context "diplomatic" ;
    dip:trigger "A toast R!" , "A raise [glass] to R!" .
"""
TRIGGERS = {"A toast R!", "A raise [glass] to R!"}
R = Part(slot="R")


def part(words: str = "", slot: str = "", nouns: str = "") -> Part:
    return Part(frozenset(words.split()), slot, frozenset(nouns.split()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "lemma", "parts"),
    [
        ("A meet R", "verb", "meet", (R,)),
        ("A mediate", "verb", "mediate", ()),
        ("A talk with|to R", "verb", "talk", (part("with to", "R"),)),
        ("A impose [sanction|embargo] on R", "verb", "impose", (part(nouns="sanction embargo"), part("on", "R"))),
        ("A put R on [notice]", "verb", "put", (R, part("on", nouns="notice"))),
        ("A call off R", "verb", "call", (part("off", "R"),)),
        ("A pull out [troop] from R", "verb", "pull", (part("out", nouns="troop"), part("from", "R"))),
        ("A bring R together", "verb", "bring", (R, part("together"))),
        ("A back down", "verb", "back", (part("down"),)),
        ("A fear that R", "verb", "fear", (part("that", "R"),)),
        ("A attend []", "verb", "attend", (Part(bare=True),)),
        ("A be critical of R", "copular", "critical", (part("of", "R"),)),
        ("A be", "verb", "be", ()),
        ("visit of|by A to R", "noun", "visit", (part("of by", "A"), part("to", "R"))),
        ("strike [air|drone] of A on R", "noun", "strike", (part(nouns="air drone"), part("of", "A"), part("on", "R"))),
        ("R's arrest by A", "noun", "arrest", (part("by", "A"),)),
        ("cease-fire between A", "noun", "cease-fire", (part("between", "A"),)),
    ],
)
def test_notation(text: str, kind: str, lemma: str, parts: tuple[Part, ...]) -> None:
    trigger = parse_trigger(text, "met")
    assert (trigger.relation, trigger.text, trigger.kind, trigger.lemma) == ("met", text, kind, lemma)
    assert trigger.parts == parts


@pytest.mark.parametrize(("text", "required"), [("A call R!", True), ("A call on R! for", True), ("A call R", False)])
def test_an_exclamation_mark_asks_for_an_entity(text: str, required: bool) -> None:
    trigger = parse_trigger(text)
    assert trigger.recipient_required is required
    assert "R" in {part.slot for part in trigger.parts}


@pytest.mark.parametrize(("text", "possessor"), [("visit to R", "A"), ("R's arrest", "R"), ("A arrest R", "A")])
def test_whose_a_noun_is(text: str, possessor: str) -> None:
    assert parse_trigger(text).possessor == possessor


@pytest.mark.parametrize(
    ("text", "specificity"),
    [("A meet R", 0), ("A meet with R", 1), ("A hold [talk]", 1), ("A hold [talk] with R", 2), ("A attend []", 0)],
)
def test_specificity_counts_what_must_be_there(text: str, specificity: int) -> None:
    assert parse_trigger(text).specificity == specificity


@pytest.mark.parametrize("text", ["", "  ", "A meet (R)", "A meet R?", "A hold [talk with R", "A meet, R"])
def test_what_is_no_notation_is_refused(text: str) -> None:
    with pytest.raises(OntologyError, match="can't be read: use lemmas"):
        parse_trigger(text)


@pytest.mark.parametrize("text", ["A", "A R", "A [talk]", "R's", "R", "[talk] with R"])
def test_a_trigger_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(OntologyError, match="names no verb or noun"):
        parse_trigger(text)


def test_the_most_specific_trigger_comes_first() -> None:
    texts = ["A meet R", "A meet with R", "A meet R in [summit]", "meet of A", "A meet at [summit] with R"]
    ontology = Ontology({}, {}, tuple(map(parse_trigger, texts)))
    order = [trigger.text for trigger in ontology.by_lemma["verb", "meet"]]
    assert order == ["A meet at [summit] with R", "A meet R in [summit]", "A meet with R", "A meet R"]
    assert ontology.by_lemma["noun", "meet"] == (parse_trigger("meet of A"),)


def test_the_shipped_types() -> None:
    categories = load_ontology().categories
    assert len(categories) == 17
    assault, aid = categories["ASSAULT"], categories["AID"]
    assert (assault.quad_class, assault.score < 0, assault.announced_as) == ("material conflict", True, "threatened")
    assert (aid.quad_class, aid.score > 0) == ("material cooperation", True)
    assert (aid.announced_as, aid.refused_as, assault.refused_as) == ("promised", "refusedHelpTo", None)
    assert categories["STATE"].quad_class == "statement"
    assert all(category.label and category.definition for category in categories.values())


def test_the_shipped_relations() -> None:
    ontology = load_ontology()
    met, called = ontology.relations["met"], ontology.relations["called"]
    assert (met.label, met.category, met.mode, met.symmetric) == ("met", "CONSULT", None, True)
    assert (called.mode, ontology.relations["accused"].symmetric) == ("phone", False)
    meetings: list[Trigger] = [trigger for trigger in ontology.triggers if trigger.relation == "met"]
    assert all(trigger.symmetric for trigger in meetings)
    assert not any(t.symmetric for t in ontology.triggers if not ontology.relations[t.relation].symmetric)


@pytest.fixture
def toasts(tmp_path: Path) -> Path:
    path = tmp_path / "toasts.ttl"
    path.write_text(PREFIXES + TOASTED, encoding="utf-8")
    return path


def test_a_file_adds_relations_to_the_shipped_ones(toasts: Path) -> None:
    extended, shipped = load_ontology([toasts]), load_ontology()
    assert extended.relations.keys() - shipped.relations.keys() == {"toasted"}
    toasted = extended.relations["toasted"]
    assert (toasted.label, toasted.category, toasted.contexts) == ("drank to", "SUPPORT", ("diplomatic",))
    assert {trigger.text for trigger in extended.triggers if trigger.relation == "toasted"} == TRIGGERS


def test_a_file_adds_events_without_code(toasts: Path) -> None:
    text = "Richard Nixon toasted Zhou Enlai in Beijing on 21 February 1972."
    [graph] = Extractor(ontologies=[toasts]).run([Article("toast", text, date=date(1972, 2, 22))])
    [event] = graph.events
    assert (event.type, event.relation, event.trigger.text) == ("SUPPORT", "toasted", "toasted")
    assert (event.actors, event.recipients) == (("richard-nixon",), ("zhou-enlai",))
    assert event.contexts == ("diplomatic",)


def test_of_two_equal_triggers_that_of_the_user_counts(toasts: Path) -> None:
    both = load_ontology([toasts]).by_lemma["verb", "toast"]
    assert [trigger.relation for trigger in both if trigger.text == "A toast R!"] == ["toasted", "praised"]


def test_a_relation_that_is_there_already_is_replaced_and_keeps_its_triggers(tmp_path: Path) -> None:
    path = tmp_path / "met.ttl"
    path.write_text(PREFIXES + 'dip:met a dip:Relation ; rdfs:label "saw" ; dip:category plover:CONSULT .')
    ontology = load_ontology([path])
    assert ontology.relations["met"].label == "saw"
    assert any(trigger.relation == "met" for trigger in ontology.by_lemma["verb", "meet"])


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (PREFIXES + "\ndip:toasted a dip:Relation ;;; \n oops", "no valid Turtle"),
        ("dip:toasted a dip:Relation .", "no valid Turtle"),
        (PREFIXES + 'dip:toasted a dip:Relation ; dip:trigger "A toast R" .', "toasted has no PLOVER type: add"),
        (PREFIXES + "dip:toasted a dip:Relation ; dip:category plover:TOAST .", "toasted has no PLOVER type: add"),
        (
            PREFIXES + 'dip:toasted a dip:Relation ; dip:category plover:SUPPORT ; dip:trigger "A toast (R)" .',
            r"toasted: trigger 'A toast \(R\)' can't be read",
        ),
    ],
)
def test_errors_name_the_file_and_the_place(tmp_path: Path, turtle: str, message: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(turtle, encoding="utf-8")
    with pytest.raises(OntologyError, match=rf"broken.ttl, line \d+: {message}"):
        load_ontology([path])


@pytest.mark.parametrize("name", ["missing.ttl", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(OntologyError, match=r"can't be read .*: check the path"):
        load_ontology([tmp_path / name])
