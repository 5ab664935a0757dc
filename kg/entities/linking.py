"""From an annotated article to its actors and places, each with a stable identifier.

An `Article`, its Doc and the gazetteer enter; `Actors` leave: the entities, and which tokens mean which of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from kg.entities.chains import Cast, Chain
from kg.entities.coreference import resolve
from kg.entities.countries import Countries
from kg.entities.discourse import Discourse
from kg.entities.mentions import Mention, find_mentions, is_pronoun, roots_of, roots_of_title
from kg.entities.names import find_names, noun_of
from kg.entities.namesakes import tell_apart
from kg.entities.scene import Scene, Speech
from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.normalization import slug
from kg.model import Article, Entity, EntityMention, Span
from kg.syntax.from_doc import read_parse
from kg.syntax.items import WHOLE, Items, find_items
from kg.syntax.parse import Parse
from kg.syntax.quotations import find_announcements, find_quotes, find_speakers
from kg.syntax.turns import find_turns


@dataclass(frozen=True)
class Actors:
    """The actors and places of an article; of a digest with its `items`.

    `at`: head token of a mention -> ids of whom it means ("both sides": two); `span`: head token -> its token range;
    `speakers`: token inside a quotation -> token of its speaker. All tokens are those of `parse`. `media`: ids of
    newspapers, agencies and stations that are known as such.
    """

    parse: Parse
    entities: dict[str, Entity]
    at: dict[int, tuple[str, ...]]
    span: dict[int, tuple[int, int]]
    speakers: dict[int, int]
    items: Items = WHOLE
    media: frozenset[str] = frozenset()

    @cached_property
    def heads(self) -> dict[int, int]:
        """Token -> head of the smallest mention that it stands in."""
        smallest_last = sorted(((end - begin, head) for head, (begin, end) in self.span.items()), reverse=True)
        return {token: head for _, head in smallest_last for token in range(*self.span[head])}


def find_actors(article: Article, doc: Doc, gazetteer: Gazetteer) -> Actors:
    """Find who and what the article speaks of: one entity for each actor, however it is called.

    The Doc needs recognised names; without a parse only names are found.
    """
    parse = read_parse(doc)
    names = tell_apart(doc, parse, find_names(doc, parse, gazetteer), gazetteer)
    mentions = find_mentions(doc, parse, names)
    items = find_items(parse, article.title, (name.end - 1 for name in names if name.form == "name"))
    talk = _open(article, doc, parse, items, gazetteer)
    resolve(talk, mentions)
    ids = _identifiers(talk)
    at: dict[int, tuple[str, ...]] = {}
    span: dict[int, tuple[int, int]] = {}
    for mention in sorted(mentions, key=_is_within_others):
        if mention.head in talk.scene.who:
            meant = tuple(dict.fromkeys(ids[chain] for chain in talk.scene.who[mention.head]))
            for root in roots_of(parse, mention):
                at.setdefault(root, meant)
                span.setdefault(root, (mention.begin, mention.end))
            for root in roots_of_title(parse, mention):
                at[root], span[root] = meant, (mention.begin, mention.end)
    media = frozenset(ids[c] for c in talk.cast.chains if c.entry and c.entry.organization_kind == "media")
    return Actors(parse, _entities(talk, ids), at, span, _speaking(talk, span), talk.scene.items, media)


def _speaking(talk: Discourse, span: dict[int, tuple[int, int]]) -> dict[int, int]:
    """Token -> token of its speaker; a place before a colon ("Gaza: ...") heads a paragraph and says nothing."""
    mute = {"Place", "Facility"}
    who, quoted = talk.scene.who, talk.speech.quoted
    places = {speaker for speaker in set(quoted.values()) if {chain.type for chain in who.get(speaker, ())} & mute}
    heads = {token: head for head, (begin, end) in span.items() for token in range(begin, end)} if quoted else {}
    heads.update((head, head) for head in span)
    return {token: heads.get(speaker, speaker) for token, speaker in quoted.items() if speaker not in places}


def _open(article: Article, doc: Doc, parse: Parse, items: Items, gazetteer: Gazetteer) -> Discourse:
    """The discourse before its first mention: who speaks, who publishes."""
    publishers = _publishers(article, gazetteer)
    published = tuple(dict.fromkeys(entry.country for entry in publishers if entry.country))
    cast, scene = Cast(gazetteer), Scene(parse, items)
    author = next((cast.known(entry) for entry in publishers if _speaks(entry, article.publisher or "")), None)
    quotes = find_quotes(parse, items)
    turns = [] if items.several else find_turns(parse)
    speech = Speech(
        quoted=find_speakers(parse, quotes, turns, items),
        announced=find_announcements(parse, items),
        quotes=quotes,
        turns=[(turn.begin, turn.end) for turn in turns],
        authors=(author,) if author else (),
    )
    countries = Countries(scene, gazetteer, article.date, published, published if author else ())
    return Discourse(article, doc, parse, gazetteer, cast, scene, speech, countries)


def _is_within_others(mention: Mention) -> tuple[bool, bool]:
    """The order of mentions for tokens that several share: names with titles, other names, the rest."""
    return mention.name is None, mention.name is not None and mention.name.begin == mention.begin


def _publishers(article: Article, gazetteer: Gazetteer) -> list[Entry]:
    """Whom the publisher's name names: "UK Government" the country, "U.S. Department of State" a body; no media."""
    words, start = (article.publisher or "").replace("&", "and").split(), 0
    found: list[Entry] = []
    while start < len(words):  # "Voice of America" names no country
        match = gazetteer.match_longest(words, start)
        found += match[0][:1] if match else ()
        start += match[1] if match else 1
    return [entry for entry in found if entry.organization_kind != "media"]


def _speaks(entry: Entry, publisher: str) -> bool:
    """Whether a publisher's statements are made by this body or this country, and are not news from it."""
    words = slug(publisher).split("-")
    official = not cue_words("noun", "official").isdisjoint(words) or publisher.removeprefix("The ") in entry.metonyms
    return entry.kind == "Organization" or (entry.kind == "Country" and official)


def _identifiers(talk: Discourse) -> dict[Chain, str]:
    """An id for each chain: the gazetteer's, else a slug of the label; what is known in this article only carries
    the article's id, so that the "soldier" of another article stays another."""
    ids: dict[Chain, str] = {}
    owner: dict[str, Chain] = {chain.entry.id: chain for chain in talk.cast.chains if chain.entry}
    for chain in talk.cast.chains:
        if chain.entry is not None:
            ids[chain] = chain.entry.id
            continue
        stem = slug(chain.stem or _without_middle_names(chain)) or "unnamed"
        if chain.local:
            stem = f"{stem}-{slug(talk.article.id)}"
        name, number = stem, 1
        while name in talk.gazetteer.entries or not _same_node(owner.setdefault(name, chain), chain):
            number += 1
            name = f"{stem}-{number}"
        ids[chain] = name
    return ids


def _without_middle_names(chain: Chain) -> str:
    """The label; a person's without the initials of middle names, and behind an English first name without the one
    that is spelled out ("Franklin Delano Roosevelt"), so that other articles may leave them out."""
    words = chain.label.split()
    if chain.type != "Person" or len(words) < 3:
        return chain.label
    middle = [word for word in words[1:-1] if len(word.rstrip(".")) > 1 or not word.isupper()]
    kept = cue_words("name", "particle") | cue_words("name", "generation")
    spare = kept.isdisjoint({words[1].lower(), words[-1].lower().rstrip(".")}) and len(words) == 3
    if spare and words[0] in cue_words("name", "english"):
        middle = []
    return " ".join([words[0], *middle, words[-1]])


def _same_node(one: Chain, other: Chain) -> bool:
    """Whether two chains with one label are the same: bodies and groups are, people without a name are not."""
    known = not (one.local or "Person" in {one.type, other.type})
    return one is other or (known and one.country == other.country)


def _entities(talk: Discourse, ids: dict[Chain, str]) -> dict[str, Entity]:
    merged: dict[str, list[Chain]] = {}
    for chain in talk.cast.chains:
        if chain.mentions:
            merged.setdefault(ids[chain], []).append(chain)
    return {identifier: _entity(talk, identifier, chains) for identifier, chains in sorted(merged.items())}


def _entity(talk: Discourse, identifier: str, chains: list[Chain]) -> Entity:
    first = chains[0]
    places = {_place(mention) for chain in chains for mention in _telling(chain.mentions)}
    return Entity(
        id=identifier,
        label=first.label,
        type=first.type,
        country=talk.countries.of(first),
        aliases=_aliases(talk, first, [m for chain in chains for m in chain.mentions]),
        same_as=first.entry.same_as if first.entry else (),
        mentions=tuple(
            EntityMention(_span(talk, *whole), _span(talk, *name) if name else None) for whole, name in sorted(places)
        ),
    )


def _telling(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without adjectives ("Israeli jets" name no country), unless there is nothing else."""
    mentions = list(mentions)
    return [m for m in mentions if not m.name or m.name.form != "adjective"] or mentions


def _aliases(talk: Discourse, chain: Chain, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The other words that the article calls it by, in the order of the alphabet; no pronouns, no adjectives."""
    forms = set(chain.titles)
    for mention in mentions:
        if _stands_for_others(talk, chain, mention) or (mention.name and mention.name.form == "adjective"):
            continue
        if mention.kind != "pronoun":
            forms.add(" ".join(_span(talk, mention.begin, mention.end).text.split()))
        if mention.name is not None:
            forms.add(" ".join(mention.name.text.split()))
    return tuple(sorted(forms - {chain.label}))


def _stands_for_others(talk: Discourse, chain: Chain, mention: Mention) -> bool:
    """Whether a mention is no name for this one: "both sides", "its army", a body's spokesman or its statement."""
    noun = noun_of(talk.doc[mention.head]) if mention.kind == "noun" else None
    speaks = noun is not None and noun.kind in {"spokesperson", "document"} and chain.type != "Person"
    return speaks or len(talk.scene.who[mention.head]) > 1 or is_pronoun(talk.parse, mention.begin)


def _place(mention: Mention) -> tuple[tuple[int, int], tuple[int, int] | tuple[()]]:
    """The tokens of a mention, and those of the name in it."""
    name = (mention.name.begin, mention.name.end) if mention.name and mention.name.form != "adjective" else ()
    return (mention.begin, mention.end), name


def _span(talk: Discourse, begin: int, end: int) -> Span:
    first, last = talk.parse.begins[begin], talk.parse.ends[end - 1]
    return Span(talk.article.id, first, last, talk.article.text[first:last])
