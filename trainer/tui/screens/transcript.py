"""One attempt as it will be read by others."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Markdown, Static

from trainer.errors import TrainerError
from trainer.session.services import Services
from trainer.tui.keys import BACK, key
from trainer.tui.safe_text import line, lines, words
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar

Transcript = tuple[str, str, str, Path | None]
"""Its title, whose it is, its Markdown, and its page where there is one."""


class TranscriptScreen(Page):
    """The transcript, and where its files lie."""

    NAME = "Transcript"
    ABOUT = (
        "The whole attempt as its transcript has it. The same transcript lies as a page for the browser in the place "
        "that is named at the top; it can be handed on, and says nothing of who played but a pseudonym."
    )
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("b", "debrief", "debrief", "Go over it again: your own attempt, once it has ended.", "transcript.debrief"),
    ]
    CSS_PATH = "transcript.tcss"

    @dataclass
    class Read(Message):
        """The transcript has been read."""

        transcript: Transcript

    @dataclass
    class Unread(Message):
        """It could not be."""

        error: TrainerError

    def __init__(self, path: Path, debrief: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._path = path
        self._debrief = debrief
        """Opens its debrief; None where it is not the reader's own, or has not ended."""

    def compose(self) -> ComposeResult:
        yield TitleBar(line("Transcript", "bold"))
        with VerticalScroll(id="page"):
            yield Static(line("reading…", "$quiet"), id="where")
            yield Markdown(open_links=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.fetch()

    @work(thread=True)
    def fetch(self) -> None:
        """In a thread of its own: a long attempt is played again to be read."""
        try:
            self.post_message(self.Read(read_transcript(self.trainer.services, self._path)))
        except TrainerError as error:
            self.post_message(self.Unread(error))

    async def on_transcript_screen_read(self, event: Read) -> None:
        title, who, markdown, page = event.transcript
        self.query_one(TitleBar).say(line(title, "bold"), line(who, "$quiet"))
        await self.query_one(Markdown).update(markdown)
        where = self.query_one("#where", Static)
        where.display = page is not None
        where.update(lines(line("As a page for the browser:", "$quiet"), words(str(page))))

    def on_transcript_screen_unread(self, event: Unread) -> None:
        if self.is_current:
            self.dismiss()
            self.trainer.trouble(event.error)
        else:
            self.query_one("#where", Static).update(words(str(event.error), "$error"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only one's own debrief can be opened."""
        return self._debrief is not None if action == "debrief" else super().check_action(action, parameters)

    def action_debrief(self) -> None:
        if self._debrief:
            self._debrief()


def read_transcript(services: Services, path: Path) -> Transcript:
    """An attempt's title, whose it is, its Markdown, and its page where it has been written."""
    from trainer.output.transcript import file_name, render_markdown
    from trainer.records.record import read_record

    record = read_record(path)
    header = record.header
    page = path.parent / f"{file_name(path.stem)}.html"
    names = {p.pseudonym: p.name for p in services.people()}
    who = names.get(header.trainee, header.trainee)
    return header.title, who, render_markdown(record), page if page.is_file() else None
