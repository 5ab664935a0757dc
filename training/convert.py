"""Treebanks and name corpora in, examples on the tokens of our tokenizer out."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example as Alignment

from training.corpora import NamedText, read_uner, read_wikigold
from training.corpus.examples import to_examples
from training.corpus.markup import NAMES
from training.corpus.markup import read_corpus as read_articles
from training.corpus.split import read_part
from training.example import Example
from training.names import name_sentences, usual_places
from training.tokens import blank_english
from training.treebanks import Name, Sentence, documents, group_paragraphs, group_windows, read_treebank, text_of


@dataclass(slots=True)
class Corpus:
    """What the pipeline learns from and is steered by; the test sets are read by evaluate.py alone.

    `own` is the train part of our own corpus, which alone has events, and our texts in which only names are annotated.
    """

    train: list[Example]
    own: list[Example]
    dev: dict[str, list[Example]]


def read_corpus(treebanks: Path, *, own: bool = True) -> Corpus:
    """Everything but the test sets; `own` says whether the corpus of diplomatic events is part of it."""
    nlp = blank_english()
    ewt_train = read_treebank(treebanks / "ewt-train.conllu.gz")
    ewt_dev = read_treebank(treebanks / "ewt-dev.conllu.gz")
    gum_train = read_treebank(treebanks / "gum-train.conllu.gz")
    gum_dev = read_treebank(treebanks / "gum-dev.conllu.gz")
    named = read_wikigold(treebanks / "wikigold.conll.gz") + read_uner(treebanks / "uner-ewt-dev.iob2.gz", ewt_dev)
    places = known_places(treebanks)
    for sentences in (gum_train, gum_dev):
        add_names(sentences, places)
    train = [align(nlp, window) for sentences in (ewt_train, gum_train) for window in group_windows(sentences)]
    train += [Example(text.words, text.spaces, names=text.tags) for text in named]
    articles = read_part("train") + read_articles(NAMES) if own else []
    dev = {
        "ewt": [align(nlp, paragraph) for paragraph in group_paragraphs(ewt_dev)],
        "gum": [align(nlp, paragraph) for paragraph in group_paragraphs(gum_dev)],
    }
    return Corpus(train, [example for article in articles for example in to_examples(nlp, article)], dev)


def known_places(treebanks: Path) -> frozenset[str]:
    """Names that WikiGold calls places: GUM calls a country that acts an organisation, we don't."""
    return usual_places(name for text in read_wikigold(treebanks / "wikigold.conll.gz") for name in _named(text))


def add_names(sentences: Iterable[Sentence], places: frozenset[str]) -> None:
    """Fill the names of GUM's sentences."""
    for document in documents(sentences):
        name_sentences(document, places)


def align(nlp: Language, paragraph: list[Sentence]) -> Example:
    """The paragraph on the tokens that the tokenizer makes of its text."""
    reference = reference_doc(nlp, paragraph)
    predicted = nlp.make_doc(text_of(paragraph))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alignment = Alignment(predicted, reference)
        heads, deps = alignment.get_aligned_parse(projectivize=False)  # type: ignore[no-untyped-call]
        names = alignment.get_aligned_ner() if paragraph[0].names is not None else []
    pos = alignment.get_aligned("POS", as_string=True)
    features = alignment.get_aligned("MORPH", as_string=True)
    starts = [None if start is None else start == 1 for start in alignment.get_aligned("SENT_START")]
    return Example(
        words=[token.text for token in predicted],
        spaces=[bool(token.whitespace_) for token in predicted],
        names=[None if tag == "-" else tag for tag in names],
        heads=heads,
        deps=deps,
        tags=alignment.get_aligned("TAG", as_string=True),
        morphs=[None if p is None else f"{p}|{f or ''}" for p, f in zip(pos, features, strict=True)],
        lemmas=alignment.get_aligned("LEMMA", as_string=True),
        starts=starts,
        breaks=_breaks(predicted, paragraph),
    )


def reference_doc(nlp: Language, paragraph: list[Sentence]) -> Doc:
    """The treebank's own words as a Doc."""
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[int] = []
    spans: list[Name] = []
    for sentence in paragraph:
        offset = len(words)
        words += sentence.words
        spaces += [*sentence.spaces[:-1], True]
        heads += [head + offset for head in sentence.heads]
        spans += [(b + offset, e + offset, kind) for b, e, kind in sentence.names or []]

    def column(name: str) -> list[str]:
        return [value for sentence in paragraph for value in getattr(sentence, name)]

    doc = Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        heads=heads,
        deps=column("deps"),
        pos=column("pos"),
        tags=column("tags"),
        morphs=column("morphs"),
        lemmas=column("lemmas"),
    )
    doc.set_ents([Span(doc, begin, end, kind) for begin, end, kind in spans])
    return doc


def _breaks(predicted: Doc, paragraph: list[Sentence]) -> list[int]:
    token_at = {token.idx: token.i for token in predicted}
    breaks, offset = [], 0
    for number, sentence in enumerate(paragraph):
        if number and sentence.opens_paragraph and offset in token_at:
            breaks.append(token_at[offset])
        offset += len(text_of([sentence])) + 1
    return breaks


def _named(text: NamedText) -> Iterator[tuple[str, str]]:
    begin = 0
    for index, tag in enumerate(text.tags):
        if tag and tag[0] in "BU":
            begin = index
        if tag and tag[0] in "LU":
            yield " ".join(text.words[begin : index + 1]), tag[2:]
