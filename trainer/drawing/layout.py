"""A layered layout (Sugiyama's): boxes on ranks from top to bottom, labels and long arrows given room of their own.

Arrows run between ranks only, and pass a rank on a place kept for them, so nothing crosses a box. Boxes of a group lie
side by side on each rank, and groups keep their order from rank to rank, so that a group can be outlined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trainer.drawing.layout_order import arrange
from trainer.drawing.layout_ranks import Box, LayoutLink, Ranked, Vertex, rank
from trainer.errors import UnusableInput

BESIDE = 12.0
ABOVE = 22.0
"""Room for the group's name."""
BELOW = 9.0
MOST_VERTICES = 12_000
"""Boxes, labels and passing places together; more is no picture any more."""
MARGIN = 24.0
GAP = 34.0
"""Between ranks, where the arrows bend."""
TITLE = 20.0
"""More of it above a rank in which a group begins."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A place: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

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


def lay_out(boxes: Sequence[Box], links: Sequence[LayoutLink], start: int = 0) -> Layout:
    """Place boxes and arrows. Links from a box to itself are not allowed. UnusableInput where there are too many."""
    ranked = rank(boxes, links, start, MOST_VERTICES)
    if ranked is None:
        do = "Draw it elsewhere: `--format dot` or `--format mermaid`."
        raise UnusableInput("this scenario is too large for a picture", do=do)
    arrange(ranked)
    _to_the_left(ranked.vertices)
    height = _heights(ranked)
    found = outlines(ranked)
    width = max([v.x + v.width / 2 for v in ranked.vertices] + [b.right for o in found for b in o.bands])
    return Layout(
        tuple(_rect(v) for v in ranked.vertices[: len(boxes)]),
        tuple(_route(number, ranked) for number in range(len(links))),
        found,
        width + MARGIN,
        height + MARGIN,
    )


def _rect(vertex: Vertex) -> Rect:
    return Rect(vertex.x - vertex.width / 2, vertex.y, vertex.width, vertex.height)


def _to_the_left(vertices: Sequence[Vertex]) -> None:
    left = min(v.x - v.width / 2 for v in vertices) - 2 * MARGIN
    for vertex in vertices:
        vertex.x -= left


def _heights(ranked: Ranked) -> float:
    """Give each rank its height; the bottom of the last."""
    begun: set[str] = set()
    y = MARGIN
    for members in ranked.ranks:
        here = [ranked.vertices[m] for m in members]
        groups = {v.group for v in here if v.group}
        y += TITLE if groups - begun else 0
        begun |= groups
        tallest = max(v.height for v in here)
        for vertex in here:
            vertex.y, vertex.band = y, y + tallest
        y += tallest + GAP
    return y - GAP


def _route(number: int, ranked: Ranked) -> Route:
    chain = [ranked.vertices[m] for m in ranked.chains[number]]
    label = ranked.vertices[ranked.labels[number]]
    first, *between, last = chain
    starts = _port(first, ranked.chains[number][1], ranked, down=True)
    ends = _port(last, ranked.chains[number][-2], ranked, down=False)
    stops = [(starts, first.y + first.height, first.band)]
    stops += [(v.x, v.y, v.band) for v in between]
    stops.append((ends, last.y, last.y))
    return Route(tuple(stops), _rect(label), ranked.backward[number])


def _port(box: Vertex, towards: int, ranked: Ranked, *, down: bool) -> float:
    """Where on a box's edge an arrow begins or ends: they stand apart, in the order of where they lead."""
    others = sorted(box.below if down else box.above, key=lambda m: ranked.vertices[m].x)
    place = others.index(towards) + 1
    spread = min(box.width - 24, 26.0 * (len(others) - 1))
    return box.x - spread / 2 + (spread * (place - 1) / (len(others) - 1) if len(others) > 1 else 0)


def outlines(ranked: Ranked) -> tuple[Outline, ...]:
    """One for each group; a group whose ranks are not next to each other gets one for each stretch."""
    shapes = [(group, _bands(stretch)) for group, stretch in _stretches(ranked)]
    found = []
    for group, bands in shapes:
        whole = Band(min(b.left for b in bands), max(b.right for b in bands), bands[0].top, bands[-1].bottom)
        others = [b for other, theirs in shapes if theirs is not bands for b in theirs]
        free = not any(_overlaps(whole, b) for b in others) and _free(whole, group, ranked)
        _, _, name = group.partition(" ")
        found.append(Outline(name, (whole,) if free else bands))
    return tuple(found)


def _stretches(ranked: Ranked) -> Iterator[tuple[str, list[list[Vertex]]]]:
    members: dict[str, dict[int, list[Vertex]]] = {}
    for vertex in ranked.vertices:
        if vertex.group:
            members.setdefault(vertex.group, {}).setdefault(vertex.rank, []).append(vertex)
    for group, by_rank in members.items():
        stretch: list[list[Vertex]] = []
        for level in sorted(by_rank):
            if stretch and level - stretch[-1][0].rank > 1:
                yield group, stretch
                stretch = []
            stretch.append(by_rank[level])
        yield group, stretch


def _bands(stretch: list[list[Vertex]]) -> tuple[Band, ...]:
    bands = [
        Band(
            min(v.x - v.width / 2 for v in vertices) - BESIDE,
            max(v.x + v.width / 2 for v in vertices) + BESIDE,
            vertices[0].y,
            vertices[0].band,
        )
        for vertices in stretch
    ]
    bands[0] = bands[0]._replace(top=bands[0].top - ABOVE)
    bands[-1] = bands[-1]._replace(bottom=max(v.y + v.height for v in stretch[-1]) + BELOW)
    return tuple(bands)


def _overlaps(one: Band, other: Band) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _free(whole: Band, group: str, ranked: Ranked) -> bool:
    """Whether no box or label of others stands in a rectangle; arrows may pass through it."""
    return not any(
        v.height and _overlaps(whole, Band(v.x - v.width / 2, v.x + v.width / 2, v.y, v.y + v.height))
        for v in ranked.vertices
        if v.group != group
    )
