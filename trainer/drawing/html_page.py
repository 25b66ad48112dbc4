"""A picture as one page that needs nothing but itself: no script, nothing loaded, readable in the dark and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from trainer.document.finding import Finding
from trainer.drawing.move_kinds import MEANING, ORDER
from trainer.drawing.picture import ArrowLabel, Node, NodeKind, Picture
from trainer.drawing.svg import svg, templates

_ENDINGS = (NodeKind.GOOD, NodeKind.MIXED, NodeKind.BAD)
"""In the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class SceneLink:
    """Replies of a scene that lead to another."""

    labels: tuple[ArrowLabel, ...]
    target: str


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A scene in the list of all: where it leads, and what leads to it."""

    node: Node
    ways: tuple[SceneLink, ...]
    sources: tuple[str, ...]


def page(picture: Picture) -> str:
    """The page. UnusableInput where the scenario is too large to be drawn."""
    return templates().get_template("graph.html.j2").render(
        p=picture,
        picture=Markup(svg(picture, styled=False)),
        endings=[node for kind in _ENDINGS for node in picture.nodes if node.kind is kind],
        findings=list(_findings(picture)),
        scenes=list(_scenes(picture)),
        meanings=[(line, MEANING[line]) for line in ORDER],
    )  # fmt: skip


def _findings(picture: Picture) -> Iterator[tuple[Finding, str]]:
    """Each with its scene, "" where it stands in none."""
    yield from ((f, "") for f in picture.elsewhere)
    yield from ((f, n.id) for n in picture.nodes for f in n.findings)


def _scenes(picture: Picture) -> Iterator[SceneRow]:
    leaving: dict[str, list[SceneLink]] = {}
    coming: dict[str, list[str]] = {}
    for arrow in picture.arrows:
        leaving.setdefault(arrow.source, []).append(SceneLink(arrow.labels, arrow.target))
        coming.setdefault(arrow.target, []).append(arrow.source)
    for node in picture.nodes:
        yield SceneRow(node, tuple(leaving.get(node.id, ())), tuple(coming.get(node.id, ())))
