"""Names in a text: what the pipeline recognised, repaired with what the gazetteer knows.

A parsed Doc enters, its names leave: no two overlap. The pipeline confuses countries that act with organisations and
misses names; the gazetteer knows no newcomers. Where both see a name, the longer one counts, unless the longer one
is only several known names in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from kg.knowledge.cues import cue_words
from kg.knowledge.gazetteer import Entry, Gazetteer, name_words
from kg.knowledge.nouns import PEOPLE, ActorNoun, load_nouns
from kg.model import EntityType
from kg.syntax.cues import is_cue
from kg.syntax.parse import Parse

Form = Literal["name", "adjective", "people", "metonym", "pair"]
TYPES: dict[str, EntityType] = {"PERSON": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place"}
MARKS = frozenset("<>[]{}=|\\*#@")  # of markup and addresses
NO_NAMES = frozenset({"DATE", "TIME"})
ATTRIBUTIVE = frozenset({"amod", "compound", "nmod:desc", "nmod"})
NAME_TAGS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
LINKS = frozenset({"DET", "CCONJ", "PUNCT", "ADP", "PART"})


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `begin` to `end` name somebody; `within` are the known names inside a longer one."""

    begin: int
    end: int
    text: str
    type: EntityType
    form: Form = "name"
    entry: Entry | None = None
    within: tuple[Entry, ...] = ()


def find_names(doc: Doc, parse: Parse, gazetteer: Gazetteer) -> list[Name]:
    """The names of a Doc with its parse, in text order."""
    words = [token.text for token in doc]
    known = list(_known_names(doc, parse, words, gazetteer))
    at = {index: name for name in known for index in range(name.begin, name.end)}
    taken: dict[int, Name] = {}
    entities = doc.ents
    surnames = {entity[-1].text for entity in entities if entity.label_ == "PERSON" and len(entity) > 1}
    for entity in entities:
        name = _recognised_name(entity, parse, at, surnames)
        if name is not None:
            taken.update(dict.fromkeys(range(name.begin, name.end), name))
    for name in known:
        if taken.keys().isdisjoint(range(name.begin, name.end)):
            taken.update(dict.fromkeys(range(name.begin, name.end), name))
    for name in _titled_names(doc, words, taken):
        taken.update(dict.fromkeys(range(name.begin, name.end), name))
    names = sorted(set(taken.values()), key=lambda name: name.begin)
    return [name for name in names if not _names_text(parse, name)]


def _names_text(parse: Parse, name: Name) -> bool:
    """Whether a place only tells which text is meant: "the Paris Agreement", "the Minsk accords"."""
    last = name.end - 1
    head = parse.heads[last]
    beside = parse.deps[last] in {"compound", "amod", "nmod:desc"} and last < head <= last + 3
    return name.type == "Place" and beside and is_cue(parse, head, "noun", "named after a place")


def is_capitalised(token: Token) -> bool:
    """Whether a word is written like a name: "Ja'afari", "al-Abadi"'s "Abadi", "iPhone" not."""
    return token.text[:1].isupper()


def is_bound(parse: Parse, name: Name) -> bool:
    """Whether a name is only part of a compound word: "Israeli-occupied", "anti-Syria"."""
    after = parse.words[name.end : name.end + 1]
    before = parse.words[name.begin - 1] if name.begin else ""
    return after == ["-"] or (before == "-" and parse.words[name.begin - 2] in cue_words("name", "prefix"))


def noun_of(token: Token) -> ActorNoun | None:
    """The actor noun that a token is a form of, with the word before it where the two are one ("coast guard")."""
    nouns = load_nouns()
    noun = nouns.get(token.text) or nouns.get(token.lower_) or nouns.get(singular(token))
    if noun is None or token.pos_ == "VERB":
        return None
    before = token.nbor(-1).lower_ if token.i else ""
    return nouns.get(f"{before} {token.lower_}") or nouns.get(f"{before} {singular(token)}") or noun


def singular(token: Token) -> str:
    """The lemma of a noun; where a lemmatizer leaves the plural as it is, without its ending."""
    lemma = token.lemma_.lower()
    plural = lemma.endswith("s") and lemma not in load_nouns() and lemma[:-1] in load_nouns()
    return lemma[:-1] if plural else lemma


def is_title(token: Token) -> bool:
    """Whether a word can end the title before a person's name: an office, an occupation or an honorific."""
    noun = noun_of(token)
    plural = token.tag_ in {"NNS", "NNPS"}
    return noun is not None and noun.kind in {*PEOPLE, "honorific"} and not plural


def _known_names(doc: Doc, parse: Parse, words: Sequence[str], gazetteer: Gazetteer) -> Iterator[Name]:
    index = 0
    last: Name | None = None
    while index < len(words):
        found = gazetteer.match_longest(words, index) if _may_begin(words, index) else None
        name: Name | None = None
        if found:
            beside = last.entry.country if last and last.entry and words[last.end : index] == [","] else None
            name = _known_name(doc, parse, index, *found, gazetteer, beside)
        elif "-" in words[index][1:]:
            name = _pair_of_names(doc[index], gazetteer)
        if name is not None:
            yield name
            last = name
        index += found[1] if found and name else 1


def _may_begin(words: Sequence[str], index: int) -> bool:
    """Whether a name can begin here: at a capital or digit, or at the article of "al-Qaeda"; spares a look-up."""
    return not words[index].islower() or words[index + 1 : index + 2] == ["-"]


def _pair_of_names(token: Token, gazetteer: Gazetteer) -> Name | None:
    """Two names that the tokenizer left in one piece: "U.S.-Iraq", "U.S.-Russian"."""
    words = token.text.split("-") if is_capitalised(token) else []
    parts = [gazetteer.by_name(word) or gazetteer.by_adjective(word) for word in words if word]
    if len(parts) < 2 or not all(parts):
        return None
    within = tuple(_preferred(part) for part in parts)
    return Name(token.i, token.i + 1, token.text, "Country", "pair", within=within)


def _known_name(
    doc: Doc, parse: Parse, begin: int, entries: Sequence[Entry], length: int, gazetteer: Gazetteer, beside: str | None
) -> Name | None:
    """The gazetteer's match as a name, or None where it doesn't read as one here; `beside` is the country of the place
    right before a comma."""
    end = begin + length
    while end > begin + 1 and doc[end - 1].tag_ == "POS":
        end -= 1
    while begin + 1 < end and doc[begin].pos_ == "DET":
        begin += 1
    own = [entry for entry in entries if entry.id in gazetteer.own]
    entry, text = _preferred(own or entries, doc[begin].ent_type_, beside), _written(doc, begin, end)
    name = Name(begin, end, text, entry.kind, _form(entry, text, parse, begin, end), entry)
    if entry.kind == "Place" and begin and _is_body(doc[begin - 1]):
        body = next((e for e in gazetteer.by_name(text.upper()) if e.kind == "Organization"), None)
        name = Name(begin, end, text, "Organization", entry=body)
    return name if _fits(doc, parse, name) else None


def _written(doc: Doc, begin: int, end: int) -> str:
    """The text of a range of tokens; most names are of one, which needs no Span."""
    return doc[begin].text if end == begin + 1 else doc[begin:end].text


def _is_body(token: Token) -> bool:
    """Whether a noun before a name makes it a body's name: "the news agency Sana", not the city."""
    noun = noun_of(token)
    return noun is not None and noun.kind == "institution" and token.tag_ == "NN"


def _preferred(entries: Sequence[Entry], label: str = "", beside: str | None = None) -> Entry:
    """Of homonyms a person where one is recognised, the state after its city ("Atlanta, Georgia"), else the country."""
    if len(entries) == 1:
        return entries[0]
    if all(entry.kind == "Place" for entry in entries):  # of towns of one name the capital
        entries = sorted(entries, key=lambda entry: not entry.is_capital)
    people = [entry for entry in entries if entry.kind == "Person" and label == "PERSON"]
    around = [entry for entry in entries if entry.kind == "Place" and beside and entry.country == beside]
    countries = [entry for entry in entries if entry.kind == "Country"]
    worldwide = [entry for entry in entries if entry.organization_kind in {"igo", "media"}]
    return (people or around or countries or worldwide or list(entries))[0]


def _form(entry: Entry, text: str, parse: Parse, begin: int, end: int) -> Form:
    """Whether the words are the name, or an adjective ("Iraqi forces"), a people ("Iraqis") or a seat of power."""
    forms = _forms(entry, text)
    if len(forms) > 1:
        attributive = parse.deps[end - 1] in ATTRIBUTIVE and parse.heads[end - 1] >= end
        return "adjective" if attributive or parse.pos[end - 1] == "ADJ" else "people"
    return forms[0]


@lru_cache(maxsize=10_000)
def _forms(entry: Entry, text: str) -> Sequence[Form]:
    """What the words are to a known name; of an adjective and a people the place in the sentence tells which."""
    key = _key(text)
    if key in map(_key, entry.names):
        return ["name"]
    if key in map(_key, entry.metonyms):
        return ["metonym"]
    if key not in map(_key, entry.people):
        return ["adjective"]
    return ["people", "adjective"] if key in map(_key, entry.adjectives) else ["people"]


def _key(text: str) -> str:
    return " ".join(name_words(text)).casefold()


def _fits(doc: Doc, parse: Parse, name: Name) -> bool:
    """Whether a gazetteer match reads as that name here: not "Jordan" in "Michael Jordan", not "May" the month."""
    first = doc[name.begin]
    if name.end - name.begin > 1:
        return True
    if first.ent_type_ in NO_NAMES or (first.pos_ not in NAME_TAGS and not _is_acronym(first)):
        return False
    if name.entry and name.type == "Place" and first.ent_type_ == "ORG" and _is_acronym(first):
        return name.text in name.entry.names  # the GAO is not the city of Gao
    if name.form in {"people", "adjective"} and not name.text.endswith("s") and _is_language(parse, first.i):
        return False
    head = parse.heads[first.i]
    joined = parse.deps[first.i] == "flat" and head < first.i and is_capitalised(doc[head])
    return not joined or first.ent_type_ not in {"PERSON", ""}


def _is_acronym(token: Token) -> bool:
    """Whether capitals alone tell a name: "WHO says", but not a headline in capitals."""
    around = token.doc[max(token.i - 1, 0) : token.i + 2]
    return len(token) > 2 and sum(other.text.isupper() for other in around) == 1


def _is_language(parse: Parse, index: int) -> bool:
    """A bare "in Russian" is a language; "a Russian", "Russian officials" are not."""
    bare = [parse.deps[child] for child in parse.children[index]] in ([], ["case"])
    return parse.words[index + 1 : index + 2] == ["language"] or (parse.deps[index] in {"obl", "obj", "nmod"} and bare)


def _recognised_name(entity: Span, parse: Parse, known: Mapping[int, Name], surnames: set[str]) -> Name | None:
    """A recognised name without its titles and article; None where the gazetteer's names explain it better."""
    kind = TYPES.get(entity.label_)
    if kind is None:
        return None
    begin, end = _trim(entity, parse)
    if begin < end and kind == "Person":
        begin = _behind_country(entity.doc, begin, end, known)
    if not any(is_capitalised(entity.doc[index]) for index in range(begin, end)):
        return None
    text = _written(entity.doc, begin, end)
    if not MARKS.isdisjoint(text) or _names_nobody(text):
        return None
    inside = sorted({known[i] for i in range(begin, end) if i in known}, key=lambda name: name.begin)
    if inside and _explained(entity.doc, begin, end, inside, kind, surnames):
        return None
    if _is_role(entity.doc, parse, begin, end) or _is_portfolio(entity.doc, begin):
        return None
    entries = tuple(name.entry for name in inside if name.entry)
    return Name(begin, end, _written(entity.doc, begin, end), kind, within=entries)


def _names_nobody(text: str) -> bool:
    """ "Executive Order", "ISIL VBIED": what is written like a name."""
    last = text.split()[-1]
    nobody = cue_words("name", "no name")
    return text.lower() in nobody or (last.isupper() and last.lower() in nobody)


def _behind_country(doc: Doc, begin: int, end: int, known: Mapping[int, Name]) -> int:
    """Where a person's name begins that a country's was taken into ("President of Chad Idriss Deby", "DPRK Sung Kim"),
    or another acronym that is no initials ("HRVP Borrell")."""
    first, text = known.get(begin), doc[begin].text
    country = first is not None and first.form == "name" and first.type == "Country"
    if first is not None and country and first.end < end and (text.isupper() or doc[max(begin - 1, 0)].lower_ == "of"):
        return first.end
    acronym = text.isupper() and text.isalpha() and len(text) > 2 and end > begin + 1
    return begin + 1 if acronym and not doc[begin + 1].text.isupper() and is_capitalised(doc[begin + 1]) else begin


def _trim(entity: Span, parse: Parse) -> tuple[int, int]:
    """The range without determiners, possessive endings and titles: "Deputy Secretary Blinken" -> "Blinken"."""
    doc, begin, end = entity.doc, entity.start, entity.end
    while end > begin and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct):
        end -= 1
    while begin < end and (doc[begin].pos_ == "DET" or doc[begin].is_punct or _is_date(doc[begin])):
        begin += 1
    if entity.label_ == "PERSON":
        titles = [i for i in range(begin, end - 1) if is_title(doc[i])]
        begin = titles[-1] + 1 if titles else begin
        while begin and doc[begin - 1].text in cue_words("name", "particle"):
            begin -= 1
        while end < len(doc) and _continues_name(doc, parse, begin, end):
            end += 1
    return begin, end


def _is_date(token: Token) -> bool:
    """Whether a word is a weekday or month that stuck to a name: "February Oval Office", but not Theresa May."""
    noun = noun_of(token)
    return noun is not None and noun.kind == "calendar" and token.ent_type_ != "PERSON"


def _continues_name(doc: Doc, parse: Parse, begin: int, end: int) -> bool:
    """Whether a person's name goes on: the parse says so ("Julie" flat "Bishop"), or a hyphen ("al" "-" "Assad")."""
    token, previous = doc[end], doc[end - 1]
    if parse.heads[end - 1] == end and parse.deps[end - 1] == "compound" and not token.ent_type_:
        return _is_name_word(token) and token.whitespace_ == ""  # "Park" "Won-soon"
    glued = not previous.whitespace_ and (token.text == "-" or previous.text == "-")
    return glued or (parse.deps[end] == "flat" and begin <= parse.heads[end] < end and is_capitalised(token))


def _explained(doc: Doc, begin: int, end: int, inside: Sequence[Name], kind: EntityType, surnames: set[str]) -> bool:
    """Whether the known names inside a recognised one are the better reading."""
    if any(name.begin < begin or name.end > end for name in inside):
        return True
    if len(inside) == 1 and (inside[0].begin, inside[0].end) == (begin, end):
        somebody = inside[0].text in surnames or (begin > 0 and is_title(doc[begin - 1]))
        return not (kind == "Person" and inside[0].type != "Person" and somebody)
    if kind == "Person":
        return any(name.type == "Person" and not _has_other_names(doc, begin, end, name, inside) for name in inside)
    rest = [doc[i] for i in range(begin, end) if not any(name.begin <= i < name.end for name in inside)]
    if _is_other_country(inside) and not rest:
        return False
    listed = len(inside) > 1 and any(token.lower_ == "and" for token in rest)
    return listed or all(token.pos_ in LINKS for token in rest)


def _has_other_names(doc: Doc, begin: int, end: int, name: Name, inside: Sequence[Name]) -> bool:
    """Whether a known person's name is only part of a longer one: "Abdul Karim Khan", "Donald Trump Jr."."""
    known = {index for other in inside for index in range(other.begin, other.end)}
    first = [doc[index] for index in range(begin, name.begin) if index not in known]
    behind = {token.lower_.rstrip(".") for token in doc[name.end : end]}
    more = bool(first) and all(_is_name_word(token) and token.pos_ == "PROPN" for token in first)
    return more or not cue_words("name", "generation").isdisjoint(behind)


def _is_other_country(inside: Sequence[Name]) -> bool:
    """Whether an adjective makes another body of a known one: "Syrian Arab Coalition" is not the Arab Coalition."""
    first, last = inside[0], inside[-1]
    countries = {name.entry.country for name in (first, last) if name.entry}
    return first.form == "adjective" and last.type == "Organization" and len(countries) == 2 and None not in countries


def _is_role(doc: Doc, parse: Parse, begin: int, end: int) -> bool:
    """Whether a recognised name is no actor's: "Iraqi Prime Minister", "Government of Iraq", "Brussels Conference"."""
    first, last = noun_of(doc[begin]), noun_of(doc[end - 1])
    if first is not None and first.kind in PEOPLE and begin + 1 < end and doc[begin + 1].lower_ == "of":
        return True
    if any(noun is not None and noun.kind == "event" for noun in (first, last)):
        return True
    if parse.deps[end - 1] == "flat" and doc[begin].ent_type_ == "PERSON":
        return False
    if last is not None and (last.kind in {*PEOPLE, "government", "honorific"} or not is_capitalised(doc[end - 1])):
        return end - begin > 1 or last.kind != "honorific" or doc[begin].ent_type_ != "PERSON"
    return first is not None and first.kind == "government"


def _is_portfolio(doc: Doc, begin: int) -> bool:
    """Whether a recognised name is only what a minister is minister of: "Foreign Affairs", "Defense"."""
    return (
        begin > 1 and doc[begin - 1].lower_ == "of" and doc[begin - 2].lemma_.lower() in cue_words("title", "portfolio")
    )


def _titled_names(doc: Doc, words: Sequence[str], taken: Mapping[int, Name]) -> Iterator[Name]:
    """Persons whom the pipeline missed: capitalised words after a title, "President Dos Santos"."""
    for begin, title in enumerate(words[:-1], 1):
        if not title[:1].isupper() or begin - 1 in taken or begin in taken or not is_title(doc[begin - 1]):
            continue
        end = begin
        while end + 1 < len(doc) and end not in taken and doc[end].lower_ in cue_words("name", "particle"):
            end += 1
        start = end
        while end < len(doc) and end not in taken and doc[end].pos_ == "PROPN" and _is_name_word(doc[end]):
            end += 1
        if end > start:
            yield Name(begin, end, _written(doc, begin, end), "Person")


def _is_name_word(token: Token) -> bool:
    written = is_capitalised(token) and token.lower_ not in cue_words("name", "no name")
    return written and token.ent_type_ not in NO_NAMES and noun_of(token) is None
