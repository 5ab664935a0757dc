"""An article's fields as given, to an Article: its id, its date."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from kg.errors import ReadError
from kg.files import repair_text
from kg.model import Article
from kg.readers.fingerprint import find_keys
from kg.readers.markup import clean_text
from kg.readers.streams import Fields, Given

LONGEST_DATE = 100  # characters
FIELDS = ("id", "text", "title", "date", "publisher", "url")
LONGEST_TEXT = 10_000_000  # characters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_BEHIND = r"(?:[ ,T].*)?"
_LABEL = re.compile(r"(?:first |last )?(?:published|updated|posted|issued|released|date)(?: on|:)* ", re.IGNORECASE)
_LONG = [
    re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<year>\d{{4}})",
    )
]
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
_IN_NAME = re.compile(
    r"(?<!\d)(?P<before>/)?(?P<year>(?:19|20)\d\d)(?P<sign>[-_./]?)(?P<month>0[1-9]|1[0-2])(?P=sign)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)(?P<behind>/)?"
)
_log = logging.getLogger(__name__)


def make_article(
    fields: Fields, article_id: str, where: str, link: str | None, given: Given, path: str | None
) -> Article:
    """An article of its fields, its text and titles without markup; a ReadError where no text is left.

    What the fields don't tell is as the user says, else as they guess (keys that end in "?"); for the date of a file
    with one article its name counts too: `path`.
    """
    if len(fields.get("text", "")) > LONGEST_TEXT:
        raise ReadError(f"{where}: the text has over {LONGEST_TEXT:,} characters; split it into articles")
    text = clean_text(fields.get("text", ""))
    if not text.strip():
        raise ReadError(f"{where}: the text is empty; give the article some words")
    guesses = {name: fields[f"{name}?"] for name in ("title", "date", "publisher") if f"{name}?" in fields}
    if path and (day := date_of_name(path)):
        guesses["date"] = day
    told = {"date": given.date, "publisher": given.publisher} | {key: value for key, value in fields.items() if value}
    guessed = {name: value for name, value in guesses.items() if not told.get(name)}
    told |= guessed
    return Article(
        id=article_id,
        text=text,
        title=_line(told.get("title")),
        date=parse_date(told.get("date"), where),
        source=repair_text(fields["url"]) if fields.get("url") else link,
        publisher=_line(told.get("publisher")),
        guessed=tuple(sorted(guessed)),
        fingerprint=find_keys(text),
    )


def date_of_name(path: str) -> str | None:
    """The day that the name of a file holds, or those of its folders: "2024-05-20-talks.txt", "2024/05/20/talks.html".

    >>> date_of_name("news/2024/05/20/talks.html"), date_of_name("backup-20240520/talks.html")
    ('2024-05-20', None)
    """
    folder, _, name = path[-500:].rpartition("/")
    whole = (match for match in _IN_NAME.finditer(f"/{folder}/") if match["before"] and match["behind"])
    for match in (*_IN_NAME.finditer(name), *whole):
        with suppress(ValueError):
            return _to_date(match).isoformat()
    return None


def parse_date(words: str | None, where: str) -> date | None:
    """The day that a date or time tells in any usual and unambiguous way; a warning where there is none."""
    if words is None:
        _log.warning("%s: the article has no date: its relative dates stay unresolved", where)
        return None
    found = find_date(words)
    if found is None:
        told = " ".join(repair_text(words).split())[:100]
        _log.warning('%s: the date "%s" is not YYYY-MM-DD: relative dates stay unresolved', where, told)
    return found


def find_date(words: str) -> date | None:
    """The day that a date or time tells, or None."""
    words = _LABEL.sub("", " ".join(repair_text(words).split()))
    readings = (_iso_date, _mail_date, _written_date, _counted_date, _date_within)
    for read in readings:
        with suppress(ValueError, OverflowError, TypeError, OSError):
            if found := read(words):
                return found
    return None


def _iso_date(words: str) -> date | None:
    return datetime.fromisoformat(words).date()


def _mail_date(words: str) -> date | None:
    return parsedate_to_datetime(words).date()


def _written_date(words: str) -> date | None:
    """Like "November 6, 2009", "13 May 2024", "2024/05/13 10:00 UTC", "13.5.2024"; never "05/06/2024", which is two."""
    found = next((match for pattern in _WRITTEN if (match := pattern.fullmatch(words))), None)
    return _to_date(found) if found else None


def _to_date(found: re.Match[str]) -> date:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return date(int(found["year"]), number, int(found["day"]))


def _counted_date(words: str) -> date | None:
    """Seconds or milliseconds since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", words):
        return None
    return datetime.fromtimestamp(int(words[:10]), UTC).date()


def _date_within(words: str) -> date | None:
    """The day in "3:45 PM EDT, Mon May 20, 2024", where words tell one only."""
    days = {_to_date(match) for pattern in _LONG for match in pattern.finditer(words[:LONGEST_DATE])}
    return days.pop() if len(days) == 1 and len(words) <= LONGEST_DATE else None


def _line(words: str | None) -> str | None:
    """A title or name on one line."""
    return (" ".join(clean_text(words).split()) or None) if words else None
