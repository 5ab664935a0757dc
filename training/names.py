"""GUM's nested, coreference-annotated entities (common nouns included) in; flat proper names and dates out.

Types: PERSON (without titles), ORG, LOC (countries included), NORP (peoples, demonyms), EVENT, DATE, MISC.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from training.treebanks import Name, Sentence

WORDS = Path(__file__).parent / "words"
TYPES = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "LOC",
    "event": "EVENT",
    "time": "DATE",
    "object": "MISC",
    "abstract": "MISC",
    "animal": "MISC",
    "plant": "MISC",
    "substance": "MISC",
}
# Where two names overlap, the longer one stays; of two equally long ones, the type further to the left.
PREFERENCE = ("ORG", "PERSON", "EVENT", "LOC", "MISC", "NORP", "DATE")

TITLES = frozenset((WORDS / "titles.txt").read_text(encoding="utf-8").split())
PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "al",
        "el",
        "von",
        "van",
        "der",
        "den",
        "du",
        "le",
        "-",
        "–",
        "bin",
        "ibn",
        "da",
        "dos",
        "di",
        ".",
    ]
)
CONNECTORS = PARTICLES | {"of", "the", "and", "for", "&", "'s", "’s", "/", "on", "in", "to", "at", "with"}
TITLE_CONNECTORS = frozenset(["on", "in", "to", "at", "with", "'s", "’s", "/"])
TIME_WORDS = frozenset((WORDS / "times.txt").read_text(encoding="utf-8").split())
YEAR_OR_DAY = re.compile(r"'?\d{2,4}(s|th|st|nd|rd)?|\d{1,2}([:.]\d\d)?")
DEMONYM = re.compile(r"(ian|ean|ese|ish|can|ist|crat|lim|nese)s?$")
DEMONYM_ADJECTIVE = re.compile(r"(an|ese|ish|ic|ch|i|k|te|ni)$")
INSIDE_NAMES = frozenset(
    [
        "flat",
        "compound",
        "amod",
        "nmod",
        "case",
        "det",
        "punct",
        "nummod",
        "nmod:poss",
        "nmod:desc",
        "nmod:unmarked",
        "flat:foreign",
        "cc",
        "conj",
        "advmod",
        "goeswith",
        "compound:prt",
        "flat:name",
        "flat:range",
    ]
)
OUTSIDE_DATES = frozenset(["acl", "acl:relcl", "appos", "conj", "parataxis", "advcl", "nmod:poss"])
BRACKET = re.compile(r"\(([^()]*)(\))?|([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Entity:
    """A GUM entity within one sentence; `title` is the Wikipedia page it is linked to."""

    begin: int
    end: int
    type: str
    title: str | None


def name_sentences(sentences: Iterable[Sentence], places: frozenset[str] = frozenset()) -> None:
    """Fill `names` of a document's sentences. Organisations that are called like one of `places` are places."""
    sentences = list(sentences)
    for sentence, entities in zip(sentences, _entities(sentences), strict=True):
        names = [name for entity in entities if (name := _name(sentence, entity))] + _demonyms(sentence)
        typed = [(b, e, _place_or(kind, sentence, b, e, places)) for b, e, kind in names]
        sentence.names = _flatten(typed)


def _place_or(kind: str, sentence: Sentence, begin: int, end: int, places: frozenset[str]) -> str:
    return "LOC" if kind == "ORG" and " ".join(sentence.words[begin:end]) in places else kind


def _flatten(names: Iterable[Name]) -> list[Name]:
    flat: list[Name] = []
    for begin, end, kind in sorted(set(names), key=lambda n: (n[0] - n[1], PREFERENCE.index(n[2]), n)):
        if all(end <= b or e <= begin for b, e, _ in flat):
            flat.append((begin, end, kind))
    return sorted(flat)


def _entities(sentences: list[Sentence]) -> list[list[Entity]]:
    """The entities of each sentence; one that crosses a sentence's end is left out."""
    opened: dict[str, list[tuple[int, int, list[str]]]] = defaultdict(list)
    found: list[list[Entity]] = [[] for _ in sentences]
    for number, sentence in enumerate(sentences):
        for index, brackets in enumerate(sentence.brackets):
            for content, closed, group in BRACKET.findall(brackets):
                fields = content.split("-")
                if group:
                    if not opened[group]:
                        continue
                    where, begin, fields = opened[group].pop()
                    if where != number:
                        continue
                elif closed:
                    begin = index
                else:
                    opened[fields[0]].append((number, index, fields))
                    continue
                _add_entity(found[number], begin, index + 1, fields)
    return found


def _add_entity(found: list[Entity], begin: int, end: int, fields: list[str]) -> None:
    if len(fields) >= 6 and fields[1] in TYPES:
        title = "-".join(fields[6:]).replace("_", " ").lower() or None
        found.append(Entity(begin, end, TYPES[fields[1]], title))


def _name(sentence: Sentence, entity: Entity) -> Name | None:
    head = _head(sentence, entity)
    if entity.type == "PERSON":
        return _person(sentence, entity, head)
    if entity.type == "DATE":
        return _date(sentence, entity, head)
    if sentence.pos[head] != "PROPN":
        return _title_of_work(sentence, entity)
    return _proper_name(sentence, entity, head)


def _head(sentence: Sentence, entity: Entity) -> int:
    inside = range(entity.begin, entity.end)
    heads = [i for i in inside if sentence.heads[i] not in inside or sentence.heads[i] == i]
    return next((i for i in heads if sentence.deps[i] != "punct"), heads[0] if heads else entity.end - 1)


def _capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _person(sentence: Sentence, entity: Entity, head: int) -> Name | None:
    """The run of proper nouns around the head, without titles: "President Vladimir Putin" -> "Vladimir Putin"."""
    words, pos = sentence.words, sentence.pos
    if pos[head] != "PROPN":
        after = head + 1
        named = after < entity.end and sentence.heads[after] == head and sentence.deps[after] in ("flat", "appos")
        if not named or pos[after] != "PROPN":
            return None
        head = after

    def belongs(i: int) -> bool:
        if pos[i] == "PROPN" or (words[i] in "-.'" and pos[i] == "PUNCT"):
            return True
        return words[i].lower() in PARTICLES and _capital(words[entity.begin])

    begin = end = head
    while begin > entity.begin and belongs(begin - 1):
        begin -= 1
    while end < entity.end and belongs(end):
        end += 1
    while pos[end - 1] != "PROPN":
        end -= 1
    titles = [i for i in range(begin, end) if words[i].lower() in TITLES]
    if titles and titles[-1] == end - 1:
        return None
    begin = titles[-1] + 1 if titles else begin
    while pos[begin] != "PROPN":
        begin += 1
    if not any(_capital(word) for word in words[begin:end]):
        return None
    return begin, end, "NORP" if _is_people(sentence, entity, begin, end) else "PERSON"


def _is_people(sentence: Sentence, entity: Entity, begin: int, end: int) -> bool:
    if end - begin > 1:
        return False
    demonym = entity.title is None and DEMONYM.search(sentence.words[begin].lower())
    return sentence.tags[begin] == "NNPS" or bool(demonym)


def _date(sentence: Sentence, entity: Entity, head: int) -> Name | None:
    """The words around a head that names a time, without articles, clauses and prepositional phrases."""
    words, pos, deps = [w.lower() for w in sentence.words], sentence.pos, sentence.deps
    if pos[head] not in ("NOUN", "PROPN", "NUM", "ADJ", "SYM"):
        return None
    timed = words[head] in TIME_WORDS or sentence.lemmas[head].lower() in TIME_WORDS
    if not timed and not YEAR_OR_DAY.fullmatch(words[head]):
        return None

    def leads(i: int) -> bool:
        function = pos[i] in ("ADP", "PRON", "PUNCT", "VERB", "PART") and words[i] not in "-–"
        return deps[i] not in OUTSIDE_DATES and not function

    def follows(i: int) -> bool:
        of_number = words[i] == "of" and i + 1 < entity.end and pos[i + 1] in ("NUM", "PROPN")
        counts = pos[i] in ("NUM", "PROPN", "ADJ", "NOUN", "SYM") or words[i] in (",", "-", "–", "'s", "th")
        return deps[i] not in OUTSIDE_DATES and (counts or of_number)

    begin, end = head, head + 1
    while begin > entity.begin and leads(begin - 1):
        begin -= 1
    while end < entity.end and follows(end):
        end += 1
    while pos[end - 1] == "PUNCT":
        end -= 1
    while begin < head and pos[begin] == "DET":
        begin += 1
    return (begin, end, "DATE") if end - begin <= 7 else None


def _title_of_work(sentence: Sentence, entity: Entity) -> Name | None:
    """A linked entity written with capitals though its head is no proper noun: "Gone with the Wind"."""
    words = sentence.words[entity.begin : entity.end]
    capitals = [_capital(word) for word in words]
    written = capitals[0] and capitals[-1] and sum(capitals) >= 0.6 * len(words)
    if entity.title is None or not 2 <= len(words) <= 8 or not written:
        return None
    if entity.begin == 0 and not any(capitals[1:]):
        return None
    begin = entity.begin
    while begin < entity.end - 1 and sentence.words[begin].lower() in ("the", "a", "an"):
        begin += 1
    return begin, entity.end, entity.type


def _proper_name(sentence: Sentence, entity: Entity, head: int) -> Name | None:
    words, pos = sentence.words, sentence.pos

    def belongs(i: int) -> bool:
        if not _hangs_on(sentence, entity, i, head):
            return False
        if _capital(words[i]) or pos[i] == "PROPN":
            return sentence.deps[i] != "nmod:poss" and words[i] != "I"
        word = words[i].lower()
        if word in TITLE_CONNECTORS:
            return entity.title is not None and (word.strip("'’") in entity.title.split() or "'s" in entity.title)
        return word in CONNECTORS

    begin, end = head, head + 1
    while begin > entity.begin and belongs(begin - 1):
        begin -= 1
    while end < entity.end and belongs(end):
        end += 1
    while end > head + 1 and not _capital(words[end - 1]) and pos[end - 1] != "PROPN" and words[end - 1] != ".":
        end -= 1
    while begin < head and _is_lead_in(sentence, begin):
        begin += 1
    name = words[begin:end]
    if not any(map(_capital, name)) or all(re.fullmatch(r"[\d.,]+", word) for word in name):
        return None
    return begin, end, entity.type


def _is_lead_in(sentence: Sentence, i: int) -> bool:
    word, pos = sentence.words[i], sentence.pos[i]
    article = word.lower() in ("the", "a", "an")
    return article or pos in ("DET", "ADP", "CCONJ", "PRON", "ADV", "PUNCT") or not (_capital(word) or pos == "PROPN")


def _hangs_on(sentence: Sentence, entity: Entity, i: int, head: int) -> bool:
    """Whether the path from a word up to the head runs inside the entity over relations that names are made of."""
    joins = entity.type == "ORG" or (entity.title and " and " in entity.title) or "&" in sentence.words
    while i != head:
        dep = sentence.deps[i]
        if dep not in INSIDE_NAMES or (dep in ("cc", "conj") and not joins):
            return False
        i = sentence.heads[i]
        if not entity.begin <= i < entity.end:
            return False
    return True


def _demonyms(sentence: Sentence) -> list[Name]:
    """Adjectives such as "Russian", which GUM annotates only inside larger entities."""
    return [
        (i, i + 1, "NORP")
        for i, word in enumerate(sentence.words)
        if sentence.tags[i] == "JJ"
        and sentence.pos[i] == "ADJ"
        and len(word) > 3
        and word[0].isupper()
        and sentence.lemmas[i][0].isupper()
        and DEMONYM_ADJECTIVE.search(word)
    ]


def usual_places(named: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The names that (name, type) pairs of other corpora call a place more often than an organisation."""
    votes: Counter[str] = Counter()
    for name, kind in named:
        votes[name] += (kind == "LOC") - (kind == "ORG")
    return frozenset(name for name, count in votes.items() if count > 0)
