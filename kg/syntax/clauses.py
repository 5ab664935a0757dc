"""Predicates with their arguments, read off a dependency parse.

A `Parse` and the index of a verb, a noun or the adjective after a copula enter, a `Clause` leaves. Subjects that the
sentence leaves out are found: of infinitives (control and raising), coordinated verbs, participles, relative clauses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kg.knowledge.cues import cue_words
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

Kind = Literal["verb", "copular", "noun"]
Role = Literal["subject", "object", "indirect", "agent", "oblique", "possessor", "modifier"]
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "conj", "parataxis"})
MAX_DEPTH = 12
LEADING = frozenset({"advmod", "discourse", "punct", "dep"})
LONGEST_OPENING = 40  # words of the line in which a resolution names its body


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase by its head token, its role, and the prepositions that bring it."""

    role: Role
    head: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate: whoever stands in the passive subject's place is its object here."""

    head: int
    kind: Kind
    passive: bool
    arguments: tuple[Argument, ...]
    particles: frozenset[str]

    def heads(self, *roles: Role) -> list[int]:
        """The head tokens of the arguments in these roles, in text order."""
        return [argument.head for argument in self.arguments if argument.role in roles]


def predicate_kind(parse: Parse, index: int) -> Kind | None:
    """Whether a token is a verb, the predicate of a copula or a noun; None for the rest."""
    pos = parse.pos[index]
    if pos == "VERB":
        return None if parse.deps[index] in {"amod", "case", "mark", "fixed"} else "verb"
    if parse.has(index, "cop"):
        return "copular"
    return "noun" if pos in {"NOUN", "PROPN"} else None


def read_clause(parse: Parse, index: int, kind: Kind) -> Clause:
    """The clause of a predicate, with the arguments that the sentence shares or leaves out."""
    arguments = _nominal_arguments(parse, index) if kind == "noun" else _verbal_arguments(parse, index)
    return Clause(index, kind, kind == "verb" and is_passive(parse, index), tuple(arguments), _particles(parse, index))


def is_passive(parse: Parse, index: int) -> bool:
    """Passive by auxiliary or subject, as a reduced relative clause, or by sharing a passive's auxiliary."""
    if parse.has(index, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"):
        return True
    if parse.tags[index] != "VBN" or parse.has(index, "aux", "nsubj"):
        return False
    if parse.deps[index] in {"acl", "advcl"}:
        return not parse.has(index, "obj")
    return parse.deps[index] == "conj" and is_passive(parse, parse.heads[index])


def _particles(parse: Parse, index: int) -> frozenset[str]:
    return frozenset(parse.words[child] for child in parse.find(index, "compound:prt", "advmod"))


def _verbal_arguments(parse: Parse, index: int) -> list[Argument]:
    arguments = [argument for child in parse.children[index] if (argument := _argument(parse, child, index))]
    if not any(argument.role in {"subject", "agent"} for argument in arguments) and not is_passive(parse, index):
        arguments += [Argument("subject", head) for head in missing_subject(parse, index)]
    elif is_passive(parse, index) and not any(argument.role == "object" for argument in arguments):
        arguments += [Argument("object", head) for head in missing_subject(parse, index)]
    arguments = _reseat(index, arguments) + _gap(parse, index, arguments)
    return _shared(parse, index, arguments)


def _reseat(index: int, arguments: list[Argument]) -> list[Argument]:
    """Of two subjects around a verb without an object the one behind it is the object: parsers slip there."""
    seats = [argument.head > index for argument in arguments if argument.role == "subject"]
    if len(set(seats)) < 2 or any(argument.role == "object" for argument in arguments):
        return arguments
    return [replace(a, role="object") if a.role == "subject" and a.head > index else a for a in arguments]


def _argument(parse: Parse, child: int, predicate: int) -> Argument | None:
    label, words = parse.deps[child], parse.case(child)
    head = _antecedent(parse, child)
    if label == "nsubj":
        return Argument("subject", head)
    if label in {"nsubj:pass", "obj"}:
        return Argument("object", head)
    if label == "iobj":
        return Argument("indirect", head)
    if label == "obl:agent":
        return Argument("agent", head, words)
    if label in {"obl", "nmod"}:
        return Argument("oblique", head, words)
    return None


def _antecedent(parse: Parse, index: int) -> int:
    """What a relative pronoun stands for, else the token itself."""
    if parse.words[index] not in cue_words("pronoun", "relative") or parse.tags[index] not in {"WDT", "WP", "WP$"}:
        return index
    for head, label in parse.ancestors(index):
        if label == "acl:relcl":
            return head
    return index


def missing_subject(parse: Parse, index: int, depth: int = 0) -> list[int]:
    """The subject (of a passive: what stands in its place) that a predicate takes from its neighbourhood."""
    head, label = parse.heads[index], parse.deps[index]
    if head == index:
        return _resolving_body(parse, index)
    if depth > MAX_DEPTH or label not in COMPLEMENTS:
        return []
    if label in {"acl", "acl:relcl"} and parse.pos[head] in NOMINAL:
        return _noun_subject(parse, index, head, depth)
    if label == "xcomp":
        objects = list(parse.find(head, "obj", "iobj"))
        if objects:
            return [_antecedent(parse, objects[0])]
    if label == "advcl" and any(is_cue(parse, mark, "mark", "object's") for mark in parse.find(index, "mark", "case")):
        objects = list(parse.find(head, "obj", "nsubj:pass"))
        if objects and parse.tags[index] == "VBG" and not parse.has(index, "det"):
            return [_antecedent(parse, objects[0])]
    later = any(is_cue(parse, mark, "mark", "moment") for mark in parse.find(index, "mark", "case"))
    if label == "advcl" and is_passive(parse, head) and not is_passive(parse, index) and not later:
        return list(parse.find(head, "obl:agent"))
    told = [child for child in parse.find(head, "ccomp") if child < index < head]
    if (
        told and label in {"advcl", "ccomp"} and parse.tags[index] == "VBG"
    ):  # "A shelled B, killing C, X said": who killed is no speaker
        return subjects(parse, told[-1], depth + 1)
    gerund = label == "ccomp" and index > head and not parse.is_marked(index, "that") and _is_gerund(parse, index)
    if gerund or label in {"xcomp", "conj"} or (label == "advcl" and not parse.is_marked(index, "that")):
        return subjects(parse, head, depth + 1)
    return []


def _resolving_body(parse: Parse, index: int) -> list[int]:
    """Whom a resolution opens with, for the verbs that open its paragraphs: "The Council, ... Condemning the attack,
    ... 1. Demands that ..."."""
    first = parse.sentence.index(parse.sentence[index], max(0, index - MAX_DEPTH)) if index else 0
    opens = parse.tags[index] in {"VBG", "VBZ"} and first > 0 and "\n" in parse.words[first - 1]
    before = (token for token in range(first, index) if parse.deps[token] not in LEADING)
    if not opens or any(before):
        return []
    end = next((token for token in range(min(index, LONGEST_OPENING)) if "\n" in parse.words[token]), 0)
    noun = next((token for token in range(end) if parse.heads[token] == token), None)
    named = noun is not None and parse.pos[noun] in {"NOUN", "PROPN"} and parse.words[end - 1] == ","
    return [noun] if named and noun is not None else []


def _is_gerund(parse: Parse, index: int) -> bool:
    """ "Admitted meeting", "admitted having met"."""
    return "VBG" in {parse.tags[index], *(parse.tags[auxiliary] for auxiliary in parse.find(index, "aux"))}


def _noun_subject(parse: Parse, index: int, head: int, depth: int) -> list[int]:
    """The noun that a participle or relative clause describes; for "a decision to send" the one who decided.

    Who discusses or opposes a plan has not made it.
    """
    if parse.tags[index] == "VB" and parse.is_marked(index, "to"):
        owners, above = list(parse.find(head, "nmod:poss")), parse.heads[head]
        others = above == head or not cue_words("governor", "others").isdisjoint({parse.lemmas[above]})
        return owners or ([] if others else subjects(parse, above, depth + 1))
    if parse.tags[index] == "VBG" and parse.has(index, "mark", "case"):
        return list(parse.find(head, "nmod:poss"))
    if parse.deps[index] == "acl:relcl" and parse.has(index, "nsubj", "nsubj:pass"):
        return []
    return [head]


def subjects(parse: Parse, index: int, depth: int = 0) -> list[int]:
    """The subject heads of a predicate, its own or the one it shares."""
    own = [_antecedent(parse, child) for child in parse.find(index, "nsubj", "nsubj:pass")]
    return own or missing_subject(parse, index, depth)


def _gap(parse: Parse, index: int, arguments: list[Argument]) -> list[Argument]:
    """The object of a relative clause without a pronoun: "the man (that) he met"."""
    if parse.deps[index] != "acl:relcl" or any(argument.role == "object" for argument in arguments):
        return []
    if any(
        parse.words[child] in cue_words("pronoun", "relative") and parse.tags[child][:1] == "W"
        for child in parse.subtree(index)
    ):
        return []
    has_subject = parse.has(index, "nsubj")
    return [Argument("object", parse.heads[index])] if has_subject else []


def _shared(parse: Parse, index: int, arguments: list[Argument]) -> list[Argument]:
    """What coordination shares: the first verb's object where the last verb has it ("met and praised X")."""
    if any(argument.role in {"object", "oblique"} for argument in arguments):
        return arguments
    for child in parse.find(index, "conj"):
        if parse.pos[child] == "VERB" and parse.tags[child] == parse.tags[index] and 0 < child - index <= 3:
            shared = [a for other in parse.find(child, "obj") if (a := _argument(parse, other, child))]
            return arguments + shared
    return arguments


def _nominal_arguments(parse: Parse, index: int) -> list[Argument]:
    arguments = []
    for child in parse.children[index]:
        label = parse.deps[child]
        if label == "nmod:poss":
            arguments.append(Argument("possessor", _antecedent(parse, child)))
        elif label in {"amod", "compound", "nmod:desc"}:
            arguments.append(Argument("modifier", child))
        elif label == "nmod":
            arguments.append(Argument("oblique", child, parse.case(child)))
    return arguments
