"""Small sheets over the debrief in which one types: a goal for the counter, the weakest reply written anew."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.grading.situation import in_run
from trainer.output.practice_phrases import ASK_GOAL, NEVER_CHANGES, reply_words
from trainer.play import telling
from trainer.tui import debriefing
from trainer.tui.hearing import NO_ACTS
from trainer.tui.keys import BACK
from trainer.tui.looking_back import LookingBack
from trainer.tui.screens.page import Sheet
from trainer.tui.show import EMPTY, join, line, lines, paragraphs, words
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.own_words import OwnWords

_LOOK = """
SHEET > .sheet { width: 92; }
SHEET OwnWords { display: block; margin: 1 0; }
SHEET #above, SHEET #below { height: auto; }
"""


class GoalSheet(Sheet[str]):
    """Asks for one goal; answers with it, "" for none."""

    NAME = "One goal"
    ABOUT = "What you will do the next time you stand at the counter. It is shown to you when you start again."
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    DEFAULT_CSS = _LOOK.replace("SHEET", "GoalSheet")

    def __init__(self, goal: str) -> None:
        super().__init__()
        self._goal = goal

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet", can_focus=False):
            example = line("“Say the place back.”, for example.", "$quiet")
            yield Static(lines(line(ASK_GOAL, "bold"), example), id="above")
            yield OwnWords()
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OwnWords).begin(self._goal)

    @on(OwnWords.Said)
    def keep(self, event: OwnWords.Said) -> None:
        self.dismiss(event.words.strip())

    @on(OwnWords.Left)
    def leave_it(self) -> None:
        self.dismiss("")

    def action_back_out(self) -> None:
        self.dismiss("")


class RewriteSheet(Sheet[None]):
    """A reply written anew, and at once what was heard in it; as often as one likes."""

    NAME = "Your weakest reply, again"
    ABOUT = (
        "Say it as you would now. What counts in your words is marked at once: underlined what helps, bold what harms, "
        "and under it what was not heard. You can write it again. It is kept with the attempt, whose grade stays."
    )
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    DEFAULT_CSS = _LOOK.replace("SHEET", "RewriteSheet")

    def __init__(self, past: LookingBack, number: int) -> None:
        super().__init__()
        self._past = past
        self._number = number

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Static(self._place(), id="above")
            yield OwnWords()
            yield Static(line(NEVER_CHANGES, "$quiet"), id="below")
            yield KeyBar()

    def _place(self) -> Content:
        run = self._past.record.run.back_to(self._number)
        asked = [words(text, "$customer") for text in in_run(run).said[-2:]]
        mine = join(Content.styled("You said: ", "$quiet"), words(reply_words(self._past.lines[self._number])))
        return paragraphs(lines(*asked) if asked else EMPTY, words(telling.prompt(run), "bold"), mine)

    def on_mount(self) -> None:
        self.query_one(OwnWords).begin("")
        self.call_after_refresh(self._past.hearing.ready)

    @on(OwnWords.Said)
    def grade(self, event: OwnWords.Said) -> None:
        below = self.query_one("#below", Static)
        if not event.words.strip():
            below.update(line("Nothing is typed yet. Esc goes back to the debrief.", "$quiet"))
            return
        try:
            found = self._past.rewrite(self._number, event.words.strip())
        except TrainerError as error:
            below.update(words(str(error), "$error"))
            return
        below.update(debriefing.regraded(self._past, found) if found else line(NO_ACTS, "$quiet"))
        self.call_after_refresh(self.query_one(".sheet").scroll_end, animate=False)

    @on(OwnWords.Left)
    def leave_it(self) -> None:
        self.dismiss()

    def action_back_out(self) -> None:
        self.dismiss()
