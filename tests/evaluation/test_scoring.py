"""`kg score` on small annotations, with figures counted by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.errors import KgError
from kg.evaluation.alignment import align_entities, align_events
from kg.evaluation.metrics import Bin, Score, calibration_error, kappa, reliability
from kg.evaluation.scoring import Report, compare
from kg.formats.records import to_record
from kg.model import Article, Entity, EntityMention, EntityType, Event, Graph, Span
from kg.temporal.edtf import read_edtf

TEXT = (
    "President Ardo met Bela in Cast on Monday. She will call Dorn, Ardo said. "
    "The rebels shelled the port of Eland. Bela condemned Dorn. Neither met Ardo again."
)


def span(words: str, nth: int = 0) -> Span:
    begin = -1
    for _ in range(nth + 1):
        begin = TEXT.index(words, begin + 1)
    return Span("a", begin, begin + len(words), words)


def mention(words: str, nth: int = 0, name: str | None = None) -> EntityMention:
    whole = span(words, nth)
    if name is None:
        return EntityMention(whole)
    begin = whole.begin + words.index(name)
    return EntityMention(whole, Span("a", begin, begin + len(name), name))


def named(name: str, nth: int = 0) -> EntityMention:
    return mention(name, nth, name)


def entity(id: str, type: EntityType, *mentions: EntityMention) -> Entity:
    return Entity(id, id, type, mentions=mentions)


def event(trigger: str, sentence: str, type: str, relation: str, nth: int = 0, **said: Any) -> Event:
    word = span(trigger, nth)
    return Event(f"a-{word.begin}", type, relation, word, (span(sentence),), **said)


FIRST, SECOND, THIRD = (
    "President Ardo met Bela in Cast on Monday.",
    "She will call Dorn, Ardo said.",
    "The rebels shelled",
)
FOURTH, FIFTH = "Bela condemned Dorn.", "Neither met Ardo again."

ENTITIES = (
    entity("ardo", "Person", mention("President Ardo", name="Ardo"), named("Ardo", 1), named("Ardo", 2)),
    entity("bela", "Person", named("Bela"), mention("She"), named("Bela", 1)),
    entity("cast", "Place", named("Cast")),
    entity("dorn", "Person", named("Dorn"), named("Dorn", 1)),
    entity("eland", "Country", named("Eland")),
    entity("rebels", "Group", mention("The rebels")),
)
MET = event(
    "met", FIRST, "CONSULT", "met", actors=("ardo",), recipients=("bela",), place="cast", time=read_edtf("2025-05")
)
CALL = event(
    "call", SECOND, "CONSULT", "called", mode="phone", actors=("bela",), recipients=("dorn",), modality="planned",
    attribution="ardo",
)  # fmt: skip
SHELLED = event("shelled", THIRD, "ASSAULT", "bombed", actors=("rebels",), recipients=("eland",))
CONDEMNED = event("condemned", FOURTH, "ACCUSE", "condemned", actors=("bela",), recipients=("dorn",))
STAYED_AWAY = event("met", FIFTH, "CONSULT", "met", 1, actors=("bela", "dorn"), recipients=("ardo",), negated=True)
GOLD = Graph((Article("a", ""),), ENTITIES, (MET, CALL, SHELLED, CONDEMNED, STAYED_AWAY))


def told(*events: Event, entities: tuple[Entity, ...] = ENTITIES) -> Graph:
    """The article with other events or entities."""
    return Graph(GOLD.articles, entities, events)


def report(given: Graph, gold: Graph = GOLD) -> Report:
    return compare({"a": given}, {"a": gold})


def matched(given: Graph, gold: Graph = GOLD) -> list[tuple[str, str, bool, bool]]:
    pairs = align_events(given, gold, align_entities(given, gold))
    return [(pair.given.id, pair.gold.id, pair.participants, pair.status) for pair in pairs]


def same_count(found: int, gold: int, given: int) -> Score:
    return Score(found, gold, found, given)


def test_an_annotation_agrees_with_itself_in_everything() -> None:
    same = report(GOLD)
    rows = {**same.names, **same.chains, **same.events, **same.details, **same.types}
    assert {name: score.f1 for name, score in rows.items()} == dict.fromkeys(rows, 1.0)
    assert (same.conll, same.articles, same.missed) == (1.0, 1, 0)
    assert same.kappa == {"mode": 1.0, "relation": 1.0, "modality": 1.0, "negation": 1.0}
    assert same.types.keys() == {"ACCUSE", "ASSAULT", "CONSULT"}


def test_names_with_and_without_their_type() -> None:
    """Nine names in the gold; Cast is called a person, the last Ardo is not found, the port is no name."""
    given = told(
        entities=(
            entity("ardo", "Person", named("Ardo"), named("Ardo", 1)),
            entity("bela", "Person", named("Bela"), mention("She"), named("Bela", 1)),
            entity("cast", "Person", named("Cast")),
            entity("dorn", "Person", named("Dorn"), named("Dorn", 1)),
            entity("eland", "Country", named("Eland"), named("port")),
        ),
    )
    names = report(given).names
    assert names == {"span": same_count(8, 9, 9), "span + type": same_count(7, 9, 9)}
    assert (names["span"].precision, names["span"].recall) == pytest.approx((8 / 9, 8 / 9))


def test_chains() -> None:
    """The gold has chains of 3, 3 and 2 mentions; "She" is Dorn here: 4 of 5 links on each side are right."""
    given = told(
        entities=(
            ENTITIES[0],
            entity("bela", "Person", named("Bela"), named("Bela", 1)),
            entity("dorn", "Person", mention("She"), named("Dorn"), named("Dorn", 1)),
        )
    )
    scores = report(given)
    assert scores.chains["MUC"] == Score(4, 5, 4, 5)
    assert scores.chains["B3"].f1 == pytest.approx((3 + 5 / 3 + 2) / 8)
    assert scores.chains["CEAF-e"].f1 == pytest.approx((1 + 4 / 5 + 4 / 5) / 3)
    assert scores.conll == pytest.approx((4 / 5 + 5 / 6 + 13 / 15) / 3)


def test_ids_of_entities_mean_nothing() -> None:
    ids = {entity.id: f"e{number}" for number, entity in enumerate(reversed(ENTITIES))}
    given = told(
        *(
            replace(
                event,
                actors=tuple(map(ids.__getitem__, event.actors)),
                recipients=tuple(map(ids.__getitem__, event.recipients)),
                place=event.place and ids[event.place],
                attribution=event.attribution and ids[event.attribution],
            )
            for event in GOLD.events
        ),
        entities=tuple(replace(entity, id=ids[entity.id]) for entity in ENTITIES),
    )
    scores = report(given)
    assert scores.events["type + participants + status"].f1 == 1
    assert scores.details["place"] == scores.details["attribution"] == same_count(1, 1, 1)


def test_entities_are_the_same_by_most_mentions_of_the_smaller() -> None:
    """Bela's chain is torn in two; "The rebels ... Eland" overlaps both, and is most alike the rebels."""
    given = told(
        entities=(
            entity("x", "Person", named("Bela"), named("Ardo"), named("Ardo", 1), named("Ardo", 2)),
            entity("y", "Person", mention("She"), named("Bela", 1)),
            entity("z", "Group", mention("The rebels shelled")),
        )
    )
    assert align_entities(given, GOLD) == {("x", "ardo"), ("y", "bela"), ("z", "rebels")}


def test_a_mention_of_two_does_not_make_them_one() -> None:
    """ "Neither" means Bela and Dorn: it is one of two mentions of each, and not more than half of them."""
    neither = mention("Neither")
    both = told(entities=(entity("b", "Person", named("Bela"), neither), entity("d", "Person", named("Dorn"), neither)))
    assert align_entities(both, both) == {("b", "b"), ("d", "d")}


@pytest.mark.parametrize(
    ("given", "participants", "status"),
    [
        (MET, True, True),
        (replace(MET, actors=("bela",), recipients=("ardo",)), True, True),
        (replace(MET, actors=("ardo", "bela", "dorn"), recipients=()), True, True),
        (replace(MET, recipients=("dorn",)), False, True),
        (replace(MET, modality="planned"), True, False),
        (replace(MET, negated=True), True, False),
        (CONDEMNED, True, True),
        (replace(CONDEMNED, actors=("dorn",), recipients=("bela",)), False, True),
        (replace(SHELLED, actors=()), True, True),
        (replace(SHELLED, recipients=("cast",)), False, True),
    ],
)
def test_levels_of_agreement(given: Event, participants: bool, status: bool) -> None:
    """Either role will do where roles are symmetric; who has no name need not be there beside one who has."""
    assert matched(told(given)) == [(given.id, given.id, participants, status)]


def test_where_nobody_has_a_name_everybody_must_be_there() -> None:
    gold = told(replace(SHELLED, recipients=()))
    assert matched(told(replace(SHELLED, actors=("cast",))), gold) == [(SHELLED.id, SHELLED.id, False, True)]
    assert matched(told(SHELLED), gold) == [(SHELLED.id, SHELLED.id, True, True)]


@pytest.mark.parametrize(
    "given",
    [
        replace(MET, type="COOPERATE"),
        replace(MET, evidence=(span(FOURTH),), recipients=("dorn",)),
        replace(MET, evidence=(span(FOURTH),), actors=(), recipients=()),
    ],
)
def test_other_types_and_others_elsewhere_do_not_match(given: Event) -> None:
    assert matched(told(given), told(MET)) == []


def test_the_same_participants_match_from_another_sentence() -> None:
    assert matched(told(replace(MET, evidence=(span(FOURTH),))), told(MET)) == [(MET.id, MET.id, True, True)]


def test_each_event_matches_once_and_with_the_most_alike() -> None:
    """All meetings are of Ardo and Bela: the denied one finds the denied one, and the second report finds nothing."""
    again = replace(MET, id="again", trigger=span("Bela"))
    denied = replace(STAYED_AWAY, id="denied", evidence=(span(FOURTH),), trigger=span(FOURTH))
    pairs = matched(told(denied, again, MET), told(MET, STAYED_AWAY))
    assert pairs == [(MET.id, MET.id, True, True), ("denied", STAYED_AWAY.id, True, True)]


def test_events_and_types() -> None:
    """Of five two are right, one has a wrong status, one other participants, one another type; one is not there."""
    given = told(
        MET,
        replace(CALL, modality="hypothetical"),
        replace(SHELLED, recipients=("cast",)),
        replace(CONDEMNED, type="REJECT"),
        STAYED_AWAY,
        replace(CONDEMNED, id="more", type="REQUEST"),
    )
    scores = report(given)
    assert scores.events == {
        "type": same_count(4, 5, 6),
        "type + participants": same_count(3, 5, 6),
        "type + participants + status": same_count(2, 5, 6),
    }
    assert scores.types == {
        "ACCUSE": same_count(0, 1, 0),
        "ASSAULT": same_count(0, 1, 1),
        "CONSULT": same_count(3, 3, 3),
        "REJECT": same_count(0, 0, 1),
        "REQUEST": same_count(0, 0, 1),
    }


def test_details_of_the_events_that_match() -> None:
    """Three match; a day agrees with the month of the gold, and what only the prediction says is one too many."""
    given = told(
        replace(MET, time=read_edtf("2025-05-19"), place="dorn"),
        replace(CALL, modality="asserted", place="cast", mode=None),
        replace(SHELLED, recipients=("cast",), time=read_edtf("2025")),
        replace(CONDEMNED, relation="accused", attribution="ardo"),
    )
    scores = report(given)
    assert scores.details == {
        "mode": same_count(0, 1, 0),
        "relation": same_count(2, 3, 3),
        "place": same_count(0, 1, 2),
        "time": same_count(1, 1, 1),
        "attribution": same_count(1, 1, 2),
        "modality": same_count(2, 3, 3),
        "negation": same_count(3, 3, 3),
    }
    assert scores.kappa["modality"] == 0  # two of three agree, and by chance (1 * 0 + 2 * 3) / 9
    assert scores.kappa["negation"] is None


@pytest.mark.parametrize(
    ("gold", "given", "agrees"),
    [("2025-05", "2025-05-19", True), ("2025-05-19", "2025-05", False), ("2025-05", "2025-06", False)],
)
def test_a_time_begins_with_that_of_the_gold(gold: str, given: str, agrees: bool) -> None:
    gold_event, given_event = (replace(MET, time=read_edtf(edtf)) for edtf in (gold, given))
    assert report(told(given_event), told(gold_event)).details["time"] == same_count(agrees, 1, 1)


def test_kappa() -> None:
    pairs = [("planned", "planned")] * 20 + [("planned", "asserted")] * 5
    pairs += [("asserted", "planned")] * 10 + [("asserted", "asserted")] * 15
    assert kappa(pairs) == pytest.approx(0.4)  # 35 of 50 agree; by chance (25 * 30 + 25 * 20) / 2500 = 0.5
    assert kappa([]) is None


def test_reliability() -> None:
    bins = reliability([(0.7, True), (1.0, True), (1.0, False), (0.9375, True), (0.9375, True), (0.0625, False)])
    assert bins == [Bin(0.0, 0.1, 1, 0.0625, 0.0), Bin(0.7, 0.8, 1, 0.7, 1.0), Bin(0.9, 1.0, 4, 0.96875, 0.75)]
    assert calibration_error(bins) == pytest.approx((0.0625 + 0.3 + 4 * 0.21875) / 6)


def test_confidence_is_judged_by_type_participants_and_status() -> None:
    given = told(
        replace(MET, confidence=0.75),
        replace(CALL, modality="asserted", confidence=0.5),
        replace(SHELLED, confidence=0.5625),
    )
    assert report(given).bins == [Bin(0.5, 0.6, 2, 0.53125, 0.5), Bin(0.7, 0.8, 1, 0.75, 1.0)]


def test_articles_without_a_prediction_are_missed() -> None:
    scores = compare({"a": GOLD}, {"a": GOLD, "b": GOLD})
    assert (scores.articles, scores.missed) == (2, 1)
    assert scores.events["type"] == same_count(5, 10, 5)
    assert scores.names["span"] == same_count(9, 18, 9)


def test_predictions_for_unknown_articles_are_named() -> None:
    with pytest.raises(KgError, match="no article of the gold: x, y;"):
        compare({"y": GOLD, "x": GOLD, "a": GOLD}, {"a": GOLD})


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.jsonl").write_text(line(GOLD), encoding="utf-8")
    given = told(
        replace(MET, confidence=0.75), replace(SHELLED, actors=("bela",), recipients=("cast",), confidence=0.5)
    )
    (tmp_path / "given.jsonl").write_text(line(given), encoding="utf-8")
    return tmp_path


def line(graph: Graph) -> str:
    return json.dumps(to_record(graph)) + "\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["score", *arguments], input=stdin)


def rows(text: str) -> dict[str, list[str]]:
    """The figures of each line by its name."""
    found = [line.split("  ", 1) for line in text.splitlines() if "  " in line]
    return {name: figures.split() for name, figures in found}


def test_tables(files: Path) -> None:
    done = run("given.jsonl", "gold.jsonl", "--calibration")
    assert (done.exit_code, done.stderr) == (0, "")
    table = rows(done.stdout)
    assert done.stdout.startswith("1 articles, 0 of them without a prediction\n")
    assert table["type + participants"] == ["5", "2", "1", "0.500", "0.200", "0.286"]
    assert table["CoNLL"] == ["1.000"]
    assert table["relation"] == ["1", "1", "1", "1.000", "1.000", "1.000"]
    assert table["CONSULT"] == ["3", "1", "1", "1.000", "0.333", "0.500"]
    assert table["0.5-0.6"] == ["1", "0.500", "0.000"]
    assert table["expected calibration error"] == ["0.375"]
    assert "calibration" not in run("given.jsonl", "gold.jsonl").stdout


def test_json(files: Path) -> None:
    data = json.loads(run("-", "gold.jsonl", "--format", "json", stdin=line(GOLD)).stdout)
    assert data["events"]["type"] == {
        "gold": 5, "predicted": 5, "found": 5, "precision": 1, "recall": 1, "f1": 1,
    }  # fmt: skip
    assert data["details"]["modality"]["kappa"] == 1
    assert data["chains"]["CoNLL"] == {"f1": 1}
    assert "calibration" not in data
    judged = json.loads(run("given.jsonl", "gold.jsonl", "--format", "json", "--calibration").stdout)["calibration"]
    assert judged["error"] == 0.375
    assert judged["bins"][0] == {"begin": 0.5, "end": 0.6, "events": 1, "confidence": 0.5, "right": 0}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}\n", "Error: bad.jsonl: line 1: no record of kg (KeyError('id'))"),
        ("\n{broken\n", "Error: bad.jsonl: line 2: no JSON ("),
        (line(GOLD) * 2, "Error: bad.jsonl: line 2: a is here for the second time"),
        (line(replace(GOLD, articles=(Article("b", ""),))), "Error: no article of the gold: b;"),
    ],
)
def test_what_cannot_be_scored_is_one_line_and_exits_1(text: str, message: str, files: Path) -> None:
    (files / "bad.jsonl").write_text(text, encoding="utf-8")
    done = run("bad.jsonl", "gold.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


def test_a_file_that_cannot_be_read_is_one_line_and_exits_1(files: Path) -> None:
    (files / "wide.jsonl").write_bytes('{"id": "Erdoğan"}'.encode("utf-16"))
    missing, wide = run("missing.jsonl", "gold.jsonl"), run("gold.jsonl", "wide.jsonl")
    assert missing.stderr == "Error: missing.jsonl: cannot be read (No such file or directory); check the path\n"
    assert wide.stderr.startswith("Error: wide.jsonl: line 1: no record of kg (KeyError('title'))")
    assert (missing.exit_code, wide.exit_code) == (1, 1)
