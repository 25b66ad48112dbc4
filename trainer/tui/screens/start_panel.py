"""The sheet before an attempt: the mode to play it in."""

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
    Mode.COACH: "A short why after each reply, and a way back. Good for a first time.",
    Mode.PRACTICE: "No hints on the way; the explanation waits for the end.",
    Mode.CHECK: "No hints, no way back, no pause. This one counts.",
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
        *(
            key(str(n), f"mode({n - 1})", mode.value, f"Start in {mode} mode.", f"start.{mode}", show=False)
            for n, mode in enumerate(MODES, 1)
        ),
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
        items = []
        for number, (mode, what) in enumerate(MODES.items(), 1):
            body = lines(line(mode, "bold"), line(what, "$quiet"))
            items.append(Item(body, mode.value, Content.styled(f"{number}  ", "bold $you"), below=1, ground="$surface"))
        modes.fill(items)
        modes.highlighted = list(MODES).index(self._default)

    def action_mode(self, number: int) -> None:
        self.dismiss(list(MODES)[number])

    @on(OptionList.OptionSelected)
    def start(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Mode(event.option_id or Mode.COACH))
