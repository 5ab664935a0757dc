"""Which articles are copies of one report: the same text, or nearly the same, whoever prints it.

Articles with their keys enter, in any order; each copy leaves with the one that stands for all of them. Articles that
share a key are copies, and so are copies of copies; time and memory grow in proportion to the articles.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Article


def find_copies(articles: Iterable[Article]) -> dict[str, str]:
    """The ids of copies, with the id of the one of them that sorts first and stands for all; that one is left out."""
    return group((key, article.id) for article in articles for key in article.fingerprint)


def group(keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of keys with the names that have them: names that share one, with the name that sorts first among them."""
    first: dict[str, str] = {}
    leader: dict[str, str] = {}
    for key, name in keys:
        one, other = sorted((_follow(leader, first.setdefault(key, name)), _follow(leader, name)))
        if one != other:
            leader[other] = one
    return {name: _follow(leader, name) for name in leader}


def _follow(leader: dict[str, str], name: str) -> str:
    """The first of all that a name was put together with; the way there is kept short."""
    last = name
    while last in leader:
        last = leader[last]
    while name != last:
        leader[name], name = last, leader[name]
    return last
