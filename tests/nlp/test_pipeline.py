"""The English pipeline: its parts on hand-made input, the whole on sentences whose parse is beyond dispute."""

import itertools
import pickle
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.model import Article
from kg.nlp.lemmatizer import LemmaTable, lemmatize
from kg.nlp.name_tags import NameTags
from kg.nlp.pipeline import LONGEST_RUN, SHIPPED, annotate, load_pipeline
from kg.nlp.sentences import SURE, WEIGHT, find_starts
from kg.nlp.trees import best_tree, parse_sentences
from kg.nlp.windows import COMFORTABLE, LONGEST, Word, cut_windows, may_begin, must_begin
from kg.nlp.wordpieces import BLANK, GLUED, WordPieces, case_class
from tests.helpers.paths import SHARED

TREEBANKS = SHARED / "treebanks"
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "sum", "##mit", "##s", "talks", "in", "rome", ".", "'", "s", "u"]
VOCABULARY += ["zelensky", "##y"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture
def wordpieces() -> WordPieces:
    return WordPieces(VOCABULARY)


# Word pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("talks", ["talks"]),
        ("Summits", ["sum", "##mit", "##s"]),
        ("ZELENSKYY", ["zelensky", "##y"]),
        ("Rómè", ["rome"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("\u200bin\u0000", ["in"]),
        ("in Rome", ["in", "rome"]),
        ("summitry", ["[UNK]"]),
        ("....................", ["."] * 8),
        ("\u200b", ["[UNK]"]),
        ("s" * 10_000, ["[UNK]"]),
    ],
)
def test_splits_words_into_pieces(wordpieces: WordPieces, word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in wordpieces.split(word)] == pieces


@given(st.text(min_size=1))
def test_every_word_has_a_class_and_one_to_eight_pieces(word: str) -> None:
    assert 1 <= case_class(word) <= 10
    assert 1 <= len(WordPieces(VOCABULARY).split(word)) <= 8


# Windows and sentence bounds


def words(*texts: str, glued: Sequence[int] = ()) -> list[Word]:
    return [Word(i, text, GLUED if i in glued else BLANK, [0]) for i, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("around", "index", "allowed"),
    [
        (words("He", "agreed", ".", '"', "Yes", glued=(2, 3)), 3, False),
        (words("He", "agreed", ".", '"', "Yes", glued=(2, 4)), 3, True),
        (words("He", "agreed", ".", ")", "Yes", glued=(2, 3)), 4, True),
        (words("====", "====", glued=(1,)), 1, False),
        (words("No", "No"), 1, True),
        (words('"', "Yes"), 0, True),
    ],
)
def test_closing_quotes_and_rulers_begin_no_sentence(around: list[Word], index: int, allowed: bool) -> None:
    assert may_begin(around, index) is allowed


@pytest.mark.parametrize(
    ("around", "index", "forced"),
    [
        (words("They", "agreed", ".", "Talks"), 3, True),
        (words("They", "agreed", "?!", "Talks"), 3, True),
        (words("They", "agreed", ",", "Talks"), 3, False),
        (words("They", "agreed", ".", "talks"), 3, False),
        (words("John", "F", ".", "Kennedy"), 3, False),
    ],
)
def test_a_capital_behind_a_full_stop_begins_a_sentence(around: list[Word], index: int, forced: bool) -> None:
    assert must_begin(around, index) is forced


def windows(text: str, wordpieces: WordPieces) -> list[str]:
    doc = spacy.blank("en")(text)
    return [" ".join(word.text for word in window) for window in cut_windows(doc, wordpieces)]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \n", "\n\n\n", "\u2029\u2029"])
def test_an_empty_line_ends_a_window(wordpieces: WordPieces, gap: str) -> None:
    assert windows(f"Talks in Rome{gap}They met .", wordpieces) == ["Talks in Rome", "They met ."]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "  ", "\t"])
def test_a_single_line_break_does_not(wordpieces: WordPieces, gap: str) -> None:
    assert windows(f"Talks in{gap}Rome", wordpieces) == ["Talks in Rome"]


def test_long_paragraphs_are_cut_between_sentences(wordpieces: WordPieces) -> None:
    text = "They met in Rome . " * 200
    parts = windows(text, wordpieces)
    assert " ".join(parts) == text.strip()
    assert all(part.endswith(".") and len(part.split()) <= COMFORTABLE for part in parts)


def test_a_sentence_is_cut_only_where_the_encoder_ends(wordpieces: WordPieces) -> None:
    parts = windows("talks " * 300 + "ended . " + "talks " * 1000, wordpieces)
    assert [len(part.split()) for part in parts] == [302, LONGEST, LONGEST, 1000 - 2 * LONGEST]


# Trees and names


def is_tree(heads: Sequence[int]) -> bool:
    """Whether every word leads up to the root."""
    for word in range(1, len(heads) + 1):
        for _ in heads:
            word = heads[word - 1] if word else 0
        if word:
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_the_best_tree_is_the_best_of_all_trees(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = 2 + seed % 3
    scores = random.normal(size=(count, count + 1)).astype(np.float32)
    trees = list(filter(is_tree, itertools.product(range(count + 1), repeat=count)))

    def score(heads: Sequence[int]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads)))

    best = max(trees, key=score)
    single = [heads for heads in trees if heads.count(0) == 1 and best[heads.index(0)] == 0]
    assert best_tree(scores).tolist() == list(max(single, key=score))


def test_heads_stay_in_their_sentence_and_every_sentence_has_one_root() -> None:
    random = np.random.default_rng(1)
    for _ in range(50):
        starts = random.random(12) < 0.3
        starts[0] = True
        heads = parse_sentences(random.normal(size=(12, 13)).astype(np.float32), starts)
        bounds = [*np.flatnonzero(starts), 12]
        for begin, end in itertools.pairwise(bounds):
            own = [0 if head == 0 else int(head) - begin for head in heads[begin:end]]
            assert is_tree(own) and own.count(0) == 1


def divisions(may: Sequence[bool], must: Sequence[bool]) -> list[tuple[bool, ...]]:
    choices = [(True,) if forced else (False, True)[: 1 + allowed] for allowed, forced in zip(may, must, strict=True)]
    return [(True, *later) for later in itertools.product(*choices[1:])]


@pytest.mark.parametrize("seed", range(20))
def test_sentences_begin_where_starts_and_trees_score_best(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = 7
    starts = random.uniform(-SURE, SURE, count).astype(np.float32)
    arcs = (3 * random.normal(size=(count, count + 1))).astype(np.float32)
    may, must = random.random(count) < 0.7, random.random(count) < 0.2

    def score(begins: tuple[bool, ...]) -> float:
        bounds = [*np.flatnonzero(begins), count]
        total = WEIGHT * float(starts[list(begins)].sum())
        for begin, end in itertools.pairwise(bounds):
            own = arcs[begin:end, begin + 1 : end + 1] + np.diag([-1e6] * (end - begin))
            total += max(
                arcs[root, 0] + sum(own[word - begin].max() for word in range(begin, end) if word != root)
                for root in range(begin, end)
            )
        return total

    best = max(divisions(may.tolist(), must.tolist()), key=score)
    assert find_starts(starts, arcs, may, must).tolist() == list(best)


@pytest.mark.parametrize(("score", "allowed", "begins"), [(9.0, True, True), (9.0, False, False), (-9.0, True, False)])
def test_sure_starts_need_no_tree(score: float, allowed: bool, begins: bool) -> None:
    starts, arcs = np.array([0, score], dtype=np.float32), np.zeros((2, 3), dtype=np.float32)
    may, must = np.array([True, allowed]), np.array([False, False])
    assert find_starts(starts, arcs, may, must).tolist() == [True, begins]


def test_name_tags_spell_whole_names() -> None:
    tags = NameTags(["O", "B-ORG", "I-ORG", "L-ORG", "U-ORG", "B-LOC", "I-LOC", "L-LOC", "U-LOC"])
    random = np.random.default_rng(1)
    for _ in range(50):
        found = tags.decode(random.normal(size=(6, 9)).astype(np.float32))
        assert tags.may_begin[found[0]] and tags.may_end[found[-1]]
        assert tags.may_follow[found[:-1], found[1:]].all()


def test_names_take_the_best_sequence() -> None:
    tags = NameTags(["O", "B-ORG", "L-ORG", "U-ORG"])
    scores = np.array([[0, 3, 0, 2], [0, 0, 1, 0], [5, 0, 0, 0]], dtype=np.float32)
    assert tags.decode(scores).tolist() == [1, 2, 0]
    broken = np.array([[0, 3, 0, 2], [2, 0, 0.5, 0], [5, 0, 0, 0]], dtype=np.float32)
    assert tags.decode(broken).tolist() == [3, 0, 0]


# Lemmas


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("Summits", "NNS", "summit"),
        ("envoys", "NNS", "envoy"),
        ("countries", "NNS", "country"),
        ("MEN", "NNS", "man"),
        ("Trump", "NNP", "Trump"),
        ("n’t", "RB", "not"),
        ("Said", "XX", "said"),
    ],
)
def test_lemmas_from_endings_and_exceptions(word: str, tag: str, lemma: str) -> None:
    table: LemmaTable = {
        "irregular": {"NNS": {"men": "man"}, "RB": {"n't": "not"}},
        "endings": {"NNS": {"s": (1, ""), "ies": (3, "y")}},
    }
    assert lemmatize(table, word, tag) == lemma


# The whole pipeline


@pytest.mark.parametrize(
    ("text", "arcs"),
    [
        ("Vance met Zelenskyy in Rome.", ["Vance nsubj met", "Zelenskyy obj met", "Rome obl met"]),
        ("Putin was called by Trump on Monday.", ["Putin nsubj:pass called", "Trump obl:agent called"]),
        ("The minister, who visited Kyiv, didn't sign it.", ["visited acl:relcl minister", "n't advmod sign"]),
        ("Rubio said that the talks had ended.", ["ended ccomp said", "talks nsubj ended", "had aux ended"]),
        ("They agreed to hold talks and exchange prisoners.", ["hold xcomp agreed", "exchange conj hold"]),
        ("Turkey's president will host the delegations.", ["Turkey nmod:poss president", "delegations obj host"]),
        ("The talks broke down.", ["down compound:prt broke", "talks nsubj broke"]),
    ],
)
def test_parses(nlp: Language, text: str, arcs: list[str]) -> None:
    assert set(arcs) <= {f"{token} {token.dep_} {token.head}" for token in nlp(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Vladimir Putin spoke to Trump.", [("Vladimir Putin", "PERSON"), ("Trump", "PERSON")]),
        ("They met in Istanbul on May 16, 2025.", [("Istanbul", "LOC"), ("May 16, 2025", "DATE")]),
        ("Russian officials arrived from Moscow.", [("Russian", "NORP"), ("Moscow", "LOC")]),
    ],
)
def test_names(nlp: Language, text: str, names: list[tuple[str, str]]) -> None:
    assert [(name.text, name.label_) for name in nlp(text).ents] == names


def test_tags_features_and_lemmas(nlp: Language) -> None:
    met = nlp("The presidents met.")[2]
    assert (met.tag_, met.pos_, met.lemma_, met.morph.get("Tense")) == ("VBD", "VERB", "meet", ["Past"])


def test_sentences(nlp: Language) -> None:
    doc = nlp("Mr. Rubio left the U.S. on Sunday. 'We agreed,' he said. Did they? Yes!")
    expected = ["Mr. Rubio left the U.S. on Sunday.", "'We agreed,' he said.", "Did they?", "Yes!"]
    assert [sentence.text for sentence in doc.sents] == expected


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_headline_is_a_sentence_of_its_own(nlp: Language, gap: str) -> None:
    body = "Ukraine and Russia held direct talks in Istanbul on 16 May 2025, the first in three years."
    title = "Russia and Ukraine Hold Direct Talks in Istanbul"
    assert [sentence.text.strip() for sentence in nlp(title + gap + body).sents] == [title, body]


EDGES = [
    "",
    " ",
    "\n\n\n",
    "  \n Kyiv",
    "😀 👍🏽",
    "x" * 10_000,
    "a\r\nb\r\n\r\nc",
    "New\nYork\n\nTimes  ",
    "Kyiv\u200b, \ufeffRome\x00.",
    "…" * 50,
    "日本 — Ελλάδα, Київ.",
    "talks and " * 250 + "more.",
    "NATO " * 1_000,
]


@pytest.mark.parametrize("text", EDGES)
def test_any_text_is_annotated_and_kept(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)
    for sentence in doc.sents:
        assert sum(token.dep_ == "ROOT" for token in sentence if not token.is_space) == (not sentence.text.isspace())
    assert all(name.text.strip() == name.text for name in doc.ents)


TEXTS = [
    "Vance met Zelenskyy in Rome on 18 May 2025.",
    "Neither attended.",
    "Mr. Trump's call with Putin lasted two hours.\n\nHe didn't say what came next.",
    *EDGES[:6],
]


def content(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


@pytest.mark.parametrize("batch_size", [1, 3, 100])
def test_the_same_in_any_batch(nlp: Language, batch_size: int) -> None:
    alone = [content(nlp(text)) for text in TEXTS]
    assert [content(doc) for doc in nlp.pipe(TEXTS, batch_size=batch_size)] == alone
    assert [content(doc) for doc in nlp.pipe(TEXTS[::-1], batch_size=batch_size)] == alone[::-1]


def test_the_same_in_two_processes(nlp: Language) -> None:
    articles = [Article(id=str(number), text=text) for number, text in enumerate(TEXTS)]
    one = [(article.id, content(doc)) for article, doc in annotate(articles, nlp)]
    two = [(article.id, content(doc)) for article, doc in annotate(articles, nlp, batch_size=2, n_process=2)]
    assert one == two
    short = [number for number, text in enumerate(TEXTS) if not max(map(len, text.split()), default=0) > LONGEST_RUN]
    assert [one[number] for number in short] == [(str(number), content(nlp(TEXTS[number]))) for number in short]


def test_articles_are_read_lazily(nlp: Language) -> None:
    endless = (Article(id=str(number), text="They met.") for number in itertools.count())
    assert [article.id for article, _ in itertools.islice(annotate(endless, nlp, batch_size=2), 3)] == ["0", "1", "2"]


def test_shards_in_memory_zones_leave_nothing_behind(nlp: Language) -> None:
    text = "The Zubrowkan envoy said Zubrowka agreed."
    found = []
    for _ in range(2):
        with nlp.memory_zone():
            found.append(content(nlp(text)))
        assert "Zubrowkan" not in nlp.vocab.strings
    assert found[0] == found[1]


def test_round_trips(nlp: Language, tmp_path: Path) -> None:
    expected = content(nlp(TEXTS[2]))
    nlp.to_disk(tmp_path / "copy")
    assert content(spacy.load(tmp_path / "copy")(TEXTS[2])) == expected
    again = spacy.blank("en")
    for name in nlp.pipe_names:
        again.add_pipe(name).from_bytes(nlp.get_pipe(name).to_bytes())  # type: ignore[attr-defined]
    assert content(again(TEXTS[2])) == expected
    component = pickle.loads(pickle.dumps(nlp.get_pipe("kg_annotator")))
    assert [t.dep_ for t in component(nlp.make_doc(TEXTS[2]))] == [t.dep_ for t in nlp(TEXTS[2])]
    assert content(Doc(nlp.vocab).from_bytes(nlp(TEXTS[2]).to_bytes())) == expected


def test_the_shipped_pipeline_is_an_ordinary_spacy_model() -> None:
    assert content(spacy.load(SHIPPED)(TEXTS[0])) == content(load_pipeline(str(SHIPPED))(TEXTS[0]))


def test_a_pipeline_that_is_not_there() -> None:
    with pytest.raises(KgError, match=r"no_such_pipeline: the pipeline can't be loaded .*install it"):
        load_pipeline("no_such_pipeline")


def test_a_long_text_is_allowed(nlp: Language) -> None:
    assert nlp.max_length > 10_000_000


@pytest.mark.skipif(not TREEBANKS.is_dir(), reason="the treebanks are not there")
def test_accuracy_on_a_part_of_the_development_sets(nlp: Language) -> None:
    from training.evaluate import score_syntax
    from training.treebanks import read_treebank

    for name, bar in (("ewt", 84), ("gum", 86)):
        figures = score_syntax(nlp, read_treebank(TREEBANKS / f"{name}-dev.conllu.gz")[:200])
        assert figures["LAS"] > bar
        assert figures["lemma"] > 94


@pytest.mark.parametrize("piece", ['"', "😀", "(", "a", "a/", "met-", "x ", "U.S.", "\n", "1,", "“a” "])
def test_a_long_run_keeps_its_text_and_takes_no_longer_a_character(nlp: Language, piece: str) -> None:
    text = f"Macron met Scholz {piece * (2_000 // len(piece))} in Paris."
    ((_, doc),) = annotate([Article("run", text)], nlp)
    assert doc.text == text
    assert [token.idx for token in doc[:3]] == [0, 7, 11]


def test_the_best_tree_of_a_long_sentence_is_found_at_once() -> None:
    count = 480
    scores = np.zeros((count, count + 1), dtype=np.float32)
    scores[:, 0] = 5  # every word would rather be the root
    begin = time.perf_counter()
    assert is_tree(tree := tuple(best_tree(scores).tolist())) and tree.count(0) == 1
    assert time.perf_counter() - begin < 2


def test_doubtful_starts_by_the_hundred_are_divided_at_once() -> None:
    count = 480
    arcs = np.zeros((count, count + 1), dtype=np.float32)
    may, must = np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    begin = time.perf_counter()
    assert find_starts(np.zeros(count, dtype=np.float32), arcs, may, must)[0]
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    "text",
    [
        "Estonia thanked the U.S./Latvia criticized Belarus.",
        "The envoy left for the U.K./Portugal recalled its ambassador.",
        "The minister met him in Dover, Del./Foreign Minister Baerbock arrived in Santa Monica, CA.",
        "The ship sailed to Oakland, Calif./Prime Minister Costa stayed in Lisbon.",
        "The talks ended at 5 p.m./Minister Lavrov left.",
        "The Senate sanctioned Rosneft Inc./Moscow protested.",
        "They met in Washington, D.C./Secretary Kerry condemned the attack.",
        "The U.S. Senate will vote on it.",
        "President Niinisto told the U.N. General Assembly the world has changed.",
        "He said the U.S. Congress had passed the bill.",
        "Officials say U.S. President Joe Biden called Israel.",
        "The visit came after U.S. Secretary of State Rice visited Oslo.",
        "They thanked Gov. Brown and said Gen. Mills was right.",
        "The minister met Sen. Green in Richmond, Va./Prime Minister Solberg stayed.",
        "- Latvia met Estonia\n/- Finland thanked Sweden\n/- Norway criticized Russia",
        "* Latvia met Estonia\n/* Finland thanked Sweden",
        "• Latvia met Estonia /• Finland thanked Sweden",
        "Riga |/ Latvia met Estonia |/ Oslo\n",
        "7 Nov 2019./President Niinisto met Chancellor Merkel./8 Nov 2019./Iran and Oman held talks in Muscat.",
        "March 3, 2015./Kerry met Lavrov./March 4./Lavrov called him.",
        "SECRETARY KERRY:/I met him./MR. PRICE (through an interpreter): He left.",
        "THE PRESIDENT:/Prime Minister Costa, I thank you.",
        "The talks were short: NATO left.",
        "The treaty of 7 November was signed.",
        "He arrived on Jan. 5./Turkey welcomed him.",
    ],
)
def test_where_sentences_of_real_files_begin(nlp: Language, text: str) -> None:
    parts = text.split("/")
    glue = "" if "\n" in text else " "
    assert [sentence.text.strip() for sentence in nlp(glue.join(parts)).sents] == [part.strip() for part in parts]
