"""A title for a play-through that is to be kept as a plan."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from trainer.cleaning import clean_line
from trainer.limits import NAME_CHARACTERS
from trainer.tui.keys import BACK, key
from trainer.tui.safe_text import EMPTY, line, lines, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.bars import KeyBar


class PlanSheet(Sheet[str | None]):
    """Answers with the title, or None when nothing is to be kept."""

    NAME = "Keep as a plan"
    ABOUT = (
        "A plan is a play-through with what came of it, kept beside the scenario as its test: `trainer test` plays it "
        "after every change, and says where it parts. Give it a title that says what it shows."
    )
    AUTO_FOCUS = "#title"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("enter", "keep", "keep it", "Keep the play-through under this title.", "plan.keep", display="enter"),
    ]
    DEFAULT_CSS = """
    PlanSheet #title, PlanSheet #title:focus {
        height: 1; border: none; padding: 0 1; margin: 0 0 1 0; background: $panel; color: $foreground;
    }
    PlanSheet Static { height: auto; margin-bottom: 1; }
    PlanSheet #note { margin: 0; }
    """

    def __init__(self, came_of_it: str, where: str, suggested: str) -> None:
        super().__init__()
        self._came_of_it = came_of_it
        self._where = where
        self._suggested = suggested

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(lines(line("Keep this play-through as a plan", "bold"), words(self._came_of_it, "$quiet")))
            yield Input(
                self._suggested, placeholder="what it shows", id="title", max_length=NAME_CHARACTERS, compact=True
            )
            yield Static(words(f"Enter keeps it in {self._where}", "$quiet"))
            yield Static(EMPTY, id="note", markup=False)
            yield KeyBar()

    def action_back_out(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def action_keep(self) -> None:
        title = clean_line(self.query_one(Input).value)
        if title:
            self.dismiss(title)
        else:
            self.query_one("#note", Static).update(line("A title needs at least one letter.", "$quiet"))
