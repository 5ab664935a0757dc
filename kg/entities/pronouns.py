"""Whom pronouns and pairs mean: he, she, it, they, I and we in quotes, "each other", "both sides", "the two leaders".

Candidates are the mentions of the same and the few previous sentences, those that agree in number, gender and kind;
the most prominent one counts: subjects before objects before the rest, each sentence back halves it (Hobbs 1978;
Lappin and Leass 1994). The speaker of a quotation is I and we in it and never its he or she, and
"he said" is nobody named in what he said.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.entities.chains import Chain, Chains
from kg.entities.discourse import Discourse
from kg.entities.mentions import is_pronoun, pronouns
from kg.knowledge.cues import cue_words
from kg.knowledge.nouns import Gender
from kg.syntax.parse import SUBJECTS, first_conjunct

POSSESSIVE = frozenset({"nmod:poss", "det:poss"})
NEAR = 1
NAMED = 1.5


def resolve_pronoun(talk: Discourse, index: int) -> Chains:
    """The chains that a pronoun means, () where nobody fits."""
    word = talk.parse.words[index]
    if word in cue_words("pronoun", "speaker"):
        return _speaker(talk, index)
    if word not in pronouns():
        return _together(talk, index)
    if word in cue_words("pronoun", "plural"):
        return _they(talk, index)
    if word in cue_words("pronoun", "neuter"):
        return _it(talk, index)
    gender: Gender = "male" if word in cue_words("pronoun", "masculine") else "female"
    found = _best(talk, index, lambda chain: chain.type == "Person" and chain.gender in {None, gender})
    if found is not None:
        found.gender = gender
    return (found,) if found else ()


def _speaker(talk: Discourse, index: int) -> Chains:
    """Who says I or we: the speaker of the quotation, else of the last sentence that announces one with a colon;
    outside quotations, we are the body that issues the text."""
    if (speaker := talk.speech.speaker(index)) is not None:
        return talk.scene.who.get(speaker, ())
    author = None if talk.speech.is_quoted(index) else talk.speech.author
    return (author,) if author and talk.parse.words[index] in cue_words("pronoun", "ours") else ()


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


def joint(talk: Discourse, token: int, *, before: int) -> Chains:
    """Those named together with a token: its coordination, or subject and partner of one verb ("A met with B")."""
    parse = talk.parse
    tokens = [t for t in _coordination(talk, token) if t in talk.scene.who and t < before]
    if len(tokens) < 2 and parse.deps[token] in SUBJECTS:
        verb = parse.heads[token]
        partners = [c for c in parse.find(verb, "obj", "obl") if c in talk.scene.who and c < before]
        people = {chain.type for chain in talk.scene.who[token]} == {"Person"}
        alike = [
            c for c in partners if people and talk.scene.who[c][0].type == "Person" and parse.case(c) in {(), ("with",)}
        ]
        tokens = [token, *alike[:1]]
    return tuple(dict.fromkeys(chain for t in tokens for chain in talk.scene.who[t]))


def _coordination(talk: Discourse, token: int) -> list[int]:
    """All members of the list that a token is in. Two different people in apposition are a list too: the parse of
    "A, B and C" often takes B for another name of A."""
    parse = talk.parse
    first = first_conjunct(parse, token)
    if _is_misread_list(talk, first):
        first = first_conjunct(parse, parse.heads[first])
    misread = [child for child in parse.find(first, "appos") if _is_misread_list(talk, child)]
    return sorted({t for member in [first, *misread] for t in parse.conjuncts(member)})


def _is_misread_list(talk: Discourse, token: int) -> bool:
    head = talk.parse.heads[token]
    people = [chain for t in (token, head) for chain in talk.scene.who.get(t, ()) if chain.type == "Person"]
    return talk.parse.deps[token] == "appos" and len(set(people)) == 2


def _together(talk: Discourse, index: int) -> Chains:
    """ "Each other", "one another", "both": the plural subject."""
    if talk.parse.words[index] == "both":
        return pair_of_persons(talk, index)
    subject = next((t for t, _ in talk.scene.recent(index, 0) if talk.parse.deps[t] in SUBJECTS), None)
    return joint(talk, subject, before=index) if subject is not None else ()


def pair_of_persons(talk: Discourse, index: int) -> Chains:
    """The two people named together last, else the two most prominent ones of late."""
    scores: dict[Chain, float] = {}
    for token, chains in talk.scene.recent(index):
        together = joint(talk, token, before=index)
        if len(together) == 2 and all(chain.type == "Person" for chain in together):
            return together
        for chain in chains:
            if chain.type == "Person" and len(chains) == 1:
                scores[chain] = max(scores.get(chain, 0.0), talk.scene.salience(token, index))
    best = sorted(scores, key=lambda chain: -scores[chain])[:2]
    return tuple(best) if len(best) == 2 else ()


def pair_of_countries(talk: Discourse, index: int) -> Chains:
    """The two countries named together last, or those of the two people named together, else the last two."""
    latest: dict[str, None] = {}
    for token, _ in talk.scene.recent(index):
        together = joint(talk, token, before=index)
        codes = [code for chain in together if (code := chain.country)]
        if len(together) == 2 and len(set(codes)) == 2:
            return tuple(talk.cast.country(code) for code in codes)
        if len(together) == 1 and together[0].country and together[0].type in {"Country", "Person"}:
            latest[together[0].country] = None
    return tuple(talk.cast.country(code) for code in list(latest)[:2]) if len(latest) > 1 else ()
