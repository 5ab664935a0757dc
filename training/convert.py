"""Treebanks and name corpora in, examples on the tokens of our tokenizer out."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.training import Example as Alignment
from spacy.training import offsets_to_biluo_tags

from training.corpora import NamedText, read_uner, read_wikigold
from training.corpus.convert import to_doc
from training.corpus.split import read_part
from training.names import name_sentences, usual_places
from training.tokens import blank_english
from training.treebanks import Name, Sentence, documents, group_paragraphs, group_windows, read_treebank, text_of

Labels = list[str | None]


@dataclass(slots=True)
class Example:
    """A window of text. None in a list: not known for this token; an empty list: not annotated at all.

    `heads` are token indices, a root's is its own. `breaks` are the tokens that begin a paragraph.
    """

    words: list[str]
    spaces: list[bool]
    names: Labels = field(default_factory=list)
    heads: list[int | None] = field(default_factory=list)
    deps: Labels = field(default_factory=list)
    tags: Labels = field(default_factory=list)
    morphs: Labels = field(default_factory=list)
    lemmas: Labels = field(default_factory=list)
    starts: list[bool | None] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Corpus:
    """What the pipeline learns from and is steered by; the test sets are read by evaluate.py alone."""

    train: list[Example]
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
    articles = [to_doc(nlp, article) for article in read_part("train")] if own else []
    train += [window for doc in articles for window in named_windows(doc)]
    dev = {
        "ewt": [align(nlp, paragraph) for paragraph in group_paragraphs(ewt_dev)],
        "gum": [align(nlp, paragraph) for paragraph in group_paragraphs(gum_dev)],
    }
    return Corpus(train, dev)


def named_windows(doc: Doc, longest: int = 160) -> Iterator[Example]:
    """A Doc with names and sentence starts in windows of at most so many words, cut between sentences."""
    window: list[Token] = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if window and len(window) + len(words) > longest:
            yield _named_example(window)
            window = []
        window += words
    if window:
        yield _named_example(window)


def _named_example(tokens: list[Token]) -> Example:
    doc = tokens[0].doc
    tags = offsets_to_biluo_tags(doc, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
    return Example(
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) or _before_break(token) for token in tokens],
        names=[tags[token.i] for token in tokens],
        starts=[bool(token.is_sent_start) for token in tokens],
        breaks=[index for index, token in enumerate(tokens) if index and _before_break(doc[token.i - 1])],
    )


def _before_break(token: Token) -> bool:
    """Whether a token is white space or stands before it."""
    return token.is_space or (token.i + 1 < len(token.doc) and token.nbor().is_space)


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
