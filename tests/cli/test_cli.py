"""The commands: what they print where, what they write, and how they fail."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.cli.options import BASE
from kg.extractor import Extractor
from kg.formats.records import to_record
from kg.rdf import namespaces as terms
from kg.rdf.serialization import from_turtle, to_turtle
from tests.helpers.graphs import part
from tests.helpers.stories import COLD_WAR, tell

ARTICLE = "date 2025-05-19 Talks in Rome\n\nVice President JD Vance met Volodymyr Zelenskyy in Rome on Sunday.\n"
RESULTS = ["events.jsonl", "graph.html", "graph.ttl"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def chronicle(folder: Path) -> str:
    (folder / "chronicle.ttl").write_text(to_turtle(tell(COLD_WAR)), encoding="utf-8")
    return "chronicle.ttl"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def kg_process(*arguments: str, **options: object) -> subprocess.Popen[str]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    return subprocess.Popen([sys.executable, "-m", "kg", *arguments], **pipes)  # type: ignore[call-overload, no-any-return]


def commands() -> Iterator[tuple[str, click.Command]]:
    yield "kg", main
    yield from main.commands.items()


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert command.help
    assert f"kg {'' if name == 'kg' else name}" in command.help.split("\b")[1], "an example"
    assert all(param.help for param in command.params if isinstance(param, click.Option))


def test_help_loads_nothing_that_is_slow() -> None:
    code = "import sys; from kg.cli.main import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "rdflib", "numpy", "networkx", "rich", "onnxruntime", "pyoxigraph"} & set(loaded)


def test_the_default_base_is_that_of_the_vocabulary() -> None:
    assert BASE == terms.BASE


def test_build_writes_three_files_and_prints_the_table(folder: Path) -> None:
    done = run("build", "talks.txt", "-o", "out")
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(os.listdir("out")) == RESULTS
    [row] = [line for line in done.stdout.splitlines() if "Vance" in line.split("  ")[1]]
    assert " ".join(row.split()).startswith("2025-05-18 JD Vance met Volodymyr Zelenskyy Rome asserted")
    assert from_turtle(Path("out/graph.ttl").read_text(encoding="utf-8")).articles[0].title == "Talks in Rome"


def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    for seed, out in enumerate(("one", "two")):
        process = kg_process("build", "talks.txt", "-o", out, env={**os.environ, "PYTHONHASHSEED": str(seed)})
        assert process.communicate()[1] == ""
    for name in RESULTS:
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_base_is_what_the_iris_begin_with() -> None:
    run("build", "talks.txt", "-o", "out", "--base", "https://example.org/data/")
    text = Path("out/graph.ttl").read_text(encoding="utf-8")
    assert "@prefix : <https://example.org/data/> ." in text
    assert terms.BASE not in text


def test_extract_prints_a_record_for_each_article() -> None:
    lines = "".join(json.dumps({"id": name, "date": "2025-05-19", "text": ARTICLE}) + "\n" for name in "ab")
    done = run("extract", "-", stdin=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert (done.exit_code, done.stderr) == (0, "")


def test_extract_prints_csv_and_tables() -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", "talks.txt", "--format", "csv").stdout)))
    assert "JD Vance" in {row["actors"] for row in rows}
    assert run("extract", "talks.txt", "--format", "table").stdout.startswith("When")


def test_an_article_without_a_date_is_done_with_a_warning(folder: Path) -> None:
    (folder / "undated.txt").write_text("The ministers met in Rome on Sunday.", encoding="utf-8")
    done = run("extract", "undated.txt")
    assert done.exit_code == 0
    assert done.stderr == "Warning: undated.txt: the article has no date: its relative dates stay unresolved\n"
    [event] = json.loads(done.stdout)["events"]
    assert (event["time"], event["time_text"]) == (None, "Sunday")


BAD = {
    "empty.txt": (b"", "Error: empty.txt: the file is empty"),
    "missing.txt": (None, "Error: missing.txt: no such file"),
    "binary.txt": (bytes(range(256)), "Error: binary.txt: it is not text"),
    "broken.jsonl": (b'{"text": "bro\n', "Error: broken.jsonl:1: broken JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_article_that_fails_is_one_line_and_the_others_are_done(folder: Path, name: str) -> None:
    content, message = BAD[name]
    if content is not None:
        (folder / name).write_bytes(content)
    done = run("build", name, "talks.txt", "-o", "out")
    assert done.exit_code == 1
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert sorted(os.listdir("out")) == RESULTS
    assert "Vance" in done.stdout


def test_what_breaks_a_shape_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(part("rome"), entities=())
    monkeypatch.setattr(Extractor, "run", lambda *_, **__: iter([broken, part("kyiv")]))
    done = run("build", "talks.txt", "-o", "out")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: rome: left out, for kg made a mistake; report it: ")
    graph = from_turtle(Path("out/graph.ttl").read_text(encoding="utf-8"))
    assert [article.id for article in graph.articles] == ["kyiv"]


def test_where_no_article_can_be_read_nothing_is_written() -> None:
    done = run("build", "missing.txt", "-o", "out")
    assert (done.exit_code, done.stdout, os.path.exists("out")) == (1, "", False)


@pytest.mark.parametrize("output", ["talks.txt", "talks.txt/out", "/proc/out"])
def test_an_output_folder_that_cannot_be_written_is_one_line(output: str) -> None:
    done = run("build", "talks.txt", "-o", output)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {output}")
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_full_disk_leaves_no_half_written_file(folder: Path) -> None:
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))  # noqa: E731
    process = kg_process("build", "talks.txt", "-o", "out", preexec_fn=limit)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors == "Error: out/graph.html: cannot be written (File too large); choose another place or make room\n"
    assert not [name for name in os.listdir("out") if name not in RESULTS or not os.path.getsize(f"out/{name}")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "talks.txt"],
        ["build", "talks.txt", "-o", "out", "--base", "no IRI"],
        ["extract", "talks.txt", "--format", "xml"],
        ["view", "talks.txt"],
        ["query", "chronicle.ttl"],
        ["query", "chronicle.ttl", "ASK {}", "--name", "who-met-whom"],
        ["query", "chronicle.ttl", "--name", "who-met-whom", "--param", "no-value"],
        ["nonsense"],
        ["build", "talks.txt", "-o", "out", "--nonsense"],
    ],
)
def test_wrong_usage_exits_2(arguments: list[str], chronicle: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith("Usage: ")
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "talks.txt", "--pipeline", "en_missing"], "en_missing: the pipeline can't be loaded"),
        (["extract", "talks.txt", "--ontology", "missing.ttl"], "missing.ttl"),
        (["extract", "talks.txt", "--actors", "missing.ttl"], "missing.ttl"),
        (["view", "missing.ttl", "-o", "g.html"], "missing.ttl: cannot be read"),
        (["view", "broken.ttl", "-o", "g.html"], "broken.ttl: "),
        (["query", "broken.ttl", "ASK {}"], "broken.ttl: "),
        (["query", "chronicle.ttl", "SELECT nonsense"], "no valid SPARQL"),
        (["query", "chronicle.ttl", "--name", "nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exits_1(
    arguments: list[str], message: str, folder: Path, chronicle: str
) -> None:
    (folder / "broken.ttl").write_text("this is no Turtle", encoding="utf-8")
    done = run(*arguments)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert not os.path.exists("g.html")


def test_a_closed_pipe_is_silent(folder: Path) -> None:
    lines = "".join(json.dumps({"text": ARTICLE, "date": "2025-05-19"}) + "\n" for _ in range(50))
    (folder / "many.jsonl").write_text(lines, encoding="utf-8")
    process = kg_process("extract", "many.jsonl")
    assert process.stdout and process.stderr
    assert process.stdout.readline().startswith("{")
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait()


def heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_is_clean() -> None:
    # A test run in the background ignores Ctrl-C, and its children would too.
    process = kg_process("extract", "-", stdin=subprocess.PIPE, preexec_fn=heed_interrupts)
    assert process.stdin
    assert process.stderr
    process.stdin.write(json.dumps({"text": ARTICLE}) + "\n")
    process.stdin.flush()
    assert process.stderr.readline().startswith("Warning: ")  # the command is at work
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.split() == ["Aborted!"]


def test_view_draws_records(folder: Path) -> None:
    records = json.dumps(to_record(part("rome"))) + "\n"
    (folder / "records.jsonl").write_text(records, encoding="utf-8")
    assert run("view", "records.jsonl", "-o", "graph.html").exit_code == 0
    done = run("view", "-", "-o", "piped.html", "--title", "records", stdin=records)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (folder / "piped.html").read_bytes() == (folder / "graph.html").read_bytes()
    assert "JD Vance met Volodymyr Zelenskyy" in (folder / "graph.html").read_text(encoding="utf-8")


def test_view_draws_what_is_chosen(chronicle: str) -> None:
    done = run("view", chronicle, "-o", "graph.html", "--actor", "Zhou", "--title", "China opens")
    page = Path("graph.html").read_text(encoding="utf-8")
    assert (done.exit_code, done.output) == (0, "")
    assert "China opens" in page
    assert "zhou-enlai" in page
    assert "leonid-brezhnev" not in page


def test_a_graph_can_be_read_from_records_and_from_standard_input(chronicle: str) -> None:
    text = Path(chronicle).read_text(encoding="utf-8")
    turtle = run("export", "-", "--format", "turtle", stdin=text)
    assert (turtle.exit_code, turtle.stdout) == (0, text)
    records = run("extract", "talks.txt").stdout
    assert "JD Vance" in run("export", "-", "--format", "csv", stdin=records).stdout


SUFFIXES = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "jsonld": "jsonld", "rdfxml": "rdf"}


@pytest.mark.parametrize("format", SUFFIXES)
def test_what_export_prints_is_read_back(format: str, folder: Path, chronicle: str) -> None:
    copy = folder / f"copy.{SUFFIXES[format]}"
    copy.write_text(run("export", chronicle, "--format", format).stdout, encoding="utf-8")
    assert run("export", copy.name, "--format", "turtle").stdout == Path(chronicle).read_text(encoding="utf-8")


def test_queries_have_parameters_and_formats(chronicle: str) -> None:
    question = ["query", chronicle, "--name", "who-met-whom", "--param", "actor=Mao"]
    [row] = json.loads(run(*question, "--format", "json").stdout)
    assert (row["who"], row["whom"], row["where"], row["when"]) == (
        "Richard Nixon",
        "Mao Zedong",
        "Beijing",
        "1972-02-21",
    )
    assert next(csv.DictReader(io.StringIO(run(*question, "--format", "csv").stdout)))["whom"] == "Mao Zedong"
    assert "Mao Zedong" in run(*question).stdout.splitlines()[1]


def test_validate_says_what_is_wrong(folder: Path, chronicle: str) -> None:
    good = run("validate", chronicle)
    assert (good.exit_code, good.output) == (0, "")
    text = Path(chronicle).read_text(encoding="utf-8")
    (folder / "bad.ttl").write_text(text.replace('nif:anchorOf "met"', 'nif:anchorOf "meet"'), encoding="utf-8")
    bad = run("validate", "bad.ttl")
    assert bad.exit_code == 1
    assert "other words" in bad.stdout
    assert bad.stderr == ""


def test_progress_is_shown_on_a_terminal_and_data_stays_on_standard_output(folder: Path) -> None:
    terminal, stderr = os.openpty()
    process = kg_process("extract", "talks.txt", stderr=stderr, env={**os.environ, "TERM": "xterm"})
    data, _ = process.communicate()
    os.close(stderr)
    assert "articles" in os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert json.loads(data)["id"] == "talks"


def test_export_gives_networks(chronicle: str) -> None:
    done = run("export", chronicle, "--format", "graphml")
    assert done.stdout.startswith("<graphml")
    assert "Zhou Enlai" in done.stdout
