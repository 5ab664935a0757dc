"""Reading: what is understood, what is left as it is, and one clear error for each thing that can't be read."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.files import decode_text, repair_text
from kg.model import Article
from kg.readers.articles import read_articles
from tests.helpers.paths import SHARED

TEXT = "Zelenskyy’s delegation met the Turkish hosts. “It was useful,” an aide said."


def read(*sources: object) -> tuple[list[Article], list[str]]:
    errors: list[KgError] = []
    articles = list(read_articles(map(str, sources), on_error=errors.append))
    return articles, [str(error) for error in errors]


def read_one(path: Path) -> Article:
    articles, errors = read(path)
    assert not errors
    assert len(articles) == 1
    return articles[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("content", "day", "title", "text"),
    [
        ("The talks ended.\n", None, None, "The talks ended.\n"),
        ("date 2025-05-19 Talks end\n\nThe talks ended.", date(2025, 5, 19), "Talks end", "The talks ended."),
        ("Date: 2025-05-19 Talks end\nThe talks ended.", date(2025, 5, 19), "Talks end", "The talks ended."),
        ("date 2025-05-19\nTalks end\n\nThe talks ended.", date(2025, 5, 19), "Talks end", "The talks ended."),
        ("Talks end\n\nThe talks ended.", None, "Talks end", "The talks ended."),
        ("Talks end in Rome\nThe talks in Rome ended late.\nMore.", None, "Talks end in Rome",
         "The talks in Rome ended late.\nMore."),
        ("The ministers held their\nsecond round of talks on\nSunday.", None, None,
         "The ministers held their\nsecond round of talks on\nSunday."),
        ("The talks ended.\n\nThey were long.", None, None, "The talks ended.\n\nThey were long."),
        ("Date palms were planted.\n", None, None, "Date palms were planted.\n"),
        ("\nOne.\r\nTwo.\rThree.", None, None, "\nOne.\nTwo.\nThree."),
    ],
)  # fmt: skip
def test_heading_of_a_plain_text(folder: Path, content: str, day: date | None, title: str | None, text: str) -> None:
    (folder / "a.txt").write_bytes(content.encode())
    article = read_one(folder / "a.txt")
    assert (article.date, article.title, article.text) == (day, title, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(folder: Path, encoding: str) -> None:
    text = TEXT + " Señor Muñoz was in São Paulo."
    (folder / "a.txt").write_bytes(text.encode(encoding))
    assert read_one(folder / "a.txt").text == text


def test_another_script_is_found_out() -> None:
    text = "Министры иностранных дел провели переговоры в Анкаре. Переговоры продолжались два часа."
    assert decode_text(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    ("broken", "mended"),
    [("Zelenskyyâ€™s offer", "Zelenskyy’s offer"), ("FranÃ§ois Hollande", "François Hollande"), ("\ud83e", "\ufffd")],
)
def test_mojibake_is_repaired(broken: str, mended: str) -> None:
    assert repair_text(broken) == mended


@pytest.mark.parametrize("sound", [TEXT, "ﬁnal", "ＮＡＴＯ", "e\u0301", "a\u2028b", "a\r\nb", "AT&T", "\xa0\u200b…"])
def test_sound_text_of_json_lines_is_never_changed(folder: Path, sound: str) -> None:
    (folder / "a.jsonl").write_text(json.dumps({"text": sound}), encoding="utf-8")
    assert read_one(folder / "a.jsonl").text == sound


def test_gold_texts_are_never_changed() -> None:
    gold = SHARED / "gold" / "articles.jsonl"
    if not gold.exists():
        pytest.skip("the annotated articles are not beside the checkout")
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()]
    assert [article.text for article in read(gold)[0]] == texts


def test_fields_of_json_lines(folder: Path) -> None:
    first = {
        "id": 7,
        "text": "One.",
        "title": "T",
        "date": "2025-05-19T08:00:00Z",
        "publisher": "P",
        "url": "http://u/",
    }
    second = {"text": "Two.", "events": [], "date": "Mon, 19 May 2025 08:00:00 GMT"}
    (folder / "a.jsonl").write_text(f"{json.dumps(first)}\n\n{json.dumps(second)}\n", encoding="utf-8")
    assert [replace(article, fingerprint=()) for article in read("a.jsonl")[0]] == [
        Article("7", "One.", "T", date(2025, 5, 19), "http://u/", "P"),
        Article("a-3", "Two.", None, date(2025, 5, 19), "a.jsonl"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b'{"text": "One."}\n{"text": "Two."}'),
        ("a.json", b'[{"text": "One."}, {"text": "Two."}]'),
        ("a.json", b'[\n  {"text": "One."},\n  {"text": "Two."}\n]'),
        ("a.ndjson", b'\xef\xbb\xbf{"text": "One."}\n{"text": "Two."}'),
        ("a.jsonl", '{"text": "One."}\n{"text": "Two."}'.encode("utf-16")),
    ],
)
def test_shapes_of_json(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    articles, errors = read(name)
    assert [article.text for article in articles] == ["One.", "Two."]
    assert not errors


def test_json_document_of_one_article(folder: Path) -> None:
    (folder / "a.json").write_text('{\n  "id": "x",\n  "text": "One."\n}', encoding="utf-8")
    assert read_one(folder / "a.json").id == "x"


def test_line_in_another_encoding(folder: Path) -> None:
    (folder / "a.jsonl").write_bytes('{"text": "François Hollande met the press."}'.encode("latin-1"))
    assert read_one(folder / "a.jsonl").text.startswith("François")


def test_page(folder: Path) -> None:
    paragraph = "<p>The foreign ministers of Norway and Sweden met in Oslo and spoke about the Arctic.</p>" * 3
    head = '<meta property="article:published_time" content="2025-05-19T08:00:00Z"><title>Talks in Oslo</title>'
    page = f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Talks in Oslo</h1>{paragraph}</article></body>"
    (folder / "a.html").write_text(page, encoding="utf-8")
    article = read_one(folder / "a.html")
    assert (article.title, article.date) == ("Talks in Oslo", date(2025, 5, 19))
    assert article.text.startswith("The foreign ministers")


def test_page_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (folder / "a.html").write_text("<html><body>Talks.</body></html>", encoding="utf-8")
    assert "pip install trafilatura" in read("a.html")[1][0]


def test_folders_and_globs_in_order_and_each_file_once(folder: Path) -> None:
    for name in ("b/two.txt", "b/one.txt", "b/c/one.txt", "b/.hidden/x.txt", "b/notes.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Text of {name} here.", encoding="utf-8")
    articles, errors = read("b", "b/*.txt", "b/two.txt")
    assert [(article.id, article.source) for article in articles] == [
        ("one", "b/c/one.txt"),
        ("one-2", "b/one.txt"),
        ("two", "b/two.txt"),
    ]
    assert not errors


@pytest.mark.parametrize(
    ("piped", "expected"), [(b"The talks ended.", "stdin"), (b'{"text": "They ended."}', "stdin-1")]
)
def test_standard_input(piped: bytes, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
    articles, errors = read("-")
    assert [(article.id, article.source) for article in articles] == [(expected, None)]
    assert not errors


BAD_FILES = [
    ("a.txt", b"", "a.txt: the file is empty"),
    ("a.txt", b" \n\n ", "a.txt: the file is empty"),
    ("a.jsonl", b"\n\n", "a.jsonl: the file is empty"),
    ("a.txt", b"date 2025-05-19 Only a title\n", "a.txt: nothing follows the title"),
    ("a.txt", bytes(range(256)), "a.txt: it is not text"),
    ("a.txt", b"\x00\x01\x02\x03", "a.txt: it is not text"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt: it is not text"),
    ("a.jsonl", b'{"text": "broken\n', "a.jsonl:1: broken JSON"),
    ("a.jsonl", b"no JSON\n", "a.jsonl:1: broken JSON"),
    ("a.jsonl", b"[" * 100_000, "a.jsonl:1: broken JSON"),
    ("a.json", b'{\n "id": "x",\n "text": \n}', "a.json:1: broken JSON (Expecting value: line 4 column 1"),
    ("a.jsonl", b'{"title": "T"}', 'a.jsonl:1: no text; give an object that has "text"'),
    ("a.jsonl", b'{"text": 5}', "a.jsonl:1: no text"),
    ("a.jsonl", b'{"text": " "}', "a.jsonl:1: the text is empty"),
    ("a.jsonl", b'"just a string"', "a.jsonl:1: no text"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_what_cant_be_read_is_one_error_and_the_others_go_on(
    folder: Path, name: str, content: bytes, message: str
) -> None:
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text("The talks ended.", encoding="utf-8")
    articles, errors = read(name, "good.txt")
    assert [article.id for article in articles] == ["good"]
    assert len(errors) == 1
    assert errors[0].startswith(message)
    assert "; " in errors[0], "the remedy"


def test_a_broken_line_costs_that_line_alone(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"text": "One."}\n{"text": "Tw\n{"text": "Three."}\n', encoding="utf-8")
    articles, errors = read("a.jsonl")
    assert [article.id for article in articles] == ["a-1", "a-3"]
    assert [error.split(": ")[0] for error in errors] == ["a.jsonl:2"]


def test_an_id_given_twice_is_an_error(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n', encoding="utf-8")
    articles, errors = read("a.jsonl")
    assert len(articles) == 1
    assert errors == ['a.jsonl:2: the id "x" was given before; give each article an id of its own']


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.txt", "missing.txt: no such file"),
        ("*.txt", "*.txt: no articles there"),
        ("empty", "empty: no articles there"),
        ("words " * 1000, "words words"),
        ("/proc/self/mem", "/proc/self/mem: cannot be read"),
    ],
)
def test_nothing_to_read(folder: Path, source: str, message: str) -> None:
    (folder / "empty").mkdir()
    articles, errors = read(source)
    assert not articles
    assert len(errors) == 1
    assert errors[0].startswith(message)


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        ('{"text": "One."}', "a.jsonl:1: the article has no date"),
        ('{"text": "One.", "date": "2025-13-45"}', 'a.jsonl:1: the date "2025-13-45" is not YYYY-MM-DD'),
        ('{"text": "One.", "date": "yesterday"}', 'a.jsonl:1: the date "yesterday" is not YYYY-MM-DD'),
    ],
)
def test_an_article_without_a_date_goes_on_with_a_warning(
    folder: Path, content: str, warning: str, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "a.jsonl").write_text(content, encoding="utf-8")
    articles, errors = read("a.jsonl")
    assert (articles[0].date, errors) == (None, [])
    assert caplog.messages[0].startswith(warning)
