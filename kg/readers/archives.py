"""Packed files (gzip, zstd, bzip2, xz), archives (zip, tar) and crawls (WARC) to the files that they hold.

Each of those is read as if it lay in a folder: its kind is told by its content. How deep they may lie in one another,
and how far they may grow, is limited.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import IO, Any, BinaryIO
from urllib.parse import urlsplit

from kg.errors import ReadError
from kg.readers.docx import read_docx
from kg.readers.extras import missing
from kg.readers.streams import HEAD, Fields, Input
from kg.readers.unpacking import OPENERS, Unpacked, unpack

PACKED_SUFFIXES = frozenset({".gz", ".zst", ".bz2", ".xz", ".tgz"})
ARCHIVE_SUFFIXES = frozenset({".zip", ".tar"})
CRAWL_SUFFIXES = frozenset({".warc"})
MOST_LAYERS = 4
LARGEST_DOCUMENT = 20_000_000  # bytes of the XML of a document of Word; its tree takes many times as much
MOST_FILES = 1_000_000
_OTHER_ZIPS = {
    "xl/workbook.xml": "a table of Excel; save it as CSV",
    "ppt/presentation.xml": "a presentation; save it as PDF",
    "content.xml": "an OpenDocument; save it as DOCX, or as text",
}
_PAGES = ("text/", "application/xhtml", "application/pdf", "application/json", "application/xml", "application/rss")


def is_packed(head: bytes, suffix: str) -> bool:
    """Whether a file begins as one that is packed does."""
    return head.startswith(tuple(OPENERS))


def is_zip(head: bytes, suffix: str) -> bool:
    """Whether a file begins as an archive does, or is called so."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or suffix == ".zip"


def is_tar(head: bytes, suffix: str) -> bool:
    """Whether a file begins as an archive does, or is called so."""
    return head[257:262] == b"ustar" or suffix == ".tar"


def is_crawl(head: bytes, suffix: str) -> bool:
    """Whether a file begins as a crawl does."""
    return head.startswith(b"WARC/")


def read_packed(file: Input) -> Iterator[Input]:
    """The one file that is packed."""
    _check_layers(file)
    path = PurePath(file.path)
    inner = path.with_suffix(".tar" if file.suffix == ".tgz" else "") if file.suffix in PACKED_SUFFIXES else path
    stream = unpack(file.flow(), file.head(), file.name)
    # It is called as before: nobody knows the name within.
    yield file.unpacked(str(inner), stream)


def read_zip(file: Input) -> Iterator[Input | Fields | ReadError]:
    """The files of an archive, or the article of a document of Word, which is one too."""
    _check_layers(file)
    with file.on_disk() as opened:
        try:
            archive = zipfile.ZipFile(opened)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _broken(file, error) from None
        names = {info.filename for info in archive.infolist()}
        if "word/document.xml" in names:
            _check_size(archive, file)
            yield from read_docx(file)
            return
        if other := next((kind for name, kind in _OTHER_ZIPS.items() if name in names), None):
            raise ReadError(f"{file.name}: is {other}")
        wanted = [info for info in archive.infolist() if not info.is_dir() and _is_wanted(info.filename, file)]
        _check_count(file, len(wanted))
        for info in wanted:
            yield _member(archive, info, file)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: Input) -> Input | ReadError:
    name = f"{file.name}/{info.filename}"
    try:
        stream = archive.open(info)
    except RuntimeError:
        return ReadError(f"{name}: is locked by a password; unpack it")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return ReadError(f"{name}: cannot be unpacked ({str(error)[:200]}); get the archive again")
    return file.within(info.filename, _guarded(stream, name, max(1, info.compress_size)), layers=1)


def _guarded(stream: IO[bytes], name: str, packed: int) -> BinaryIO:
    """A stream of a file that took so many bytes when it was packed."""
    return io.BufferedReader(Unpacked(stream, name, lambda: packed), HEAD)


def _check_size(archive: zipfile.ZipFile, file: Input) -> None:
    size = sum(info.file_size for info in archive.infolist() if info.filename.endswith((".xml", ".rels")))
    if size > LARGEST_DOCUMENT:
        raise ReadError(f"{file.name}: the document has over {LARGEST_DOCUMENT:,} bytes of text; split it")


def read_tar(file: Input) -> Iterator[Input | ReadError]:
    """The files of an archive, in their order."""
    _check_layers(file)
    count = 0
    try:
        with tarfile.open(fileobj=file.flow(), mode="r|") as archive:
            for member in archive:
                if member.isfile() and _is_wanted(member.name, file) and (stream := archive.extractfile(member)):
                    count += 1
                    yield file.within(
                        member.name, _guarded(stream, f"{file.name}/{member.name}", member.size), layers=1
                    )
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise _broken(file, error) from None
    _check_count(file, count)


def read_crawl(file: Input) -> Iterator[Input | ReadError]:
    """The pages and documents of a crawl."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise missing(file.name, "WARC", "warcio") from None
    count = 0
    try:
        for record in ArchiveIterator(file.flow()):
            if _is_page(record):
                count += 1
                yield _page(record, file)
    except (ArchiveLoadFailed, ValueError, KeyError, AttributeError, EOFError) as error:
        raise _broken(file, error) from None
    if not count:
        raise ReadError(f"{file.name}: holds no page that a server gave, and no text of one; give another crawl")


def _is_page(record: Any) -> bool:
    """Whether a record holds what a server answered, or a text that was made of it, and not a picture or a script."""
    if record.rec_type not in {"response", "resource", "conversion"}:
        return False
    if record.http_headers and not str(record.http_headers.get_statuscode()).startswith("2"):
        return False
    kind = _kind(record)
    return kind.startswith(_PAGES) and not kind.startswith(("text/css", "text/javascript"))


def _kind(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "text/html").lower()


def _page(record: Any, file: Input) -> Input:
    """A page as a file: where it was, and the day on which it was fetched, which need not be its own."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    fields = {"url": url, "date?": (record.rec_headers.get_header("WARC-Date") or "")[:10]}
    path = ""
    with suppress(ValueError):
        parts = urlsplit(url)
        path, fields["publisher?"] = parts.path, (parts.hostname or "").removeprefix("www.")
    stream = _guarded(record.content_stream(), f"{file.name}/{url}", max(HEAD, record.length or 0))
    return file.within(url, stream, path=path, fields={key: value for key, value in fields.items() if value})


def _is_wanted(name: str, file: Input) -> bool:
    """Whether a file would be read that lay in a folder."""
    path = PurePath(name)
    return path.suffix.lower() in file.known and not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _check_layers(file: Input) -> None:
    if file.layers >= MOST_LAYERS:
        raise ReadError(f"{file.name}: lies {MOST_LAYERS} archives deep; unpack the outer ones")


def _check_count(file: Input, count: int) -> None:
    if not count:
        raise ReadError(f"{file.name}: holds no articles; put files in it that end in {', '.join(sorted(file.known))}")
    if count > MOST_FILES:
        raise ReadError(f"{file.name}: holds over {MOST_FILES:,} files; split it")


def _broken(file: Input, error: Exception) -> ReadError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return ReadError(f"{file.name}: is broken or cut off ({reason}); get it again")
