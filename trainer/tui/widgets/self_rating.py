"""How it went, as the trainee sees it, asked before any grade stands on the screen."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from trainer.limits import REPLY_CHARACTERS
from trainer.output.practice_phrases import ASK_AIM, ASK_RATING, RATINGS
from trainer.tui.safe_text import line
from trainer.tui.widgets.listing import Item, Listing


class SelfRatingForm(Vertical):
    """A line to type in, and five levels. Neither has to be used."""

    DEFAULT_CSS = """
    SelfRatingForm { height: auto; max-width: 90; }
    SelfRatingForm Static { height: auto; margin-bottom: 1; }
    SelfRatingForm Input { margin-bottom: 1; }
    SelfRatingForm Listing { height: auto; margin-bottom: 1; }
    """

    @dataclass
    class Given(Message):
        """The trainee has rated the run."""

        level: int
        aim: str

    def compose(self) -> ComposeResult:
        yield Static(line("Before you see what it amounts to:", "$quiet"))
        yield Static(line(ASK_AIM, "bold"))
        yield Input(id="aim", compact=True, max_length=REPLY_CHARACTERS, placeholder="a few words; Enter goes on")
        yield Static(line(ASK_RATING, "bold"))
        yield Listing(id="levels")
        yield Static(line("It is for you, and for whoever trains you. Esc leaves it out.", "$quiet"))

    def on_mount(self) -> None:
        levels = [
            Item(line(word.capitalize() + "."), str(level), Content.styled(f"{level}  ", "bold $you"))
            for level, word in sorted(RATINGS.items(), reverse=True)
        ]
        self.query_one(Listing).fill(levels, mark=False)

    def begin(self) -> None:
        """Type first."""
        self.query_one(Input).focus()

    @property
    def choosing(self) -> bool:
        """Whether a digit is a level, and not a letter of what one was after."""
        return not self.query_one(Input).has_focus

    def give(self, level: int) -> None:
        """Rate the run."""
        self.post_message(self.Given(level, self.query_one(Input).value))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Listing).focus()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.give(int(event.option_id))
