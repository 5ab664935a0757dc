"""A text, or bytes, and a path enter; a whole file or none leaves."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kg.errors import WriteError


def check_folder(folder: Path) -> None:
    """A WriteError, before any work is done, where files in this folder could not be written."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if os.path.exists(path))
    if not there.is_dir():
        raise WriteError(f"{folder}: cannot be written, for {there} is a file; choose another folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise WriteError(f"{folder}: cannot be written (permission denied); choose another folder")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8: a failure, a WriteError, leaves the file as it was."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write beside the file, then rename: a failure, a WriteError, leaves the file as it was."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise WriteError(f"{path}: cannot be written, for it is no file; choose another name")
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror}); choose another place or make room") from error
    finally:
        with suppress(OSError):
            beside.unlink()
