"""Mentions: the tokens that denote somebody, with what the words around them say.

A Doc, its `Parse` and its names enter. What leaves: a mention for every name (with the title before it), for every
noun that denotes an actor ("the Iraqi prime minister", "senior officials of the EU"), and for pronouns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc

from kg.entities.names import Name, is_bound, is_capitalised, is_title, noun_of, singular
from kg.entities.owners import DESCRIBING, NO_ACTORS, Names, owners_after, owners_before, owners_beside
from kg.knowledge.cues import cue_words
from kg.knowledge.nouns import Gender, load_nouns
from kg.syntax.parse import Parse, first_conjunct, root_of

Kind = Literal["name", "noun", "pronoun"]
RECIPROCAL = frozenset({("each", "other"), ("one", "another")})
PERSONS = ("speaker", "addressed", "masculine", "feminine", "neuter", "plural")
SEPARATE = frozenset({"obl", "obj", "iobj", "nsubj", "nsubj:pass"})
MAX_DEPTH = 3
OWNED = frozenset({"Person", "Organization", "Group"})
NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X"})
LONGEST_TITLE = 9
FARTHEST_ROLE = 11  # "President of the Bolivarian Republic of Venezuela X"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `begin` to `end` denote somebody; the rest of them hangs on `head`.

    `noun` is the lemma of a role, group or body, `phrase` its words without owners ("prime minister"), `words` with
    them, both without articles and passing modifiers. `owners` are the tokens of those it belongs to ("Iraqi", "his").
    """

    head: int
    begin: int
    end: int
    kind: Kind
    name: Name | None = None
    noun: str = ""
    phrase: str = ""
    words: str = ""
    owners: tuple[int, ...] = ()
    plural: bool = False
    definite: bool = False
    count: str = ""
    gender: Gender | None = None


def find_mentions(doc: Doc, parse: Parse, names: Sequence[Name]) -> list[Mention]:
    """All mentions, in the order of their heads."""
    at = {index: name for name in names for index in range(name.begin, name.end)}
    found = [_named(doc, parse, name, at) for name in names]
    covered = {index for mention in found for index in range(mention.begin, mention.end)}
    for index, pair in enumerate(pairwise(parse.words)):
        if pair in RECIPROCAL:
            found.append(Mention(root_of(parse, index, index + 2), index, index + 2, "pronoun"))
            covered.add(index)
    for index in range(len(doc)):
        if index in covered:
            continue
        if is_pronoun(parse, index):
            found.append(Mention(index, index, index + 1, "pronoun"))
        elif _denotes_actor(doc, parse, index):
            found.append(_described(doc, parse, index, at))
    return sorted(found, key=lambda mention: (mention.head, mention.begin))


def roots_of(parse: Parse, mention: Mention) -> list[int]:
    """All tokens of a named mention that hang on something outside it: more than one where the parse tears it apart.

    Of other mentions the head alone.
    """
    if mention.name is None:
        return [mention.head]
    inside = range(mention.name.begin, mention.end)
    outside = [i for i in inside if parse.pos[i] in NAMING and not mention.begin <= parse.heads[i] < mention.end]
    # "President of Chad Idriss Deby": the name may hang on the country, and that on what is outside
    title = {parse.heads[i] for i in inside if parse.deps[i] == "flat"} & {*range(mention.begin, mention.name.begin)}
    outside += [i for i in sorted(title) if not mention.begin <= parse.heads[i] < mention.end]
    return list(dict.fromkeys([mention.head, root_of(parse, mention.name.begin, mention.end), *outside]))


def roots_of_title(parse: Parse, mention: Mention) -> list[int]:
    """The tokens of a title that hang on something outside it and its name, where the parse tears "President of the
    Republic of Peru X" apart: who stands there is X."""
    title = range(mention.begin, mention.name.begin) if mention.name else ()
    of_nobody = [i for i in title if parse.words[i] == mention.noun or parse.pos[i] == "PROPN"]
    torn = [i for i in of_nobody if not mention.begin <= parse.heads[i] < mention.end]
    return torn[:1]


@cache
def pronouns() -> frozenset[str]:
    """The pronouns that can mean an actor."""
    return frozenset().union(*(cue_words("pronoun", person) for person in PERSONS))


def is_pronoun(parse: Parse, index: int, person: str = "") -> bool:
    """Whether a token is a pronoun, or one of that person ("speaker", "plural"): "us", not "US"."""
    if parse.words[index] == "both" or is_the_two(parse, index):
        return not person and parse.deps[index] in {"nsubj", "nsubj:pass", "obj", "obl"}
    words = cue_words("pronoun", person) if person else pronouns()
    return parse.words[index] in words and parse.pos[index] in {"PRON", "DET", "X"}


def is_the_two(parse: Parse, index: int) -> bool:
    """Whether a token is the "two" of "the two" without a noun."""
    articles = [parse.words[child] for child in parse.find(index, "det")]
    return parse.words[index] == "two" and parse.pos[index] == "NUM" and articles == ["the"]


def _denotes_actor(doc: Doc, parse: Parse, index: int) -> bool:
    if parse.pos[index] not in {"NOUN", "PROPN"}:
        return False
    noun = noun_of(doc[index])
    label = parse.deps[first_conjunct(parse, index)]
    if noun is None or noun.kind in NO_ACTORS or label in {"compound", "flat", "fixed", "amod"}:
        return False
    return not _is_service_rendered(parse, index)


def _is_service_rendered(parse: Parse, index: int) -> bool:
    """Whether a plural is no group: what bodies do, "support services", but not "security services"; hotel guests."""
    if parse.tags[index] not in {"NNS", "NNPS"}:
        return False
    if parse.lemmas[index] in cue_words("noun", "singular only"):
        return True
    plural = parse.lemmas[index] in cue_words("noun", "plural of things")
    words = (parse.words[child] for child in parse.find(index, "amod", "compound"))
    return plural and cue_words("noun", "serving").isdisjoint(words)


# Names and the titles before them


def _named(doc: Doc, parse: Parse, name: Name, at: Names) -> Mention:
    """The mention of a name: "the Russian President Vladimir Putin" from its article to its end."""
    beside = owners_beside(parse, name, at) if name.type in OWNED or name.form == "people" else ()
    if name.type not in {"Person", "Organization"} or name.form != "name":
        return Mention(root_of(parse, name.begin, name.end), name.begin, name.end, "name", name, owners=beside)
    begin, role = _title(doc, parse, name, at)
    if begin == name.begin:
        return Mention(root_of(parse, begin, name.end), begin, name.end, "name", name, owners=beside)
    within = {at[index] for index in range(begin, name.begin) if index in at}
    owners = tuple(sorted({*beside, *(other.begin for other in within if _has_title(doc, parse, other))}))
    genders = [noun.gender for index in range(begin, name.begin) if (noun := noun_of(doc[index])) and noun.gender]
    head = root_of(parse, begin, name.end)
    return Mention(
        head if at.get(head, name) is name else root_of(parse, name.begin, name.end), begin, name.end, "name", name,
        noun=parse.words[role] if role is not None else "",
        phrase="" if role is None else _phrase(doc, [i for i in range(begin, name.begin) if i not in at]),
        owners=owners,
        gender=genders[-1] if genders else None,
    )  # fmt: skip


def _title(doc: Doc, parse: Parse, name: Name, at: Names) -> tuple[int, int | None]:
    """Where the title before a name begins, and the token of its role ("Secretary" in "Secretary of State")."""
    begin = name.begin
    if name.type == "Organization":
        role = begin - 1 if begin and _describes_body(doc, parse, begin - 1, name) else None
    else:
        while begin and begin - 1 not in at and (noun := noun_of(doc[begin - 1])) and noun.kind == "honorific":
            begin -= 1
        role = _role_before(doc, parse, begin, at)
    if role is None:
        return begin, None
    begin = role
    while begin and begin > role - LONGEST_TITLE and _continues_title(doc, parse, begin, at):
        begin -= 1
    while begin < role and (doc[begin].lower_ in {"'s", "’s", "-", "and"} or doc[begin].is_punct):
        begin += 1
    return begin, role


def _has_title(doc: Doc, parse: Parse, name: Name) -> bool:
    """Whether a title is that of a name within it: not "Ambassador to Peru", "Special Envoy for Iran", "Iraq War
    veteran"."""
    before = name.begin - 1 - (parse.words[max(name.begin - 1, 0)] == "the")
    behind = noun_of(doc[name.end]) if name.end < len(doc) else None
    sent = before >= 0 and parse.words[before] in cue_words("before", "sent to")
    return not sent and not (behind is not None and behind.kind == "event")


def _describes_body(doc: Doc, parse: Parse, index: int, name: Name) -> bool:
    """Whether a noun before an organisation's name describes it: "the militant group Hamas"."""
    noun = noun_of(doc[index])
    if noun is None or noun.kind not in {"group", "institution"} or parse.words[index] in {"the", "'s"}:
        return False
    root = root_of(parse, name.begin, name.end)
    return name.begin <= parse.heads[index] < name.end or parse.heads[root] in {index, parse.heads[index]}


def _role_before(doc: Doc, parse: Parse, begin: int, at: Names) -> int | None:
    """The role that ends before a name, or that brings an "of" phrase which ends there."""
    for index in range(begin - 1, max(begin - FARTHEST_ROLE, -1), -1):
        if parse.sentence[index] != parse.sentence[begin]:
            return None
        if is_title(doc[index]) and index not in at:
            return index if index == begin - 1 or parse.words[index + 1] in {"of", "for", "to"} else None
        if not (is_capitalised(doc[index]) or parse.words[index] in {"of", "for", "to", "and", "the"}):
            return None
        if index == begin - 1 and (not is_capitalised(doc[index]) or (index in at and at[index].type == "Person")):
            return None
    return None


def _continues_title(doc: Doc, parse: Parse, begin: int, at: Names) -> bool:
    """Whether the token before `begin` still belongs to the title."""
    token, index = doc[begin - 1], begin - 1
    if parse.sentence[index] != parse.sentence[begin] or token.ent_type_ == "DATE" or doc[begin].pos_ == "DET":
        return False
    if index in at:
        return _modifies(doc, parse, at[index])
    if parse.words[index] in {"-", "'s", "’s"}:
        return True
    if parse.words[index] == "and":
        return is_capitalised(doc[begin]) and is_capitalised(doc[index - 1]) and not _is_name_before(at, index)
    if parse.tags[index] in {"NNS", "NNPS"} and parse.words[begin] not in {"'s", "’s"}:
        return False
    return token.pos_ in {"ADJ", "NOUN", "PROPN", "DET"} and not token.is_punct


def _modifies(doc: Doc, parse: Parse, name: Name) -> bool:
    """Whether a name belongs to the title behind it: "UK Minister Ellwood", not "In Turkey Minister Ellwood met"."""
    if name.type == "Person":
        return doc[name.end].text in {"'s", "’s"}
    adjective = name.form in {"adjective", "metonym"} or (name.entry is not None and name.text in name.entry.adjectives)
    led_in = name.begin > 0 and doc[name.begin - 1].pos_ == "ADP" and doc[name.end].pos_ != "PART"
    separate = parse.deps[root_of(parse, name.begin, name.end)] in SEPARATE
    return adjective or name.type == "Organization" or not (led_in or separate)


def _is_name_before(at: Names, index: int) -> bool:
    return index - 1 in at and at[index - 1].type == "Person"


def _phrase(doc: Doc, indices: Sequence[int]) -> str:
    """The words without articles, numbers, passing modifiers, honorifics and possessive endings."""
    nouns, kept = load_nouns(), ""
    for index in indices:
        token = doc[index]
        noun = nouns.get(token.lower_)
        passing = noun is not None and noun.kind in {"passing", "honorific"}
        if token.text == "-" or not (token.pos_ in {"DET", "NUM", "PUNCT", "PRON", "PART"} or passing):
            first = token.is_sent_start and token.pos_ in {"NOUN", "ADJ"} and token.is_title
            kept += (token.lower_ if first else token.text) + token.whitespace_
    return " ".join(kept.split()).strip("- ")


def _without_article(doc: Doc, parse: Parse, begin: int, end: int) -> str:
    """The text from the first word that says more than how many or how high."""
    nouns = load_nouns()
    while begin < end - 1:
        noun = nouns.get(parse.words[begin])
        counted = parse.pos[begin] in {"DET", "NUM", "CCONJ", "PUNCT"} or parse.words[begin] in cue_words(
            "before", "age"
        )
        if not counted and (noun is None or noun.kind != "passing"):
            break
        begin += 1
    return " ".join(doc[begin:end].text.split())


# Nouns that denote actors


def _described(doc: Doc, parse: Parse, index: int, at: Names) -> Mention:
    """The mention of a noun with its modifiers: "senior Hungarian and Romanian officials", "president of Armenia"."""
    start = _after_person(parse, index, at)
    left = [child for child in parse.children[index] if start <= child < index and parse.deps[child] in DESCRIBING]
    words = {child: parse.words[child] for child in left}
    begin = max(start, min([index, *(min(parse.subtree(child)) for child in left)]))
    while begin < index and parse.pos[begin] in {"CCONJ", "PUNCT", "SPACE"}:
        begin += 1
    complement = _complement(parse, index, at)
    behind = owners_after(doc, parse, index, at, complement, MAX_DEPTH)
    owners = [*owners_before(doc, parse, index, left, at), *behind]
    begin = min([begin, *(owner for owner in owners if owner < index and owner in at)])
    noun = noun_of(doc[index])
    collective = noun is not None and noun.kind == "institution" and parse.words[index] == parse.lemmas[index]
    lemma = singular(doc[index])
    plural = (parse.tags[index] in {"NNS", "NNPS"} or lemma != parse.lemmas[index]) and not collective
    bare_title = not any(parse.deps[child] in {"det", "nmod:poss"} for child in left) and is_capitalised(doc[index])
    return Mention(
        index, begin, _right_edge(parse, index, complement), "noun",
        noun=lemma,
        phrase=_phrase(doc, [*_describing(doc, parse, index, left, at), index, *complement]),
        words=_without_article(doc, parse, begin, index + 1),
        owners=tuple(dict.fromkeys(owners)),
        plural=plural,
        definite=bool(cue_words("before", "definite").intersection(words.values()))
        or (bare_title and not plural and not doc[index].is_sent_start),
        count=next((words[child] for child in left if parse.deps[child] == "nummod" or words[child] == "both"), ""),
        gender=noun.gender if noun else None,
    )  # fmt: skip


def _after_person(parse: Parse, index: int, at: Names) -> int:
    """Where a noun phrase begins at the earliest: behind "and", where a person is named before it. Repairs parses that
    hang "Zelenskyy" on "leaders" in "with Zelenskyy and NATO leaders"."""
    for token in range(index - 1, max(0, index - LONGEST_TITLE), -1):
        if parse.words[token] == "and" and token - 1 in at and at[token - 1].type == "Person":
            return token + 1
    return 0


def _describing(doc: Doc, parse: Parse, index: int, left: Sequence[int], at: Names) -> list[int]:
    """The tokens of the modifiers that say which role or group it is, without names and possessors."""
    kept = [child for child in left if parse.deps[child] in {"amod", "compound", "nmod:desc"}]
    tokens = {token for child in kept for token in parse.subtree(child) if token < index and not _is_age(parse, child)}
    named = {token for token in tokens if token in at and not is_bound(parse, at[token])}
    joins = {token for token in tokens if parse.words[token] == "and" and named}
    return sorted(tokens - named - joins)


def _is_age(parse: Parse, index: int) -> bool:
    """Whether a modifier tells an age: "34-year-old"."""
    age, tokens = cue_words("before", "age"), parse.subtree(index)
    if parse.words[index] not in age:
        return False
    return all(parse.pos[token] in {"NUM", "PUNCT"} or parse.words[token] in age for token in tokens)


def _complement(parse: Parse, index: int, at: Names) -> list[int]:
    """The tokens of "of State", "of Foreign Affairs": what follows with "of" and is no name."""
    for child in parse.find(index, "nmod"):
        inside = [token for token in parse.subtree(child) if token > index]
        direct = inside and inside[0] == index + 1 and parse.case(child)[:1] in {("of",), ("for",)}
        if direct and child not in at and len(inside) <= 6:
            kept = []
            for token in inside:
                if token in at:
                    break
                kept.append(token)
            while kept and parse.pos[kept[-1]] not in {"NOUN", "PROPN"}:
                kept.pop()
            return kept
    return []


def _right_edge(parse: Parse, index: int, complement: Sequence[int]) -> int:
    """Where a mention ends: behind what "of" or "for" brings right after the noun."""
    end = max([index, *complement]) + 1
    for child in parse.find(index, "nmod"):
        inside = [token for token in parse.subtree(child) if token > index and parse.pos[token] != "SPACE"]
        inside = inside[: next((i for i, token in enumerate(inside) if parse.words[token] == ","), len(inside))]
        near = bool(inside) and inside[0] <= end and inside[-1] - index <= LONGEST_TITLE
        if near and parse.case(child)[:1] in {("of",), ("for",)}:
            end = max(end, inside[-1] + 1)
    return end
