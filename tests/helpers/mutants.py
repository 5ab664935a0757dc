"""Sentences of a small grammar, and what files and keyboards do to them: marks, symbols, emoji, markup at any place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

WHO = ["Norway", "President Niinisto", "The U.S.", "Chancellor Merkel", "Iran's foreign minister", "NATO", "Two envoys"]
WHO += ["The Latvian government", "Protesters", "She", "They", "Kerry", "Mr. Lavrov", "the minister"]
DID = [
    "met",
    "thanked",
    "condemned",
    "will visit",
    "has not invited",
    "denied having attacked",
    "called on",
    "sanctioned",
]
DID += ["signed a treaty with", "held talks with", "said it had warned", "was accused of threatening", "denied.[2]"]
WHERE = ["", " in Oslo", " at the White House", " near Mosul", ", Calif.", " by phone"]
WHEN = ["", " on Monday", " on 5 March 2015", " yesterday", " in 2014", " two weeks ago", " until Friday"]
JOINS = [". ", ". ", ".\n\n", "; ", ", while ", " and ", "? ", "! ", ".\n", " – ", ": "]

SIGNS = list(
    "$€£%&*@#~^|\\/<>[]{}()\"'`“”‘’«»…—–-+=_.,;:!?§¶†‡°±×÷√∞≠≤≥µßþðæøłıİ\u00ad\u200b\u200d\ufeff\u2028\x1b\x00\t"
)
EMOJI = ["😀", "👍🏽", "👩‍👩‍👧‍👦", "🇳🇴", "❤️", "⚡", "🕊"]
MARKUP = [
    "<b>",
    "</b>",
    "<p>",
    "<br/>",
    "&amp;",
    "&#39;",
    "[1]",
    "[[",
    "]]",
    "{{",
    "}}",
    "'''",
    "''",
    "**",
    "__",
    "## ",
    "- ",
    "* ",
]
MARKUP += [
    "> ",
    "| ",
    "```",
    "](https://example.org/a_(b))",
    "<ref>",
    "</ref>",
    "[citation needed]",
    "<!--",
    "-->",
    "$1.60",
    "5%",
]
NOISE = [
    "https://t.co/x1?y=2&z",
    "a@example.org",
    "@NATO",
    "#Oslo",
    "R2-D2",
    "1,234.5",
    "U.N.",
    "e.g.",
    "(sic)",
    "中文",
    "Привет",
]
NOISE += [
    "\n",
    "\n\n",
    "\r\n",
    "   ",
    "-\n",
    "”",
    "said:",
    "A:",
    "Q.",
    "1.",
    "•",
    "29 Nov 2021.",
    "GENEVA, Jan 22 (AFP) - ",
]


def sentence(random: Random) -> str:
    """A sentence of the grammar."""
    who, whom = random.choice(WHO), random.choice(WHO)
    return f"{who} {random.choice(DID)} {whom}{random.choice(WHERE)}{random.choice(WHEN)}"


def text(random: Random, sentences: int = 6) -> str:
    """Some sentences in a row."""
    return "".join(sentence(random) + random.choice(JOINS) for _ in range(sentences))


def mutant(seed: int) -> str:
    """A text with up to twenty changes; the same for the same seed."""
    random = Random(seed)
    made = text(random, random.randint(3, 9))
    for _ in range(random.randint(1, 20)):
        made = random.choice(CHANGES)(made, random)
    return made


def _insert(made: str, random: Random) -> str:
    at = random.randint(0, len(made))
    return made[:at] + random.choice(random.choice([SIGNS, EMOJI, MARKUP, NOISE])) + made[at:]


def _behind_a_word(made: str, random: Random) -> str:
    words = made.split(" ")
    at = random.randrange(len(words))
    words[at] += random.choice(random.choice([SIGNS, MARKUP, NOISE]))
    return " ".join(words)


def _around_a_word(made: str, random: Random) -> str:
    words = made.split(" ")
    at = random.randrange(len(words))
    left, right = random.choice(
        [("[", "](https://example.org)"), ("[[", "|x]]"), ("**", "**"), ("“", "”"), ("<i>", "</i>"), ("(", "")]
    )
    words[at] = left + words[at] + right
    return " ".join(words)


def _repeat(made: str, random: Random) -> str:
    at = random.randint(0, len(made))
    return made[:at] + random.choice(random.choice([SIGNS, EMOJI, MARKUP])) * random.randint(2, 40) + made[at:]


def _cut(made: str, random: Random) -> str:
    at = random.randint(0, len(made))
    return made[:at] + made[at + random.randint(1, 8) :]


def _double(made: str, random: Random) -> str:
    at, length = random.randint(0, len(made)), random.randint(1, 60)
    return made[:at] + made[at : at + length] + made[at:]


def _shout(made: str, random: Random) -> str:
    at, length = random.randint(0, len(made)), random.randint(1, 60)
    return made[:at] + random.choice([str.upper, str.lower, str.title])(made[at : at + length]) + made[at + length :]


CHANGES: list[Callable[[str, Random], str]] = [
    _insert,
    _insert,
    _behind_a_word,
    _around_a_word,
    _repeat,
    _cut,
    _double,
    _shout,
]
