"""The decision: the question, the replies on offer or one's own words, and a quiet line below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from trainer.cleaning import clean_line
from trainer.tui.safe_text import EMPTY, line, lines, words
from trainer.tui.widgets.listing import Choices, Item, Listing
from trainer.tui.widgets.own_words import OwnWords

ROOMY = 32
"""Rows from which on there is an empty line between two replies."""
SHORT = 80
"""Columns below which the line above says less."""


class DecisionPanel(Vertical):
    """Stays at the foot of the conversation, never out of sight."""

    DEFAULT_CSS = """
    DecisionPanel {
        height: auto; max-height: 70%; padding: 0 2; background: $background;
        border-top: solid $faint; border-title-align: left; border-title-color: $foreground;
        border-title-background: $background;
    }
    DecisionPanel #stakes { height: 1; display: none; text-wrap: nowrap; text-overflow: ellipsis; }
    DecisionPanel #context { height: auto; max-height: 6; display: none; color: $quiet; }
    DecisionPanel.-explains { max-height: 90%; }
    DecisionPanel.-explains #context { display: block; }
    DecisionPanel #question { height: auto; max-height: 3; text-style: bold; padding: 0 0 1 0; }
    DecisionPanel #choices { height: auto; max-height: 50vh; }
    DecisionPanel #note { height: auto; min-height: 1; max-height: 3; color: $quiet; padding: 0 2; }
    DecisionPanel.-typing #choices { display: none; }
    DecisionPanel.-typing OwnWords { display: block; }
    """

    @dataclass
    class Chosen(Message):
        """One of the entries has been chosen."""

        choice: str
        asking: int
        """The number of the asking that it answers."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[tuple[str, str, str]] = ()
        self._notes: Mapping[str, Content] = {}
        self._beside = self._stakes = EMPTY
        self._asked_about: Sequence[tuple[str, str]] = ()
        self._more = False
        self._unmarked = False
        self.asking = 0
        """Counts what was asked, so that a late answer cannot be taken for one to the next question."""

    def compose(self) -> ComposeResult:
        yield Static(EMPTY, id="stakes", markup=False)
        yield Static(EMPTY, id="context", markup=False)
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

    def ask(
        self,
        question: str,
        choices: Sequence[tuple[str, str, str]],
        *,
        marked: bool = True,
        context: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Offer choices: (id, the key shown before it, its text). Unless `marked`, Enter chooses none at first.

        `context` is what is asked about, above the question: (who says it, their words).
        """
        self._asked_about = context
        self.set_class(bool(context), "-explains")
        self._say_context()
        self.show(question, choices, {}, marked=marked)
        self.listing.focus()

    def show(
        self,
        question: str,
        choices: Sequence[tuple[str, str, str]],
        notes: Mapping[str, Content],
        *,
        keep: bool = False,
        marked: bool = True,
    ) -> None:
        """The same with a quiet line under some of them, by id, and leaving the focus where it is."""
        self.asking += 1
        self._choices, self._notes, self._unmarked = choices, notes, not marked
        self.query_one("#question", Static).update(words(question))
        self.remove_class("-typing")
        self._fill(keep)
        self.call_after_refresh(self._say_above)

    def _fill(self, keep: bool = False) -> None:
        below = int(self.screen.size.height >= ROOMY)
        items = []
        for name, shown, text in self._choices:
            body = lines(words(text), self._notes[name]) if name in self._notes else words(text)
            items.append(Item(body, name, Content.styled(f"{shown:<3}", "bold $you"), below))
        self.listing.fill(items, keep, mark=not self._unmarked)

    def unmark(self) -> None:
        """Mark none of the choices, so that Enter chooses nothing before an arrow has."""
        self._unmarked = True
        self.listing.highlighted = None

    @property
    def marked(self) -> bool:
        """Whether Enter would choose something."""
        return self.listing.highlighted is not None

    def on_mount(self) -> None:
        self.watch(self.listing, "scroll_y", self._say_above, init=False)

    def on_resize(self) -> None:
        self._fill(keep=True)
        if self.marked:
            self.call_after_refresh(self.listing.scroll_to_highlight)
        self.call_after_refresh(self._say_above)

    def fit(self, rows: int) -> None:
        """Take no more than these rows: the replies give way, and scroll."""
        self.listing.styles.max_height = max(3, rows - 4 - self._has_stakes - self._say_context())

    def _say_context(self) -> int:
        """What is asked about, each in two rows at most; the rows that it takes."""
        columns = max(20, self.size.width - 5)
        texts = [f"{name}: “{clean_line(said)}”" for name, said in self._asked_about]
        cut = [t if len(t) <= 2 * columns - 12 else t[: 2 * columns - 14].rstrip() + "…”" for t in texts]
        self.query_one("#context", Static).update(lines(*map(line, cut)) if cut else EMPTY)
        return sum(1 + (len(text) > columns) for text in cut)

    def type(self, draft: str) -> None:
        """Have the trainee type."""
        self.add_class("-typing")
        self.query_one(OwnWords).begin(draft)

    def type_on(self, text: str) -> bool:
        """Add what was typed before the place to type had the keys; whether it was added."""
        return not self.disabled and self.query_one(OwnWords).type_on(text)

    def stop_typing(self) -> None:
        """Back to the choices."""
        self.remove_class("-typing")
        self.listing.focus()

    @property
    def typed(self) -> str:
        """The words in the text area."""
        return self.query_one(OwnWords).text

    def beside(self, folded: Content, stakes: Content) -> None:
        """Where no panel says so: whom one deals with and how it stands, in the line above, and what is at stake."""
        self._beside, self._stakes = folded, stakes
        self._say_above()

    @property
    def explains(self) -> bool:
        """Whether what is asked about stands above the question."""
        return bool(self._asked_about)

    @property
    def _has_stakes(self) -> bool:
        return bool(self._stakes.plain) and self.screen.has_class("-narrow")

    def more_above(self, more: bool) -> None:
        """Whether the conversation has lines that are not seen yet."""
        self._more = more
        self._say_above()

    def _say_above(self) -> None:
        """The stakes, and in the border what lies out of sight and, on a narrow screen, whom one deals with."""
        stakes, listing = self.query_one("#stakes", Static), self.listing
        stakes.update(self._stakes)
        stakes.display = self._has_stakes
        parts = []
        if self._more:
            parts.append(line("↓ space" if self.screen.size.width < SHORT else "↓ read on: space", "bold $you"))
        if listing.display and listing.scroll_y < listing.max_scroll_y:
            parts.append(line("↓ more replies", "bold $you"))
        if self.screen.has_class("-narrow") and self._beside.plain:
            parts.append(self._beside)
        self.border_title = Content.styled(" ── ", "$faint").join(parts).pad(1, 1) if parts else ""

    def note(self, text: str) -> None:
        """Say something in the quiet line."""
        said = self.query_one("#note", Static)
        said.update(line(text))
        said.set_class(not text, "-empty")

    @property
    def numbered(self) -> int:
        """How many of the choices have a number."""
        return sum(shown.isdigit() for _, shown, _ in self._choices)

    def choose(self, number: int) -> None:
        """The entry with this number, counted from 0, as if it were clicked."""
        if number < len(self._choices) and self._choices[number][1].isdigit():
            self.post_message(self.Chosen(self._choices[number][0], self.asking))

    @on(OptionList.OptionSelected, "#choices")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id and event.option in self.listing.options:
            self.post_message(self.Chosen(event.option_id, self.asking))
