"""Bytes of a file to the text that its author meant, repaired once; and a text to a path: a whole file or none."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import ftfy
from charset_normalizer import from_bytes

from kg.errors import WriteError

# Text that was decoded wrongly on its way to us is mended ("Zelenskyyâ€™s"); nothing that is sound may change, since
# annotations of others count its characters.
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOSTLY_ASCII = 0.8
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")


def check_folder(folder: Path) -> None:
    """A WriteError, before any work is done, where files in this folder could not be written."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if os.path.exists(path))
    if not there.is_dir():
        raise WriteError(f"{folder}: cannot be written, for {there} is a file; choose another folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise WriteError(f"{folder}: cannot be written (permission denied); choose another folder")


def read_file(path: Path) -> bytes:
    """The bytes of a regular file; an OSError for devices and pipes, which may never end or never begin."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    return path.read_bytes()


def write_text(path: Path, text: str) -> None:
    """Write UTF-8: a failure, a WriteError, leaves the file as it was."""
    write_all([(path, text)])


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes: a failure, a WriteError, leaves the file as it was."""
    write_all([(path, data)])


def write_all(files: Iterable[tuple[Path, str | bytes]]) -> None:
    """Write all files beside their places, each as it comes, then rename them: a failure, a WriteError, leaves all as
    they were."""
    beside: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in files:
            target = _target(path)
            beside[target] = target.with_name(f".{target.name}.{os.getpid()}")
            target.parent.mkdir(parents=True, exist_ok=True)
            beside[target].write_bytes(content.encode() if isinstance(content, str) else content)
        for target, written in beside.items():
            written.replace(target)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror}); choose another place or make room") from error
    finally:
        for written in beside.values():
            with suppress(OSError):
                written.unlink()


def _target(path: Path) -> Path:
    """The file that a path means, links followed."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise WriteError(f"{path}: cannot be written, for it is no file; choose another name")
    try:
        return path.resolve()
    except RuntimeError as error:
        raise WriteError(f"{path}: cannot be written, for its links lead in a circle; choose another name") from error


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, Windows-1252 or whatever it is found to be in; ValueError for no text."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
        if "\0" not in text:
            return text
    except UnicodeDecodeError as error:
        if encoding == "utf-16" and error.start > len(data) - 4:  # half a character, where a file was cut off
            return decode_text(data[: error.start])
    return _decode_unmarked(data)


def repair_text(text: str) -> str:
    """The same text without mojibake and lone surrogates.

    >>> repair_text("Zelenskyyâ€™s “offer”")
    'Zelenskyy’s “offer”'
    """
    if text.isascii():
        return text
    return "".join(line if line.isascii() else ftfy.fix_text(line, _REPAIR) for line in _LINE.findall(text))


def _decode_unmarked(data: bytes) -> str:
    # Statistics take English with a few accents for Polish or Turkish; Windows-1252 is nearly always right.
    mostly_ascii = sum(byte < 0x80 for byte in data) > _MOSTLY_ASCII * len(data)
    text = data.decode("cp1252", errors="replace") if mostly_ascii else ""
    if not text or _CONTROL.search(text) or "\ufffd" in text:
        text = str(from_bytes(data).best() or "")
    # UTF-16 without a mark is believed for Latin letters only: any binary file can be read as Chinese.
    is_wide_latin = b"\0" not in data or sum(char < "\u0250" for char in text) > len(text) / 2
    if not text or _CONTROL.search(text) or not is_wide_latin:
        raise ValueError("it is not text")
    return text
