"""A layered layout (Sugiyama's): boxes on ranks from top to bottom, labels and long arrows given room of their own.

Arrows run between ranks only, and pass a rank on a place kept for them, so nothing crosses a box. Boxes of a group lie
side by side on each rank, and groups keep their order from rank to rank, so that a group can be outlined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.errors import UnusableInput
from trainer.exchange.layout_groups import Outline, outlines
from trainer.exchange.layout_order import arrange
from trainer.exchange.layout_ranks import Ranked, Vertex, rank

MOST_VERTICES = 12_000
"""Boxes, labels and passing places together; more is no picture any more."""
MARGIN = 24.0
GAP = 34.0
"""Between ranks, where the arrows bend."""
TITLE = 20.0
"""More of it above a rank in which a group begins."""


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place. Boxes of one group that touch or are linked are kept together."""

    width: float
    height: float
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
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


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed; boxes and routes in the order of what was given."""

    boxes: tuple[Rect, ...]
    routes: tuple[Route, ...]
    outlines: tuple[Outline, ...]
    width: float
    height: float


def lay_out(boxes: Sequence[Box], links: Sequence[Link], start: int = 0) -> Layout:
    """Place boxes and arrows. Links from a box to itself are not allowed. UnusableInput where there are too many."""
    ranked = rank([(b.width, b.height, b.group) for b in boxes], links, start, MOST_VERTICES)
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
