"""An article's fields as given, to an Article: its id, its date."""

from __future__ import annotations

import logging
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from itertools import chain, count

from kg.model import Article

FIELDS = ("id", "text", "title", "date", "publisher", "url")


_log = logging.getLogger(__name__)


def make_article(fields: dict[str, str], article_id: str, where: str, link: str | None) -> Article:
    return Article(
        id=article_id,
        text=fields["text"],
        title=fields.get("title"),
        date=parse_date(fields.get("date"), where),
        source=link,
        publisher=fields.get("publisher"),
    )


def make_id(stem: str, taken: set[str]) -> str:
    """The stem, with a number where another article has that id already."""
    made = next(name for name in chain([stem], (f"{stem}-{n}" for n in count(2))) if name not in taken)
    taken.add(made)
    return made


def parse_date(words: str | None, where: str) -> date | None:
    """The day of an ISO date or time, or of a feed's date; a warning where there is none."""
    if words is None:
        _log.warning("%s: the article has no date: its relative dates stay unresolved", where)
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(words.strip()).date()
        except ValueError:
            continue
    _log.warning('%s: the date "%s" is not YYYY-MM-DD: relative dates stay unresolved', where, words)
    return None
