"""An article's fields as given, to an Article: its id, its date."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from itertools import chain, count

from kg.errors import ReadError
from kg.files import repair_text
from kg.model import Article
from kg.readers.markup import clean_text

FIELDS = ("id", "text", "title", "date", "publisher", "url")
LONGEST_TEXT = 100_000_000  # characters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_BEHIND = r"(?:[ ,T].*)?"
_LABEL = re.compile(r"(?:first |last )?(?:published|updated|posted|issued|released|date)(?: on|:)* ", re.IGNORECASE)
_WRITTEN = [
    re.compile(pattern + _BEHIND, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?:[A-Z]{{3,9}}\.?,? )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?:[A-Z]{{3,9}}\.?,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -](?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        r"(?P<day>1[3-9]|2\d|3[01])[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})",
        r"(?P<month>\d{1,2})[/-](?P<day>1[3-9]|2\d|3[01])[/-](?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:\d{6})?",
    )
]

_log = logging.getLogger(__name__)


def make_article(fields: dict[str, str], article_id: str, where: str, link: str | None) -> Article:
    """An article of its fields, its text and titles without markup; a ReadError where no text is left."""
    text = clean_text(fields.get("text", ""))
    if not text.strip():
        raise ReadError(f"{where}: the text is empty; give the article some words")
    if len(text) > LONGEST_TEXT:
        raise ReadError(f"{where}: the text has over {LONGEST_TEXT:,} characters; split it into articles")
    return Article(
        id=article_id,
        text=text,
        title=_line(fields.get("title")),
        date=parse_date(fields.get("date"), where),
        source=link,
        publisher=_line(fields.get("publisher")),
    )


def make_id(stem: str, taken: set[str]) -> str:
    """The stem, with a number where another article has that id already."""
    made = next(name for name in chain([stem], (f"{stem}-{n}" for n in count(2))) if name not in taken)
    taken.add(made)
    return made


def parse_date(words: str | None, where: str) -> date | None:
    """The day that a date or time tells in any usual and unambiguous way; a warning where there is none."""
    if words is None:
        _log.warning("%s: the article has no date: its relative dates stay unresolved", where)
        return None
    words = _LABEL.sub("", " ".join(repair_text(words).split()))
    readings: tuple[Callable[[str], date | None], ...] = (_iso_date, _mail_date, _written_date, _counted_date)
    for read in readings:
        with suppress(ValueError, OverflowError, TypeError, OSError):
            if found := read(words):
                return found
    _log.warning('%s: the date "%s" is not YYYY-MM-DD: relative dates stay unresolved', where, words[:100])
    return None


def _iso_date(words: str) -> date | None:
    return datetime.fromisoformat(words).date()


def _mail_date(words: str) -> date | None:
    return parsedate_to_datetime(words).date()


def _written_date(words: str) -> date | None:
    """Like "November 6, 2009", "13 May 2024", "2024/05/13 10:00 UTC", "13.5.2024"; never "05/06/2024", which is two."""
    found = next((match for pattern in _WRITTEN if (match := pattern.fullmatch(words))), None)
    if found is None:
        return None
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return date(int(found["year"]), number, int(found["day"]))


def _counted_date(words: str) -> date | None:
    """Seconds or milliseconds since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", words):
        return None
    return datetime.fromtimestamp(int(words[:10]), UTC).date()


def _line(words: str | None) -> str | None:
    """A title or name on one line."""
    return (" ".join(clean_text(words).split()) or None) if words else None
