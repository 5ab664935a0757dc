"""Runs the extractor over cases: cases enter, the faults of each and pass rates by kind leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from kg.extractor import Extractor
from kg.formats.records import to_record
from kg.knowledge.ontology import load_ontology
from kg.model import Article
from tests.behaviour.cases import read_table
from tests.behaviour.scoring import Case, Record, find_faults

# One case may be lost to a change elsewhere without a kind having become worse.
SLACK = 1


def extract_records(extractor: Extractor, cases: Iterable[Case]) -> dict[str, Record]:
    """The record of each case's text, by the case's id."""
    return {record["id"]: record for record in map(to_record, extractor.run(map(_article, cases)))}


def _article(case: Case) -> Article:
    return Article(
        id=case["id"], text=case["text"], title=case.get("title"), date=date.fromisoformat(case["date"]),
        publisher=case.get("publisher"),
    )  # fmt: skip


def symmetric_relations() -> frozenset[str]:
    """The relations whose sides may be told in either order."""
    return frozenset(name for name, relation in load_ontology().relations.items() if relation.symmetric)


def score_cases(cases: Sequence[Case], records: dict[str, Record]) -> dict[str, list[str]]:
    """The faults of each case, by its id; no record is a fault."""
    symmetric = symmetric_relations()
    return {
        case["id"]: find_faults(case, records[case["id"]], symmetric) if case["id"] in records else ["no record"]
        for case in cases
    }


def rate_kinds(cases: Sequence[Case], faults: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    """How many cases of each kind pass, and of how many, in the order of the cases."""
    total = Counter(case["kind"] for case in cases)
    passed = Counter(case["kind"] for case in cases if not faults[case["id"]])
    return {kind: (passed[kind], count) for kind, count in total.items()}


def read_floors() -> dict[str, float]:
    """The rate that each kind has reached and must not fall below; raised by hand when a kind gets better."""
    return {row["kind"]: float(row["rate"]) for row in read_table("floors.tsv")}


def below_floor(rates: dict[str, tuple[int, int]], floors: dict[str, float]) -> list[str]:
    """The kinds that fall below their floor by more than SLACK cases; a kind without a floor has none to keep."""
    return [
        f"{kind}: {passed} of {total} pass, floor {floors[kind]:.2f}"
        for kind, (passed, total) in rates.items()
        if kind in floors and passed + SLACK < round(floors[kind] * total)
    ]
