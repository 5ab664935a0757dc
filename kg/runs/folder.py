"""Where a run is kept: a folder of this machine, or one of an object storage by its address (s3://..., memory://...).

Whole files by name enter and leave.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from kg.errors import ReadError, WriteError
from kg.files import check_folder, write_bytes
from kg.storage import connect, is_address


class Folder(Protocol):
    """A place for files; a name may have one folder in it."""

    address: str

    def read(self, name: str) -> bytes | None:
        """What a file holds; None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all; a WriteError where that fails."""

    def names(self, inner: str) -> list[str]:
        """The names of the files in one of its folders, sorted, without that folder."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""


def open_folder(address: str) -> Folder:
    """The folder of a path or an address; a KgError, before any work is done, where it can't be used."""
    if is_address(address):
        return StoredFolder(address)
    check_folder(Path(address))
    return LocalFolder(Path(address))


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.address, self._path = str(path), path

    def read(self, name: str) -> bytes | None:
        """What a file holds."""
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ReadError(f"{self._path / name}: cannot be read ({error.strerror}); check the permissions") from error

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside its place, then rename it."""
        write_bytes(self._path / name, data)

    def names(self, inner: str) -> list[str]:
        """The names of the files in a folder; what a driver that was killed had half written goes."""
        for left in (self._path / inner).glob(".*"):
            with suppress(OSError):
                left.unlink()
        return sorted(path.name for path in (self._path / inner).glob("*"))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self._path / name).unlink(missing_ok=True)


class StoredFolder:
    """A folder of an object storage, by fsspec; what is written there is whole or not there."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._files, self._root = connect(self.address)

    def read(self, name: str) -> bytes | None:
        """What an object holds."""
        try:
            return bytes(self._files.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None
        except Exception as error:  # the storages share no base class for errors
            raise ReadError(f"{self.address}/{name}: cannot be read ({error}); check address and rights") from error

    def write(self, name: str, data: bytes) -> None:
        """Write an object."""
        try:
            self._files.pipe_file(f"{self._root}/{name}", data)
        except Exception as error:
            raise WriteError(f"{self.address}/{name}: cannot be written ({error}); check address and rights") from error

    def names(self, inner: str) -> list[str]:
        """The names of the objects in a folder."""
        with suppress(FileNotFoundError):
            found: list[Any] = self._files.ls(f"{self._root}/{inner}", detail=False)
            return sorted(os.path.basename(path) for path in found)
        return []

    def remove(self, name: str) -> None:
        """Take an object away."""
        with suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")
