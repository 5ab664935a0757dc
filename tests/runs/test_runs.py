"""Long runs: the same files however they came about, what fails is told, and what kills is set aside."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard
from click.testing import CliRunner

from kg.cli.main import main
from kg.model import Article
from kg.runs.crew import Processes
from kg.runs.folder import open_folder
from kg.runs.making import Receipt
from kg.runs.run import make_run
from kg.runs.shards import Knowledge, cut
from tests.helpers.paths import ROOT
from tests.runs.fragile import Dangerous

DEEDS = ("met Angela Merkel in Berlin", "condemned Myanmar", "called Shinzo Abe", "signed a treaty with Chile")


def articles(count: int) -> list[dict[str, str]]:
    return [
        {
            "id": f"a{n}",
            "date": "2017-03-17",
            "title": f"Item {n}",
            "text": f"Barack Obama {DEEDS[n % 4]} on Monday.",
            "url": f"https://example.org/{n}",
        }
        for n in range(count)
    ]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles(25)), encoding="utf-8")
    return path


def command(corpus: Path, folder: Path, *more: str) -> list[str]:
    return ["run", str(corpus), "-o", str(folder), "--shard-size", "5", "--workers", "1", *more]


def make(texts: Iterable[Article], folder: Path | str, size: int = 3) -> list[Receipt]:
    known = Dangerous(None, (), ())
    with Processes(known, 1) as crew:
        return list(make_run(texts, known, open_folder(str(folder)), crew, size))


def records(folder: Path) -> list[str]:
    shards = sorted(folder.glob("records/*"))
    return "".join(zstandard.decompress(path.read_bytes()).decode() for path in shards).splitlines()


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_run_gives_what_extract_gives(corpus: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, command(corpus, tmp_path / "run"))
    assert done.exit_code == 0
    assert done.stderr == "25 articles, 25 events, 0 failed\n"
    told = CliRunner().invoke(main, ["extract", str(corpus)]).stdout
    assert records(tmp_path / "run") == told.splitlines()


def test_run_that_is_killed_goes_on_to_the_same_files(corpus: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert CliRunner().invoke(main, command(corpus, whole, "--workers", "2")).exit_code == 0
    process = subprocess.Popen([sys.executable, "-m", "kg", *command(corpus, killed)], cwd=ROOT, stderr=subprocess.PIPE)
    while not any(killed.glob("receipts/*.json")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (killed / "manifest.json").exists()
    assert CliRunner().invoke(main, command(corpus, killed)).exit_code == 0
    assert content(killed) == content(whole)


def test_an_article_that_kills_is_set_aside(tmp_path: Path) -> None:
    names = ["fine", "deadly", "broken", "good"]
    receipts = make((Article(name, "Text.", date=date(2020, 1, 1)) for name in names), tmp_path)
    assert sum(len(receipt.articles) for receipt in receipts) == 2
    assert (tmp_path / "failures.tsv").read_text(encoding="utf-8").splitlines() == [
        "shard\tarticle\treason",
        "000000\tdeadly\tthe process that read it died",
        "000000\tbroken\tit is broken",
    ]
    assert [json.loads(line)["id"] for line in records(tmp_path)] == ["fine", "good"]


def test_a_worker_that_is_killed_changes_no_byte(tmp_path: Path) -> None:
    texts = [Article(name, "Text.", source=str(tmp_path / name)) for name in ("a", "once", "b", "broken", "c", "d")]
    for name in ("killed", "calm"):
        make(texts, tmp_path / name, 2)
        assert (tmp_path / "once").exists()
    assert content(tmp_path / "killed") == content(tmp_path / "calm")


def test_a_full_disk_is_one_line_and_what_was_done_stays_good(corpus: Path, tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    told = articles(12)
    told[7]["text"] = " ".join(sha256(bytes([n])).hexdigest() for n in range(250))
    corpus.write_text("".join(json.dumps(article) + "\n" for article in told), encoding="utf-8")
    line = [sys.executable, "-m", "kg", *command(corpus, tmp_path / "run")]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, preexec_fn=limit)
    assert done.returncode == 1
    assert [line[:6] for line in done.stderr.splitlines()] == ["Error:"]
    assert "cannot be written (File too large)" in done.stderr
    before = content(tmp_path / "run")
    assert "receipts/000000.json" in before
    for folder in ("run", "whole"):
        assert CliRunner().invoke(main, command(corpus, tmp_path / folder)).exit_code == 0
    assert before.items() <= content(tmp_path / "run").items() == content(tmp_path / "whole").items()


def test_only_what_is_missing_changed_or_damaged_is_made(tmp_path: Path) -> None:
    texts = dict.fromkeys("abcdefghi", "Text.")

    def times() -> dict[str, int]:
        make((Article(name, text, date=date(2020, 1, 1)) for name, text in texts.items()), tmp_path)
        return {path.name[:6]: path.stat().st_mtime_ns for path in sorted(tmp_path.glob("records/*"))}

    before = times()
    texts["e"] = "Another."
    del texts["g"], texts["h"], texts["i"]
    after = times()
    assert [name for name in after if after[name] != before[name]] == ["000001"]
    assert list(after) == ["000000", "000001"]
    (tmp_path / "quads" / "000000.nq.zst").write_bytes(b"")
    assert [name for name, time in times().items() if time != after[name]] == ["000000"]


def test_other_knowledge_makes_all_anew() -> None:
    own = ROOT / "examples" / "relations.ttl"
    shard = next(cut([Article("a", "Text.")], 1))
    known = [Knowledge(None, ontologies, ()).digest() for ontologies in ((), (own,))]
    assert shard.digest(known[0]) != shard.digest(known[1])


def test_knowledge_that_cannot_be_loaded_is_told_at_once(corpus: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, command(corpus, tmp_path / "run", "--ontology", str(tmp_path / "none.ttl")))
    assert (done.exit_code, (tmp_path / "run").exists()) == (1, False)
    assert "none.ttl" in done.stderr
