"""Copies of one report: known by their words, counted once, whatever the order in which articles come."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.copies import find_copies, group
from kg.model import Article
from kg.readers.fields import make_article
from kg.readers.fingerprint import find_keys
from kg.readers.streams import Given

WORDS = [f"{first}{last}" for first in ("ba", "do", "ke", "mi", "su", "to") for last in ("lan", "ret", "mos", "nix")]


def make_words(seed: int, count: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def article(name: str, words: list[str]) -> Article:
    return make_article({"text": " ".join(words)}, name, name, None, Given(), None)


def edit(words: list[str], places: range) -> list[str]:
    return [f"{word}x" if place in places else word for place, word in enumerate(words)]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda words: words, True),
        (lambda words: [word.upper() for word in words], True),
        (lambda words: ["Bergen,", "20 May", "(The wire)", "-", *words], True),
        (lambda words: words[:180], True),
        (lambda words: words + make_words(9), True),
        (lambda words: edit(words, range(100, 290, 95)), True),
        (lambda words: edit(words, range(0, 300, 8)), False),
        (lambda words: words[150:], False),
        (lambda words: words[:20] + make_words(9), False),
        (lambda words: make_words(9), False),
    ],
)
def test_copies_are_known_by_their_words(change: Callable[[list[str]], list[str]], same: bool) -> None:
    for seed in range(5):
        words = make_words(seed)
        found = find_copies([article("b", change(words)), article("a", words)])
        assert found == ({"b": "a"} if same else {}), seed


def test_short_texts_are_copies_where_they_are_the_same() -> None:
    assert find_keys("They met.") == find_keys("they MET")
    assert not set(find_keys("They met.")) & set(find_keys("They left."))
    assert find_keys("...") == ()


@given(st.lists(st.tuples(st.sampled_from("stuvwxyz"), st.sampled_from("abcdefgh"))), st.randoms())
def test_the_order_of_articles_changes_nothing(pairs: list[tuple[str, str]], chance: random.Random) -> None:
    found = group(pairs)
    shuffled = chance.sample(pairs, len(pairs))
    assert group(shuffled) == found
    for _, name in pairs:
        together = {other for key, other in pairs if (key, name) in pairs}
        assert len({found.get(other, other) for other in together}) == 1
    assert all(first < copy and first not in found for copy, first in found.items())


def test_many_copies_take_time_in_proportion() -> None:
    keys = [(f"{number // 2}", f"{number:06}") for number in range(100_000)]
    keys += [(f"and{(number + 1) // 2}", f"{number:06}") for number in range(100_000)]
    found = group(keys)
    assert (len(found), set(found.values())) == (99_999, {"000000"})


def test_articles_without_keys_are_no_copies() -> None:
    bare = [replace(article(name, ["same"]), fingerprint=()) for name in "ab"]
    assert find_copies(bare) == {}
