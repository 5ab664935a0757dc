"""What stands above a text: front matter, the header of a message, a line with the date, a title."""

from __future__ import annotations

import re

from kg.readers.streams import Fields

_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(?P<lines>(?:[^\n]{0,2000}\n){0,200}?)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)")
_SETTING = re.compile(r"(?P<key>[A-Za-z][\w-]{0,40})[ \t]*[:=][ \t]*(?P<value>\S.*?)[ \t]*")
_HEADER = re.compile(
    r"\s*(?P<lines>(?:(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Sender|Organization|Newsgroups|Message-ID|X-[\w-]+)"
    r":[^\n]{0,1000}\n(?:[ \t]+\S[^\n]{0,1000}\n){0,20}){2,40})[ \t]*\n",
    re.IGNORECASE,
)
_KEYS = {
    "title": "title", "headline": "title", "subject": "title",
    "date": "date", "published": "date", "pubdate": "date", "publishdate": "date", "sent": "date",
    "publisher": "publisher", "source": "publisher", "organization": "publisher",
    "url": "url", "link": "url", "canonical": "url", "permalink": "url", "source-url": "url",
}  # fmt: skip
_DATE_LINE = re.compile(r"date:?[ \t]+(?P<date>\d[\d/.:TZ+-]*)[ \t]*(?P<title>[^\n]*)\n*", re.IGNORECASE)
_TITLE_LINE = re.compile(r"\s*(?P<title>[^\n]{1,200}[^\n.,;:\s])[ \t]*\n(?=\s*\S)")
_MARKED_TITLE = re.compile(r"\s*(?:#[ \t]+(?P<one>[^\n]{1,300})|(?P<two>[^\n]{1,300})\n=+)[ \t]*\n")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")


def split_heading(text: str) -> Fields:
    """The text without what stands above it, and what that tells: title, date, publisher, url."""
    for block in (_FRONT_MATTER, _HEADER):
        if (found := block.match(text)) and (fields := _settings(found["lines"])):
            return {**_split_title(text[found.end() :]), **fields}
    return _split_title(text)


def _settings(lines: str) -> Fields:
    """The fields that lines such as "title: Talks" give; the first counts."""
    fields: Fields = {}
    for line in re.sub(r"\n[ \t]+", " ", lines).splitlines():
        if (found := _SETTING.fullmatch(line)) and (key := _KEYS.get(found["key"].lower())):
            value = found["value"]
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            fields.setdefault(key, value)
    return fields


def _split_title(text: str) -> Fields:
    """The text without a line "date YYYY-MM-DD Title", a title line, or the one above the other."""
    fields: Fields = {}
    if dated := _DATE_LINE.match(text):
        fields["date"] = dated["date"]
        text = text[dated.end() :]
        if dated["title"]:
            return {**fields, "title": dated["title"].strip(), "text": text}
    if marked := _MARKED_TITLE.match(text):
        return {**fields, "title": marked["one"] or marked["two"], "text": text[marked.end() :].lstrip("\n")}
    if titled := _TITLE_LINE.match(text):
        rest = text[titled.end() :]
        line = rest.split("\n", 1)[0]
        # Where a text is broken into lines of equal width, its first line is no title.
        if not line.strip() or (len(line) > len(titled["title"]) and _SENTENCE_END.search(line)):
            return {**fields, "title": titled["title"], "text": rest.lstrip("\n")}
    return {**fields, "text": text}
