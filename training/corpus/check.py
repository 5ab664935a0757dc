"""What is wrong with the corpus: broken references, quotas missed, monotony, sentences that resemble the gold."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from spacy.language import Language

from kg.knowledge.gazetteer import Gazetteer, load_gazetteer
from kg.knowledge.ontology import STATEMENT, Ontology, load_ontology
from kg.temporal.edtf import read_edtf
from training.corpus.convert import to_doc
from training.corpus.kinds import category, mode, modes
from training.corpus.markup import ENTITY_TYPES, NAME_TYPES, Annotated, Event, Extent, flat
from training.tokens import blank_english

REGISTERS = (
    "wire", "statement", "readout", "organisation", "briefing", "interview", "headlines", "post", "analysis", "notice",
)  # fmt: skip
REGIONS = (
    "africa", "americas", "east-asia", "south-asia", "middle-east", "europe", "eurasia", "oceania", "global",
)  # fmt: skip
FIRST, LAST = date(1996, 1, 1), date(2025, 12, 31)
QUOTAS = tomllib.loads((Path(__file__).parent / "quotas.toml").read_text(encoding="utf-8"))
WORD = re.compile(r"\w+")


def find_errors(articles: Iterable[Annotated]) -> Iterator[str]:
    """What is wrong with single articles, a line each that begins with file and line of the article."""
    seen: set[str] = set()
    ontology, gazetteer, nlp = load_ontology(), load_gazetteer(), blank_english()
    for article in articles:
        problems = [*_names(article, nlp), *_office_holders(article, gazetteer)]
        if article.only_names:
            problems += _nothing_but_names(article)
        else:
            problems += [*_head(article), *check_references(article), *check_events(article, ontology)]
        if article.id in seen:
            problems.append("its id is taken")
        seen.add(article.id)
        yield from (f"{article.where} {article.id}: {problem}" for problem in problems)


def find_repetition(articles: Iterable[Annotated]) -> Iterator[str]:
    """Sentences that are the same but for the names, more often than the quota allows."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        for sentence in article.sentences:
            found[template(article, sentence.extent)].append(article.id)
    for text, ids in found.items():
        if len(ids) > QUOTAS["sentences_of_a_template"] and len(text.split()) > 2:
            yield f"{len(ids)} sentences are {text!r}: {', '.join(ids)}"


def find_likeness(articles: Iterable[Annotated], gold: Path) -> Iterator[str]:
    """Runs of words that an article shares with the texts of the gold."""
    size = QUOTAS["shared_words"] + 1
    known = {run for text in _gold_texts(gold) for run in _runs(text, size)}
    for article in articles:
        for run in _runs(article.text, size):
            if run in known:
                yield f"{article.where} {article.id}: {' '.join(run)!r} stands in the gold"


def find_shortage(articles: list[Annotated]) -> Iterator[tuple[str, int, int]]:
    """What is counted, how much there is and how much there should be."""
    counts = count(article for article in articles if not article.only_names)
    yield "named sentences", sum(len(a.sentences) for a in articles if a.only_names), QUOTAS["named_sentences"]
    for key in ("articles", "sentences", "decoys", "planned", "hypothetical", "negated", "attributed"):
        yield key, counts[key], QUOTAS[key]
    types = [category for category in load_ontology().categories if category != STATEMENT]
    for kind in types:
        yield f"asserted {kind}", counts[f"asserted {kind}"], QUOTAS["asserted_of_a_type"]
        yield f"triggers {kind}", counts[f"triggers {kind}"], QUOTAS["triggers_of_a_type"]
    for way in sorted(modes("CONSULT")):
        yield f"CONSULT {way}", counts[f"mode CONSULT {way}"], QUOTAS["of_a_consult_mode"]
    yield from ((f"register {r}", counts[f"register {r}"], QUOTAS["articles_of_a_register"]) for r in REGISTERS)
    yield from ((f"region {r}", counts[f"region {r}"], QUOTAS["articles_of_a_region"]) for r in REGIONS)


def count(articles: Iterable[Annotated]) -> Counter[str]:
    """Everything that a quota is about, and some more."""
    counts: Counter[str] = Counter()
    triggers: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        counts["articles"] += 1
        counts["sentences"] += len(article.sentences)
        counts["decoys"] += sum(sentence.decoy for sentence in article.sentences)
        counts["words"] += len(WORD.findall(article.text))
        counts["entities"] += len(article.entities)
        counts["mentions"] += len(article.mentions)
        counts.update(f"{key} {article.headers[key]}" for key in ("register", "region"))
        counts.update(f"name {name.type}" for name in article.names)
        for event in article.events.values():
            counts.update(_facts(event))
            triggers[category(event)].update(article.words(trigger).lower() for trigger in event.triggers)
    return counts + Counter({f"triggers {kind}": len(words) for kind, words in triggers.items()})


def template(article: Annotated, extent: Extent) -> str:
    """A sentence in lower case with the types of names in their place."""
    words, position = [], extent.begin
    for name in sorted(article.names):
        if extent.begin <= name.extent.begin < extent.end:
            words += [article.text[position : name.extent.begin].lower(), name.type]
            position = name.extent.end
    return "".join([*words, article.text[position : extent.end].lower()])


def _facts(event: Event) -> Iterator[str]:
    yield "events"
    yield event.modality
    if event.negated:
        yield "negated"
    if event.says:
        yield "attributed"
    if event.at:
        yield "with place"
    if event.edtf:
        yield "with time"
    if event.modality == "asserted" and not event.negated:
        yield f"asserted {category(event)}"
    if mode(event):
        yield f"mode {category(event)} {mode(event)}"


def _head(article: Annotated) -> Iterator[str]:
    for key, known in (("register", REGISTERS), ("region", REGIONS)):
        if article.headers.get(key) not in known:
            yield f"{key} is {article.headers.get(key)!r}, not one of {', '.join(known)}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", article.id):
        yield "an id is words in lower case with hyphens"
    if not article.headers.get("title") and article.headers.get("register") != "headlines":
        yield "title is missing"
    try:
        dated = article.date is not None and FIRST <= article.date <= LAST
    except ValueError:
        dated = False
    if not dated:
        yield f"date is {article.headers.get('date')!r}, not a day of {FIRST.year} to {LAST.year}"
    if not article.sentences:
        yield "it has no text"


def _nothing_but_names(article: Annotated) -> Iterator[str]:
    if not article.sentences:
        yield "it has no text"
    if article.mentions or article.triggers or article.events:
        yield "only names are annotated in these texts"


def _names(article: Annotated, nlp: Language) -> Iterator[str]:
    if not flat(article.names):
        yield "names overlap"
    for name in article.names:
        words = article.words(name.extent)
        if name.type not in NAME_TYPES:
            yield f"{name.type} is no type of names"
        if words != words.strip():
            yield f"blanks at the ends of {words!r}"
    try:
        to_doc(nlp, article)
    except ValueError as error:
        yield str(error)


def _office_holders(article: Annotated, gazetteer: Gazetteer) -> Iterator[str]:
    """Persons who bear the full name of somebody real: what they do here is invented."""
    full = {article.words(name.extent) for name in article.names if name.type == "PERSON"}
    real = article.headers.get("real", "").split("; ")
    for words in sorted(full - {*real}):
        if " " in words and any(entry.kind == "Person" for entry in gazetteer.by_name(words)):
            yield f"{words} is a real office-holder: invent a name, or write 'real: {words}' if the act is true"


def check_references(article: Annotated) -> Iterator[str]:
    """Entities that are of no known type, never mentioned or missing; triggers that no line tells."""
    for id, (type, _) in article.entities.items():
        if type not in ENTITY_TYPES:
            yield f"@{id}: {type} is no type of entities"
    mentioned = {mention.entity for mention in article.mentions}
    used = {id for event in article.events.values() for id in _participants(event)}
    yield from (f"@{id} is never mentioned" for id in sorted(article.entities.keys() - mentioned))
    yield from (f"{id} is no entity of the article" for id in sorted((mentioned | used) - article.entities.keys()))
    yield from (f"{id} is in the text, but no line tells it" for id in sorted(article.triggers.keys() - article.events))


def check_events(article: Annotated, ontology: Ontology, *, times: bool = True) -> Iterator[str]:
    """Events unknown to the ontology, without participants or triggers, or at times that the text doesn't tell."""
    for event in article.events.values():
        if event.what not in ontology.relations and event.what not in ontology.categories:
            yield f"{event.id}: {event.what} is neither a relation nor a type"
            continue
        if category(event) == STATEMENT:
            yield f"{event.id}: statements are not annotated"
        if event.mode and event.mode not in modes(category(event)):
            yield f"{event.id}: {event.mode} is no mode of {category(event)}"
        if not event.by and not event.to:
            yield f"{event.id}: nobody takes part"
        if not event.triggers:
            yield f"{event.id}: no trigger in the text"
        if times:
            yield from _time(article, event)
    for sentence in article.sentences:
        if sentence.decoy and any(article.sentence(t) == sentence for ts in article.triggers.values() for t in ts):
            yield f"a decoy has a trigger: {article.words(sentence.extent)[:60]!r}"


def _time(article: Annotated, event: Event) -> Iterator[str]:
    told = {article.sentence(trigger).extent for trigger in event.triggers}
    if event.time_words and not any(event.time_words in article.words(extent) for extent in told):
        yield f"{event.id}: {event.time_words!r} doesn't stand in its sentence"
    if event.edtf:
        try:
            read_edtf(event.edtf)
        except ValueError as error:
            yield f"{event.id}: {event.edtf!r} is no date ({error})"


def _participants(event: Event) -> list[str]:
    return [id for id in (*event.by, *event.to, event.at, event.says) if id]


def _runs(text: str, size: int) -> Iterator[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    yield from zip(*(words[start:] for start in range(size)), strict=False)


def _gold_texts(gold: Path) -> Iterator[str]:
    for name in ("articles.jsonl", "names.jsonl"):
        for line in (gold / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    records = json.loads((gold / "plover_gsr_visible.json").read_text(encoding="utf-8"))
    yield json.dumps(records, ensure_ascii=False)
