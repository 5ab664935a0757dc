"""An open file, or a file within another: its bytes enter once, from the first to the last; readers ask for them.

Nothing is held that isn't asked for, and nothing that is larger than `LARGEST`: however large a file is, or says it is
once it is unpacked, the memory that reading takes has this limit.
"""

from __future__ import annotations

import codecs
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import ReadError
from kg.files import decode_text, repair_text

LARGEST = 50_000_000  # bytes of a file that is read at once, or of a line
LARGEST_COPY = 4_000_000_000  # bytes of a file that is read here and there, and has to lie on a disk for that
HEAD = 65_536  # bytes, or blank lines, by which the kind of a file is known

# What is told of an article, by the names of `fields.FIELDS`; a key that ends in "?" holds a guess.
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """What a user says of the articles: which column holds which field, and what holds where an article tells none."""

    columns: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    publisher: str | None = None


class Input:
    """The bytes of a file, what it is called, and what is known of its articles before they are read.

    Of the files that it holds those are read that end in one of the `known` suffixes; `layers` tells how many archives
    it lies in.
    """

    def __init__(
        self,
        name: str,
        path: str,
        stream: BinaryIO,
        *,
        link: str | None = None,
        fields: Fields | None = None,
        given: Given | None = None,
        known: frozenset[str] = frozenset(),
        layers: int = 0,
    ) -> None:
        self.name, self.path, self.link, self.layers = name, path, link, layers
        self.fields, self.given, self.known = fields or {}, given or Given(), known
        self._stream, self._seen = stream, b""

    @property
    def stem(self) -> str:
        """What its articles are called by, where they have no id."""
        return repair_text(PurePath(self.path).stem) or "article"

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, such as ".txt"."""
        return PurePath(self.path).suffix.lower()

    def within(
        self, name: str, stream: BinaryIO, *, path: str | None = None, fields: Fields | None = None, layers: int = 0
    ) -> Input:
        """A file that this one holds as `name`, `layers` deeper; its kind and its stem are told by `path`, if not by
        its name."""
        inner = self.unpacked(path or name, stream, layers)
        inner.name = f"{self.name}/{name}"
        inner.link = f"{self.link}/{repair_text(name)}" if self.link else None
        inner.fields = {**self.fields, **(fields or {})}
        return inner

    def unpacked(self, path: str, stream: BinaryIO, layers: int = 1) -> Input:
        """The same file with other bytes."""
        return Input(
            self.name,
            path,
            stream,
            link=self.link,
            fields=self.fields,
            given=self.given,
            known=self.known,
            layers=self.layers + layers,
        )

    def begin(self) -> bytes:
        """What it begins with, to the first line that is not blank at least: no more is waited for.

        Of a text in UTF-16, and after a mark at the begin, what is read is UTF-8.
        """
        if not self._seen:
            self._seen = b"".join(self._first_lines())
            if self._seen.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                self._stream = io.BytesIO(self._as_utf8(self._seen + self._stream.read(LARGEST + 1)))
                self._seen = self._stream.read(HEAD)
            self._seen = self._seen.removeprefix(codecs.BOM_UTF8)
        return self._seen

    def _first_lines(self) -> Iterator[bytes]:
        left = LARGEST
        for _ in range(HEAD):
            line = self._stream.readline(HEAD)
            yield line
            left -= len(line)
            if not line or line.strip() or left < 0:
                return

    def _as_utf8(self, data: bytes) -> bytes:
        if len(data) > LARGEST:
            raise self.too_large()
        try:
            return decode_text(data).encode()
        except ValueError as error:
            raise ReadError(f"{self.name}: {error}; give plain text, JSON lines or an HTML page") from None

    def head(self) -> bytes:
        """What it begins with, as much as shows its kind."""
        while len(self._seen) < HEAD and (more := self._stream.read(HEAD - len(self._seen))):
            self._seen += more
        return self._seen

    def read(self) -> bytes:
        """All of it; a ReadError where that is nothing, or too much."""
        self._seen = self.begin() + self._stream.read(max(0, LARGEST + 1 - len(self._seen)))
        if len(self._seen) > LARGEST:
            raise self.too_large()
        if not self._seen or self._seen.isspace():
            raise ReadError(f"{self.name}: the file is empty; give it a text")
        return self._seen

    def skip_blanks(self) -> None:
        """Go on to where something stands; a ReadError where that is nowhere."""
        data = self.read().lstrip()
        self._seen, self._stream = b"", io.BytesIO(data)

    def too_large(self) -> ReadError:
        """What is said of a file that can't be read at once."""
        return ReadError(f"{self.name}: is larger than {LARGEST:,} bytes; split it, or give JSON lines")

    def lines(self) -> Iterator[bytes]:
        """Its lines; of one that is too long, only so much as shows that it is."""
        *whole, last = self.begin().split(b"\n")
        yield from (line + b"\n" for line in whole)
        line = last + self._stream.readline(LARGEST)
        while line:
            yield line
            while len(line) >= LARGEST and not line.endswith(b"\n"):
                line = self._stream.readline(LARGEST)
            line = self._stream.readline(LARGEST)

    def flow(self) -> BinaryIO:
        """All of it as one stream, from the first byte to the last."""
        return io.BufferedReader(Joined(self.begin(), self._stream), HEAD)

    def on_disk(self) -> BinaryIO:
        """All of it, to be read here and there: the file itself, or a copy that is gone when it is closed."""
        if isinstance(self._stream, io.BufferedReader) and self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        copy = tempfile.SpooledTemporaryFile(LARGEST)  # noqa: SIM115
        flow, left = self.flow(), LARGEST_COPY
        while part := flow.read(1_000_000):
            copy.write(part)
            left -= len(part)
            if left < 0:
                raise ReadError(f"{self.name}: is larger than {LARGEST_COPY:,} bytes; unpack it, and give it as a file")
        copy.seek(0)
        return copy  # type: ignore[return-value]


class Joined(io.RawIOBase):
    """Streams, or bytes, one after the other."""

    def __init__(self, *parts: BinaryIO | bytes) -> None:
        self._parts = [io.BytesIO(part) if isinstance(part, bytes) else part for part in parts]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while self._parts:
            if part := self._parts[0].read(len(buffer)):
                buffer[: len(part)] = part
                return len(part)
            self._parts.pop(0)
        return 0
