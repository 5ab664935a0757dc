"""Who does it to whom: from a matched trigger to the entities on both sides.

A match, the other matches of its article and what was learned enter; a `Cast` leaves. Each side is looked for in
several ways, the surest first; which way found it, and whom the others would have named, is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.entities.linking import Actors
from kg.events.complements import Concern, authors_of, find_owners, owners_of, search_complement
from kg.events.deeds import HOSTILE, behind_place, find_doers, harming_deeds, is_noun, judged_deeds, wielders
from kg.events.phrases import ACTING, acting, denoted, foreign, is_placed
from kg.events.predictions import Hints, rank_players
from kg.events.senses import may_act
from kg.events.triggers import Match
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import STATEMENT, Category, Ontology, Relation
from kg.syntax.clauses import subjects
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

Found = tuple[str, list[str]]
VISIT = "visit"
ABOUT = "named by what it is about"
RATHER = 0.5  # how likely one is meant rather than the object of a verb that no trigger knows
ACCUSED = 0.8  # how likely one did a hostile deed whom the clause does not name for it
BESIDE = 0.8  # how likely one takes part beside a likelier one


@dataclass(frozen=True, slots=True)
class Side:
    """The entities of one side, the way that they were found, and those whom other ways would have named."""

    ids: list[str]
    how: str
    lost: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Both sides of an event."""

    actors: Side
    recipients: Side


@dataclass(frozen=True, slots=True)
class Learned:
    """Somebody who probably takes part; `own`: the nearest word above that tells an event is this event's."""

    ids: list[str]
    probability: float
    own: bool


@dataclass(frozen=True, slots=True)
class _Search:
    """What the ways of looking for a side have in common."""

    parse: Parse
    actors: Actors
    match: Match
    inner: Mapping[int, Match]
    ontology: Ontology
    relation: Relation
    harming: Sequence[Match]

    @property
    def category(self) -> Category:
        """The type of the event."""
        return self.ontology.category_of(self.match.trigger)

    @property
    def hostile(self) -> bool:
        """Whether it is a deed against somebody, of which nobody is lightly accused."""
        return self.category.quad_class == HOSTILE

    @property
    def symmetric(self) -> bool:
        """Whether both sides do the same."""
        return self.relation.symmetric


def find_cast(
    parse: Parse,
    actors: Actors,
    match: Match,
    inner: Mapping[int, Match],
    ontology: Ontology,
    hints: Hints | None = None,
) -> Cast:
    """Both sides of a match by its clause; a side that the clause leaves open by what was learned."""
    relation = ontology.relations[match.trigger.relation]
    harming = harming_deeds(parse, match, inner, ontology)
    search = _Search(parse, actors, match, inner, ontology, relation, harming)
    who = _first(_actors(search), lambda ids: acting(actors, ids))
    if search.hostile and _is_in_favour(parse, match):
        return Cast(who, Side([], "", ()))
    deeds = judged_deeds(parse, actors, match, inner, ontology) if "judging" in search.category.traits else []
    whom = _first(_recipients(search, who.ids, deeds), lambda ids: ids if deeds else _befallen(search, ids))
    if hints is None or search.category.id == STATEMENT:  # of which nothing was learned
        return Cast(who, whom)
    doers = _learned(search, hints, "actor", {*who.ids, *whom.ids})
    who = _completed(who, [one for one in doers if one.probability >= (ACCUSED if search.hostile else 0)])
    if deeds or relation.solitary or (_are_among_themselves(search, who.ids) and not whom.ids):
        return Cast(who, whom)
    learned = _learned(search, hints, "recipient", {*who.ids, *_own_countries(search, who.ids)})
    learned = [replace(one, ids=kept) for one in learned if (kept := _befallen(search, one.ids))]
    rather = match.learned and learned and learned[0].own and learned[0].probability >= RATHER
    if rather and set(whom.ids).isdisjoint(learned[0].ids):
        whom = Side([], "", ((whom.how, whom.ids), *whom.lost))
    return Cast(who, _completed(whom, learned))


def _is_in_favour(parse: Parse, match: Match) -> bool:
    """Whether it is done for somebody, against nobody: "marched in solidarity with Iran", "a rally for Ukraine"."""
    pleading = any("for" in part.words and not part.slot for part in match.trigger.parts)
    return pleading or any(is_cue(parse, noun, "noun", "in favour") for noun in match.used)


def _are_among_themselves(search: _Search, who: list[str]) -> bool:
    """Whether several do it to each other, as states do that agree."""
    if search.relation.symmetric:
        return len(who) > 1
    return "mutual" in search.category.traits and len({search.actors.entities[i].country for i in who}) > 1


def _is_topic_of_talks(search: _Search, head: int) -> bool:
    """ "discussed NATO's flank": what stands inside the object of talks or in a clause below is their topic."""
    if "meeting" not in search.category.traits or search.parse.case(head) == ("with",):
        return False
    labels = dict(search.parse.ancestors(head))
    return labels.get(search.match.head) in {"obj", "ccomp", "xcomp", "advcl"}


def _own_countries(search: _Search, who: list[str]) -> set[str]:
    """The countries of those who act: nobody meets, thanks or helps his own; only against it he may act."""
    if not search.category.quad_class.endswith("cooperation"):
        return set()
    entities = search.actors.entities
    home = {entities[i].country for i in who} - {None}
    return {i for i, entity in entities.items() if entity.type == "Country" and entity.country in home}


def _first(ways: Iterator[Found] | Sequence[Found], keep: Callable[[list[str]], list[str]] = list) -> Side:
    """The side as the first way finds it that finds anybody."""
    found = [(how, kept) for how, ids in ways if (kept := keep(ids))]
    if not found:
        return Side([], "", ())
    (how, ids), *others = found
    return Side(ids, how, tuple(others))


def _actors(search: _Search) -> Iterator[Found]:
    parse, actors, match = search.parse, search.actors, search.match
    if search.hostile:
        yield from _culprits(search)
    else:
        yield "named by the clause", denoted(parse, actors, match.actors, outside=cue_words("before", "locative"))
    noun = parse.heads[match.head]
    participle = parse.deps[match.head] == "acl" and parse.tags[match.head] == "VBG"
    if participle and parse.deps[noun] == "obj":  # "issued a declaration demanding ..."
        yield "the issuer of it", denoted(parse, actors, subjects(parse, parse.heads[noun]))


def _culprits(search: _Search) -> Iterator[Found]:
    """Who does a hostile deed: never whom it strikes, nor where; a place acts only where it stands for its people."""
    parse, actors, match = search.parse, search.actors, search.match
    told = {token for deed in search.harming for token in (deed.head, *deed.used)}
    heads = [behind_place(parse, match, head) for head in match.actors]
    heads = [head for head in heads if head not in told]
    behind = [token for head in heads if head not in actors.at for token in wielders(parse, head)]
    themselves = {i for head in heads for token in parse.conjuncts(head) for i in actors.at.get(token, ())}
    named = denoted(parse, actors, [*heads, *behind], outside=cue_words("before", "no doer"))
    themselves = set() if is_noun(match) else themselves  # "a Basra bombing" is nobody's
    yield "named by the clause", [i for i in named if actors.entities[i].type in ACTING or i in themselves]
    yield "whose deed it is", [i for deed in search.harming for i in find_doers(parse, actors, deed, [])]
    owners = denoted(parse, actors, [owner for noun in match.used for owner in owners_of(parse, noun)])
    died = match.trigger.subject == "R"  # "died in an Israeli raid"
    yield "whose it is", [i for i in owners if died and actors.entities[i].type in ACTING]


def _recipients(search: _Search, who: list[str], deeds: Sequence[Match]) -> Iterator[Found]:
    """Whom it concerns; a deed that is judged names who did it, or nobody."""
    parse, actors, match = search.parse, search.actors, search.match
    if deeds:
        yield "who did what is judged", [i for deed in deeds for i in find_doers(parse, actors, deed, who)]
        return
    traits = search.category.traits
    if "judging" in traits:
        nouns = [*match.clause.heads("object"), *match.recipients]
        yield "by whom it is", denoted(parse, actors, authors_of(parse, nouns), without=who)
    if "answering" in traits and match.used:
        owners = foreign(actors, find_owners(parse, actors, match, who), who)
        yield "whose it is", [i for i in owners if actors.entities[i].type in ACTING]
    named = match.recipients or match.clause.heads("indirect")
    yield (
        "named by the clause",
        denoted(parse, actors, [*_aimed_at(parse, actors, named), *_met_there(search)], without=who),
    )
    if "forward" in traits and not (search.symmetric and len(who) > 1):
        yield "whose it is", find_owners(parse, actors, match, who)
        yield ABOUT, search_complement(Concern(parse, actors, match, search.inner, search.ontology, who))
    elif not search.symmetric:
        yield "named by its object", foreign(actors, denoted(parse, actors, match.used, without=who), who)
    if search.relation.mode == VISIT and not match.clause.heads("object"):  # who hosts somebody goes nowhere
        yield "where one goes", denoted(parse, actors, _where_to(search), without=who)


def _aimed_at(parse: Parse, actors: Actors, heads: list[int]) -> list[int]:
    """Those whom it is against rather than where it is: "rallied against Israel in Amman"."""
    located = cue_words("before", "locative")
    aims = [head for head in heads if located.isdisjoint(parse.case(head)[-1:])]
    acting = any(actors.entities[i].type in ACTING for i in denoted(parse, actors, aims))
    return aims if acting else heads


def _befallen(search: _Search, ids: list[str]) -> list[str]:
    """Those whom it can befall: nobody kills a place or protests against the square where he stands; a name in the
    recipient's own place may be a person's or a government's all the same."""
    stated, entities = "stated" in search.category.traits, search.actors.entities
    if not search.relation.personal and not stated:
        return ids
    heads = [head for head in search.match.recipients if not stated or not search.parse.case(head)]
    themselves = {i for r in heads for t in search.parse.conjuncts(r) for i in search.actors.at.get(t, ())}
    return [
        i for i in ids if (entities[i].type != "Place" if stated else entities[i].type in ACTING) or i in themselves
    ]


def _where_to(search: _Search) -> list[int]:
    """ "arrived in Baku": the place of a visit is whom it is paid to."""
    nouns = search.parse.find(search.match.anchor, "obl")
    return [noun for noun in nouns if is_placed(search.parse, noun)]


def _met_there(search: _Search) -> list[int]:
    """ "flew to Beijing to meet Mao": with whom one travels to talk is part of the same event."""
    if "meeting" not in search.category.traits or search.symmetric:
        return []
    aims = [aim for aim in search.parse.find(search.match.head, "advcl", "xcomp") if search.parse.is_marked(aim, "to")]
    talks = [search.inner[aim] for aim in aims if aim in search.inner]
    return [head for talk in talks if talk.trigger.symmetric for head in talk.recipients]


def _completed(side: Side, learned: Sequence[Learned]) -> Side:
    """A side that the clause leaves open is the likeliest one's; others join who surely take part, too.

    Beside those whom the clause names it is only they whose place in the sentence is under the same word.
    """
    learned = [replace(one, ids=ids) for one in learned if (ids := [i for i in one.ids if i not in side.ids])]
    first = learned[:1] if not side.ids else []
    further = [one for one in learned if one not in first and one.probability >= BESIDE and (one.own or first)]
    joined = [*first, *further]
    ways = [(f"as was learned ({one.probability:.2f})", one.ids) for one in learned if one not in joined]
    how = [side.how, *(f"as was learned ({one.probability:.2f})" for one in joined)]
    ids = [*side.ids, *(i for one in joined for i in one.ids)]
    return Side(ids, ", ".join(filter(None, how)), (*side.lost, *ways))


def _learned(search: _Search, hints: Hints, role: str, taken: set[str]) -> list[Learned]:
    """Those who, as was learned, play a role in the event, the likeliest first."""
    parse, match = search.parse, search.match
    own = {match.head, match.anchor, *match.used, *([match.light] if match.light is not None else [])}
    found: list[Learned] = []
    for head, probability in rank_players(hints, parse, search.actors, match, role):
        ids = [i for i in search.actors.at.get(head, ()) if i not in taken]
        taken.update(ids)
        above = next((word for word, _ in parse.ancestors(head) if word in search.inner or word in own), None)
        # Nobody does or suffers violence, or meets anybody, by a sentence that does not name him.
        bound = search.hostile or search.symmetric
        far = bound and parse.sentence[head] != parse.sentence[match.head]
        barred = (
            far
            or _is_topic_of_talks(search, head)
            or head in match.used
            or (role == "actor" and not _may_do(search, head))
        )
        found += [Learned(ids, probability, above in own)] if ids and not barred else []
    return found


def _may_do(search: _Search, head: int) -> bool:
    """Whether somebody may be taken for who does it: of violence nobody who only says where ("in Moscow, Russia")."""
    parse = search.parse
    placed = [head, parse.heads[head]] if parse.deps[head] in {"appos", "nmod", "flat"} else [head]
    located = any(is_placed(parse, token) for token in placed)
    return may_act(parse, search.match.trigger, head) and not (search.hostile and located)
