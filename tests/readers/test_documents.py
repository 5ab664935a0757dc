"""PDF, DOCX, Parquet, crawls, mailboxes, archives and packed files: what of them becomes an article."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import zstandard

from kg.errors import KgError
from kg.model import Article
from kg.readers.articles import read_articles
from kg.readers.registry import known_formats
from kg.readers.streams import Given
from tests.helpers import documents
from tests.readers.test_articles import read, read_one

TEXT = "Norway met Iceland in Bergen on Monday, and both agreed to meet again in the autumn of the year."
PAGE = f"<html><head><title>Talks in Bergen</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()
LINE = b'{"text": "Norway met Iceland."}\n'


def write(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def read_given(path: Path, **given: object) -> tuple[list[Article], list[str]]:
    errors: list[KgError] = []
    articles = list(read_articles([str(path)], on_error=errors.append, given=Given(**given)))  # type: ignore[arg-type]
    return articles, [str(error) for error in errors]


def test_a_pdf_without_what_stands_on_each_page(tmp_path: Path) -> None:
    pages = [
        ["The Harbour Courier", "Talks in Bergen", "", "Norway met Iceland in Bergen on Monday, and both", "agreed to"],
        ["The Harbour Courier", "meet again in the autumn of the year.", "2"],
        ["The Harbour Courier", "Sweden did not take part (it had said so before).", "3"],
    ]
    about = "/Title (Minutes of the talks) /CreationDate (D:20240521103000Z)"
    article = read_one(write(tmp_path, "a.pdf", documents.make_pdf(pages, about)))
    words = " ".join(article.text.split())
    assert words.endswith(
        "agreed to meet again in the autumn of the year. Sweden did not take part (it had said so before)."
    )
    assert "Courier" not in words
    assert (article.title, article.date, article.guessed) == ("Talks in Bergen", date(2024, 5, 21), ("date",))


def test_the_paragraphs_of_a_pdf_end_where_its_lines_end_early(tmp_path: Path) -> None:
    lines = ["Talks in Bergen", *["Norway met Iceland in Bergen on Monday, and both", "sides met again in May."] * 2]
    article = read_one(write(tmp_path, "a.pdf", documents.make_pdf([lines])))
    paragraph = "Norway met Iceland in Bergen on Monday, and both\nsides met again in May."
    assert (article.title, article.text.strip()) == ("Talks in Bergen", f"{paragraph}\n\n{paragraph}")


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.csv", "a"])
def test_a_pdf_of_pictures_has_no_text(tmp_path: Path, name: str) -> None:
    articles, errors = read(write(tmp_path, name, documents.make_pdf([[], ["7"]])))
    assert not articles
    assert "holds pictures of its pages and no text; make a text of them first (ocrmypdf" in errors[0]


def test_a_document_of_word(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.docx", documents.make_docx(["Talks in Bergen", TEXT], "Minutes")))
    assert (article.title, article.text, article.date) == ("Talks in Bergen", TEXT, None)


def test_an_xml_document_of_news(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>Wire</title>'
    body = f"<body><hedline><hl1>Talks in Bergen</hl1></hedline><block><p>{TEXT}</p><p>They left.</p></block></body>"
    path = write(tmp_path, "a.xml", f'{head}<date.issue norm="20240520"/></head>{body}</nitf>'.encode())
    article = read_one(path)
    assert (article.title, article.text) == ("Talks in Bergen", f"{TEXT}\n\nThey left.")
    assert article.date == date(2024, 5, 20)


def test_what_zstd_packed_and_is_cut_off_is_told(tmp_path: Path) -> None:
    packed = zstandard.compress(LINE) + zstandard.compress(LINE * 2)
    assert len(read(write(tmp_path, "a.jsonl.zst", packed))[0]) == 3
    for size in range(9, len(packed)):
        errors = read(write(tmp_path, "a.jsonl.zst", packed[:size]))[1]
        assert bool(errors) == (size != len(zstandard.compress(LINE))), size


ROWS = {"id": [1, 2], "Body": [TEXT, None], "Published": [date(2024, 5, 20)] * 2, "headline": ["Talks", "None"]}


def test_a_table_of_parquet(tmp_path: Path) -> None:
    path = write(tmp_path, "a.parquet", documents.make_parquet(ROWS))
    articles, errors = read_given(path, columns={"text": "body", "date": "published", "title": "headline"})
    assert [(a.id, a.text, a.title, a.date) for a in articles] == [("1", TEXT, "Talks", date(2024, 5, 20))]
    assert [error.split(": ")[1] for error in errors] == ["a text is empty; give the row a text"]


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_a_table_with_columns_of_other_names(tmp_path: Path, name: str) -> None:
    table = f'no,story,when\n1,"{TEXT}",20 May 2024\n2,Norway met Iceland.,21 May 2024\n3,They met.,\n'
    path = write(tmp_path, name, table.encode())
    articles, errors = read_given(path, columns={"text": "Story", "date": "when"})
    assert (articles[0].text, articles[0].date) == (TEXT, date(2024, 5, 20))
    assert (len(articles), errors) == (3, [])
    assert 'no column is named "text"; name the one with the articles by --columns text=NAME' in read(path)[1][0]


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.parquet", documents.make_parquet(ROWS))
    assert 'no column is named "story"; name' in read_given(path, columns={"text": "story"})[1][0]
    assert 'the column "id" holds int64, no texts' in read_given(path, columns={"text": "id"})[1][0]


def test_keys_of_json_with_other_names(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b'{"story": "Norway met Iceland.", "day": "20 May 2024"}\n{"text": "x"}\n')
    articles, errors = read_given(path, columns={"text": "story", "date": "day"})
    assert [(a.text, a.date) for a in articles] == [("Norway met Iceland.", date(2024, 5, 20))]
    assert 'a.jsonl:2: no text; give an object that has "story", a string' in errors[0]


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl(tmp_path: Path, packed: bool) -> None:
    pages = {"https://www.example.org/bergen": PAGE, "https://example.org/tromso": PAGE.replace(b"Bergen", b"Tromso")}
    path = write(tmp_path, "a.warc.gz" if packed else "a.warc", documents.make_warc(pages, packed=packed))
    first, second = read(path)[0]
    assert (first.title, first.text, first.source) == ("Talks in Bergen", TEXT, "https://www.example.org/bergen")
    assert (first.date, first.publisher, first.guessed) == (date(2024, 5, 21), "example.org", ("date", "publisher"))
    assert (first.id, second.id, second.title) == ("bergen", "tromso", "Talks in Tromso")


def test_a_mailbox(tmp_path: Path) -> None:
    head = "From desk@example.org Mon May 20 10:00:00 2024\nSubject: Talks {}\nDate: Mon, 20 May 2024 10:00:00 +0000\n"
    head += "Content-Type: text/plain\n\n"
    first = f"{TEXT}\nFrom here on it went well.\n>From afar too.\n\n-- \nThe desk\nBergen\n\n"
    reply = f"{TEXT}\n\nOn Sun, 19 May 2024, the desk wrote:\n> Sweden attacked Norway.\n>\n> It did.\n"
    path = write(tmp_path, "desk.mbox", (head.format(1) + first + head.format(2) + reply).encode())
    articles, errors = read(path)
    assert [(a.id, a.title, a.date) for a in articles] == [
        ("desk", "Talks 1", date(2024, 5, 20)),
        ("desk-2", "Talks 2", date(2024, 5, 20)),
    ]
    assert articles[0].text.strip() == f"{TEXT}\nFrom here on it went well.\nFrom afar too."
    assert (articles[1].text.strip(), errors) == (TEXT, [])


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress, "zst": zstandard.compress, "bz2": bz2.compress, "xz": lzma.compress,
}  # fmt: skip


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.html", PAGE),
        ("a.jsonl", b'{"text": "%s"}\n' % TEXT.encode()),
        ("a.csv", b'text\n"%s"\n' % TEXT.encode()),
        ("a.pdf", documents.make_pdf([[TEXT]])),
        ("a.docx", documents.make_docx([TEXT])),
        ("a.parquet", documents.make_parquet({"text": [TEXT]})),
        ("a.zip", documents.make_zip({"b/a.txt": TEXT.encode(), "b/a.png": b"\x89PNG", "__MACOSX/a.txt": b"\0"})),
        ("a.tar", documents.make_tar({"b/a.docx": documents.make_docx([TEXT]), "b/.a.txt": b"\0"})),
        ("a.warc", documents.make_warc({"https://example.org/a": PAGE})),
    ],
)
def test_packed_files_are_read_as_what_they_hold(tmp_path: Path, name: str, data: bytes, packer: str) -> None:
    for path in (write(tmp_path, name, data), write(tmp_path, f"{name}.{packer}", PACKERS[packer](data))):
        article = read_one(path)
        assert (article.id.removesuffix("-1"), article.text.strip()) == ("a", TEXT)
        assert (article.source or "").startswith((str(path), "https://example.org"))


def test_archives_within_archives(tmp_path: Path) -> None:
    inner = documents.make_zip({"a.txt": TEXT.encode(), "b.jsonl.gz": gzip.compress(LINE * 2)})
    path = write(tmp_path, "news.tar.gz", documents.make_tar({"may/inner.zip": inner, "c.html": PAGE}, "w:gz"))
    articles, errors = read(path)
    assert [(a.id, a.source) for a in articles] == [
        ("a", f"{path}/may/inner.zip/a.txt"),
        ("b-1", f"{path}/may/inner.zip/b.jsonl.gz"),
        ("b-2", f"{path}/may/inner.zip/b.jsonl.gz"),
        ("c", f"{path}/c.html"),
    ]
    assert not errors


def test_standard_input_may_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(documents.make_zip({"a.txt": TEXT.encode()}))))
    articles, errors = read("-")
    assert [(a.id, a.text, a.source) for a in articles] == [("a", TEXT, None)]
    assert not errors


def test_lists_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path, name, TEXT.encode())
    write(tmp_path, "list", b"# what is read\nb.txt\n\n[ab].txt\nmissing.txt\n")
    articles, errors = read("@list", "@nothing")
    assert [a.id for a in articles] == ["b", "a"]
    assert [error.split(";")[0] for error in errors] == [
        "missing.txt: no such file",
        "nothing: the list cannot be read (No such file or directory)",
    ]


@pytest.mark.parametrize(
    ("name", "day", "guessed"),
    [
        ("2024-05-20-talks.txt", date(2024, 5, 20), ("date",)),
        ("talks_20240520.txt", date(2024, 5, 20), ("date",)),
        ("2024/05/20/talks.txt", date(2024, 5, 20), ("date",)),
        ("talks-120240520.txt", None, ()),
        ("2024-13-40.txt", None, ()),
        ("backup-20240520/talks.txt", None, ()),
        ("2024-05-20.jsonl", None, ()),
    ],
)
def test_the_date_of_a_name_is_a_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, day: date | None, guessed: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text('{"text": "Norway met Iceland."}' if name.endswith("l") else TEXT)
    article = read_one(Path(name))
    assert (article.date, article.guessed) == (day, guessed)


def test_what_the_user_says_counts_more_than_a_guess_and_less_than_the_text(tmp_path: Path) -> None:
    given = {"date": "1 June 2024", "publisher": "The Harbour Courier"}
    path = write(tmp_path, "2024-05-20.txt", TEXT.encode())
    [article] = read_given(path, **given)[0]
    assert (article.date, article.publisher, article.guessed) == (date(2024, 6, 1), "The Harbour Courier", ())
    path = write(tmp_path, "a.txt", f"date 2024-05-19 Talks\n\n{TEXT}".encode())
    assert read_given(path, **given)[0][0].date == date(2024, 5, 19)


@pytest.mark.parametrize(
    ("library", "name", "data"),
    [
        ("pypdf", "a.pdf", documents.make_pdf([[TEXT]])),
        ("docx", "a.docx", documents.make_docx([TEXT])),
        ("pyarrow", "a.parquet", documents.make_parquet({"text": [TEXT]})),
        ("warcio.archiveiterator", "a.warc", documents.make_warc({"https://example.org/a": PAGE})),
    ],
)
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, name: str, data: bytes
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert "; pip install " in read(write(tmp_path, name, data))[1][0]


MORSE = """
from kg.readers.registry import Format


def read(file):
    yield {"text": file.read().decode().replace(" stop", "."), "title": "Wire", "date?": "2024-05-20"}


FORMAT = Format("morse", frozenset({".morse"}), lambda head, suffix: suffix == ".morse", read)
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with an entry point, installed for a while."""
    (tmp_path / "morse.py").write_text(MORSE)
    (tmp_path / "morse-1.dist-info").mkdir()
    (tmp_path / "morse-1.dist-info" / "METADATA").write_text("Name: morse\nVersion: 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    known_formats.cache_clear()
    yield tmp_path / "morse-1.dist-info" / "entry_points.txt"
    known_formats.cache_clear()


def test_a_package_adds_a_kind_of_file(package: Path, tmp_path: Path) -> None:
    package.write_text("[kg.readers]\nmorse = morse:FORMAT\n")
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "a.morse", b"Norway met Iceland stop")
    articles, errors = read(tmp_path / "in")
    assert [(a.title, a.text, a.date, a.guessed) for a in articles] == [
        ("Wire", "Norway met Iceland.", date(2024, 5, 20), ("date",))
    ]
    assert not errors


def test_a_package_that_adds_no_kind_is_named(package: Path, tmp_path: Path) -> None:
    package.write_text("[kg.readers]\nmorse = morse:read\n")
    with pytest.raises(KgError, match=r"morse.* is no kg\.readers\.registry\.Format; mend or remove its package"):
        read(tmp_path)
