"""Files, folders and globs as they are found on disks: links, loops, devices, what may not be looked into."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from kg.readers import streams
from tests.readers.test_articles import read

LINE = b'{"text": "They met."}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_loops_of_links_end(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "one.txt").write_text("They met.")
    (folder / "a" / "up").symlink_to(folder / "a")
    (folder / "a" / "self").symlink_to("self")
    (folder / "a" / "x.txt").symlink_to("y.txt")
    (folder / "a" / "y.txt").symlink_to("x.txt")
    for source in ("a", "a/**/*.txt", "**", "a/*"):
        begin = time.perf_counter()
        found, errors = read(source)
        assert [article.id for article in found] == ["one"], source
        assert not errors
        assert time.perf_counter() - begin < 5


def test_a_link_to_itself_is_one_error(folder: Path) -> None:
    (folder / "a.txt").symlink_to("a.txt")
    found, errors = read("a.txt")
    assert (found, len(errors)) == ([], 1)
    assert errors[0].startswith("a.txt: cannot be read (Too many levels of symbolic links)")


def test_a_linked_folder_is_read_once(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "one.txt").write_text("They met.")
    (folder / "b").symlink_to("a")
    assert [article.source for article in read(".")[0]] == ["a/one.txt"]
    assert len(read("a", "b")[0]) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into everything")
def test_a_folder_that_cant_be_looked_into_is_an_error(folder: Path) -> None:
    (folder / "a" / "shut").mkdir(parents=True)
    (folder / "a" / "one.txt").write_text("They met.")
    (folder / "a" / "shut").chmod(0)
    try:
        found, errors = read("a")
    finally:
        (folder / "a" / "shut").chmod(0o700)
    assert [article.id for article in found] == ["one"]
    assert errors == ["a/shut: cannot be looked into (Permission denied); check its permissions"]


def test_an_error_while_looking_into_a_folder_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "one.txt").write_text("They met.")

    def walk(top: str, *, onerror: object, followlinks: bool) -> object:
        onerror(PermissionError(13, "Permission denied", "a/shut"))  # type: ignore[operator]
        return iter([(top, [], ["one.txt"])])

    monkeypatch.setattr(os, "walk", walk)
    found, errors = read("a")
    assert len(found) == 1
    assert errors == ["a/shut: cannot be looked into (Permission denied); check its permissions"]


def test_devices_and_pipes_are_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    found, errors = read("/dev/zero", "pipe.txt", "/dev/null")
    assert not found
    assert [error.split(";")[0] for error in errors] == [
        f"{name}: cannot be read, for it is no regular file" for name in ("/dev/zero", "pipe.txt", "/dev/null")
    ]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_in_utf_16_that_ends_within_a_character(folder: Path, mark: bytes, cut: int) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    (folder / "a.txt").write_bytes(mark + "They met. 😀".encode(encoding)[:-cut])
    found, errors = read("a.txt")
    assert (found[0].text.startswith("They met."), errors) == (True, [])


def test_a_line_that_is_too_long_costs_that_line_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LARGEST", 100_000)
    monkeypatch.setattr(streams, "HEAD", 1_000)
    (folder / "a.jsonl").write_bytes(LINE * 3 + b'{"text": "' + b"a" * 250_000 + b'"}\n' + LINE * 2)
    found, errors = read("a.jsonl")
    assert [article.id for article in found] == ["a-1", "a-2", "a-3", "a-5", "a-6"]
    assert [error.split(" (")[0] for error in errors] == ["a.jsonl:4: broken JSON"]


def test_a_file_that_is_too_large_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LARGEST", 100_000)
    (folder / "a.txt").write_bytes(b"They met. " * 20_000)
    assert read("a.txt") == ([], ["a.txt: is larger than 100,000 bytes; split it, or give JSON lines"])


def test_blanks_without_end_are_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LARGEST", 100_000)
    monkeypatch.setattr(streams, "HEAD", 1_000)
    (folder / "a.txt").write_bytes(b" " * 500_000)
    assert read("a.txt") == ([], ["a.txt: is larger than 100,000 bytes; split it, or give JSON lines"])


def test_line_ends_alone_are_an_empty_file_at_once(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\n" * 20_000_000)
    (folder / "a.jsonl").write_bytes(b"\n" * 20_000_000)
    begin = time.perf_counter()
    assert [error.split(";")[0] for error in read("a.txt", "a.jsonl")[1]] == [
        "a.txt: the file is empty",
        "a.jsonl: the file is empty",
    ]
    assert time.perf_counter() - begin < 10


def test_a_text_that_is_too_long_costs_that_text_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.readers.fields.LONGEST_TEXT", 50)
    (folder / "a.jsonl").write_bytes(LINE + b'{"text": "' + b"They met. " * 10 + b'"}\n' + LINE)
    found, errors = read("a.jsonl")
    assert [article.id for article in found] == ["a-1", "a-3"]
    assert errors == ["a.jsonl:2: the text has over 50 characters; split it into articles"]
