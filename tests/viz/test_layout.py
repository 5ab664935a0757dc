"""Places of nodes: apart, near what they are linked to, the same every time."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist, hypot

import pytest

from kg.viz.layout import CORE, place_nodes

BOX = (120.0, 60.0)
RING = [(number, (number + 1) % 12) for number in range(12)]
STAR = [(0, number) for number in range(1, 20)]
CROWD = [(0, number) for number in range(1, 400)]
PAIRS = [(number, number + 1) for number in range(0, 20, 2)]


@pytest.mark.parametrize(
    ("count", "links"),
    [(0, []), (1, []), (2, []), (12, RING), (20, STAR), (20, PAIRS), (30, []), (CORE + 300, CROWD)],
)
def test_no_two_boxes_overlap(count: int, links: list[tuple[int, int]]) -> None:
    places = place_nodes([BOX] * count, links)
    assert len(places) == count
    for (x1, y1), (x2, y2) in combinations(places, 2):
        assert abs(x1 - x2) >= BOX[0] - 2 or abs(y1 - y2) >= BOX[1] - 2


def test_linked_nodes_are_nearer_than_others() -> None:
    path = list(pairwise(range(6)))
    places = place_nodes([BOX] * 6, path)
    assert dist(places[0], places[1]) < dist(places[0], places[5]) / 2


def test_long_picture_lies_flat() -> None:
    places = place_nodes([BOX] * 8, pairwise(range(8)))
    xs, ys = zip(*places, strict=True)
    assert max(xs) - min(xs) > 2 * (max(ys) - min(ys))


def test_weaker_nodes_stand_around_the_strongest() -> None:
    places = place_nodes([BOX] * (CORE + 50), [(0, number) for number in range(1, CORE + 50)])
    middle = [hypot(x / BOX[0], y / BOX[1]) for x, y in places]
    assert max(middle[:CORE]) < min(middle[CORE:])


def test_same_links_give_the_same_places() -> None:
    assert place_nodes([BOX] * 20, STAR) == place_nodes([BOX] * 20, iter(STAR))
