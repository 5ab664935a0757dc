"""A saved message (.eml), a web page saved as one (.mht) or a mailbox (.mbox) to the fields of its articles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from kg.errors import ReadError
from kg.readers import streams
from kg.readers.html_page import extract_page
from kg.readers.plain_text import as_text
from kg.readers.streams import Fields, Input

SUFFIXES = frozenset({".mht", ".mhtml", ".eml"})
BOX_SUFFIXES = frozenset({".mbox", ".mbx"})
_START = re.compile(
    r"\s*(?:[A-Z][\w-]{0,60}:[^\n]{0,2000}\n(?:[ \t]+[^\n]{0,2000}\n){0,40}){0,100}"
    r"(?:MIME-Version:|Content-Type:\s*(?:multipart|text|message)/)",
    re.IGNORECASE,
)
_BOX_START = re.compile(rb"From \S[^\n]{0,300}\d\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,20}\r?\n[A-Za-z][\w-]{0,60}:")
_BOX_LINE = re.compile(rb"From \S[^\n]{0,300}\d\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,20}\r?\n")
# What somebody else wrote before, and the sender's card: neither is said here and now.
_QUOTED = re.compile(
    r"(?:^On [^\n]{5,200}(?:\n[^\n]{0,100})?wrote:[ \t]*\n+)?(?:^[ \t]*>[^\n]*(?:\n|\Z))+", re.MULTILINE
)
_BEFORE = re.compile(r"^-{2,}[ \t]*Original Message[ \t]*-{2,}", re.MULTILINE | re.IGNORECASE)
_CARD = re.compile(r"^-- ?\n(?:[^\n]{0,100}(?:\n|\Z)){0,10}\Z", re.MULTILINE)


def is_message(head: bytes, suffix: str) -> bool:
    """Whether a file begins with the header of a message."""
    return _START.match(as_text(head)) is not None


def is_mailbox(head: bytes, suffix: str) -> bool:
    """Whether a file begins as a mailbox does."""
    return _BOX_START.match(head) is not None


def read_mailbox(file: Input) -> Iterator[Input | ReadError]:
    """Each message of a mailbox, as a file of its own."""
    message, size, number, blank = list[bytes](), 0, 0, True
    for line in file.lines():
        if blank and _BOX_LINE.match(line):
            if number:
                yield _message(file, message, size, number)
            message, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= streams.LARGEST:
                message.append(re.sub(rb"^>(>*From )", rb"\1", line))
        blank = not line.strip()
    yield _message(file, message, size, number)


def _message(file: Input, lines: list[bytes], size: int, number: int) -> Input | ReadError:
    if size > streams.LARGEST:
        return ReadError(f"{file.name}/{number}: is larger than {streams.LARGEST:,} bytes; take its text out of it")
    return file.within(f"{number}", io.BytesIO(b"".join(lines)), path=f"{file.stem}.eml")


def read_message(file: Input) -> Iterator[Fields]:
    """The one article of a message: its plain text, or its page."""
    message, name = message_from_bytes(file.read().lstrip(), policy=default), file.name
    if not isinstance(message, EmailMessage):
        raise ReadError(f"{name}: no message can be read; save it as text or HTML")
    body = message.get_body(("plain", "html")) or _page_in(message)
    try:
        content = body.get_content() if body else ""
    except (LookupError, ValueError):
        raise ReadError(f"{name}: the message is in an unknown encoding; save it as text or HTML") from None
    if not content.strip():
        raise ReadError(f"{name}: no text was found in the message{_attached(message)}; save it as text or HTML")
    told = extract_page(content, name) if body and body.get_content_subtype() == "html" else {"text": _own(content)}
    yield {**_header(message), **told}


def _own(text: str) -> str:
    """What the sender wrote, or all where nothing else is left."""
    text = text.replace("\r\n", "\n")
    own = _CARD.sub("", _QUOTED.sub("", _BEFORE.split(text, maxsplit=1)[0]))
    return own if own.strip() else text


def _attached(message: EmailMessage) -> str:
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return f" but in what is attached to it ({', '.join(names)[:200]})" if names else ""


def _page_in(message: EmailMessage) -> EmailMessage | None:
    parts = (part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"})
    return next((part for part in parts if isinstance(part, EmailMessage)), None)


def _header(message: EmailMessage) -> Fields:
    named = {"title": "Subject", "date": "Date", "url": "Snapshot-Content-Location"}
    return {key: str(message[name]) for key, name in named.items() if message[name]}
