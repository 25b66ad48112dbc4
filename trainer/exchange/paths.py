"""Paths of an SVG: arrows that bend between ranks, their heads, and rounded outlines."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.exchange.layout import Route
from trainer.exchange.layout_groups import Band

HEAD = 7.0
"""Length of an arrow's head."""


def bent(route: Route) -> str:
    """Straight down where it passes a rank, an S between two; it stops short of the box for its head."""
    stops = list(route.stops)
    first, last = stops[0], stops[-1]
    if route.backward:
        stops[0] = (first[0], first[1] + HEAD, max(first[2], first[1] + HEAD))
    else:
        stops[-1] = (last[0], last[1] - HEAD, last[2] - HEAD)
    parts = [f"M{_n(stops[0][0])} {_n(stops[0][1])}"]
    for (x, top, bottom), following in zip(stops, [*stops[1:], None], strict=True):
        if bottom > top:
            parts.append(f"L{_n(x)} {_n(bottom)}")
        if following:
            middle = (bottom + following[1]) / 2
            parts.append(f"C{_n(x)} {_n(middle)} {_n(following[0])} {_n(middle)} {_n(following[0])} {_n(following[1])}")
    return "".join(parts)


def arrow_head(route: Route) -> str:
    """A small triangle: at the bottom, or at the top where the arrow points up."""
    if route.backward:
        x, tip, _ = route.stops[0]
        back = tip + HEAD + 1
    else:
        x, tip, _ = route.stops[-1]
        back = tip - HEAD - 1
    return f"M{_n(x)} {_n(tip)}L{_n(x - 4)} {_n(back)}L{_n(x + 4)} {_n(back)}Z"


def around(bands: Sequence[Band]) -> str:
    """The outline of a group: down its right side and up its left one, bending between ranks as arrows do."""
    right = _side([(b.right, b.top, b.bottom) for b in bands])
    left = _side([(b.left, b.bottom, b.top) for b in reversed(bands)])
    return f"M{right}L{left}Z"


def _side(stops: Sequence[tuple[float, float, float]]) -> str:
    parts = []
    for (x, begin, end), following in zip(stops, [*stops[1:], None], strict=True):
        parts.append(f"{_n(x)} {_n(begin)}L{_n(x)} {_n(end)}")
        if following:
            middle = (end + following[1]) / 2
            parts.append(f"C{_n(x)} {_n(middle)} {_n(following[0])} {_n(middle)} ")
    return "".join(parts)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
