"""One decision opened: the reply, what was heard in it, why it was marked so, and the better line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.tui import opened
from trainer.tui.keys import BACK, key
from trainer.tui.looking_back import LookingBack
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.key_bar import KeyBar

WHAT_IF, DISPUTE, REWRITE = "what-if", "dispute", "rewrite"
Wish = tuple[str, int]
"""What the trainee wants to do next, and with which decision, from 0."""


class DecisionSheet(Sheet[Wish | None]):
    """Steps through the decisions of a run."""

    NAME = "One decision"
    ABOUT = (
        "What you answered, why it was marked as it was, and a line that would have cost nothing. In words you typed, "
        "what helped is underlined and what harmed stands bold."
    )
    AUTO_FOCUS = ".sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("left,p", "step(-1)", "before", "To the decision before.", "decision.before", display="←"),
        key("right,n", "step(1)", "next", "To the next decision.", "decision.next", display="→"),
        key("w", "wish('what-if')", "what if", "Play on from here in another way.", "decision.what-if"),
        key("r", "wish('rewrite')", "rewrite", "Write this reply anew; it is graded at once.", "decision.rewrite"),
        key("d", "wish('dispute')", "disagree", "Say that you do not agree with a grade.", "decision.dispute"),
    ]
    DEFAULT_CSS = "DecisionSheet > .sheet { width: 92; }"

    def __init__(self, past: LookingBack, number: int) -> None:
        super().__init__()
        self._past = past
        self.number = number

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet"):
            yield Static(id="decision")
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def action_back_out(self) -> None:
        self.dismiss(None)

    def action_step(self, by: int) -> None:
        self.number = (self.number + by) % len(self._past.lines)
        self._show()

    def action_wish(self, what: str) -> None:
        self.dismiss((what, self.number))

    def _show(self) -> None:
        self.query_one("#decision", Static).update(opened.decision(self._past, self.number).append(Content("\n")))
        self.query_one(".sheet").scroll_home(animate=False)
