"""Outlines of groups: a rectangle where nothing else stands in it, else a shape that follows its ranks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from trainer.exchange.layout_ranks import Ranked, Vertex

BESIDE = 12.0
ABOVE = 22.0
"""Room for the group's name."""
BELOW = 9.0


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


def outlines(ranked: Ranked) -> tuple[Outline, ...]:
    """One for each group; a group whose ranks are not next to each other gets one for each stretch."""
    shapes = [(group, _bands(stretch)) for group, stretch in _stretches(ranked)]
    found = []
    for group, bands in shapes:
        whole = Band(min(b.left for b in bands), max(b.right for b in bands), bands[0].top, bands[-1].bottom)
        others = [b for other, theirs in shapes if theirs is not bands for b in theirs]
        free = not any(_overlap(whole, b) for b in others) and _free(whole, group, ranked)
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
        for rank in sorted(by_rank):
            if stretch and rank - stretch[-1][0].rank > 1:
                yield group, stretch
                stretch = []
            stretch.append(by_rank[rank])
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


def _overlap(one: Band, other: Band) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _free(whole: Band, group: str, ranked: Ranked) -> bool:
    """Whether no box or label of others stands in a rectangle; arrows may pass through it."""
    return not any(
        v.height and _overlap(whole, Band(v.x - v.width / 2, v.x + v.width / 2, v.y, v.y + v.height))
        for v in ranked.vertices
        if v.group != group
    )
