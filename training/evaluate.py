"""A pipeline on raw text in, its figures out: CoNLL F1 over all words, names, speed, start and memory."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from training.augment import name_spans
from training.convert import add_names, known_places, reference_doc
from training.corpora import read_uner
from training.treebanks import Sentence, group_paragraphs, read_treebank, text_of

Figures = dict[str, float]
Extent = tuple[int, int]
MACHINE = "one core of the machine that trained it"
WHOLE_SCHEME = frozenset(["PERSON", "ORG", "LOC", "NORP", "EVENT", "DATE", "MISC"])
FRESH_START = """
import re, sys, time
from pathlib import Path
sys.modules["torch"] = None  # as users have it: thinc would load it when it is there
begin = time.perf_counter()
from kg.nlp.pipeline import load_pipeline
nlp = load_pipeline(sys.argv[1])
loaded = time.perf_counter() - begin
nlp("Kyiv and Rome agreed.")
parsed = time.perf_counter() - begin
nlp("Kyiv and Rome agreed. " * 1000)
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(loaded, parsed, int(peak.group(1)) / 1024)
"""
UNER_SCHEME = frozenset(["PERSON", "ORG", "LOC"])


class Word(NamedTuple):
    """What is scored of a word; extents count characters that are no white space."""

    pos: str
    tag: str
    lemma: str
    head: Extent | None
    dep: str


def evaluate(nlp: Language, treebanks: Path, split: str) -> dict[str, Figures]:
    """Figures on the "dev" or "test" parts, and on the news of both where the split is "test"."""
    ewt = read_treebank(treebanks / f"ewt-{split}.conllu.gz")
    gum = read_treebank(treebanks / f"gum-{split}.conllu.gz")
    add_names(gum, known_places(treebanks))
    figures = {f"EWT {split}": score_syntax(nlp, ewt), f"GUM {split}": score_syntax(nlp, gum)}
    figures[f"GUM {split}"] |= score_names(nlp, gum)
    if split == "test":
        news = [s for part in ("dev", "test") for s in read_treebank(treebanks / f"gum-{part}.conllu.gz") if _news(s)]
        add_names(news, known_places(treebanks))
        figures["GUM news dev+test"] = score_syntax(nlp, news) | score_names(nlp, news)
        figures["UNER test"] = score_uner(nlp, treebanks, ewt)
        if (spans := treebanks.parent / "gold" / "names.jsonl").exists():
            figures["names of military and foreign-policy reports (re3d)"] = score_spans(nlp, spans)
    return figures


def score_syntax(nlp: Language, sentences: Iterable[Sentence]) -> Figures:
    """F1 of words, UPOS, XPOS, lemmas, UAS, LAS (subtypes count) and sentences on the paragraphs' text."""
    counts: Counter[str] = Counter()
    paragraphs = group_paragraphs(sentences)
    for paragraph, doc in zip(paragraphs, nlp.pipe(map(text_of, paragraphs)), strict=True):
        gold, found = _words(reference_doc(nlp, paragraph)), _words(doc)
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        for extent in gold.keys() & found.keys():
            g, f = gold[extent], found[extent]
            attached = g.head == f.head
            counts += Counter(
                words=1,
                UPOS=g.pos == f.pos,
                XPOS=g.tag == f.tag,
                lemma=g.lemma == f.lemma or g.lemma == "_",
                UAS=attached,
                LAS=attached and g.dep == f.dep,
            )
        expected, predicted = _sentences(reference_doc(nlp, paragraph)), _sentences(doc)
        counts["sentences gold"] += len(expected)
        counts["sentences found"] += len(predicted)
        counts["sentences"] += len(expected & predicted)
    scored = ("words", "UPOS", "XPOS", "lemma", "UAS", "LAS")
    figures = {key: _f1(counts[key], counts["gold"], counts["found"]) for key in scored}
    return figures | {"sentences": _f1(counts["sentences"], counts["sentences gold"], counts["sentences found"])}


def score_names(nlp: Language, sentences: Iterable[Sentence]) -> Figures:
    """F1 of names with their types, and of their extents alone, on sentences that have names."""
    paragraphs = group_paragraphs(sentences)
    docs = list(nlp.pipe(map(text_of, paragraphs)))
    gold = [_names(reference_doc(nlp, paragraph), WHOLE_SCHEME) for paragraph in paragraphs]
    found = [_names(doc, WHOLE_SCHEME) for doc in docs]
    typed, bare = _compare(gold, found), _compare(list(map(_bare, gold)), list(map(_bare, found)))
    by_type = {
        f"names {kind}": _compare([_of(kind, names) for names in gold], [_of(kind, names) for names in found])
        for kind in sorted(WHOLE_SCHEME)
    }
    return {"names": typed, "name extents": bare} | by_type


def score_uner(nlp: Language, treebanks: Path, ewt: list[Sentence]) -> Figures:
    """F1 of persons, organisations and places in Universal NER, sentence by sentence."""
    by_words = {tuple(s.words): s for s in ewt}
    gold, texts = [], []
    for text in read_uner(treebanks / "uner-ewt-test.iob2.gz", ewt):
        sentence = by_words[tuple(text.words)]
        sentence.names = name_spans(text.tags)
        gold.append(_names(reference_doc(nlp, [sentence]), UNER_SCHEME))
        texts.append(text_of([sentence]))
    return {"names": _compare(gold, [_names(doc, UNER_SCHEME) for doc in nlp.pipe(texts)])}


def score_spans(nlp: Language, path: Path) -> Figures:
    """F1 of persons, organisations and places in JSON lines {"text", "names": [[begin, end, [types]]]}.

    Only what begins with a capital counts as found; a span may have several right types.
    """
    gold = found = right = typed = 0
    articles = list(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
    for article, doc in zip(articles, nlp.pipe(article["text"] for article in articles), strict=True):
        names = {(begin, end): types for begin, end, types in article["names"]}
        entities = [e for e in doc.ents if e.label_ in UNER_SCHEME and e.text[0].isupper()]
        spans = {(e.start_char, e.end_char): e.label_ for e in entities}
        gold, found = gold + len(names), found + len(spans)
        right += len(names.keys() & spans.keys())
        typed += sum(spans[span] in names[span] for span in names.keys() & spans.keys())
    return {"names": _f1(typed, gold, found), "name extents": _f1(right, gold, found)}


def measure_speed(nlp: Language, treebanks: Path) -> Figures:
    """Words a second of processor time in one process, everything included, on GUM's dev part."""
    gum = read_treebank(treebanks / "gum-dev.conllu.gz")
    texts = [text_of(paragraph) for paragraph in group_paragraphs(gum)]
    list(nlp.pipe(texts[:20]))
    begin = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return {"words/s": round(words / (time.process_time() - begin))}


def measure_start(pipeline: Path) -> Figures:
    """Seconds from nothing to a loaded pipeline and to a first parse, and peak memory in MB, of a fresh process."""
    command = [sys.executable, "-c", FRESH_START, str(pipeline)]
    runs = [subprocess.run(command, capture_output=True, check=True).stdout.split() for _ in range(3)]
    load, parse, memory = min(tuple(map(float, run)) for run in runs)
    size = sum(file.stat().st_size for file in pipeline.rglob("*") if file.is_file()) / 1e6
    figures = {"load s": load, "first parse s": parse, "memory MB": memory, "size MB": size}
    return {key: round(value, 2) for key, value in figures.items()}


def _words(doc: Doc) -> dict[Extent, Word]:
    extents = _extents(doc)
    return {
        extents[t.i]: Word(t.pos_, t.tag_, t.lemma_, None if t.head.i == t.i else extents.get(t.head.i), t.dep_)
        for t in doc
        if t.i in extents
    }


def _extents(doc: Doc) -> dict[int, Extent]:
    extents, end = {}, 0
    for token in doc:
        if size := len("".join(token.text.split())):
            extents[token.i] = end, end + size
            end += size
    return extents


def _sentences(doc: Doc) -> set[Extent]:
    extents = _extents(doc)
    inner = ([extents[token.i] for token in sentence if token.i in extents] for sentence in doc.sents)
    return {(words[0][0], words[-1][1]) for words in inner if words}


def _names(doc: Doc, kinds: frozenset[str]) -> set[tuple[Extent, str]]:
    extents = _extents(doc)
    return {((extents[e.start][0], extents[e.end - 1][1]), e.label_) for e in doc.ents if e.label_ in kinds}


def _bare(names: set[tuple[Extent, str]]) -> set[tuple[Extent, str]]:
    return {(extent, "") for extent, _ in names}


def _of(kind: str, names: set[tuple[Extent, str]]) -> set[tuple[Extent, str]]:
    return {name for name in names if name[1] == kind}


def _compare(gold: list[set[tuple[Extent, str]]], found: list[set[tuple[Extent, str]]]) -> float:
    right = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    return _f1(right, sum(map(len, gold)), sum(map(len, found)))


def _f1(right: int, gold: int, found: int) -> float:
    return round(200 * right / max(1, gold + found), 2)


def _news(sentence: Sentence) -> bool:
    return sentence.document.startswith("GUM_news")
