"""Whom pronouns and pairs mean: he, she, it, they, I and we in quotes, "each other", "both sides", "the two leaders".

Candidates are the mentions of the same and the few previous sentences, those that agree in number, gender and kind;
the most prominent one counts: subjects before objects before the rest, each sentence back halves it (Hobbs 1978;
Lappin and Leass 1994). The speaker of a quotation is I and we in it and never its he or she, and
"he said" is nobody named in what he said.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping

from kg.entities.discourse import Chain, Chains, Discourse
from kg.entities.mentions import MASCULINE, NEUTER, PLURAL, PRONOUNS, SPEAKER, is_pronoun
from kg.knowledge.nouns import Gender
from kg.syntax.parse import SUBJECTS, first_conjunct

OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
REFLEXIVE = frozenset({"myself", "ourselves", "himself", "herself", "itself", "themselves"})
POSSESSIVE = frozenset({"nmod:poss", "det:poss"})
NEAR = 1
NAMED = 1.5


def resolve_pronoun(talk: Discourse, index: int, speakers: Mapping[int, int]) -> Chains:
    """The chains that a pronoun means, () where nobody fits."""
    word = talk.parse.words[index]
    if word in SPEAKER:
        return _speaker(talk, index, speakers)
    if word not in PRONOUNS:
        return _together(talk, index)
    if word in PLURAL:
        return _they(talk, index, speakers)
    if word in NEUTER:
        return _it(talk, index, speakers)
    gender: Gender = "male" if word in MASCULINE else "female"
    found = _best(talk, index, speakers, lambda chain: chain.type == "Person" and chain.gender in {None, gender})
    if found is not None:
        found.gender = gender
    return (found,) if found else ()


def _speaker(talk: Discourse, index: int, speakers: Mapping[int, int]) -> Chains:
    """Who says I or we: the speaker of the quotation, else of the last sentence that announces one with a colon;
    outside quotations, we are the body that issues the text."""
    if index in speakers:
        return talk.who.get(speakers[index], ())
    said = bisect(talk.announced, (index, 0)) - 1
    if said >= 0:
        return talk.who.get(talk.announced[said][1], ())
    before = bisect(talk.quotes, (index + 1, 0)) - 1
    quoted = before >= 0 and index < talk.quotes[before][1]
    return (talk.author,) if talk.author and not quoted and talk.parse.words[index] in OURS else ()


def _best(
    talk: Discourse, index: int, speakers: Mapping[int, int], agrees: Callable[[Chain], bool], *, sentences: int = 3
) -> Chain | None:
    """The most prominent single chain before a pronoun that agrees with it."""
    barred = {*talk.who.get(speakers.get(index, -1), ())} | _same_clause(talk, index)
    for token, chains in talk.recent(index, sentences):
        if speakers.get(token) == index:
            barred.update(chains)
    scored = [
        (talk.salience(token, index) * (1 if chains[0].local else NAMED), chains[0])
        for token, chains in talk.recent(index, sentences)
        if len(chains) == 1 and agrees(chains[0]) and chains[0] not in barred
        if not is_pronoun(talk.parse, token, SPEAKER)
    ]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _same_clause(talk: Discourse, index: int) -> set[Chain]:
    """Who can't be meant by an object pronoun: the subject of its own verb (principle B)."""
    parse = talk.parse
    if parse.words[index] in REFLEXIVE or parse.deps[index] in POSSESSIVE | {*SUBJECTS}:
        return set()
    found = (talk.who.get(child, ()) for child in parse.find(parse.heads[index], *SUBJECTS) if child != index)
    return {chain for chains in found for chain in chains}


def _it(talk: Discourse, index: int, speakers: Mapping[int, int]) -> Chains:
    """It and its: a country, body or group; nobody where "it" is empty or something else is the topic."""
    parse = talk.parse
    if parse.words[index] == "it" and (parse.deps[index] not in SUBJECTS or _is_empty(talk, index)):
        return ()
    near = NEAR if parse.words[index] == "it" else 2
    found = _best(talk, index, speakers, _may_be_it, sentences=near)
    if found is not None and parse.words[index] == "it" and _other_topic(talk, index, found):
        return ()
    return (found,) if found else ()


def _may_be_it(chain: Chain) -> bool:
    return chain.type in {"Country", "Organization"} or (chain.type == "Group" and not chain.plural)


def _is_empty(talk: Discourse, index: int) -> bool:
    """Expletive "it": "it is right that", "it remains unclear whether"."""
    parse = talk.parse
    head = parse.heads[index]
    raised = any(True for _ in parse.find(head, "aux:pass")) and any(True for _ in parse.find(head, "xcomp"))
    if (parse.deps[index] == "expl" and not raised) or any(True for _ in parse.find(head, "csubj", "csubj:pass")):
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
    return any(parse.deps[i] in SUBJECTS and parse.pos[i] == "NOUN" and i not in talk.who for i in between)


def _they(talk: Discourse, index: int, speakers: Mapping[int, int]) -> Chains:
    """They and their: a plural mention, a coordination, two who meet in the same clause, or a body."""
    scored: list[tuple[float, Chains]] = []
    for token, chains in talk.recent(index):
        together = joint(talk, token, before=index)
        if len(together) > 1:
            scored.append((talk.salience(token, index), together))
        elif chains[0].plural:
            scored.append((talk.salience(token, index), chains))
    barred = _same_clause(talk, index)
    scored = [(score, chains) for score, chains in scored if barred.isdisjoint(chains)]
    if scored and max(scored, key=lambda pair: pair[0])[0] > 0:
        return max(scored, key=lambda pair: pair[0])[1]
    found = _best(talk, index, speakers, lambda chain: chain.type in {"Organization", "Country"}, sentences=NEAR)
    return (found,) if found else ()


def joint(talk: Discourse, token: int, *, before: int) -> Chains:
    """Those named together with a token: its coordination, or subject and partner of one verb ("A met with B")."""
    parse = talk.parse
    tokens = [t for t in _coordination(talk, token) if t in talk.who and t < before]
    if len(tokens) < 2 and parse.deps[token] in SUBJECTS:
        verb = parse.heads[token]
        partners = [c for c in parse.find(verb, "obj", "obl") if c in talk.who and c < before]
        people = {chain.type for chain in talk.who[token]} == {"Person"}
        alike = [c for c in partners if people and talk.who[c][0].type == "Person" and parse.case(c) in {(), ("with",)}]
        tokens = [token, *alike[:1]]
    return tuple(dict.fromkeys(chain for t in tokens for chain in talk.who[t]))


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
    people = [chain for t in (token, head) for chain in talk.who.get(t, ()) if chain.type == "Person"]
    return talk.parse.deps[token] == "appos" and len(set(people)) == 2


def _together(talk: Discourse, index: int) -> Chains:
    """ "Each other", "one another", "both": the plural subject."""
    if talk.parse.words[index] == "both":
        return pair_of_persons(talk, index)
    subject = next((t for t, _ in talk.recent(index, 0) if talk.parse.deps[t] in SUBJECTS), None)
    return joint(talk, subject, before=index) if subject is not None else ()


def pair_of_persons(talk: Discourse, index: int) -> Chains:
    """The two people named together last, else the two most prominent ones of late."""
    scores: dict[Chain, float] = {}
    for token, chains in talk.recent(index):
        together = joint(talk, token, before=index)
        if len(together) == 2 and all(chain.type == "Person" for chain in together):
            return together
        for chain in chains:
            if chain.type == "Person" and len(chains) == 1:
                scores[chain] = max(scores.get(chain, 0.0), talk.salience(token, index))
    best = sorted(scores, key=lambda chain: -scores[chain])[:2]
    return tuple(best) if len(best) == 2 else ()


def pair_of_countries(talk: Discourse, index: int) -> Chains:
    """The two countries named together last, or those of the two people named together, else the last two."""
    latest: dict[str, None] = {}
    for token, _ in talk.recent(index):
        together = joint(talk, token, before=index)
        codes = [code for chain in together if (code := chain.country)]
        if len(together) == 2 and len(set(codes)) == 2:
            return tuple(talk.country(code) for code in codes)
        if len(together) == 1 and together[0].country and together[0].type in {"Country", "Person"}:
            latest[together[0].country] = None
    return tuple(talk.country(code) for code in list(latest)[:2]) if len(latest) > 1 else ()
