"""Annotated articles in, the weights of the confidence out, with a table of how well they then mean what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.evaluation.alignment import align_entities, align_events
from kg.evaluation.metrics import calibration_error, reliability
from kg.events.confidence import Signs, confidence, read_signs
from kg.events.coreference import told_once
from kg.extractor import analyse
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.nlp.pipeline import load_pipeline
from training.corpus.convert import to_graph
from training.corpus.markup import Annotated

Floats = npt.NDArray[np.float64]
FOLDS = 10
RIDGE = 3.0  # the penalty on large weights: chosen by the area under the curve on the folds
STEPS = 25
BIAS = "always"


class Judged(NamedTuple):
    """The signs of an event that was found in an article, and whether the annotation has it."""

    article: str
    signs: Signs
    right: bool


def judge(articles: Iterable[Annotated], pipeline: Path) -> Iterator[Judged]:
    """All events found, the unlikely ones too."""
    nlp, ontology, gazetteer = load_pipeline(str(pipeline)), load_ontology(), load_gazetteer()
    for annotated in articles:
        gold = to_graph(annotated)
        (article,) = gold.articles
        found = analyse(article, nlp(article.text), gazetteer, ontology)
        proposals = {found.doc[proposal.match.head].idx: proposal for proposal in found.proposals}
        graph = replace(found.graph, events=tuple(told_once(found.told, found.reading)))
        pairs = align_events(graph, gold, align_entities(graph, gold))
        right = {pair.given for pair in pairs if pair.participants and pair.status}
        for event in graph.events:
            if (proposal := proposals.get(event.trigger.begin)) is not None:
                signs = read_signs(event, proposal.match, proposal.cast, found.reading)
                yield Judged(article.id, signs, event in right)


def fit(judged: Sequence[Judged], ridge: float = RIDGE) -> dict[str, float]:
    """The weight of each sign: logistic regression by Newton's method; the bias is not penalised."""
    names = sorted({name for one in judged for name in one.signs})
    rows = np.array([[one.signs.get(name, 0.0) for name in names] for one in judged])
    right = np.array([float(one.right) for one in judged])
    weights, penalty = np.zeros(len(names)), ridge * np.diag([float(name != BIAS) for name in names])
    for _ in range(STEPS):
        odds: Floats = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (odds - right) + penalty @ weights
        weights -= np.linalg.solve((rows * (odds * (1 - odds))[:, None]).T @ rows + penalty, slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def crossed(judged: Sequence[Judged], ridge: float = RIDGE) -> list[tuple[float, bool]]:
    """The confidence of each event by weights that were fitted on other articles, with whether it is right."""
    fold = {article: number % FOLDS for number, article in enumerate(sorted({one.article for one in judged}))}
    pairs = []
    for number in range(FOLDS):
        weights = fit([one for one in judged if fold[one.article] != number], ridge)
        pairs += [(confidence(one.signs, weights), one.right) for one in judged if fold[one.article] == number]
    return pairs


def area(pairs: Sequence[tuple[float, bool]]) -> float:
    """The area under the curve: how often a right event is surer than a wrong one."""
    right, wrong = (np.array([p for p, is_right in pairs if is_right == side]) for side in (True, False))
    surer, alike = (right[:, None] > wrong).mean(), (right[:, None] == wrong).mean()
    return float(surer + alike / 2)


def report(pairs: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """How well a confidence means what it says, in Markdown."""
    bins = reliability(pairs)
    yield from ("| confidence | events | mean | right |", "| --- | --- | --- | --- |")
    yield from (f"| {b.begin:.1f}-{b.end:.1f} | {b.events} | {b.confidence:.2f} | {b.right:.2f} |" for b in bins)
    best = sorted(pairs, reverse=True)[: len(pairs) // 10]
    yield f"\nexpected calibration error {calibration_error(bins):.3f}, area under the curve {area(pairs):.3f}"
    yield f"right in the surest tenth {sum(right for _, right in best) / max(1, len(best)):.2f}"


def calibrate(articles: Iterable[Annotated], pipeline: Path, into: Path, least: float) -> Iterator[str]:
    """Write the weights fitted to all articles; tell how those fitted to nine tenths do on the rest."""
    judged = list(judge(articles, pipeline))
    yield from report(crossed(judged))
    lines = [f'"{name}" = {weight}' for name, weight in fit(judged).items() if weight]
    head = "# Made by `python -m training.corpus calibrate`; kg/events/confidence.py says what the signs are.\n"
    into.write_text(f"{head}least = {least}\n\n[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")
