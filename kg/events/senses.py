"""Whether a trigger stands with something that gives its word another sense: captured a medal, killed in a crash.

What a trigger must not stand with is data ("unless" in the notation, dip:unless of relations and types).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.knowledge.trigger_notation import ANYWHERE, Part, Trigger
from kg.syntax.clauses import Clause
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

RESULTS = frozenset({"VBN", "VBD", "JJ", "VBG"})  # "others trapped", "nine are missing": parsers confuse them
CLAUSES = ("advcl", "ccomp", "xcomp", "acl")
TOPICAL = frozenset({"obj", "nmod", "conj", "appos", "compound"})
NAMING = ("compound", "amod", "nmod:desc", "flat", "flat:name", "appos")


def counted(parse: Parse, index: int) -> int:
    """What a word of quantity counts: in "thousands of fighters" the fighters; else the token itself."""
    if is_cue(parse, index, "noun", "quantity"):
        for child in parse.find(index, "nmod"):
            if parse.case(child)[-1:] == ("of",):
                return child
    return index


def noun_forms(lemma: str) -> tuple[str, ...]:
    """A noun's dictionary form and what it would be without its plural ending: lemmatizers leave "troops" as it is.

    >>> noun_forms("supplies")
    ('supplies', 'supplie', 'supply')
    """
    if not lemma.endswith("s"):
        return (lemma,)
    return (lemma, lemma[:-1], lemma[:-3] + "y") if lemma.endswith("ies") else (lemma, lemma[:-1])


def is_one_of(parse: Parse, index: int, nouns: frozenset[str]) -> bool:
    """Whether a token is one of some nouns, told by their dictionary forms."""
    return any(form in nouns for form in (*noun_forms(parse.lemmas[index]), hyphenated(parse, index)))


def hyphenated(parse: Parse, index: int) -> str:
    """A word with what a hyphen joins to it, "cease-fire", or an empty string."""
    joined = index > 1 and parse.words[index - 1] == "-" and parse.ends[index - 2] == parse.begins[index - 1]
    return f"{parse.lemmas[index - 2]}-{parse.lemmas[index]}" if joined else ""


def acts(parse: Parse, trigger: Trigger, heads: Collection[int]) -> bool:
    """Whether they are those, and as many, who must act by the trigger."""
    tokens = [counted(parse, token) for head in heads for token in parse.conjuncts(head)]
    if trigger.acting and not any(is_one_of(parse, token, trigger.acting) for token in tokens):
        return False
    return not trigger.several or len(tokens) > 1 or any(_is_several(parse, token) for token in tokens)


def _is_several(parse: Parse, index: int) -> bool:
    """ "the two navies", "both countries"."""
    return any(is_cue(parse, child, "modifier", "several") for child in parse.children[index])


def is_topic(parse: Parse, index: int) -> bool:
    """Whether a noun only names a topic: "the course covers arrests", "a museum of the war"."""
    for head, label in parse.ancestors(index):
        if label not in TOPICAL:
            return False
        if label != "conj" and is_cue(parse, head, "governor", "topic"):
            return True
        if parse.pos[head] == "VERB" and label != "conj":
            return False
    return False


def is_this_sense(
    parse: Parse, clause: Clause, trigger: Trigger, actors: Collection[int], others: Collection[int]
) -> bool:
    """Whether a clause stands with all that the trigger asks for and with nothing that it must not stand with.

    `actors` are the heads of who acts, `others` of the recipients and the nouns that the trigger names.
    """
    others = {*others, *clause.heads("object")}
    asked = all(_holds(parse, clause, part, actors, others) for part in trigger.only)
    return asked and not any(_holds(parse, clause, part, actors, others) for part in trigger.unless)


def _holds(parse: Parse, clause: Clause, part: Part, actors: Collection[int], others: Collection[int]) -> bool:
    if part.slot == "A":
        return _are(parse, actors, part.nouns)
    if part.slot == "R":
        return _are(parse, others, part.nouns)
    if ANYWHERE in part.words:
        nouns = (token for token in _sentence(parse, clause) if parse.pos[token] == "NOUN")
        return any(is_one_of(parse, token, part.nouns) for token in nouns)
    if part.words and part.nouns:
        return _brings(parse, clause, part)
    if part.words:
        return not part.words.isdisjoint(_connectors(parse, clause))
    below = (child for head in (clause.head, *others) for child in parse.children[head])
    return any(is_one_of(parse, child, part.nouns) or parse.words[child] in part.nouns for child in below)


def _are(parse: Parse, heads: Iterable[int], nouns: frozenset[str]) -> bool:
    """Whether one of the noun phrases is of these nouns, by its head or a name's class: "Hurricane Ian"."""
    tokens = {token for head in heads for token in (*parse.conjuncts(head), *parse.find(head, *NAMING))}
    return any(is_one_of(parse, token, nouns) for token in tokens)


def may_act(parse: Parse, trigger: Trigger, head: int) -> bool:
    """Whether somebody is none of those whose deed the trigger never tells: "Typhoon Usagi struck"."""
    named = [head, parse.heads[head]] if parse.deps[head] in NAMING else [head]
    return not any(_are(parse, named, part.nouns) for part in trigger.unless if part.slot == "A")


def _sentence(parse: Parse, clause: Clause) -> range:
    number, begin, end = parse.sentence[clause.head], clause.head, clause.head + 1
    while begin and parse.sentence[begin - 1] == number:
        begin -= 1
    while end < len(parse.sentence) and parse.sentence[end] == number:
        end += 1
    return range(begin, end)


def _brings(parse: Parse, clause: Clause, part: Part) -> bool:
    """Whether a preposition or a conjunction of the part brings one of its words."""
    followers = _followers(parse, clause)
    heads = [clause.head, *followers, *clause.heads("object")]
    phrases = [argument.head for argument in clause.arguments if part.words.intersection(argument.words)]
    below = (child for head in heads[1:] for child in parse.find(head, "nmod", "obl", "obl:agent"))
    phrases += [child for child in below if part.words.intersection(parse.case(child))]
    brought = [token for child in phrases for token in parse.conjuncts(child)]
    for child in (child for head in heads for child in parse.find(head, *CLAUSES)):
        if any(parse.words[mark] in part.words for mark in parse.find(child, "mark", "case", "advmod")):
            brought += [child, *parse.find(child, "nsubj", "nsubj:pass")]
    return any(is_one_of(parse, token, part.nouns) for token in brought)


def _followers(parse: Parse, clause: Clause) -> list[int]:
    """The participles beside a passive one: "were killed and others hurt when a bus fell" tells the cause once."""
    if not clause.passive:
        return []
    before = [parse.heads[clause.head]] if parse.deps[clause.head] == "conj" else []
    beside = (
        *before,
        *(other for verb in before for other in parse.find(verb, "conj")),
        *parse.find(clause.head, "conj"),
    )
    return [verb for verb in beside if parse.tags[verb] in RESULTS and not parse.has(verb, "obj")]


def _connectors(parse: Parse, clause: Clause) -> set[str]:
    """The prepositions, particles and conjunctions that stand at a word or introduce what depends on it."""
    found = {word for argument in clause.arguments for word in argument.words}
    found |= {parse.words[child] for child in parse.find(clause.head, "advmod", "compound:prt", "mark")}
    below = parse.find(clause.head, *CLAUSES)
    return found | {parse.words[mark] for child in below for mark in parse.find(child, "mark", "case", "advmod", "aux")}
