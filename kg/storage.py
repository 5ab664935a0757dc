"""Object storage by the addresses of fsspec: s3://..., gs://..., az://..., memory://..."""

from __future__ import annotations

from typing import Any

from kg.errors import KgError


def is_address(source: str) -> bool:
    """Whether a source is no path but an address."""
    return "://" in source


def connect(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it; a KgError where something isn't installed, or not known."""
    try:
        import fsspec
    except ImportError as error:
        raise KgError(f"{address}: needs fsspec; pip install fsspec") from error
    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise KgError(f"{address}: cannot be opened ({error}); install what fsspec needs for it") from error
    return files, path.rstrip("/")
