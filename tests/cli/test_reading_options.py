"""What a user says of the articles: columns, a date, a publisher."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--date", "some day"], "'some day' is no day; write it as 2024-05-20."),
        (["--columns", "body"], "'body' is no FIELD=NAME; fields are id, text, title, date, publisher, url."),
        (["--columns", "words=body"], "'words' is no FIELD=NAME"),
        (["--columns", "text="], "'text' is no FIELD=NAME"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(options: list[str], message: str) -> None:
    done = CliRunner().invoke(main, ["extract", "a.csv", *options])
    assert done.exit_code == 2
    assert message in done.stderr


def test_what_is_said_of_articles_stands_in_their_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("story,day\nNorway met Iceland.,20 May 2024\nNorway met Iceland.,\n")
    said = ["--columns", "text=story,date=day", "--date", "21 May 2024", "--publisher", "The Courier"]
    done = CliRunner().invoke(main, ["build", "a.csv", "-o", "out", *said])
    assert done.exit_code == 0, done.stderr
    first, second = map(json.loads, (tmp_path / "out" / "events.jsonl").read_text().splitlines())
    assert (first["date"], second["date"]) == ("2024-05-20", "2024-05-21")
    assert (first["publisher"], second["publisher"]) == ("The Courier", "The Courier")
    assert ("copy_of" in first, second["copy_of"], "guessed" in second) == (False, "a", False)
