"""The sheet that keeps a play-through as a plan: asks for its title."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from trainer.analysis.judgement import RunResult
from trainer.cleaning import clean_line
from trainer.errors import TrainerError
from trainer.limits import NAME_CHARACTERS
from trainer.scenario.plans import plans_beside
from trainer.tui.keys import BACK, key
from trainer.tui.safe_text import EMPTY, line, lines, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.bars import KeyBar
from trainer.tui.write_lists import result_line


class PlanSheet(Sheet[str | None]):
    """Keeps a result as a plan beside its scenario; answers with what came of it, None where nothing was kept."""

    NAME = "Keep as a plan"
    ABOUT = (
        "A plan is a play-through with what came of it, kept beside the scenario as its test: `trainer test` plays it "
        "after every change, and says where it parts. Give it a title that says what it shows."
    )
    AUTO_FOCUS = "#title"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("enter", "keep", "keep it", "Keep the play-through under this title.", "plan.keep", display="enter"),
    ]
    DEFAULT_CSS = """
    PlanSheet #title, PlanSheet #title:focus {
        height: 1; border: none; padding: 0 1; margin: 0 0 1 0; background: $panel; color: $foreground;
    }
    PlanSheet Static { height: auto; margin-bottom: 1; }
    PlanSheet #note { margin: 0; }
    """

    def __init__(self, path: Path, result: RunResult) -> None:
        super().__init__()
        self._path = path
        self._result = result

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            came_of_it = words(result_line(self._result), "$quiet")
            yield Static(lines(line("Keep this play-through as a plan", "bold"), came_of_it))
            yield Input(placeholder="what it shows", id="title", max_length=NAME_CHARACTERS, compact=True)
            yield Static(words(f"Enter keeps it in {plans_beside(self._path)}", "$quiet"))
            yield Static(EMPTY, id="note", markup=False)
            yield KeyBar()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        title = clean_line(self.query_one(Input).value)
        if not self.is_current:
            return  # A second Enter was on its way already.
        if not title:
            self.query_one("#note", Static).update(line("A title needs at least one letter.", "$quiet"))
            return
        try:
            path, name = self.trainer.services.keep_plan(self._path, self._result, title)
        except TrainerError as error:
            self.dismiss()
            self.trainer.trouble(error)
        else:
            self.dismiss(f"Kept as “{name}” in {path}.")
