"""The sheets that may lie over any screen: its help, an error, and that the terminal is too small."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.tui.keys import key
from trainer.tui.line_shapes import HangingIndent
from trainer.tui.safe_text import EMPTY, columns, line, paragraphs, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.bars import KeyBar

COLUMNS, ROWS = 60, 20
"""What the screens need."""


class Help(Sheet[None]):
    """One line for each thing the keys do, with the id by which the config can move it, made from the bindings."""

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

    def __init__(self, name: str, about: str, bindings: Iterable[tuple[Binding, str]]) -> None:
        """Each binding comes with how its key is shown; they stand in this order."""
        super().__init__()
        self._heading = name
        self._about = about
        self._same: dict[tuple[str, str], list[tuple[Binding, str]]] = {}
        """What does the same, by its word and its sentence."""
        for binding, shown in bindings:
            if binding.id and binding.tooltip:
                self._same.setdefault((binding.description, binding.tooltip), []).append((binding, shown))

    def compose(self) -> ComposeResult:
        lines: list[tuple[str, str, str]] = []
        for (_, sentence), same in self._same.items():
            shown = list(dict.fromkeys(key for _, key in same))
            lines.append((shown[0] if len(shown) > 3 else " ".join(shown), sentence, same[0][0].id or ""))
        widest = max((columns(keys) for keys, _, _ in lines), default=0)
        with VerticalScroll(classes="sheet"):
            yield Static(line(self._heading), id="name")
            yield Static(EMPTY, classes="gap")
            yield Static(words(self._about))
            yield Static(EMPTY, classes="gap")
            for keys, sentence, id in lines:
                lead = Content.assemble((keys, "bold $you"), " " * (widest - columns(keys) + 3))
                yield Static(HangingIndent(lead, Content.assemble(sentence, (f"  ({id})", "$quiet"))))
            yield Static(EMPTY, classes="gap")
            yield Static(
                words("Keys can be moved in the config file, under [keys], by the name in brackets.", "$quiet")
            )
            yield KeyBar()

    def action_help(self) -> None:
        self.dismiss()


class ErrorSheet(Sheet[None]):
    """One error that the user can act on: what happened, where, and what to do."""

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
        what = words(error.what[:1].upper() + error.what[1:].rstrip(".") + ".", "bold $error")
        where = words(error.where, "$quiet") if error.where else EMPTY
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Static(paragraphs(what, where, words(error.do), words(self._after)))
            yield Static(EMPTY)
            yield KeyBar()


class TooSmall(Sheet[None]):
    """Covers everything, so that no key chooses what cannot be read; goes away by itself once there is room."""

    NAME = "Too small"
    ABOUT = f"The screens need {COLUMNS} columns and {ROWS} rows. The clock stands still meanwhile."
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    TooSmall { background: $background; }
    TooSmall Static { width: auto; max-width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="size", markup=False)

    @on(events.Mount)
    @on(events.Resize)
    @on(events.ScreenResume)
    def say(self) -> None:
        """Say how much room there is, or go away."""
        size = self.app.size
        if self.is_current and not too_small(size):
            self.dismiss()
            return
        text = f"A little more room, please.\n\n{size.width}×{size.height} here, {COLUMNS}×{ROWS} needed."
        self.query_one("#size", Static).update(text)

    def action_help(self) -> None:
        """There is no room for help."""


def too_small(size: Size) -> bool:
    """Whether there is no room for the screens."""
    return size.width < COLUMNS or size.height < ROWS
