"""How sure an event is: the share of events like it that are right, as fitted on annotated articles.

A logistic regression on few and plain signs. `python -m training.corpus calibrate` fits the weights on the dev part of
the corpus, where an event is right if its type, participants, modality and negation are (see `kg score`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from spacy.tokens import Doc

from kg.events.predictions import Hints
from kg.model import Event

WEIGHTS = {"bias": -2.61, "told": 0.12, "verb": 0.47, "actor": 0.68, "recipient": 1.27, "claimed": -0.02}
LEAST, MOST = 0.02, 0.98
UNKNOWN = 0.7  # how likely the words tell the event where the pipeline has learned nothing of events


def confidence(event: Event, doc: Doc, hints: Hints, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The probability that the event is right, in hundredths."""
    score = sum(weights[name] * value for name, value in signs(event, doc, hints).items())
    return round(1 / (1 + exp(-score)), 2)


def signs(event: Event, doc: Doc, hints: Hints) -> dict[str, float]:
    """What is seen of an event: how likely its words tell its type (log-odds), and the rest as 0 or 1."""
    span = doc.char_span(event.trigger.begin, event.trigger.end, alignment_mode="expand")
    tokens = range(span.start - 1, span.end + 1) if span else range(0)
    told = min(max(hints.probability(tokens, event.type), LEAST), MOST) if hints.types else UNKNOWN
    return {
        "bias": 1.0,
        "told": log(told / (1 - told)),
        "verb": float(span is not None and span.root.pos_ == "VERB"),
        "actor": float(bool(event.actors)),
        "recipient": float(bool(event.recipients) or len(event.actors) > 1),
        "claimed": float(event.attribution is not None),
    }
