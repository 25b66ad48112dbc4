"""A layered layout (Sugiyama's): boxes on ranks from top to bottom, labels and long arrows given room of their own.

Arrows run between ranks only, and pass a rank on a place kept for them, so nothing crosses a box. Boxes of a group lie
side by side on each rank, and groups keep their order from rank to rank, so that a group can be outlined.
"""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

from trainer.errors import UnusableInput

MOST_VERTICES = 12_000
"""Boxes, labels and passing places together; more is no picture any more."""
MARGIN = 24.0
GAP = 34.0
"""Between ranks, where the arrows bend."""
PASSING = 14.0
"""Width of the place that an arrow passes a rank on."""
APART = 22.0
"""Between two neighbours on a rank."""
PADDING = 16.0
"""More of it at each border of a group."""
TITLE = 20.0
"""More room above a rank in which a group begins."""
BESIDE, ABOVE, BELOW = 12.0, 22.0, 9.0
"""How far a group's outline stands off its boxes; above there is room for its name."""
SWEEPS = 24


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


@dataclass(frozen=True, slots=True)
class Rect:
    """A place: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Route:
    """Where an arrow runs, as stretches from top to bottom; `backward`: it points up. `label` is its label's place."""

    stops: tuple[tuple[float, float, float], ...]
    """x, and from which y to which y it runs straight down there; between two stops it bends."""
    label: Rect
    backward: bool


class Band(NamedTuple):
    """A group's extent on one rank."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape around a group: its bands from top to bottom, and its name. One band is a rectangle."""

    name: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed; boxes and routes in the order of what was given."""

    boxes: tuple[Rect, ...]
    routes: tuple[Route, ...]
    outlines: tuple[Outline, ...]
    width: float
    height: float


@dataclass(slots=True)
class Vertex:
    """A box, a label, or a passing place. `x` is its middle, `y` its top, `band` the bottom of its rank."""

    width: float
    height: float
    rank: int
    group: str | None = None
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    band: float = 0.0

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def rect(self) -> Rect:
        return Rect(self.left, self.y, self.width, self.height)


@dataclass(slots=True)
class Ranked:
    """Vertices (boxes first), ranks as lists of them from left to right, and for each link the vertices it runs by."""

    vertices: list[Vertex]
    ranks: list[list[int]]
    chains: list[list[int]]
    labels: list[int]
    backward: list[bool]


def lay_out(boxes: Sequence[Box], links: Sequence[LayoutLink], start: int = 0) -> Layout:
    """Place boxes and arrows. Links from a box to itself are not allowed. UnusableInput where there are too many."""
    ranked = rank(boxes, links, start)
    arrange(ranked)
    vertices = ranked.vertices
    left = min(v.left for v in vertices) - 2 * MARGIN
    for vertex in vertices:
        vertex.x -= left
    # Each rank is as high as the tallest on it, and has room above it for the names of groups that begin there.
    begun: set[str] = set()
    y = MARGIN
    for members in ranked.ranks:
        here = [vertices[m] for m in members]
        groups = {v.group for v in here if v.group}
        y += TITLE if groups - begun else 0
        begun |= groups
        tallest = max(v.height for v in here)
        for vertex in here:
            vertex.y, vertex.band = y, y + tallest
        y += tallest + GAP
    routes = []
    for chain, label, backward in zip(ranked.chains, ranked.labels, ranked.backward, strict=True):
        first, *between, last = (vertices[m] for m in chain)
        starts = _port(first, first.below, chain[1], vertices)
        ends = _port(last, last.above, chain[-2], vertices)
        passed = [(v.x, v.y, v.band) for v in between]
        stops = ((starts, first.y + first.height, first.band), *passed, (ends, last.y, last.y))
        routes.append(Route(stops, vertices[label].rect, backward))
    group_outlines = outlines(vertices)
    return Layout(
        boxes=tuple(v.rect for v in vertices[: len(boxes)]),
        routes=tuple(routes),
        outlines=group_outlines,
        width=max([v.right for v in vertices] + [b.right for o in group_outlines for b in o.bands]) + MARGIN,
        height=y - GAP + MARGIN,
    )


def _port(box: Vertex, others: Sequence[int], towards: int, vertices: Sequence[Vertex]) -> float:
    """Where on a box's edge an arrow begins or ends: they stand apart, in the order of where they lead."""
    if len(others) == 1:
        return box.x
    spread = min(box.width - 24, 26.0 * (len(others) - 1))
    place = sorted(others, key=lambda m: vertices[m].x).index(towards)
    return box.x - spread / 2 + spread * place / (len(others) - 1)


def rank(boxes: Sequence[Box], links: Sequence[LayoutLink], start: int) -> Ranked:
    """Boxes on even ranks, labels on the odd ones; every arrow leads down, cut into pieces of one rank each.

    UnusableInput where that makes too many pieces.
    """
    backward = _backward(len(boxes), links, start)
    ends = [(k.target, k.source) if back else (k.source, k.target) for k, back in zip(links, backward, strict=True)]
    # A box stands below all that leads to it: as deep as the longest way to it.
    above: dict[int, list[int]] = {box: [] for box in range(len(boxes))}
    for top, bottom in ends:
        above[bottom].append(top)
    depth = [0] * len(boxes)
    for box in TopologicalSorter(above).static_order():
        depth[box] = max((depth[a] + 1 for a in above[box]), default=0)
    if len(boxes) + sum(2 * (depth[b] - depth[a]) - 1 for a, b in ends) > MOST_VERTICES:
        do = "Draw it elsewhere: `--format dot` or `--format mermaid`."
        raise UnusableInput("this scenario is too large for a picture", do=do)
    groups = _groups([box.group for box in boxes], depth, ends)
    vertices = [Vertex(b.width, b.height, 2 * d, group) for b, d, group in zip(boxes, depth, groups, strict=True)]
    ranked = Ranked(vertices, [], [], [], backward)
    for link, (top, bottom), back in zip(links, ends, backward, strict=True):
        group = groups[top] if groups[top] == groups[bottom] else None
        # The label stands beside the link's source, the lower end where the arrow points up.
        labelled = 2 * depth[bottom] - 1 if back else 2 * depth[top] + 1
        between = range(2 * depth[top] + 1, 2 * depth[bottom])
        chain = [top, *range(len(vertices), len(vertices) + len(between)), bottom]
        ranked.chains.append(chain)
        ranked.labels.append(chain[1 + between.index(labelled)])
        for level in between:
            size = (max(link.width, PASSING), link.height) if level == labelled else (PASSING, 0.0)
            vertices.append(Vertex(*size, level, group))
        for upper, lower in pairwise(chain):
            vertices[upper].below.append(lower)
            vertices[lower].above.append(upper)
    ranked.ranks = [[] for _ in range(max(v.rank for v in vertices) + 1)]
    for number, vertex in enumerate(vertices):
        ranked.ranks[vertex.rank].append(number)
    return ranked


def _backward(count: int, links: Sequence[LayoutLink], start: int) -> list[bool]:
    """Which links close a circle, met on a walk from the start, depth first: they are drawn pointing up."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    for number, link in enumerate(links):
        leaving[link.source].append(number)
    # 0: not met yet; 1: on the trail, so that a link to it closes a circle; 2: done with.
    state = [0] * count
    backward = [False] * len(links)
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
            backward[number] = state[target] == 1
            if not state[target]:
                state[target] = 1
                trail.append((target, iter(leaving[target])))
    return backward


def _groups(named: Sequence[str | None], depth: Sequence[int], ends: Sequence[tuple[int, int]]) -> list[str | None]:
    """The name of a group with a number: one for each part of it that is linked or stands on one rank (union-find)."""
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


def arrange(ranked: Ranked) -> None:
    """Order every rank for few crossings, and give every vertex its `x` for straight arrows.

    Sweeps that sort by barycentres find a good order, not the best one, and which depends on where they begin. So a
    small graph is swept from four beginnings, and the order with the fewest crossings of all is taken.
    """
    small = len(ranked.vertices) < 2_000
    beginnings = [(mirrored, down) for mirrored in (False, True) for down in (True, False)]
    best: list[list[int]] = []
    fewest: int | None = None
    for mirrored, down_first in beginnings if small else beginnings[:1]:
        for members in ranked.ranks:
            members.sort(reverse=mirrored)
            _place(ranked.vertices, members, dict.fromkeys(members, 0.0))
        for number in range(SWEEPS if small else 6):
            _sweep(ranked, down=down_first == (number % 2 == 0))
            _swap_neighbours(ranked)
            count = crossings(ranked)
            if fewest is None or count < fewest:
                fewest, best = count, [list(r) for r in ranked.ranks]
    ranked.ranks[:] = best
    for down in (True, False, True):
        _sweep(ranked, down=down, sort=False)


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


def _sweep(ranked: Ranked, *, down: bool, sort: bool = True) -> None:
    """Each vertex goes to the middle of its neighbours on the rank before; a group goes as one.

    Groups are sorted by their middle over all ranks, the same everywhere, so that they never change sides. With the
    order kept, what has no neighbour before goes to those behind it, so that lines of scenes run straight down.
    """
    vertices = ranked.vertices
    for members in ranked.ranks if down else reversed(ranked.ranks):
        wanted: dict[int, float] = {}
        for member in members:
            vertex = vertices[member]
            before, behind = (vertex.above, vertex.below) if down else (vertex.below, vertex.above)
            near = before if before or sort else behind
            wanted[member] = sum(vertices[n].x for n in near) / len(near) if near else vertex.x
        if sort:
            places: dict[str, list[float]] = {}
            for vertex in vertices:
                if vertex.group:
                    places.setdefault(vertex.group, []).append(vertex.x)
            centres = {group: sum(xs) / len(xs) for group, xs in places.items()}
            keys = {}
            for member, want in wanted.items():
                group = vertices[member].group or ""
                keys[member] = centres.get(group, want), group, want, member
            members.sort(key=keys.__getitem__)
        _place(vertices, members, wanted)


def _swap_neighbours(ranked: Ranked) -> None:
    """Swap two that stand beside each other and belong together, where that saves crossings."""
    vertices = ranked.vertices
    sizes = Counter(v.group for v in vertices)
    for number, members in enumerate(ranked.ranks):
        around = ranked.ranks[max(number - 1, 0) : number + 2]
        place = {m: i for rank in around for i, m in enumerate(rank)}
        for i in range(len(members) - 1):
            left, right = vertices[members[i]], vertices[members[i + 1]]
            if left.group != right.group and any(v.group and sizes[v.group] > 1 for v in (left, right)):
                continue
            sides = (left.above, right.above), (left.below, right.below)
            pairs = [(place[a], place[b]) for ours, theirs in sides for a in ours for b in theirs]
            if sum(b > a for a, b in pairs) < sum(a > b for a, b in pairs):
                members[i], members[i + 1] = members[i + 1], members[i]
        _place(vertices, members, {m: vertices[m].x for m in members})


def _place(vertices: Sequence[Vertex], members: Sequence[int], wanted: dict[int, float]) -> None:
    """As near as possible to where each wants to be, in order and without touching.

    Least squares under minimal distances is isotonic regression: neighbours that push each other become a block
    that stands at the mean of what its members want (pool adjacent violators). Places that arrows pass on count more
    than boxes do, as a long arrow is to be straight.
    """
    offsets = [0.0]
    """The least distance of each from the first."""
    for one, other in pairwise(members):
        left, right = vertices[one], vertices[other]
        borders = 0 if left.group == right.group else sum(v.group is not None for v in (left, right))
        offsets.append(offsets[-1] + ((left.width + right.width) / 2 + APART + PADDING * borders))
    blocks: list[tuple[float, float, int]] = []
    for member, offset in zip(members, offsets, strict=True):
        weight = 1.0 if vertices[member].height else 5.0
        total, weights, count = (wanted[member] - offset) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / weights:
            before = blocks.pop()
            total, weights, count = total + before[0], weights + before[1], count + before[2]
        blocks.append((total, weights, count))
    places = (total / weights for total, weights, count in blocks for _ in range(count))
    for member, offset, place in zip(members, offsets, places, strict=True):
        vertices[member].x = place + offset


def outlines(vertices: Sequence[Vertex]) -> tuple[Outline, ...]:
    """One for each group; a group whose ranks are not next to each other gets one for each stretch.

    A rectangle where nothing of others stands in it (arrows may pass through), otherwise rank by rank.
    """
    members: dict[str, dict[int, list[Vertex]]] = {}
    for vertex in vertices:
        if vertex.group:
            members.setdefault(vertex.group, {}).setdefault(vertex.rank, []).append(vertex)
    shapes: list[tuple[str, list[Band]]] = []
    for group, by_rank in members.items():
        for level, here in sorted(by_rank.items()):
            top, bottom = here[0].y, here[0].band
            if level - 1 not in by_rank:
                shapes.append((group, []))
                top -= ABOVE
            if level + 1 not in by_rank:
                bottom = max(v.y + v.height for v in here) + BELOW
            left, right = min(v.left for v in here), max(v.right for v in here)
            shapes[-1][1].append(Band(left - BESIDE, right + BESIDE, top, bottom))
    outlines = []
    for group, bands in shapes:
        whole = Band(min(b.left for b in bands), max(b.right for b in bands), bands[0].top, bands[-1].bottom)
        others = [b for _, theirs in shapes if theirs is not bands for b in theirs]
        others += [Band(v.left, v.right, v.y, v.y + v.height) for v in vertices if v.height and v.group != group]
        free = not any(
            whole.left < b.right and b.left < whole.right and whole.top < b.bottom and b.top < whole.bottom
            for b in others
        )
        outlines.append(Outline(group.partition(" ")[2], (whole,) if free else tuple(bands)))
    return tuple(outlines)
