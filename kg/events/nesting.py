"""Which matches are events in their own right.

What somebody asks for, promises, refuses or is accused of is part of that event; a noun that only sets the scene of
another event ("after talks", "despite criticism") is no news of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kg.entities.linking import Actors
from kg.events.triggers import Match
from kg.knowledge.ontology import Category
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

CONTENT = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl", "obl", "obj", "nmod"})
NOMINAL = frozenset(
    {"obj", "obl", "nmod", "nmod:poss", "nsubj", "nsubj:pass", "compound", "amod", "appos", "iobj", "nmod:desc"}
)
CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl"})


def drop_covered(
    parse: Parse,
    matches: Sequence[Match],
    category: Mapping[int, Category],
    actors: Actors,
    whole: Collection[int] = frozenset(),
) -> set[int]:
    """The tokens of the matches that tell an event which no other match of their sentence already covers.

    `whole` are the tokens of the matches of which both sides are known.
    """
    carriers = {match.light: match.head for match in matches if match.light is not None}
    carriers |= {match.head: match.head for match in matches}
    return {match.head for match in matches if not _is_covered(parse, match, carriers, category, actors, whole)}


def _is_covered(
    parse: Parse,
    match: Match,
    carriers: Mapping[int, int],
    category: Mapping[int, Category],
    actors: Actors,
    whole: Collection[int],
) -> bool:
    nominal = match.clause.kind == "noun"
    node = match.head
    for head, label in parse.ancestors(match.head):
        if label == "conj":
            node = head
            continue
        if label == "acl:relcl" and head not in actors.at:
            label = "acl"
        if label not in (NOMINAL if nominal else CONTENT):
            return False
        if label == "advcl" and _is_aside(parse, node, match):
            return False
        other = carriers.get(head, match.head)
        if other != match.head:
            if _is_judged(parse, node, head, label) and match.head in whole:
                return False
            same = category[other].id == category[match.head].id
            if nominal or same or "demanding" in category[other].traits or _is_purpose(parse, node, label):
                return True
        if label == "ccomp" and is_cue(parse, head, "governor", "reported"):
            return False
        if label == "acl" and node == match.head and _is_mere_content(parse, node, head, actors):
            return True
        nominal = nominal and parse.pos[head] != "VERB"
        node = head
    return False


def _is_judged(parse: Parse, index: int, head: int, label: str) -> bool:
    """ "welcomed the release", "thanked her for freeing them": what is praised or blamed has happened."""
    reasons = (is_cue(parse, mark, "mark", "reason") for mark in parse.find(index, "mark", "case"))
    perfect = any(parse.lemmas[word] == "have" for word in parse.find(index, "aux"))
    told = label == "ccomp" and (perfect or parse.tags[index] == "VBD")  # "regretted that Togo had left"
    return is_cue(parse, head, "governor", "judging") and (label not in CLAUSAL or told or any(reasons))


def _is_aside(parse: Parse, index: int, match: Match) -> bool:
    """ "after rebels stormed the town", "after leaving": a clause that sets the time tells an event of its own."""
    if parse.has(index, "nsubj", "nsubj:pass") and not parse.is_marked(index, "if", "unless"):
        return True
    if index not in {match.head, match.light}:
        return False
    marks = parse.find(index, "mark", "case")
    # "Praised by Ghana, the plan was rejected by Togo", "Having met in Rome, they left"
    done = parse.has(index, "obl:agent") or any(parse.tags[word] == "VBG" for word in parse.find(index, "aux"))
    by_itself = not marks and done
    return by_itself or any(is_cue(parse, mark, "mark", "moment") for mark in marks)


def _is_mere_content(parse: Parse, index: int, head: int, actors: Actors) -> bool:
    """ "talks on limiting arms", "companies supporting the rebels": what a noun is about, unless it says how sure."""
    if parse.tags[index] != "VBG":
        return False
    gerund = head in actors.at or parse.has(index, "mark", "case")
    return gerund and not any(is_cue(parse, head, "governor", effect) for effect in ("planned", "hypothetical"))


def _is_purpose(parse: Parse, index: int, label: str) -> bool:
    """ "flew to Rome to meet", "will attack unless they leave": why the other event took place, what would stop it."""
    return label in {"advcl", "acl"} and parse.is_marked(index, "to", "unless")
