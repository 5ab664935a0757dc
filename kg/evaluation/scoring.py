"""How well predictions agree with gold, or two annotators with each other.

The records of the same articles from both sides enter, a `Report` leaves: of names, chains, events, and what is said
of the events that match.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from kg.errors import KgError, ReadError
from kg.evaluation.alignment import EventPair, align_entities, align_events, core, meant, same_time
from kg.evaluation.metrics import (
    METRICS,
    Bin,
    Chains,
    Score,
    calibration_error,
    chains_of,
    kappa,
    reliability,
    score_sets,
)
from kg.formats.load import read_file
from kg.formats.records import read_records
from kg.model import Graph

LEVELS: dict[str, Callable[[EventPair], bool]] = {
    "type": lambda pair: True,
    "type + participants": lambda pair: pair.participants,
    "type + participants + status": lambda pair: pair.participants and pair.status,
}
CLOSED = ("mode", "relation", "modality", "negation")
DETAILS = ("mode", "relation", "place", "time", "attribution", "modality", "negation")

Scores = dict[str, Score]


@dataclass(frozen=True, slots=True)
class Detail:
    """What gold and prediction say of one event; None where they say nothing."""

    name: str
    gold: Hashable
    given: Hashable
    agrees: bool

    @property
    def score(self) -> Score:
        """Counts what is said by the gold, what is predicted, and what agrees of it."""
        found = self.gold is not None and self.agrees
        return Score(found, self.gold is not None, found, self.given is not None)


@dataclass(frozen=True, slots=True)
class Compared:
    """One article on both sides, with the (given, gold) ids of entities that are the same, and the events that are."""

    given: Graph
    gold: Graph
    same: set[tuple[str, str]]
    pairs: list[EventPair]

    @property
    def matched(self) -> Iterator[EventPair]:
        """The pairs of events that agree in type and participants."""
        return (pair for pair in self.pairs if pair.participants)


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by row; `details`, `kappa` and `types` are of the events that agree in type and participants.

    `bins` hold what share of the events of some confidence is right in type, participants and status.
    """

    articles: int
    missed: int
    names: Scores
    chains: Scores
    events: Scores
    details: Scores
    kappa: dict[str, float | None]
    types: Scores
    bins: list[Bin]

    @property
    def conll(self) -> float:
        """The mean F1 of the scores of chains."""
        return fmean(score.f1 for score in self.chains.values())


def load_articles(path: str) -> dict[str, Graph]:
    """The graph of each article in a file of records (`-`: standard input), by the article's id.

    Raises ReadError with the file, the line, the cause and the remedy.
    """
    text, graphs = read_file(path), dict[str, Graph]()
    try:
        for number, graph in read_records(text):
            identifier = graph.articles[0].id
            if identifier in graphs:
                raise ReadError(f"line {number}: {identifier} is here for the second time; leave one of them out")
            graphs[identifier] = graph
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error
    return graphs


def compare(predictions: Mapping[str, Graph], gold: Mapping[str, Graph]) -> Report:
    """Compare article by article; of one without a prediction all the gold is missed.

    Raises KgError where predictions are of articles that the gold does not have.
    """
    if unknown := sorted(predictions.keys() - gold.keys()):
        raise KgError(f"no article of the gold: {', '.join(unknown)}; leave them out, or score with their gold")
    articles = [_compare_article(predictions.get(key, Graph()), gold[key]) for key in sorted(gold)]
    details = [detail for article in articles for pair in article.matched for detail in _details(pair, article.same)]
    types = sorted({event.type for article in articles for event in (*article.given.events, *article.gold.events)})
    return Report(
        articles=len(gold),
        missed=len(gold.keys() - predictions.keys()),
        names=_score_names(articles),
        chains={name: _total(metric(*_chains(article)) for article in articles) for name, metric in METRICS.items()},
        events={level: _score_events(articles, is_right, types) for level, is_right in LEVELS.items()},
        details={name: _total(detail.score for detail in details if detail.name == name) for name in DETAILS},
        kappa={name: kappa([(d.gold, d.given) for d in details if d.name == name]) for name in CLOSED},
        types={type: _score_events(articles, LEVELS["type + participants"], [type]) for type in types},
        bins=reliability(judged for article in articles for judged in _judge(article)),
    )


def _compare_article(given: Graph, gold: Graph) -> Compared:
    same = align_entities(given, gold)
    return Compared(given, gold, same, align_events(given, gold, same))


def _total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def _score_names(articles: Sequence[Compared]) -> Scores:
    sides = [(_names(article.gold), _names(article.given)) for article in articles]
    return {
        "span": _total(score_sets({name[:2] for name in gold}, {name[:2] for name in given}) for gold, given in sides),
        "span + type": _total(score_sets(gold, given) for gold, given in sides),
    }


def _names(graph: Graph) -> set[tuple[int, int, str]]:
    return {(*core(mention), entity.type) for entity in graph.entities for mention in entity.mentions if mention.name}


def _chains(article: Compared) -> tuple[Chains, Chains]:
    gold, given = (
        chains_of((mention, frozenset(ids)) for mention, ids in meant(graph).items())
        for graph in (article.gold, article.given)
    )
    return gold, given


def _score_events(articles: Sequence[Compared], is_right: Callable[[EventPair], bool], types: Sequence[str]) -> Score:
    pairs = [pair for article in articles for pair in article.pairs if pair.gold.type in types]
    gold, given = (
        sum(event.type in types for graph in side for event in graph.events)
        for side in ([article.gold for article in articles], [article.given for article in articles])
    )
    found = sum(map(is_right, pairs))
    return Score(found, gold, found, given)


def _details(pair: EventPair, same: Collection[tuple[str | None, str | None]]) -> Iterator[Detail]:
    """What is said of an event on both sides."""
    given, gold = pair.given, pair.gold
    yield Detail("mode", gold.mode, given.mode, gold.mode == given.mode)
    yield Detail("relation", gold.relation, given.relation, gold.relation == given.relation)
    yield Detail("place", gold.place, given.place, (given.place, gold.place) in same)
    yield Detail("time", gold.time, given.time, same_time(given, gold))
    yield Detail("attribution", gold.attribution, given.attribution, (given.attribution, gold.attribution) in same)
    yield Detail("modality", gold.modality, given.modality, gold.modality == given.modality)
    yield Detail("negation", gold.negated, given.negated, gold.negated == given.negated)


def _judge(article: Compared) -> Iterator[tuple[float, bool]]:
    """The confidence in each event that is given, and whether it is right in all that LEVELS ask for."""
    right = {pair.given for pair in article.pairs if pair.participants and pair.status}
    return ((event.confidence, event in right) for event in article.given.events)


def to_json(report: Report, *, calibration: bool) -> dict[str, Any]:
    """The report as plain data: each score with its counts, precision, recall and F1."""
    data: dict[str, Any] = {
        "articles": report.articles,
        "missed": report.missed,
        "names": _figures(report.names),
        "chains": _figures(report.chains) | {"CoNLL": {"f1": report.conll}},
        "events": _figures(report.events),
        "details": {
            name: figures | ({"kappa": report.kappa[name]} if name in CLOSED else {})
            for name, figures in _figures(report.details).items()
        },
        "types": _figures(report.types),
    }
    if calibration:
        data["calibration"] = {"error": calibration_error(report.bins), "bins": [asdict(one) for one in report.bins]}
    return data


def _figures(scores: Scores) -> dict[str, dict[str, float]]:
    return {
        name: {
            "gold": score.gold,
            "predicted": score.given,
            "found": score.found,
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
        }
        for name, score in scores.items()
    }
