"""Who bears a name: the sieves that need no more than names, titles and the gazetteer.

The mentions of names enter, each gets a chain in the `Discourse`. From precise to loose, as in the multi-pass sieve of
Raghunathan et al. (2010) and Lee et al. (2013): known entry; same name; acronym in parentheses; variant spelling;
surname. A homonym is settled by title, gender, office on the article's date, and nearness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from kg.entities.argument import (
    body_of_owner,
    is_described_otherwise,
    is_of_another_time,
    is_refuted,
    needs_context,
    other_body,
    own_entry,
    people_in_a_country,
)
from kg.entities.capitals import is_acting
from kg.entities.chains import Chain, only
from kg.entities.discourse import Discourse
from kg.entities.mentions import Mention
from kg.entities.names import Name
from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Entry, Gazetteer, Tenure, name_words
from kg.knowledge.normalization import slug
from kg.knowledge.nouns import GENDERS, load_nouns
from kg.syntax.cues import is_cue

SAME_FIRST_NAME = 0.88
SHORTEST_SLIP = 7
FARTHEST_NAME = 8
NAMING = ("naming", "beside naming")
CAREER = timedelta(days=365 * 10)


def link_names(talk: Discourse, mentions: Sequence[Mention]) -> None:
    """Give every name its chain: persons by full names first, then by surnames."""
    named = [mention for mention in mentions if mention.name is not None]
    for mention in sorted(named, key=lambda mention: needs_context(talk.parse, mention)):
        if mention.name is not None and mention.name.form == "pair":
            talk.note(mention, tuple(talk.cast.known(entry) for entry in mention.name.within))
        elif mention.name is not None and not _may_be_surname(mention.name):
            _settle(talk, mention, _bearer(talk, mention, mention.name))
    short = [mention for mention in named if mention.name is not None and _may_be_surname(mention.name)]
    for mention in sorted(short, key=lambda mention: mention.name is not None and mention.name.type != "Person"):
        if mention.name is not None:
            _settle(talk, mention, _short_name(talk, mention, mention.name))


def _may_be_surname(name: Name) -> bool:
    words = name_words(name.text)
    return name.entry is None and (len(words) == 1 or words[0].lower() in cue_words("name", "particle"))


def _settle(talk: Discourse, mention: Mention, chain: Chain) -> None:
    if mention.gender and chain.type == "Person":
        chain.gender = chain.gender or mention.gender
    owners = [owner for token in mention.owners for owner in talk.scene.who.get(token, ())]
    if mention.phrase:
        chain.learn_role(mention.phrase, owners)
    if chain.country is None and chain.entry is None:
        chain.country = next((owner.country for owner in owners if owner.country), None)
    talk.note(mention, (chain,))
    last = talk.parse.lemmas[mention.end - 1]
    if chain.type in {"Organization", "Group"} and mention.name is not None:
        for noun in {last, mention.noun} & load_nouns().keys():
            talk.remember(noun, mention.head, chain)
        talk.cast.initials.setdefault(_initials(mention.name.text), chain)


def _initials(text: str) -> str:
    """What the words of a name begin with, short ones left out: "Iraqi security forces" -> ISF."""
    return "".join(word[0] for word in name_words(text) if len(word) > 3 or word[0].isupper()).upper()


def _bearer(talk: Discourse, mention: Mention, name: Name) -> Chain:
    """The chain of a full name, or of a name that the gazetteer knows."""
    if name.entry is not None:
        return _abbreviated(talk, name) or _known(talk, mention, name, name.entry)
    if other := _renamed(talk, name):
        return other
    if name.type == "Person":
        return _person(talk, mention, name)
    return _body(talk, mention, name)


def _known(talk: Discourse, mention: Mention, name: Name, entry: Entry) -> Chain:
    if name.form == "people" and entry.kind == "Country":
        return _people(talk, mention, name, entry)
    if entry.kind == "Group" and entry.country is None and (abroad := people_in_a_country(talk, mention, entry.label)):
        return abroad
    if entry.country and entry.organization_kind == "government" and _is_national(talk, entry, entry.country):
        return talk.cast.country(entry.country)
    if entry.is_capital and entry.country and name.form == "name" and is_acting(talk.parse, mention.head):
        former = talk.gazetteer.former_state(entry.country, talk.day) if talk.day else None
        return talk.cast.known(former) if former else talk.cast.country(entry.country)
    if entry.kind == "Place" and entry.successor and entry.country and is_acting(talk.parse, mention.head):
        return talk.cast.country(entry.country)  # "France and England signed": a part that was a state
    if entry.kind == "Person" and is_refuted(talk, mention, entry):
        return _newcomer(talk, mention, name)
    return other_body(talk, mention, entry) or talk.cast.known(entry)


def _is_national(talk: Discourse, entry: Entry, code: str) -> bool:
    """Whether an entry is the government of its country: then it is the country."""
    return entry.label == f"Government of {talk.cast.country(code).label}"


def _people(talk: Discourse, mention: Mention, name: Name, entry: Entry) -> Chain:
    """A people as a group of its own: "Israelis" are not Israel, "ethnic Turks" need not be in Turkey."""
    if name.begin and talk.doc[name.begin - 1].lower_ == "ethnic":
        label = f"ethnic {name.text}"
        return people_in_a_country(talk, mention, label) or talk.cast.keep(
            Chain(label, "Group", plural=True, local=True), "people", label
        )
    start = name.text.title()[:4]
    plural = next((form for form in entry.people if form.endswith("s") and form.startswith(start)), name.text)
    return talk.cast.keep(Chain(plural, "Group", country=entry.country, plural=True), "people", entry.id)


def _renamed(talk: Discourse, name: Name) -> Chain | None:
    """Who bears the name before, where only words of naming part the two: "Camp Bastion, also called Bravo Base"."""
    naming = False
    for index in range(name.begin - 1, max(name.begin - FARTHEST_NAME, 0), -1):
        if index in talk.scene.who:
            chain = only(talk.scene.who[index]) if naming else None
            if chain is not None:
                talk.cast.rename(chain, name.text)
            return chain
        naming = naming or is_cue(talk.parse, index, "between", NAMING[0])
        if talk.doc[index].is_alpha and not any(is_cue(talk.parse, index, "between", effect) for effect in NAMING):
            return None
    return None


# Persons


def _person(talk: Discourse, mention: Mention, name: Name) -> Chain:
    entries = [entry for entry in talk.gazetteer.by_name(name.text) if entry.kind == "Person"]
    entries = entries or _other_order(talk, name)
    entry = own_entry(talk, entries) or _fitting(talk, mention, entries)
    same = _variant(talk, mention, name) if entry is None else None
    if same is not None:
        return same
    entry = entry or _similar(talk, mention, name)
    if entry is not None:
        return talk.cast.known(entry)
    return _newcomer(talk, mention, name)


def _other_order(talk: Discourse, name: Name) -> list[Entry]:
    """ "Kishida Fumio": those who bear the name with the family name at its other end."""
    words = name_words(name.text)
    found = talk.gazetteer.by_name(" ".join([*words[1:], words[0]])) if len(words) == 2 else ()
    return [entry for entry in found if entry.country in cue_words("name", "family name first")]


def _similar(talk: Discourse, mention: Mention, name: Name) -> Entry | None:
    """Somebody known under nearly this name, where nobody bears it exactly and nothing speaks against."""
    words = {word.casefold() for word in name_words(name.text)}
    if not words.isdisjoint(cue_words("name", "generation")):
        return None
    entry = None if talk.gazetteer.by_name(name.text) else talk.gazetteer.similar(name.text)
    return entry if entry is not None and _fit(talk, mention, entry) >= 0 else None


def _newcomer(talk: Discourse, mention: Mention, name: Name) -> Chain:
    """Somebody whom no table knows; the title tells the gender, else the first name."""
    gender = mention.gender or GENDERS.get(talk.gazetteer.gender_of(name.text) or "")
    return talk.cast.keep(Chain(name.text, "Person", gender=gender), "person", slug(name.text))


def _variant(talk: Discourse, mention: Mention, name: Name) -> Chain | None:
    """A person named before with the same surname and nearly the same, or an abbreviated, first name."""
    words = [word.casefold() for word in name_words(name.text)]
    for chain in talk.scene.persons(mention.head):
        other = [word.casefold() for word in name_words(chain.label)]
        if len(other) < 2 or not agrees(chain, mention):
            continue
        if words == other[: len(words)] or other == words[: len(other)]:
            return chain
        if other[-1] != words[-1]:
            continue
        first, second = words[0], other[0]
        short = min(len(first), len(second)) == 1 and first[0] == second[0]
        if short or JaroWinkler.similarity(first, second) >= SAME_FIRST_NAME or set(words) <= set(other):
            return chain
    return None


def _short_name(talk: Discourse, mention: Mention, name: Name) -> Chain:
    """The chain of one word: a surname of somebody in the article, of somebody known, or a name of its own."""
    if other := _renamed(talk, name):
        return other
    word = name_words(name.text)[-1].casefold()
    people = [chain for chain in talk.scene.persons(mention.head) if agrees(chain, mention)]
    bearers = [chain for chain in people if word in _short_forms(chain.label, chain.entry)]
    if bearers:
        return _nearest(bearers, mention)
    if len(name_words(name.text)) > 1 and (full := _variant(talk, mention, name)):  # "da Silva"
        return full
    entries = [*talk.gazetteer.surname(name.text), *talk.gazetteer.surname(word.title())]
    entries += talk.gazetteer.by_name(name.text)
    if name.type != "Person":
        holder = _in_office(talk, mention, entries) if name.type == "Place" else None
        return talk.cast.known(holder) if holder else _body(talk, mention, name)
    entry = own_entry(talk, entries) or _fitting(talk, mention, entries, strict=True)
    entry = entry or (_similar(talk, mention, name) if mention.phrase else _misspelt(talk, name))
    if entry is not None:
        return talk.cast.known(entry)
    return _first_name(talk, mention, word) or _newcomer(talk, mention, name)


def _in_office(talk: Discourse, mention: Mention, entries: Iterable[Entry]) -> Entry | None:
    """The one who is in office, where a place that no table knows is called so, but nothing is in it or near it."""
    holders = {entry for entry in entries if talk.day and any(tenure.covers(talk.day) for tenure in entry.tenures)}
    located = talk.parse.words[max(mention.begin - 1, 0)] in cue_words("before", "locative")
    return holders.pop() if len(holders) == 1 and not located else None


def _first_name(talk: Discourse, mention: Mention, word: str) -> Chain | None:
    """The one person of the article with this first name: "Isabel" for "Isabel Ruiz"."""
    full = [chain for chain in talk.scene.persons(mention.head) if " " in chain.label and agrees(chain, mention)]
    return only(chain for chain in full if slug(chain.label).startswith(f"{word}-"))


@lru_cache(maxsize=10_000)
def _short_forms(label: str, entry: Entry | None) -> frozenset[str]:
    """The words that a person may be called by alone, folded."""
    names = [label] if entry is None else [label, entry.family_name or "", *entry.names]
    split = [[word.casefold() for word in name_words(name)] for name in names]
    single = {words[0] for words in split if len(words) == 1}
    whole = [word for word in split[0] if word not in cue_words("name", "generation")]
    return frozenset({*single, *(whole[-1:] if entry is None or not entry.family_name else split[1][-1:])})


def agrees(chain: Chain, mention: Mention) -> bool:
    """Whether the gender that a title tells fits the chain."""
    return not (mention.gender and chain.gender and mention.gender != chain.gender)


def _nearest(bearers: Sequence[Chain], mention: Mention) -> Chain:
    """Of several people with one surname: the one with this title, else the one named last before, else next."""
    titled = [chain for chain in bearers if mention.phrase and slug(mention.phrase) in chain.roles]
    before = [(chain.last_before(mention.head), -rank) for rank, chain in enumerate(titled or bearers)]
    return (titled or bearers)[-max((-1 if last is None else last, rank) for last, rank in before)[1]]


def _fitting(talk: Discourse, mention: Mention, entries: Iterable[Entry], *, strict: bool = False) -> Entry | None:
    """Of known homonyms the one whom title, country, office and gender fit; `strict` wants a positive sign."""
    scored = [(_fit(talk, mention, entry), entry) for entry in dict.fromkeys(entries) if entry.kind == "Person"]
    good = [(score, entry) for score, entry in scored if score >= (1 if strict else 0)]
    best = max((score for score, _ in good), default=0)
    found = [entry for score, entry in good if score == best]
    return max(found, key=lambda entry: _last_day(entry, talk.day)) if found else None


def _fit(talk: Discourse, mention: Mention, entry: Entry) -> int:
    """Points for each sign that a mention means this person; negative where something contradicts."""
    codes = {chain.country for owner in mention.owners for chain in talk.scene.who.get(owner, ()) if chain.country}
    offices = [talk.gazetteer.offices[tenure.office] for tenure in entry.tenures]
    own = {code for code in (entry.country, *(office.country for office in offices)) if code}
    other_gender = mention.gender and entry.gender not in {None, mention.gender}
    if other_gender or (codes and own and codes.isdisjoint(own)) or is_of_another_time(entry, talk.day):
        return -1
    if is_described_otherwise(talk, mention, own):
        return -1
    score, near = 2 * bool(codes) + (entry.country in talk.countries.named_beside(mention.head)), list[Tenure]()
    if talk.day is not None:
        near = [t for t in entry.tenures if (t.begin or date.min) - CAREER <= talk.day <= (t.end or talk.day) + CAREER]
        score += bool(near) + any(tenure.covers(talk.day) for tenure in near)
    else:
        score += bool(entry.tenures)
    roles = {slug(role) for office in offices for role in office.roles}
    roles |= {slug(role) for role in entry.roles}
    titled = bool(mention.phrase) and slug(mention.phrase) in roles
    retired = talk.day is not None and bool(entry.tenures) and not near
    surname = mention.name is not None and len(name_words(mention.name.text)) == 1
    return -1 if surname and retired and not titled else score + 3 * titled


def _last_day(entry: Entry, day: date | None) -> date:
    return max((min(t.end or date.max, day or date.max) for t in entry.tenures), default=date.min)


# Organisations and places


def _body(talk: Discourse, mention: Mention, name: Name) -> Chain:
    """An organisation or place that the gazetteer doesn't know; its country is that of a name inside its name."""
    full = _abbreviated(talk, name) or _spelled_out(talk, name)
    if full is not None:
        return full
    if slip := _misspelt(talk, name):
        return talk.cast.known(slip)
    if name.type == "Organization" and (body := body_of_owner(talk, mention)):
        return body
    countries = {entry.country for entry in name.within if entry.country}
    kind = "Facility" if name.type == "Place" and _is_facility(name) else name.type
    chain = Chain(name.text, kind, country=countries.pop() if len(countries) == 1 else None)
    return talk.cast.keep(chain, "body", slug(name.text))


def _misspelt(talk: Discourse, name: Name) -> Entry | None:
    """The country or capital whose name differs by one letter: "Ethopia"."""
    word = name.text.casefold()
    if len(word) < SHORTEST_SLIP or name.within:
        return None
    labels, states = _states(talk.gazetteer)
    close = process.extract(word, labels, scorer=DamerauLevenshtein.distance, score_cutoff=1)
    near = [states[index] for _, distance, index in close if distance == 1]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4)
def _states(gazetteer: Gazetteer) -> tuple[list[str], list[Entry]]:
    """Countries and capitals, their folded labels first."""
    states = [entry for entry in gazetteer.entries.values() if entry.kind == "Country" or entry.is_capital]
    return [entry.label.casefold() for entry in states], states


def _is_facility(name: Name) -> bool:
    nouns = load_nouns()
    return any(word in nouns and nouns[word].kind == "facility" for word in name.text.lower().split())


def _abbreviated(talk: Discourse, name: Name) -> Chain | None:
    """The body with these initials that the article has spelled out: "ISF" after "Iraqi Security Forces"."""
    return talk.cast.initials.get(name.text) if name.text.isupper() and len(name.text) > 2 else None


def _spelled_out(talk: Discourse, name: Name) -> Chain | None:
    """The name right before an acronym or alias in parentheses: "Human Rights Watch (HRW)"."""
    doc, before = talk.doc, name.begin - 2
    if before < 0 or doc[name.begin - 1].text != "(" or before not in talk.scene.who:
        return None
    chain = only(talk.scene.who[before])
    if chain is None or chain.type == "Person":
        return None
    talk.cast.alias(chain, name.text)
    return chain
