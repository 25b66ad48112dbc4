"""The keys of a screen and one paragraph on what it is for, made from its bindings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.tui.keys import HelpLine, key
from trainer.tui.line_shapes import Hanging
from trainer.tui.safe_text import EMPTY, columns, line, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.key_bar import KeyBar


class Help(Sheet[None]):
    """One line for each thing the keys do, with the id by which the config can move it."""

    NAME = "Help"
    ABOUT = "Any other screen's keys, and what it is for."
    AUTO_FOCUS = ".sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,enter,q", "dismiss", "back", "Close the help.", "help.close", display="esc")
    ]
    DEFAULT_CSS = """
    Help > .sheet { width: 92; }
    Help #name { text-style: bold; }
    Help .gap { height: 1; }
    """

    def __init__(self, name: str, about: str, lines: Sequence[HelpLine]) -> None:
        super().__init__()
        self._heading = name
        self._about = about
        self._lines = lines

    def compose(self) -> ComposeResult:
        keys = max((columns(item.keys) for item in self._lines), default=0)
        with VerticalScroll(classes="sheet"):
            yield Static(line(self._heading), id="name")
            yield Static(EMPTY, classes="gap")
            yield Static(words(self._about))
            yield Static(EMPTY, classes="gap")
            for item in self._lines:
                yield Static(_line(item, keys))
            yield Static(EMPTY, classes="gap")
            yield Static(
                words("Keys can be moved in the config file, under [keys], by the name in brackets.", "$quiet")
            )
            yield KeyBar()

    def action_help(self) -> None:
        self.dismiss()


def _line(item: HelpLine, keys: int) -> Hanging:
    pad = " " * (keys - columns(item.keys) + 3)
    lead = Content.assemble((item.keys, "bold $you"), pad)
    return Hanging(lead, Content.assemble(item.sentence, (f"  ({item.id})", "$quiet")))
