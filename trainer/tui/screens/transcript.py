"""One attempt as it will be read by others."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static

from trainer.tui.keys import BACK
from trainer.tui.screens.page import Page
from trainer.tui.show import line, lines, words
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.title_bar import TitleBar


class TranscriptScreen(Page):
    """The transcript, and where its files lie."""

    NAME = "Transcript"
    ABOUT = (
        "The whole attempt as its transcript has it. The same transcript lies as a page for the browser in the place "
        "that is named at the top; it can be handed on, and says nothing of who played but a pseudonym."
    )
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    CSS_PATH = "transcript.tcss"

    def __init__(self, title: str, who: str, markdown: str, page: Path | None) -> None:
        super().__init__()
        self._heading = title
        self._who = who
        self._markdown = markdown
        self._page = page

    def compose(self) -> ComposeResult:
        yield TitleBar(line(self._heading, "bold"), line(self._who, "$quiet"))
        with VerticalScroll(id="page"):
            if self._page:
                yield Static(lines(line("As a page for the browser:", "$quiet"), words(str(self._page))), id="where")
            yield Markdown(self._markdown, open_links=False)
        yield KeyBar()

    def action_back_out(self) -> None:
        self.dismiss()
