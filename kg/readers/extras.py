"""What is said where a library that a format needs is not installed."""

from __future__ import annotations

from kg.errors import ReadError


def missing(name: str, kind: str, library: str) -> ReadError:
    """The error for a file of a kind that needs a library."""
    return ReadError(f"{name}: reading {kind} needs {library}; pip install {library}, or save it as text")
