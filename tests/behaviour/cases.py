"""The cases of the suite: files of cases and tables of patterns enter, cases as scoring.py reads them leave.

The tables are expanded the same way each time: every pattern of the status battery with every verb, every frame of
two clauses with twenty pairs of clauses and four countries.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.behaviour.scoring import Case

HERE = Path(__file__).parent
DATE = "2018-03-14"
PAIRS = 20

Row = dict[str, str]


def load_cases() -> list[Case]:
    """All cases, those written out first, sorted by file."""
    return [*read_cases(), *expand_battery(), *expand_two_clauses()]


def read_cases() -> Iterator[Case]:
    """The cases that are written out."""
    for path in sorted((HERE / "cases").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def read_table(name: str) -> list[Row]:
    """The lines of a table with tabs, each by its headings."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def expand_battery() -> Iterator[Case]:
    """Each pattern with each verb."""
    for pattern, verb in product(read_table("status_battery.tsv"), read_table("status_verbs.tsv")):
        forms = {form: verb[form] for form in ("base", "third", "past", "part", "ing")}
        text = pattern["sentence"].format(A=verb["subject"], B=verb["object"], **forms)
        event = {"type": _types(verb, pattern["status"]), "who": [verb["who"]], "whom": [verb["whom"]]}
        case = {"id": f"status-battery-{pattern['pattern']}-{verb['base']}", "kind": "status-battery", "date": DATE}
        yield case | {"text": _sentence(text)} | _of_status(event, pattern["status"].split("|"))


def _types(row: Row, status: str) -> list[str]:
    """The types that a deed may count as: a harm announced is a threat as well, a help announced a promise."""
    return [row["type"], *([row["ahead"]] if "planned" in status and row["ahead"] else [])]


def _of_status(event: Case, allowed: list[str]) -> Case:
    """What is expected and forbidden where the event may have the statuses allowed; "none": it may be missing."""
    others = [status for status in ("asserted", "planned", "hypothetical", "not") if status not in allowed]
    # The announcement itself is made: only the deed must not be.
    deed = event | {"type": event["type"][:1]}
    barred = others if allowed == ["asserted"] else [status for status in others if status == "asserted"]
    told = [] if "none" in allowed else [event | {"status": "|".join(allowed)}]
    return {"expect": told, "forbid": [deed | {"status": status} for status in barred]}


def expand_two_clauses() -> Iterator[Case]:
    """Each frame with pairs of clauses, no two of one type, over countries taken in turn."""
    clauses, countries = read_table("clauses.tsv"), read_table("countries.tsv")
    pairs = [(a, b) for gap in (3, 5) for a, b in zip(clauses, clauses[gap:] + clauses[:gap], strict=True)]
    pairs = [(a, b) for a, b in pairs if a["type"] != b["type"]][:PAIRS]
    for number, (frame, pair) in enumerate(product(read_table("two_clauses.tsv"), pairs)):
        four = [countries[(number * 5 + step * 7) % len(countries)] for step in range(4)]
        yield _two_clauses(frame, pair, four, f"two-clauses-{frame['frame']}-{number % len(pairs) + 1:02d}")


def _two_clauses(frame: Row, pair: tuple[Row, Row], countries: list[Row], name: str) -> Case:
    """A sentence of two clauses, by one subject or by two, in which each keeps its own participants."""
    first, second = pair
    a, b, c, d = countries
    subjects = (a, a) if frame["subjects"] == "one" else (a, c)
    whole = "minister" if frame["subjects"] == "one" and second["subject"] == "minister" else first["subject"]
    words = {"S": _subject(a, whole), "T": _subject(c, second["subject"])}
    for number, (clause, country) in enumerate(zip(pair, (b, d), strict=True), 1):
        told = clause["object"].format(country["name"])
        words |= {f"{form}{number}": f"{clause[form]} {told}" for form in ("base", "past", "part", "ing")}
    events = [
        _event(clause, subject, country, frame[status])
        for clause, subject, country, status in zip(pair, subjects, (b, d), ("status1", "status2"), strict=True)
    ]
    strangers = (
        {f"@{country['code']}" for country in (subjects[1], d) if country != subjects[0]},
        {f"@{country['code']}" for country in (subjects[0], b) if country != subjects[1]},
    )
    forbid = [
        {"type": [kind for kind in event["type"] if kind not in other["type"]], "sides": [one]}
        for event, other, others in zip(events, reversed(events), strangers, strict=True)
        for one in sorted(others)
    ]
    text = _sentence(frame["sentence"].format(**words))
    return {"id": name, "kind": "two-clauses", "date": DATE, "text": text, "expect": events, "forbid": forbid}


def _event(clause: Row, subject: Row, country: Row, status: str) -> Case:
    whom = clause["whom"].replace("@", f"@{country['code']}")
    return {"type": _types(clause, status), "who": [f"@{subject['code']}"], "whom": [whom], "status": status}


def _subject(country: Row, kind: str) -> str:
    return country["name"] if kind == "state" else f"{country['name']}'s foreign minister"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
