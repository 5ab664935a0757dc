"""The errors that reach a user: each message names the file, the cause and the remedy."""

from __future__ import annotations


class KgError(Exception):
    """Base of everything that kg raises on purpose; the command line prints it and exits 1."""


class ReadError(KgError):
    """An article can't be read."""


class OntologyError(KgError):
    """A file of ontologies, actors or queries can't be used."""


class WriteError(KgError):
    """A result can't be written."""
