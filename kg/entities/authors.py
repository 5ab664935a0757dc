"""Who speaks to the reader of a statement, a letter or a release: who says "I" and "we" outside quotations.

An article with linked names enters; the person who says I and those who say we leave. I is whom the title ("Statement
by ..."), a line above the text ("Mary Moe, Minister of Trade") or the signature names. We are the state that he or the
publishing ministry speaks for, the publishing body, whoever the text itself calls so ("Ghana renews our pledge"), or
those who make a joint statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg.entities.chains import Chain, Chains
from kg.entities.discourse import Discourse
from kg.entities.offices import find_holder
from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Entry
from kg.knowledge.normalization import slug
from kg.knowledge.nouns import PEOPLE, load_nouns
from kg.syntax.parse import SUBJECTS

FOR_ITS_STATE = frozenset({"government", "ministry"})
HEADING = 16  # words
LINES = 2
LONGEST_NAME = 4
WITHIN = frozenset({"nmod:poss", "nmod", "obj", "iobj", "obl", "xcomp", "conj", "acl", "advcl", "amod", "compound"})
SMALL = frozenset({"of", "for", "and", "to", "the"})  # inside a title: "Minister for Trade and Industry"


def introduce(talk: Discourse) -> None:
    """Tell the discourse who says I and we where nobody is quoted."""
    publisher = talk.speech.authors[:1]
    writer = _writer(talk)
    talk.speech.writer = writer
    talk.speech.authors = _jointly(talk) or _for_state(talk, publisher) or _self_named(talk) or _state_of(talk, writer)


# I


def _writer(talk: Discourse) -> Chain | None:
    """Who signs the title, one of the lines above the text, or the last line of a letter."""
    lines = [line for line in talk.article.text.split("\n", LINES + 1) if line.strip()]
    above = [line.split() for line in lines[:-1][:LINES]]
    headings = [(talk.article.title or "").split(), *above]
    found = (_signed_by(talk, words) for words in headings if len(words) <= HEADING)
    bylines = (_byline(talk, words) for words in above)
    return next((chain for chain in (*found, *bylines, _signature(talk)) if chain), None)


def _signed_by(talk: Discourse, words: Sequence[str]) -> Chain | None:
    """The person behind "by" in "Statement by Secretary X on Y", or before "'s statement"."""
    plain = [word.strip(",.:;").lower() for word in words]
    text = next((i for i, word in enumerate(plain) if word in cue_words("noun", "somebody's words")), None)
    if text is None:
        return None
    if text and plain[text - 1].endswith(("’s", "'s")):
        return _person(talk, [*words[: text - 1], words[text - 1][:-2]])
    by = next((i for i in range(text + 1, len(plain)) if plain[i] in cue_words("before", "author")), None)
    return _person(talk, words[by + 1 :]) if by is not None else None


def _byline(talk: Discourse, words: Sequence[str]) -> Chain | None:
    """ "Mary Moe, Minister of Trade", alone on its line."""
    name = list(takewhile(lambda word: not word.endswith(","), words))
    name += [words[len(name)].rstrip(",")] if len(name) < len(words) else []
    rest = words[len(name) :]
    if not rest or len(words) > HEADING or not 1 < len(name) <= LONGEST_NAME or words[-1].endswith((".", ":", "?")):
        return None
    return _person(talk, name) if any(_is_role(word) for word in rest) else None


def _signature(talk: Discourse) -> Chain | None:
    """The person alone on the last line of a letter."""
    if talk.article.text[:5].lower() != "dear ":
        return None
    *_, last = talk.article.text.rstrip().rsplit("\n", 1)
    return _person(talk, last.split()) if len(last.split()) <= HEADING else None


def _person(talk: Discourse, words: Sequence[str]) -> Chain | None:
    """Whom the words of a heading name: somebody of the text or the tables, the holder of an office, somebody new."""
    words = [word.strip(",.:;") for word in takewhile(lambda word: word[:1].isupper() or word in SMALL, words)]
    plain = {word.lower() for word in words}
    told = (chain for chain in talk.cast.chains if chain.type == "Person" and chain.label.split()[-1].lower() in plain)
    if found := next(told, None):
        return found
    entries = [entry for found in _matches(talk, words) for entry in found]
    role = max((i for i, word in enumerate(words) if _is_role(word)), default=-1)
    name = words[role + 1 :]
    people = [entry for entry in entries if entry.kind == "Person"] or _in_office(talk, name)
    if people:
        return talk.cast.known(people[0])
    codes = [entry.country for entry in entries if entry.country] or [*talk.countries.published]
    if role >= 0 and not name and codes:
        return find_holder(talk, " ".join(words), talk.cast.country(codes[0]))
    if not 1 < len(name) <= LONGEST_NAME or not SMALL.isdisjoint(name):
        return None
    label = " ".join(name)
    return talk.cast.keep(Chain(label, "Person", country=next(iter(codes), None)), "person", slug(label))


def _matches(talk: Discourse, words: Sequence[str]) -> Iterator[tuple[Entry, ...]]:
    """What each word begins to name, as far as it is known."""
    for begin in range(len(words)):
        if match := talk.gazetteer.match_longest(words, begin):
            yield match[0]


def _in_office(talk: Discourse, name: Sequence[str]) -> list[Entry]:
    """The one holder of an office on that day who has this surname: "Prime Minister Kishida"."""
    bearers = talk.gazetteer.surname(name[0]) if len(name) == 1 and talk.day else ()
    holders = [entry for entry in bearers if talk.day and any(tenure.covers(talk.day) for tenure in entry.tenures)]
    return holders if len(holders) == 1 else []


def _is_role(word: str) -> bool:
    noun = load_nouns().get(word.strip(",.").lower())
    return noun is not None and noun.kind in {*PEOPLE, "honorific"}


# We


def _jointly(talk: Discourse) -> Chains:
    """Those who make a joint statement: whom its first sentence has for its subject, else whom the title names."""
    words = (talk.article.title or "").replace("’s", "").replace(",", " ").split()
    if not any(word.lower() in cue_words("name", "joint") for word in words):
        return ()
    first = [
        token for token in talk.scene.who if talk.parse.sentence[token] == 0 and talk.parse.deps[token] in SUBJECTS
    ]
    parties = [chain for token in first for t in talk.parse.conjuncts(token) for chain in talk.scene.who.get(t, ())]
    if len(parties) < 2:
        codes = (entry.country for found in _matches(talk, words) for entry in found[:1])
        parties = [talk.cast.country(code) for code in codes if code]
    states = [chain for chain in parties if chain.type == "Country"]
    together = tuple(dict.fromkeys(states if len(states) > 1 else parties))
    return together if len(together) > 1 else ()


def _for_state(talk: Discourse, publisher: Chains) -> Chains:
    """The state of a publishing ministry; another body speaks for itself."""
    return tuple(
        talk.cast.country(chain.country)
        if chain.country and chain.entry and chain.entry.organization_kind in FOR_ITS_STATE
        else chain
        for chain in publisher
    )


def _self_named(talk: Discourse) -> Chains:
    """Whom the text calls by name and "our" in one clause: "Ghana renews our pledge"."""
    for index in _ours(talk):
        for head, label in talk.parse.ancestors(index):
            if label not in WITHIN:
                break
            subjects = [child for child in talk.parse.find(head, *SUBJECTS) if child < index]
            chains = [chain for child in subjects for chain in talk.scene.who.get(child, ())]
            if len(chains) == 1 and chains[0].type in {"Country", "Organization"}:
                return (chains[0],)
            if subjects:
                break
    return ()


def _ours(talk: Discourse) -> Iterator[int]:
    """Where "our" stands outside quotations and turns."""
    for index, word in enumerate(talk.parse.words):
        if word == "our" and talk.speech.speaker(index) is None and not talk.speech.is_quoted(index):
            yield index


def _state_of(talk: Discourse, writer: Chain | None) -> Chains:
    """The state that a writer in office speaks for."""
    code = talk.countries.of(writer) if writer else None
    return (talk.cast.country(code),) if code else ()
