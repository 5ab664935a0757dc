"""Those who are named, meet or speak together: lists, partners of one verb, "both sides", "the two", "the pair".

A token and the discourse so far enter, the chains of those meant together leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.entities.chains import Chain, Chains, Owner
from kg.entities.discourse import Discourse
from kg.knowledge.cues import cue_words
from kg.syntax.parse import SUBJECTS, first_conjunct

NUMBERS = {2: "two", 3: "three", 4: "four"}


def joint(talk: Discourse, token: int, *, before: int) -> Chains:
    """Those named together with a token: its coordination, or subject and partner of one verb ("A met with B")."""
    parse, who = talk.parse, talk.scene.who
    tokens = [t for t in joint_tokens(talk, token) if t in who and t < before]
    if len(tokens) < 2 and parse.deps[token] in SUBJECTS:
        partners = [c for c in parse.find(parse.heads[token], "obj", "obl") if c in who and c < before]
        people = {chain.type for chain in who[token]} == {"Person"}
        alike = [c for c in partners if people and who[c][0].type == "Person" and _is_partner(talk, c)]
        tokens = [token, *alike[:1]]
    return tuple(dict.fromkeys(chain for t in tokens for chain in who[t]))


def _is_partner(talk: Discourse, token: int) -> bool:
    """Whether an object or phrase is of somebody who takes part: "met X", "with X", "opposite X"."""
    case = talk.parse.case(token)
    return not case or (len(case) == 1 and case[0] in cue_words("before", "partner"))


def joint_tokens(talk: Discourse, token: int) -> list[int]:
    """All members of the list that a token is in. Two different people in apposition are a list too: the parse of
    "A, B and C" often takes B for another name of A."""
    parse = talk.parse
    first = first_conjunct(parse, token)
    if _is_misread_list(talk, first):
        first = first_conjunct(parse, parse.heads[first])
    misread = [child for child in parse.find(first, "appos") if _is_misread_list(talk, child)]
    return sorted({t for member in [first, *misread] for t in parse.conjuncts(member)})


def _is_misread_list(talk: Discourse, token: int) -> bool:
    head = talk.parse.heads[token]
    people = [chain for t in (token, head) for chain in talk.scene.who.get(t, ()) if chain.type == "Person"]
    return talk.parse.deps[token] == "appos" and len(set(people)) == 2


def pair_of_persons(talk: Discourse, index: int, role: str = "") -> Chains:
    """The two people named together last, else the two most prominent ones of late; of two who share the role that a
    noun says ("both premiers") rather those."""
    scores: dict[Chain, float] = {}
    for token, chains in talk.scene.recent(index):
        together = joint(talk, token, before=index)
        if len(together) == 2 and all(chain.type == "Person" for chain in together):
            return together
        for chain in chains:
            if chain.type == "Person" and len(chains) == 1:
                scores[chain] = max(scores.get(chain, 0.0), talk.scene.salience(token, index))
    best = sorted(scores, key=lambda chain: (not _has_role(chain, role), -scores[chain]))[:2]
    return tuple(best) if len(best) == 2 else ()


def _has_role(chain: Chain, role: str) -> bool:
    return bool(role) and any(role in known.split("-") for known in chain.roles)


def joined_countries(talk: Discourse, index: int, number: int = 2) -> Chains:
    """The countries named together last, so many of them, or those of as many people or groups named together; of two
    else the last two."""
    latest: dict[str, None] = {}
    for token, _ in talk.scene.recent(index):
        together = joint(talk, token, before=index)
        codes = list(dict.fromkeys(code for chain in together if (code := chain.country)))
        if len(together) == len(codes) == number:
            return tuple(talk.cast.country(code) for code in codes)
        if len(together) == 1 and together[0].country and together[0].type in {"Country", "Person"}:
            latest[together[0].country] = None
    return tuple(talk.cast.country(code) for code in list(latest)[:2]) if len(latest) > 1 and number == 2 else ()


def counted(word: str) -> int | None:
    """How many "two", "both", "three" and "four" are; None for other words."""
    return next((number for number, effect in NUMBERS.items() if word in cue_words("before", effect)), None)


def other_party(talk: Discourse, index: int, owners: Sequence[Owner]) -> Chain | None:
    """Who deals with the one whose guest or host is meant: "his guest" after "the president received X"."""
    mine = [owner.chain for owner in owners if owner.chain.type == "Person"]
    pair = pair_of_persons(talk, index) if len(mine) == 1 else ()
    return next((chain for chain in pair if chain is not mine[0]), None) if mine and mine[0] in pair else None
