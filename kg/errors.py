"""The errors that reach a user: each message names the file, the cause and the remedy."""

from __future__ import annotations

import re

# Controls, those that turn the direction of writing too, and halves of characters.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class KgError(Exception):
    """Base of everything that kg raises on purpose; the command line prints it and exits 1."""


class ReadError(KgError):
    """An article can't be read."""


class OntologyError(KgError):
    """A file of ontologies, actors or queries can't be used."""


class WriteError(KgError):
    """A result can't be written."""


def printable(text: str) -> str:
    r"""A text of somebody else in one line, without the characters that a terminal would act on.

    >>> printable("too\x1b[2J\nlate")
    'too [2J late'
    """
    return " ".join(UNPRINTABLE.sub(" ", text).split())
