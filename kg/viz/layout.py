"""Where the nodes of a picture go: sizes of nodes and the links between them enter, whole pixels leave.

Nothing is drawn at random, so the same graph gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, atan2, cos, pi, sin

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

CORE = 200
HOP = 130.0
SPREAD = 1.01
GOLDEN_ANGLE = pi * (3 - 5**0.5)


def place_nodes(boxes: Sequence[tuple[float, float]], links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The centre of each node, whose box (width, height) overlaps no other; nodes come strongest first.

    The strongest are laid out by stress majorization (Gansner, Koren and North 2004: distance in the picture is
    distance in the graph); all further ones stand on rings around them, near the direction of what they are linked to.

    >>> place_nodes([(80, 40), (80, 40)], [(0, 1)])
    [(84, 0), (-84, 0)]
    """
    links = list(links)
    sizes = np.array(boxes, dtype=float).reshape(-1, 2)
    core = min(len(sizes), CORE)
    points = np.zeros((core, 2))
    hops = _hops(core, links)
    taken: list[Points] = []
    for members in _components(hops):
        part = _separate(_level(_relax(_spiral(len(members)), HOP * hops[np.ix_(members, members)])), sizes[members])
        points[members] = part + _free_spot(part, sizes[members], taken)
    if core < len(sizes):
        points = _surround(points, sizes, links)
    return [(round(x), round(y)) for x, y in points.tolist()]


def _spiral(count: int) -> Points:
    """Sunflower seeds: evenly spread, and in no symmetry in which the layout could get stuck."""
    ranks = np.arange(count)
    radii = HOP * np.sqrt(ranks)
    return np.column_stack((radii * np.cos(GOLDEN_ANGLE * ranks), radii * np.sin(GOLDEN_ANGLE * ranks)))


def _hops(count: int, links: Iterable[tuple[int, int]]) -> Points:
    """How many links lie between each two of the first `count` nodes (Floyd and Warshall)."""
    hops = np.full((count, count), np.inf)
    np.fill_diagonal(hops, 0)
    for a, b in links:
        if a < count and b < count and a != b:
            hops[a, b] = hops[b, a] = 1
    for middle in range(count):
        np.minimum(hops, hops[:, middle, None] + hops[None, middle, :], out=hops)
    return hops


def _components(hops: Points) -> list[list[int]]:
    """The nodes that hang together, largest group first."""
    groups = {tuple(np.flatnonzero(np.isfinite(row)).tolist()) for row in hops}
    return [list(group) for group in sorted(groups, key=lambda group: (-len(group), group))]


def _relax(points: Points, distances: Points, rounds: int = 60) -> Points:
    """Move one node after the other to where its distances to all others fit best."""
    weights = 1 / np.where(distances > 0, distances, np.inf) ** 2
    totals = np.maximum(weights.sum(axis=1), 1e-12)
    for _ in range(rounds):
        for node in range(len(points)):
            offsets = points[node] - points
            lengths = np.hypot(offsets[:, 0], offsets[:, 1])
            stretch = distances[node] / np.maximum(lengths, 1e-6)
            wanted = points + offsets * stretch[:, None]
            points[node] = (weights[node][:, None] * wanted).sum(axis=0) / totals[node]
    return points


def _level(points: Points) -> Points:
    """Turn the picture so that its longest extent lies flat, as screens and labels do."""
    points = points - points.mean(axis=0)
    x, y = points[:, 0], points[:, 1]
    angle = -0.5 * atan2(2 * float((x * y).mean()), float((x * x).mean() - (y * y).mean()))
    return np.column_stack((1.3 * (x * cos(angle) - y * sin(angle)), x * sin(angle) + y * cos(angle)))


def _free_spot(part: Points, sizes: Points, taken: list[Points]) -> Points:
    """Where a group's frame fits beside those placed before, as near the middle as can be; its frame is then taken."""
    low, high = (part - sizes / 2).min(axis=0), (part + sizes / 2).max(axis=0)
    reach = max((float(np.abs(frame).max()) for frame in taken), default=0.0)
    steps = np.arange(4000)
    radii, angles = reach / 30 * np.sqrt(steps), GOLDEN_ANGLE * steps
    shifts = np.column_stack((1.4 * radii * np.cos(angles), radii * np.sin(angles))) - (low + high) / 2
    free = np.full(len(steps), True)
    for left_top, right_bottom in taken:
        free &= ((low + shifts >= right_bottom) | (high + shifts <= left_top)).any(axis=1)
    shift: Points = shifts[int(np.argmax(free))]
    taken.append(np.array((low + shift, high + shift)))
    return shift


def _separate(points: Points, sizes: Points, rounds: int = 300) -> Points:
    """Push boxes that overlap apart, along the axis where less is missing, and let a crowded picture grow a little."""
    extent = np.ptp(points, axis=0) + sizes.max(axis=0)
    points = points * max(1.0, float(1.5 * sizes.prod(axis=1).sum() / extent.prod()) ** 0.5)
    room = (sizes[:, None] + sizes[None, :]) / 2
    order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
    for _ in range(rounds):
        offsets = points[:, None] - points[None, :]
        missing = room - np.abs(offsets)
        overlap = (missing > 0.5).all(axis=2) & (order != 0)
        if not overlap.any():
            break
        along_x = missing[..., 0] < missing[..., 1]
        direction = np.where(offsets == 0, order[..., None], np.sign(offsets))
        push = 0.5 * missing * direction * overlap[..., None]
        push *= np.stack((along_x, ~along_x), axis=2)
        points = SPREAD * points + push.sum(axis=1) / np.maximum(overlap.sum(axis=1), 1)[:, None]
    return points


def _surround(core: Points, sizes: Points, links: list[tuple[int, int]]) -> Points:
    """Rings around the core, each filled with the next strongest nodes in the order of their neighbours' angles.

    Measured in boxes, two nodes sqrt(2) apart can't overlap; that is the distance between rings and on a ring.
    """
    count = len(sizes)
    box: Points = sizes.max(axis=0)
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        neighbours[a].append(b)
        neighbours[b].append(a)
    points = np.vstack((core / box, np.zeros((count - len(core), 2))))
    begin, radius = len(core), float(np.hypot(points[:, 0], points[:, 1]).max()) + 2**0.5
    while begin < count:
        end = min(count, begin + int(pi / asin(0.5**0.5 / radius)))
        ring = sorted(range(begin, end), key=lambda node: _bearing(node, points, neighbours[node]))
        for slot, node in enumerate(ring):
            angle = -pi + 2 * pi * (slot + 0.5) / len(ring)
            points[node] = radius * cos(angle), radius * sin(angle)
        begin, radius = end, radius + 2**0.5
    return points * box


def _bearing(node: int, points: Points, neighbours: list[int]) -> tuple[float, int]:
    """The direction of the neighbours that have their place already; without any, one that spreads evenly."""
    placed = [points[other] for other in neighbours if other < node]
    if not placed:
        return (node * GOLDEN_ANGLE) % (2 * pi) - pi, node
    x, y = np.mean(placed, axis=0)
    return atan2(y, x), node
