"""Ranks: every arrow leads down, and long arrows are cut into pieces of one rank each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

PASSING = 14.0
"""Width of the place that an arrow passes a rank on."""


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place. Boxes of one group that touch or are linked are kept together."""

    width: float
    height: float
    group: str | None = None


@dataclass(frozen=True, slots=True)
class LayoutLink:
    """An arrow between two boxes, by their numbers, and the size of its label (0 for none)."""

    source: int
    target: int
    width: float = 0.0
    height: float = 0.0


@dataclass(slots=True)
class Vertex:
    """A box, a label, or a passing place. `x` is its middle, `band` the bottom of its rank."""

    width: float
    height: float
    rank: int
    group: str | None = None
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    band: float = 0.0


@dataclass(slots=True)
class Ranked:
    """Vertices (boxes first), ranks as lists of them from left to right, and for each link the vertices it runs by."""

    vertices: list[Vertex]
    ranks: list[list[int]]
    chains: list[list[int]]
    labels: list[int]
    backward: list[bool]


def rank(boxes: Sequence[Box], links: Sequence[LayoutLink], start: int, most: int) -> Ranked | None:
    """Boxes on even ranks, labels on the odd ones below their source. None when there would be more than `most`."""
    backward = _backward(len(boxes), links, start)
    ends = [(k.target, k.source) if back else (k.source, k.target) for k, back in zip(links, backward, strict=True)]
    depth = _longest_paths(len(boxes), ends)
    if len(boxes) + sum(2 * (depth[b] - depth[a]) - 1 for a, b in ends) > most:
        return None
    groups = _groups([box.group for box in boxes], depth, ends)
    vertices = [
        Vertex(box.width, box.height, 2 * deep, group) for box, deep, group in zip(boxes, depth, groups, strict=True)
    ]
    found = Ranked(vertices, [], [], [], backward)
    for link, (top, bottom), back in zip(links, ends, backward, strict=True):
        _cut(found, link, top, bottom, back)
    found.ranks = [[] for _ in range(max(v.rank for v in vertices) + 1)]
    for number, vertex in enumerate(vertices):
        found.ranks[vertex.rank].append(number)
    return found


def _cut(found: Ranked, link: LayoutLink, top: int, bottom: int, back: bool) -> None:
    """Add a link's label and passing places. The label stands beside the link's source."""
    vertices = found.vertices
    group = vertices[top].group if vertices[top].group == vertices[bottom].group else None
    chain = [top]
    for level in range(vertices[top].rank + 1, vertices[bottom].rank):
        labelled = level == (vertices[bottom].rank - 1 if back else vertices[top].rank + 1)
        width, height = (max(link.width, PASSING), link.height) if labelled else (PASSING, 0.0)
        if labelled:
            found.labels.append(len(vertices))
        chain.append(len(vertices))
        vertices.append(Vertex(width, height, level, group))
    chain.append(bottom)
    for above, below in pairwise(chain):
        vertices[above].below.append(below)
        vertices[below].above.append(above)
    found.chains.append(chain)


def _backward(count: int, links: Sequence[LayoutLink], start: int) -> list[bool]:
    """Which links close a circle, met on a walk from the start: they are drawn pointing up."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    for number, link in enumerate(links):
        leaving[link.source].append(number)
    state = [0] * count
    found = [False] * len(links)
    for root in [start, *range(count)]:
        if state[root]:
            continue
        state[root] = 1
        trail = [(root, iter(leaving[root]))]
        while trail:
            box, rest = trail[-1]
            number = next(rest, -1)
            if number < 0:
                state[box] = 2
                trail.pop()
                continue
            target = links[number].target
            found[number] = state[target] == 1
            if not state[target]:
                state[target] = 1
                trail.append((target, iter(leaving[target])))
    return found


def _longest_paths(count: int, ends: Sequence[tuple[int, int]]) -> list[int]:
    """How far below the top each box must stand, for links without circles."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for top, bottom in ends:
        leaving[top].append(bottom)
        waiting[bottom] += 1
    depth = [0] * count
    free = [box for box in range(count) if not waiting[box]]
    while free:
        box = free.pop()
        for below in leaving[box]:
            depth[below] = max(depth[below], depth[box] + 1)
            waiting[below] -= 1
            if not waiting[below]:
                free.append(below)
    return depth


def _groups(named: Sequence[str | None], depth: Sequence[int], ends: Sequence[tuple[int, int]]) -> list[str | None]:
    """The name of a group with a number: one for each part of it that is linked or stands on one rank."""
    parent = list(range(len(named)))

    def root(box: int) -> int:
        while parent[box] != box:
            parent[box] = parent[parent[box]]
            box = parent[box]
        return box

    side_by_side: dict[tuple[str, int], int] = {}
    for box, name in enumerate(named):
        if name is not None:
            parent[root(box)] = root(side_by_side.setdefault((name, depth[box]), box))
    for top, bottom in ends:
        if named[top] is not None and named[top] == named[bottom]:
            parent[root(top)] = root(bottom)
    return [None if name is None else f"{root(box)} {name}" for box, name in enumerate(named)]
