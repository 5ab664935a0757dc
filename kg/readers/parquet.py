"""A Parquet file with a column of texts to the fields of its articles, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.errors import ReadError
from kg.readers.columns import match_columns, to_fields
from kg.readers.extras import missing
from kg.readers.streams import Fields, Input

SUFFIXES = frozenset({".parquet", ".pq"})
ROWS = 10  # that are held at once
LARGEST_COLUMN = 1_000_000_000  # bytes of one column in one group of rows, unpacked


def is_parquet(head: bytes, suffix: str) -> bool:
    """Whether a file begins as Parquet does."""
    return head.startswith(b"PAR1")


def read_parquet(file: Input) -> Iterator[Fields | ReadError]:
    """The rows of a table, each as an article."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise missing(file.name, "Parquet", "pyarrow") from None
    with file.on_disk() as opened:
        try:
            table = ParquetFile(opened)
            columns = match_columns(table.schema_arrow.names, file.given.columns, file.name)
            _check(table, columns, file.name)
            wanted = sorted(set(columns.values()))
            for batch in table.iter_batches(ROWS, columns=wanted, use_threads=False):
                for row in batch.to_pylist():
                    yield _article(row, columns, file.name)
        except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
            reason = " ".join(str(error).split())[:200]
            raise ReadError(f"{file.name}: broken Parquet ({reason}); write the file again") from None


def _check(table: Any, columns: dict[str, str], name: str) -> None:
    kind = table.schema_arrow.field(columns["text"]).type
    if str(kind) not in {"string", "large_string", "string_view"} and "values=string" not in str(kind):
        raise ReadError(f'{name}: the column "{columns["text"]}" holds {kind}, no texts; name another by --columns')
    groups = (table.metadata.row_group(number) for number in range(table.metadata.num_row_groups))
    parts = (group.column(number) for group in groups for number in range(group.num_columns))
    if any(part.total_uncompressed_size > LARGEST_COLUMN for part in parts):
        raise ReadError(f"{name}: a group of rows has over {LARGEST_COLUMN:,} bytes; write it in smaller groups")


def _article(row: dict[str, Any], columns: dict[str, str], name: str) -> Fields | ReadError:
    fields = to_fields(row, columns)
    return fields if "text" in fields else ReadError(f"{name}: a text is empty; give the row a text")
