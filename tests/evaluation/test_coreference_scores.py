"""The coreference scores, on the worked example of Pradhan et al. (2014), and what benchmarks/coref.py feeds them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.coref import GoldMention, align, read_document
from kg.evaluation.metrics import Chains, Score, b_cubed, ceaf_e, chains_of, muc
from training.treebanks import read_treebank

GOLD = [set("abc"), set("defg")]
GIVEN = [set("ab"), set("cd"), set("fghi")]

TREEBANK = """# newdoc id = one
# newpar
# sent_id = one-1
1\tDag\tDag\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref
2\tHammarskjöld\tHammarskjöld\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
4\this\this\tPRON\tPRP$\t_\t5\tnmod:poss\t_\tEntity=(2-object-new-cf2-2-coref(1-person-giv-cf1-1-ana)
5\tplane\tplane\tNOUN\tNN\t_\t3\tobj\t_\tEntity=2)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = one-2
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(2-object-giv-cf1-1-ana)
2\tcrashed\tcrash\tVERB\tVBD\t_\t0\troot\t_\t_

"""


@pytest.mark.parametrize(
    ("metric", "recall", "precision", "f1"),
    [(muc, 0.40, 0.40, 0.40), (b_cubed, 0.42, 0.50, 0.45), (ceaf_e, 0.65, 0.43, 0.52)],
)
def test_worked_example(metric: Callable[[Chains, Chains], Score], recall: float, precision: float, f1: float) -> None:
    score = metric(GOLD, GIVEN)
    measured = (score.recall, score.precision, score.f1)
    assert measured == pytest.approx((recall, precision, f1), abs=0.005)


@pytest.mark.parametrize("metric", [muc, b_cubed, ceaf_e])
def test_extremes(metric: Callable[[Chains, Chains], Score]) -> None:
    assert metric(GOLD, GOLD).f1 == 1
    assert metric(GOLD, []).f1 == metric([], []).f1 == 0


def test_scores_of_documents_add_up() -> None:
    assert muc(GOLD, GIVEN) + muc(GOLD, GOLD) == Score(7, 10, 7, 10)


def test_names_and_pronouns_of_actors(tmp_path: Path) -> None:
    path = tmp_path / "one.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode()))
    text, mentions = read_document(read_treebank(path))
    assert text == "Dag Hammarskjöld left his plane. It crashed "
    assert [(text[m.begin : m.end], m.entity) for m in mentions] == [("Dag Hammarskjöld", "1"), ("his", "1")]


def test_of_nested_mentions_the_likest_is_the_same() -> None:
    mentions = [GoldMention(0, 24, 0, "university"), GoldMention(14, 24, 14, "place"), GoldMention(30, 33, 30, "she")]
    spans = [(0, 24), (14, 24), (40, 42)]
    assert align(mentions, spans) == {(0, 24): 0, (14, 24): 1}


def test_what_is_mentioned_once_is_no_chain() -> None:
    assert chains_of([("Dag", 1), ("his", 1), ("plane", 2)]) == [{"Dag", "his"}]
