"""`kg ontology`: what it lists of the shipped knowledge and of a file of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.knowledge.ontology import load_ontology

OWN = '''
@prefix dip: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix plover: <https://w3id.org/diplomatic-kg/plover#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

dip:twinnedWith a dip:Relation ; rdfs:label "twinned with" ; dip:category plover:COOPERATE ; dip:symmetric true ;
    dip:context "economic" , "cultural" ; rdfs:comment """Two towns become
        sisters.""" ; dip:trigger "A twin with R" , "A sign [charter|pact] of twinning with R" .
dip:met a dip:Relation ; rdfs:label "met" ; dip:category plover:CONSULT ; rdfs:comment "They meet, in our sense." ;
    dip:trigger "A bump into R" .
'''


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["ontology", *arguments])


def rows(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def test_types_with_their_counts() -> None:
    known = load_ontology()
    listed = rows()
    assert [row["type"] for row in listed] == list(known.categories)
    assert sum(row["relations"] for row in listed) == len(known.relations)
    assert sum(row["triggers"] for row in listed) == len(known.triggers)
    [consult] = [row for row in listed if row["type"] == "CONSULT"]
    assert (consult["quad class"], consult["score"]) == ("verbal cooperation", 2.1)
    assert consult["meaning"].startswith("Talks with the other")


def test_a_type_lists_its_relations_with_all_triggers() -> None:
    known = load_ontology()
    listed = rows("RETREAT")
    assert {row["type"] for row in listed} == {"RETREAT"}
    assert [row["relation"] for row in listed] == [r.id for r in known.relations.values() if r.category == "RETREAT"]
    assert all(row["meaning"] and row["label"] for row in listed)
    triggers = {text for row in listed for text in row["triggers"]}
    assert triggers == {t.text for t in known.triggers if known.relations[t.relation].category == "RETREAT"}


def test_a_relation(own: str) -> None:
    assert rows("twinnedWith", "--ontology", own) == [
        {
            "type": "COOPERATE",
            "relation": "twinnedWith",
            "label": "twinned with",
            "mode": None,
            "contexts": ["cultural", "economic"],
            "roles": "A and R",
            "meaning": "Two towns become sisters.",
            "triggers": ["A twin with R", "A sign [charter|pact] of twinning with R"],
        }
    ]


@pytest.mark.parametrize(
    ("word", "trigger"),
    [
        ("twin", "A twin with R"),
        ("pact", "A sign [charter|pact] of twinning with R"),
        ("twinning", "A sign [charter|pact] of twinning with R"),
    ],
)
def test_a_word_lists_the_triggers_that_hold_it(word: str, trigger: str, own: str) -> None:
    [row] = [row for row in rows(word, "--ontology", own) if row["relation"] == "twinnedWith"]
    assert row["triggers"] == [trigger]


def test_a_word_that_is_a_relation_too() -> None:
    found = {row["relation"]: row["triggers"] for row in rows("beat")}
    assert "A punch R" in found["beat"]
    assert all("beat" in str(triggers) for triggers in found.values())


def test_ones_own_file_counts_first(own: str) -> None:
    [met] = rows("met", "--ontology", own)
    assert (met["meaning"], met["roles"]) == ("They meet, in our sense.", "A to R")
    assert {"A bump into R", "A meet R"} <= set(met["triggers"])


def test_lines_where_there_is_no_terminal(own: str) -> None:
    lines = run("twinnedWith", "--ontology", own).stdout.splitlines()
    assert [line.split("\t") for line in lines] == [
        ["type", "relation", "label", "mode", "contexts", "roles", "meaning", "triggers"],
        [
            "COOPERATE", "twinnedWith", "twinned with", "", "cultural; economic", "A and R",
            "Two towns become sisters.", "A twin with R; A sign [charter|pact] of twinning with R",
        ],
    ]  # fmt: skip


def test_tables_on_a_terminal(own: str) -> None:
    terminal, stdout = os.openpty()
    command = [sys.executable, "-m", "kg", "ontology", "twin", "--ontology", own]
    subprocess.run(command, stdout=stdout, check=True, env={**os.environ, "COLUMNS": "60", "TERM": "dumb"})
    os.close(stdout)
    text = os.read(terminal, 10_000).decode()
    os.close(terminal)
    printed = [" ".join(line.split()) for line in text.splitlines()]
    assert {"Relation twinnedWith", "Roles A and R", "Triggers A twin with R"} <= set(printed)
    assert "\t" not in text


def test_a_table_of_the_types() -> None:
    heading, *lines = run("--format", "table").stdout.splitlines()
    assert heading.split() == ["Type", "Quad", "class", "Score", "Relations", "Triggers", "Meaning"]
    assert [line.split()[0] for line in lines] == list(load_ontology().categories)


@pytest.mark.parametrize("asked", ["nonsense", "A", "R's"])
def test_what_nothing_is_called_is_one_line_and_exits_1(asked: str) -> None:
    done = run(asked)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "no relation and no word of a trigger" in done.stderr
    assert run("--ontology", "missing.ttl").stderr.startswith("Error: missing.ttl: can't be read")
