"""What the pipeline has learned of events: which words may tell one, and who takes part.

A Doc of the shipped pipeline enters with the words in doc.spans["events"]; other pipelines have none, and the ontology
decides alone. A word with which no trigger fits, though some know it, is read by its clause, as a relation of the
likeliest type where that is one of those that the word is known for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from kg.entities.linking import Actors
from kg.events.senses import is_this_sense
from kg.events.triggers import OWNERS, Marked, Match, match_trigger
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import Ontology
from kg.knowledge.trigger_notation import Part, Trigger
from kg.syntax.clauses import Kind, predicate_kind, read_clause
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

SURE = 0.7  # that a word tells an event
LIKELY = 0.3  # of the words beside it
TYPED = 0.7
KNOWN = 5.0  # times likelier is a type that the word is known for
CAST = 0.3  # that somebody takes part
SET = 0.7  # that it is the place or the source
OWNING = frozenset({"nmod", *OWNERS})


@dataclass(frozen=True, slots=True)
class Hints:
    """Probabilities by token: of each type, and, by role, of each other token that may play it."""

    types: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    roles: Mapping[tuple[int, str], Mapping[int, float]] = field(default_factory=dict)

    def probability(self, tokens: Collection[int], type: str) -> float:
        """How likely one of the tokens tells an event of this type."""
        return max((self.types.get(token, {}).get(type, 0.0) for token in tokens), default=0.0)

    def told(self, token: int) -> float:
        """How likely a token tells any event."""
        return sum(self.types[token].values())

    def players(self, tokens: Collection[int], role: str, least: float) -> dict[int, float]:
        """The tokens that play a role in the event which these tokens tell, the likeliest first."""
        found: dict[int, float] = {}
        for token in tokens:
            for word, probability in self.roles.get((token, role), {}).items():
                if probability >= least:
                    found[word] = max(found.get(word, 0.0), probability)
        return {word: found[word] for word in sorted(found, key=lambda word: (-found[word], word))}


def read_hints(doc: Doc) -> Hints:
    """The hints of a Doc."""
    if "events" not in doc.spans:
        return Hints()
    group = doc.spans["events"]
    types: defaultdict[int, dict[str, float]] = defaultdict(dict)
    roles: defaultdict[tuple[int, str], dict[int, float]] = defaultdict(dict)
    for span, score in zip(group, group.attrs["scores"], strict=True):
        types[span.start][span.label_] = score
    for trigger, word, role, score in group.attrs["roles"]:
        roles[trigger, role][word] = score
    return Hints(types, roles)


def find_learned(parse: Parse, ontology: Ontology, hints: Hints, found: Sequence[Match], marked: Marked) -> list[Match]:
    """Matches at words that surely tell an event, only report none, and belong to no trigger that was found."""
    known = {token for match in found for token in (match.head, match.light, *match.used)}
    matches = []
    for tokens in _runs(hints):
        if any(token in known or token in marked.names for token in tokens):
            continue
        head = next((t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t), tokens[0])
        kind = None if is_cue(parse, head, "governor", "reported") else predicate_kind(parse, head)
        relation = _relation(parse, ontology, hints, head, kind, tokens) if kind else None
        match = _read(parse, head, kind, relation, ontology) if kind and relation else None
        if match and is_this_sense(parse, match.clause, match.trigger, match.actors, match.recipients):
            match.used.update(token for token in tokens if token != head)
            match.learned = True
            matches.append(match)
    return matches


def _runs(hints: Hints) -> Iterator[list[int]]:
    """Neighbouring words that are likely to tell an event, one of them surely."""
    run: list[int] = []
    for token in [*sorted(hints.types), -1]:
        if run and token != run[-1] + 1:
            if max(map(hints.told, run)) >= SURE:
                yield run
            run = []
        if token >= 0 and hints.told(token) >= LIKELY:
            run.append(token)


def _relation(
    parse: Parse, ontology: Ontology, hints: Hints, head: int, kind: Kind, tokens: Sequence[int]
) -> str | None:
    """The relation of the likeliest type, where the word is known for one."""
    relations = [ontology.relations[t.relation] for t in ontology.by_lemma.get((kind, parse.lemmas[head]), ())]
    known = {relation.category: relation.id for relation in reversed(relations)}
    types = sorted({type for token in tokens for type in hints.types[token]} & ontology.categories.keys())
    odds = {type: hints.probability(tokens, type) * (KNOWN if type in known else 1.0) for type in types}
    type = max(types, key=lambda name: odds[name], default="")
    return known.get(type) if type and odds[type] >= TYPED else None


def _read(parse: Parse, head: int, kind: Kind, relation: str, ontology: Ontology) -> Match | None:
    clause = read_clause(parse, head, kind)
    known = ontology.relations[relation]
    trigger = _trigger(kind, parse.lemmas[head], relation, known.symmetric, ontology.unless.get(known.category, ()))
    if kind == "noun":
        return match_trigger(parse, trigger, clause)
    match = Match(trigger, clause)
    match.actors = clause.heads("agent" if clause.passive else "subject")
    match.recipients = clause.heads("indirect") or clause.heads("object")
    if not match.recipients:
        match.recipients = [
            a.head for a in clause.arguments if a.words and a.words[-1] in cue_words("before", "bringing")
        ][:1]
    return match


@lru_cache(maxsize=10_000)
def _trigger(kind: Kind, lemma: str, relation: str, symmetric: bool, unless: tuple[Part, ...]) -> Trigger:
    """A trigger of the word, wherever the others stand."""
    return Trigger(
        relation, lemma, lemma, kind, _around_noun() if kind == "noun" else (), symmetric=symmetric, unless=unless
    )


def _around_noun() -> tuple[Part, Part]:
    """Where a noun that tells an event has its actor and its recipient."""
    doing = cue_words("before", "doing")
    return Part(doing, "A"), Part(cue_words("before", "bringing") - doing, "R")


def rank_players(hints: Hints, parse: Parse, actors: Actors, match: Match, role: str) -> list[tuple[int, float]]:
    """The heads of the mentions that may play a role in the event of a match, the likeliest first, with how likely."""
    found: dict[int, float] = {}
    for word, probability in hints.players({match.head, *match.used}, role, CAST).items():
        head = actors.heads.get(word, word)
        if not _is_owner(parse, match, head) and parse.sentence[head] <= parse.sentence[match.head]:
            found.setdefault(head, probability)
    return list(found.items())


def learned_one(hints: Hints, actors: Actors, match: Match, role: str, types: Collection[str]) -> str | None:
    """The likeliest entity of one of these types that, as was learned, plays a role in the event."""
    heads = (actors.heads.get(word, word) for word in hints.players({match.head, *match.used}, role, SET))
    found = (entity for head in heads for entity in actors.at.get(head, ()))
    return next((entity for entity in found if actors.entities[entity].type in types), None)


def _is_owner(parse: Parse, match: Match, head: int) -> bool:
    """Whether a noun phrase only says whose a participant is: "the ministers of the Union met"."""
    labels = dict(parse.ancestors(head))
    return any(labels.get(named) in OWNING for named in (*match.actors, *match.recipients))
