"""Order and place on each rank: few crossings (barycentres, then swaps), and arrows as straight as they can be."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from trainer.drawing.layout_ranks import Ranked, Vertex

APART = 22.0
"""Between two neighbours on a rank."""
PADDING = 16.0
"""More of it at each border of a group."""
SWEEPS = 24


def arrange(ranked: Ranked) -> None:
    """Order every rank and give every vertex its `x`."""
    small = len(ranked.vertices) < 2_000
    beginnings = [(mirrored, down) for mirrored in (False, True) for down in (True, False)]
    found = [_ordered(ranked, *b, SWEEPS if small else 6) for b in (beginnings if small else beginnings[:1])]
    _, ranked.ranks[:] = min(found, key=lambda pair: pair[0])
    _straighten(ranked)


def _ordered(ranked: Ranked, mirrored: bool, down: bool, sweeps: int) -> tuple[int, list[list[int]]]:
    """The best order met on some sweeps, and its crossings."""
    for members in ranked.ranks:
        members.sort(reverse=mirrored)
        _place(ranked.vertices, members, dict.fromkeys(members, 0.0))
    best: tuple[int, list[list[int]]] | None = None
    for number in range(sweeps):
        _sweep(ranked, down=down == (number % 2 == 0))
        _swap_neighbours(ranked)
        count = crossings(ranked)
        if best is None or count < best[0]:
            best = count, [list(r) for r in ranked.ranks]
    assert best is not None
    return best


def crossings(ranked: Ranked) -> int:
    """How often two arrows cross, over all ranks."""
    total = 0
    for upper, lower in pairwise(ranked.ranks):
        place = {m: i for i, m in enumerate(lower)}
        met: list[int] = []
        for member in upper:
            ends = sorted(place[b] for b in ranked.vertices[member].below)
            total += sum(len(met) - bisect_right(met, end) for end in ends)
            for end in ends:
                insort(met, end)
    return total


def _sweep(ranked: Ranked, *, down: bool) -> None:
    """Each vertex goes to the middle of its neighbours on the rank before; a group goes as one."""
    vertices = ranked.vertices
    for members in ranked.ranks if down else reversed(ranked.ranks):
        wanted = {m: _mean(vertices, vertices[m].above if down else vertices[m].below, vertices[m].x) for m in members}
        centres = _group_centres(ranked)
        members.sort(key=lambda m: _sort_key(m, vertices[m], wanted[m], centres))
        _place(vertices, members, wanted)


def _sort_key(member: int, vertex: Vertex, wanted: float, centres: dict[str, float]) -> tuple[float, str, float, int]:
    if vertex.group is None:
        return wanted, "", wanted, member
    return centres[vertex.group], vertex.group, wanted, member


def _group_centres(ranked: Ranked) -> dict[str, float]:
    """The middle of each group over all ranks: the same everywhere, so that groups never change sides."""
    places: dict[str, list[float]] = {}
    for vertex in ranked.vertices:
        if vertex.group:
            places.setdefault(vertex.group, []).append(vertex.x)
    return {group: sum(xs) / len(xs) for group, xs in places.items()}


def _mean(vertices: Sequence[Vertex], neighbours: Sequence[int], otherwise: float) -> float:
    return sum(vertices[n].x for n in neighbours) / len(neighbours) if neighbours else otherwise


def _swap_neighbours(ranked: Ranked) -> None:
    """Swap two that stand beside each other and belong together, where that saves crossings."""
    vertices = ranked.vertices
    sizes = Counter(v.group for v in vertices)
    for number, members in enumerate(ranked.ranks):
        around = ranked.ranks[max(number - 1, 0) : number + 2]
        place = {m: i for rank in around for i, m in enumerate(rank)}
        for i in range(len(members) - 1):
            left, right = vertices[members[i]], vertices[members[i + 1]]
            bound = {v.group for v in (left, right) if v.group and sizes[v.group] > 1}
            together = left.group == right.group or not bound
            if together and _saves(left, right, place):
                members[i], members[i + 1] = members[i + 1], members[i]
        _place(vertices, members, {m: vertices[m].x for m in members})


def _saves(left: Vertex, right: Vertex, place: dict[int, int]) -> bool:
    now = then = 0
    for ours, theirs in ((left.above, right.above), (left.below, right.below)):
        for a in ours:
            for b in theirs:
                now += place[a] > place[b]
                then += place[b] > place[a]
    return then < now


def _straighten(ranked: Ranked) -> None:
    """With the order fixed: each below the middle of what leads to it, so that lines of scenes run straight down."""
    vertices = ranked.vertices
    for down in (True, False, True):
        for members in ranked.ranks if down else reversed(ranked.ranks):
            _place(vertices, members, {m: _wanted(vertices, m, down=down) for m in members})


def _wanted(vertices: Sequence[Vertex], member: int, *, down: bool) -> float:
    vertex = vertices[member]
    before, after = (vertex.above, vertex.below) if down else (vertex.below, vertex.above)
    return _mean(vertices, before or after, vertex.x)


def _place(vertices: Sequence[Vertex], members: Sequence[int], wanted: dict[int, float]) -> None:
    """As near as possible to where each wants to be, in order and without touching.

    Least squares under minimal distances is isotonic regression: neighbours that push each other become a block
    that stands at the mean of what its members want (pool adjacent violators).
    """
    offsets = _offsets(vertices, members)
    blocks: list[tuple[float, float, int]] = []
    for member, offset in zip(members, offsets, strict=True):
        weight = _weight(vertices[member])
        total, weights, count = (wanted[member] - offset) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / weights:
            before = blocks.pop()
            total, weights, count = total + before[0], weights + before[1], count + before[2]
        blocks.append((total, weights, count))
    places = (total / weights for total, weights, count in blocks for _ in range(count))
    for member, offset, place in zip(members, offsets, places, strict=True):
        vertices[member].x = place + offset


def _offsets(vertices: Sequence[Vertex], members: Sequence[int]) -> list[float]:
    """The least distance of each from the first."""
    found = [0.0]
    for left, right in pairwise(members):
        found.append(found[-1] + _least(vertices[left], vertices[right]))
    return found


def _least(left: Vertex, right: Vertex) -> float:
    borders: Iterable[str | None] = () if left.group == right.group else (left.group, right.group)
    return (left.width + right.width) / 2 + APART + PADDING * sum(g is not None for g in borders)


def _weight(vertex: Vertex) -> float:
    """Places that arrows pass on count more: a long arrow is to be straight."""
    return 1.0 if vertex.height else 5.0
