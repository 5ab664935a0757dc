"""Annotation of real documents: its notation, how a draft gets its offsets, and that what is shipped is sound."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.formats.records import from_record, to_record
from training.corpus import real
from training.corpus.convert import to_graph
from training.corpus.markup import MarkupError
from training.corpus.pin import pin, split_sentences
from training.corpus.real import PARTS, find_real_errors, read_blocks, read_real

TEXT = "Dr. Lind met Ola Ek in Oslo on 4 May.\nShe said the talks were short. The U.S. envoy left. She met no one."
DRAFT = """=== 0123456789ab voa
@lind Person SWE <Lind> [she@2]
@ek Person NOR <Ola Ek>
@oslo Place NOR <Oslo>
! e1 {met@1} {talks@2} met by=lind to=ek at=oslo on="4 May":2011-05-04

=== 0123456789ab voa 4
@lind Person SWE [she]
! e1 {met} met by=lind not
"""
PINNED = """=== 0123456789ab voa
sentences 0:37 38:68 69:89 90:105
@lind Person SWE <PERSON 4:8 Lind> [38:41 She]
@ek Person NOR <PERSON 13:19 Ola Ek>
@oslo Place NOR <LOC 23:27 Oslo>
! e1 {9:12 met} {51:56 talks} met by=lind to=ek at=oslo on="4 May":2011-05-04

=== 0123456789ab voa 90:105
sentences 90:105
@lind Person SWE [90:93 She]
! e1 {94:97 met} met by=lind not
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of documents that has one."""
    told = {"id": "0123456789ab", "date": "2011-05-05", "title": "Oslo talks", "text": TEXT}
    with gzip.open(tmp_path / "voa.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
    return tmp_path


@pytest.fixture
def annotation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of annotation whose dev part is that of the document."""
    folder = tmp_path / "real"
    folder.mkdir()
    for part in PARTS:
        (folder / f"{part}.txt").write_text(PINNED if part == "dev" else "", encoding="utf-8")
    monkeypatch.setattr(real, "REAL", folder)
    return folder


def test_sentences_end_at_stops_and_line_breaks_not_at_abbreviations() -> None:
    assert [TEXT[slice(*extent)] for extent in split_sentences(TEXT)] == [
        "Dr. Lind met Ola Ek in Oslo on 4 May.",
        "She said the talks were short.",
        "The U.S. envoy left.",
        "She met no one.",
    ]


def test_draft_gets_its_offsets(documents: Path) -> None:
    draft = documents / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert "\n".join(pin(draft, documents)).strip() == PINNED.strip()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<Lind>", "<Lund>", "draft.txt:2: 'Lund' is not found"),
        ("{talks@2}", "{talks@1}", "draft.txt:5: 'talks' is found 0 times"),
        ("0123456789ab voa\n", "9999 voa\n", "draft.txt:1: there is no such document"),
    ],
)
def test_draft_that_quotes_other_words(documents: Path, old: str, new: str, problem: str) -> None:
    draft = documents / "draft.txt"
    draft.write_text(DRAFT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(MarkupError, match=f"^{problem}"):
        list(pin(draft, documents))


def test_gold_is_what_kg_score_reads(documents: Path, annotation: Path) -> None:
    whole, sentence = read_real("dev", documents)
    graph = to_graph(whole)
    (met,) = graph.events
    assert (met.trigger.text, met.actors, met.place, len(met.evidence)) == ("met", ("lind",), "oslo", 2)
    assert graph.entity["lind"].label == "Lind"
    assert from_record(to_record(graph)).events == graph.events
    assert (sentence.id, sentence.text) == ("0123456789ab-90", "She met no one.")
    assert to_graph(sentence).events[0].negated
    assert list(find_real_errors(documents)) == []


def test_without_the_documents_the_quotes_stand_alone(annotation: Path, tmp_path: Path) -> None:
    article = read_real("dev", tmp_path / "nowhere")[0]
    assert article.text.split() == ["Lind", "met", "Ola", "Ek", "Oslo", "She", "talks"]
    assert list(find_real_errors(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{9:12 met}", "{9:12 saw}", "'saw' is quoted where the document has 'met'"),
        ("met by=lind to=ek", "phoned by=lind to=ek", "phoned is neither a relation nor a type"),
        ("to=ek", "to=berg", "berg is no entity"),
        ("@ek Person NOR", "@ek Human NOR", "Human is no type"),
        ("sentences 0:37", "sentences 0:3", "'Lind' is in no sentence"),
        (" voa\n", " radio\n", "radio is no register"),
        ("0123456789ab", "0123456789ac", "there is no such document"),
        ('"4 May"', '"5 May"', "'5 May' doesn't stand in its sentence"),
        ("<LOC 23:27 Oslo>", "<LOC 23:27 a b c d e f g h i>", "quotes more than 8 words"),
    ],
)
def test_errors(documents: Path, annotation: Path, old: str, new: str, problem: str) -> None:
    (annotation / "dev.txt").write_text(PINNED.replace(old, new), encoding="utf-8")
    found = list(find_real_errors(documents))
    assert any(problem in line and line.startswith("dev.txt:") for line in found), found


def test_no_document_is_kept_back_or_in_two_parts(documents: Path, annotation: Path) -> None:
    (annotation / "test.txt").write_text(PINNED, encoding="utf-8")
    (documents / "reserved.txt").write_text("0123456789ab\n", encoding="utf-8")
    found = "\n".join(find_real_errors(documents))
    assert "the document is kept back" in found and "the document is in dev as well" in found


def test_broken_notation(annotation: Path) -> None:
    (annotation / "dev.txt").write_text(PINNED + "They met.\n", encoding="utf-8")
    with pytest.raises(MarkupError, match=r"^dev\.txt:12: neither an entity nor an event"):
        read_blocks(annotation / "dev.txt")


def test_annotation_is_sound() -> None:
    assert list(find_real_errors()) == []
    assert read_blocks(real.REAL / "dev.txt")
