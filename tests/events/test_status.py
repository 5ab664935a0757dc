"""What the shipped pipeline takes for done, planned, possible or not done: one event a sentence has that status."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.extractor import Extractor
from kg.model import Article, Event

BATTERY = Path(__file__).with_name("status_battery.tsv")
REACHED = 0.95
DAY = date(2018, 3, 14)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with BATTERY.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_status_battery(extractor: Extractor, rows: list[dict[str, str]]) -> None:
    articles = [Article(str(number), row["sentence"], date=DAY) for number, row in enumerate(rows)]
    graphs = extractor.run(articles)
    wrong = [
        f"{row['sentence']} {row['status']}: {found}"
        for row, graph in zip(rows, graphs, strict=True)
        if row["status"] not in (found := [status_of(event) for event in graph.events])
        or (row["status"] != "asserted" and "asserted" in found)
    ]
    assert len(wrong) <= (1 - REACHED) * len(rows), "\n".join(wrong)


def status_of(event: Event) -> str:
    """The modality, or "not"."""
    return "not" if event.negated else event.modality
