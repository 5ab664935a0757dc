"""Texts that nobody would write, but files hold: none is lost, none takes long, every quotation is exact.

KG_MUTANTS=10000 pytest tests/test_strange_texts.py tries so many mutants.
"""

from __future__ import annotations

import os
import time
from datetime import date
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.strange import KINDS
from kg.extractor import Extractor
from kg.model import Article, Event
from kg.readers.markup import clean_text
from tests.helpers.mutants import mutant

MUTANTS = int(os.environ.get("KG_MUTANTS", "120"))
FLOOR = 300  # characters: a shorter text takes as long


def events_of(extractor: Extractor, text: str) -> tuple[Event, ...]:
    """The events of a text, whatever its language; a failure is an error."""
    (analysis,) = extractor.analyse([Article("a", text, date=date(2024, 5, 13))])
    for event in analysis.events:
        for span in (*event.evidence, *event.triggers):
            assert text[span.begin : span.end] == span.text
    for entity in analysis.graph.entities:
        for mention in entity.mentions:
            assert text[mention.span.begin : mention.span.end] == mention.span.text
    return tuple(analysis.events)


def seconds(extractor: Extractor, text: str) -> float:
    """The processor's seconds a character."""
    begin = time.process_time()
    events_of(extractor, text)
    return (time.process_time() - begin) / max(FLOOR, len(text))


def test_mutants_are_read_in_the_usual_time(extractor: Extractor) -> None:
    texts = [text for seed in range(MUTANTS) if (text := clean_text(mutant(seed))).strip()]
    events_of(extractor, texts[0])  # what is loaded late
    times = [seconds(extractor, text) for text in texts]
    usual = median(times)
    slow = [text for text, taken in zip(texts, times, strict=True) if taken > 10 * usual]
    assert [text for text in slow if min(seconds(extractor, text) for _ in range(3)) > 10 * usual] == []


@pytest.mark.parametrize("kind", KINDS)
def test_repetitions_are_read(extractor: Extractor, kind: str) -> None:
    begin = time.process_time()
    events_of(extractor, (KINDS[kind] * 2_000)[:2_000])
    assert time.process_time() - begin < 20


PIECES = st.sampled_from([*KINDS.values(), "Macron met Scholz. ", "“", "said ", "He ", "U.S. ", "\n", ":", "1 May"])
RUNS = st.lists(st.tuples(PIECES | st.text(max_size=8), st.integers(1, 30)), max_size=12).map(
    lambda runs: "".join(piece * count for piece, count in runs)[:2_000]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=RUNS | st.text(max_size=2_000))
def test_any_text_is_read(extractor: Extractor, text: str) -> None:
    begin = time.process_time()
    events_of(extractor, clean_text(text))
    assert time.process_time() - begin < 20
