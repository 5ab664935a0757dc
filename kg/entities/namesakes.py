"""Names that only look like known ones: a town of another state, a ship or an airport named after somebody, a son.

Names as found enter; they leave without the entry that isn't meant, or with the one that the rest of the text argues
for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.entities.names import Name, is_capitalised, is_title, noun_of
from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.nouns import ActorNoun
from kg.syntax.parse import SUBJECTS, Parse

FOUNDATIONS = {"facility": "Facility", "institution": "Organization"}


def tell_apart(doc: Doc, parse: Parse, names: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """The names in text order, each with the entry that is meant, if any."""
    towns = [_town(parse, name, names[number + 1 : number + 2]) for number, name in enumerate(names)]
    freed = [_named_after(doc, _junior(doc, name, gazetteer)) for name in towns]
    sure = Counter(name.entry.country for name in freed if name.entry and len(_bearers(name, gazetteer)) == 1)
    chosen = (_by_context(parse, name, _bearers(name, gazetteer), sure) for name in freed)
    return _retype_places(doc, parse, [name for name in chosen if name is not None])


def _retype_places(doc: Doc, parse: Parse, names: list[Name]) -> list[Name]:
    """Unknown persons are places where the text has something happen "near" or "in" them and gives them no title."""
    unknown = [name for name in names if name.type == "Person" and name.entry is None and name.begin]
    located = {name.text for name in unknown if doc[name.begin - 1].lower_ in cue_words("before", "locative")}
    acting = {name.text for name in unknown if parse.deps[name.begin] in SUBJECTS or is_title(doc[name.begin - 1])}
    words = {name.text.split()[-1] for name in unknown if " " in name.text and name.text in acting}
    places = {text for text in located - acting if text not in words}
    return [replace(name, type="Place") if name.text in places and name in unknown else name for name in names]


def _town(parse: Parse, name: Name, following: Sequence[Name]) -> Name:
    """ "Lebanon, Pennsylvania" is a town of that state; not so "Georgia, Ohio and Utah", a list."""
    state = following[0] if following else None
    beside = state is not None and parse.words[name.end : state.begin] == [","]
    if state is None or not beside or state.entry is None or state.entry.organization_kind != "state":
        return name
    if name.entry is None or name.entry.kind not in {"Country", "Place"} or name.entry.country == state.entry.country:
        return name
    listed = parse.words[state.end : state.end + 1] == ["and"] or parse.has(state.begin, "cc", "conj")
    text = f"{name.text}, {state.text}"
    return name if listed else replace(name, text=text, type="Place", form="name", entry=None, within=(state.entry,))


def _junior(doc: Doc, name: Name, gazetteer: Gazetteer) -> Name:
    """ "Donald Trump Jr." is another person than Donald Trump, unless a table knows him by that name."""
    behind = doc[name.end].lower_.rstrip(".") if name.end < len(doc) else ""
    if name.type != "Person" or behind not in cue_words("name", "generation"):
        return name
    text = doc[name.begin : name.end + 1].text
    entry = next((entry for entry in gazetteer.by_name(text) if entry.kind == "Person"), None)
    return replace(name, end=name.end + 1, text=text, entry=entry)


def _named_after(doc: Doc, name: Name) -> Name:
    """A person's name that is a ship's ("USS Abraham Lincoln") or that of what follows ("Ronald Reagan Airport")."""
    if name.form != "name" or name.type not in {"Person", "Place", "Organization"}:
        return name
    before = doc[name.begin - 1] if name.begin else None
    if before is not None and before.text in cue_words("name", "ship"):
        return _as(doc, name, name.begin - 1, name.end, "Facility")
    if name.type != "Person":
        return name
    around = [before, doc[name.end] if name.end < len(doc) else None]
    vessel = [token for token in around if token is not None and token.lower_ in cue_words("noun", "vessel")]
    if vessel:
        return _as(doc, name, name.begin, name.end, "Facility")
    noun = _noun_behind(doc, name)
    return _as(doc, name, name.begin, name.end + 1, FOUNDATIONS[noun.kind]) if noun else name


def _noun_behind(doc: Doc, name: Name) -> ActorNoun | None:
    """The capitalised noun right behind a name that makes it the name of a building or body."""
    if name.end == len(doc) or not is_capitalised(doc[name.end]) or doc[name.end].is_sent_start:
        return None
    noun = noun_of(doc[name.end])
    return noun if noun is not None and noun.kind in FOUNDATIONS else None


def _as(doc: Doc, name: Name, begin: int, end: int, kind: str) -> Name:
    return replace(name, begin=begin, end=end, text=doc[begin:end].text, type=kind, entry=None)  # type: ignore[arg-type]


def _bearers(name: Name, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The countries and their parts that this name, adjective or people can mean."""
    if name.entry is None or name.entry.kind not in {"Country", "Place"} or name.form in {"metonym", "pair"}:
        return ()
    found = gazetteer.by_name(name.text) if name.form == "name" else gazetteer.by_adjective(name.text)
    states = [entry for entry in found if entry.kind == "Country" or entry.organization_kind == "state"]
    return tuple(states) if name.entry in states else (name.entry,)


def _by_context(parse: Parse, name: Name, bearers: Sequence[Entry], sure: Counter[str | None]) -> Name | None:
    """Of several countries of one name the one that the text names otherwise, too; of a country and a state the state
    where its country is named and a governor is its. Nobody where nothing tells the two Koreas apart."""
    if len(bearers) < 2:
        return name
    countries = [entry for entry in bearers if entry.kind == "Country"]
    states = [entry for entry in bearers if entry.kind != "Country"]
    if states:
        argued = sure[states[0].country] and not any(sure[entry.country] for entry in countries)
        chosen = states[0] if (argued and _is_owner_of(parse, name, "state")) else name.entry
        return replace(name, entry=chosen, type=chosen.kind) if chosen else name
    (first, most), *rest = sorted(((entry, sure[entry.country]) for entry in countries), key=lambda pair: -pair[1])
    if most > max(count for _, count in rest):
        return replace(name, entry=first)
    return None if name.text.lower() in cue_words("name", "several states") else name


def _is_owner_of(parse: Parse, name: Name, effect: str) -> bool:
    """Whether what belongs to a name is an office or body that states have, not countries."""
    head = parse.heads[name.begin]
    words = {parse.lemmas[head], *(parse.words[child] for child in parse.find(head, "compound", "amod"))}
    return not cue_words("noun", f"of a {effect}").isdisjoint(words)
