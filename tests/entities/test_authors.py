"""Who says I and we in statements, letters and releases, on hand-built parses."""

from __future__ import annotations

from datetime import date

import pytest

from kg.entities.linking import find_actors
from kg.knowledge.gazetteer import load_gazetteer
from kg.model import Article
from tests.helpers.parses import doc_of

SAID = "I//PRP/2/nsubj said//VBD/0/ROOT we//PRP/4/nsubj agree//VBP/2/ccomp"
RENEWED = """
Ghana//NNP/2/nsubj/LOC renews//VBZ/0/ROOT our//PRP$/4/nmod:poss pledge//NN/2/obj .//./2/punct

We//PRP/2/nsubj agree//VBP/0/ROOT .//./2/punct
"""


def speakers(text: str, title: str | None, publisher: str | None = None) -> dict[str, tuple[str, ...]]:
    doc = doc_of(text)
    article = Article("a", doc.text, title=title, publisher=publisher, date=date(2022, 9, 15))
    at = find_actors(article, doc, load_gazetteer()).at
    return {token.text: at.get(token.i, ()) for token in doc if token.tag_.startswith("PRP")}


@pytest.mark.parametrize(
    ("title", "publisher", "i", "we"),
    [
        ("Statement by President Joe Biden on trade", None, "joe-biden", "united-states"),
        ("Remarks by Foreign Minister Retno Marsudi", None, "retno-marsudi", "indonesia"),
        ("President Biden’s Remarks in Detroit", None, "joe-biden", "united-states"),
        ("Statement by the Prime Minister", "Government of Canada", "justin-trudeau", "canada"),
        ("Statement by Trade Envoy Mary Moe", "Government of Canada", "mary-moe", "canada"),
        ("Letter to President Biden from Mary Moe", None, "mary-moe", ""),
        ("Statement on Joe Biden", None, "", ""),
        ("Attack by Joe Biden", None, "", ""),
        ("Statement by the Treasury", None, "", ""),
    ],
)
def test_who_signs_the_title(title: str, publisher: str | None, i: str, we: str) -> None:
    expected = {"I": (i,) if i else (), "we": (we,) if we else ()}
    assert speakers(SAID, title, publisher) == expected


def test_we_are_whom_the_text_calls_so_by_name() -> None:
    assert speakers(RENEWED, None) == {"our": ("ghana",), "We": ("ghana",)}


def test_we_of_a_joint_statement_are_all_who_make_it() -> None:
    found = speakers(SAID, "Joint Statement of Ghana and Togo", "Government of Ghana")
    assert found["we"] == ("ghana", "togo")
