"""The terminal is too small for a conversation: say so, and go away by itself once it is large enough."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from trainer.tui.screens.page import Sheet

COLUMNS, ROWS = 60, 20


def too_small(size: Size) -> bool:
    """Whether there is no room for the screens."""
    return size.width < COLUMNS or size.height < ROWS


class TooSmall(Sheet[None]):
    """Covers everything, so that no key chooses what cannot be read."""

    NAME = "Too small"
    ABOUT = f"The screens need {COLUMNS} columns and {ROWS} rows. The clock stands still meanwhile."
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    TooSmall { background: $background; }
    TooSmall Static { width: auto; max-width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="size", markup=False)

    def on_mount(self) -> None:
        self._say()

    def on_resize(self) -> None:
        self._say()

    def on_screen_resume(self) -> None:
        self._say()

    def action_help(self) -> None:
        """There is no room for help."""

    def _say(self) -> None:
        size = self.app.size
        if self.is_current and not too_small(size):
            self.dismiss()
            return
        text = f"A little more room, please.\n\n{size.width}×{size.height} here, {COLUMNS}×{ROWS} needed."
        self.query_one("#size", Static).update(text)
