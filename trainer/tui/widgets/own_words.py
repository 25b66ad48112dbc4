"""A place to type in one's own words: Enter says it, Esc keeps it for later. Nothing in it is underlined or judged."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from trainer.cleaning import clean
from trainer.limits import REPLY_CHARACTERS
from trainer.tui.keys import key


class ReplyArea(TextArea):
    """Keeps the lines of a paste as they are; Enter is the end of the reply and not of a line.

    Its keys come before those of a text area, and so overtake the letters that still wait for it: what they do waits
    behind those.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "say", "say it", "Say what you have typed.", "typing.say", priority=True, display="enter"),
        key("ctrl+j,shift+enter", "line", "new line", "Begin a new line.", "typing.line", priority=True, display="^j"),
        key("escape", "leave", "back", "Back to the replies; your words are kept.", "typing.leave", priority=True),
    ]

    def action_say(self) -> None:
        self.call_later(lambda: self.post_message(OwnWords.Said(self.text)))

    def action_line(self) -> None:
        self.call_later(self.insert, "\n")

    def action_leave(self) -> None:
        self.call_later(lambda: self.post_message(OwnWords.Left(self.text)))


class OwnWords(Vertical):
    """The typed reply and how long it is."""

    DEFAULT_CSS = """
    OwnWords { height: auto; display: none; }
    OwnWords ReplyArea, OwnWords ReplyArea:focus {
        height: auto; min-height: 3; max-height: 8;
        border: none; border-left: heavy $you; padding: 0 1;
        background: $surface;
    }
    OwnWords #length { height: 1; color: $quiet; padding: 0 2; }
    """

    @dataclass
    class Said(Message):
        """The trainee says these words."""

        words: str

    @dataclass
    class Left(Message):
        """The trainee goes back to the replies; the words are a draft."""

        words: str

    def __init__(self) -> None:
        super().__init__()
        self._cut = False
        """Whether the last thing that was typed or pasted did not fit."""

    def compose(self) -> ComposeResult:
        yield ReplyArea(id="words", soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
        yield Static("", id="length", markup=False)

    @property
    def text(self) -> str:
        """What has been typed so far."""
        return self.query_one(ReplyArea).text

    def begin(self, draft: str) -> None:
        """Type on from a draft."""
        area = self.query_one(ReplyArea)
        area.text = draft
        area.move_cursor(area.document.end)
        area.focus()

    def type_on(self, text: str) -> bool:
        """Type this at the end, unless keys come here by themselves; whether it was typed."""
        area = self.query_one(ReplyArea)
        if area.has_focus:
            return False
        area.insert(text, area.document.end)
        area.move_cursor(area.document.end)
        return True

    @on(TextArea.Changed)
    def count(self) -> None:
        """A quiet count, how to send, and where there is no more room, that something was left out."""
        area = self.query_one(ReplyArea)
        tidy = clean(area.text)[:REPLY_CHARACTERS]
        if tidy != area.text:
            self._cut = len(tidy) == REPLY_CHARACTERS
            area.text = tidy
            area.move_cursor(area.document.end)
            return
        said = "the rest did not fit" if self._cut else "enter: say it   ^j: new line"
        self.query_one("#length", Static).update(Content(f"{len(tidy):,} of {REPLY_CHARACTERS:,}   {said}"))
        self._cut = False
