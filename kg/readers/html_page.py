"""A saved HTML page to the fields of its article."""

from __future__ import annotations

import json
import re

from kg.errors import ReadError

HTML_START = re.compile(r"\s*<(!doctype\s+html|html)\b", re.IGNORECASE)


def extract_page(page: str, name: str) -> dict[str, str]:
    try:
        import trafilatura
    except ImportError:
        raise ReadError(f"{name}: reading HTML needs trafilatura; pip install 'kg[html]', or save it as text") from None
    found = json.loads(trafilatura.extract(page, output_format="json", with_metadata=True) or "{}")
    if not found.get("text"):
        raise ReadError(f"{name}: no article was found in the page; save it as text")
    text = found["text"].removeprefix(found["title"] or "").lstrip("\n")
    fields = {"text": text, "title": found["title"], "date": found["date"], "publisher": found["source-hostname"]}
    return {key: value for key, value in fields.items() if value}
