"""The four parts of the Write screen: side by side where there is room, else one at a time."""

from __future__ import annotations

from textual.widget import Widget

from trainer.document.finding import Finding
from trainer.tui.screens.page import Page
from trainer.tui.widgets.pane_bar import PaneBar

PANES = {"scenes": "#scenes", "play": "#choices", "findings": "#findings", "numbers": "#counted"}
"""The parts of the screen, and what takes the keys in each."""


class Panes(Page):
    """Which part takes the keys, and is seen."""

    pane: str = "play"
    shown: tuple[Finding, ...] | None = None
    """The findings on the screen, None before the first reading."""

    def show_numbers(self) -> None:
        """What was counted, in the room there is."""
        raise NotImplementedError

    def action_pane(self, by: int) -> None:
        names = list(PANES)
        self.go(names[(names.index(self.pane) + by) % len(names)])

    def go(self, pane: str) -> None:
        """Have a part take the keys, and be seen where there is room for one only."""
        self.open_pane(pane)
        self.call_after_refresh(self._arrive, pane)

    def _arrive(self, pane: str) -> None:
        self.query_one(PANES[pane]).focus()
        if pane == "numbers":
            self.show_numbers()

    def open_pane(self, pane: str) -> None:
        """Show a part where there is room for one only."""
        self.pane = pane
        for name in PANES:
            self.set_class(name == pane, f"-at-{name}")
        self.say_panes()

    def note_pane(self, focused: Widget) -> None:
        """The part that has the keys now."""
        inside = {node.id for node in focused.ancestors_with_self if node.id}
        pane = next((name for name, where in PANES.items() if where[1:] in inside), self.pane)
        if pane != self.pane:
            self.open_pane(pane)

    def say_panes(self) -> None:
        """The names of the parts, where they are folded."""
        found = f"Findings {len(self.shown)}" if self.shown else "Findings"
        names = {"scenes": "Scenes", "play": "Play-through", "findings": found, "numbers": "Numbers"}
        self.query_one(PaneBar).say(names, self.pane)
