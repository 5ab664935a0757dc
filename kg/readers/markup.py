"""A text as somebody wrote it down, with tags, entities, links and marks of a notation, to its words alone.

What enters is repaired before offsets exist; each rule looks at one place and a bounded stretch behind it, so that the
time is linear in the length of any text. A text without such marks leaves as it came.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from kg.files import repair_text

Replacement: TypeAlias = str | Callable[[re.Match[str]], str]
Rule: TypeAlias = tuple[str, re.Pattern[str], Replacement]

LONGEST_POST = 600  # characters; in a longer text a handle is a footnote, not what somebody is called by
_BLOCK = (
    "p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|tbody|thead|td|th|blockquote|section|article|header|footer|main|nav"
    "|aside|figure|figcaption|hr|pre|html|body|head|title|form|center|noscript|iframe"
)
_INLINE = (
    "a|b|i|em|strong|span|u|s|sup|sub|small|big|font|img|cite|q|code|abbr|mark|tt|nowiki|time|strike|del|ins|kbd|var"
    "|label|wbr|picture|source|svg|path|button|input|meta|link|o:p|bdi|bdo|amp-img|figure-inline"
)
_UNSEEN = "script|style|ref|template|math"
_CITED = r"\d{1,3}|(?:note|nb|n) \d{1,3}|citation needed|clarification needed|who\?|when\?|according to whom\?|update"
_FILES = re.compile(r"(?:File|Image|Category|Media):", re.IGNORECASE)
_COMPOUNDS = re.compile(
    r"(?:well|long|short|high|low|non|self|cease|anti|pro|co|ex|vice|so|two|three|four|five|half|full|multi|far|cross"
    r"|counter|semi|old|new|late|mid|early|ever|state|all|part|large|small|hard|one|first|second|third|year|day)",
    re.IGNORECASE,
)

_SECONDS = re.compile(
    r"(?:led|backed|based|born|owned|made|held|style|wide|run|funded|controlled|occupied|sponsored|brokered|old|year"
    r"|term|day|month|week|fire|level|range|chief|elect)s?",
    re.IGNORECASE,
)


def clean_text(text: str) -> str:
    """The words of a text: mojibake mended, control characters, tags, entities and marks of wikis and Markdown gone.

    >>> clean_text("Iran&#x27;s [minister](https://example.org/m) **met** [[Oman|Omani]] envoys.[2]")
    "Iran's minister met Omani envoys."
    """
    text = repair_text(text)
    is_post = len(text) <= LONGEST_POST and ("@" in text or "#" in text)
    for sign, pattern, replacement in _RULES + (_OF_POSTS if is_post else ()):
        if sign in text:
            text = pattern.sub(replacement, text)
    return text


def strip_tags(text: str) -> str:
    """The words of a piece of HTML, a paragraph for each of its blocks."""
    return re.sub(r"\s*\n\s*", "\n\n", clean_text(text)).strip()


def skip_prolog(page: str) -> int:
    """Where the content of a page or feed begins: behind comments, declarations, scripts and blanks."""
    begin = 0
    while found := _PROLOG.match(page, begin):
        begin = found.end()
    return begin


def _decode(match: re.Match[str]) -> str:
    return _CONTROL.sub("", html.unescape(match[0]).replace("\xa0", " "))


def _link(match: re.Match[str]) -> str:
    """What a link of a wiki shows."""
    target, _, shown = match[1].partition("|")
    return "" if _FILES.match(target) else (shown or target)


def _join(match: re.Match[str]) -> str:
    """A word that a line end parts; a hyphen that belongs to it stays."""
    kept = match[2][0].isupper() or match[1].isupper() or _COMPOUNDS.fullmatch(match[1]) or _SECONDS.fullmatch(match[2])
    hyphen = "-" if kept else ""
    return match[1] + hyphen + match[2]


def _handle(match: re.Match[str]) -> str:
    """A name of a social network as people write it: @JohnKerry -> John Kerry."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", match[1]).strip()


def _rules(sign: str, *rows: tuple[str, Replacement]) -> Iterator[Rule]:
    """Rules that need only be tried where a text holds a sign."""
    return ((sign, re.compile(pattern, re.MULTILINE | re.IGNORECASE), replacement) for pattern, replacement in rows)


_PROLOG = re.compile(
    r"\s+|<!--.*?-->|<\?.*?\?>|<script\b.*?</script>|<style\b.*?</style>|<!DOCTYPE(?!\s+html)[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_CONTROL = re.compile(r"\x1b\[[0-9;]{0,20}m|[\x00-\x08\x0e-\x1f\x7f]")
_RULES: tuple[Rule, ...] = (
    ("", _CONTROL, ""),
    ("\xad", re.compile("\xad[ \t]*\n?"), ""),
    *_rules(
        "<",
        (r"<!--(?:[^-<]|-(?!->)|<(?!!--)){0,10000}-->", ""),
        (rf"<({_UNSEEN})\b[^<>]{{0,1000}}/>", ""),
        (rf"<({_UNSEEN})\b[^<>]{{0,1000}}>[^<]{{0,100000}}</\1\s*>", ""),
        (r"<sup\b[^<>]{0,500}>\s*\[?\d{1,3}\]?\s*</sup>", ""),
        (rf"</?(?:{_BLOCK})(?:\s[^<>]{{0,2000}})?/?>", "\n\n"),
        (rf"</?(?:{_INLINE})(?:\s[^<>]{{0,2000}})?/?>", ""),
        (r"<(https?://[^\s<>]{1,1000})>", r"\1"),
    ),
    *[("&", re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE), _decode)] * 2,
    *[("{{", re.compile(r"\{\{[^{}]{0,2000}\}\}"), "")] * 3,
    *[("[[", re.compile(r"\[\[([^\[\]\n]{1,600})\]\]"), _link)] * 2,
    *_rules(
        "](",
        (r"!\[[^\[\]]{0,500}\]\([^\s()]{1,1000}(?:\s+\"[^\"\n]{0,200}\")?\)", ""),
        (r"\[([^\[\]]{0,500})\]\(\s*[^\s()]{1,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,500})?"
         r"(?:\s+\"[^\"\n]{0,200}\")?\s*\)", r"\1"),
    ),
    *_rules("[^", (r"^\[\^[\w-]{1,30}\]:[^\n]{0,5000}$", ""), (r"(?<=\S)\[\^[\w-]{1,30}\]", "")),
    *_rules(
        "[",
        (r"\[(?:https?:)?//[^\s\[\]]{1,1000}(?:[ \t]+([^\[\]\n]{1,300}))?\]", lambda match: match[1] or ""),
        (r"^\[[\w^-]{1,30}\]:[ \t]+\S{1,1000}[ \t]*$", ""),
        (rf"(?<=[\w.,;:!?)\"'”’%\]])[ \t]?\[(?:{_CITED})\]", ""),
        (r"(?<=[a-z.,;:!?\"”])\[[a-z]\](?!\w)", ""),
    ),
    # Marks of notes that lost their height, or stand high: "Oslo.1 Sweden", "Oslo¹"; but km², and No.1.
    *[(sign, re.compile(r"(?:(?<=[a-z]{3})|(?<=[.,;:!?\"”’)]))[¹²³⁰⁴-⁹]{1,3}(?!\w)", re.IGNORECASE), "")
      for sign in "¹²³⁴⁵⁶⁷⁸⁹"],
    ("", re.compile(r"(?<=[a-z]{4}[.,])\d{1,2}(?=\s+[A-Z]|\n|\Z)"), ""),
    *_rules("(", (r"(?:(?<=[a-z]{3})|(?<=[.,;:!?\"”’]))\(\d{1,2}\)(?!\w)", "")),
    *_rules("'''", (r"'''([^'\n]{1,300})'''", r"\1")),
    *_rules("''", (r"(?<![\w'`.,!?])''(?=[\w(])([^'`\n]{1,300})''(?![\w'])", r"\1")),
    *_rules("==", (r"\n*^={2,6}[ \t]*([^=\n]{1,200}?)[ \t]*={2,6}[ \t]*$\n*", r"\n\n\1\n\n")),
    *_rules("# ", (r"\n*^#{1,6}[ \t]+(?=[^\n]{0,300}\w)([^\n]{1,300}?)[ \t]*#*$\n*", r"\n\n\1\n\n")),
    *_rules("```", (r"^[ \t]*```[\w-]{0,20}[ \t]*$", "")),
    *_rules("`", (r"(?<!`)`([^`'\n]{1,200})`(?!`)", r"\1")),
    *_rules("**", (r"\*\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*\*", r"\1")),
    *_rules("__", (r"(?<!\w)__(?=[^\s_])([^_\n]{1,500}?)(?<=[^\s_])__(?!\w)", r"\1")),
    *_rules("~~", (r"~~(?=[^\s~])([^~\n]{1,500}?)(?<=[^\s~])~~", r"\1")),
    *_rules("*", (r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])", r"\1")),
    *_rules("_", (r"(?<!\w)_(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?!\w)", r"\1")),
    *_rules("|", (r"^[ \t]*(?:\{\||\|\}|\|-)[^\n]{0,300}$|^[ \t|:+-]{3,}$", ""),
            (r"^[ \t]*\|[ \t]*([^\n|]{1,300}(?:\|[^\n|]{0,300}){0,50})$", lambda match: match[1].rstrip(" \t|"))),
    *_rules(">", (r"^[ \t]{0,3}(?:>[ \t]?){1,5}(?=[^\s>])|^>+[ \t]*(?=\n)", "")),
    *[(sign, re.compile(rf"^[ \t]*(?:{re.escape(sign)}[ \t]*){{3,}}$", re.MULTILINE), "") for sign in "-*_=~#+"],
    *_rules("-\n", (r"(?<![\w-])([a-z]{2,30})-\n[ \t]*([a-z]{2,30})(?![\w-])", _join)),
)  # fmt: skip
_OF_POSTS: tuple[Rule, ...] = (
    ("@", re.compile(r"(?<![\w@./+-])@([A-Z][A-Za-z0-9_]{1,40})\b(?!@|\.\w)"), _handle),
    ("#", re.compile(r"(?<![\w#&/])#([A-Z][A-Za-z_]{1,40})\b"), _handle),
    ("w/", re.compile(r"(?<![\w/])w/(?=\s)"), "with"),
)
