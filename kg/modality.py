"""How sure a text is of an event, and who says so.

A `Parse` and an event's word enter; whether it is asserted, planned or hypothetical, whether it is negated, and the
token of the one who says so leave. Cues are data (ontologies/cues.ttl). What a governing word does to the event below
it follows FactBank (Sauri and Pustejovsky 2009) and UDS-Factuality (White et al. 2016): the way from the event up to
the root of the sentence is walked, and each cue met there lowers how sure the text is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.clauses import subjects
from kg.model import Modality
from kg.ontology import read_turtle
from kg.parse import Parse
from kg.resources import ontology_path

UNDER = frozenset({"xcomp", "ccomp", "csubj", "obj", "iobj", "nsubj", "nsubj:pass", "obl", "nmod", "acl", "conj", "nmod:poss"})
OPEN = frozenset({"xcomp", "ccomp", "csubj", "acl", "obj", "nmod", "obl", "nsubj:pass"})
BREAKS = frozenset({"advcl", "acl:relcl", "parataxis", "appos"})
SOURCES = frozenset({"ccomp", "parataxis", "obj", "xcomp", "advcl"})
BY_SOURCE = (("according", "to"), ("per",))
RANK: dict[Modality, int] = {"asserted": 0, "planned": 1, "hypothetical": 2}


@dataclass(frozen=True, slots=True)
class Status:
    """Modality and polarity of an event; `source` is the token of the one who says so."""

    modality: Modality
    negated: bool
    source: int | None


@cache
def cues() -> dict[tuple[str, str], frozenset[str]]:
    """Lemmas by (position, effect), from ontologies/cues.ttl."""
    table: dict[tuple[str, str], set[str]] = {}
    for facts in read_turtle(ontology_path("cues.ttl")).values():
        table.setdefault((facts["position"][0], facts["effect"][0]), set()).update(facts["lemma"])
    return {key: frozenset(lemmas) for key, lemmas in table.items()}


def is_cue(parse: Parse, index: int, position: str, effect: str) -> bool:
    """Whether a token is a cue of that effect in that position."""
    lemmas = cues().get((position, effect), frozenset())
    return parse.lemmas[index] in lemmas or parse.words[index] in lemmas


def assess(parse: Parse, index: int, *, source: int | None = None) -> Status:
    """Read the status of the event at a token; `source` is the speaker of the quote that it stands in, if any."""
    speaker = find_source(parse, index)
    reported = speaker is not None or source is not None
    modality, negated = _local(parse, index, reported)
    if modality == "asserted" and _is_conditional(parse, index):
        modality = "hypothetical"
    node = index
    for head, label in parse.ancestors(index):
        infinitive = label == "advcl" and any(parse.words[mark] == "to" for mark in parse.find(node, "mark"))
        if (label in BREAKS and not infinitive) or parse.sentence[head] != parse.sentence[index]:
            break
        if label in UNDER:
            modality = max(modality, _governed(parse, node, head, label), key=RANK.__getitem__)
            negated ^= label in OPEN and is_cue(parse, head, "governor", "negated")
        if label == "ccomp" and is_cue(parse, head, "governor", "reported"):
            break
        upper, upper_negated = _local(parse, head, reported) if _transparent(parse, node, head, label) else ("asserted", False)
        modality, negated = max(modality, upper, key=RANK.__getitem__), negated ^ upper_negated
        node = head
    return Status(modality, negated, speaker if speaker is not None else source)


def _transparent(parse: Parse, index: int, head: int, label: str) -> bool:
    """Whether what is said of the word above (its auxiliaries, its "not") is said of this one too."""
    if label == "nsubj":
        return is_cue(parse, head, "governor", "happening")
    if label == "conj":
        return not any(True for _ in parse.find(index, "aux", "nsubj", "nsubj:pass"))
    return label in {"obj", "nsubj:pass", "xcomp", "obl", "nmod", "csubj"}


def _governed(parse: Parse, index: int, head: int, label: str) -> Modality:
    if label in OPEN and label != "conj":
        if label != "ccomp" and is_cue(parse, head, "governor", "hypothetical"):
            return "hypothetical"
        if label in {"xcomp", "acl", "csubj", "ccomp"} and is_cue(parse, head, "governor", "planned") and _future(parse, index):
            return "planned"
    return "asserted"


def _future(parse: Parse, index: int) -> bool:
    """An infinitive, or a clause that is not in a past tense."""
    return parse.tags[index] not in {"VBD", "VBN"} or any(parse.lemmas[a] in {"will", "be"} for a in parse.find(index, "aux"))


def _local(parse: Parse, index: int, reported: bool) -> tuple[Modality, bool]:
    """What the auxiliaries, modifiers and conjunctions of a word say of it."""
    modality: Modality = "asserted"
    negated = False
    for child in parse.children[index]:
        label = parse.deps[child]
        if label in {"aux", "aux:pass"}:
            modality = max(modality, _auxiliary(parse, index, child, reported), key=RANK.__getitem__)
        elif label in {"advmod", "det", "cc:preconj", "cc", "amod", "case"}:
            negated ^= is_cue(parse, child, "modifier", "negated")
            modality = max(modality, _modifier(parse, child), key=RANK.__getitem__)
        elif label == "mark" and is_cue(parse, child, "mark", "hypothetical"):
            modality = "hypothetical"
        elif label in {"nsubj", "nsubj:pass", "obj"}:
            negated ^= any(is_cue(parse, word, "modifier", "negated") for word in _quantifiers(parse, child))
    return modality, negated


def _quantifiers(parse: Parse, index: int) -> Iterator[int]:
    """The words that can make a noun phrase negative: "no meeting", "neither A nor B", "nobody"."""
    yield index
    yield from parse.find(index, "det", "cc:preconj")


def _auxiliary(parse: Parse, index: int, auxiliary: int, reported: bool) -> Modality:
    if is_cue(parse, auxiliary, "auxiliary", "planned"):
        return "planned"
    if is_cue(parse, auxiliary, "auxiliary", "hypothetical"):
        return "hypothetical"
    if is_cue(parse, auxiliary, "auxiliary", "would"):
        return "planned" if reported and not _is_conditional(parse, index) else "hypothetical"
    return "asserted"


def _is_conditional(parse: Parse, index: int) -> bool:
    """Whether a condition ("if", "unless") hangs on the clause."""
    return any(parse.words[mark] in {"if", "unless"} for clause in parse.find(index, "advcl") for mark in parse.find(clause, "mark"))


def _modifier(parse: Parse, index: int) -> Modality:
    if is_cue(parse, index, "modifier", "hypothetical"):
        return "hypothetical"
    return "planned" if is_cue(parse, index, "modifier", "planned") else "asserted"


def find_source(parse: Parse, index: int) -> int | None:
    """The token of the nearest one who says what stands at a token, within the sentence."""
    node = index
    for head, label in [*parse.ancestors(index), (index, "")]:
        for child in parse.children[node]:
            if parse.deps[child] in {"obl", "advcl"} and parse.case(child) in BY_SOURCE:
                return child
            if parse.deps[child] == "parataxis" and is_cue(parse, child, "governor", "reported") and (s := subjects(parse, child)):
                return s[0]
        if label in SOURCES and is_cue(parse, head, "governor", "reported") and _says(parse, node, head, label):
            found = subjects(parse, head) or list(parse.find(head, "obl:agent"))
            if found:
                return found[0]
        node = head
    return None


def _says(parse: Parse, index: int, head: int, label: str) -> bool:
    """Whether the reporting word above reports this clause; a word of saying with an object is an act of its own."""
    if label == "advcl":
        return any(parse.words[mark] == "as" for mark in parse.find(head, "mark"))
    return label != "obj" and (label != "xcomp" or parse.lemmas[head] in {"report", "say", "quote"}) and index != head


