"""Quotations and their speakers, on hand-built parses."""

from __future__ import annotations

import pytest

from kg.syntax.quotations import find_announcements, find_quotes, find_speakers
from tests.helpers.parses import parse_of

QUOTES = {'"', "“", "”"}


def words(text: str) -> str:
    """Plain words, each the root of a sentence of its own."""
    return " ".join(f"{word}//{'``' if word in QUOTES else 'NN'}/0/ROOT" for word in text.split())


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('x " y z " x', ["y z"]),
        ("x “ y ” x “ z ” x", ["y", "z"]),
        ('x " y " x " z "', ["y", "z"]),
        ('x " y z', ["y z"]),
        ("“ y “ z ” x", ["y", "z"]),
        ("x ” y", []),
        ("x y", []),
    ],
)
def test_quotes(text: str, quotes: list[str]) -> None:
    parse = parse_of(words(text))
    assert [" ".join(parse.words[begin:end]) for begin, end in find_quotes(parse)] == quotes


def test_a_quotation_without_an_end_ends_with_its_paragraph() -> None:
    parse = parse_of(words("“ y z x"))
    parse.words[2] = "\n\n"
    assert find_quotes(parse) == [(1, 2)]
    parse.words[2] = "\n"
    assert find_quotes(parse) == [(1, 4)]


SPEAKERS = [
    (
        "before",
        "Nixon//NNP/2/nsubj said/say/VBD/0/ROOT \"//``/5/punct Mao//NNP/5/nsubj left/leave/VBD/2/ccomp \"//''/5/punct",
        {"mao left": "nixon"},
    ),
    (
        "behind",
        "\"//``/3/punct Mao//NNP/3/nsubj left/leave/VBD/6/ccomp \"//''/3/punct Nixon//NNP/6/nsubj said/say/VBD/0/ROOT",
        {"mao left": "nixon"},
    ),
    (
        "behind the second sentence",
        "\"//``/3/punct Mao//NNP/3/nsubj left/leave/VBD/0/ROOT Zhou//NNP/5/nsubj stayed/stay/VBD/8/ccomp "
        "\"//''/5/punct Nixon//NNP/8/nsubj said/say/VBD/0/ROOT",
        {"mao left zhou stayed": "nixon"},
    ),
    (
        "in the sentence before a colon",
        "Nixon//NNP/2/nsubj wrote/write/VBD/0/ROOT :/:/,/2/punct \"//``/6/punct Mao//NNP/6/nsubj left/leave/VBD/0/ROOT "
        "\"//''/6/punct",
        {"mao left": "nixon"},
    ),
    (
        "not in the sentence before without a colon",
        "Nixon//NNP/2/nsubj wrote/write/VBD/0/ROOT \"//``/5/punct Mao//NNP/5/nsubj left/leave/VBD/0/ROOT "
        "\"//''/5/punct",
        {"mao left": None},
    ),
    (
        "in the sentence that begins with the closing mark",
        "\"//``/3/punct Mao//NNP/3/nsubj left/leave/VBD/0/ROOT \"//''/6/punct Nixon//NNP/6/nsubj said/say/VBD/0/ROOT",
        {"mao left": "nixon"},
    ),
    (
        "not inside the quotation",
        "\"//``/3/punct Zhou//NNP/3/nsubj said/say/VBD/8/ccomp Mao//NNP/5/nsubj left/leave/VBD/3/ccomp "
        "\"//''/3/punct Nixon//NNP/8/nsubj said/say/VBD/0/ROOT",
        {"zhou said mao left": "nixon"},
    ),
    (
        "the nearest of two",
        "Zhou//NNP/2/nsubj said/say/VBD/9/ccomp it//PRP/2/obj \"//``/6/punct Mao//NNP/6/nsubj left/leave/VBD/9/ccomp "
        "\"//''/6/punct Nixon//NNP/9/nsubj said/say/VBD/0/ROOT",
        {"mao left": "nixon"},
    ),
    (
        "none",
        "Nixon//NNP/2/nsubj met/meet/VBD/0/ROOT a//DT/5/det \"//``/5/punct friend//NN/2/obj \"//''/5/punct",
        {"friend": None},
    ),
    (
        "that of the quotation before",
        "Nixon//NNP/2/nsubj said/say/VBD/0/ROOT \"//``/4/punct no//RB/2/ccomp \"//''/4/punct "
        "Smiles/smile/NNS/0/ROOT \"//``/8/punct never//RB/0/ROOT \"//''/8/punct",
        {"no": "nixon", "never": "nixon"},
    ),
    (
        "not that of a quotation far before",
        "Nixon//NNP/2/nsubj said/say/VBD/0/ROOT \"//``/4/punct no//RB/2/ccomp \"//''/4/punct "
        + "x//NN/0/ROOT " * 30
        + "\"//``/37/punct never//RB/0/ROOT \"//''/37/punct",
        {"no": "nixon", "never": None},
    ),
    (
        "nothing is quoted",
        "Nixon//NNP/2/nsubj said/say/VBD/0/ROOT \"//``/2/punct \"//''/2/punct nothing//NN/2/obj",
        {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SPEAKERS])
def test_speakers(sentence: str, expected: dict[str, str | None]) -> None:
    parse = parse_of(sentence)
    speakers = find_speakers(parse, find_quotes(parse))
    found = {}
    for begin, end in find_quotes(parse):
        said_by = {speakers.get(token) for token in range(begin, end)}
        for speaker in said_by:
            found[" ".join(parse.words[begin:end])] = None if speaker is None else parse.words[speaker]
    assert found == expected
    assert len(speakers) == sum(len(quote.split()) for quote, speaker in expected.items() if speaker)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("SECRETARY//NNP/2/compound KERRY//NNP/0/ROOT ://,/2/punct\n\nI//PRP/2/nsubj left//VBD/0/ROOT", ["KERRY"]),
        ("QUESTION/question/NN/0/ROOT ://,/1/punct\n\nDid/do/VBD/0/ROOT he//PRP/1/nsubj", ["QUESTION"]),
        ("The//DT/2/det talks//NNS/0/ROOT ://,/2/punct\n\nI//PRP/2/nsubj left//VBD/0/ROOT", []),
        ("Kerry//NNP/2/nsubj left//VBD/0/ROOT ://,/2/punct\n\nI//PRP/2/nsubj left//VBD/0/ROOT", []),
    ],
)
def test_turns_of_a_transcript(text: str, speakers: list[str]) -> None:
    parse = parse_of(text)
    assert [parse.words[token].upper() for _, token in find_announcements(parse)] == speakers
