"""Whom an event concerns where its own slots name nobody: in what is asked for, threatened or refused.

A match and the matches of its article enter, lists of entities leave, the nearest first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.entities.linking import Actors
from kg.events.phrases import ACTING, denoted, foreign, is_placed
from kg.events.triggers import OWNERS, Match
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import Category, Ontology
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

CLAUSAL = ("xcomp", "ccomp", "advcl", "acl")
COMPLEMENT = (*CLAUSAL, "obl")
PLACES = frozenset({"Place", "Facility"})
DEPTH = 4  # noun phrases inside one another, and clauses below one another


@dataclass(frozen=True, slots=True)
class Concern:
    """An event whose own slots name nobody whom it concerns: its match, the matches of its article, who acts."""

    parse: Parse
    actors: Actors
    match: Match
    inner: Mapping[int, Match]
    ontology: Ontology
    who: Collection[str]

    @property
    def category(self) -> Category:
        """The type of the event."""
        return self.ontology.category_of(self.match.trigger)


def find_owners(parse: Parse, actors: Actors, match: Match, who: list[str]) -> list[str]:
    """Whose proposal, demand or deed the object is."""
    owners = [owner for noun in _objects(match) for owner in owners_of(parse, noun)]
    return denoted(parse, actors, owners, without=who)


def owners_of(parse: Parse, noun: int) -> list[int]:
    """Whose something is: "an American offer", "the appeal by Belarus"."""
    brought = [child for child in parse.find(noun, "nmod") if parse.case(child)[-1:] in {("by",), ("from",)}]
    return [*parse.find(noun, *OWNERS), *brought]


def authors_of(parse: Parse, nouns: Iterable[int]) -> list[int]:
    """By whom something is: "the treatment of prisoners by Laos"."""
    return [child for noun in nouns for child in parse.find(noun, "nmod") if parse.case(child) == ("by",)]


def search_complement(concern: Concern) -> list[str]:
    """Those whom the object or the clauses below name; others of another country come first.

    An argument is asked of each: the object is theirs or about them, or what is asked, promised, threatened or refused
    is done to them. Where and when something takes place says of nobody that it concerns him.
    """
    if concern.match.learned or _is_settled(concern):
        return []
    objects = [noun for noun in _objects(concern.match) if not _is_own(concern, noun)]
    named = [noun for noun in objects if noun in concern.actors.at and not _is_moved(concern, noun)]
    if found := denoted(concern.parse, concern.actors, named, without=concern.who):
        return foreign(concern.actors, found, concern.who) or found
    domestic: list[str] = []
    for found in _namings(concern, objects):
        if abroad := foreign(concern.actors, found, concern.who):
            return abroad
        domestic = domestic or [i for i in found if concern.actors.entities[i].type != "Country"]
    return [] if "moving" in concern.category.traits else domestic


def _is_settled(concern: Concern) -> bool:
    """Whether nobody else is meant: a pronoun or one "called on" holds the slot; several agree among themselves."""
    parse, match = concern.parse, concern.match
    called = not any(noun in concern.actors.at for noun in match.clause.heads("object", "indirect"))
    held = any(parse.pos[noun] == "PRON" for noun in match.recipients)
    held |= called and any(parse.case(noun)[-1:] in {("on",), ("upon",)} for noun in match.recipients)
    countries = {concern.actors.entities[i].country for i in concern.who}
    return held or ("mutual" in concern.category.traits and match.clause.kind == "verb" and len(countries) > 1)


def _is_moved(concern: Concern, noun: int) -> bool:
    """ "deployed soldiers", "pledged funds to Togo": what is sent or given is not whom it concerns."""
    if noun not in concern.match.used or not is_cue(concern.parse, noun, "noun", "sent"):
        return False
    conflict, moving = concern.category.quad_class.endswith("conflict"), "moving" in concern.category.traits
    given = any(part.slot == "R" and "to" in part.words for part in concern.match.trigger.parts)
    return moving if conflict else given


def _objects(match: Match) -> list[int]:
    return [*match.clause.heads("object", "indirect"), *match.used]


def _is_own(concern: Concern, noun: int) -> bool:
    """ "recalled its ambassador": what belongs to the actor is not whom it concerns; "its Cuban friends" may be."""
    owners = [i for owner in concern.parse.find(noun, *OWNERS) for i in concern.actors.at.get(owner, ())]
    return bool(owners) and all(i in concern.who for i in owners)


def _namings(concern: Concern, objects: list[int]) -> Iterator[list[str]]:
    """Whom the object and the clauses below name, the nearest first."""
    parse, match = concern.parse, concern.match
    waiting = [child for head in (match.head, *objects) for child in parse.find(head, *COMPLEMENT)]
    waiting = [child for child in waiting if _leads_on(concern, child)]
    if not any(clause in concern.inner for clause in waiting):
        yield _named(concern, objects)
    for clause in waiting:
        yield from _named_in(concern, clause)
        waiting += [child for child in parse.find(clause, *CLAUSAL, "conj") if _leads_on(concern, child)]


def _named_in(concern: Concern, clause: int) -> Iterator[list[str]]:
    """Whom a phrase or a clause names: of a request who is to do it, then the recipients of the deed that it tells."""
    parse = concern.parse
    if _is_others_deed(concern, clause):
        doers = parse.find(clause, "nsubj", "nsubj:pass")
        yield _named(concern, doers, 0)
        yield _named(concern, [owner for doer in doers for owner in parse.find(doer, *OWNERS)], 0)
    if clause in concern.inner and (parse.deps[clause] != "obl" or _is_alike(concern, clause)):
        yield _named(concern, concern.inner[clause].recipients)
    nominal = [clause] if parse.pos[clause] != "VERB" else []
    yield _named(concern, [*parse.find(clause, "obj", "iobj"), *nominal])
    yield _named(concern, [noun for noun in parse.find(clause, "obl") if _leads_on(concern, noun)])


def _leads_on(concern: Concern, index: int) -> bool:
    """Whether a clause or a phrase below tells what it is about, rather than when, where, how or why.

    What is asked in a gerund is asked of nobody: "stressed the importance of working with Togo".
    """
    parse = concern.parse
    if parse.deps[index] == "obl":
        with_whom = parse.heads[index] == concern.match.head and parse.case(index) == ("with",)
        return (not with_whom and _directs(concern, index)) or _is_alike(concern, index)
    gerund = parse.tags[index] == "VBG" and parse.has(index, "mark", "case") and not parse.has(index, "nsubj")
    if gerund and "of others" in concern.category.traits:
        return False
    if parse.deps[index] != "advcl":
        return not any(is_cue(parse, mark, "mark", "circumstance") for mark in parse.find(index, "mark"))
    marks = {parse.words[mark] for mark in parse.find(index, "mark", "case")}
    object_ = (
        parse.tags[index] == "VBG" and not marks and not parse.has(parse.heads[index], "obj")
    )  # "ruled out leaving"
    return not marks.isdisjoint(cue_words("mark", "aim")) or (object_ and parse.words[index - 1] != ",")


def _directs(concern: Concern, index: int) -> bool:
    """Whether a preposition brings whom something is directed at; "in" and "at" do where it is done to a place."""
    words = concern.parse.case(index)
    if not words:
        return True
    if len(words) > 1 and words[0] in cue_words("preposition", "another sense"):
        return False
    traits, below = concern.category.traits, concern.parse.heads[index] != concern.match.head
    reached = "reaching" in traits or (below and "stated" not in traits)
    return words[-1] in cue_words("before", "directing") or (reached and is_placed(concern.parse, index, "reaching"))


def _is_alike(concern: Concern, index: int) -> bool:
    """ "burned tyres during protests against Togo": a noun of the same kind of deed tells whom it concerns."""
    other = concern.inner.get(index)
    return other is not None and concern.ontology.category_of(other.trigger) is concern.category


def _is_others_deed(concern: Concern, clause: int) -> bool:
    """Whether whoever does what the clause says is the one concerned: asked to do it, blamed for it, warned by it."""
    asked = "of others" in concern.category.traits
    return asked or concern.parse.is_marked(clause, "if", "unless", "until")


def _named(concern: Concern, heads: Iterable[int], depth: int = DEPTH) -> list[str]:
    """Those whom noun phrases mean, else those whose they are or who stand behind "of", "on", "against" in them."""
    found: list[str] = []
    for head in heads:
        for token in [head] if _is_moved(concern, head) else concern.parse.conjuncts(head):
            known = concern.actors.at.get(token, ())
            if known and not _is_moved(concern, token):
                phrases = (head, concern.parse.heads[head])
                placed = any(is_placed(concern.parse, phrase, "reaching") for phrase in phrases)
                found += [i for i in known if _can_be_meant(concern, i, placed=placed, depth=depth)]
            elif depth and not _is_own(concern, token):
                found += _named_below(concern, token, depth - 1)
    return list(dict.fromkeys(found))


def _named_below(concern: Concern, noun: int, depth: int) -> list[str]:
    parse = concern.parse
    brought = [child for child in parse.find(noun, "nmod", "appos") if _directs(concern, child)]
    clauses = [child for child in parse.find(noun, "acl") if _leads_on(concern, child)]
    told = [child for child in parse.find(noun, "obj", "obl") if _directs(concern, child)]
    told = [child for child in told if not is_placed(concern.parse, child, "reaching")]
    for children in (parse.find(noun, *OWNERS), brought, clauses, told):
        if found := _named(concern, children, depth):
            return found
    return []


def _can_be_meant(concern: Concern, identifier: str, *, placed: bool, depth: int) -> bool:
    """Actors, and places of another country than those who act, or at which it is directed; no sea, no continent.

    Inside the object only those who have a name or a country are sure to be somebody. `placed`: "in" or "at" stands
    there or right above, so that only the place itself can be meant, and no place inside another one.
    """
    entity = concern.actors.entities[identifier]
    if identifier in concern.who:
        return False
    if entity.type in ACTING - {"Country"}:
        unknown = entity.country is None and not any(mention.name for mention in entity.mentions)
        return not placed and not (depth < DEPTH and unknown)
    home = {concern.actors.entities[i].country for i in concern.who}
    reached = "reaching" in concern.category.traits and (not placed or _befalls_things(concern))
    directed = reached or (not placed and entity.type == "Country")
    near = not placed or depth >= DEPTH - 1
    return entity.country is not None and near and (directed or entity.country not in home)


def _befalls_things(concern: Concern) -> bool:
    """ "attacked a hotel in Nairobi": a place stands for what is destroyed in it; people are no part of a place."""
    things = [noun for noun in concern.match.clause.heads("object") if noun not in concern.actors.at]
    return bool(things) and concern.category.quad_class == "material conflict"
