"""JSON lines, or a JSON document, to Articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, repeat

from kg.errors import ReadError
from kg.files import decode_text, repair_text
from kg.model import Article
from kg.readers.fields import FIELDS, make_article, make_id
from kg.readers.inputs import Source


def read_json(lines: Iterator[bytes], source: Source, taken: set[str]) -> Iterator[Article | ReadError]:
    """The articles of JSON lines or of a document, and an error for each that can't be read."""
    for number, line in enumerate(_one_value_a_line(lines), start=1):
        where = f"{source.name}:{number}"
        try:
            if line.strip():
                yield _to_article(_parse_json(line), where, f"{source.stem}-{number}", source.link, taken)
        except ReadError as error:
            yield error
        except (ValueError, RecursionError) as error:
            yield ReadError(f"{where}: broken JSON ({error}); give one object a line")


def _one_value_a_line(lines: Iterator[bytes]) -> Iterator[bytes]:
    """JSON lines as they are; a document over several lines, or a list, as one line for each of its articles."""
    blank, first = 0, b""
    for first in lines:
        if first.strip():
            break
        blank += 1
    lines = chain(repeat(b"\n", blank), [first], lines)
    if first.rstrip().endswith(b"}"):
        return lines
    data = b"".join(lines)
    try:
        value = _parse_json(data)
    except (ValueError, RecursionError):
        rows = data.splitlines()
        return iter(rows if any(row[:1] == b"{" and row.rstrip()[-1:] == b"}" for row in rows) else [data])
    return (json.dumps(item).encode() for item in (value if isinstance(value, list) else [value]))


def _parse_json(data: bytes) -> object:
    return json.loads(decode_text(data))


def _to_article(value: object, where: str, default_id: str, link: str | None, taken: set[str]) -> Article:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(text, str):
        raise ReadError(f'{where}: no text; give an object that has "text", a string')
    fields = {key: str(value[key]) for key in FIELDS if value.get(key) not in (None, "")}
    fields.setdefault("text", "")
    article_id = repair_text(fields["id"]) if "id" in fields else make_id(default_id, taken)
    if "id" in fields:
        if article_id in taken:
            raise ReadError(f'{where}: the id "{article_id}" was given before; give each article an id of its own')
        taken.add(article_id)
    return make_article(fields, article_id, where, repair_text(fields["url"]) if "url" in fields else link)
