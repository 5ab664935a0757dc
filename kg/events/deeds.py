"""Deeds told by nouns: those that somebody judges ("condemned Israel's attack on Gaza" accuses Israel, not Gaza), and
those by which somebody comes to harm ("an Israeli strike killed two").

A match and the matches of its article enter; the deeds leave, or who did them.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.entities.linking import Actors
from kg.events.phrases import ACTING, denoted
from kg.events.senses import counted
from kg.events.triggers import Match
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import Ontology
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

HOSTILE = "material conflict"
IN_IT = {("in",), ("during",), ("under",), ("from",)}


def judged_deeds(
    parse: Parse, actors: Actors, match: Match, inner: Mapping[int, Match], ontology: Ontology
) -> list[Match]:
    """The deeds that stand where those stand whom a match concerns: what is done, or what is judged; told by a noun,
    or behind a thing."""
    nouns = [*match.clause.heads("object"), *match.recipients, *match.used]
    tokens = dict.fromkeys(token for noun in nouns for token in parse.conjuncts(noun))
    deeds = [inner[token] for token in tokens if token in inner and token != match.head and is_noun(inner[token])]
    things = [token for token in tokens if token not in match.used]
    deeds += [deed for token in things for deed in _deeds_behind(parse, actors, token, inner)]
    judging = is_cue(parse, match.head, "governor", "judging")
    return [deed for deed in deeds if judging or _is_material(deed, ontology)]


def _deeds_behind(parse: Parse, actors: Actors, noun: int, inner: Mapping[int, Match]) -> list[Match]:
    """ "the raid that Laos carried out", "a hail of rockets that Laos fired"."""
    things = [noun, *(child for child in parse.find(noun, "nmod") if parse.case(child) == ("of",))]
    things = [thing for thing in things if thing not in actors.at]
    clauses = [(thing, child) for thing in things for child in parse.find(thing, "acl", "acl:relcl") if child in inner]
    return [
        inner[child] for thing, child in clauses if thing in {*inner[child].used, *inner[child].clause.heads("object")}
    ]


def _is_material(deed: Match, ontology: Ontology) -> bool:
    return ontology.category_of(deed.trigger).quad_class.startswith("material")


def harming_deeds(parse: Parse, match: Match, inner: Mapping[int, Match], ontology: Ontology) -> list[Match]:
    """The hostile deeds that are one with a match: what kills or wounds ("a raid killed", "killed by a raid that rebels
    carried out"), and in what somebody is killed or dies ("killed in an attack by rebels"); no fight of two sides."""
    if ontology.category_of(match.trigger).quad_class != HOSTILE or match.clause.kind == "noun":
        return []
    nouns = [behind_place(parse, match, head) for head in match.actors]
    if not nouns and ontology.category_of(match.trigger).id == "ASSAULT":
        nouns = [head for head in parse.find(match.head, "obl") if parse.case(head)[-1:] in IN_IT]
    tokens = dict.fromkeys(counted(parse, token) for noun in nouns for token in parse.conjuncts(noun))
    found = (deed for token in tokens for deed in _deeds_at(parse, token, inner))
    hostile = [deed for deed in found if ontology.category_of(deed.trigger).quad_class == HOSTILE]
    return [deed for deed in hostile if deed.head != match.head and not deed.trigger.symmetric]


def _deeds_at(parse: Parse, noun: int, inner: Mapping[int, Match]) -> list[Match]:
    """What a noun tells by itself, or with the participle that carries it: "an attack conducted by rebels"."""
    carrying = [child for child in parse.find(noun, "acl", "acl:relcl") if child in inner and noun in inner[child].used]
    return [inner[token] for token in (noun, *carrying) if token in inner and (token != noun or is_noun(inner[token]))]


def is_noun(match: Match) -> bool:
    """Whether a noun tells it."""
    return match.clause.kind == "noun"


def behind_place(parse: Parse, match: Match, head: int) -> int:
    """What a relative clause is about whose antecedent is a weapon or a deed before a place: "a blast on a bus in the
    city that killed two"."""
    if parse.deps[match.head] not in {"acl:relcl", "acl"} or parse.heads[match.head] != head:
        return head
    for above, label in [(head, "nmod"), *parse.ancestors(head)]:
        if label != "nmod":
            break
        if is_cue(parse, above, "noun", "instrument"):
            return above
    return head


def wielders(parse: Parse, noun: int) -> list[int]:
    """Who is behind a weapon: "a missile fired by Laos"."""
    return [agent for child in parse.find(noun, "acl") for agent in parse.find(child, "obl:agent")]


def find_doers(parse: Parse, actors: Actors, deed: Match, who: list[str]) -> list[str]:
    """Who did the deed; of one's own deed ("apologised for its attack on Laos") whom it befell."""
    doers = denoted(parse, actors, deed.actors, outside=cue_words("before", "no doer"))
    doers = [i for i in doers if actors.entities[i].type in ACTING]
    if set(doers) & set(who):
        doers = denoted(parse, actors, deed.recipients)
    return [i for i in doers if i not in who]
