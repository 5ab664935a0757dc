"""`kg explain`: what it says of sentences, and that it says what decided."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spacy.language import Language

from kg.cli.main import main
from kg.events import confidence
from kg.events.modality import assess
from kg.explain import decisive_words, explain, printable
from kg.extractor import analyse
from kg.knowledge.gazetteer import load_gazetteer
from kg.knowledge.ontology import load_ontology
from kg.model import Article
from kg.nlp.pipeline import load_pipeline
from tests.helpers.parses import parse_of

TEXT = (
    "Richard Nixon met Leonid Brezhnev in Moscow on Monday. He will not visit Hanoi, Kissinger said. "
    '"We may sign the treaty," Leonid Brezhnev told reporters. '
    "The storm hit Cuba. The United States announced that it would impose sanctions on Chile. "
    "Nixon refused to threaten China."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def rows_of(text: str, nlp: Language) -> list[list[tuple[str, str]]]:
    article = Article("talks", text, date=date(1972, 5, 25))
    explained = explain(analyse(article, nlp(text), load_gazetteer(), load_ontology()))
    return [[row for row in told.rows if row[0] != "confidence"] for told in explained]


@pytest.fixture(scope="module")
def told(nlp: Language) -> list[list[tuple[str, str]]]:
    return rows_of(TEXT, nlp)


def test_a_sentence_from_clause_to_place(told: list[list[tuple[str, str]]]) -> None:
    assert told[0] == [
        ("clause", "met: subject Richard Nixon, object Leonid Brezhnev, oblique in Moscow"),
        ("event", "CONSULT, met; asserted"),
        ("trigger", '"met", by the trigger A meet R'),
        ("actor", 'Richard Nixon (richard-nixon, Person, USA): "Richard Nixon", a name that the gazetteer knows'),
        ("actor is", "named by the clause"),
        (
            "recipient",
            'Leonid Brezhnev (leonid-brezhnev, Person, SUN): "Leonid Brezhnev", a name that the gazetteer knows',
        ),
        ("recipient is", "named by the clause"),
        ("modality", "asserted"),
        ("time", '1972-05-22: "Monday", in an article of 1972-05-25'),
        ("place", 'Moscow (moscow, Place, RUS): "Moscow", a name that the gazetteer knows'),
    ]


@pytest.mark.parametrize(
    ("number", "row"),
    [
        (2, ("actor", 'Richard Nixon (richard-nixon, Person, USA): "He", the same as "Richard Nixon"')),
        (2, ("modality", 'planned: "will"')),
        (2, ("negated", 'yes: "not"')),
        (
            2,
            (
                "says",
                'Henry Kissinger (henry-kissinger, Person, USA): "Kissinger", a name that the gazetteer knows: "said"',
            ),
        ),
        (3, ("modality", 'hypothetical: "may"')),
        (3, ("actor", 'Leonid Brezhnev (leonid-brezhnev, Person, SUN): "We", the same as "Leonid Brezhnev"')),
        (5, ("event", "THREATEN, imposed sanctions on; planned")),
        (5, ("trigger", '"sanctions" with "impose", by the trigger sanction of|by|from A on|against|over R')),
        (5, ("instead of", "SANCTION, imposed sanctions on: announced, promised or refused it is only words")),
        (6, ("no event", '"threaten", by the trigger A threaten R: a part of another event')),
    ],
)
def test_what_decided(number: int, row: tuple[str, str], told: list[list[tuple[str, str]]]) -> None:
    assert row in told[number - 1]


def test_how_each_side_was_filled_and_who_lost(nlp: Language) -> None:
    (rows,) = rows_of("Nixon rejected a Chinese proposal for talks with Laos.", nlp)
    assert ("recipient is", "whose it is") in rows
    assert ("no recipient", "Laos: named by the clause") in rows
    (rows,) = rows_of("China condemned the Soviet attack on Laos.", nlp)
    assert ("recipient is", "who did what is judged") in rows


def test_a_sentence_without_a_trigger_has_its_clauses(told: list[list[tuple[str, str]]]) -> None:
    assert told[3] == [("clause", "hit: subject storm, object Cuba")]


def test_a_name_that_the_gazetteer_does_not_know(nlp: Language) -> None:
    rows = dict(rows_of("Nixon praised Zubin Qarvath.", nlp)[0])
    assert (
        rows["recipient"]
        == 'Zubin Qarvath (zubin-qarvath, Person): "Zubin Qarvath", a name that the gazetteer does not know'
    )


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "The ministers said so.",
            (
                "no event",
                '"said", by the trigger A say R: '
                "too little is known of who acts (ministers) and whom it concerns (nobody)",
            ),
        ),
        (
            "Nixon met Brezhnev in Moscow. On Monday Nixon met Brezhnev.",
            ("no event", '"met", by the trigger A meet R: told by "met" already'),
        ),
    ],
)
def test_why_there_is_no_event(text: str, row: tuple[str, str], nlp: Language) -> None:
    assert row in rows_of(text, nlp)[-1]


def test_decisive_words_are_those_that_can_not_be_taken_away() -> None:
    parse = parse_of(
        "Nixon//NNP/4/nsubj will//MD/4/aux not//RB/4/advmod meet//VB/0/root Mao//NNP/4/obj soon//RB/4/advmod"
    )
    words = [*parse.words]
    assert decisive_words(parse, range(6), lambda bare: assess(bare, 3).modality) == [1]
    assert decisive_words(parse, range(6), lambda bare: assess(bare, 3).negated) == [2]
    assert decisive_words(parse, range(6), lambda bare: assess(bare, 3)) == [1, 2]
    assert decisive_words(parse, range(6), lambda bare: len(bare.words)) == []
    assert parse.words == words


def test_of_two_words_that_suffice_one_is_named() -> None:
    parse = parse_of("Nixon//NNP/4/nsubj may//MD/4/aux possibly//RB/4/advmod meet//VB/0/root Mao//NNP/4/obj")
    assert decisive_words(parse, range(5), lambda bare: assess(bare, 3).modality) == [2]


def test_printed_words_can_not_steer_a_terminal() -> None:
    assert printable("one\x1b[31m\n two\u202e") == "one [31m two"
    done = run("-", stdin="Nixon\x1b[31m met\x1b[0m Brezhnev.")
    assert "clause" in done.stdout
    assert "\x1b" not in done.stdout


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments], input=stdin)


def test_the_command_prints_numbered_sentences(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_text(f"date 1972-05-25 Talks\n\n{TEXT}\n", encoding="utf-8")
    done = run(str(path))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "talks:\n\n1  Richard Nixon met Leonid Brezhnev in Moscow on Monday.\n    clause        met: "
    )
    assert "\n4  The storm hit Cuba.\n    clause        hit: subject storm, object Cuba\n\n5  " in done.stdout
    fourth = run("-", "--sentence", "4", stdin=TEXT)
    assert fourth.stdout == "stdin:\n\n4  The storm hit Cuba.\n    clause        hit: subject storm, object Cuba\n"


def test_what_can_not_be_explained_is_one_line_and_exits_1() -> None:
    done = run("-", "--sentence", "3", stdin="The storm hit Cuba.")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Error: stdin: there is no sentence 3; the last one is 1\n" in done.stderr
    assert run("missing.txt").stderr == "Error: missing.txt: no such file; check the path\n"


def test_confidence_is_told_with_its_signs(nlp: Language) -> None:
    article = Article("talks", "Nixon met Brezhnev in Moscow.", date=date(1972, 5, 25))
    (told,) = explain(analyse(article, nlp(article.text), load_gazetteer(), load_ontology()))
    (signs,) = (value for key, value in told.rows if key == "confidence")
    assert re.match(r"0\.\d\d: \w.* [+-]\d", signs)


def test_an_unlikely_event_is_named_with_the_reason(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = confidence.Weights({}, least=0.6)
    for module in ("kg.explain", "kg.events.confidence", "kg.events.extraction"):
        monkeypatch.setattr(f"{module}.load_weights", lambda: unsure)
    article = Article("talks", "Nixon met Brezhnev in Moscow.", date=date(1972, 5, 25))
    (told,) = explain(analyse(article, nlp(article.text), load_gazetteer(), load_ontology()))
    assert any(key == "no event" and "too unlikely, 0.50" in value for key, value in told.rows)
