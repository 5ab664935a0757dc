"""How sure an event is."""

from __future__ import annotations

from kg.events.confidence import confidence, likely, load_weights
from kg.model import Event, Span


def test_each_sign_moves_the_confidence() -> None:
    weights = {"always": -1.0, "is told": 0.5}
    assert confidence({"always": 1.0}, weights) == 0.27
    assert confidence({"always": 1.0, "is told": 2.0}, weights) == 0.5
    assert confidence({"always": 1.0, "never seen": 9.0}, weights) == 0.27


def test_the_shipped_weights_are_of_signs_that_events_have() -> None:
    weights = load_weights()
    assert {"always", "is told", "recipient is learned", "is CONSULT"} <= weights.signs.keys()
    assert 0 < weights.least < 0.5


def test_what_is_most_likely_wrong_is_not_told() -> None:
    least = load_weights().least
    trigger = Span("talks", 6, 9, "met")
    sure, unsure = (Event("1", "CONSULT", "met", trigger, (), confidence=one) for one in (least, least - 0.01))
    assert likely([sure, unsure]) == [sure]
