"""The sheets over the debrief: one decision, an objection, words written anew, a goal, the second receipt."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from trainer.errors import TrainerError
from trainer.grading.situation import in_run
from trainer.limits import REPLY_CHARACTERS
from trainer.output.phrases import NO_ACTS
from trainer.output.practice_phrases import ASK_GOAL, NEVER_CHANGES, reply_words
from trainer.play import narration
from trainer.session.debriefing import Debriefing
from trainer.tui import debrief_parts
from trainer.tui.keys import BACK, key
from trainer.tui.safe_text import join, line, lines, paragraphs, words
from trainer.tui.screens.page import Sheet
from trainer.tui.widgets.bars import KeyBar
from trainer.tui.widgets.listing import Item, Listing
from trainer.tui.widgets.own_words import OwnWords

Wish = tuple[str, int]
"""What the trainee wants to do next (`what-if`, `rewrite` or `dispute`), and with which decision, from 0."""


class DecisionSheet(Sheet[Wish | None]):
    """Steps through the decisions of a run."""

    NAME = "One decision"
    ABOUT = (
        "What you answered, why it was marked as it was, and a line that would have cost nothing. In words you typed, "
        "what helped is underlined and what harmed stands bold."
    )
    AUTO_FOCUS = ".sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("left,p", "step(-1)", "before", "To the decision before.", "decision.before", display="←"),
        key("right,n", "step(1)", "next", "To the next decision.", "decision.next", display="→"),
        key("w", "wish('what-if')", "what if", "Play on from here in another way.", "decision.what-if"),
        key("r", "wish('rewrite')", "rewrite", "Write this reply anew; it is graded at once.", "decision.rewrite"),
        key("d", "wish('dispute')", "disagree", "Say that you do not agree with a grade.", "decision.dispute"),
    ]
    DEFAULT_CSS = "DecisionSheet > .sheet { width: 92; }"

    def __init__(self, past: Debriefing, number: int) -> None:
        super().__init__()
        self._past = past
        self.number = number

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet"):
            yield Static(id="decision")
            yield KeyBar()

    def on_mount(self) -> None:
        self.action_step(0)

    def action_step(self, by: int) -> None:
        self.number = (self.number + by) % len(self._past.lines)
        told = debrief_parts.decision(self._past, self.number).append(Content("\n"))
        self.query_one("#decision", Static).update(told)
        self.query_one(".sheet").scroll_home(animate=False)

    def action_wish(self, what: str) -> None:
        self.dismiss((what, self.number))


Objection = tuple[str, str]
"""An act or a principle, and the reason, "" where none is given."""


class DisputeSheet(Sheet[Objection | None]):
    """The grades of a decision, the lowest marked."""

    NAME = "I don't agree with this grade"
    ABOUT = (
        "Choose the grade you do not agree with; Enter records it. Tab goes to the line for a reason, which you can "
        "leave out. Whoever reviews the attempt sees it beside the grade, which stands until then."
    )
    AUTO_FOCUS = "#grades"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    DEFAULT_CSS = """
    DisputeSheet { #above { height: auto; margin-bottom: 1; } #grades { max-height: 10; } #reason { margin: 1 0; } }
    """

    def __init__(self, where: str, grades: list[tuple[str, str]]) -> None:
        super().__init__()
        self._where = where
        self._grades = grades

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Static(lines(line("I don't agree with this grade", "bold"), line(self._where, "$quiet")), id="above")
            yield Listing(id="grades")
            yield Input(id="reason", compact=True, max_length=REPLY_CHARACTERS, placeholder="tab: why, if you like")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Listing).fill(Item(line(text), name) for name, text in self._grades)

    @on(OptionList.OptionSelected, "#grades")
    def choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.dismiss((event.option_id, self.query_one(Input).value))

    @on(Input.Submitted)
    def choose_with_reason(self, event: Input.Submitted) -> None:
        event.stop()
        marked = self.query_one(Listing).chosen_id
        if marked:
            self.dismiss((marked, event.value))


class WordsSheet(Sheet[str | None]):
    """Asks for something in one's own words."""

    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    DEFAULT_CSS = """
    WordsSheet > .sheet { width: 92; }
    WordsSheet OwnWords { display: block; margin: 1 0; }
    WordsSheet #above, WordsSheet #below { height: auto; }
    """

    @on(OwnWords.Left)
    def leave_it(self) -> None:
        self.dismiss()


class GoalSheet(WordsSheet):
    """Asks for one goal; answers with it, "" or None for none."""

    NAME = "One goal"
    ABOUT = "What you will do the next time you stand at the counter. It is shown to you when you start again."

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


class RewriteSheet(WordsSheet):
    """A reply written anew, and at once what was heard in it; as often as one likes."""

    NAME = "Your weakest reply, again"
    ABOUT = (
        "Say it as you would now. What counts in your words is marked at once: underlined what helps, bold what harms, "
        "and under it what was not heard. You can write it again. It is kept with the attempt, whose grade stays."
    )

    def __init__(self, past: Debriefing, number: int) -> None:
        super().__init__()
        self._past = past
        self._number = number

    def compose(self) -> ComposeResult:
        run = self._past.record.run.back_to(self._number)
        asked = lines(*[words(text, "$customer") for text in in_run(run).said[-2:]])
        mine = join(Content.styled("You said: ", "$quiet"), words(reply_words(self._past.lines[self._number])))
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Static(paragraphs(asked, words(narration.prompt(run), "bold"), mine), id="above")
            yield OwnWords()
            yield Static(line(NEVER_CHANGES, "$quiet"), id="below")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OwnWords).begin("")
        self.call_after_refresh(self._past.grading.load)

    @on(OwnWords.Said)
    def grade(self, event: OwnWords.Said) -> None:
        below = self.query_one("#below", Static)
        if not event.words.strip():
            below.update(line("Nothing is typed yet. Esc goes back to the debrief.", "$quiet"))
            return
        try:
            regraded = self._past.rewrite(self._number, event.words.strip())
        except TrainerError as error:
            below.update(words(str(error), "$error"))
            return
        below.update(debrief_parts.regraded(self._past, regraded) if regraded else line(NO_ACTS, "$quiet"))
        self.call_after_refresh(self.query_one(".sheet").scroll_end, animate=False)


class ClosingSheet(Sheet[None]):
    """Says the receipt over everything said in the debrief."""

    NAME = "Closed"
    ABOUT = "The second receipt covers what you said in the debrief too. Keep it to show it later."
    AUTO_FOCUS = ".sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "back_out", "go on", "On, from here.", "closing.on", display="enter"),
        BACK,
    ]

    def __init__(self, receipt: str, goal: str) -> None:
        super().__init__()
        self._receipt = receipt
        self._goal = goal

    def compose(self) -> ComposeResult:
        aim = [lines(line("Your goal", "$quiet"), words(f"“{self._goal}”", "bold"))] if self._goal else []
        receipt = lines(line("Second receipt, with what you said here", "$quiet"), line(self._receipt, "bold"))
        with VerticalScroll(classes="sheet"):
            yield Static(paragraphs(line("The debrief is closed.", "bold"), *aim, receipt, line(" ")))
            yield KeyBar()
