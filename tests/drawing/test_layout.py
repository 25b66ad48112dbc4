"""The layered layout: nothing overlaps, everything has a place, arrows keep clear of boxes."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios import LIBRARY
from trainer.analysis.playable import check
from trainer.drawing import layout
from trainer.drawing.layout import Band, Box, Layout, LayoutLink, Rect, lay_out
from trainer.drawing.picture import picture_of
from trainer.drawing.svg_html import draw
from trainer.errors import UnusableInput
from trainer.scenario.library import open_library


@st.composite
def graphs(draw_: st.DrawFn) -> tuple[list[Box], list[LayoutLink]]:
    """Graphs with circles, groups, and boxes of many sizes."""
    count = draw_(st.integers(1, 14))
    group = st.sampled_from([None, "a", "b", "c"])
    boxes = [Box(draw_(st.integers(20, 200)), draw_(st.integers(10, 90)), draw_(group)) for _ in range(count)]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda e: e[0] != e[1])
    pairs = draw_(st.lists(ends, max_size=24, unique=True)) if count > 1 else []
    links = [LayoutLink(a, b, draw_(st.integers(0, 120)), draw_(st.integers(0, 60))) for a, b in pairs]
    return boxes, links


def overlap(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share a point of their inside."""
    beside = one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01
    return not (beside or one.bottom <= other.y + 0.01 or other.bottom <= one.y + 0.01)


def assert_apart(found: Layout) -> None:
    """No box or label on another."""
    labels = [r.label for r in found.routes if r.label.height]
    for one, other in combinations([*found.boxes, *labels], 2):
        assert not overlap(one, other)


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_no_box_or_label_overlaps_another(graph: tuple[list[Box], list[LayoutLink]]) -> None:
    boxes, links = graph
    found = lay_out(boxes, links)
    assert len(found.boxes) == len(boxes)
    assert_apart(found)
    for rect in found.boxes:
        assert rect.x >= 0
        assert rect.x + rect.width <= found.width
        assert rect.bottom <= found.height


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_an_arrow_passes_a_rank_beside_its_boxes(graph: tuple[list[Box], list[LayoutLink]]) -> None:
    boxes, links = graph
    found = lay_out(boxes, links)
    for route in found.routes:
        for x, top, bottom in route.stops[1:-1]:
            for rect in found.boxes:
                assert not overlap(rect, Rect(x - 1, top, 2, max(bottom - top, 0.5)))


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_outlines_of_groups_keep_apart(graph: tuple[list[Box], list[LayoutLink]]) -> None:
    found = lay_out(*graph)
    for one, other in combinations(found.outlines, 2):
        for a in one.bands:
            for b in other.bands:
                assert not overlap(_rect(a), _rect(b))


def _rect(band: Band) -> Rect:
    return Rect(band.left, band.top, band.right - band.left, band.bottom - band.top)


def test_arrows_lead_down_but_those_that_close_a_circle() -> None:
    found = lay_out([Box(50, 20)] * 3, [LayoutLink(0, 1), LayoutLink(1, 2), LayoutLink(2, 0)])
    assert [r.backward for r in found.routes] == [False, False, True]
    assert found.boxes[0].y < found.boxes[1].y < found.boxes[2].y


def test_two_arrows_that_need_not_cross_do_not() -> None:
    found = lay_out([Box(50, 20)] * 5, [LayoutLink(0, 1), LayoutLink(0, 2), LayoutLink(1, 4), LayoutLink(2, 3)])
    assert (found.boxes[1].x < found.boxes[2].x) == (found.boxes[4].x < found.boxes[3].x)


def test_what_is_too_large_for_a_picture_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_VERTICES", 3)
    with pytest.raises(UnusableInput, match="too large for a picture"):
        lay_out([Box(1, 1)] * 3, [LayoutLink(0, 1), LayoutLink(1, 2)])


@pytest.mark.parametrize("name", ["two-minute-counter", "airport-counter", "borrowed-phone-supervisor"])
def test_the_library_is_drawn_without_overlaps(name: str) -> None:
    library = open_library([LIBRARY])
    drawing = draw(picture_of(check(library.load(library.find(name)))))
    rects = [b.at for b in drawing.boxes] + [a.label for a in drawing.arrows if a.rows]
    assert not any(overlap(one, other) for one, other in combinations(rects, 2))
    assert drawing.width < 2400
