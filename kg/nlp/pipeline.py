"""Articles in, spaCy Docs out. The only room that loads a pipeline; the shipped one lies in en_kg/."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.model import Article
from kg.nlp import annotator, lemmatizer  # noqa: F401  (spaCy must know their factories)

SHIPPED = Path(__file__).parent / "en_kg"
LONGEST_TEXT = 100_000_000  # characters; spaCy's own limit guards models whose memory grows with the text
LONGEST_RUN = 300  # characters without a blank that are cut into words at once: no address is longer
_LONG_RUN = re.compile(rf"(?<!\S)\S{{{LONGEST_RUN},}}")
_GLUED_QUOTE = re.compile(r"[a-z][:,](?=[\"“][A-Z])")


def load_pipeline(name: str | None = None) -> Language:
    """The shipped English pipeline, or the one with this name or path.

    Raises KgError where spaCy can't load it.
    """
    try:
        nlp = spacy.load(name or SHIPPED)
    except (OSError, ValueError, ImportError) as error:
        cause = str(error).splitlines()[0]
        remedy = "install it, or leave the name out to use the shipped one" if name else "install kg again"
        raise KgError(f"{name or SHIPPED}: the pipeline can't be loaded ({cause}): {remedy}") from error
    nlp.max_length = LONGEST_TEXT
    return nlp


def annotate(
    articles: Iterable[Article], nlp: Language, *, batch_size: int = 16, n_process: int = 1
) -> Iterator[tuple[Article, Doc]]:
    """Each article with its Doc, in order, read lazily: one batch (per process) is held at a time.

    What an article gets depends on its text alone, not on the batch or on the number of processes. The Docs share the
    pipeline's vocabulary, which grows by the words never seen before (some 100 bytes each) as long as the pipeline
    lives: a job over millions of articles opens `nlp.memory_zone()` around each shard and lets go of its Docs there.
    Doing so here would leave the caller with Docs whose words are gone.
    """
    texts = ((_cut_runs(article.text, nlp), article) for article in articles)
    for doc, article in nlp.pipe(texts, as_tuples=True, batch_size=batch_size, n_process=n_process):
        yield article, doc


def _cut_runs(text: str, nlp: Language) -> str | Doc:
    """The text itself, or its words where it holds a run without blanks so long that spaCy takes too long over it (its
    tokenizer searches what is left of a run anew for each mark at its ends), or where a quotation mark sticks to the
    colon before it (said:"We")."""
    ends = [end for run in _LONG_RUN.finditer(text) for end in range(run.start(), run.end(), LONGEST_RUN)]
    ends += [found.end() for found in _GLUED_QUOTE.finditer(text)]
    if not ends:
        return text
    bounds = sorted({0, *ends, len(text)})
    words = [token for begin, end in pairwise(bounds) for token in nlp.tokenizer(text[begin:end])]
    return Doc(nlp.vocab, [token.text for token in words], [bool(token.whitespace_) for token in words])
