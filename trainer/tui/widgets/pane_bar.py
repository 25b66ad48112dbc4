"""The parts of a screen that has room for one at a time: their names, the present one marked."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from trainer.tui.safe_text import EMPTY, line


class PaneBar(Widget):
    """One line; each name can be clicked."""

    DEFAULT_CSS = "PaneBar { height: 1; padding: 0 2; background: $background; }"

    class Wanted(Message):
        """One of the names was clicked."""

        def __init__(self, pane: str) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: Mapping[str, str] = {}
        self._open = ""

    def say(self, names: Mapping[str, str], opened: str) -> None:
        """These are the parts, and this one is seen."""
        if (names, opened) != (self._names, self._open):
            self._names, self._open = dict(names), opened
            self.refresh()

    def render(self) -> Content:
        parts = [self._part(pane, name) for pane, name in self._names.items()]
        return Content("    ").join(parts) if parts else EMPTY

    def _part(self, pane: str, name: str) -> Content:
        opened = pane == self._open
        mark, style = ("▸ ", "bold $you") if opened else ("  ", "$quiet")
        return Content.assemble((mark, style), line(name, style)).stylize(Style.from_meta({"pane": pane}))

    def on_click(self, event: events.Click) -> None:
        pane = event.style.meta.get("pane")
        if isinstance(pane, str):
            self.post_message(self.Wanted(pane))
