"""JSON lines, or a JSON document, to the fields of their articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, repeat

from kg.errors import ReadError
from kg.files import decode_text
from kg.readers import streams
from kg.readers.fields import FIELDS
from kg.readers.streams import Fields, Input

SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
_START = re.compile(rb"\s*(\[\s*(\n|$)|(\[\s*)?\{\s*(\"|\}|\n|$))")


def is_json(head: bytes, suffix: str) -> bool:
    """Whether a file begins as JSON does, or is called so."""
    return _START.match(head) is not None or (suffix in SUFFIXES and bool(head.strip()))


def read_json(file: Input) -> Iterator[Fields | ReadError]:
    """The articles of JSON lines or of a document, and an error for each that can't be read."""
    for number, line in enumerate(_one_value_a_line(file), start=1):
        where = f"{file.name}:{number}"
        try:
            if line.strip():
                yield {"place": str(number), **_fields(_parse_json(line), where, file.given.columns)}
        except ReadError as error:
            yield error
        except (ValueError, RecursionError) as error:
            yield ReadError(f"{where}: broken JSON ({str(error).split(';')[0][:200]}); give one object a line")


def _one_value_a_line(file: Input) -> Iterator[bytes]:
    """JSON lines as they are; a document over several lines, or a list, as one line for each of its articles."""
    lines = file.lines()
    blank, first = 0, b""
    for first in lines:
        if first.strip():
            break
        blank += 1
    lines = chain(repeat(b"\n", blank), [first], lines)
    if first.rstrip().endswith(b"}"):
        return lines
    data = _join(lines, file)
    try:
        value = _parse_json(data)
    except (ValueError, RecursionError):
        rows = data.splitlines()
        return iter(rows if any(row[:1] == b"{" and row.rstrip()[-1:] == b"}" for row in rows) else [data])
    return (json.dumps(item).encode() for item in (value if isinstance(value, list) else [value]))


def _join(lines: Iterator[bytes], file: Input) -> bytes:
    size, taken = 0, []
    for line in lines:
        taken.append(line)
        size += len(line)
        if size > streams.LARGEST:
            raise file.too_large()
    return b"".join(taken)


def _parse_json(data: bytes) -> object:
    return json.loads(decode_text(data))


def _fields(value: object, where: str, columns: Mapping[str, str]) -> Fields:
    key = columns.get("text", "text")
    text = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(text, str):
        raise ReadError(f'{where}: no text; give an object that has "{key}", a string')
    named = {name: value.get(columns.get(name, name)) for name in FIELDS}
    return {name: str(told) for name, told in named.items() if told not in (None, "")}
