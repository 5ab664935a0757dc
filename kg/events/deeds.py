"""Deeds that somebody judges: "condemned Israel's attack on Gaza" accuses Israel, not Gaza.

A match and the matches of its article enter; the deeds that it is about, and whom it is about by them, leave.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.entities.linking import Actors
from kg.events.phrases import ACTING, denoted
from kg.events.triggers import Match
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import Ontology
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse


def judged_deeds(parse: Parse, match: Match, inner: Mapping[int, Match], ontology: Ontology) -> list[Match]:
    """The deeds, told by nouns, that stand where those stand whom a match concerns: what is done, or what is judged."""
    nouns = [*match.clause.heads("object"), *match.recipients, *match.used]
    tokens = dict.fromkeys(token for noun in nouns for token in parse.conjuncts(noun))
    deeds = (inner[token] for token in tokens if token in inner and token != match.head)
    judging = is_cue(parse, match.head, "governor", "judging")
    return [deed for deed in deeds if deed.clause.kind == "noun" and (judging or _is_material(deed, ontology))]


def _is_material(deed: Match, ontology: Ontology) -> bool:
    category = ontology.categories[ontology.relations[deed.trigger.relation].category]
    return category.quad_class.startswith("material")


def find_doers(parse: Parse, actors: Actors, deed: Match, who: list[str]) -> list[str]:
    """Who did the deed; of one's own deed ("apologised for its attack on Laos") whom it befell."""
    doers = denoted(parse, actors, deed.actors, outside=cue_words("before", "locative"))
    doers = [i for i in doers if actors.entities[i].type in ACTING]
    if set(doers) & set(who):
        doers = denoted(parse, actors, deed.recipients)
    return [i for i in doers if i not in who]


def below(parse: Parse, actors: Actors, deed: Match) -> set[str]:
    """All who are named with a deed."""
    return {i for token in parse.subtree(deed.head) for i in actors.at.get(token, ())}
