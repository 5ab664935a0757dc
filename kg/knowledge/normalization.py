"""Names as they are compared: without case marks of their script, diacritics and apostrophes."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode doesn't decompose into a plain one and a diacritic, and the signs used as apostrophes.
_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O",
                          "đ": "d", "Đ": "D", "ð": "d", "ß": "ss", "æ": "ae", "ə": "e"})  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z0-9 ]+")
_APOSTROPHES = re.compile(r"'s?(?!\w)|(?<=\w)'(?=\w)")
_WORD = re.compile(r"\w+")
_SON = {"ibn": "bin", "Ibn": "Bin"}


def name_words(text: str) -> list[str]:
    """The words of a name without diacritics, dots, apostrophes and possessive 's; case is kept.

    >>> name_words("Côte d'Ivoire's"), name_words("the U.S."), name_words("al-Qaeda")
    (['Cote', 'dIvoire'], ['US'], ['al', 'Qaeda'])
    """
    if _PLAIN.fullmatch(text):
        words = text.split()
    else:
        if not text.isascii():
            folded = unicodedata.normalize("NFKD", text.translate(_LETTERS))
            text = "".join(char for char in folded if not unicodedata.combining(char))
        words = _WORD.findall(_APOSTROPHES.sub("", text).replace(".", ""))
    words = words[1:] if len(words) > 1 and words[0].lower() == "the" else words
    return [_SON.get(word, word) for word in words] if "ibn" in text or "Ibn" in text else words


def slug(text: str) -> str:
    """Lower-case words joined by hyphens.

    >>> slug("The Côte d'Ivoire's foreign minister")
    'cote-divoire-foreign-minister'
    """
    return "-".join(name_words(text)).lower()
