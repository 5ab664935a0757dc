"""Coreference and the making of unnamed actors: which chains each noun and pronoun belongs to.

A `Discourse` and the mentions enter; after one pass from left to right every mention that denotes somebody has its
chains. Sieves from precise to loose, after Raghunathan et al. (2010) and Lee et al. (2013): names (`name_matching`),
apposition and copula, offices and roles (`offices`), groups and bodies (`groups`), pronouns (`pronouns`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.entities.authors import introduce
from kg.entities.chains import Chain, Chains, Owner, only
from kg.entities.discourse import Discourse
from kg.entities.groups import find_country, find_government, find_group, find_issuer, find_place
from kg.entities.mentions import Mention, is_pronoun
from kg.entities.name_matching import link_names
from kg.entities.names import noun_of
from kg.entities.offices import find_person
from kg.entities.pronouns import find_reporters, resolve_pronoun
from kg.knowledge.nouns import PEOPLE
from kg.syntax.cues import is_cue
from kg.syntax.parse import SUBJECTS, Parse

COMPANIONS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "conj"})
MAX_DEPTH = 4
LONGEST_HONORIFIC = 3


def resolve(talk: Discourse, mentions: Sequence[Mention]) -> None:
    """Fill the discourse with the chains of all mentions."""
    link_names(talk, mentions)
    introduce(talk)
    nouns = {mention.head: mention for mention in mentions if mention.kind == "noun"}
    talk.countries.voices = _voices(talk, nouns.values())
    for mention in mentions:
        if mention.kind == "noun":
            _resolve_noun(talk, mention, nouns, MAX_DEPTH)
        elif mention.kind == "pronoun":
            for token in find_reporters(talk.parse, mention.head):
                if token in nouns and mention.head < token:  # behind what they say: "they fled, the rebels said"
                    _resolve_noun(talk, nouns[token], nouns, MAX_DEPTH)
            if chains := resolve_pronoun(talk, mention.head):
                talk.note(mention, chains)
        if mention.head in talk.scene.who:
            talk.scene.heard.append(mention.head)
    for mention in mentions:  # the speaker may come behind what they say: "We won't," she said
        said = talk.scene.who.get(talk.speech.quoted.get(mention.head, -1), ())
        if said and mention.head not in talk.scene.who and is_pronoun(talk.parse, mention.head, "speaker"):
            talk.note(mention, said)


def _voices(talk: Discourse, nouns: Iterable[Mention]) -> tuple[str, ...]:
    """The country whose spokesmen without a name the article quotes ("a Downing Street spokesperson"), if it is one."""
    speaking = [mention for mention in nouns if _is_spokesperson(talk, mention)]
    owners = (token for mention in speaking for token in mention.owners)
    bodies = {chain.country for token in owners for chain in talk.scene.who.get(token, ())}
    return tuple(code for code in bodies if code) if len(bodies) == 1 else ()


def _is_spokesperson(talk: Discourse, mention: Mention) -> bool:
    noun = noun_of(talk.doc[mention.head])
    return noun is not None and noun.kind == "spokesperson"


def _resolve_noun(talk: Discourse, mention: Mention, nouns: Mapping[int, Mention], depth: int) -> None:
    if mention.head in talk.scene.who:
        return
    owners = _owners(talk, mention, nouns, depth)
    beside = _neighbour(talk, mention)
    chains = beside or _denoted(talk, mention, owners)
    if chains:
        talk.note(mention, chains)
        if len(chains) == 1 and mention.phrase and (beside or owners):
            _describe(talk, chains[0], mention, owners)


def _describe(talk: Discourse, chain: Chain, mention: Mention, owners: Sequence[Owner]) -> None:
    """What a description adds: the role, of somebody unknown also country, gender, the name behind an acronym."""
    if chain.type == "Group":
        return
    chain.learn_role(mention.phrase, [owner.chain for owner in owners])
    if chain.entry is not None:
        return
    chain.gender = chain.gender or mention.gender
    said = sorted(owners, key=lambda owner: owner.is_pronoun(talk.parse))
    chain.country = chain.country or next((owner.chain.country for owner in said if owner.chain.country), None)
    if chain.type == "Organization" and chain.label.isupper() and mention.words[:1].isupper():
        chain.label = mention.words


def _owners(talk: Discourse, mention: Mention, nouns: Mapping[int, Mention], depth: int) -> list[Owner]:
    """The chains of those whom a mention belongs to; owners that stand behind it are resolved first."""
    found: list[Owner] = []
    for token in mention.owners:
        if token not in talk.scene.who and token in nouns and depth:
            _resolve_noun(talk, nouns[token], nouns, depth - 1)
        elif token not in talk.scene.who and token > mention.head:
            continue
        found += [Owner(token, chain) for chain in talk.scene.who.get(token, ())]
    return found


def _denoted(talk: Discourse, mention: Mention, owners: list[Owner]) -> Chains:
    """What a noun denotes by its kind."""
    noun = noun_of(talk.doc[mention.head])
    kind = noun.kind if noun else "group"
    body = only(owner.chain for owner in owners)
    if kind == "spokesperson" and not mention.plural and body is not None and body.type != "Person":
        return (body,)
    if kind in PEOPLE and not mention.plural:
        return find_person(talk, mention, owners)
    if kind == "government":
        return find_government(talk, mention, owners)
    if kind == "document":
        return find_issuer(talk, mention, owners)
    if kind == "place":
        return find_place(talk, mention)
    if kind == "country":
        return find_country(talk, mention, owners)
    return find_group(talk, mention, owners, kind)


def _neighbour(talk: Discourse, mention: Mention) -> Chains:
    """Apposition and copula: the name beside a description ("Tobias X, the minister"; "X is the minister")."""
    parse, head = talk.parse, mention.head
    if mention.plural:
        return ()
    beside = [child for child in parse.find(head, "appos") if child in talk.scene.who]
    if parse.deps[head] == "appos" and parse.heads[head] in talk.scene.who:
        beside.append(parse.heads[head])
    denied = any(is_cue(parse, child, "modifier", "negated") for child in parse.find(head, "advmod"))
    if parse.has(head, "cop") and not denied:
        beside += [child for child in parse.find(head, "nsubj") if child in talk.scene.who]
    for token in [*beside, *_beyond_comma(talk, mention)]:
        chain = only(talk.scene.who[token])
        if chain is not None and _may_be(talk, mention, chain):
            return (chain,)
    return ()


def _may_be(talk: Discourse, mention: Mention, chain: Chain) -> bool:
    """Whether a description of this kind can be of that chain."""
    noun = noun_of(talk.doc[mention.head])
    kind = noun.kind if noun else ""
    if kind in PEOPLE:
        fits = not (mention.gender and chain.gender and mention.gender != chain.gender)
        return fits and chain.type in {"Person", "Country", "Organization"}
    if kind == "place":
        return chain.type == "Place"
    return kind in {"group", "institution", "country"} and chain.type in {"Organization", "Country", "Group"}


def _beyond_comma(talk: Discourse, mention: Mention) -> list[int]:
    """A person's name right behind or before a role, a comma between: repairs what the parse missed."""
    doc, parse = talk.doc, talk.parse
    cut_off = _is_cut_off(parse, mention.head)
    if not (mention.definite or mention.owners or cut_off):
        return []
    if mention.end < len(doc) and doc[mention.end].text == ",":
        for token in range(mention.end + 1, min(mention.end + 2 + LONGEST_HONORIFIC, len(doc))):
            if token in talk.scene.who:
                alone = parse.deps[token] != "conj" and not parse.has(token, "conj")
                return [token] if alone and _is_person(talk, token) else []
    before = mention.begin - 2
    if before >= 0 and doc[before + 1].text == "," and (cut_off or parse.deps[mention.head] not in COMPANIONS):
        return [before] if before in talk.scene.who and _is_person(talk, before) else []
    return []


def _is_cut_off(parse: Parse, head: int) -> bool:
    """Whether a noun is taken for the subject of a bare participle: "a trader buying oil" rather describes."""
    verb = parse.heads[head]
    return (
        parse.deps[head] in SUBJECTS and parse.tags[verb] in {"VBG", "VBN"} and not parse.has(verb, "aux", "aux:pass")
    )


def _is_person(talk: Discourse, token: int) -> bool:
    return all(chain.type == "Person" for chain in talk.scene.who[token])
