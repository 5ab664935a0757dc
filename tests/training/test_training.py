"""How training reads its data: on a small hand-made treebank and hand-made examples. Nothing here trains."""

import gzip
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import spacy

from kg.nlp.lemmatizer import lemmatize
from training.augment import NamePool, name_spans, replace_names, swap_quotes, wrap_lines, write_headline
from training.convert import align
from training.corpora import biluo, read_uner, read_wikigold
from training.example import Example
from training.lemmas import learn_lemmas
from training.names import name_sentences, usual_places
from training.treebanks import Sentence, group_paragraphs, group_windows, read_treebank, text_of

TREEBANK = """\
# newdoc id = GUM_news_ours
# newpar
# sent_id = 1
1	President	president	PROPN	NNP	Number=Sing	2	nmod:desc	_	Entity=(1-person-new-nnnnn-cf1-1-sgl-Zelenskyy
2	Zelenskyy	Zelenskyy	PROPN	NNP	Number=Sing	5	nsubj	_	Entity=1)
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	Mood=Ind|Style=Coll	5	aux	_	_
4	n't	not	PART	RB	Polarity=Neg	5	advmod	_	_
5	visit	visit	VERB	VB	VerbForm=Inf	0	root	_	_
6	Belgium	Belgium	PROPN	NNP	Number=Sing	5	obj	_	Entity=(2-organization-new-nnnnn-cf1-1-sgl)
7	on	on	ADP	IN	_	8	case	_	_
8	Monday	Monday	PROPN	NNP	Number=Sing	5	obl	_	Entity=(3-time-new-nnnnn-cf1-1-sgl)|SpaceAfter=No
9	.	.	PUNCT	.	_	5	punct	_	_

# newpar
# sent_id = 2
1	The	the	DET	DT	_	3	det	_	Entity=(4-organization-new-nnnnn-cf1-1-sgl
2	Russian	Russian	ADJ	JJ	_	3	amod	_	_
3	delegation	delegation	NOUN	NN	_	4	nsubj	_	Entity=4)
4	came	come	VERB	VBD	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "ours.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode()))
    return read_treebank(path)


def test_reads_sentences_with_glued_multiword_tokens(sentences: list[Sentence]) -> None:
    first, second = sentences
    assert text_of(sentences) == "President Zelenskyy didn't visit Belgium on Monday. The Russian delegation came."
    assert first.heads == [1, 4, 4, 4, 4, 4, 7, 4, 4]
    assert (first.deps[4], first.morphs[2], second.document) == ("ROOT", "Mood=Ind", "GUM_news_ours")


def test_windows_join_short_paragraphs_of_a_document(sentences: list[Sentence]) -> None:
    assert [len(paragraph) for paragraph in group_paragraphs(sentences)] == [1, 1]
    assert [len(window) for window in group_windows(sentences)] == [2]
    assert [len(window) for window in group_windows(sentences, short=5)] == [1, 1]
    assert [len(window) for window in group_windows(sentences, longest=10)] == [1, 1]


@pytest.mark.parametrize(("places", "kind"), [(frozenset[str](), "ORG"), (frozenset(["Belgium"]), "LOC")])
def test_names_lose_titles(sentences: list[Sentence], places: frozenset[str], kind: str) -> None:
    name_sentences(sentences, places)
    assert sentences[0].names == [(1, 2, "PERSON"), (5, 6, kind), (7, 8, "DATE")]
    assert sentences[1].names == [(1, 2, "NORP")]


def test_usual_places_are_voted_for() -> None:
    assert usual_places([("Belgium", "LOC"), ("Belgium", "LOC"), ("Belgium", "ORG"), ("NATO", "ORG")]) == {"Belgium"}


def test_examples_stand_on_the_tokens_that_spacy_makes(sentences: list[Sentence]) -> None:
    name_sentences(sentences)
    example = align(spacy.blank("en"), sentences)
    assert example.words[2:5] == ["did", "n't", "visit"]
    assert example.heads[2:5] == [4, 4, 4]
    assert example.names[1] == "U-PERSON"
    assert [index for index, start in enumerate(example.starts) if start] == [0, 9]
    assert example.breaks == [9]


def test_what_another_tokenisation_hides_is_unknown() -> None:
    sentence = Sentence("1", "d", True, ["U.S", "."], [False, True], ["US", "."], ["PROPN", "PUNCT"], ["NNP", "."])
    sentence.morphs, sentence.heads, sentence.deps = ["", ""], [0, 0], ["ROOT", "punct"]
    example = align(spacy.blank("en"), [sentence])
    assert (example.words, example.tags) == (["U.S."], [None])


def test_wikigold_in_our_scheme(tmp_path: Path) -> None:
    words = ["President", "Obama", "left", "The", "Hague", "in", "2010", "(", "Dutch"]
    marks = ["I-PER", "I-PER", "O", "I-ORG", "I-ORG", "O", "O", "O", "I-MISC"]
    rows = map(" ".join, zip(words, marks, strict=True))
    path = tmp_path / "wikigold.gz"
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    (text,) = read_wikigold(path)
    assert text.tags == ["O", "U-PERSON", "O", "O", "U-ORG", "O", "U-DATE", "O", "U-NORP"]
    assert text.spaces[-2:] == [False, True]


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("on May 16 , 2025 .", ["O", "B-DATE", "I-DATE", "I-DATE", "L-DATE", "O"]),
        ("The 16 May 2025 talks", ["O", "B-DATE", "I-DATE", "L-DATE", "O"]),
        ("He left on Monday , smiling", ["O", "O", "O", "U-DATE", "O", "O"]),
        ("2025 saw 30 talks", [None, "O", None, "O"]),
        ("two days later", ["O", None, "O"]),
    ],
)
def test_plain_dates_are_marked_and_doubtful_ones_left_open(tmp_path: Path, words: str, tags: list[str | None]) -> None:
    path = tmp_path / "wikigold.gz"
    path.write_bytes(gzip.compress(" O\n".join([*words.split(), ""]).encode()))
    assert [text.tags for text in read_wikigold(path)] == [tags]


def test_universal_ner_on_the_words_of_its_treebank(tmp_path: Path) -> None:
    path = tmp_path / "uner.gz"
    table = "# sent_id = 7\n1\tNew\tB-LOC\n2\tYork\tI-LOC\n3\tcalled\tO\n\n# sent_id = 8\n1\tx\tO\n\n"
    path.write_bytes(gzip.compress(table.encode()))
    texts = read_uner(path, [Sentence("7", words=["New", "York", "called"], spaces=[True] * 3)])
    assert [text.tags for text in texts] == [["B-LOC", "L-LOC", "O"]]


def ours() -> Example:
    return Example(
        words=["In", "New", "York", ",", "Rubio", "met", "Lavrov", "."],
        spaces=[True, True, False, True, True, True, False, True],
        names=["O", "B-LOC", "L-LOC", "O", "U-PERSON", "O", "U-PERSON", "O"],
        heads=[2, 2, 5, 5, 5, 5, 5, 5],
        starts=[True] + [False] * 7,
    )


@pytest.mark.parametrize("seed", range(8))
def test_replaced_names_keep_the_syntax_or_lose_their_length(seed: int) -> None:
    example = ours()
    pool = NamePool([example, Example(["Tel", "Aviv"], [True, False], ["B-LOC", "L-LOC"])])
    same = replace_names(example, pool, Random(seed))
    assert [len(part) for part in (same.words, same.spaces, same.names)] == [8, 8, 8]
    free = replace_names(Example(example.words, example.spaces, example.names), pool, Random(seed))
    assert len(free.words) == len(free.spaces) == len(free.names)
    assert [kind for *_, kind in name_spans(free.names)] == ["LOC", "PERSON", "PERSON"]
    assert free.words[-1] == "."


def test_variants_of_layout() -> None:
    assert swap_quotes(['"', "Yes", '"', "Trump", "’s"]) == ["“", "Yes", "”", "Trump", "'s"]
    assert write_headline(ours()).words[:6] == ["In", "New", "York", ",", "Rubio", "Met"]
    long = Example(["talks"] * 100, [True] * 100)
    breaks = wrap_lines(long, Random(1)).breaks
    assert len(breaks) >= 5 and len({b - a for a, b in pairwise(breaks)}) == 1


@pytest.mark.parametrize("tags", [["U-ORG"], ["B-ORG", "L-ORG"], ["B-ORG", "I-ORG", "L-ORG"]])
def test_biluo(tags: list[str]) -> None:
    length = len(tags)
    assert biluo(length, "ORG") == tags
    assert name_spans(["O", *tags, None]) == [(1, 1 + length, "ORG")]
    assert biluo(length, None) == [None] * length


def test_lemmas_are_learned_as_endings_and_exceptions() -> None:
    words = ["talks", "Visits", "calls", "men", "cities", "allies"]
    lemmas: list[str | None] = ["talk", "visit", "call", "man", "city", "ally"]
    table = learn_lemmas([Example(words, [True] * 6, tags=["NNS"] * 6, lemmas=lemmas)])
    assert table["irregular"] == {"NNS": {"men": "man"}}
    assert [lemmatize(table, word, "NNS") for word in ("treaties", "Envoys", "Men")] == ["treaty", "envoy", "man"]
