"""Which person a role means: "the Iraqi prime minister", "the Foreign Secretary", "the president", "a judge"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.entities.chains import Chain, Chains, Owner
from kg.entities.discourse import Discourse
from kg.entities.mentions import Mention
from kg.entities.parties import other_party
from kg.knowledge.cues import cue_words
from kg.knowledge.normalization import slug
from kg.syntax.parse import first_conjunct

PARTNERS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent")


def find_person(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> Chains:
    """The person whom a role in the singular means: named, in office on the article's date, or new."""
    named = [owner for owner in owners if not owner.is_pronoun(talk.parse)] or list(owners)
    if mention.noun == "counterpart" and (peer := _counterpart(talk, mention, owners)):
        return (peer,)
    if mention.noun in cue_words("noun", "other party") and (other := other_party(talk, mention.head, owners)):
        return (other,)
    found: Chain | None = None
    if named and not _is_indefinite(talk, mention):
        found = _role_of(talk, mention, named[0].chain)
    elif mention.definite:
        found = _bare_role(talk, mention)
    if found is not None:
        return (found,)
    predicate = talk.parse.case(mention.head) == ("as",) or talk.parse.has(mention.head, "cop")
    generic = not named and not (
        _is_indefinite(talk, mention) or talk.parse.words[mention.begin] in {"the", "this", "that"}
    )
    return () if predicate or generic else (_newcomer(talk, mention, named),)


def _is_indefinite(talk: Discourse, mention: Mention) -> bool:
    return talk.parse.words[mention.begin] in cue_words("before", "indefinite")


def _role_of(talk: Discourse, mention: Mention, owner: Chain) -> Chain | None:
    """Role and owner: somebody named so before, else the holder of the office."""
    role = slug(mention.phrase)
    for chain in _by_nearness(talk.scene.persons(mention.head), mention):
        of_owner = owner in chain.owners or (owner.country is not None and owner.country == chain.country)
        if of_owner and role_fits(talk, chain, role):
            return chain
    return find_holder(talk, mention.phrase, owner)


def find_holder(talk: Discourse, role: str, owner: Chain) -> Chain | None:
    """Who held the office of that country or body on the article's date."""
    keys = [owner.country, owner.entry.id if owner.entry else None]
    for key in keys:
        if key and talk.day and (found := talk.gazetteer.holders(role.lower(), key, talk.day)):
            return talk.cast.known(found[0])
    return None


def _bare_role(talk: Discourse, mention: Mention) -> Chain | None:
    """A role without owner: somebody of that role here, first of all somebody whose title needs no country either
    ("President Trump ... the president"); else the holder in the country that the article is at home in, which is not
    that of a partner in the same clause ("The Prime Minister spoke to President Macron")."""
    role, beside, home = slug(mention.phrase), _beside(talk, mention.head), talk.countries.home(mention.head)
    near = [chain for chain in _by_nearness(talk.scene.present(mention.head), mention) if chain not in beside]
    if talk.speech.opens_turn(mention.head):  # whom the speaker of a transcript names is somebody else
        near = [chain for chain in near if chain.last_before(mention.head) is not None]
    fitting = [chain for chain in near if role_fits(talk, chain, role)]
    bare = [chain for chain in fitting if chain.bare[role] > 0]
    at_home = [chain for chain in fitting if chain.country in home[:1] and _is_called_so(talk, chain, role)]
    if bare or at_home:
        return (bare or at_home)[0]
    if talk.speech.opens_turn(mention.head):
        return _holder_in(talk, mention.phrase, talk.countries.issued)
    foreign = {chain.country for chain in beside if chain.type == "Person"}
    near_home = [code for code in home if code in talk.countries.named_beside(mention.head) and code not in foreign]
    issuing = _holder_in(talk, mention.phrase, talk.countries.issued)
    return issuing or next(iter(fitting), None) or _holder_in(talk, mention.phrase, near_home)


def _holder_in(talk: Discourse, role: str, codes: Iterable[str]) -> Chain | None:
    """Who held the office in the first of these countries that has it, and calls it so."""
    codes = (code for code in codes if talk.gazetteer.is_title_of(role.lower(), code))
    return next((found for code in codes if (found := find_holder(talk, role, talk.cast.country(code)))), None)


def _beside(talk: Discourse, head: int) -> set[Chain]:
    """Who else takes part in the clause: there, nobody is both named and described."""
    parse = talk.parse
    first = first_conjunct(parse, head)
    partners = [first, *parse.find(parse.heads[first], *PARTNERS)]
    tokens = {token for partner in partners for token in parse.conjuncts(partner)}
    return {chain for token in tokens - {head} for chain in talk.scene.who.get(token, ())}


def _is_called_so(talk: Discourse, chain: Chain, role: str) -> bool:
    """Whether a chain's office is called so first: no Secretary of State is "the Foreign Minister" where one is named.
    Those of whom no office is known are called what the text calls them."""
    if role in chain.roles or chain.entry is None or talk.day is None:
        return True
    held = talk.gazetteer.office_of(chain.entry, talk.day)
    return not held or any(slug(office.roles[0]).endswith(role) for office in held if office.roles)


def role_fits(talk: Discourse, chain: Chain, role: str) -> bool:
    """Whether a chain has this role: the same words, or only the head noun where that is no office of its own."""
    roles = chain.roles | _offices(talk, chain)
    if role in roles:
        return True
    if any(other.startswith((f"{role}-of-", f"{role}-for-")) for other in roles):  # "the Deputy Secretary" of State
        return True
    if "-" in role or role in cue_words("role", "sole"):
        return False
    return any(other.split("-")[-1] == role or role in other.split("-")[:1] for other in roles) or (
        role == "leader" and not cue_words("role", "leading").isdisjoint(roles)
    )


def _offices(talk: Discourse, chain: Chain) -> set[str]:
    if chain.entry is None or talk.day is None:
        return set()
    return {slug(role) for office in talk.gazetteer.office_of(chain.entry, talk.day) for role in office.roles}


def _by_nearness(chains: Iterable[Chain], mention: Mention) -> list[Chain]:
    """Chains by their last mention before this one; those mentioned only later come last."""

    def distance(chain: Chain) -> tuple[bool, int]:
        before = chain.last_before(mention.head)
        return (True, chain.heads[0]) if before is None else (False, mention.head - before)

    return sorted(chains, key=distance)


def _counterpart(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> Chain | None:
    """ "His Iraqi counterpart": who has the same office there; "his counterpart": with whom he deals."""
    peers = [owner.chain for owner in owners if owner.chain.type == "Person"]
    elsewhere = [owner.chain for owner in owners if owner.chain.type != "Person" and owner.chain.country]
    if not elsewhere:
        return other_party(talk, mention.head, owners)
    for role in sorted(peers[0].roles | _offices(talk, peers[0])) if peers else ():
        for chain in talk.scene.present(mention.head):
            if chain.country == elsewhere[0].country and role_fits(talk, chain, role):
                return chain
        if found := find_holder(talk, role.replace("-", " "), elsewhere[0]):
            return found
    return None


def _newcomer(talk: Discourse, mention: Mention, owners: Sequence[Owner]) -> Chain:
    """A person without a name; "the judge" is the judge spoken of before."""
    if mention.noun == "counterpart":  # who is of another country than his peer
        owners = [owner for owner in owners if owner.chain.type != "Person"]
    owner = owners[0].chain if owners else None
    if not _is_indefinite(talk, mention) and (found := _spoken_of(talk, mention, owner)):
        return found
    country = owner.country if owner else talk.countries.of_scene(mention.head)
    label = owners[0].describe(talk.parse, mention) if owners else mention.phrase
    stem = owners[0].name(mention) if owners else ""
    chain = Chain(label, "Person", None, country, mention.gender, local=True, stem=stem)
    chain.roles = {mention.noun, slug(mention.phrase)}
    return talk.cast.keep(chain, "unnamed", str(mention.head))


def unnamed_holder(talk: Discourse, mention: Mention, owner: Owner, role: str) -> Chain:
    """One of several holders of an office whom no table knows: "the foreign ministers of Ghana and Togo"."""
    label = f"{role} of {owner.chain.label}"
    chain = Chain(label, "Person", None, owner.chain.country, local=True, roles={mention.noun, slug(role)})
    chain.owners.append(owner.chain)
    return talk.cast.keep(chain, "unnamed", slug(label))


def _spoken_of(talk: Discourse, mention: Mention, owner: Chain | None) -> Chain | None:
    """The person without a name who was called by the same noun before."""
    for chain in _by_nearness((chain for chain in talk.scene.present(mention.head) if chain.local), mention):
        same = slug(mention.phrase) in chain.roles or (" " not in mention.phrase and mention.noun in chain.roles)
        if same and (owner is None or owner in chain.owners):
            return chain
    return None
