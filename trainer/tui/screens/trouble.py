"""Something went wrong: what, where, and what to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.tui.keys import key
from trainer.tui.safe_text import EMPTY, paragraphs, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.key_bar import KeyBar


class Trouble(Sheet[None]):
    """One error that the user can act on."""

    NAME = "Something went wrong"
    ABOUT = "It says what happened, where, and what helps. Nothing that was acknowledged before is lost."
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,escape", "dismiss", "go on", "Close this.", "trouble.close", display="enter")
    ]

    def __init__(self, error: TrainerError, after: str = "") -> None:
        super().__init__()
        self._error = error
        self._after = after

    def compose(self) -> ComposeResult:
        error = self._error
        what = error.what[:1].upper() + error.what[1:].rstrip(".") + "."
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Static(
                paragraphs(
                    words(what, "bold $error"),
                    words(error.where, "$quiet") if error.where else EMPTY,
                    words(error.do),
                    words(self._after),
                    EMPTY,
                )
            )
            yield Static(EMPTY)
            yield KeyBar()
