"""A Doc in, the stretches of it that the encoder reads one at a time out; and where in them a sentence may begin."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from kg.nlp.wordpieces import BLANK, GLUED, LINE_BREAK, WordPieces
from kg.temporal.lexicon import SHORT_MONTH, SHORT_WEEKDAY, compiled

COMFORTABLE = 174  # pieces: as long as the windows in training; a longer one is cut between sentences
LONGEST = 480  # pieces: what the encoder's positions hold
MOST_QUOTES = 8  # quotes and brackets side by side
FULL_STOPS = ".!?…"  # and any run of them
CLOSING = frozenset(['"', "'", "”", "’", "»", ")", "]", "''"])
DOTS, DASHES, CELL = frozenset("•▪◦●○‣▸►"), frozenset("-–—*+"), "|"  # of lists and tables
LONGEST_SPEAKER = 10  # words
LONGEST_DATE = 6  # words, the full stop or colon behind it included
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}")
_DAY_OF_MONTH = rf"(?:\d{{1,2}} {SHORT_MONTH}(?: ,)?|{SHORT_MONTH} \d{{1,2}}(?: ,)?)"
_LONE_DATE = compiled(rf"(?:{SHORT_WEEKDAY}(?: ,)? )?{_DAY_OF_MONTH}(?: \d{{4}})? [.:]")
QUOTES = CLOSING | {"“", "‘", "``", "(", "["}


class Word(NamedTuple):
    """A token that is no white space: its number in the Doc, its text, the gap before it and its word pieces."""

    token: int
    text: str
    gap: int
    pieces: list[int]


def cut_windows(doc: Doc, wordpieces: WordPieces) -> Iterator[list[Word]]:
    """Windows over all tokens but white space: paragraphs, and the parts of paragraphs that are too long."""
    for paragraph in _paragraphs(doc, wordpieces):
        yield from _cut(paragraph)


def may_begin(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence may begin here: not with a closing quote or a full stop, nor inside a ruler, glued to
    what is before it."""
    word = words[index]
    if index == 0 or word.gap != GLUED:
        return True
    return word.text not in CLOSING and not _is_full_stop(word) and word.text != words[index - 1].text


def must_begin(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence must begin here: with a capital right behind a full stop that ends a word in lower case; with
    an item of a list, in a cell of a table; with or behind a date that stands alone ("29 Nov. 2021.")."""
    if index == 0:
        return False
    word, before = words[index], words[index - 1]
    if word.text in DOTS or (word.gap == LINE_BREAK and word.text in DASHES):
        return True
    if (before.text == CELL and word.gap != GLUED) or (before.text == ":" and _follows_speaker(words, index)):
        return True
    if not _is_full_stop(before):
        return word.gap == LINE_BREAK and _date_ends(words, index) is not None
    if index > 1 and words[index - 2].text.islower() and len(words[index - 2].text) > 1:
        return (word.text[0].isupper() and word.text.isalpha()) or _date_ends(words, index) is not None
    return _date_ends(words, index) is not None or _follows_date(words, index)


def _follows_speaker(words: Sequence[Word], index: int) -> bool:
    """Whether only a name in capitals stands before the colon before this word, on a line: "SECRETARY KERRY: ..."."""
    begin = index - 1
    while begin and index - begin <= LONGEST_SPEAKER and words[begin].gap != LINE_BREAK and _shouts(words[begin - 1]):
        begin -= 1
    opens = begin == 0 or words[begin].gap == LINE_BREAK
    return opens and any(len(word.text) > 1 and word.text.isupper() for word in words[begin : index - 1])


def _shouts(word: Word) -> bool:
    return word.text.isupper() or not any(map(str.isalnum, word.text))


def _date_ends(words: Sequence[Word], index: int) -> int | None:
    """Behind which word a date that stands alone ends, where one begins here."""
    if not (words[index].text[0].isdigit() or words[index].text[0].isupper()):
        return None
    found = _LONE_DATE.match(" ".join(word.text for word in words[index : index + LONGEST_DATE]))
    return index + found[0].count(" ") + 1 if found else None


def _follows_date(words: Sequence[Word], index: int) -> bool:
    """Whether a date that begins a sentence stands alone before this word."""
    return any(
        _date_ends(words, begin) == index and (begin == 0 or words[begin].gap == LINE_BREAK or must_begin(words, begin))
        for begin in range(max(0, index - LONGEST_DATE), index - 1)
    )


def follows_abbreviation(words: Sequence[Word], index: int) -> bool:
    """Whether a word with a capital stands behind an abbreviation that is no initial: "the U.S. Japan"."""
    before = words[index - 1].text if index else ""
    if index > 1 and _ACRONYM.fullmatch(before) and words[index - 2].text not in {"the", "The", ","}:
        return False  # "after U.S. Secretary of State Rice visited"
    return len(before) > 2 and before[-1] == "." and before[0].isalpha() and words[index].text[0].isupper()


def _follows_full_stop(words: Sequence[Word], index: int) -> bool:
    """Whether the last thing before the word, quotes and brackets left aside, ends a sentence."""
    if not may_begin(words, index):
        return False
    before = index - 1
    while before > max(0, index - MOST_QUOTES) and words[before].text in QUOTES:
        before -= 1
    return _is_full_stop(words[before])


def _is_full_stop(word: Word) -> bool:
    return not word.text.strip(FULL_STOPS)


def _paragraphs(doc: Doc, wordpieces: WordPieces) -> Iterator[list[Word]]:
    """The words between empty lines."""
    words: list[Word] = []
    gap = BLANK
    strings = doc.vocab.strings
    for token, (orth, is_space, is_spaced) in enumerate(doc.to_array(["ORTH", "IS_SPACE", "SPACY"]).tolist()):
        text = strings[orth]
        if is_space:
            breaks = len((text + ".").splitlines()) - 1
            if breaks > 1 and words:
                yield words
                words = []
            gap = LINE_BREAK if breaks else max(gap, BLANK)
        else:
            words.append(Word(token, text, gap if words else BLANK, wordpieces.split(text)))
            gap = BLANK if is_spaced else GLUED
    if words:
        yield words


def _cut(words: list[Word]) -> Iterator[list[Word]]:
    if sum(len(word.pieces) for word in words) <= COMFORTABLE:
        yield words
        return
    begin = size = boundary = 0
    for index, word in enumerate(words):
        if index > begin and _follows_full_stop(words, index):
            boundary = index
        size += len(word.pieces)
        if size > LONGEST or (size > COMFORTABLE and boundary > begin):
            end = boundary if boundary > begin else index
            yield words[begin:end]
            begin = end
            size = sum(len(word.pieces) for word in words[begin : index + 1])
    yield words[begin:]
