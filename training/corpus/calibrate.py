"""Annotated articles in, the weights of the confidence out, with a table of how well they then mean what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.evaluation.alignment import align_entities, align_events
from kg.evaluation.metrics import calibration_error, reliability
from kg.events.confidence import WEIGHTS, signs
from kg.extractor import analyse
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Graph
from kg.nlp.pipeline import load_pipeline
from training.corpus.convert import to_graph
from training.corpus.markup import Annotated

Floats = npt.NDArray[np.float64]
FOLDS = 5
RIDGE = 1.0  # the penalty on large weights
STEPS = 25


def calibrate(articles: Iterable[Annotated], pipeline: Path) -> Iterator[str]:
    """The weights fitted to all articles; the reliability of those fitted to four fifths on the rest, in Markdown."""
    judged = [list(_judge(article, graph)) for article, graph in _read(articles, pipeline)]
    yield f"WEIGHTS = {dict(zip(WEIGHTS, (round(float(w), 2) for w in fit(*_stack(judged))), strict=True))}"
    pairs = []
    for fold in range(FOLDS):
        rows, right = _stack([one for number, one in enumerate(judged) if number % FOLDS != fold])
        weights = fit(rows, right)
        rows, right = _stack([one for number, one in enumerate(judged) if number % FOLDS == fold])
        pairs += list(zip(_odds(rows @ weights).tolist(), (right > 0).tolist(), strict=True))
    bins = reliability(pairs)
    yield from ("", "| confidence | events | mean | right |", "| --- | --- | --- | --- |")
    yield from (f"| {b.begin:.1f}-{b.end:.1f} | {b.events} | {b.confidence:.2f} | {b.right:.2f} |" for b in bins)
    yield f"\nexpected calibration error {calibration_error(bins):.3f}"


def fit(rows: Floats, right: Floats) -> Floats:
    """Logistic regression by Newton's method; the first column, the bias, is not penalised."""
    weights = np.zeros(rows.shape[1])
    penalty = RIDGE * np.eye(rows.shape[1])
    penalty[0, 0] = 0
    for _ in range(STEPS):
        odds = _odds(rows @ weights)
        slope = rows.T @ (odds - right) + penalty @ weights
        weights -= np.linalg.solve((rows * (odds * (1 - odds))[:, None]).T @ rows + penalty, slope)
    return weights


def _read(articles: Iterable[Annotated], pipeline: Path) -> Iterator[tuple[Graph, tuple[Graph, list[list[float]]]]]:
    nlp, ontology, gazetteer = load_pipeline(str(pipeline)), load_ontology(), load_gazetteer()
    for annotated in articles:
        gold = to_graph(annotated)
        (article,) = gold.articles
        found = analyse(article, nlp(article.text), gazetteer, ontology)
        rows = [list(signs(event, found.doc, found.reading.hints).values()) for event in found.events]
        yield gold, (found.graph, rows)


def _judge(gold: Graph, given: tuple[Graph, list[list[float]]]) -> Iterator[tuple[list[float], bool]]:
    graph, rows = given
    pairs = align_events(graph, gold, align_entities(graph, gold))
    right = {pair.given for pair in pairs if pair.participants and pair.status}
    return ((row, event in right) for event, row in zip(graph.events, rows, strict=True))


def _stack(judged: Iterable[list[tuple[list[float], bool]]]) -> tuple[Floats, Floats]:
    pairs = [pair for article in judged for pair in article]
    return np.array([row for row, _ in pairs]), np.array([float(right) for _, right in pairs])


def _odds(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float64)
