"""Triggers against hand-built parses: what must stand there, and who fills the slots."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.events.triggers import Marked, Match, find_matches
from kg.knowledge.ontology import Ontology
from kg.knowledge.trigger_notation import parse_trigger
from kg.syntax.parse import Parse
from tests.helpers.parses import parse_of

MET = "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj"
MET_WITH = "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT with//IN/4/case Mao//NNP/2/obl"
HELD_TALKS = "Nixon//NNP/2/nsubj held/hold/VBD/0/ROOT talks/talk/NNS/2/obj with//IN/5/case Mao//NNP/3/nmod"
BOTH_SPOKE = "Nixon//NNP/4/nsubj and//CC/3/cc Mao//NNP/1/conj spoke/speak/VBD/0/ROOT"
CALLED_OFF = "Nixon//NNP/2/nsubj called/call/VBD/0/ROOT off//RP/2/compound:prt talks/talk/NNS/2/obj"
IMPOSED = "Nixon//NNP/2/nsubj imposed/impose/VBD/0/ROOT {}/{}/NNS/2/obj on//IN/5/case Laos//NNP/2/obl"
SANCTIONS, TAXES = IMPOSED.format("sanctions", "sanction"), IMPOSED.format("taxes", "tax")
GAVE = "Nixon//NNP/2/nsubj gave/give/VBD/0/ROOT Mao//NNP/2/iobj notice//NN/2/obj"
GIVEN = "Mao//NNP/3/nsubj:pass was/be/VBD/3/aux:pass given/give/VBN/0/ROOT notice//NN/3/obj"
ACCUSED = "Nixon//NNP/2/nsubj accused/accuse/VBD/0/ROOT Mao//NNP/2/obj of//IN/5/mark lying/lie/VBG/2/advcl"
BETWEEN = "between//IN/{0}/case Nixon//NNP/{1}/nmod and//CC/{2}/cc Mao//NNP/{0}/conj"


def find(texts: list[str], parse: Parse, *, symmetric: bool = False) -> list[Match]:
    """The matches of some triggers; whoever has a name is an entity."""
    triggers = (replace(parse_trigger(text, text), symmetric=symmetric) for text in texts)
    names = {index for index, pos in enumerate(parse.pos) if pos == "PROPN"}
    return find_matches(parse, Ontology({}, {}, tuple(triggers)), Marked(names))


FLIGHT = (
    "Nixon//NNP/2/nsubj flew/fly/VBD/0/ROOT in//RB/2/advmod for//IN/5/case talks/talk/NNS/2/obl "
    "with//IN/7/case Mao//NNP/5/nmod"
)


@pytest.mark.parametrize(("symmetric", "actors"), [(True, "nixon"), (False, "")])
def test_one_comes_for_talks_but_not_for_an_attack(symmetric: bool, actors: str) -> None:
    parse = parse_of(FLIGHT)
    [match] = find(["talk with R"], parse, symmetric=symmetric)
    assert sides(parse, match) == (actors, "mao")


def sides(parse: Parse, match: Match) -> tuple[str, str]:
    """Actors and recipients, with those that are coordinated with them."""
    actors, recipients = (
        " ".join(parse.words[token] for head in heads for token in parse.conjuncts(head))
        for heads in (match.actors, match.recipients)
    )
    return actors, recipients


MATCHING = [
    ("object", "A meet R", MET, "nixon", "mao"),
    ("preposition", "A meet with R", MET_WITH, "nixon", "mao"),
    ("one of several prepositions", "A meet at|with R", MET_WITH, "nixon", "mao"),
    (
        "the last of two prepositions",
        "A withdraw from R",
        "Nixon//NNP/2/nsubj withdrew/withdraw/VBD/0/ROOT out//IN/5/case from//IN/5/case Laos//NNP/2/obl",
        "nixon",
        "laos",
    ),
    (
        "several on each side",
        "A meet R",
        "Nixon//NNP/4/nsubj and//CC/3/cc Kissinger//NNP/1/conj met/meet/VBD/0/ROOT "
        "Mao//NNP/4/obj and//CC/7/cc Zhou//NNP/5/conj",
        "nixon kissinger",
        "mao zhou",
    ),
    ("indirect object", "A give R [notice]", GAVE, "nixon", "mao"),
    ("indirect object in the passive", "A give R [notice]", GIVEN, "", "mao"),
    (
        "passive",
        "A meet R",
        "Mao//NNP/3/nsubj:pass was/be/VBD/3/aux:pass met/meet/VBN/0/ROOT by//IN/5/case Nixon//NNP/3/obl:agent",
        "nixon",
        "mao",
    ),
    (
        "passive without an agent",
        "A arrest R",
        "Mao//NNP/3/nsubj:pass was/be/VBD/3/aux:pass arrested/arrest/VBN/0/ROOT",
        "",
        "mao",
    ),
    ("noun that must be there", "A impose [sanction|embargo] on R", SANCTIONS, "nixon", "laos"),
    (
        "noun in a coordination",
        "A impose [sanction] on R",
        "Nixon//NNP/2/nsubj imposed/impose/VBD/0/ROOT taxes/tax/NNS/2/obj and//CC/5/cc sanctions/sanction/NNS/3/conj "
        "on//IN/7/case Laos//NNP/5/nmod",
        "nixon",
        "laos",
    ),
    (
        "noun that is counted",
        "A send [soldier] to R",
        "Nixon//NNP/2/nsubj sent/send/VBD/0/ROOT thousands/thousand/NNS/2/obj of//IN/5/case "
        "soldiers/soldier/NNS/3/nmod to//IN/7/case Laos//NNP/2/obl",
        "nixon",
        "laos",
    ),
    (
        "noun as passive subject",
        "A impose [sanction] on R",
        "sanctions/sanction/NNS/3/nsubj:pass were/be/VBD/3/aux:pass imposed/impose/VBN/0/ROOT on//IN/5/case "
        "Laos//NNP/3/obl by//IN/7/case Nixon//NNP/3/obl:agent",
        "nixon",
        "laos",
    ),
    ("preposition of the noun", "A hold [talk] with R", HELD_TALKS, "nixon", "mao"),
    ("a noun needs no recipient beside it", "A impose [tax] against R", TAXES, "nixon", ""),
    (
        "noun under a preposition",
        "A put R on [notice]",
        "Nixon//NNP/2/nsubj put//VBD/0/ROOT Mao//NNP/2/obj on//IN/5/case notice//NN/2/obl",
        "nixon",
        "mao",
    ),
    ("particle and noun", "A call off [talk]", CALLED_OFF, "nixon", ""),
    ("particle", "A call off R", CALLED_OFF.replace("talks/talk/NNS", "Mao//NNP"), "nixon", "mao"),
    (
        "particle behind the object",
        "A bring R together",
        "Nixon//NNP/2/nsubj brought/bring/VBD/0/ROOT Egypt//NNP/2/obj together//RB/2/advmod",
        "nixon",
        "egypt",
    ),
    ("preposition before a clause", "A accuse R of", ACCUSED, "nixon", "mao"),
    (
        "to before an infinitive",
        "A urge R! to",
        "Nixon//NNP/2/nsubj urged/urge/VBD/0/ROOT Mao//NNP/2/obj to//TO/5/mark stop//VB/2/xcomp",
        "nixon",
        "mao",
    ),
    (
        "subject of what is feared",
        "A fear that R",
        "Nixon//NNP/2/nsubj feared/fear/VBD/0/ROOT that//IN/5/mark Mao//NNP/5/nsubj lied/lie/VBD/2/ccomp",
        "nixon",
        "mao",
    ),
    ("no object", "A speak []", BOTH_SPOKE, "nixon mao", ""),
    (
        "copula",
        "A be critical of R",
        "Nixon//NNP/3/nsubj was/be/VBD/3/cop critical//JJ/0/ROOT of//IN/5/case Mao//NNP/3/obl",
        "nixon",
        "mao",
    ),
    (
        "participle as adjective",
        "A be prepared for [war] with R",
        "Nixon//NNP/3/nsubj:pass was/be/VBD/3/aux:pass prepared/prepare/VBN/0/ROOT for//IN/5/case war//NN/3/obl "
        "with//IN/7/case Mao//NNP/5/nmod",
        "nixon",
        "mao",
    ),
    (
        "noun with its arguments behind it",
        "visit of|by A to R",
        "visit//NN/0/ROOT by//IN/3/case Nixon//NNP/1/nmod to//IN/5/case China//NNP/1/nmod",
        "nixon",
        "china",
    ),
    (
        "possessor",
        "visit of A to R",
        "Nixon//NNP/3/nmod:poss 's//POS/1/case visit//NN/0/ROOT to//IN/5/case China//NNP/3/nmod",
        "nixon",
        "china",
    ),
    (
        "possessor who suffers",
        "R's arrest by A",
        "Mao//NNP/3/nmod:poss 's//POS/1/case arrest//NN/0/ROOT by//IN/5/case Nixon//NNP/3/nmod",
        "nixon",
        "mao",
    ),
    (
        "adjective before a noun",
        "visit to R",
        "Chinese//JJ/2/amod visit//NN/0/ROOT to//IN/4/case Laos//NNP/2/nmod",
        "chinese",
        "laos",
    ),
    (
        "modifier that must be there",
        "strike [air|drone] on R",
        "air//NN/2/compound strike//NN/0/ROOT on//IN/4/case Laos//NNP/2/nmod",
        "air",
        "laos",
    ),
    ("noun after a light verb", "talk with R", HELD_TALKS, "nixon", "mao"),
    (
        "light verb in the passive",
        "talk with R",
        "talks/talk/NNS/5/nsubj:pass with//IN/3/case Mao//NNP/1/nmod were/be/VBD/5/aux:pass held/hold/VBN/0/ROOT "
        "by//IN/7/case Nixon//NNP/5/obl:agent",
        "nixon",
        "mao",
    ),
    (
        "engaged in something",
        "talk with R",
        "Nixon//NNP/3/nsubj:pass was/be/VBD/3/aux:pass engaged/engage/VBN/0/ROOT in//IN/5/case talks/talk/NNS/3/obl "
        "with//IN/7/case Mao//NNP/5/nmod",
        "nixon",
        "mao",
    ),
    (
        "preposition of the verb that carries the noun",
        "attack on R",
        "Nixon//NNP/2/nsubj launched/launch/VBD/0/ROOT attacks/attack/NNS/2/obj on//IN/5/case Laos//NNP/2/obl",
        "nixon",
        "laos",
    ),
    (
        "participle behind the noun",
        "talk with R",
        "talks/talk/NNS/0/ROOT held/hold/VBN/1/acl by//IN/4/case Nixon//NNP/2/obl:agent",
        "nixon",
        "",
    ),
    (
        "noun as subject",
        "talk between A",
        f"talks/talk/NNS/6/nsubj {BETWEEN.format(3, 1, 5)} began/begin/VBD/0/ROOT",
        "nixon mao",
        "",
    ),
    (
        "noun that is counted, with its arguments at the count",
        "talk between A",
        f"round//NN/0/ROOT of//IN/3/case talks/talk/NNS/1/nmod {BETWEEN.format(5, 1, 7)}",
        "nixon mao",
        "",
    ),
    (
        "compound that carries the arguments",
        "sanction against R",
        "sanctions/sanction/NNS/2/compound listings/listing/NNS/0/ROOT against//IN/4/case Laos//NNP/2/nmod",
        "",
        "laos",
    ),
    (
        "noun after a copula",
        "visit of A to R",
        "trip//NN/4/nsubj was/be/VBD/4/cop a//DT/4/det visit//NN/0/ROOT to//IN/6/case China//NNP/4/nmod",
        "",
        "china",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("trigger", "sentence", "actors", "recipients"), [pytest.param(*row[1:], id=row[0]) for row in MATCHING]
)
def test_slots(trigger: str, sentence: str, actors: str, recipients: str) -> None:
    parse = parse_of(sentence)
    [match] = find([trigger], parse)
    assert sides(parse, match) == (actors, recipients)


REFUSED = [
    ("another preposition", "A meet with R", MET),
    ("preposition where an object is needed", "A impose [sanction] on R", TAXES),
    ("particle that nobody asks for", "A call [talk]", CALLED_OFF),
    ("particle that is missing", "A call up [talk]", CALLED_OFF),
    ("object where none may be", "A hold []", HELD_TALKS),
    ("clause without the preposition", "A accuse R to", ACCUSED),
    ("noun for a verb", "A visit R", "visit//NN/0/ROOT to//IN/3/case China//NNP/1/nmod"),
    ("verb for a noun", "meet of A", MET),
    ("verb for an adjective", "A be met by R", MET),
    (
        "modifier that is missing",
        "strike [air] on R",
        "drone//NN/2/compound strike//NN/0/ROOT on//IN/4/case Laos//NNP/2/nmod",
    ),
    (
        "noun under another preposition",
        "vow of [revenge] by A",
        "vow//NN/0/ROOT of//IN/3/case silence//NN/1/nmod by//IN/5/case Nixon//NNP/1/nmod",
    ),
    ("participle before a noun", "A injure R", "injured/injure/VBN/2/amod men/man/NNS/0/ROOT"),
    ("two who speak, of a relation that goes one way", "A speak to R", BOTH_SPOKE),
]  # fmt: skip


@pytest.mark.parametrize(("trigger", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_no_match(trigger: str, sentence: str) -> None:
    assert find([trigger], parse_of(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (MET, True),
        (MET.replace("Mao//NNP", "him//PRP"), False),
        (f"{MET.replace('Mao//NNP', 'him//PRP')} and//CC/5/cc Mao//NNP/3/conj", True),
    ],
)
def test_a_recipient_that_must_be_an_entity(sentence: str, found: bool) -> None:
    assert bool(find(["A meet R!"], parse_of(sentence))) == found


@pytest.mark.parametrize(
    ("trigger", "sentence", "found"),
    [
        ("A speak with R", BOTH_SPOKE, True),
        ("A speak by [phone] with R", BOTH_SPOKE, False),
        ("A speak with R", "Nixon//NNP/2/nsubj spoke/speak/VBD/0/ROOT", False),
        (
            "A meet with R",
            "Nixon//NNP/4/nsubj and//CC/3/cc Mao//NNP/1/conj met/meet/VBD/0/ROOT Zhou//NNP/4/obj",
            False,
        ),
    ],
)
def test_several_who_do_it_among_themselves(trigger: str, sentence: str, found: bool) -> None:
    parse = parse_of(sentence)
    matches = find([trigger], parse, symmetric=True)
    assert [sides(parse, match) for match in matches] == ([("nixon mao", "")] if found else [])


@pytest.mark.parametrize(
    ("sentence", "best"),
    [
        (SANCTIONS, "A impose [sanction] on R"),
        (TAXES, "A impose on R"),
        (TAXES.replace("on//IN", "in//IN"), "A impose R"),
    ],
)
def test_the_most_specific_trigger_that_fits_counts(sentence: str, best: str) -> None:
    texts = ["A impose R", "A impose on R", "A impose [sanction] on R", "sanction on R"]
    assert [match.trigger.relation for match in find(texts, parse_of(sentence))] == [best]


def test_a_participle_is_an_adjective_where_a_trigger_says_so() -> None:
    opposed = "Nixon//NNP/3/nsubj:pass was/be/VBD/3/aux:pass opposed/oppose/VBN/0/ROOT"
    texts = ["A oppose R", "A be opposed to R"]
    [as_adjective] = find(texts, parse_of(f"{opposed} to//IN/5/case Mao//NNP/3/obl"))
    [as_passive] = find(texts, parse_of(f"{opposed} by//IN/5/case Mao//NNP/3/obl:agent"))
    assert [as_adjective.trigger.text, as_passive.trigger.text] == ["A be opposed to R", "A oppose R"]


def test_a_noun_that_belongs_to_a_trigger_is_none_of_its_own() -> None:
    texts = ["A hold [talk] with R", "talk with R"]
    assert [match.trigger.relation for match in find(texts, parse_of(HELD_TALKS))] == [texts[0]]


def test_no_trigger_is_found_inside_a_name() -> None:
    parse = parse_of(MET)
    ontology = Ontology({}, {}, (parse_trigger("A meet R"),))
    assert find_matches(parse, ontology, Marked())
    assert find_matches(parse, ontology, Marked(names={1})) == []


def test_a_time_fills_no_slot() -> None:
    parse = parse_of("Nixon//NNP/2/nsubj called/call/VBD/0/ROOT Mao//NNP/2/obj on//IN/5/case Monday//NNP/2/obl")
    ontology = Ontology({}, {}, (parse_trigger("A call on R", "urged"), parse_trigger("A call R", "called")))
    [match] = find_matches(parse, ontology, Marked(times={3, 4}))
    assert (match.trigger.relation, sides(parse, match)) == ("called", ("nixon", "mao"))


@pytest.mark.parametrize(
    ("sentence", "light", "anchor"),
    [
        (HELD_TALKS, "held", "talks"),
        ("talks/talk/NNS/0/ROOT held/hold/VBN/1/acl in//IN/4/case Rome//NNP/2/obl", None, "held"),
        ("talks/talk/NNS/2/nsubj failed/fail/VBD/0/ROOT", None, "talks"),
        ("Nixon//NNP/2/nsubj criticised/criticise/VBD/0/ROOT talks/talk/NNS/2/obj", None, "talks"),
    ],
)
def test_the_verb_that_carries_an_event_noun(sentence: str, light: str | None, anchor: str) -> None:
    parse = parse_of(sentence)
    [match] = find(["talk with R"], parse)
    assert (match.light is not None and parse.words[match.light]) == (light or False)
    assert parse.words[match.anchor] == anchor
