"""Groups and bodies without names of their own: "Iraqi officials", "the army", "both sides", "the government"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.entities.chains import Chain, Chains, Owner, only
from kg.entities.discourse import Discourse
from kg.entities.encounters import those_who_met
from kg.entities.mentions import Mention
from kg.entities.names import noun_of
from kg.entities.offices import find_holder, role_fits, unnamed_holder
from kg.entities.parties import counted, joined_countries, pair_of_persons
from kg.knowledge.cues import cue_words
from kg.knowledge.normalization import slug
from kg.knowledge.nouns import PEOPLE
from kg.model import EntityType
from kg.syntax.cues import is_cue
from kg.syntax.parse import SUBJECTS, first_conjunct

STATE = frozenset({"agency", "court", "government", "igo", "legislature", "military", "ministry"})  # kinds of bodies
MOST_NAMED = 4


def find_group(talk: Discourse, mention: Mention, owners: Sequence[Owner], kind: str) -> Chains:
    """The group or body that a noun means; several where its owners are coordinated ("Hungarian and Romanian ...").

    Jets and tanks act for somebody only; without an owner they are nobody.
    """
    body = kind in {"institution", "government"}
    if kind == "equipment" and not any(owner.token < mention.head for owner in owners):
        return ()
    if mention.noun in cue_words("noun", "of somebody") and not (owners or mention.definite):
        return ()
    if same := _apposed_name(talk, mention):
        return (same,)
    if mention.noun == "side" and owners:
        return tuple(dict.fromkeys(owner.chain for owner in owners))
    if not owners and (pair := _pair(talk, mention)):
        return pair
    named = _coordinated(talk, mention, owners) or (_shared(talk, mention) if body else [])
    if named:
        return tuple(dict.fromkeys(_holder_or_group(talk, mention, owner, named, body) for owner in named))
    if (mention.definite or (body and not mention.plural)) and (found := _spoken_of(talk, mention)):
        return found
    return (_unowned(talk, mention, body),)


def _apposed_name(talk: Discourse, mention: Mention) -> Chain | None:
    """ "The Hezbollah movement", "Reuters news agency": the body itself, its name before what it is."""
    if mention.plural or mention.noun not in cue_words("noun", "any body"):
        return None
    length = 2 if mention.phrase == "news agency" else 1  # one notion in two words, unlike "splinter group"
    for chain in talk.scene.who.get(mention.head - length, ()):
        of_state = chain.entry is not None and chain.entry.organization_kind in STATE
        if chain.type in {"Organization", "Group"} and not of_state:
            return chain
    return None


def _pair(talk: Discourse, mention: Mention) -> Chains:
    """ "Both sides", "the two leaders", "the ministers": those whom the text has just named."""
    noun = noun_of(talk.doc[mention.head])
    two = mention.count in cue_words("before", "two")
    bare = mention.plural and mention.definite and slug(mention.phrase) == slug(mention.words)
    if bare and (met := those_who_met(talk, mention, two)):
        return met
    if mention.plural and two and mention.noun in cue_words("noun", "side"):
        return joined_countries(talk, mention.head)
    if mention.noun in cue_words("noun", "pair") and mention.definite:
        return pair_of_persons(talk, mention.head)
    if not mention.plural or noun is None or noun.kind not in PEOPLE or not (two or mention.definite):
        return ()
    if two and not mention.definite:  # "two men" are others
        return ()
    if two:
        return pair_of_persons(talk, mention.head, talk.parse.lemmas[mention.head])
    fitting: dict[Chain, None] = {}
    for _, chains in talk.scene.recent(mention.head, 1):
        for chain in chains:
            if chain.type == "Person" and role_fits(talk, chain, mention.noun):
                fitting[chain] = None
    return tuple(fitting)[:MOST_NAMED] if len(fitting) > 1 and slug(mention.phrase).count("-") == 0 else ()


def _shared(talk: Discourse, mention: Mention) -> list[Owner]:
    """ "Georgian soldiers and police": the second one's country is said with the first."""
    first = first_conjunct(talk.parse, mention.head)
    beside = talk.scene.who.get(first, ()) if first != mention.head and mention.begin == mention.head else ()
    codes = {chain.country for chain in beside if chain.type in {"Group", "Organization"}}
    return [Owner(first, talk.cast.country(code)) for code in codes if code] if len(codes) == 1 else []


def _coordinated(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> list[Owner]:
    """The owners that each have a group of their own: all of a coordination, else the one that says most."""
    named = [owner for owner in owners if not owner.is_pronoun(talk.parse)] or list(owners)
    words = talk.parse.words
    joined = any(cue_words("between", "joining") & set(words[a.token : b.token]) for a, b in pairwise(named))
    if joined or len(named) < 2:
        return [owner for owner in named if owner.chain.type == named[0].chain.type]
    if _is_ethnic(mention):
        return named[-1:]
    return [max(named, key=lambda owner: (owner.chain.type == "Organization", owner.chain.type == "Country"))]


def _holder_or_group(talk: Discourse, mention: Mention, owner: Owner, owners: Sequence[Owner], body: bool) -> Chain:
    """One office for each of several owners is held by one person: "the foreign ministers of Iran and Iraq"."""
    noun = noun_of(talk.doc[mention.head])
    role = mention.phrase.replace(talk.doc[mention.head].text, mention.noun)
    held = role.lower() in talk.gazetteer.roles
    if noun is not None and noun.kind == "office" and held and mention.plural and len(owners) > 1:
        found = find_holder(talk, role, owner.chain) or unnamed_holder(talk, mention, owner, role)
        found.titles.add(f"{role} of {owner.chain.label}")
        return found
    return _owned(talk, mention, owner, body)


def _owned(talk: Discourse, mention: Mention, owner: Owner, body: bool) -> Chain:
    """The group of one owner; in the plural or singular, found again by its words."""
    kind: EntityType = "Organization" if body and not mention.plural else "Group"
    bearers = talk.gazetteer.by_name(owner.name(mention))
    official = [entry for entry in bearers if entry.kind in {"Organization", "Group"}]
    if official and not _is_ethnic(mention):
        return talk.cast.known(official[0])
    label = mention.words if _is_ethnic(mention) else owner.describe(talk.parse, mention)
    chain = Chain(label, kind, country=owner.chain.country, plural=mention.plural)
    chain.stem = owner.name(mention)
    chain.owners.append(owner.chain)
    chain.local = owner.chain.local
    found = talk.cast.keep(chain, "group", slug(mention.phrase), slug(owner.chain.label))
    talk.remember(mention.noun, mention.head, found)
    return found


def _is_ethnic(mention: Mention) -> bool:
    """Whether an adjective tells the people and not the country: "ethnic Albanian guerrillas" of Macedonia."""
    return mention.phrase.lower().startswith("ethnic ")


def _spoken_of(talk: Discourse, mention: Mention) -> Chains:
    """A definite noun: the group with this head noun spoken of last, or the body just named."""
    known = talk.recall(mention.noun, mention.head)
    if known is not None and " " not in mention.phrase:
        return (known,)
    if mention.noun in cue_words("noun", "any body") and mention.definite and not mention.plural:
        beside = {chain for chains in talk.scene.partners(mention.head) for chain in chains}
        for _, chains in talk.scene.recent(mention.head):
            if len(chains) == 1 and chains[0] not in beside and _may_be_called(chains[0], mention.noun):
                return chains
    return ()


def _may_be_called(chain: Chain, noun: str) -> bool:
    """Whether a body is of the kind that a noun says: armies, ministries and alliances of states are no movements."""
    kind = chain.entry.organization_kind if chain.entry else None
    return chain.type == "Organization" and not (noun in cue_words("noun", "non-state") and kind in STATE)


def _unowned(talk: Discourse, mention: Mention, body: bool) -> Chain:
    """The army, the police: those of the country that the sentence or the article is about; a group stays nobody's."""
    simple = mention.definite or " " not in mention.phrase or mention.phrase.lower().startswith(("state", "security"))
    bare = (
        body
        and simple
        and not mention.plural
        and talk.parse.words[mention.begin] not in cue_words("before", "indefinite")
    )
    head, countries = mention.head, talk.countries
    code = (countries.of_scene(head) or countries.main(head) or countries.nearby(head)) if bare else None
    if code is not None:
        return _owned(talk, mention, Owner(mention.head, talk.cast.country(code)), body)
    kind: EntityType = "Organization" if body and not mention.plural else "Group"
    country = led_by(talk, mention) or talk.countries.of_scene(mention.head)
    chain = Chain(mention.phrase, kind, None, country, plural=mention.plural, local=True)
    counted = mention.head if mention.count and not mention.definite else talk.scene.items.begin(mention.head)
    found = talk.cast.keep(chain, "group", slug(mention.phrase), country or "", str(counted))
    talk.remember(mention.noun, mention.head, found)
    return found


def led_by(talk: Discourse, mention: Mention) -> str | None:
    """The country of "Saudi-led forces"."""
    parse = talk.parse
    for token in range(mention.begin, mention.head - 1):
        if token in talk.scene.who and parse.words[token + 1] == "-":
            leading = parse.words[token + 2] in cue_words("name", "leading")
            return talk.scene.who[token][0].country if leading else None
    return None


def find_government(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> Chains:
    """The government of a country is the country; a lesser government is a body of its own."""
    if mention.plural and mention.count in cue_words("before", "two") and not owners:
        return joined_countries(talk, mention.head)
    lesser = not cue_words("noun", "below the state").isdisjoint(slug(mention.phrase).split("-"))
    states = [_state(talk, owner.chain) for owner in owners]
    if mention.plural and owners and all(owner.is_pronoun(talk.parse) for owner in owners):  # "our governments"
        both = joined_countries(talk, mention.head)
        if {owner.chain for owner in owners} < set(both):
            return both
    if owners and (lesser or not all(states)):
        return find_group(talk, mention, owners, "government")
    if owners:
        found = tuple(dict.fromkeys(state for state in states if state))
        talk.remember(mention.noun, mention.head, found[0])
        return found
    if not mention.definite or mention.plural or lesser:
        return (_unowned(talk, mention, body=True),)
    if known := talk.recall(mention.noun, mention.head):
        return (known,)
    code = talk.countries.latest(mention.head) or talk.countries.main(mention.head)
    return (talk.cast.country(code),) if code else (_unowned(talk, mention, body=True),)


def _state(talk: Discourse, owner: Chain) -> Chain | None:
    """The country whose government an owner's government is: "Israeli", "Assad's", "the Khartoum government"."""
    lesser = owner.type in {"Place", "Facility"} and not (owner.entry and owner.entry.is_capital)
    return talk.cast.country(owner.country) if owner.country and not lesser and owner.type != "Organization" else None


def find_issuer(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> Chains:
    """A statement speaks for the body that issued it: "a Defense Department news release", then "the release"; a
    message for whoever sends it, else for whom the sentence before is about."""
    item = talk.scene.items.begin(mention.head)
    bodies = [owner.chain for owner in owners if owner.chain.type in {"Organization", "Country"}]
    if bodies:
        talk.cast.issuers[item, mention.noun] = bodies[0]
        return (bodies[0],)
    sent = mention.noun in cue_words("noun", "sent")
    if sent and talk.parse.deps[mention.head] == "obj":
        senders = talk.parse.find(talk.parse.heads[mention.head], *SUBJECTS)
        chains = (chain for token in senders for chain in talk.scene.who.get(token, ()))
        talk.cast.issuers.update(((item, mention.noun), chain) for chain in chains)
        return ()
    bare = mention.definite and not talk.parse.has(mention.head, "nmod")
    issuer = talk.cast.issuers.get((item, mention.noun)) or (_last_subject(talk, mention.head) if sent else None)
    return (issuer,) if bare and issuer else ()


def _last_subject(talk: Discourse, index: int) -> Chain | None:
    """Whom the sentence before is about, if a text by this subject is what speaks now: "the message reads"."""
    parse = talk.parse
    if parse.deps[index] not in SUBJECTS or not is_cue(parse, parse.heads[index], "governor", "reported"):
        return None
    before = (chains for token, chains in talk.scene.recent(index, 1) if parse.deps[token] in SUBJECTS)
    return next((chains[0] for chains in before if len(chains) == 1), None)


def find_country(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> Chains:
    """ "The country", "the two nations", "their countries"."""
    if mention.plural:
        people = [owner.chain for owner in owners if owner.is_pronoun(talk.parse)]
        number = counted(mention.count)
        if people and number and number > len({chain.country for chain in people}):  # "our two countries"
            return joined_countries(talk, mention.head, number)
        if people and mention.noun not in cue_words("noun", "own country"):
            return ()
        if people:
            return tuple(dict.fromkeys(talk.cast.country(chain.country) for chain in people if chain.country))
        if owners:
            return find_group(talk, mention, owners, "group")
        return joined_countries(talk, mention.head, number) if number else ()
    mine = only(owner.chain for owner in owners if owner.is_pronoun(talk.parse))
    if (
        mine is not None
        and mine.country
        and len(owners) == 1
        and mention.phrase == mention.noun in cue_words("noun", "own country")
    ):
        return (talk.cast.country(mine.country),)
    if not mention.definite or owners or not mention.phrase.islower() or slug(mention.phrase).count("-"):
        return ()
    code = talk.countries.latest(mention.head)
    return (talk.cast.country(code),) if code else ()


def find_place(talk: Discourse, mention: Mention) -> Chains:
    """ "The Iraqi city of Basra" is Basra; "the city" is the place named last."""
    for child in talk.parse.find(mention.head, "nmod", "appos"):
        if child in talk.scene.who and child > mention.head and talk.parse.case(child) in {("of",), ()}:
            return talk.scene.who[child]
    if mention.definite and mention.phrase in cue_words("noun", "settlement") and not mention.owners:
        for _, chains in talk.scene.recent(mention.head):
            if len(chains) == 1 and chains[0].type == "Place" and _is_settlement(chains[0], mention.phrase):
                return chains
    return ()


def _is_settlement(chain: Chain, noun: str) -> bool:
    """Whether a place can be called so: a capital is no town, a town no capital."""
    capital = chain.entry is not None and chain.entry.is_capital
    return noun == "city" or capital == (noun == "capital")
