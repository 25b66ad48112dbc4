"""The decision: the question, the replies on offer or one's own words, and a quiet line below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from trainer.tui.show import EMPTY, line, lines, words
from trainer.tui.widgets.listing import Choices, Item, Listing
from trainer.tui.widgets.own_words import OwnWords

ROOMY = 32
"""Rows from which on there is an empty line between two replies."""


class Decision(Vertical):
    """Stays at the foot of the conversation, never out of sight."""

    DEFAULT_CSS = """
    Decision {
        height: auto; max-height: 70%; padding: 0 2; background: $background;
        border-top: solid $faint; border-title-align: left; border-title-color: $foreground;
        border-title-background: $background;
    }
    Decision #question { height: auto; max-height: 3; text-style: bold; padding: 0 0 1 0; }
    Decision #choices { height: auto; max-height: 50vh; }
    Decision #note { height: auto; min-height: 1; max-height: 3; color: $quiet; padding: 0 2; }
    Decision.-typing #choices { display: none; }
    Decision.-typing OwnWords { display: block; }
    """

    class Chosen(Message):
        """One of the entries has been chosen."""

        def __init__(self, choice: str) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[tuple[str, str, str]] = ()
        self._notes: Mapping[str, Content] = {}
        self._beside = EMPTY
        self._more = False

    def compose(self) -> ComposeResult:
        yield Static(EMPTY, id="question", markup=False)
        yield Choices(id="choices")
        yield OwnWords()
        yield Static(EMPTY, id="note", markup=False)

    @property
    def listing(self) -> Listing:
        return self.query_one("#choices", Listing)

    @property
    def typing(self) -> bool:
        """Whether words are being typed."""
        return self.has_class("-typing")

    def ask(self, question: str, choices: Sequence[tuple[str, str, str]]) -> None:
        """Offer choices: (id, the key shown before it, its text)."""
        self.show(question, choices, {})
        self.listing.focus()

    def show(
        self,
        question: str,
        choices: Sequence[tuple[str, str, str]],
        notes: Mapping[str, Content],
        *,
        keep: bool = False,
    ) -> None:
        """The same with a quiet line under some of them, by id, and leaving the focus where it is."""
        self._choices, self._notes = choices, notes
        self.question(question)
        self.remove_class("-typing")
        self._fill(keep)

    def question(self, text: str) -> None:
        """The line above."""
        self.query_one("#question", Static).update(words(text))

    def _fill(self, keep: bool = False) -> None:
        below = int(self.screen.size.height >= ROOMY)
        items = [
            Item(self._body(name, text), name, Content.styled(f"{shown:<3}", "bold $you"), below)
            for name, shown, text in self._choices
        ]
        self.listing.fill(items, keep)

    def _body(self, name: str, text: str) -> Content:
        note = self._notes.get(name)
        return lines(words(text), note) if note else words(text)

    def on_resize(self) -> None:
        self._fill(keep=True)
        self._say_above()

    def type(self, draft: str) -> None:
        """Have the trainee type."""
        self.add_class("-typing")
        self.query_one(OwnWords).begin(draft)

    def stop_typing(self) -> None:
        """Back to the choices."""
        self.remove_class("-typing")
        self.listing.focus()

    @property
    def typed(self) -> str:
        """The words in the text area."""
        return self.query_one(OwnWords).text

    def beside(self, folded: Content) -> None:
        """What stands in the line above: whom one deals with and how it stands, where no panel says so."""
        self._beside = folded
        self._say_above()

    def more_above(self, more: bool) -> None:
        """Whether the conversation has lines that are not seen yet."""
        self._more = more
        self._say_above()

    def _say_above(self) -> None:
        more = Content.assemble(("↓ read on: space", "bold $you")) if self._more else EMPTY
        narrow = self.screen.has_class("-narrow")
        parts = [p for p in (more, self._beside if narrow else EMPTY) if p.plain]
        self.border_title = Content.styled(" ── ", "$faint").join(parts).pad(1, 1) if parts else ""

    def note(self, text: str) -> None:
        """Say something in the quiet line."""
        self.query_one("#note", Static).update(line(text))

    def choose(self, number: int) -> None:
        """The entry with this number, counted from 0, as if it were clicked."""
        if number < len(self._choices) and self._choices[number][1].isdigit():
            self.post_message(self.Chosen(self._choices[number][0]))

    @on(OptionList.OptionSelected, "#choices")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(self.Chosen(event.option_id))
