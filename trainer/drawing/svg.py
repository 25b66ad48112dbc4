"""A picture as SVG, by itself or as a part of a page: every box, arrow and word with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from trainer.drawing.layout import Band, Layout, Rect, Route, lay_out
from trainer.drawing.layout_ranks import Box, LayoutLink
from trainer.drawing.move_kinds import MEANING
from trainer.drawing.picture import MONO, SANS, Arrow, ArrowLabel, Node, Picture, cells, harmless, shortened

NAME_SIZE, TEXT_SIZE, LABEL_SIZE = 12.5, 11.0, 11.0
NARROWEST, WIDEST = 150.0, 250.0
LINE = 15.0
LABEL_CELLS = 28
APART_COLUMNS = 4
HEAD = 7.0
"""Length of an arrow's head."""


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A line of text on a label, where it stands, and what it says in full."""

    text: str
    title: str
    line: str
    quiet: bool
    y: float


@dataclass(frozen=True, slots=True)
class BoxDrawn:
    """A scene."""

    node: Node
    at: Rect
    name: str
    excerpt: str
    title: str
    circles: tuple[LabelRow, ...]
    """Replies that lead back to this very scene."""


@dataclass(frozen=True, slots=True)
class ArrowDrawn:
    """An arrow, its head, and its label."""

    arrow: Arrow
    path: str
    head: str
    label: Rect
    rows: tuple[LabelRow, ...]
    title: str


@dataclass(frozen=True, slots=True)
class ClusterDrawn:
    """A touchpoint."""

    path: str
    name: str
    title: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything, and how large it is. `apart` are the scenes that nothing leads to, below `apart_y`."""

    boxes: tuple[BoxDrawn, ...]
    arrows: tuple[ArrowDrawn, ...]
    clusters: tuple[ClusterDrawn, ...]
    apart: tuple[BoxDrawn, ...]
    apart_y: float
    width: float
    height: float


def svg(picture: Picture, *, styled: bool = True) -> str:
    """The picture; without its style where the page around it brings that. UnusableInput where it is too large."""
    return templates().get_template("graph.svg.j2").render(p=picture, d=draw(picture), styled=styled)


def draw(picture: Picture) -> Drawing:
    """Lay a picture out. UnusableInput where it is too large."""
    linked = [n for n in picture.nodes if n.linked]
    number = {n.id: i for i, n in enumerate(linked)}
    arrows = [a for a in picture.arrows if a.source in number and a.source != a.target]
    circles = {a.source: a for a in picture.arrows if a.source == a.target}
    layout = lay_out(
        [_box(n, circles.get(n.id)) for n in linked],
        [LayoutLink(number[a.source], number[a.target], *_label_size(a.labels)) for a in arrows],
        number[picture.start],
    )
    apart = _apart([n for n in picture.nodes if not n.linked], layout.height + 40, circles)
    bottom = max((b.at.bottom for b in apart), default=layout.height - 24) + 24
    right = max([b.at.x + b.at.width + 24 for b in apart] + [layout.width])
    return Drawing(
        tuple(_drawn(n, at, circles.get(n.id)) for n, at in zip(linked, layout.boxes, strict=True)),
        tuple(_arrow(a, r) for a, r in zip(arrows, layout.routes, strict=True)),
        _clusters(layout),
        apart,
        layout.height + 16,
        right,
        bottom,
    )


def _box(node: Node, circle: Arrow | None) -> Box:
    wide = max(cells(node.id) * NAME_SIZE * MONO, min(cells(node.excerpt), 36) * TEXT_SIZE * SANS) + 24
    height = 54.0 + (LINE * len(circle.labels) + 3 if circle else 0)
    return Box(min(max(wide, NARROWEST), WIDEST), height, node.touchpoint)


def _drawn(node: Node, at: Rect, circle: Arrow | None) -> BoxDrawn:
    room = at.width - 20
    name = shortened(node.id, int(room / (NAME_SIZE * MONO)))
    return BoxDrawn(
        node, at, name, shortened(node.excerpt, int(room / (TEXT_SIZE * SANS))), _title(node),
        tuple(_row(label, at.y + 54 + LINE * (i + 0.6)) for i, label in enumerate(circle.labels if circle else ())),
    )  # fmt: skip


def _title(node: Node) -> str:
    said = [f"{node.id}: {node.kind}", node.excerpt, *(f"{f.severity} {f.code}: {f.message}" for f in node.findings)]
    return "\n".join(part for part in said if part)


def _label_size(labels: Sequence[ArrowLabel]) -> tuple[float, float]:
    texts = [_written(label) for label in labels if label.text]
    if not texts:
        return 0.0, 0.0
    return max(cells(t) for t in texts) * LABEL_SIZE * MONO + 12, LINE * len(texts) + 6


def _written(label: ArrowLabel) -> str:
    """What stands on the arrow: a reply whose way depends on facts has a question mark."""
    return shortened(f"{label.text} ?" if label.depends else label.text, LABEL_CELLS)


def _row(label: ArrowLabel, y: float) -> LabelRow:
    depends = " Whether it leads here depends on the facts." if label.depends else ""
    return LabelRow(_written(label), f"{label.text}: {MEANING[label.line]}.{depends}", label.line, label.condition, y)


def _arrow(arrow: Arrow, route: Route) -> ArrowDrawn:
    shown = [label for label in arrow.labels if label.text]
    rows = tuple(_row(label, route.label.y + 3 + LINE * (i + 0.78)) for i, label in enumerate(shown))
    title = f"{arrow.source} → {arrow.target}: {MEANING[arrow.line]}"
    return ArrowDrawn(arrow, arrow_path(route), arrow_head(route), route.label, rows, title)


def _clusters(layout: Layout) -> tuple[ClusterDrawn, ...]:
    found = []
    for outline in layout.outlines:
        top = outline.bands[0]
        room = int((top.right - top.left - 16) / (TEXT_SIZE * SANS))
        name = shortened(outline.name, room)
        found.append(ClusterDrawn(outline_path(outline.bands), name, outline.name, top.left + 8, top.top + 14))
    return tuple(found)


def _apart(nodes: Sequence[Node], top: float, circles: dict[str, Arrow]) -> tuple[BoxDrawn, ...]:
    """Scenes that nothing leads to, in rows below the rest."""
    found = []
    row_top, tallest = top, 0.0
    for i, node in enumerate(nodes):
        if i % APART_COLUMNS == 0:
            row_top, tallest = row_top + (tallest + 20 if i else 0), 0.0
        box = _box(node, circles.get(node.id))
        tallest = max(tallest, box.height)
        at = Rect(24 + (WIDEST + 20) * (i % APART_COLUMNS), row_top, box.width, box.height)
        found.append(_drawn(node, at, circles.get(node.id)))
    return tuple(found)


def arrow_path(route: Route) -> str:
    """Straight down where it passes a rank, an S between two; it stops short of the box for its head."""
    stops = list(route.stops)
    first, last = stops[0], stops[-1]
    if route.backward:
        stops[0] = (first[0], first[1] + HEAD, max(first[2], first[1] + HEAD))
    else:
        stops[-1] = (last[0], last[1] - HEAD, last[2] - HEAD)
    parts = [f"M{_point(stops[0][0], stops[0][1])}"]
    for (x, top, bottom), following in zip(stops, [*stops[1:], None], strict=True):
        if bottom > top:
            parts.append(f"L{_point(x, bottom)}")
        if following:
            middle = (bottom + following[1]) / 2
            parts.append(f"C{_point(x, middle)} {_point(following[0], middle)} {_point(following[0], following[1])}")
    return "".join(parts)


def arrow_head(route: Route) -> str:
    """A small triangle: at the bottom, or at the top where the arrow points up."""
    if route.backward:
        x, tip, _ = route.stops[0]
        back = tip + HEAD + 1
    else:
        x, tip, _ = route.stops[-1]
        back = tip - HEAD - 1
    return f"M{_point(x, tip)}L{_point(x - 4, back)}L{_point(x + 4, back)}Z"


def outline_path(bands: Sequence[Band]) -> str:
    """The outline of a group: down its right side and up its left one, bending between ranks as arrows do."""
    right = _side([(b.right, b.top, b.bottom) for b in bands])
    left = _side([(b.left, b.bottom, b.top) for b in reversed(bands)])
    return f"M{right}L{left}Z"


def _point(x: float, y: float) -> str:
    return f"{coordinate(x)} {coordinate(y)}"


def _side(stops: Sequence[tuple[float, float, float]]) -> str:
    parts = []
    for (x, begin, end), following in zip(stops, [*stops[1:], None], strict=True):
        parts.append(f"{_point(x, begin)}L{_point(x, end)}")
        if following:
            middle = (end + following[1]) / 2
            parts.append(f"C{_point(x, middle)} {_point(following[0], middle)} ")
    return "".join(parts)


@cache
def templates() -> Environment:
    """The environment; a slip in a template is an error."""
    made = Environment(
        loader=PackageLoader("trainer.drawing", "templates"),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["place"] = coordinate
    return made


def coordinate(number: float) -> str:
    """A length in an SVG."""
    return f"{number:.1f}".removesuffix(".0")


def _harmless(value: object) -> object:
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return harmless(value.value if isinstance(value, Enum) else value)
    if isinstance(value, int | Undefined):
        return value
    raise TypeError(f"a template shows {value!r}")
