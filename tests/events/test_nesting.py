"""Which matches are events in their own right, on hand-built parses."""

from __future__ import annotations

import pytest

from kg.events.nesting import drop_covered
from kg.events.triggers import Marked, find_matches
from kg.knowledge.ontology import Ontology, load_ontology
from kg.knowledge.trigger_notation import parse_trigger
from tests.helpers.cast import actors_of
from tests.helpers.parses import parse_of

CATEGORIES = load_ontology().categories
TRIGGERS = {
    "AGREE": ["A promise to", "pledge of A"],
    "REQUEST": ["A urge R to", "A demand"],
    "THREATEN": ["A threaten to", "A threaten"],
    "ACCUSE": ["A accuse R of", "A regret", "criticism of R"],
    "CONSULT": ["A meet R", "A fly to R", "talk with R", "A discuss"],
    "ASSAULT": ["A shell R", "A shell", "raid on R"],
    "STATE": ["A say"],
}


def kept(sentence: str, *, whole: bool = False) -> str:
    """The words of the events that are told; `whole`: both sides of all of them are known."""
    parse = parse_of(sentence)
    triggers = tuple(parse_trigger(text, kind) for kind, texts in TRIGGERS.items() for text in texts)
    actors = actors_of(parse)
    matches = find_matches(parse, Ontology({}, {}, triggers), Marked(actors.at))
    categories = {match.head: CATEGORIES[match.trigger.relation] for match in matches}
    known = {match.head for match in matches} if whole else frozenset[int]()
    return " ".join(parse.words[token] for token in sorted(drop_covered(parse, matches, categories, actors, known)))


PROMISED = "Nixon//NNP/2/nsubj promised/promise/VBD/0/ROOT"
ACCUSED = "Nixon//NNP/2/nsubj accused/accuse/VBD/0/ROOT Mao//NNP/2/obj"
MET = "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT Mao//NNP/2/obj"
CASES = [
    ("one event", MET, "met"),
    (
        "what one has done before is a deed of its own",
        "having/have/VBG/2/aux shelled/shell/VBN/6/advcl Laos//NNP/2/obj ,//,/2/punct Nixon//NNP/6/nsubj "
        "met/meet/VBD/0/ROOT Mao//NNP/6/obj",
        "shelled met",
    ),
    (
        "what is promised",
        f"{PROMISED} to//TO/4/mark meet//VB/2/xcomp Mao//NNP/4/obj",
        "promised",
    ),
    (
        "what is asked of somebody",
        "Nixon//NNP/2/nsubj urged/urge/VBD/0/ROOT Mao//NNP/2/obj to//TO/5/mark meet//VB/2/xcomp Zhou//NNP/5/obj",
        "urged",
    ),
    ("what somebody is accused of", f"{ACCUSED} of//IN/5/mark shelling/shell/VBG/2/advcl Laos//NNP/5/obj", "accused"),
    (
        "what is promised and what follows from it",
        f"{PROMISED} to//TO/4/mark try//VB/2/xcomp to//TO/6/mark meet//VB/4/xcomp Mao//NNP/6/obj",
        "promised",
    ),
    (
        "both parts of what is promised",
        f"{PROMISED} to//TO/4/mark rest//VB/2/xcomp and//CC/6/cc meet//VB/4/conj Mao//NNP/6/obj",
        "promised",
    ),
    (
        "a deed beside a promise",
        f"{PROMISED} to//TO/4/mark rest//VB/2/xcomp and//CC/6/cc met/meet/VBD/2/conj Mao//NNP/6/obj",
        "promised met",
    ),
    (
        "what is said",
        "Nixon//NNP/2/nsubj said/say/VBD/0/ROOT Mao//NNP/4/nsubj met/meet/VBD/2/ccomp Zhou//NNP/4/obj",
        "said met",
    ),
    (
        "what is said in a threat",
        "Nixon//NNP/2/nsubj threatened/threaten/VBD/0/ROOT saying/say/VBG/2/advcl Mao//NNP/5/nsubj "
        "met/meet/VBD/3/ccomp Zhou//NNP/5/obj",
        "threatened met",
    ),
    (
        "what one travels for",
        "Nixon//NNP/2/nsubj flew/fly/VBD/0/ROOT to//IN/4/case Rome//NNP/2/obl to//TO/6/mark shell//VB/2/advcl "
        "Laos//NNP/6/obj",
        "flew",
    ),
    (
        "what happens on the way",
        "Nixon//NNP/2/nsubj flew/fly/VBD/0/ROOT to//IN/4/case Rome//NNP/2/obl shelling/shell/VBG/2/advcl "
        "Laos//NNP/5/obj",
        "flew shelling",
    ),
    (
        "talks that set the scene",
        f"{MET} after//IN/5/case talks/talk/NNS/2/obl with//IN/7/case Zhou//NNP/5/nmod",
        "met",
    ),
    (
        "criticism of what is no event",
        "criticism//NN/4/nsubj of//IN/3/case Mao//NNP/1/nmod grew/grow/VBD/0/ROOT",
        "criticism",
    ),
    (
        "an event under another noun",
        "fear//NN/5/nsubj of//IN/3/case raids/raid/NNS/1/nmod has//VBZ/5/aux grown/grow/VBN/0/ROOT",
        "raids",
    ),
    (
        "what a noun is about",
        "rules/rule/NNS/5/nsubj for//IN/3/mark meeting/meet/VBG/1/acl Mao//NNP/3/obj changed/change/VBD/0/ROOT",
        "",
    ),
    (
        "what a plan is about",
        "plans/plan/NNS/5/nsubj for//IN/3/mark meeting/meet/VBG/1/acl Mao//NNP/3/obj changed/change/VBD/0/ROOT",
        "meeting",
    ),
    (
        "what somebody is doing",
        "Mao//NNP/4/nsubj shelling/shell/VBG/1/acl Laos//NNP/2/obj left/leave/VBD/0/ROOT",
        "",
    ),
    (
        "what was done to somebody",
        "Laos//NNP/5/nsubj shelled/shell/VBN/1/acl by//IN/4/case Mao//NNP/2/obl:agent fell/fall/VBD/0/ROOT",
        "shelled",
    ),
    (
        "what people are doing who are nobody in particular",
        "men/man/NNS/4/nsubj shelling/shell/VBG/1/acl Laos//NNP/2/obj left/leave/VBD/0/ROOT",
        "shelling",
    ),
    (
        "what is promised, below a verb that is no report",
        f"{PROMISED} to//TO/4/mark ensure//VB/2/xcomp that//IN/7/mark Mao//NNP/7/nsubj meets/meet/VBZ/4/ccomp "
        "Zhou//NNP/7/obj",
        "promised",
    ),
    (
        "what an actor did, in a relative clause",
        "Nixon//NNP/2/nsubj accused/accuse/VBD/0/ROOT Mao//NNP/2/obj who//WP/5/nsubj met/meet/VBD/3/acl:relcl "
        "Zhou//NNP/5/obj of//IN/8/mark lying/lie/VBG/2/advcl",
        "accused met",
    ),
    (
        "what is demanded, in a relative clause",
        "Nixon//NNP/2/nsubj demanded/demand/VBD/0/ROOT peace//NN/2/obj that//WDT/5/nsubj meets/meet/VBZ/3/acl:relcl "
        "Mao//NNP/5/obj",
        "demanded",
    ),
    (
        "what hangs on the light verb of a pledge",
        "Nixon//NNP/2/nsubj made/make/VBD/0/ROOT pledges/pledge/NNS/2/obj to//TO/5/mark meet//VB/2/xcomp "
        "Mao//NNP/5/obj",
        "pledges",
    ),
    (
        "a deed below one of the same type",
        "Nixon//NNP/2/nsubj discussed/discuss/VBD/0/ROOT to//TO/4/mark meet//VB/2/xcomp Mao//NNP/4/obj",
        "discussed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_what_is_told(sentence: str, words: str) -> None:
    assert kept(sentence) == words


@pytest.mark.parametrize(("conjunction", "words"), [("after", "threatened shelled"), ("if", "threatened")])
def test_a_clause_that_sets_the_time_tells_its_own_event(conjunction: str, words: str) -> None:
    clause = f"{conjunction}//IN/5/mark Zhou//NNP/5/nsubj shelled/shell/VBD/2/advcl Laos//NNP/5/obj"
    assert kept(f"Nixon//NNP/2/nsubj threatened/threaten/VBD/0/ROOT {clause}") == words


def test_what_is_regretted_has_happened() -> None:
    regretted = (
        "Nixon//NNP/2/nsubj regretted/regret/VBD/0/ROOT that//IN/{0}/mark Mao//NNP/{0}/nsubj {1} Laos//NNP/{0}/obj"
    )
    assert kept(regretted.format(5, "shelled/shell/VBD/2/ccomp"), whole=True) == "regretted shelled"
    assert kept(regretted.format(6, "would//MD/6/aux shell//VB/2/ccomp"), whole=True) == "regretted"
