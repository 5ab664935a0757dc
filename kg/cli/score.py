"""The command `kg score`: how well two sets of records agree, as tables or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

    from kg.evaluation.metrics import Score
    from kg.evaluation.scoring import Report

HEADINGS = ("Gold", "Predicted", "Found", "P", "R", "F1")


@click.command()
@click.argument("predictions", metavar="PREDICTIONS")
@click.argument("gold", metavar="GOLD")
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Shape.")
@click.option("--calibration", is_flag=True, help="Also: of the events of some confidence, how many are right.")
def score(predictions: str, gold: str, format: str, calibration: bool) -> None:
    """Compare records with gold, or two annotators.

    Both files hold records as `kg extract` prints them; articles are matched by id, and an article of GOLD that
    PREDICTIONS lack is missed as a whole. Ids of entities may differ: mentions that overlap are paired, and entities
    are the same where more than half the paired mentions of the one with fewer belong to both.

    An event is matched with at most one of GOLD. They are of one type, and told in the same sentence or with the same
    participants; what agrees in most is matched first: in participants, then in trigger, sentence, status, relation and
    time. Participants agree where each of GOLD that has a name (where none has: each) is there in its role, in either
    role of CONSULT, AGREE and COOPERATE. Status is modality and negation. Details and types are those of the events
    that agree in type and participants; a time agrees that begins with the time of GOLD.

    \b
    kg extract news.jsonl > predictions.jsonl
    kg score predictions.jsonl gold.jsonl
    kg score anna.jsonl ben.jsonl --format json
    """
    from kg.evaluation.scoring import compare, load_articles, to_json

    report = compare(load_articles(predictions), load_articles(gold))
    if format == "json":
        click.echo(json.dumps(to_json(report, calibration=calibration), indent=2))
    else:
        _print(report, calibration)


def _print(report: Report, calibration: bool) -> None:
    from kg.cli.tables import open_console

    console = open_console()
    console.print(f"{report.articles} articles, {report.missed} of them without a prediction")
    tables = [
        _table("Names", report.names),
        _table("Chains", report.chains, last=("CoNLL", "", "", "", "", "", f"{report.conll:.3f}")),
        _table("Events", report.events),
        _table("Details", report.details, report.kappa),
        _table("Types", report.types),
    ]
    for table in [*tables, _calibration(report)] if calibration else tables:
        console.print()
        console.print(table)


def _table(
    title: str, scores: Mapping[str, Score], kappa: Mapping[str, float | None] | None = None, last: Sequence[str] = ()
) -> Table:
    rows = [[name, *_cells(score)] for name, score in scores.items()]
    if kappa is not None:
        rows = [[*row, _figure(kappa.get(row[0]))] for row in rows]
    return _grid([title, *HEADINGS, *(["Kappa"] if kappa is not None else [])], [*rows, *([last] if last else [])])


def _cells(score: Score) -> list[str]:
    counts = [f"{round(count, 1):.12g}" for count in (score.gold, score.given, score.found)]
    return [*counts, *map(_figure, (score.precision, score.recall, score.f1))]


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _calibration(report: Report) -> Table:
    from kg.evaluation.metrics import calibration_error

    rows = [
        [f"{one.begin:.1f}-{one.end:.1f}", str(one.events), _figure(one.confidence), _figure(one.right)]
        for one in report.bins
    ]
    last = ["expected calibration error", "", "", _figure(calibration_error(report.bins))]
    return _grid(["Confidence", "Events", "Mean", "Right"], [*rows, last])


def _grid(headings: Iterable[str], rows: Iterable[Sequence[str]]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    return table
