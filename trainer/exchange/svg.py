"""A picture as SVG, by itself or as a part of a page."""

from __future__ import annotations

from trainer.exchange.drawing import draw
from trainer.exchange.picture import Picture
from trainer.exchange.templating import templates


def svg(picture: Picture, *, styled: bool = True) -> str:
    """The picture; without its style where the page around it brings that. UnusableInput where it is too large."""
    return templates().get_template("graph.svg.j2").render(p=picture, d=draw(picture), styled=styled)
