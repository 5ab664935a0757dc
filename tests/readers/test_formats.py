"""The kinds of files: how each is known, what of it becomes an article, and the error where nothing does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.readers.fields import parse_date
from tests.readers.test_articles import read, read_one

PARAGRAPH = "Latvia met Estonia in Riga on Tuesday, and both thanked Finland for its offer to host the next talks."
PAGE = f"<html><head><title>Talks in Riga</title></head><body><article><p>{PARAGRAPH}</p></article></body></html>"
MESSAGE = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://example.org/riga
Subject: Talks in Riga
Date: Tue, 14 May 2024 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="x"

--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

{PAGE.replace("=", "=3D").replace("Riga on", "Riga=20on")}
--x--
"""
RSS = f"""<?xml version="1.0"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>The Baltic Gazette</title>
<item><title>Talks</title><link>https://example.org/1</link><pubDate>Tue, 14 May 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{PARAGRAPH}&lt;/p&gt;</description></item>
<item><title>More</title><description>They &amp;amp; others met again.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><title>Talks</title>
<link href="https://example.org/1"/><updated>2024-05-14T10:00:00Z</updated><content type="html">{PARAGRAPH}</content>
</entry></feed>"""


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<!-- saved from url=(0024)https://example.org/ -->\n",
        "<!--[if !IE]> cached <![endif]-->\n<!DOCTYPE html>\n",
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n',
        "<script>var a = 1 < 2;</script>\n",
        "<br />\n<b>Warning</b>: Cannot modify header information in <b>/a.php</b> on line <b>3</b><br />\n",
        "Warning: session_start() failed in /a.php on line 3\n<!doctype html>",
        "\n\n  <!DOCTYPE HTML>",
    ],
)
@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_page_is_known_whatever_stands_before_it(tmp_path: Path, before: str, name: str) -> None:
    (tmp_path / name).write_text(before + PAGE, encoding="utf-8")
    article = read_one(tmp_path / name)
    assert (article.title, "<" in article.text) == ("Talks in Riga", False)
    assert article.text.startswith("Latvia met Estonia in Riga")


def test_a_piece_of_a_page_is_read_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "page.htm").write_text(f"<div><p>{PARAGRAPH}</p></div>", encoding="utf-8")
    assert read_one(tmp_path / "page.htm").text == PARAGRAPH


def test_a_page_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = PAGE.replace("<title>", '<meta charset="iso-8859-2"><title>').replace("Latvia", "Čaputová Łódź")
    (tmp_path / "page.html").write_bytes(page.encode("iso-8859-2"))
    assert "Čaputová Łódź met Estonia" in read_one(tmp_path / "page.html").text


def test_a_page_below_the_header_of_its_server(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{PAGE}", encoding="utf-8")
    assert read_one(tmp_path / "page.html").text.startswith("Latvia met Estonia")


def test_a_text_about_pages_is_no_page(tmp_path: Path) -> None:
    text = "The law asks for the tag <html> in the first line. It was passed."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_one(tmp_path / "a.txt").title is None


def test_a_page_saved_as_a_message(tmp_path: Path) -> None:
    (tmp_path / "page.mht").write_text(MESSAGE, encoding="utf-8")
    article = read_one(tmp_path / "page.mht")
    assert (article.title, article.date) == ("Talks in Riga", date(2024, 5, 14))
    assert article.text.startswith("Latvia met Estonia in Riga on Tuesday")
    assert article.source == "https://example.org/riga"


def test_a_message(tmp_path: Path) -> None:
    head = "Received: from a\nSubject: =?utf-8?q?Talks_in_R=C4=ABga?=\nDate: Tue, 14 May 2024 10:00:00 +0000\n"
    (tmp_path / "a.eml").write_text(f"{head}Content-Type: text/plain\n\n{PARAGRAPH}\n", encoding="utf-8")
    article = read_one(tmp_path / "a.eml")
    assert (article.title, article.date, article.text.strip()) == ("Talks in Rīga", date(2024, 5, 14), PARAGRAPH)


@pytest.mark.parametrize(("content", "count"), [(RSS, 2), (ATOM, 1)])
def test_a_feed(tmp_path: Path, content: str, count: int) -> None:
    (tmp_path / "news.xml").write_text(content, encoding="utf-8")
    articles, errors = read(tmp_path / "news.xml")
    assert (len(articles), errors) == (count, [])
    first = articles[0]
    assert (first.title, first.text, first.date) == ("Talks", PARAGRAPH, date(2024, 5, 14))
    assert (first.source, first.publisher in {"The Baltic Gazette", "Gazette"}) == ("https://example.org/1", True)
    assert len({article.id for article in articles}) == count


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.csv",
            'date,title,text\n2024-05-14,Talks,"Latvia met Estonia, and\nFinland."\n2024-05-15,More,They left.\n',
        ),
        ("a.tsv", "Title\tText\tDate\nTalks\tLatvia met Estonia, and Finland.\t14 May 2024\nMore\tThey left.\t\n"),
        ("a.csv", "title;content;published\nTalks;Latvia met Estonia, and Finland.;14.05.2024\nMore;They left.;\n"),
        ("a.txt", 'id,text,date\nx,"Latvia met Estonia, and Finland.",2024-05-14\ny,They left.,\n'),
    ],
)
def test_a_table(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    articles, errors = read(tmp_path / name)
    assert [" ".join(article.text.split()) for article in articles] == [
        "Latvia met Estonia, and Finland.",
        "They left.",
    ]
    assert (articles[0].date, errors) == (date(2024, 5, 14), [])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "who,what\nLatvia,met\n", 'no column is named "text"'),
        ("a.csv", "id,text\nx,\n", "line 2: the text is empty"),
        ("a.csv", 'id,text\nx,"They met.\ny,They left.\n', "line 2: a quotation mark opens that never closes"),
        ("a.pdf", "%PDF-1.7\n...", "broken PDF"),
        ("a.rss", "<rss><channel>", "broken XML"),
        ("a.rss", "<rss><channel><title>T</title></channel></rss>", "the feed has no items"),
        ("a.rss", "<rss><item><title>T</title></item></rss>", "the text is empty"),
        ("a.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "no text was found"),
        ("a.html", "<html><body></body></html>", "no article was found"),
        ("a.html", "<html><body><nav>Home</nav><p>Home</p></body></html>", "no article was found"),
        ("a.xml", "<book><title>Talks</title></book>", "is XML (book) without paragraphs (p); save it as text"),
        ("a.txt", "{\\rtf1 They met.}", "RTF is not read; save it as DOCX, or as text"),
        ("a.md", "---\ntitle: Talks\n---\n", "nothing follows the title"),
    ],
)
def test_what_holds_no_article_is_one_clear_error(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    articles, errors = read(tmp_path / name)
    assert not articles
    assert len(errors) == 1
    assert errors[0].startswith(str(tmp_path / name)) and message in errors[0]


@pytest.mark.parametrize(
    ("content", "title", "day", "text"),
    [
        ("---\ntitle: 'Talks in Riga'\ndate: 2024-05-14\ntags: [a]\n---\nThey met.",
         "Talks in Riga", (2024, 5, 14), "They met."),
        ('+++\ntitle = "Talks"\ndate = "May 14, 2024"\n+++\n\n# Talks\n\nThey met.',
         "Talks", (2024, 5, 14), "They met."),
        ("# Talks in Riga\n\nThey met.", "Talks in Riga", None, "They met."),
        ("Talks in Riga\n=============\n\nThey met.", "Talks in Riga", None, "They met."),
        ("From: a@example.org\nTo: b@example.org\nSubject: Talks\nDate: Tue, 14 May 2024 10:00 +0000\n\nThey met.",
         "Talks", (2024, 5, 14), "They met."),
        ("---\nThey met.\n---\nThey left.", None, None, "\nThey met.\n\nThey left."),
    ],
)  # fmt: skip
def test_what_stands_above_a_text(
    tmp_path: Path, content: str, title: str | None, day: tuple[int, int, int] | None, text: str
) -> None:
    (tmp_path / "a.md").write_text(content, encoding="utf-8")
    article = read_one(tmp_path / "a.md")
    assert (article.title, article.date, article.text.strip()) == (title, day and date(*day), text.strip())


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-05-13", (2024, 5, 13)),
        ("2024-05-13T10:00:00Z", (2024, 5, 13)),
        ("2024-05-13 10:00:00 UTC", (2024, 5, 13)),
        ("2024-05-13 10:00 +0200", (2024, 5, 13)),
        ("2024/05/13", (2024, 5, 13)),
        ("2024.5.3", (2024, 5, 3)),
        ("20240513", (2024, 5, 13)),
        ("20240513104500", (2024, 5, 13)),
        ("November 6, 2009", (2009, 11, 6)),
        ("Nov. 6, 2009", (2009, 11, 6)),
        ("Sept 6 2009", (2009, 9, 6)),
        ("Friday, November 6, 2009", (2009, 11, 6)),
        ("Friday, 6 November 2009 10:15 GMT", (2009, 11, 6)),
        ("6th of November 2009", (2009, 11, 6)),
        ("13 May 2024", (2024, 5, 13)),
        ("13-May-2024", (2024, 5, 13)),
        ("13.5.2024", (2024, 5, 13)),
        ("13/05/2024", (2024, 5, 13)),
        ("05/13/2024", (2024, 5, 13)),
        ("Mon, 13 May 2024 08:00:00 GMT", (2024, 5, 13)),
        ("Published: May 13, 2024", (2024, 5, 13)),
        ("Last updated on 13 May 2024 at 10:00", (2024, 5, 13)),
        ("Mon May 13 10:00:00 2024", (2024, 5, 13)),
        ("Mon May 13 10:00:00 +0000 2024", (2024, 5, 13)),
        ("2024-05-13T10:00:00.123456789Z", (2024, 5, 13)),
        ("1715594400", (2024, 5, 13)),
        ("1715594400000", (2024, 5, 13)),
        ("05/06/2024", None),
        ("2024-13-45", None),
        ("31 February 2024", None),
        ("13 Foo 2024", None),
        ("May 2024", None),
        ("2024", None),
        ("13", None),
        ("9" * 10_000, None),
        ("yesterday", None),
        ("\0", None),
    ],
)
def test_dates(words: str, day: tuple[int, int, int] | None) -> None:
    assert parse_date(words, "a.txt") == (day and date(*day))
