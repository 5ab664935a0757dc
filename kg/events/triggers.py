"""Whether a clause is what a trigger describes, and which noun phrases fill its slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.events.senses import acts, counted, hyphenated, is_one_of, is_this_sense, noun_forms
from kg.knowledge.cues import cue_words
from kg.knowledge.ontology import Ontology
from kg.knowledge.trigger_notation import Part, Trigger
from kg.syntax.clauses import Clause, Kind, Role, is_passive, predicate_kind, read_clause, subjects
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc")
GOVERNED = frozenset({"obj", "nsubj", "nsubj:pass"})


@dataclass(slots=True)
class Match:
    """A trigger found at a token; actors and recipients are head tokens of noun phrases.

    `anchor` is the verb that says whether, when and where: of "talks that will be held in Rome" it is "held"; `light`
    the verb that only carries the noun, as in "they held talks"; `learned` says that the ontology has no such trigger.
    """

    trigger: Trigger
    clause: Clause
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    anchor: int = field(init=False)
    light: int | None = None
    learned: bool = False

    def __post_init__(self) -> None:
        self.anchor = self.clause.head

    @property
    def head(self) -> int:
        """The token of the trigger's own word."""
        return self.clause.head


@dataclass(frozen=True, slots=True)
class Marked:
    """Tokens with a meaning of their own: heads of mentions, tokens of names, tokens of time expressions."""

    mentions: Container[int] = frozenset()
    names: Container[int] = frozenset()
    times: Container[int] = frozenset()


def find_matches(parse: Parse, ontology: Ontology, marked: Marked) -> list[Match]:
    """The best trigger at each token that has one."""
    lemmas: defaultdict[int, set[str]] = defaultdict(set)
    for index, (number, lemma) in enumerate(zip(parse.sentence, parse.lemmas, strict=True)):
        lemmas[number].update((*noun_forms(lemma), hyphenated(parse, index)))
    matches = []
    for index, number in enumerate(parse.sentence):
        if index not in marked.names and (match := _best_match(parse, ontology, marked, index, lemmas[number])):
            matches.append(match)
    nouns = (match.used for match in matches if not is_cue(parse, match.head, "governor", "judging"))
    used = set[int]().union(*nouns)
    return [match for match in matches if match.head not in used]


def _best_match(parse: Parse, ontology: Ontology, marked: Marked, index: int, lemmas: set[str]) -> Match | None:
    """The most specific trigger that fits; `lemmas` are those of the sentence."""
    for kind in _kinds(parse, index):
        known = next(
            (known for word in _forms(parse, index, kind) if (known := ontology.by_lemma.get((kind, word)))), ()
        )
        triggers = [trigger for trigger in known if not _lacks_noun(trigger, lemmas)]
        if not triggers:
            continue
        clause = read_clause(parse, index, kind)
        if any(argument.head in marked.times for argument in clause.arguments):
            timeless = tuple(argument for argument in clause.arguments if argument.head not in marked.times)
            clause = replace(clause, arguments=timeless)
        if kind == "noun" and _is_owned(parse, clause):
            triggers.sort(key=lambda trigger: trigger.possessor != "R")
        for trigger in triggers:
            match = match_trigger(parse, trigger, clause)
            if match is not None and _is_this_sense(parse, marked.mentions, match):
                return match
    return None


def _forms(parse: Parse, index: int, kind: Kind) -> Iterator[str]:
    """The forms under which a word may be known: "cease-fire" before "fire".

    The lemmatizer gives "initiall" for "initialled" and "fre" for "freed".
    """
    if kind == "copular" and parse.tags[index] == "VBN":
        yield parse.words[index]
        return
    lemma = parse.lemmas[index]
    yield from (hyphenated(parse, index), lemma)
    if lemma.endswith("ll"):
        yield lemma[:-1]
    if parse.words[index].endswith("eed") and parse.words[index] == f"{lemma}ed":
        yield f"{lemma}e"


def _is_this_sense(parse: Parse, mentions: Container[int], match: Match) -> bool:
    """Whether the recipient is what the trigger asks for, and nothing stands there that it must not stand with."""
    trigger = match.trigger
    if trigger.recipient_required and not _is_meant(parse, mentions, match):
        return False
    return is_this_sense(parse, match.clause, trigger, match.actors, [*match.recipients, *match.used])


def _lacks_noun(trigger: Trigger, lemmas: set[str]) -> bool:
    """Whether a noun that a trigger asks for is nowhere in the sentence: so it is with most triggers of "take"."""
    return any(part.nouns and part.nouns.isdisjoint(lemmas) for part in trigger.parts)


def _is_meant(parse: Parse, mentions: Container[int], match: Match) -> bool:
    """Whether the recipient is an entity; of what several do among themselves it need not be said."""
    tokens = {token for head in match.recipients for token in parse.conjuncts(head)}
    found = (token in mentions or counted(parse, token) in mentions for token in tokens)
    return any(found) or (match.trigger.symmetric and _among_themselves(parse, match))


def _kinds(parse: Parse, index: int) -> tuple[Kind, ...]:
    """How a word can be read: a noun after "be" is a noun too, a passive participle may be an adjective."""
    kind = predicate_kind(parse, index)
    if kind == "copular":
        return ("copular", "noun")
    if kind == "verb" and parse.tags[index] == "VBN" and is_passive(parse, index):
        return ("copular", "verb")
    return (kind,) if kind else ()


def match_trigger(parse: Parse, trigger: Trigger, clause: Clause) -> Match | None:
    """Fill the trigger's slots from the clause; None where something that it asks for is missing."""
    match = Match(trigger, clause)
    if trigger.kind == "noun":
        return _match_noun(parse, match)
    subject: tuple[Role, ...] = ("subject", "object") if trigger.kind == "copular" else ("subject",)
    acting = clause.heads("agent") if clause.passive else clause.heads(*subject)
    if not acts(parse, trigger, acting):
        return None
    match.actors, match.recipients = ([], acting) if trigger.subject == "R" else (acting, [])
    for particle in parse.find(clause.head, "compound:prt"):
        if not any(parse.words[particle] in part.words for part in trigger.parts):
            return None
    if _names_it(parse, clause.head) and all(part.slot and not part.words for part in trigger.parts):
        return None
    if trigger.symmetric and _among_themselves(parse, match):
        return match
    with_nouns = [part for part in trigger.parts if part.nouns]
    ditransitive = any(not part.words for part in with_nouns)
    for part in trigger.parts:
        if part.bare and clause.heads("object"):
            return None
        found = _fill(parse, match, part, ditransitive)
        if found is None and (part.nouns or (part.words and not (part.slot and with_nouns))):
            return None
        _assign(match, part, found or [])
    return match


def _names_it(parse: Parse, index: int) -> bool:
    """ "called the mission a nest of spies": the verb only says what its object is."""
    return any(parse.pos[child] in {"NOUN", "PROPN", "ADJ"} for child in parse.find(index, "xcomp"))


def _among_themselves(parse: Parse, match: Match) -> bool:
    """ "Trump and Putin spoke": several actors and nobody else, where the trigger asks for no noun or particle."""
    several = len([token for head in match.actors for token in parse.conjuncts(head)]) > 1
    others = match.clause.heads("object", "indirect")
    return several and not others and all(part.slot == "R" for part in match.trigger.parts)


def _assign(match: Match, part: Part, found: list[int]) -> None:
    if part.nouns:
        match.used.update(found)
    elif part.slot == "R":
        match.recipients += found
    elif part.slot == "A":
        match.actors += found


def _fill(parse: Parse, match: Match, part: Part, ditransitive: bool) -> list[int] | None:
    """The tokens that stand where a part asks for them; None where the words or nouns are missing."""
    clause = match.clause
    if part.bare:
        return []
    if not part.words:
        objects = clause.heads("object")
        if part.nouns:
            objects += [h for h in clause.heads("indirect") if clause.passive]
            return _with_lemma(parse, objects + _named(parse, match.head), part.nouns)
        if ditransitive:
            objects = objects[:1] if clause.passive and len(objects) > 1 else []
        return clause.heads("indirect") or objects
    brought = _brought(parse, match, part.words)
    brought += clause.heads("object") if part.words & clause.particles else []
    if part.nouns:
        return _with_lemma(parse, brought, part.nouns)
    particles = {argument.words[0] for argument in clause.arguments if len(argument.words) > 1}
    if brought or part.words & (clause.particles | particles | _markers(parse, clause.head)):
        return brought if part.slot else []
    return None


def _markers(parse: Parse, index: int) -> set[str]:
    """Prepositions that stand alone at a verb: stranded ones, and those of a clausal object ("accused of killing")."""
    alone = {parse.words[child] for child in parse.find(index, "advmod", "compound:prt")}
    complements = list(parse.find(index, "advcl", "xcomp", "ccomp"))
    clausal = {parse.words[mark] for clause in complements for mark in parse.find(clause, "mark", "case", "aux")}
    clausal |= {parse.lemmas[clause] for clause in complements}
    return alone | clausal


def _brought(parse: Parse, match: Match, words: frozenset[str]) -> list[int]:
    """Noun phrases under one of these prepositions, of the predicate, its object or a noun already matched.

    "that" brings the subject of the clause that is said, asked or feared.
    """
    if "that" in words:
        return [head for clause in parse.find(match.head, "ccomp") for head in subjects(parse, clause)]
    found = [a.head for a in match.clause.arguments if a.words and a.words[-1] in words and not _is_complex(a.words)]
    found += [child for child in parse.find(match.head, "xcomp") if (case := parse.case(child)) and case[-1] in words]
    nouns = [*match.clause.heads("object"), *match.used]
    nouns = nouns or _named(parse, match.head)
    for noun in [token for head in nouns for token in parse.conjuncts(head)]:
        found += [child for child in parse.find(noun, "nmod") if (case := parse.case(child)) and case[-1] in words]
    return list(dict.fromkeys(found))


def _named(parse: Parse, index: int) -> list[int]:
    """The nouns that a verb says its subject or object is: "became a member", "called it a breach"."""
    return [child for child in parse.find(index, "xcomp") if parse.pos[child] in {"NOUN", "PROPN"}]


def _is_complex(words: Sequence[str]) -> bool:
    """ "according to": two words that make another preposition than the last of them."""
    return len(words) > 1 and words[0] in cue_words("preposition", "another sense")


def _with_lemma(parse: Parse, heads: list[int], nouns: frozenset[str]) -> list[int] | None:
    tokens = [token for head in heads for token in parse.conjuncts(head)]
    tokens = [token if is_one_of(parse, token, nouns) else counted(parse, token) for token in tokens]
    return [token for token in tokens if is_one_of(parse, token, nouns)] or None


def _match_noun(parse: Parse, match: Match) -> Match | None:
    trigger, clause = match.trigger, match.clause
    base = _base(parse, clause.head)
    owners = clause.heads("possessor", "modifier")
    owners += [owner for owner in parse.find(base, *OWNERS) if clause.head not in (owner, base)]
    match.actors = owners if trigger.possessor == "A" else []
    match.recipients = owners if trigger.possessor == "R" else []
    governor = _governor(parse, base)
    takes_place = governor is not None and is_cue(parse, governor, "governor", "happening")
    for part in trigger.parts:
        if part.nouns and not part.words:
            if not any(is_one_of(parse, owner, part.nouns) for owner in owners):
                return None
            continue
        found = _below(parse, base, part.words, 2) or _below(parse, clause.head, part.words, 2)
        if governor is not None and part.words and (takes_place or parse.deps[base] != "nsubj"):
            found += [c for c in parse.find(governor, "obl") if part.words & set(parse.case(c))]
        if part.nouns:
            found = _with_lemma(parse, found, part.nouns) or []
        if not found and (part.nouns or not part.slot):
            return None
        _assign(match, part, found)
    _light_verb(parse, match, base)
    _participles(parse, match)
    return match


def _is_owned(parse: Parse, clause: Clause) -> bool:
    """ "Her arrest", "the journalist's arrest by Laos", unlike "Laos's arrest of a journalist"."""
    return bool(clause.heads("possessor")) and not _below(parse, clause.head, frozenset({"of"}), 0)


def _base(parse: Parse, index: int) -> int:
    """The noun that carries the arguments of an event noun: "sanctions listings on", "a series of meetings between"."""
    head, label = parse.heads[index], parse.deps[index]
    if label == "compound" and parse.pos[head] in {"NOUN", "PROPN"}:
        return head
    if label == "nmod" and is_cue(parse, head, "noun", "quantity"):
        return head
    return index


def _below(parse: Parse, index: int, words: frozenset[str], depth: int) -> list[int]:
    """What one of the prepositions brings, at the noun itself or at what its own prepositions bring."""
    nouns = list(parse.find(index, "nmod"))
    found = [noun for noun in nouns if words & set(parse.case(noun))]
    if not found and depth and (bringing := words - cue_words("before", "owning")):
        found = [token for noun in nouns for token in _below(parse, noun, bringing, depth - 1)]
    return found


def _governor(parse: Parse, index: int) -> int | None:
    """The verb whose argument a noun is."""
    head, label = parse.heads[index], parse.deps[index]
    while label == "conj" and head != index:
        index, head, label = head, parse.heads[head], parse.deps[head]
    return head if head != index and label in GOVERNED and parse.pos[head] == "VERB" else None


def _light_verb(parse: Parse, match: Match, base: int) -> None:
    """ "A held talks with R": who does what the noun tells is the subject of the verb; of "A faced protests" R is."""
    verb = _governor(parse, base)
    if verb is None:
        _preposition(parse, match, base)
    elif parse.deps[base] != "nsubj" and is_cue(parse, verb, "governor", "undergone"):
        match.recipients = read_clause(parse, verb, "verb").heads("subject") + match.recipients
    elif parse.deps[base] != "nsubj" and is_cue(parse, verb, "governor", "light"):
        clause = read_clause(parse, verb, "verb")
        match.light = verb
        match.actors = clause.heads("agent" if clause.passive else "subject") or match.actors


def _preposition(parse: Parse, match: Match, base: int) -> None:
    """ "A flew in for talks", "A was engaged in an attack"."""
    verb = parse.heads[base]
    if parse.deps[base] != "obl" or parse.pos[verb] != "VERB" or parse.case(base)[-1:] not in {("for",), ("in",)}:
        return
    clause = read_clause(parse, verb, "verb")
    if is_cue(parse, verb, "governor", "engaged") if clause.passive else match.trigger.symmetric:
        match.light = verb
        match.actors = clause.heads("object" if clause.passive else "subject") or match.actors


def _participles(parse: Parse, match: Match) -> None:
    """ "talks attended by A", "the meeting that A held"."""
    for child in parse.find(match.head, "acl", "acl:relcl"):
        if is_cue(parse, child, "governor", "light"):
            clause = read_clause(parse, child, "verb")
            match.anchor = child
            match.actors += [head for head in clause.heads("agent", "subject") if head != match.head]
