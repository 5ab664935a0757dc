"""Words as the encoder sees them: BERT word pieces, the class of their capitals, the gap before them.

The encoder is uncased and blind to layout; the two classes give it back what the page shows.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

CASE_CLASSES = 12
INNER_PIECE = 11  # the case class of every piece of a word but its first
GAP_CLASSES = 3
GLUED, BLANK, LINE_BREAK = range(GAP_CLASSES)

MAX_PIECES = 8
MAX_CHARACTERS = 100
FORGET_AFTER = 200_000
IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2CEAF), (0x2F800, 0x2FA1F))


class WordPieces:
    """Greedy longest-match splitting (Wu et al., 2016) with the vocabulary of uncased BERT; remembers what it split."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.numbers["[UNK]"]
        self.start = self.numbers["[CLS]"]
        self.end = self.numbers["[SEP]"]
        self._known: dict[str, list[int]] = {}

    def split(self, word: str) -> list[int]:
        """The numbers of the word's pieces: at least one, at most MAX_PIECES."""
        pieces = self._known.get(word)
        if pieces is None:
            if len(self._known) >= FORGET_AFTER:
                self._known.clear()
            found = [number for part in _parts(_normalise(word)) for number in self._pieces(part)]
            pieces = self._known[word] = found[:MAX_PIECES] or [self.unknown]
        return pieces

    def _pieces(self, part: str) -> list[int]:
        if len(part) > MAX_CHARACTERS:
            return [self.unknown]
        numbers: list[int] = []
        begin = 0
        while begin < len(part):
            end = len(part)
            while end > begin and self._name(part, begin, end) not in self.numbers:
                end -= 1
            if end == begin:
                return [self.unknown]
            numbers.append(self.numbers[self._name(part, begin, end)])
            begin = end
        return numbers

    @staticmethod
    def _name(part: str, begin: int, end: int) -> str:
        return ("##" if begin else "") + part[begin:end]


@lru_cache(10_000)
def case_class(word: str) -> int:
    """The capitals and digits of a word as one of CASE_CLASSES (0 is kept for the marks around a text).

    >>> [case_class(word) for word in ("talks", "A", "NATO", "Rome", "McDonald", "2025", "1,000", "iPhone", "--")]
    [1, 2, 3, 4, 5, 6, 7, 8, 10]
    """
    first = word[0]
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if first.isupper():
        return 5 if any(letter.isupper() for letter in word[1:]) else 4
    if word.isdigit():
        return 6
    if first.isdigit():
        return 7
    if any(letter.isupper() for letter in word):
        return 8
    return 9 if any(letter.isalpha() for letter in word) else 10


def _normalise(word: str) -> str:
    """Lower case without accents and control characters, as BERT's uncased normaliser does it."""
    if word.isascii() and word.isprintable():
        return word[:1000].lower()
    letters = "".join(letter for letter in word[:1000] if not _is_control(letter))
    spaced = "".join(f" {letter} " if _is_ideograph(letter) else letter for letter in letters)
    bare = (letter for letter in unicodedata.normalize("NFD", spaced) if unicodedata.category(letter) != "Mn")
    return "".join(bare).lower()


def _parts(text: str) -> Iterator[str]:
    """Runs without blanks, every punctuation mark on its own."""
    if text.isalnum():
        yield text
        return
    part = ""
    for letter in text:
        if letter.isspace() or _is_punctuation(letter):
            if part:
                yield part
            part = ""
            if not letter.isspace():
                yield letter
        else:
            part += letter
    if part:
        yield part


def _is_control(letter: str) -> bool:
    if letter in "\t\n\r":
        return False
    return letter in "\0�" or unicodedata.category(letter).startswith("C")


def _is_ideograph(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in IDEOGRAPHS)


def _is_punctuation(letter: str) -> bool:
    """Punctuation in BERT's sense: every ASCII sign that is no letter or digit, and Unicode's punctuation."""
    sign = letter.isascii() and letter.isprintable() and not letter.isalnum() and letter != " "
    return sign or unicodedata.category(letter).startswith("P")
