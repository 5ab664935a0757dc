"""What Python programs give as articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pytest

from kg.errors import KgError, ReadError
from kg.model import Article
from kg.readers.streams import Given
from kg.readers.values import read_values

TEXT = "Emmanuel Macron met Friedrich Merz in Berlin on Monday."


def read(*sources: Any) -> list[Article]:
    """The articles of sources, all of which can be read."""

    def fail(error: KgError) -> None:
        raise error

    return list(read_values(sources, on_error=fail))


def test_text_is_an_article() -> None:
    [article] = read(TEXT)
    assert (article.id, article.text, article.date) == ("article-1", TEXT, None)


def test_heading_of_a_text_is_understood() -> None:
    [article] = read(f"date 2025-05-12 A visit\n\n{TEXT}")
    assert (article.title, article.date, article.text) == ("A visit", date(2025, 5, 12), TEXT)


def test_articles_stay_as_they_are() -> None:
    article = Article("mine", TEXT, date=date(2025, 5, 12))
    assert read(article, [article]) == [article, article]


def test_mappings_give_what_is_known() -> None:
    fields = {"id": "b", "text": TEXT, "date": date(2025, 5, 12), "publisher": "Our wire", "url": "https://a.org/b"}
    [first, second] = read(fields, {"text": TEXT, "date": None})
    assert replace(first, fingerprint=()) == Article("b", TEXT, None, date(2025, 5, 12), "https://a.org/b", "Our wire")
    assert second.id == "article-2"


def test_frame_has_an_article_a_row() -> None:
    rows = {"text": [TEXT, TEXT], "date": [pandas.Timestamp("2025-05-12"), pandas.NaT], "title": ["A visit", None]}
    first, second = read(pandas.DataFrame(rows))
    assert (first.date, first.title) == (date(2025, 5, 12), "A visit")
    assert (second.date, second.title) == (None, None)


def test_frame_without_texts_says_what_it_has() -> None:
    with pytest.raises(ReadError, match="no column text; it has body"):
        read(pandas.DataFrame({"body": [TEXT]}))


def test_paths_folders_and_globs_are_files(tmp_path: Path) -> None:
    (tmp_path / "a visit to Berlin.txt").write_text(TEXT)
    for source in (tmp_path, str(tmp_path), tmp_path / "a visit to Berlin.txt", f"{tmp_path}/*.txt"):
        assert [article.id for article in read(source)] == ["a visit to Berlin"]
    assert len(read(tmp_path, f"{tmp_path}/*.txt")) == 1


@pytest.mark.parametrize(
    "source", ["missing.txt", "news/may", "Macron.", Path("a b c d"), "my own old news.jsonl", "Berlin talks"]
)
def test_what_is_neither_a_file_nor_a_text_is_an_error(source: str | Path) -> None:
    with pytest.raises(ReadError, match="no such file; check the path"):
        read(source)


@pytest.mark.parametrize("source", [7, None, b"Macron met Merz in Berlin.", [3.5]])
def test_what_is_no_article_is_an_error(source: object) -> None:
    with pytest.raises(ReadError, match="no article; give a path"):
        read(source)


def test_mapping_without_a_text_and_an_id_twice_are_errors() -> None:
    with pytest.raises(ReadError, match='article 1: no text; give "text"'):
        read({"body": TEXT})
    with pytest.raises(ReadError, match='the id "a" was given before'):
        read({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT})


def test_columns_have_the_names_that_the_user_gives() -> None:
    given = Given({"text": "body", "date": "day"}, publisher="Our wire")
    frame = pandas.DataFrame({"body": [TEXT], "day": ["2025-05-12"]})

    def fail(error: KgError) -> None:
        raise error

    for source in (frame, {"body": TEXT, "day": "2025-05-12"}):
        [article] = read_values([source], on_error=fail, given=given)
        assert (article.text, article.date, article.publisher) == (TEXT, date(2025, 5, 12), "Our wire")
