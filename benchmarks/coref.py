"""How well coreference finds who is meant: CoNLL scores on the gold chains of GUM.

    python -m benchmarks.coref [dev|test] [--treebanks FOLDER]

runs the whole of `kg` on the raw text of GUM's news, interviews and speeches, and prints MUC, B3, CEAF-e and their
average (CoNLL F1; kg/evaluation/metrics.py), in percent, for names and personal pronouns of people, places and
organisations.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from re import compile as pattern

from spacy.language import Language

from kg.entities.linking import Actors, find_actors
from kg.entities.mentions import pronouns
from kg.evaluation.metrics import METRICS, Score, chains_of, likeness, pair_off
from kg.knowledge.gazetteer import Gazetteer, load_gazetteer
from kg.model import Article
from kg.nlp.pipeline import load_pipeline
from training.treebanks import Sentence, documents, read_treebank

TREEBANKS = Path(__file__).parents[2] / "shared" / "treebanks"
GENRES = ("news", "interview", "speech")
ACTORS = frozenset({"person", "place", "organization"})
BRACKET = pattern(r"\((?P<opened>\d+)(?:\[\d+/\d+\])?-(?P<type>[a-z]+)[^()]*|(?P<closed>\d+)?(?:\[\d+/\d+\])?\)")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Characters `begin` to `end` of the text mean an entity; `at` is where the head of the phrase begins."""

    begin: int
    end: int
    at: int
    entity: str


def read_document(sentences: Sequence[Sentence]) -> tuple[str, list[GoldMention]]:
    """The raw text, a paragraph a line, and the names and personal pronouns that mean somebody in it."""
    text, mentions = "", []
    for sentence in sentences:
        text = text.rstrip() + "\n\n" if sentence.opens_paragraph and text else text
        offsets = []
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            offsets.append((len(text), len(text) + len(word)))
            text += word + " " * space
        text = text.rstrip() + " "
        for entity, begin, end in read_entities(sentence.brackets):
            head = _head(sentence, begin, end)
            if sentence.pos[head] == "PROPN" or sentence.tags[head] in {"PRP", "PRP$"}:
                mentions.append(GoldMention(offsets[begin][0], offsets[end][1], offsets[head][0], entity))
    return text, mentions


def read_entities(brackets: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """(entity, first word, last word) of the actors and places that GUM's brackets on the words of a sentence tell.

    >>> list(read_entities(["(1-person-new-cf1-2-coref", "(2-time-new-cf2-1-sgl)", "1)(1-person-giv-cf1-1-ana)"]))
    [('1', 0, 2), ('1', 2, 2)]
    """
    opened: list[tuple[str, str, int]] = []
    for index, text in enumerate(brackets):
        for found in BRACKET.finditer(text):
            if found["opened"]:
                opened.append((found["opened"], found["type"], index))
                continue
            place = max(i for i, (entity, *_) in enumerate(opened) if found["closed"] in {None, entity})
            entity, kind, begin = opened.pop(place)
            if kind in ACTORS:
                yield entity, begin, index


def _head(sentence: Sentence, begin: int, end: int) -> int:
    """The first word of a phrase that hangs on nothing inside it."""
    span = range(begin, end + 1)
    return next(i for i in span if sentence.heads[i] not in span or sentence.heads[i] == i)


def find_chains(text: str, nlp: Language, gazetteer: Gazetteer) -> dict[tuple[int, int], frozenset[str]]:
    """Who is meant by each name and pronoun that `kg` finds: (begin, end) in characters -> ids."""
    actors: Actors = find_actors(Article("gum", text), nlp(text), gazetteer)
    meant: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for entity in actors.entities.values():
        for mention in entity.mentions:
            span = mention.name or mention.span
            named = mention.name or span.text.split()[-1][:1].isupper()  # "the President" has no name, but reads as one
            if named or span.text.lower() in pronouns():
                meant[span.begin, span.end].add(entity.id)
    return {span: frozenset(ids) for span, ids in meant.items()}


def align(mentions: Sequence[GoldMention], spans: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Which gold mention each span is: one whose head lies in it, of several the one that covers most of the same."""

    def alike(pair: tuple[tuple[int, int], int]) -> float:
        return likeness(pair[0], (mentions[pair[1]].begin, mentions[pair[1]].end))

    pairs = [(span, number) for span in spans for number, m in enumerate(mentions) if span[0] <= m.at < span[1]]
    return pair_off(sorted(pairs, key=alike, reverse=True))


def score_document(sentences: Sequence[Sentence], nlp: Language, gazetteer: Gazetteer) -> list[Score]:
    """The scores of one document, a metric each."""
    text, mentions = read_document(sentences)
    meant = find_chains(text, nlp, gazetteer)
    same = align(mentions, meant)
    gold = chains_of((number, mention.entity) for number, mention in enumerate(mentions))
    given = chains_of((same.get(span, span), ids) for span, ids in meant.items())
    return [metric(gold, given) for metric in METRICS.values()]


def main() -> None:
    """Score and print, a line for each genre."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", default="dev", choices=["dev", "test"])
    parser.add_argument("--treebanks", type=Path, default=TREEBANKS, help="the folder of gum-dev.conllu.gz")
    options = parser.parse_args()
    nlp, gazetteer = load_pipeline(), load_gazetteer()
    totals = {genre: [Score() for _ in METRICS] for genre in GENRES}
    for sentences in documents(read_treebank(options.treebanks / f"gum-{options.part}.conllu.gz")):
        genre = sentences[0].document.split("_")[1]
        if genre in totals:
            scores = score_document(sentences, nlp, gazetteer)
            totals[genre] = [total + score for total, score in zip(totals[genre], scores, strict=True)]
    print(f"{'genre':12} {'MUC':>6} {'B3':>6} {'CEAF-e':>6} {'CoNLL':>6}")
    for genre, scores in totals.items():
        values = [100 * score.f1 for score in scores]
        print(f"{genre:12} " + " ".join(f"{value:6.1f}" for value in [*values, sum(values) / len(values)]))


if __name__ == "__main__":
    main()
