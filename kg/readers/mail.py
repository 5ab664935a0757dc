"""A saved message (.eml) or a web page saved as one (.mht) to the fields of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from kg.errors import ReadError
from kg.readers.headings import Fields
from kg.readers.html_page import extract_page

SUFFIXES = frozenset({".mht", ".mhtml", ".eml"})
_START = re.compile(
    r"\s*(?:[A-Z][\w-]{0,60}:[^\n]{0,2000}\n(?:[ \t]+[^\n]{0,2000}\n){0,40}){0,100}"
    r"(?:MIME-Version:|Content-Type:\s*(?:multipart|text|message)/)",
    re.IGNORECASE,
)


def is_message(head: str, suffix: str) -> bool:
    """Whether a file begins with the header of a message."""
    return _START.match(head) is not None


def read_message(data: bytes, name: str) -> Iterator[Fields]:
    """The one article of a message: its plain text, or its page."""
    message = message_from_bytes(data.lstrip(), policy=default)
    if not isinstance(message, EmailMessage):
        raise ReadError(f"{name}: no message can be read; save it as text or HTML")
    body = message.get_body(("plain", "html")) or _page_in(message)
    try:
        content = body.get_content() if body else ""
    except (LookupError, ValueError):
        raise ReadError(f"{name}: the message is in an unknown encoding; save it as text or HTML") from None
    if not content.strip():
        raise ReadError(f"{name}: no text was found in the message; save it as text or HTML")
    told = extract_page(content, name) if body and body.get_content_subtype() == "html" else {"text": content}
    yield {**_header(message), **told}


def _page_in(message: EmailMessage) -> EmailMessage | None:
    parts = (part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"})
    return next((part for part in parts if isinstance(part, EmailMessage)), None)


def _header(message: EmailMessage) -> Fields:
    named = {"title": "Subject", "date": "Date", "url": "Snapshot-Content-Location"}
    return {key: str(message[name]) for key, name in named.items() if message[name]}
