"""Prints how many cases of each kind pass: `python -m tests.behaviour [--failures] [--kind KIND]...`."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from kg.extractor import Extractor
from tests.behaviour.cases import load_cases
from tests.behaviour.measure import extract_records, rate_kinds, read_floors, score_cases
from tests.behaviour.scoring import Case, Record, tell_event


def main() -> None:
    """Extract, score and print; with `--failures` also each failing case with what was read in it."""
    parser = argparse.ArgumentParser(prog="python -m tests.behaviour", description=__doc__)
    parser.add_argument("--failures", action="store_true", help="print each failing case and what was read in it")
    parser.add_argument("--kind", action="append", help="only this kind; may be given more than once")
    parser.add_argument("--floors", action="store_true", help="print the rates as a table of floors instead")
    options = parser.parse_args()
    cases = [case for case in load_cases() if not options.kind or case["kind"] in options.kind]
    records = extract_records(Extractor(), cases)
    faults = score_cases(cases, records)
    rates = rate_kinds(cases, faults)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    if options.floors:
        lines = [f"{kind}\t{passed / total:.3f}" for kind, (passed, total) in rates.items()]
        print("kind\trate", *lines, sep="\n")
        return
    for case in cases:
        if options.failures and faults[case["id"]]:
            console.print(_tell_failure(case, faults[case["id"]], records.get(case["id"])))
    console.print(_table(rates, read_floors()))


def _tell_failure(case: Case, faults: list[str], record: Record | None) -> str:
    entities = {entity["id"]: entity for entity in record["entities"]} if record else {}
    read = [f"    = {tell_event(event, entities)}" for event in record["events"]] if record else []
    return "\n".join([f"{case['id']}: {case['text']}", *(f"    {fault}" for fault in faults), *read, ""])


def _table(rates: dict[str, tuple[int, int]], floors: dict[str, float]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_footer=True)
    passed, total = (sum(numbers) for numbers in zip(*rates.values(), strict=True)) if rates else (0, 0)
    table.add_column("Kind", "all")
    table.add_column("Pass", str(passed), justify="right")
    table.add_column("Of", str(total), justify="right")
    table.add_column("Rate", f"{passed / total:.2f}" if total else "-", justify="right")
    table.add_column("Floor", justify="right")
    for kind, (good, count) in rates.items():
        floor = f"{floors[kind]:.2f}" if kind in floors else "-"
        table.add_row(kind, str(good), str(count), f"{good / count:.2f}", floor)
    return table


if __name__ == "__main__":
    main()
