"""The corpus of diplomatic events: its notation, its checks, and that what is shipped passes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.formats.records import from_record, to_record
from tests.helpers.paths import SHARED
from training.corpus.check import QUOTAS, find_errors, find_likeness, find_repetition, find_shortage, template
from training.corpus.convert import to_doc, to_graph
from training.corpus.examples import to_examples
from training.corpus.markup import NAMES, SECOND, Annotated, MarkupError, paragraphs, read_corpus, read_file
from training.corpus.split import SHARES, deal, read_split
from training.tokens import blank_english

GOLD = SHARED / "gold"
HEAD = """=== kenya-norway-fish
date: 2011-03-08
register: readout
region: africa
title: Kenya and Norway discuss fisheries
@okello Person KEN
@kenya Country KEN
@norway Country NOR
@solheim Person NOR
@oslo Place NOR
"""
BODY = """
[okello <NORP:kenya Kenyan> Foreign Minister <PERSON Amina Okello>] {e1 met} [solheim <PERSON Ingrid Solheim>] \
of <LOC:norway Norway> in <LOC:oslo Oslo> on <DATE Tuesday>.
! e1 met by=okello to=solheim at=oslo on="Tuesday":2011-03-08
The {e1 talks} were short.

[okello She] will {e2 visit} [norway the country] again, [solheim Solheim] said.
! e2 visited by=okello to=norway says=solheim planned
~ Both ministers are keen anglers.
"""


def read(tmp_path: Path, text: str) -> list[Annotated]:
    path = tmp_path / "ours.txt"
    path.write_text(text, encoding="utf-8")
    return read_file(path)


def test_notation(tmp_path: Path) -> None:
    (article,) = read(tmp_path, HEAD + BODY)
    assert article.text == (
        "Kenyan Foreign Minister Amina Okello met Ingrid Solheim of Norway in Oslo on Tuesday. The talks were short."
        "\n\n"
        "She will visit the country again, Solheim said. Both ministers are keen anglers."
    )
    assert [article.words(name.extent) for name in sorted(article.names)] == [
        "Kenyan", "Amina Okello", "Ingrid Solheim", "Norway", "Oslo", "Tuesday"
    ]  # fmt: skip
    assert [article.words(trigger) for trigger in article.events["e1"].triggers] == ["met", "talks"]
    assert [sentence.decoy for sentence in article.sentences] == [False, False, False, True]
    assert [len(paragraph) for paragraph in paragraphs(article)] == [2, 2]
    assert list(find_errors([article])) == []
    assert template(article, article.sentences[0].extent) == (
        "NORP foreign minister PERSON met PERSON of LOC in LOC on DATE."
    )


def test_graph_is_what_kg_score_reads(tmp_path: Path) -> None:
    graph = to_graph(read(tmp_path, HEAD + BODY)[0])
    met, visit = graph.events
    assert (met.type, met.relation, met.actors, met.recipients, met.place) == (
        "CONSULT", "met", ("okello",), ("solheim",), "oslo"
    )  # fmt: skip
    assert met.time is not None and met.time.edtf == "2011-03-08"
    assert len(met.evidence) == 2
    assert (visit.modality, visit.attribution, visit.mode) == ("planned", "solheim", "visit")
    assert graph.entity["okello"].label == "Amina Okello"
    assert from_record(to_record(graph)).events == graph.events


def test_doc_and_examples(tmp_path: Path) -> None:
    article, nlp = read(tmp_path, HEAD + BODY)[0], blank_english()
    doc = to_doc(nlp, article)
    assert [(e.text, e.label_) for e in doc.ents][:2] == [("Kenyan", "NORP"), ("Amina Okello", "PERSON")]
    assert len(list(doc.sents)) == 4
    (example,) = to_examples(nlp, article)
    assert {word: tag for word, tag in zip(example.words, example.events, strict=True) if tag != "O"} == {
        "met": "CONSULT", "talks": "CONSULT", "visit": "CONSULT"
    }  # fmt: skip
    played = {(example.words[i], example.words[j], role) for i, j, role in example.roles}
    assert {("met", "Okello", "actor"), ("met", "Oslo", "place"), ("visit", "Solheim", "speaker")} <= played
    assert example.words[example.breaks[0]] == "She"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("date: 2011-03-08", "date: 1911-03-08", "date is '1911-03-08'"),
        ("register: readout", "register: rumour", "register is 'rumour'"),
        ("=== kenya-norway-fish", "=== Fish", "an id is"),
        ("title: Kenya and Norway discuss fisheries\n", "", "title is missing"),
        ("@oslo Place NOR", "@oslo Town NOR", "@oslo: Town is no type"),
        ("@oslo Place NOR", "@oslo Place NOR\n@paris Place FRA", "@paris is never mentioned"),
        ("@oslo Place NOR\n", "", "oslo is no entity"),
        ("<LOC:oslo Oslo>", "<CITY:oslo Oslo>", "CITY is no type"),
        ("<LOC:norway Norway>", "<LOC:norway Nor>way", "cuts a token"),
        ("! e1 met", "! e1 encountered", "encountered is neither"),
        ("! e1 met", "! e1 said", "statements are not annotated"),
        ("! e2 visited by=okello to=norway", "! e2 visited", "nobody takes part"),
        ("{e2 visit}", "visit", "e2: no trigger"),
        ("planned\n", 'planned\n! e3 met by=okello to=solheim\n', "e3: no trigger"),
        ("! e2 visited by=okello to=norway says=solheim planned\n", "", "e2 is in the text"),
        ('on="Tuesday"', 'on="Friday"', "'Friday' doesn't stand"),
        (":2011-03-08\n", ":2011-13-08\n", "2011-13-08"),
        ("~ Both", "~ {e1 Both}", "a decoy has a trigger"),
        ("Ingrid Solheim", "Angela Merkel", "Angela Merkel is a real office-holder"),
    ],
)  # fmt: skip
def test_errors(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = HEAD + BODY
    assert old in text
    found = list(find_errors(read(tmp_path, text.replace(old, new))))
    assert any(problem in line and line.startswith("ours.txt:1 ") for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Tuesday>.", "Tuesday.", "ours.txt:12: '<DATE ' is not closed"),
        ("Tuesday>.", "Tuesday].", "ours.txt:12: ] closes nothing"),
        ("<DATE Tuesday>", "<Tuesday>", "ours.txt:12: after < a type"),
        ("! e1 met by=okello", "! e1 met from=okello", "ours.txt:13: not an event line"),
        ("! e2 visited", "! e1 visited", "ours.txt:17: e1 is told twice"),
        ("@oslo Place NOR", "@oslo", "ours.txt:10: an entity is written"),
        ("=== kenya", "kenya", "ours.txt:1: an article begins with ==="),
    ],
)
def test_broken_notation(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(MarkupError, match=f"^{problem.replace(']', chr(92) + ']')}"):
        read(tmp_path, (HEAD + BODY).replace(old, new))


def test_repetition_and_likeness(tmp_path: Path) -> None:
    (article,) = read(tmp_path, HEAD + BODY + "The talks were short.\n" * QUOTAS["sentences_of_a_template"])
    assert [line.split(" sentences")[0] for line in find_repetition([article])] == ["4"]
    (tmp_path / "articles.jsonl").write_text(
        '{"text": "will visit the country again, Solheim said. Both ministers are"}'
    )
    (tmp_path / "names.jsonl").write_text("")
    (tmp_path / "plover_gsr_visible.json").write_text("[]")
    assert any("visit the country again solheim said" in line for line in find_likeness([article], tmp_path))


def read_named(tmp_path: Path, text: str) -> list[Annotated]:
    (tmp_path / "names").mkdir()
    path = tmp_path / "names" / "ours.txt"
    path.write_text(text, encoding="utf-8")
    return read_file(path)


def test_texts_with_names_alone_teach_no_events(tmp_path: Path) -> None:
    (text,) = read_named(tmp_path, "=== port-1\nThe <NORP Danish> frigate <MISC Absalon> left <LOC Djibouti>.\n")
    assert list(find_errors([text])) == []
    (example,) = to_examples(blank_english(), text)
    assert example.names == ["O", "U-NORP", "O", "U-MISC", "O", "U-LOC", "O"]
    assert not example.events


def test_texts_with_names_alone_have_nothing_else(tmp_path: Path) -> None:
    (text,) = read_named(tmp_path, "=== port-1\n[ship The frigate] {e1 left} <LOC Djibouti>.\n")
    assert [line.split(": ")[1] for line in find_errors([text])] == ["only names are annotated in these texts"]


@pytest.mark.parametrize(
    ("sentence", "open_words"),
    [
        ("They met on <DATE Tuesday>.", []),
        ("They met on <DATE Tuesday> night.", ["Tuesday", "night"]),
        ("They met last <DATE Tuesday>.", ["last", "Tuesday"]),
        ("They met three days later in <LOC Rome>.", ["three", "days", "later"]),
        ("They met on the night of <DATE 4 March>.", ["night", "of", "4", "March"]),
        ("Three of them met in <DATE 2011>.", []),
    ],
)
def test_dates_are_open_where_gum_may_see_longer_ones(tmp_path: Path, sentence: str, open_words: list[str]) -> None:
    (text,) = read_named(tmp_path, f"=== met-1\n{sentence}\n")
    (example,) = to_examples(blank_english(), text)
    assert [word for word, tag in zip(example.words, example.names, strict=True) if tag is None] == open_words


def test_deal_keeps_what_was_dealt_out() -> None:
    articles = read_corpus()
    before = dict(list(read_split().items())[:50])
    parts = deal(articles, before)
    assert before.items() <= parts.items()
    for part, share in SHARES.items():
        assert abs(list(parts.values()).count(part) / len(parts) - share) < 0.03


def test_corpus_is_sound() -> None:
    articles, named = read_corpus(), read_corpus(NAMES)
    assert list(find_errors(articles + named)) == []
    assert list(find_repetition(articles + named)) == []
    assert [row for row in find_shortage(articles + named) if row[1] < row[2]] == []
    assert read_split().keys() == {article.id for article in articles}


def test_second_annotation_is_of_the_same_texts() -> None:
    texts = {article.id: article.text for article in read_corpus()}
    second = read_corpus(SECOND)
    assert sum(len(article.sentences) for article in second) >= 280
    assert [article.id for article in second if article.text != texts[article.id]] == []
    assert list(find_errors(second)) == []


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"{GOLD} is missing")
def test_corpus_does_not_resemble_the_gold() -> None:
    assert list(find_likeness(read_corpus() + read_corpus(NAMES), GOLD)) == []
