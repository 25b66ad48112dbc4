""" "I don't agree with this grade": which one, and if one likes, why."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static

from trainer.limits import REPLY_CHARACTERS
from trainer.tui.keys import BACK
from trainer.tui.screens.page import Sheet
from trainer.tui.show import line, lines
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.listing import Item, Listing

Objection = tuple[str, str]
"""An act or a principle, and the reason, "" where none is given."""


class DisputeSheet(Sheet[Objection | None]):
    """The grades of a decision, the lowest marked."""

    NAME = "I don't agree with this grade"
    ABOUT = (
        "Choose the grade you do not agree with; Enter records it. Tab goes to the line for a reason, which you can "
        "leave out. Whoever reviews the attempt sees it beside the grade, which stands until then."
    )
    AUTO_FOCUS = "#grades"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    DEFAULT_CSS = """
    DisputeSheet { #above { height: auto; margin-bottom: 1; } #grades { max-height: 10; } #reason { margin: 1 0; } }
    """

    def __init__(self, where: str, grades: list[tuple[str, str]]) -> None:
        super().__init__()
        self._where = where
        self._grades = grades

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Static(lines(line("I don't agree with this grade", "bold"), line(self._where, "$quiet")), id="above")
            yield Listing(id="grades")
            yield Input(id="reason", compact=True, max_length=REPLY_CHARACTERS, placeholder="tab: why, if you like")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Listing).fill(Item(line(text), name) for name, text in self._grades)

    @on(OptionList.OptionSelected, "#grades")
    def choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.dismiss((event.option_id, self.query_one(Input).value))

    @on(Input.Submitted)
    def choose_with_reason(self, event: Input.Submitted) -> None:
        event.stop()
        marked = self.query_one(Listing).chosen_id
        if marked:
            self.dismiss((marked, event.value))

    def action_back_out(self) -> None:
        self.dismiss(None)
