"""The tokenizer of the shipped pipeline: spaCy's for English, brought closer to the words of the treebanks.

They keep much that spaCy splits ("non-human", "al.", "?!", "713-555-0123") and split what it keeps ("7pm", "F-16").
words/tokens.txt holds special cases, one a line, their tokens apart; words/prefixes.txt what stays with its word.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, HYPHENS
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

WORDS = Path(__file__).with_name("words")

MARKS = "[!?]+"
RUNS = [rf"{sign}{{2,}}" for sign in (r"\*", "=", "_", "#", r"\$", "<", ">", "~", r"\+", "-")]
PREFIXES = [*RUNS, MARKS, rf"-(?=[{ALPHA}])"]
SUFFIXES = [
    *RUNS,
    MARKS,
    rf"(?<=[{ALPHA_LOWER}])\.{MARKS}",
    rf"(?<=[{ALPHA}])(?i:n['’]t|['’`](?:s|ve|re|ll))",
    rf"(?<=[{ALPHA}]{{2}})-",
    r"(?<=[0-9])(?:[ap]m|[AP]M|[ap]\.m\.)",
    r"(?<=[0-9])(?:k|b|bn|mn|mm|hrs?|mins?|yrs?|[kMG]?Hz|[kMG]W)",
]
INFIXES = [
    "-{2,}",
    r"(?<=\w)(?:[–—]+|~)(?=\w)",
    rf"-(?<=[{ALPHA}]-)(?=[0-9])",
    rf"-(?<=[{ALPHA}]\.-)(?=[{ALPHA}])",
    rf"[()](?<=[{ALPHA}0-9][()])(?=[{ALPHA}])",
]
WHOLE = [
    r"(?:\d{1,2}-)?(?:\d{3}[-/])?\d{3}-\d{4}",  # a telephone number
    r"\d{1,2}-\d{1,2}-\d{2,4}|\d{4}-\d\d-\d\d",  # a date
    r"(?:\d\d)?\d0['’]s|['’]\d\ds?",  # 1990's, '90s
    r"#[A-Za-z]\w+",
]


def blank_english() -> Language:
    """An empty English pipeline with our tokenizer.

    >>> [token.text for token in blank_english()("Non-U.S. F-16s weren't seen at 7pm: why?!")]
    ['Non-U.S.', 'F', '-', '16s', 'were', "n't", 'seen', 'at', '7', 'pm', ':', 'why', '?!']
    """
    nlp = spacy.blank("en")
    defaults = nlp.Defaults
    infixes = [infix for infix in map(str, defaults.infixes or []) if f"(?:{HYPHENS})" not in infix]
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={**(defaults.tokenizer_exceptions or {}), **_special_cases()},
        prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or [])]).search,
        suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or [])]).search,
        infix_finditer=compile_infix_regex([*infixes, *INFIXES, _hyphen()]).finditer,
        token_match=re.compile(f"(?:{'|'.join(WHOLE)})$").match,
        url_match=defaults.url_match,
    )
    return nlp


def _special_cases() -> dict[str, list[dict[str, str]]]:
    """The tokens of each special case by its text, as listed and with a capital."""
    cases = [line.split() for line in _read("tokens.txt")]
    cases += [[first.capitalize(), *rest] for first, *rest in cases]
    return {"".join(parts): [{"ORTH": part} for part in parts] for parts in cases}


def _hyphen() -> str:
    """A hyphen between words, but not behind one of our prefixes, nor in "picture-esque" and "policy-wise"."""
    prefixes = "".join(rf"(?<!\b[{prefix[0].upper()}{prefix[0]}]{prefix[1:]}-)" for prefix in _read("prefixes.txt"))
    return rf"-(?<=[{ALPHA}0-9]-){prefixes}(?=[{ALPHA}])(?!(?:esque|wise)\b)"


def _read(name: str) -> Iterator[str]:
    yield from (WORDS / name).read_text(encoding="utf-8").splitlines()
