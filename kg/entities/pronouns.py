"""Whom pronouns and pairs mean: he, she, it, they, I and we in quotes, "each other", "both sides", "the two leaders".

Candidates are the mentions of the same and the few previous sentences, those that agree in number, gender and kind;
the most prominent one counts: subjects before objects before the rest, each sentence back halves it (Hobbs 1978;
Lappin and Leass 1994). The speaker of a quotation is I and we in it and never its he or she, and
"he said" is nobody named in what he said.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.entities.addressees import find_addressee
from kg.entities.chains import Chain, Chains, only
from kg.entities.discourse import Discourse
from kg.entities.mentions import is_pronoun, pronouns
from kg.entities.parties import joint, pair_of_persons
from kg.knowledge.cues import cue_words
from kg.knowledge.nouns import Gender
from kg.syntax.cues import is_cue
from kg.syntax.parse import SUBJECTS, Parse

POSSESSIVE = frozenset({"nmod:poss", "det:poss"})
NEAR = 1
NAMED = 1.5


def resolve_pronoun(talk: Discourse, index: int) -> Chains:
    """The chains that a pronoun means, () where nobody fits."""
    word = talk.parse.words[index]
    if word in cue_words("pronoun", "speaker"):
        return _speaker(talk, index)
    if word in cue_words("pronoun", "addressed"):
        return find_addressee(talk, index)
    if word not in pronouns():
        return _together(talk, index)
    if word in cue_words("pronoun", "plural"):
        return _they(talk, index)
    if word in cue_words("pronoun", "neuter"):
        return _it(talk, index)
    gender: Gender = "male" if word in cue_words("pronoun", "masculine") else "female"
    found = _person_said(talk, index, gender)
    if found is not None:
        found.gender = gender
    return (found,) if found else ()


def _person_said(talk: Discourse, index: int, gender: Gender) -> Chain | None:
    """Who "he" or "she" is: whoever is said to report it or, in a clause that comes first, the subject of the main
    one; else the most prominent."""

    def fits(chain: Chain) -> bool:
        return chain.type == "Person" and chain.gender in {None, gender}

    ahead = [talk.scene.who.get(token, ()) for token in (find_main_subject(talk.parse, index),) if token is not None]
    subject = only(chain for chains in ahead for chain in chains if fits(chain))
    return subject or _best(talk, index, fits)


def find_reporters(parse: Parse, index: int) -> list[int]:
    """Who says what the clause of a pronoun tells ("they fled, the rebels said"), or of whom it is said: "they fled,"
    she said of the rebels. Only of pronouns that are subjects."""
    if parse.deps[index] not in SUBJECTS:
        return []
    for head, label in parse.ancestors(index):
        if label in {"ccomp", "parataxis"} and is_cue(parse, head, "governor", "reported"):
            topics = [child for child in parse.find(head, "obl") if parse.case(child) in {("of",), ("about",)}]
            return [child for child in [*topics, *parse.find(head, *SUBJECTS)] if child != index]
    return []


def find_main_subject(parse: Parse, index: int) -> int | None:
    """The subject behind a pronoun that is the subject of a clause before the main one: "Before he left, X met Y"."""
    verb = parse.heads[index]
    if parse.deps[index] not in SUBJECTS or parse.deps[verb] != "advcl" or parse.heads[verb] < verb:
        return None
    return next((child for child in parse.find(parse.heads[verb], *SUBJECTS) if child > verb), None)


def _speaker(talk: Discourse, index: int) -> Chains:
    """Who says I or we: the speaker of the quotation, else of the last sentence that announces one with a colon;
    outside quotations, those who issue the text."""
    if (speaker := talk.speech.speaker(index)) is not None:
        return talk.scene.who.get(speaker, ())
    if talk.speech.is_quoted(index):
        return ()
    writer = talk.speech.writer
    ours = talk.parse.words[index] in cue_words("pronoun", "ours")
    return (writer,) if writer and not ours else talk.speech.authors


def _best(talk: Discourse, index: int, agrees: Callable[[Chain], bool], *, sentences: int = 3) -> Chain | None:
    """The most prominent single chain before a pronoun that agrees with it."""
    quoted = talk.speech.quoted
    barred = {*talk.scene.who.get(quoted.get(index, -1), ())} | _same_clause(talk, index)
    for token, chains in talk.scene.recent(index, sentences):
        if quoted.get(token) == index:
            barred.update(chains)
    scored = [
        (talk.scene.salience(token, index) * (1 if chains[0].local else NAMED), chains[0])
        for token, chains in talk.scene.recent(index, sentences)
        if len(chains) == 1 and agrees(chains[0]) and chains[0] not in barred
        if not is_pronoun(talk.parse, token, "speaker")
    ]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _same_clause(talk: Discourse, index: int) -> set[Chain]:
    """Who can't be meant by an object pronoun: the subject of its own verb (principle B)."""
    parse = talk.parse
    if parse.words[index] in cue_words("pronoun", "reflexive") or parse.deps[index] in POSSESSIVE | {*SUBJECTS}:
        return set()
    found = (talk.scene.who.get(child, ()) for child in parse.find(parse.heads[index], *SUBJECTS) if child != index)
    return {chain for chains in found for chain in chains}


def _it(talk: Discourse, index: int) -> Chains:
    """It and its: a country, body or group; nobody where "it" is empty or something else is the topic."""
    parse = talk.parse
    if parse.words[index] == "it" and (parse.deps[index] not in SUBJECTS or _is_empty(talk, index)):
        return ()
    near = NEAR if parse.words[index] == "it" else 2
    found = _best(talk, index, _may_be_it, sentences=near)
    if found is not None and parse.words[index] == "it" and _other_topic(talk, index, found):
        return ()
    return (found,) if found else ()


def _may_be_it(chain: Chain) -> bool:
    return chain.type in {"Country", "Organization"} or (chain.type == "Group" and not chain.plural)


def _is_empty(talk: Discourse, index: int) -> bool:
    """Expletive "it": "it is right that", "it remains unclear whether"."""
    parse = talk.parse
    head = parse.heads[index]
    raised = parse.has(head, "aux:pass") and parse.has(head, "xcomp")
    if (parse.deps[index] == "expl" and not raised) or parse.has(head, "csubj", "csubj:pass"):
        return True
    rated = not parse.has(head, "obj") and any(parse.pos[child] == "ADJ" for child in parse.find(head, "xcomp"))
    judged = parse.pos[head] == "ADJ" or rated
    return judged and any(parse.pos[child] in {"VERB", "ADJ"} for child in parse.find(head, "ccomp", "xcomp", "advcl"))


def _other_topic(talk: Discourse, index: int, found: Chain) -> bool:
    """Whether the subject spoken of since is a thing: then "it" more likely means that."""
    parse = talk.parse
    last = found.last_before(index)
    if last is None or (parse.deps[last] in SUBJECTS and parse.sentence[last] >= parse.sentence[index] - 1):
        return False
    between = range(last + 1, index)
    return any(parse.deps[i] in SUBJECTS and parse.pos[i] == "NOUN" and i not in talk.scene.who for i in between)


def _they(talk: Discourse, index: int) -> Chains:
    """They and their: a plural mention, a coordination, two who meet in the same clause, or a body."""
    if reporters := _several(talk, index):
        return reporters
    scored: list[tuple[float, Chains]] = []
    for token, chains in talk.scene.recent(index):
        together = joint(talk, token, before=index)
        if len(together) > 1:
            scored.append((talk.scene.salience(token, index), together))
        elif chains[0].plural:
            scored.append((talk.scene.salience(token, index), chains))
    barred = _same_clause(talk, index)
    scored = [(score, chains) for score, chains in scored if barred.isdisjoint(chains)]
    if scored and max(scored, key=lambda pair: pair[0])[0] > 0:
        return max(scored, key=lambda pair: pair[0])[1]
    found = _best(talk, index, lambda chain: chain.type in {"Organization", "Country"}, sentences=NEAR)
    return (found,) if found else ()


def _several(talk: Discourse, index: int) -> Chains:
    """Who says so or is spoken of, if they are several or a body; in a quotation its speaker isn't."""
    speaker = talk.speech.quoted.get(index)
    for token in find_reporters(talk.parse, index):
        chains = () if token == speaker else talk.scene.who.get(token, ())
        if any(chain.plural or chain.type in {"Organization", "Group"} for chain in chains) or len(chains) > 1:
            return chains
    return ()


def _together(talk: Discourse, index: int) -> Chains:
    """ "Each other", "one another": the plural subject; "both" and "the two": the two people named together last."""
    if talk.parse.words[index] in cue_words("before", "two"):
        return pair_of_persons(talk, index)
    subject = next((t for t, _ in talk.scene.recent(index, 0) if talk.parse.deps[t] in SUBJECTS), None)
    return joint(talk, subject, before=index) if subject is not None else ()
