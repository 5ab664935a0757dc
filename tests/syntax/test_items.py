"""The items of digests, on words alone."""

from __future__ import annotations

import pytest

from kg.syntax.items import Items, find_items
from kg.syntax.parse import Parse
from tests.helpers.parses import parse_of

NAMES = {"oslo", "chad", "lind", "fiji", "peru", "mali", "laos"}


def plain(text: str) -> Parse:
    """Words, each a root of its own; a slash stands for an end of line."""
    words = ["\n" if word == "/" else word for word in text.split(" ")]
    parse = parse_of(" ".join("x//NN/0/ROOT" for _ in words))
    parse.words[:] = words
    parse.pos[:] = ["PRON" if word in {"he", "they"} else "NOUN" for word in words]
    return parse


@pytest.mark.parametrize(
    ("title", "text", "begins"),
    [
        ("Current events of 3 May 1999", "oslo voted / chad voted", (0, 3)),
        ("News in brief", "oslo voted / chad voted", (0, 3)),
        ("Vote in Oslo", "oslo voted / chad voted", (0,)),
        (None, "oslo voted / chad voted / lind left / fiji froze / peru won", (0, 3, 6, 9, 12)),
        (None, "oslo voted / chad voted / lind left oslo / fiji and chad froze / oslo won", (0,)),
        (None, "oslo voted / chad voted / they left / fiji froze / peru won", (0,)),
        (None, "rain / snow / wind / fog / hail", (0,)),
        (None, "- oslo voted / - he left oslo", (0, 4)),
        ("Current events", "crisis in mali : / oslo voted / chad voted", (0, 8)),
        ("Current events", "oslo voted", (0,)),
    ],
)
def test_items(title: str | None, text: str, begins: tuple[int, ...]) -> None:
    parse = plain(text)
    names = [index for index, word in enumerate(parse.words) if word in NAMES]
    assert find_items(parse, title, names).begins == begins


def test_item_of_a_token() -> None:
    items = Items((0, 3, 6))
    assert [items.begin(index) for index in range(8)] == [0, 0, 0, 3, 3, 3, 6, 6]
    assert items.several and not Items().several
