"""A trainee's progress, principle by principle: a line for each, and every number of the marked one in words."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from trainer.output import practice_phrases as say
from trainer.practice.progress import PrincipleProgress
from trainer.session.today import Today
from trainer.tui.keys import BACK
from trainer.tui.line_shapes import Cell, HangingIndent, Row, Stacked
from trainer.tui.safe_text import EMPTY, count, line, lines, words
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar
from trainer.tui.widgets.listing import Item, Listing

_LABEL = 13
"""Columns of what a number is called."""
_NOTHING = (
    "Nothing counts yet. Play a story to its end without taking a reply back: press Esc, then t for today's practice. "
    "After a few tries you see here how even your service is, principle by principle."
)


class ProgressPage(Page):
    """Never the best try, and never a place among others."""

    NAME = "Progress"
    ABOUT = say.ABOUT
    AUTO_FOCUS = "#principles"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    CSS_PATH = "progress.tcss"

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._today = today
        self._mastery = today.mastery

    def compose(self) -> ComposeResult:
        progress = self._today.progress
        counted = f"{count(progress.counted, 'story counts', 'stories count')}{say.no_checks(progress)}"
        aside = say.not_counted(progress)
        beside = f"; beside them {aside}" if aside else ""
        troubles = len(self._today.history.troubles)
        out = f" {count(troubles, 'record')} left out: damaged, or not readable here." if troubles else ""
        goal = [line(f"Your goal: “{self._today.goal}”")] if self._today.goal else []
        yield TitleBar(line("Progress", "bold"), line("F1 explains each number", "$quiet"))
        yield Static(lines(words(f"{counted}{beside}.{out}", "$quiet"), *goal), id="head", markup=False)
        with Horizontal(id="body"):
            yield Listing(id="principles")
            with VerticalScroll(id="one", can_focus=False):
                yield Static(EMPTY, id="numbers", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        principles = self._today.progress.principles
        charts = {one.principle: say.progress_chart(one) for one in principles}
        widest = max(map(len, charts.values()), default=1)
        items = []
        for one in principles:
            standing = "at standard" if one.passes[-1] else "below"
            if self._mastery[one.principle].mastered:
                standing = "mastered"
            row = Row(
                Cell(line(self._title(one))),
                Cell(line(charts[one.principle], "$you"), widest, right=True, when=46 + widest),
                Cell(line(f"{one.passed} of {len(one.recent)}", "$quiet"), 8, right=True),
                Cell(line(standing, "$you" if one.passes[-1] else "$warning"), 11),
            )
            items.append(Item(row, one.principle))
        self.query_one(Listing).fill(items or [Item(words(_NOTHING))])
        if not principles:
            self.query_one("#one").display = False

    @on(OptionList.OptionHighlighted)
    def tell_about(self, event: OptionList.OptionHighlighted) -> None:
        one = next((p for p in self._today.progress.principles if p.principle == event.option_id), None)
        if one:
            pairs = [
                *say.progress_numbers(one),
                ("mastery", say.mastery_words(self._mastery[one.principle])),
                ("due", say.due_words(one.principle, self._today.due, self._today.today)),
            ]
            rows = [HangingIndent(Content.styled(name.ljust(_LABEL), "$quiet"), line(text)) for name, text in pairs]
            self.query_one("#numbers", Static).update(Stacked(line(self._title(one), "bold"), *rows), layout=True)

    def _title(self, one: PrincipleProgress) -> str:
        return self._today.titles.get(one.principle) or say.short_title(one.principle)
