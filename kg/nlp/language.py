"""Whether a text is English: kg's pipeline and triggers are, and would read nonsense out of anything else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 5000
FEWEST_WORDS = 20
USUAL = 0.3
SURE = 0.9


def foreign_language(text: str) -> str | None:
    """The ISO 639 code of the language that a text is surely in, None for English and where it is hard to tell.

    Running English is known by its small words; only what has few of them is given to py3langid (Lui and Baldwin 2012).

    >>> foreign_language("The ministers met in the evening.") is None
    True
    """
    words = WORD.findall(text[:SAMPLE])
    if len(words) < FEWEST_WORDS or sum(word.lower() in STOP_WORDS for word in words) > USUAL * len(words):
        return None
    language, probability = _identifier().classify(text[:SAMPLE])
    return language if language != "en" and probability > SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
