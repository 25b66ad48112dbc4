"""The debrief is closed: the second receipt."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.tui.keys import BACK, key
from trainer.tui.screens.page import Sheet
from trainer.tui.show import line, lines, paragraphs, words
from trainer.tui.widgets.key_bar import KeyBar


class ClosingSheet(Sheet[None]):
    """Says the receipt over everything said in the debrief."""

    NAME = "Closed"
    ABOUT = "The second receipt covers what you said in the debrief too. Keep it to show it later."
    AUTO_FOCUS = ".sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "back_out", "go on", "On, from here.", "closing.on", display="enter"),
        BACK,
    ]

    def __init__(self, receipt: str, goal: str) -> None:
        super().__init__()
        self._receipt = receipt
        self._goal = goal

    def compose(self) -> ComposeResult:
        aim = [lines(line("Your goal", "$quiet"), words(f"“{self._goal}”", "bold"))] if self._goal else []
        receipt = lines(line("Second receipt, with what you said here", "$quiet"), line(self._receipt, "bold"))
        with VerticalScroll(classes="sheet"):
            yield Static(paragraphs(line("The debrief is closed.", "bold"), *aim, receipt, line(" ")))
            yield KeyBar()

    def action_back_out(self) -> None:
        self.dismiss()
