"""The first line of a screen: what this is at the left, where one stands at the right."""

from __future__ import annotations

from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget

from trainer.tui.line_shapes import Cell, Row
from trainer.tui.safe_text import EMPTY


class TitleBar(Widget):
    """One line that gives way at its left."""

    DEFAULT_CSS = """
    TitleBar {
        height: 2;
        dock: top;
        padding: 0 2;
        border-bottom: solid $faint;
        background: $background;
    }
    """

    def __init__(self, left: Content = EMPTY, right: Content = EMPTY, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = left
        self._right = right

    def say(self, left: Content, right: Content) -> None:
        """Change what it says."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Visual:
        return Row(Cell(self._left), Cell(self._right, self._right.cell_length), gap=3)
