"""Articles and runs into a store: what is there already stays, and is not read again."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.extractor import Extractor
from kg.rdf.serialization import to_turtle
from kg.store.store import load_store
from tests.runs.test_runs import articles, command
from tests.store.test_store import dump


def call(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done


def write(path: Path, told: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(article) + "\n" for article in told), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of 12 articles, and its run."""
    folder = tmp_path_factory.mktemp("ran")
    call(*command(write(folder / "corpus.jsonl", articles(12)), folder / "run"))
    return folder


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be read."""
    monkeypatch.setattr(Extractor, "__init__", lambda *_, **__: pytest.fail("an article was read"))


def test_a_run_gives_the_store_and_the_graph_of_its_articles(ran: Path, tmp_path: Path) -> None:
    told = call("add", tmp_path / "run", ran / "run").stdout
    assert told == f"{tmp_path / 'run'}: 12 new or changed, 0 as before\n"
    call("add", tmp_path / "plain", ran / "corpus.jsonl", "--workers", 2)
    assert dump(tmp_path / "run") == dump(tmp_path / "plain")
    call("build", ran / "corpus.jsonl", "-o", tmp_path / "built")
    assert (tmp_path / "built" / "graph.ttl").read_text(encoding="utf-8") == to_turtle(load_store(tmp_path / "run"))


def test_what_is_there_is_not_read_again(ran: Path, tmp_path: Path, unread: None) -> None:
    call("add", tmp_path / "store", ran / "run")
    before = dump(tmp_path / "store")
    for again in (ran / "corpus.jsonl", ran / "run"):
        assert call("add", tmp_path / "store", again).stdout.endswith("0 new or changed, 12 as before\n")
    assert dump(tmp_path / "store") == before


def test_of_a_longer_run_only_what_is_new_goes_in(ran: Path, tmp_path: Path) -> None:
    call("add", tmp_path / "store", ran / "run")
    longer = articles(14)
    longer[3]["text"] = "Angela Merkel visited Paris on Monday."
    corpus = write(tmp_path / "longer.jsonl", longer)
    call(*command(corpus, tmp_path / "run"))
    assert call("add", tmp_path / "store", tmp_path / "run").stdout.endswith("3 new or changed, 11 as before\n")
    call("add", tmp_path / "fresh", tmp_path / "run")
    assert dump(tmp_path / "store") == dump(tmp_path / "fresh")


def test_a_text_that_changed_is_read_again(ran: Path, tmp_path: Path) -> None:
    call("add", tmp_path / "store", ran / "run")
    changed = write(tmp_path / "changed.jsonl", [{**articles(1)[0], "text": "Barack Obama condemned Chile."}])
    assert call("add", tmp_path / "store", changed).stdout.endswith("1 new or changed, 0 as before\n")
    call("add", tmp_path / "store", ran / "corpus.jsonl")
    call("add", tmp_path / "fresh", ran / "run")
    assert dump(tmp_path / "store") == dump(tmp_path / "fresh")


@pytest.mark.parametrize("name", ["manifest.json", "receipts/000001.json", "quads/000001.nq.zst"])
def test_a_run_that_is_not_whole_is_told_and_leaves_nothing(name: str, ran: Path, tmp_path: Path) -> None:
    copytree(ran / "run", tmp_path / "run")
    (tmp_path / "run" / name).write_bytes(b"")
    done = CliRunner().invoke(main, ["add", str(tmp_path / "store"), str(tmp_path / "run")])
    assert (done.exit_code, dump(tmp_path / "store")) == (1, set())
    assert name in done.stderr
    assert "kg run" in done.stderr
