"""Whose somebody or something is: the tokens of owners around a name or noun.

A `Parse` with the names of its tokens enters; tokens where names begin, or of nouns that denote an actor, leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kg.entities.names import Name, is_bound, noun_of
from kg.knowledge.cues import cue_words
from kg.syntax.parse import Parse

Names = Mapping[int, Name]
DESCRIBING = ("amod", "compound", "nmod:desc", "nmod:poss", "nummod", "det", "det:predet")
NO_ACTORS = frozenset({"honorific", "passing", "facility", "event", "calendar"})


def owners_beside(parse: Parse, name: Name, at: Names) -> tuple[int, ...]:
    """Whose somebody or some body is, by the words right around the name: "Malawi's Grace Phiri", "Syrian Kurds", "the
    Senate of Rwanda", "Kurds in Syria"; where it is, only of a people."""
    found = []
    before = name.begin - 1 - (parse.words[max(name.begin - 1, 0)] in {"'s", "’s", "'", "’"})
    owner = at.get(before) if name.begin else None
    if owner and not is_bound(parse, owner) and (before < name.begin - 1 or owner.form == "adjective"):
        found.append(owner.begin)
    behind = name.end + 1 + (parse.words[name.end + 1 : name.end + 2] == ["the"])
    people = name.form == "people" or (name.entry is not None and name.entry.kind == "Group")
    bringing = cue_words("before", "owning") if people else frozenset({"of"})
    if behind in at and behind < len(parse.words) and parse.words[name.end] in bringing:
        found.append(at[behind].begin)
    return tuple(found)


def owners_before(doc: Doc, parse: Parse, index: int, left: Sequence[int], at: Names) -> Iterator[int]:
    for child in left:
        if parse.deps[child] == "nmod:poss":
            yield from parse.conjuncts(child)
        elif parse.deps[child] in {"amod", "compound", "nmod:desc"}:
            for token in parse.subtree(child):
                if token < index and token in at and not is_bound(parse, at[token]):
                    yield at[token].begin


def owners_after(doc: Doc, parse: Parse, index: int, at: Names, complement: Sequence[int], depth: int) -> Iterator[int]:
    """Owners behind a noun: "officials of the EU", "rebels in Darfur", "a group based in Trinidad".

    A noun in the complement ("a group of deputies") owns nothing itself.
    """
    for child in parse.find(index, "nmod", "acl"):
        if parse.deps[child] == "acl":
            places = [token for token in parse.find(child, "obl") if token in at and parse.case(token) == ("in",)]
            yield from (at[token].begin for token in places)
        elif cue_words("before", "owning").intersection(parse.case(child)[:1]):
            for token in parse.conjuncts(child):
                if (token in at) == (child in at):
                    yield from _owner_at(doc, parse, token, at, complement, depth)


def _owner_at(doc: Doc, parse: Parse, token: int, at: Names, complement: Sequence[int], depth: int) -> Iterator[int]:
    noun = noun_of(doc[token])
    if token in at:
        yield at[token].begin
    elif noun is not None and noun.kind not in NO_ACTORS and token not in complement:
        yield token
    elif depth:
        left = [child for child in parse.children[token] if child < token and parse.deps[child] in DESCRIBING]
        yield from owners_before(doc, parse, token, left, at)
        yield from owners_after(doc, parse, token, at, complement, depth - 1)
