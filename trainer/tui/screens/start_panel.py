"""Before an attempt: how much help is wanted."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from trainer.records.header import Mode
from trainer.scenario.model import Scenario
from trainer.tui.keys import BACK, key
from trainer.tui.safe_text import EMPTY, count, line, lines, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.bars import KeyBar
from trainer.tui.widgets.listing import Item, Listing

MODES = {
    Mode.COACH: ("coach", "A short why after each reply, and a way back. Good for a first time."),
    Mode.PRACTICE: ("practice", "No hints on the way; the explanation waits for the end."),
    Mode.CHECK: ("check", "No hints, no way back, no pause. This one counts."),
}


class StartPanel(Sheet[Mode | None]):
    """Answers with the mode, or None when the trainee thinks better of it."""

    NAME = "Before you start"
    ABOUT = (
        "Choose how much help you want. Which variant of the story you get is left to chance, and is not the one you "
        "had last: the same situation, with other names and details."
    )
    AUTO_FOCUS = "#modes"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("1", "mode(0)", "coach", "Start in coach mode.", "start.coach", show=False),
        key("2", "mode(1)", "practice", "Start in practice mode.", "start.practice", show=False),
        key("3", "mode(2)", "check", "Start in check mode.", "start.check", show=False),
    ]

    def __init__(self, scenario: Scenario, default: Mode) -> None:
        super().__init__()
        self._scenario = scenario
        self._default = default

    def compose(self) -> ComposeResult:
        scenario = self._scenario
        facts = [f"about {count(scenario.minutes, 'minute')}", scenario.family.replace("-", " ")]
        if len(scenario.variants) > 1:
            facts.append(f"one of {len(scenario.variants)} variants, by chance")
        with Vertical(classes="sheet"):
            yield Static(lines(line(scenario.title, "bold"), line("  ·  ".join(facts), "$quiet"), EMPTY))
            yield Static(lines(words(" ".join(scenario.summary.split())), EMPTY))
            yield Listing(id="modes")
            yield KeyBar()

    def on_mount(self) -> None:
        modes = self.query_one("#modes", Listing)
        modes.fill(
            Item(
                lines(line(word, "bold"), line(what, "$quiet")),
                mode.value,
                Content.styled(f"{number}  ", "bold $you"),
                below=1,
                ground="$surface",
            )
            for number, (mode, (word, what)) in enumerate(MODES.items(), 1)
        )
        modes.highlighted = list(MODES).index(self._default)

    def action_mode(self, number: int) -> None:
        self.dismiss(list(MODES)[number])

    def action_back_out(self) -> None:
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def start(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Mode(event.option_id or Mode.COACH))
