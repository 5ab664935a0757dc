"""From noun phrases to entities, on hand-built parses: who acts, and whom it concerns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.events.participants import find_cast
from kg.events.phrases import denoted
from kg.events.triggers import Marked, find_matches
from kg.knowledge.ontology import Ontology, Relation, load_ontology
from kg.knowledge.trigger_notation import parse_trigger
from tests.helpers.cast import actors_of
from tests.helpers.parses import parse_of

CATEGORIES = load_ontology().categories


def roles(sentence: str, *triggers: str, symmetric: bool = False) -> tuple[str, str]:
    """Who does the first trigger's deed, and to whom; a trigger is `CATEGORY: notation`."""
    pairs = [text.split(": ") for text in triggers]
    relations = {kind: Relation(kind, kind, kind, symmetric, None, ()) for kind, _ in pairs}
    known = tuple(replace(parse_trigger(text, kind), symmetric=symmetric) for kind, text in pairs)
    ontology = Ontology(CATEGORIES, relations, known)
    parse = parse_of(sentence)
    actors = actors_of(parse)
    inner = {match.head: match for match in find_matches(parse, ontology, Marked(actors.at))}
    [match] = [match for match in inner.values() if match.trigger.text == known[0].text]
    cast = find_cast(parse, actors, match, inner, ontology)
    return " ".join(cast.actors.ids), " ".join(cast.recipients.ids)


DENOTED = [
    ("Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT", "nixon", "nixon"),
    ("Nixon//NNP/0/ROOT and//CC/3/cc Mao//NNP/1/conj", "nixon", "nixon mao"),
    ("Chinese//JJ/2/amod jets/jet/NNS/0/ROOT", "jets", "china"),
    ("Nixon//NNP/3/nmod:poss 's//POS/1/case jets/jet/NNS/0/ROOT", "jets", "nixon"),
    ("men/man/NNS/0/ROOT of//IN/3/case Mao//NNP/1/nmod and//CC/5/cc Zhou//NNP/3/conj", "men", "mao zhou"),
    (
        "Chinese//JJ/2/amod fears/fear/NNS/0/ROOT of//IN/4/case Egypt//NNP/2/nmod",
        "fears",
        "china",
    ),
    (
        "leader//NN/0/ROOT of//IN/3/case parts/part/NNS/1/nmod of//IN/5/case Egypt//NNP/3/nmod",
        "leader",
        "egypt",
    ),
    ("rain//NN/0/ROOT", "rain", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "head", "expected"), DENOTED)
def test_whom_a_noun_phrase_means(sentence: str, head: str, expected: str) -> None:
    parse = parse_of(sentence)
    assert denoted(parse, actors_of(parse), [parse.words.index(head)]) == expected.split()


def test_nobody_is_meant_twice() -> None:
    parse = parse_of("Chinese//JJ/2/amod attack//NN/0/ROOT on//IN/5/case Chinese//JJ/5/amod men/man/NNS/2/nmod")
    assert denoted(parse, actors_of(parse), [4, 1], without=["laos"]) == ["china"]
    assert denoted(parse, actors_of(parse), [1], without=["china"]) == []


CASES = [
    (
        "slots",
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj",
        ["CONSULT: A meet R"],
        ("nixon", "mao"),
    ),
    (
        "no one acts on himself",
        "China//NNP/2/nsubj shelled/shell/VBD/0/ROOT Chinese//JJ/4/amod rebels/rebel/NNS/2/obj",
        ["ASSAULT: A shell R"],
        ("china", ""),
    ),
    (
        "a place beside somebody does not act",
        "Nixon//NNP/4/nsubj and//CC/3/cc Rome//NNP/1/conj agreed/agree/VBD/0/ROOT",
        ["AGREE: A agree"],
        ("nixon", ""),
    ),
    (
        "a place acts where nothing else does",
        "Beijing//NNP/2/nsubj shelled/shell/VBD/0/ROOT Laos//NNP/2/obj",
        ["ASSAULT: A shell R"],
        ("beijing", "laos"),
    ),
    (
        "whose diplomats",
        "Nixon//NNP/2/nsubj expelled/expel/VBD/0/ROOT Chinese//JJ/4/amod diplomats/diplomat/NNS/2/obj",
        ["SANCTION: A expel [diplomat]"],
        ("nixon", "china"),
    ),
    (
        "who issued the declaration",
        "Nixon//NNP/2/nsubj issued/issue/VBD/0/ROOT papers/paper/NNS/2/obj demanding/demand/VBG/3/acl peace//NN/4/obj "
        "from//IN/7/case Laos//NNP/4/obl",
        ["REQUEST: A demand [peace] from R"],
        ("nixon", "laos"),
    ),
    (
        "indirect object",
        "Nixon//NNP/2/nsubj told/tell/VBD/0/ROOT Mao//NNP/2/iobj lies/lie/NNS/2/obj",
        ["ACCUSE: A tell [lie]"],
        ("nixon", "mao"),
    ),
    (
        "subject of what is asked",
        "Nixon//NNP/2/nsubj asked/ask/VBD/0/ROOT that//IN/5/mark Mao//NNP/5/nsubj resign//VB/2/ccomp",
        ["REQUEST: A ask"],
        ("nixon", "mao"),
    ),
    (
        "recipient of the deed that is threatened",
        "Nixon//NNP/2/nsubj threatened/threaten/VBD/0/ROOT to//TO/4/mark join//VB/2/xcomp China//NNP/4/obj "
        "against//IN/7/case Laos//NNP/4/obl",
        ["THREATEN: A threaten to", "ASSAULT: A join against R"],
        ("nixon", "laos"),
    ),
    (
        "who is to do it comes before whom it is done to",
        "Nixon//NNP/2/nsubj asked/ask/VBD/0/ROOT that//IN/5/mark China//NNP/5/nsubj shell//VB/2/ccomp Laos//NNP/5/obj",
        ["REQUEST: A ask", "ASSAULT: A shell R"],
        ("nixon", "china"),
    ),
    (
        "object of what is refused, where it is no known deed",
        "Nixon//NNP/2/nsubj refused/refuse/VBD/0/ROOT to//TO/4/mark join//VB/2/xcomp China//NNP/4/obj "
        "against//IN/7/case Laos//NNP/4/obl",
        ["REJECT: A refuse to"],
        ("nixon", "china"),
    ),
    (
        "whose proposal",
        "Nixon//NNP/2/nsubj rejected/reject/VBD/0/ROOT Chinese//JJ/4/amod offers/offer/NNS/2/obj to//TO/6/mark "
        "free//VB/4/acl Laos//NNP/6/obj",
        ["REJECT: A reject [offer]"],
        ("nixon", "china"),
    ),
    (
        "by whom a proposal is",
        "Nixon//NNP/2/nsubj rejected/reject/VBD/0/ROOT offers/offer/NNS/2/obj to//IN/5/case Laos//NNP/3/nmod "
        "by//IN/7/case China//NNP/3/nmod",
        ["REJECT: A reject [offer]"],
        ("nixon", "china"),
    ),
    (
        "foreigners before compatriots",
        "Nixon//NNP/2/nsubj promised/promise/VBD/0/ROOT that//IN/5/mark Kissinger//NNP/5/nsubj leave//VB/2/ccomp "
        "Laos//NNP/5/obj",
        ["AGREE: A promise"],
        ("nixon", "laos"),
    ),
    (
        "a compatriot where there is no foreigner",
        "Nixon//NNP/2/nsubj asked/ask/VBD/0/ROOT that//IN/5/mark Kissinger//NNP/5/nsubj resign//VB/2/ccomp",
        ["REQUEST: A ask"],
        ("nixon", "kissinger"),
    ),
    (
        "no sea is concerned",
        "Nixon//NNP/2/nsubj vowed/vow/VBD/0/ROOT to//TO/4/mark cross//VB/2/xcomp Atlantic//NNP/4/obj",
        ["AGREE: A vow to"],
        ("nixon", ""),
    ),
    (
        "what only sets the time",
        "Nixon//NNP/2/nsubj objected/object/VBD/0/ROOT as//IN/5/mark Mao//NNP/5/nsubj left/leave/VBD/2/advcl",
        ["REJECT: A object"],
        ("nixon", ""),
    ),
    (
        "coordinated deeds",
        "Nixon//NNP/2/nsubj vowed/vow/VBD/0/ROOT to//TO/4/mark rest//VB/2/xcomp and//CC/6/cc leave//VB/4/conj "
        "Laos//NNP/6/obj",
        ["AGREE: A vow to"],
        ("nixon", "laos"),
    ),
    (
        "who did what is judged",
        "Nixon//NNP/2/nsubj condemned/condemn/VBD/0/ROOT rockets/rocket/NNS/2/obj Laos//NNP/5/nsubj "
        "fired/fire/VBD/3/acl:relcl at//IN/7/case China//NNP/5/obl",
        ["ACCUSE: A condemn R", "ASSAULT: A fire [rocket] at R"],
        ("nixon", "laos"),
    ),
    (
        "protest against a place",
        "Nixon//NNP/2/nsubj marched/march/VBD/0/ROOT in//IN/4/case Hanoi//NNP/2/obl",
        ["PROTEST: A march in R"],
        ("nixon", ""),
    ),
    (
        "where it is done",
        "Nixon//NNP/2/nsubj vowed/vow/VBD/0/ROOT peace//NN/2/obj in//IN/5/case Laos//NNP/2/obl",
        ["AGREE: A vow [peace]"],
        ("nixon", ""),
    ),
    (
        "what is done in another country is done to it",
        "Nixon//NNP/2/nsubj froze/freeze/VBD/0/ROOT aid//NN/2/obj in//IN/5/case Laos//NNP/2/obl",
        ["SANCTION: A freeze [aid]"],
        ("nixon", "laos"),
    ),
    (
        "with whom",
        "Nixon//NNP/2/nsubj vowed/vow/VBD/0/ROOT peace//NN/2/obj with//IN/5/case Laos//NNP/2/obl",
        ["AGREE: A vow [peace]"],
        ("nixon", ""),
    ),
    (
        "what everybody is to do",
        "Nixon//NNP/2/nsubj stressed/stress/VBD/0/ROOT need//NN/2/obj of//IN/5/mark helping/help/VBG/3/acl "
        "Laos//NNP/5/obj",
        ["REQUEST: A stress [need]"],
        ("nixon", ""),
    ),
    (
        "a pronoun of nobody known",
        "Nixon//NNP/2/nsubj thanked/thank/VBD/0/ROOT you//PRP/2/obj for//IN/5/mark helping/help/VBG/2/advcl "
        "Laos//NNP/5/obj",
        ["SUPPORT: A thank R"],
        ("nixon", ""),
    ),
    (
        "a meeting has no complement",
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT to//TO/4/mark free//VB/2/advcl Laos//NNP/4/obj",
        ["CONSULT: A meet"],
        ("nixon", ""),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "triggers", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_participants(sentence: str, triggers: list[str], expected: tuple[str, str]) -> None:
    assert roles(sentence, *triggers) == expected


def test_where_it_is_done_says_not_who_does_it() -> None:
    conference = "conference//NN/4/nsubj {}//IN/3/case Laos//NNP/1/nmod condemned/condemn/VBD/0/ROOT Mao//NNP/4/obj"
    assert roles(conference.format("of"), "ACCUSE: A condemn R") == ("laos", "mao")
    assert roles(conference.format("in"), "ACCUSE: A condemn R") == ("", "mao")
    struck = "Nixon//NNP/2/nsubj struck/strike/VBD/0/ROOT towns/town/NNS/2/obj in//IN/5/case Laos//NNP/3/nmod"
    assert roles(struck, "ASSAULT: A strike R") == ("nixon", "laos")


def test_those_who_agree_among_themselves_need_nobody_else() -> None:
    both = "Nixon//NNP/4/nsubj and//CC/3/cc Mao//NNP/1/conj agreed/agree/VBD/0/ROOT"
    sentence = f"{both} to//TO/6/mark free//VB/4/xcomp Laos//NNP/6/obj"
    assert roles(sentence, "AGREE: A agree to", symmetric=True) == ("nixon mao", "")
    assert roles(sentence, "AGREE: A agree to") == ("nixon mao", "")
