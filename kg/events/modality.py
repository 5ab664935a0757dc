"""How sure a text is of an event, and who says so.

A `Parse` and an event's word enter; whether it is asserted, planned or hypothetical, whether it is negated, and the
token of the one who says so leave. Cues are data (ontologies/cues.ttl). What a governing word does to the event below
it follows FactBank (Sauri and Pustejovsky 2009) and UDS-Factuality (White et al. 2016): the way from the event up to
the root of the sentence is walked, and each cue met there lowers how sure the text is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.events.attribution import find_source
from kg.model import Modality
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

OPEN = frozenset({"xcomp", "ccomp", "csubj", "acl", "obj", "nmod", "obl", "nsubj:pass"})
BREAKS = frozenset({"advcl", "acl:relcl", "parataxis", "appos"})
RANK: dict[Modality, int] = {"asserted": 0, "planned": 1, "hypothetical": 2}


@dataclass(frozen=True, slots=True)
class Status:
    """Modality and polarity of an event; `source` is the token of the one who says so."""

    modality: Modality
    negated: bool
    source: int | None


def assess(parse: Parse, index: int, *, source: int | None = None) -> Status:
    """Read the status of the event at a token; `source` is the speaker of the quote that it stands in, if any."""
    speaker = find_source(parse, index)
    reported = speaker is not None or source is not None
    modality, negated = _local(parse, index, reported)
    if modality == "asserted" and (_is_conditional(parse, index) or _is_aim(parse, index)):
        modality = "hypothetical"
    node = index
    for head, label in parse.ancestors(index):
        infinitive = label == "advcl" and parse.is_marked(node, "to")
        if label in BREAKS and not infinitive:
            break
        modality = _least_sure(modality, _governed(parse, node, head, label))
        negated ^= label in OPEN and is_cue(parse, head, "governor", "negated")
        if label == "ccomp" and is_cue(parse, head, "governor", "reported"):
            break
        if _transparent(parse, node, head, label):
            upper, upper_negated = _local(parse, head, reported)
            modality, negated = _least_sure(modality, upper), negated ^ upper_negated
        node = head
    return Status(modality, negated, speaker if speaker is not None else source)


def _least_sure(one: Modality, other: Modality) -> Modality:
    return max(one, other, key=RANK.__getitem__)


def _transparent(parse: Parse, index: int, head: int, label: str) -> bool:
    """Whether what is said of the word above (its auxiliaries, its "not") is said of this one too."""
    if label == "nsubj":
        return is_cue(parse, head, "governor", "happening")
    if label == "conj":
        return not parse.has(index, "aux", "nsubj", "nsubj:pass")
    return label in {"obj", "nsubj:pass", "xcomp", "obl", "nmod", "csubj"}


def _governed(parse: Parse, index: int, head: int, label: str) -> Modality:
    """What the word above says of how sure the event below it is."""
    if label not in OPEN:
        return "asserted"
    if label != "ccomp" and is_cue(parse, head, "governor", "hypothetical") and not _is_performed(parse, index, head):
        return "hypothetical"
    clausal = label in {"xcomp", "acl", "csubj", "ccomp"}
    return "planned" if clausal and is_cue(parse, head, "governor", "planned") and _future(parse, index) else "asserted"


def _is_performed(parse: Parse, index: int, head: int) -> bool:
    """ "I want to convey our thanks": who says so in the first person does so by saying it (Austin 1962)."""
    first_person = any(parse.words[subject] in {"i", "we"} for subject in parse.find(head, "nsubj"))
    speech = is_cue(parse, index, "governor", "light") or is_cue(parse, index, "governor", "reported")
    return first_person and speech and parse.lemmas[head] in {"want", "wish", "like"}


def _future(parse: Parse, index: int) -> bool:
    """An infinitive, or a clause that is not in a past tense."""
    will_be = any(parse.lemmas[auxiliary] in {"will", "be"} for auxiliary in parse.find(index, "aux"))
    return will_be or parse.tags[index] not in {"VBD", "VBN"}


def _local(parse: Parse, index: int, reported: bool) -> tuple[Modality, bool]:
    """What the auxiliaries, modifiers and conjunctions of a word say of it."""
    modality: Modality = "asserted"
    negated = False
    for child in parse.children[index]:
        label = parse.deps[child]
        if label in {"aux", "aux:pass"}:
            modality = _least_sure(modality, _auxiliary(parse, index, child, reported))
        elif label in {"advmod", "det", "cc:preconj", "cc", "amod", "case"}:
            negated ^= is_cue(parse, child, "modifier", "negated")
            modality = _least_sure(modality, _modifier(parse, child))
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
    return any(parse.is_marked(clause, "if", "unless") for clause in parse.find(index, "advcl"))


def _is_aim(parse: Parse, index: int) -> bool:
    """ "The only way is a direct talk": what a wish, a way or an aim is has not happened by that."""
    if not parse.has(index, "cop"):
        return False
    words = (word for subject in parse.find(index, "nsubj") for word in parse.subtree(subject))
    return any(is_cue(parse, word, "noun", "aim") for word in words)


def _modifier(parse: Parse, index: int) -> Modality:
    if is_cue(parse, index, "modifier", "hypothetical"):
        return "hypothetical"
    return "planned" if is_cue(parse, index, "modifier", "planned") else "asserted"
