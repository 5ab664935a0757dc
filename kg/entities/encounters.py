"""Who met: those of the meetings and calls told so far, whom "the leaders" or "both sides" mean.

A token and the discourse so far enter, the chains of those who met leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from kg.entities.chains import Chains
from kg.entities.discourse import Discourse
from kg.entities.mentions import Mention
from kg.entities.names import noun_of
from kg.entities.offices import role_fits
from kg.entities.parties import joint_tokens
from kg.knowledge.cues import cue_words
from kg.syntax.cues import is_cue
from kg.syntax.parse import SUBJECTS, first_conjunct

NEAR = 4  # sentences in which the last encounter is looked for
MOST = 4
OPENING = 12  # mentions at the beginning, where a report tells who met
WITH = frozenset({(), ("with",), ("to",)})
DURING = frozenset({"during", "in", "at", "after"})
ACTING = frozenset({"Person", "Organization", "Country", "Group"})


def those_who_met(talk: Discourse, mention: Mention, two: bool) -> Chains:
    """The two or more whose meeting or call is reported, where a noun may mean them: "the sides", "the presidents"."""
    noun, kind = mention.noun, noun_of(talk.doc[mention.head])
    generic = noun in cue_words("noun", "those who meet")
    side = noun in {"side", "party"} and talk.parse.deps[mention.head] in SUBJECTS  # "urged the two sides": others
    if side and _of_other_talks(talk, mention.head):
        return ()
    if not side and not generic and (kind is None or kind.kind != "office"):
        return ()

    def enough(members: Chains) -> bool:
        return len(members) == 2 if two else len(members) <= MOST

    def of_that_role(members: Chains) -> bool:
        people = all(chain.type == "Person" for chain in members)
        return enough(members) and people and all(role_fits(talk, chain, noun) for chain in members)

    def of_no_other(members: Chains) -> bool:
        people = all(chain.type == "Person" for chain in members)
        return enough(members) and people and (generic or not any(chain.roles for chain in members))

    ways = (enough,) if side else (of_that_role, of_no_other)
    found = next((met for fit in ways if (met := _who_met(talk, mention.head, fit))), None)
    same = talk.recall(noun, mention.head)
    last = same.last_before(mention.head) if same else None
    spoken_of = found is not None and last is not None and last > found[0] and talk.parse.deps[last] in SUBJECTS
    return found[1] if found and not spoken_of else ()


def _of_other_talks(talk: Discourse, index: int) -> bool:
    """Whether the sentence speaks of talks of its own: "the talks in Oslo broke up, although both sides ..."."""
    parse, token = talk.parse, index - 1
    while token >= 0 and parse.sentence[token] == parse.sentence[index]:
        if parse.pos[token] == "NOUN" and is_cue(parse, token, "governor", "encounter"):
            return True
        token -= 1
    return False


def _who_met(talk: Discourse, index: int, fit: Callable[[Chains], bool]) -> tuple[int, Chains] | None:
    """The encounter told last before a token, else that with which its article or item begins, whose members fit: where
    it is told, and who met."""
    item = talk.scene.items.begin(index)
    opening = (token for token in talk.scene.heard if token < index and talk.scene.items.begin(token) == item)
    near = [token for token, _ in talk.scene.recent(index, NEAR)]
    for token in [*near, *islice(opening, OPENING)]:
        members = _members(talk, token, index)
        if len(members) > 1 and fit(members):
            return token, members
    return None


def _members(talk: Discourse, token: int, before: int) -> Chains:
    """Who meets where the mention at a token is one side: people rather than those for whom they speak."""
    parties = [chain for t in _sides(talk, token) if t < before for chain in talk.scene.who.get(t, ())]
    people = [chain for chain in parties if chain.type == "Person"]
    acting = people if len(set(people)) > 1 else [chain for chain in parties if chain.type in ACTING]
    return tuple(dict.fromkeys(acting))


def _sides(talk: Discourse, token: int) -> Iterator[int]:
    """The tokens of both sides: "A and B met", "A held talks with B", "A's call with B", "talks between A and B"."""
    parse, first = talk.parse, first_conjunct(talk.parse, token)
    head, label = parse.heads[first], parse.deps[first]
    if label in SUBJECTS:
        words = list(_words(talk, head))
    elif is_cue(parse, head, "governor", "encounter") and (label == "nmod:poss" or parse.case(first) == ("between",)):
        words = [head]
    else:
        words = []
    if words:
        yield from joint_tokens(talk, token)
        yield from (t for partner in _partners(talk, words, first) for t in joint_tokens(talk, partner))


def _words(talk: Discourse, verb: int) -> Iterator[int]:
    """The words of a clause that tell an encounter: its verb, the object of a light one ("had a conversation"), or all
    that is done during one."""
    parse = talk.parse
    objects = [noun for noun in parse.find(verb, "obj") if is_cue(parse, noun, "governor", "encounter")]
    during = [noun for noun in parse.find(verb, "obl") if not DURING.isdisjoint(parse.case(noun)[:1])]
    if objects:
        yield from [*objects, verb]
    elif any(is_cue(parse, word, "governor", "encounter") for word in (verb, *during)):
        yield verb


def _partners(talk: Discourse, words: Sequence[int], side: int) -> Iterator[int]:
    parse = talk.parse
    for word in words:
        for child in parse.find(word, "obj", "iobj", "obl", "nmod"):
            if child != side and child in talk.scene.who and parse.case(child) in WITH:
                yield child
