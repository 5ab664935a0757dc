"""Packed streams to the bytes that they hold, with a limit for those that are made to grow without end."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable
from typing import IO, Any, BinaryIO

import zstandard

from kg.errors import ReadError
from kg.readers.streams import HEAD, Joined

FREE = 100_000_000  # bytes up to which nobody asks
MOST_TIMES = 250  # as large as it was packed: texts shrink to a tenth, and a table that repeats itself to a fiftieth
BROKEN = (
    EOFError,
    tarfile.TarError,
    zlib.error,
    gzip.BadGzipFile,
    lzma.LZMAError,
    zstandard.ZstdError,
    OSError,
    ValueError,
)


class _Zstd:
    """What a stream holds that zstd packed; an EOFError where it is cut off, which the library does not tell.

    A frame of our own is put behind it: only where all others are whole, its words come out at the end.
    """

    def __init__(self, packed: BinaryIO) -> None:
        unpacker, flow = zstandard.ZstdDecompressor(max_window_size=2**27), io.BufferedReader(Joined(packed, _END))
        self._stream, self._held = unpacker.stream_reader(flow, read_across_frames=True), b""

    def read(self, size: int) -> bytes:
        while len(self._held) <= len(_MARK) and (part := self._stream.read(size)):
            self._held += part
        if len(self._held) > len(_MARK):
            given, self._held = self._held[: -len(_MARK)][:size], self._held[min(size, len(self._held) - len(_MARK)) :]
            return given
        if self._held != _MARK:
            raise EOFError("it ended before its end")
        return b""


_MARK = b"\0kg: all is whole\0"
_END = zstandard.compress(_MARK)
OPENERS: dict[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": lambda packed: gzip.GzipFile(fileobj=packed),
    b"\x28\xb5\x2f\xfd": _Zstd,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}


class Metered(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        self.count += len(part)
        return len(part)


class Unpacked(Metered):
    """What a packed stream holds; a ReadError, with the name of the file, where it is broken or a bomb.

    `packed` gives how many bytes were needed for what came out until now.
    """

    def __init__(self, stream: IO[bytes], name: str, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._name, self._packed = name, packed

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            size = super().readinto(buffer)
        except BROKEN as error:
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ReadError(
                f"{self._name}: what is packed in it is broken or cut off ({reason}); get it again, or unpack it"
            ) from None
        if self.count > max(FREE, MOST_TIMES * self._packed()):
            raise ReadError(
                f"{self._name}: grows to over {MOST_TIMES} times its size when it is unpacked, as no text does; "
                "unpack it if you trust it"
            )
        return size


def unpack(stream: IO[bytes], head: bytes, name: str) -> BinaryIO:
    """The bytes that a stream holds which is packed by gzip, zstd, bzip2 or xz."""
    opener = next(opener for magic, opener in OPENERS.items() if head.startswith(magic))
    packed = Metered(stream)
    opened = opener(io.BufferedReader(packed, HEAD))
    return io.BufferedReader(Unpacked(opened, name, lambda: packed.count), HEAD)
