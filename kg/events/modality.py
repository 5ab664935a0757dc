"""How sure a text is of an event, and who says so.

A `Parse` and an event's word enter; whether it is asserted, planned or hypothetical, whether it is negated, and the
token of the one who says so leave. Cues are data (ontologies/cues.ttl). What a governing word does to the event below
it follows FactBank (Sauri and Pustejovsky 2009) and UDS-Factuality (White et al. 2016): the way from the event up to
the root of the sentence is walked, and each cue met there lowers how sure the text is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.events.attribution import find_source
from kg.model import Modality
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

Bond = Literal["shared", "governed", "beside", "apart"]
FINITE = frozenset({"ccomp", "acl", "csubj", "csubj:pass"})
CLAUSAL = FINITE | {"xcomp", "advcl"}
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
BREAKS = frozenset({"acl:relcl", "parataxis", "appos"})
ENDS = frozenset({".", "?", "!", ";"})
SIGHT = 80
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
    if modality == "asserted" and _is_headline(parse, index):
        modality = "planned"
    if modality == "asserted" and (_is_conditional(parse, index) or _is_aim(parse, index)):
        modality = "hypothetical"
    node, asked = index, _is_asked(parse, index)
    for head, label in parse.ancestors(index):
        bond = _bond(parse, node, head, label)
        if bond == "apart":
            asked = asked and label in {"parataxis", "appos"} and parse.pos[node] == "VERB"
            break
        if bond != "beside" and not _is_parallel(parse, node, label):
            governed, flipped = _governed(parse, node, head, label)
            modality, negated = _least_sure(modality, governed), negated ^ flipped
        if bond == "shared":
            upper, upper_negated = _local(parse, head, reported, below=node)
            modality, negated = _least_sure(modality, upper), negated ^ (upper_negated and label != "advcl")
        if label == "ccomp" and is_cue(parse, head, "governor", "reported"):
            break
        node = head
    if asked or _has_condition(parse, index):
        modality, negated = "hypothetical", False
    return Status(modality, negated, speaker if speaker is not None else source)


def _least_sure(one: Modality, other: Modality) -> Modality:
    return max(one, other, key=RANK.__getitem__)


# What binds an event to the word above it


def _bond(parse: Parse, index: int, head: int, label: str) -> Bond:
    """How the word above bears on what stands below it: "shared" is what is said of the word itself (its auxiliaries,
    its "not"), "governed" what the word means for it; what is "apart" is told for its own sake."""
    if label in BREAKS and not _is_content_clause(parse, index, label):
        return "apart"
    if label == "advcl":
        return _bond_of_adverbial(parse, index, head)
    if label == "acl" and _is_ordinal(parse, head) and parse.has(head, "cop"):
        return "shared"
    if label in FINITE or label in BREAKS:
        return "apart" if label == "acl" and _describes(parse, index, head) else "governed"
    if label == "xcomp":
        return "shared"
    if label == "conj":
        return _bond_of_conjunct(parse, index, head)
    if label in {"nsubj", "nsubj:outer"}:
        return _bond_of_subject(parse, head)
    if label in {"obj", "nsubj:pass", "obl", "nmod"}:
        return _bond_of_noun(parse, index, head, label)
    return "beside"


def _is_parallel(parse: Parse, index: int, label: str) -> bool:
    """A conjunct or a bare participle stands beside the word above and is not what that is about."""
    return label == "conj" or (label == "advcl" and not parse.has(index, "mark", "case"))


def _bond_of_adverbial(parse: Parse, index: int, head: int) -> Bond:
    """ "Flew to meet" and "will attack, killing" share, "refrained from attacking" is governed."""
    if parse.is_marked(index, "to") and parse.tags[index] == "VB":
        return "shared"
    if parse.tags[index] != "VBG":
        return "apart"
    marks = parse.find(index, "mark", "case")
    if marks:
        return "governed" if any(is_cue(parse, mark, "preposition", "content") for mark in marks) else "apart"
    return "apart" if index < head or parse.has(index, "aux", "nsubj") else "shared"


def _is_content_clause(parse: Parse, index: int, label: str) -> bool:
    """ "The wish that A had met B": a clause that lacks nothing is what the noun is about."""
    return label == "acl:relcl" and parse.is_marked(index, "that") and parse.has(index, "nsubj", "nsubj:pass")


def _describes(parse: Parse, index: int, head: int) -> bool:
    """ "The soldiers trained by them": what a participle says of a thing holds whatever is said of the thing."""
    bare = parse.tags[index] in {"VBN", "VBG"} and not parse.has(index, "mark", "case")
    return bare and not _is_governor(parse, head)


def _bond_of_conjunct(parse: Parse, index: int, head: int) -> Bond:
    """ "Will meet X and sign Y" shares, "did not recognise X and called on Y" does not."""
    if parse.tags[index] in FINITE_TAGS and parse.tags[head] == "VB":
        return "apart"
    own = parse.has(index, "aux", "aux:pass", "nsubj", "nsubj:pass", "cop", "det")
    verbs = parse.pos[index] == parse.pos[head] == "VERB"
    alike = not verbs or parse.tags[index] == parse.tags[head]
    return "shared" if alike and not own and not _is_contrast(parse, index) else "beside"


def _is_contrast(parse: Parse, index: int) -> bool:
    """Whether "but" joins a word to the one before."""
    return any(parse.words[word] == "but" for word in parse.find(index, "cc"))


def _bond_of_subject(parse: Parse, head: int) -> Bond:
    if is_cue(parse, head, "governor", "happening"):
        return "shared"
    return "shared" if parse.has(head, "cop") or _turns_out(parse, head) else "apart"


def _turns_out(parse: Parse, index: int) -> bool:
    """ "The claim turned out to be false": what the subject is called is said by the complement."""
    return any(is_cue(parse, child, "governor", "untrue") for child in parse.find(index, "xcomp", "obj"))


def _bond_of_noun(parse: Parse, index: int, head: int, label: str) -> Bond:
    """An object or oblique: what carries an event ("will hold talks") shares it, the setting ("after talks") and what
    is known already ("will condemn the attack") is apart."""
    if label in {"obl", "nmod"} and _is_setting(parse, index):
        return "apart"
    if label == "obl" and parse.has(index, "nmod:poss") and parse.case(index)[-1:] in {("for",), ("at",)}:
        return "apart"  # "punish them for their invasion", "at their request"
    if label == "nmod" or _is_governor(parse, head) or _carries(parse, head):
        return "shared"
    return "apart" if _is_definite(parse, index) else "shared"


def _is_setting(parse: Parse, index: int) -> bool:
    return any(is_cue(parse, word, "preposition", "setting") for word in parse.find(index, "case"))


def _is_governor(parse: Parse, index: int) -> bool:
    effects = ("planned", "hypothetical", "negated", "doubted", "foreseen", "untrue")
    return any(is_cue(parse, index, "governor", effect) for effect in effects)


def _carries(parse: Parse, index: int) -> bool:
    effects = ("light", "happening", "undergone")
    return any(is_cue(parse, index, "governor", effect) for effect in effects)


def _is_definite(parse: Parse, index: int) -> bool:
    """Whether a noun is known already: "the attack", "Russia's attack"."""
    known = any(is_cue(parse, word, "modifier", "definite") for word in parse.find(index, "det"))
    return known or parse.has(index, "nmod:poss")


# What the word above means for it


def _governed(parse: Parse, index: int, head: int, label: str) -> tuple[Modality, bool]:
    """What the word above says of how sure the event below it is, and whether it turns its polarity."""
    clausal = label in CLAUSAL
    denied = label in FINITE and _local(parse, head, False)[1]
    if is_cue(parse, head, "governor", "doubted"):
        return ("asserted" if denied else "hypothetical"), False
    if is_cue(parse, head, "governor", "negated") or (not denied and _is_untrue(parse, head)):
        return "asserted", not denied
    if _is_performed(parse, index, head) or is_cue(parse, head, "governor", "true"):
        return "asserted", denied
    reported = is_cue(parse, head, "governor", "reported")
    if label in {"advcl", "xcomp"} and is_cue(parse, head, "governor", "alleged"):
        return "hypothetical", False
    if is_cue(parse, head, "governor", "hypothetical") and not (label == "ccomp" and reported):
        return "hypothetical", False
    if label == "ccomp" and ((reported and denied) or _is_subjunctive(parse, index)):
        return "hypothetical", False
    if label == "acl" and denied and is_cue(parse, head, "governor", "proof"):
        return "hypothetical", False
    planned = clausal and is_cue(parse, head, "governor", "planned") and _future(parse, index)
    if planned or (not clausal and is_cue(parse, head, "governor", "foreseen")):
        return "planned", False
    return _infinitive(parse, index, head, label), False


def _is_subjunctive(parse: Parse, index: int) -> bool:
    """ "Suggested that Germany take them in"."""
    return parse.tags[index] == "VB" and not parse.has(index, "aux") and not parse.is_marked(index, "to")


def _infinitive(parse: Parse, index: int, head: int, label: str) -> Modality:
    """An infinitive below a word that is no cue: "a contract to supply" is planned, "ordered to attack" open."""
    if parse.tags[index] not in {"VB", "VBN"} or not parse.is_marked(index, "to") or _is_perfect(parse, index):
        return "asserted"
    if is_cue(parse, head, "governor", "achieved") or is_cue(parse, head, "governor", "reported"):
        return "asserted"
    if label == "acl":
        return "asserted" if _is_ordinal(parse, head) or _is_means(parse, head) else "planned"
    return "hypothetical" if label in {"xcomp", "csubj", "ccomp"} else "asserted"


def _is_ordinal(parse: Parse, index: int) -> bool:
    """ "The first to visit", "the last state to sign": who it is has done it, or will."""
    return any(is_cue(parse, word, "modifier", "ordinal") for word in parse.find(index, "amod", "det"))


def _is_means(parse: Parse, index: int) -> bool:
    """ "Used tanks to crush": what something was used for."""
    return parse.deps[index] == "obj" and is_cue(parse, parse.heads[index], "governor", "achieved")


def _is_perfect(parse: Parse, index: int) -> bool:
    return any(parse.lemmas[word] == "have" for word in parse.find(index, "aux"))


def _is_untrue(parse: Parse, index: int) -> bool:
    """Whether a predicate calls its subject false."""
    return is_cue(parse, index, "governor", "untrue") or _turns_out(parse, index)


def _is_performed(parse: Parse, index: int, head: int) -> bool:
    """ "I want to convey our thanks": who says so in the first person does so by saying it (Austin 1962)."""
    first_person = any(parse.words[subject] in {"i", "we"} for subject in parse.find(head, "nsubj"))
    speech = is_cue(parse, index, "governor", "light") or is_cue(parse, index, "governor", "reported")
    return first_person and speech and is_cue(parse, head, "governor", "polite")


def _future(parse: Parse, index: int) -> bool:
    """An infinitive, or a clause that is not in a past tense."""
    will_be = any(parse.lemmas[auxiliary] in {"will", "be"} for auxiliary in parse.find(index, "aux"))
    return will_be or parse.tags[index] not in {"VBD", "VBN"}


# What is said of the word itself


def _local(parse: Parse, index: int, reported: bool, *, below: int = -1) -> tuple[Modality, bool]:
    """What the auxiliaries, modifiers and conjunctions of a word say of it, and its arguments but for `below`."""
    modality: Modality = "asserted"
    negated = False
    for child in parse.children[index]:
        label = parse.deps[child]
        if label in {"aux", "aux:pass", "cop"}:
            modality = _least_sure(modality, _auxiliary(parse, index, child, reported))
        elif label in {"advmod", "det", "cc:preconj", "cc", "amod", "case"}:
            negated ^= any(_negates(parse, word) for word in _quantifiers(parse, child))
            modality = _least_sure(modality, _modifier(parse, child))
        elif label == "acl" and parse.tags[child] == "VBN" and is_cue(parse, child, "governor", "foreseen"):
            modality = _least_sure(modality, "planned")  # "the visit, set for Monday"
        elif label == "mark":
            negated ^= is_cue(parse, child, "mark", "negated")
            modality = _least_sure(modality, _marker(parse, child))
        elif label in {"nsubj", "nsubj:pass", "obj"} and child != below:
            negated ^= any(_negates(parse, word) for word in _quantifiers(parse, child))
            modality = _least_sure(modality, _modifier(parse, child))
    return modality, negated


def _quantifiers(parse: Parse, index: int) -> Iterator[int]:
    """The words that can make a noun phrase negative: "no meeting", "neither A nor B", "nobody"."""
    yield index
    yield from parse.find(index, "det", "cc:preconj", "advmod")


def _negates(parse: Parse, index: int) -> bool:
    """Whether a word negates what it stands at: not the "not" of "not only" and "not before"."""
    behind = index + 1
    limited = behind < len(parse.words) and is_cue(parse, behind, "modifier", "limiting")
    return is_cue(parse, index, "modifier", "negated") and not limited


def _marker(parse: Parse, index: int) -> Modality:
    if is_cue(parse, index, "mark", "hypothetical"):
        return "hypothetical"
    return "planned" if is_cue(parse, index, "mark", "planned") else "asserted"


def _auxiliary(parse: Parse, index: int, auxiliary: int, reported: bool) -> Modality:
    if is_cue(parse, auxiliary, "auxiliary", "planned") or _is_to(parse, index, auxiliary):
        return "planned"
    if is_cue(parse, auxiliary, "auxiliary", "hypothetical"):
        return "hypothetical"
    if is_cue(parse, auxiliary, "auxiliary", "would"):
        return "planned" if reported and not _is_conditional(parse, index) else "hypothetical"
    return "asserted"


def _is_to(parse: Parse, index: int, auxiliary: int) -> bool:
    """ "They are to meet on Friday"."""
    return parse.lemmas[auxiliary] == "be" and any(mark > auxiliary for mark in parse.find(index, "mark"))


def _modifier(parse: Parse, index: int) -> Modality:
    if is_cue(parse, index, "modifier", "hypothetical"):
        return "hypothetical"
    return "planned" if is_cue(parse, index, "modifier", "planned") else "asserted"


def _is_conditional(parse: Parse, index: int) -> bool:
    """Whether a condition ("if", "unless") hangs on a clause that does not tell of the past."""
    if parse.tags[index] == "VBD":
        return False
    marks = (mark for clause in parse.find(index, "advcl") for mark in parse.find(clause, "mark"))
    return any(is_cue(parse, mark, "mark", "conditional") for mark in marks)


def _has_condition(parse: Parse, index: int) -> bool:
    """Whether the event is itself a condition: "if A attacks", "had A attacked"."""
    if any(is_cue(parse, mark, "mark", "hypothetical") for mark in parse.find(index, "mark")):
        return True
    subject = next(iter(parse.find(index, "nsubj", "nsubj:pass")), -1)
    opening = (aux for aux in parse.find(index, "aux") if parse.words[aux] == "had" and aux < subject)
    return any(_opens_clause(parse, aux) for aux in opening)


def _opens_clause(parse: Parse, index: int) -> bool:
    """Whether nothing but a mark stands before a word in its clause: not so in "never had A attacked"."""
    opens = index == 0 or parse.sentence[index - 1] != parse.sentence[index]
    return opens or parse.pos[index - 1] in {"PUNCT", "SPACE"}


def _is_asked(parse: Parse, index: int) -> bool:
    """Whether the sentence ends, behind the word, in a question mark."""
    behind = range(index, min(index + SIGHT, len(parse.words)))
    same = (word for word in behind if parse.sentence[word] == parse.sentence[index])
    return next((parse.words[word] == "?" for word in same if parse.words[word] in ENDS), False)


def _is_headline(parse: Parse, index: int) -> bool:
    """ "Ankara to ease terms": a main clause whose verb is an infinitive."""
    main = parse.heads[index] == index or parse.deps[index] in {"parataxis", "advcl"}
    return main and parse.tags[index] == "VB" and parse.is_marked(index, "to") and parse.has(index, "nsubj")


def _is_aim(parse: Parse, index: int) -> bool:
    """ "The only way is a direct talk": what a wish, a way or an aim is has not happened by that."""
    if not parse.has(index, "cop"):
        return False
    words = (word for subject in parse.find(index, "nsubj") for word in parse.subtree(subject))
    return any(is_cue(parse, word, "noun", "aim") for word in words)
