"""Turns of interviews and transcripts, on hand-built parses."""

from __future__ import annotations

import pytest

from kg.syntax.parse import Parse
from kg.syntax.turns import find_turns, speakers_of_turns
from tests.helpers.parses import parse_of

TAGS = {":": ":", ".": ".", "?": ".", "\n": "_SP", "\n\n": "_SP", ",": ","}
NAMES = {"lind", "anna", "ms", "oslo", "chad"}


def plain(text: str) -> Parse:
    """Words with tags, each a root of its own; a slash stands for an end of line."""
    words = ["\n" if word == "/" else word for word in text.split(" ")]
    tags = [TAGS.get(word, "NNP" if word in NAMES else "NN") for word in words]
    parse = parse_of(" ".join("x//NN/0/ROOT" for _ in words))
    parse.words[:], parse.tags[:] = words, tags
    return parse


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("q : anna lind , why ? a : because . q : so ?", {"because .": "anna"}),
        ("q : why ? a : because .", {}),
        ("anna lind : yes . / ms oslo : no .", {"yes . \n": "lind", "no .": "oslo"}),
        ("anna lind : yes . ms oslo : no .", {"yes .": "lind", "no .": "oslo"}),
        ("ms of oslo lind : yes .", {"yes .": "lind"}),
        ("x . anna lind : yes .", {}),
        ("anna lind , a judge : yes . no .", {"yes . no .": "lind"}),
        ("x . / anna lind : yes . no .", {"yes . no .": "lind"}),
        ("chad : rain .", {}),
        ("they want this : rain .", {}),
        ("anna lind crisis : rain .", {}),
        ("anna lind : yes . / moderator : really ?", {"yes . \n": "lind"}),
    ],
)
def test_turns(text: str, turns: dict[str, str]) -> None:
    parse = plain(text)
    found = {
        " ".join(parse.words[turn.begin : turn.end]): parse.words[turn.speaker]
        for turn in find_turns(parse)
        if turn.speaker is not None
    }
    assert found == turns


def test_a_paragraph_ends_the_words_of_somebody_named_once() -> None:
    parse = plain("x . / anna lind : yes . / no .")
    parse.words[8] = "\n\n"
    assert list(speakers_of_turns(find_turns(parse))) == [6, 7]


def test_who_answers_is_told_before_the_first_question() -> None:
    parse = parse_of(
        "Lind//NNP/2/nsubj told/tell/VBD/0/ROOT them//PRP/2/obj .//./2/punct "
        "Q//NN/0/ROOT :/:/,/5/punct why//WRB/5/dep ?//./5/punct A//NN/0/ROOT :/:/,/9/punct rain//NN/9/dep"
    )
    assert {parse.words[speaker] for speaker in speakers_of_turns(find_turns(parse)).values()} == {"lind"}
