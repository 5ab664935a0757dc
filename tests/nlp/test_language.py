"""What isn't English is told from what is only odd English."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.extractor import Extractor
from kg.model import Article
from kg.nlp.language import foreign_language
from kg.nlp.pipeline import annotate

FRENCH = """Le ministre des affaires étrangères a rencontré lundi à Rome son homologue ukrainien, a indiqué un
porte-parole du ministère, et il a condamné la frappe russe contre Kharkiv, qui a tué trois personnes."""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (
            "Der Außenminister sprach am Montag in Berlin mit seinem Kollegen über den Krieg in der Ukraine. "
            "Er war also an der Front, so hieß es, und will im Mai noch einmal hin.",
            "de",
        ),
        ("Министр иностранных дел встретился в понедельник в Москве со своим коллегой из Турции. " * 3, "ru"),
        ("The minister met his colleague in Rome on Monday, a spokesman said, and condemned the strike. " * 3, None),
        (
            "PUTIN MEETS XI IN BEIJING AS NATO CHIEF VISITS KYIV BEFORE G20 SUMMIT IN BALI WITH MODI, LULA",
            None,
        ),
        ("Kagame, Museveni, Ruto, Abiy, Guelleh, Sisi, Saied, Tebboune, Ghazouani, Sall, Barrow " * 2, None),
        ("Bonjour!", None),
        ("", None),
        ("1 2 3 " * 50, None),
    ],
)
def test_foreign_language(text: str, language: str | None) -> None:
    assert foreign_language(text) == language


def test_article_in_another_language_has_no_events(extractor: Extractor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="kg"):
        (graph,) = extractor.run([Article("lundi", FRENCH, date=date(2024, 5, 6), source="lundi.txt")])
    assert (graph.entities, graph.events) == ((), ())
    assert [record.getMessage() for record in caplog.records] == [
        "lundi.txt: its language seems to be 'fr', kg reads English; no events are looked for"
    ]


def test_article_in_another_language_is_not_parsed(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Putin met Xi.", FRENCH, FRENCH, "Nixon met Mao.", FRENCH]
    parsed = []

    def spy(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Article, Doc]]:
        for article, doc in annotate(articles, nlp):
            parsed.append(article.text)
            yield article, doc

    monkeypatch.setattr("kg.extractor.annotate", spy)
    graphs = extractor.run(Article(str(number), text) for number, text in enumerate(texts))
    assert [(graph.articles[0].id, bool(graph.events)) for graph in graphs] == [
        ("0", True), ("1", False), ("2", False), ("3", True), ("4", False)
    ]  # fmt: skip
    assert parsed == ["Putin met Xi.", "Nixon met Mao."]


def test_articles_in_another_language_are_not_waited_for(extractor: Extractor) -> None:
    articles = (Article(str(number), FRENCH) for number in range(20))
    assert next(extractor.run(articles)).articles[0].id == "0"
    assert next(articles).id == "1"
