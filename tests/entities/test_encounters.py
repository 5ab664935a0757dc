"""Whom "the leaders" and "both sides" mean: those whose meeting is told, on hand-built parses."""

from __future__ import annotations

from datetime import date

import pytest

from kg.entities.linking import find_actors
from kg.knowledge.gazetteer import load_gazetteer
from kg.model import Article
from tests.helpers.parses import doc_of

TALKED = """
Vladimir//NNP/3/nsubj/PERSON Putin//NNP/1/flat/PERSON had//VBD/0/ROOT a//DT/5/det conversation//NN/3/obj
with//IN/7/case Emmanuel//NNP/5/nmod/PERSON Macron//NNP/7/flat/PERSON .//./3/punct

It//PRP/2/nsubj rained//VBD/0/ROOT .//./2/punct

It//PRP/2/nsubj snowed//VBD/0/ROOT .//./2/punct

"""
BOTH = ("emmanuel-macron", "vladimir-putin")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("The//DT/2/det leaders//NNS/3/nsubj agreed//VBD/0/ROOT", BOTH),
        ("Both//DT/2/det sides//NNS/3/nsubj agreed//VBD/0/ROOT", BOTH),
        ("The//DT/2/det presidents//NNS/3/nsubj agreed//VBD/0/ROOT", BOTH),
        ("It//PRP/2/nsubj urged//VBD/0/ROOT both//DT/4/det sides//NNS/2/obj", ()),
        ("The//DT/2/det bishops//NNS/3/nsubj agreed//VBD/0/ROOT", ()),
        ("The//DT/2/det soldiers//NNS/3/nsubj agreed//VBD/0/ROOT", ()),
        ("The//DT/2/det talks/talk/NNS/3/nsubj failed//VBD/0/ROOT but//CC/7/cc both//DT/6/det sides//NNS/7/nsubj "
         "agreed//VBD/3/conj", ()),
    ],
)  # fmt: skip
def test_those_who_met(last: str, expected: tuple[str, ...]) -> None:
    doc = doc_of(TALKED + last)
    actors = find_actors(Article("a", doc.text, date=date(2021, 12, 14)), doc, load_gazetteer())
    plural = max(token.i for token in doc if token.tag_ == "NNS")
    found = actors.at.get(plural, ())
    assert set(found) == set(expected) if expected else set(found).isdisjoint(BOTH)
