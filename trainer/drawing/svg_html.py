"""A picture as SVG, and as one page that needs nothing but itself: no script, nothing loaded, readable on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from trainer.drawing.layout import Band, Box, LayoutLink, Rect, Route, lay_out
from trainer.drawing.move_kinds import MEANING, ORDER
from trainer.drawing.picture import Arrow, ArrowLabel, Node, NodeKind, Picture, cells, harmless, shortened

MONO = 0.605
"""Width of a character in a fixed-width font, in its size."""
SANS = 0.53
"""Mean width in a proportional one, on the safe side."""

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


def page(picture: Picture) -> str:
    """The page, readable in the dark as well. UnusableInput where the scenario is too large to be drawn."""
    leaving: dict[str, list[Arrow]] = {node.id: [] for node in picture.nodes}
    coming: dict[str, list[Arrow]] = {node.id: [] for node in picture.nodes}
    for arrow in picture.arrows:
        leaving[arrow.source].append(arrow)
        coming[arrow.target].append(arrow)
    in_scenes = [(finding, node.id) for node in picture.nodes for finding in node.findings]
    kinds = (NodeKind.GOOD, NodeKind.MIXED, NodeKind.BAD)
    return templates().get_template("graph.html.j2").render(
        p=picture,
        picture=Markup(svg(picture, styled=False)),
        endings=[node for kind in kinds for node in picture.nodes if node.kind is kind],
        findings=[*((finding, "") for finding in picture.elsewhere), *in_scenes],
        leaving=leaving,
        coming=coming,
        meanings=[(line, MEANING[line]) for line in ORDER],
    )  # fmt: skip


def draw(picture: Picture) -> Drawing:
    """Lay a picture out. UnusableInput where it is too large."""
    linked = [n for n in picture.nodes if n.linked]
    number = {n.id: i for i, n in enumerate(linked)}
    arrows = [a for a in picture.arrows if a.source in number and a.source != a.target]
    circles = {a.source: a.labels for a in picture.arrows if a.source == a.target}
    links = []
    for arrow in arrows:
        texts = [_written(label) for label in arrow.labels if label.text]
        wide = max((cells(text) for text in texts), default=0) * LABEL_SIZE * MONO + 12
        size = (wide, LINE * len(texts) + 6) if texts else (0.0, 0.0)
        links.append(LayoutLink(number[arrow.source], number[arrow.target], *size))
    layout = lay_out([_box(n, circles.get(n.id, ())) for n in linked], links, number[picture.start])
    clusters = []
    for outline in layout.outlines:
        top = outline.bands[0]
        name = shortened(outline.name, int((top.right - top.left - 16) / (TEXT_SIZE * SANS)))
        clusters.append(ClusterDrawn(outline_path(outline.bands), name, outline.name, top.left + 8, top.top + 14))
    # What nothing leads to stands in rows below the rest.
    apart: list[BoxDrawn] = []
    row_top, tallest = layout.height + 40, 0.0
    for i, node in enumerate(n for n in picture.nodes if not n.linked):
        if i and i % APART_COLUMNS == 0:
            row_top, tallest = row_top + tallest + 20, 0.0
        box = _box(node, circles.get(node.id, ()))
        tallest = max(tallest, box.height)
        at = Rect(24 + (WIDEST + 20) * (i % APART_COLUMNS), row_top, box.width, box.height)
        apart.append(_drawn(node, at, circles.get(node.id, ())))
    return Drawing(
        boxes=tuple(_drawn(n, at, circles.get(n.id, ())) for n, at in zip(linked, layout.boxes, strict=True)),
        arrows=tuple(arrow_drawn(a, r) for a, r in zip(arrows, layout.routes, strict=True)),
        clusters=tuple(clusters),
        apart=tuple(apart),
        apart_y=layout.height + 16,
        width=max([b.at.x + b.at.width + 24 for b in apart] + [layout.width]),
        height=max((b.at.bottom for b in apart), default=layout.height - 24) + 24,
    )


def _box(node: Node, circle: Sequence[ArrowLabel]) -> Box:
    """How large a scene is drawn, with the replies that lead back to it."""
    wide = max(cells(node.id) * NAME_SIZE * MONO, min(cells(node.excerpt), 36) * TEXT_SIZE * SANS) + 24
    height = 54.0 + (LINE * len(circle) + 3 if circle else 0)
    return Box(min(max(wide, NARROWEST), WIDEST), height, node.touchpoint)


def _drawn(node: Node, at: Rect, circle: Sequence[ArrowLabel]) -> BoxDrawn:
    room = at.width - 20
    said = [f"{node.id}: {node.kind}", node.excerpt, *(f"{f.severity} {f.code}: {f.message}" for f in node.findings)]
    return BoxDrawn(
        node=node,
        at=at,
        name=shortened(node.id, int(room / (NAME_SIZE * MONO))),
        excerpt=shortened(node.excerpt, int(room / (TEXT_SIZE * SANS))),
        title="\n".join(part for part in said if part),
        circles=_rows(circle, at.y + 54, 0.6),
    )


def _written(label: ArrowLabel) -> str:
    """What stands on the arrow: a reply whose way depends on facts has a question mark."""
    return shortened(f"{label.text} ?" if label.depends else label.text, LABEL_CELLS)


def _rows(labels: Sequence[ArrowLabel], top: float, ascent: float) -> tuple[LabelRow, ...]:
    """Labels one below the other; `ascent` is how far down its line a text stands."""
    rows = []
    for i, label in enumerate(labels):
        depends = " Whether it leads here depends on the facts." if label.depends else ""
        title = f"{label.text}: {MEANING[label.line]}.{depends}"
        rows.append(LabelRow(_written(label), title, label.line, label.condition, top + LINE * (i + ascent)))
    return tuple(rows)


def arrow_drawn(arrow: Arrow, route: Route) -> ArrowDrawn:
    """Straight down where it passes a rank, an S between two; it stops short of the box for its head, a triangle."""
    stops = list(route.stops)
    if route.backward:
        x, top, bottom = stops[0]
        tip, back = top, top + HEAD + 1
        stops[0] = x, top + HEAD, max(bottom, top + HEAD)
    else:
        x, top, bottom = stops[-1]
        tip, back = top, top - HEAD - 1
        stops[-1] = x, top - HEAD, bottom - HEAD
    head = f"M{_point(x, tip)}L{_point(x - 4, back)}L{_point(x + 4, back)}Z"
    path = [f"M{_point(stops[0][0], stops[0][1])}"]
    for (x, top, bottom), following in zip(stops, [*stops[1:], None], strict=True):
        if bottom > top:
            path.append(f"L{_point(x, bottom)}")
        if following:
            path.append(_bend(x, bottom, following))
    shown = [label for label in arrow.labels if label.text]
    title = f"{arrow.source} → {arrow.target}: {MEANING[arrow.line]}"
    return ArrowDrawn(arrow, "".join(path), head, route.label, _rows(shown, route.label.y + 3, 0.78), title)


def outline_path(bands: Sequence[Band]) -> str:
    """The outline of a group: down its right side and up its left one, bending between ranks as arrows do."""
    right = _side([(b.right, b.top, b.bottom) for b in bands])
    left = _side([(b.left, b.bottom, b.top) for b in reversed(bands)])
    return f"M{right}L{left}Z"


def _side(stops: Sequence[tuple[float, float, float]]) -> str:
    parts = [_point(stops[0][0], stops[0][1])]
    for (x, _, end), following in zip(stops, [*stops[1:], None], strict=True):
        parts.append(f"L{_point(x, end)}")
        if following:
            parts.append(_bend(x, end, following))
    return "".join(parts)


def _bend(x: float, y: float, following: tuple[float, float, float]) -> str:
    """The curve from a point to the next stop, upright at both ends."""
    middle = (y + following[1]) / 2
    return f"C{_point(x, middle)} {_point(following[0], middle)} {_point(following[0], following[1])}"


def _point(x: float, y: float) -> str:
    return f"{coordinate(x)} {coordinate(y)}"


@cache
def templates() -> Environment:
    """The environment; a slip in a template is an error."""
    made = Environment(
        loader=PackageLoader("trainer.drawing", "templates"),
        autoescape=True,
        finalize=shown,
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


def shown(value: object) -> object:
    """What a template may show: texts, made harmless, whole numbers, and what is markup. TypeError for the rest."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return harmless(value.value if isinstance(value, Enum) else value)
    if isinstance(value, int | Undefined):
        return value
    raise TypeError(f"a template shows {value!r}")
