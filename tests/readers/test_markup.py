"""Text as people write it down to the words alone; what is no mark of a notation stays."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.markup import clean_text, strip_tags


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Norway&#39;s envoy &amp; Sweden&#x27;s met.", "Norway's envoy & Sweden's met."),
        ("R&amp;amp;D talks", "R&D talks"),
        ("Oslo&nbsp;talks&hellip;", "Oslo talks…"),
        ("<p>The king spoke.</p><p>He thanked <b>Latvia</b>.</p>", "\n\nThe king spoke.\n\n\n\nHe thanked Latvia.\n\n"),
        ("They met.<br/>They left.", "They met.\n\nThey left."),
        ("They met.<sup>[3]</sup> They left.<ref name=a>{{cite web|url=x}}</ref>", "They met. They left."),
        ("<script>var a = 1;</script>They met.<!-- a note -->", "They met."),
        ("See [the treaty](https://example.org/a_(b)) now.", "See the treaty now."),
        ("![A flag](https://example.org/f.png)They met.", "They met."),
        ("[[Latvia]] thanked [[Estonia|the Estonians]].", "Latvia thanked the Estonians."),
        ("[[File:Flag.svg|thumb|The [[flag]]]]They met.", "They met."),
        ("{{Infobox|name={{lang|lv|Rīga}}}}Riga hosted.", "Riga hosted."),
        ("'''Riga''' is ''the'' capital.", "Riga is the capital."),
        ("[https://example.org/x The text] was signed.", "The text was signed."),
        ("He **thanked** her and *left*; __so__ did _they_.", "He thanked her and left; so did they."),
        ("They met.[4][12] They left,[note 2] he said.[citation needed]", "They met. They left, he said."),
        ("They met in Riga [7].", "They met in Riga."),
        ("Latvia met Estonia.¹ Finland² left.", "Latvia met Estonia. Finland left."),
        ("Latvia met Estonia.1 Finland left,12 he said.3", "Latvia met Estonia. Finland left,12 he said."),
        ("Latvia met Estonia.(1) Finland(2) left[a] Riga.", "Latvia met Estonia. Finland left Riga."),
        ("Latvia met Estonia.[^1]\n\n[^1]: The Courier.", "Latvia met Estonia.\n\n"),
        ("## Talks\nThey met.", "\n\nTalks\n\nThey met."),
        ("They met.\n\n== History ==\nThey left.", "They met.\n\nHistory\n\nThey left."),
        ("They met.\n* * *\nThey left.", "They met.\n\nThey left."),
        ("> They met.\n>> They left.", "They met.\nThey left."),
        ("| Riga | Oslo |\n|------|:----:|\n| 12 May | 13 May |", "Riga | Oslo\n\n12 May | 13 May"),
        ("The negotia-\ntions went on.", "The negotiations went on."),
        ("A Franco-\nGerman plan and a long-\nterm one.", "A Franco-German plan and a long-term one."),
        (
            "A NATO-\nled and a Saudi-\nbacked force of the Minis-\ntry.",
            "A NATO-led and a Saudi-backed force of the Ministry.",
        ),
        ("The nego\xadtia\xad\ntions went on.", "The negotiations went on."),
        ("\x1b[1mThey\x1b[0m met\x00\x07.", "They met."),
        ("@AnnaLind met w/ @UNHCR in #Malmo.", "Anna Lind met with UNHCR in Malmo."),
        ("Read <https://example.org/a>.", "Read https://example.org/a."),
        ("Use `Kyiv` here.", "Use Kyiv here."),
    ],
)
def test_marks_of_a_notation_go(written: str, words: str) -> None:
    assert clean_text(written) == words


@pytest.mark.parametrize(
    "sound",
    [
        "AT&T met R&D; they left.",
        "They hold 300 km² and 12 m³ of it, by No.1 and Rev.2 of the plan.",
        "Article 5(1) and Resolution 1701(2006), in group (3)",
        "5 < 6 and 7 > 3, i.e. a<b.",
        "“[T]he talks,” he said, “[were] long [...] and good [sic].”",
        '"[n]one of them" met.',
        "``The talks,'' he said, ``were long.''",
        "The rate is 5 * 3 * 2, or 2 ** 3.",
        "a_b_c and snake_case",
        "Article 5(2)[a] of the treaty",
        "- They met.\n- They left.",
        "They met -- at last - in Riga.",
        "The price is $3 | $4.",
        "C# 7 and the No. #2",
        "Write to press@example.org and see a@b.",
        "one-\n\ntwo",
        "pp. 3-\n4",
        "He met the\nfive-point plan's author.",
        "=", "==", "#", "[", "]](", "{{", "}}", "<", "&;", "''", "'''", "|", ">", "*", "**", "__",
    ],
)  # fmt: skip
def test_what_is_no_mark_stays(sound: str) -> None:
    assert clean_text(sound) == sound


def test_a_handle_in_a_long_text_is_a_footnote() -> None:
    text = "The ministers met in Riga and spoke about the grain corridor. " * 12 + "Follow @LatviaMFA."
    assert clean_text(text) == text


def test_a_piece_of_html_has_a_paragraph_for_each_block() -> None:
    assert strip_tags("<div><p>They  met.</p>\n<ul><li>One</li><li>Two</li></ul></div>") == "They  met.\n\nOne\n\nTwo"


@given(st.text(alphabet=string.ascii_letters + string.digits + " .,;:!?()\n", max_size=300))
def test_words_alone_stay_as_they_are(text: str) -> None:
    assert clean_text(text) == text


@given(st.text(alphabet="<>&;{}[]()'=#`*_~|!-+\n a/:@\xad", max_size=300))
def test_marks_of_any_order_are_read(text: str) -> None:
    clean_text(text)


PIECES = ["<", "<a ", "<script>", "<!--", "&", "&amp;", "{{", "[[", "[[a|", "[", "](", "[a](b", "!", "'''", "==", "# "]
PIECES += [
    "`",
    "**a",
    "__",
    "~~",
    "*a",
    "_a",
    "|",
    "| a ",
    ">",
    "> ",
    "-\n",
    "a-\n",
    "@A",
    "#",
    "- ",
    "= ",
    "\xad",
    "<p>",
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_time_is_linear_whatever_is_repeated(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.perf_counter()
    clean_text(text)
    assert time.perf_counter() - begin < 5
