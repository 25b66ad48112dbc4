"""One decision opened: the reply, why it was marked so, and the better line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.analysis.judgement import DecisionResult, Result
from trainer.output.phrases import why_lines
from trainer.play import telling
from trainer.tui import debriefing
from trainer.tui.keys import BACK, key
from trainer.tui.screens.page import Sheet
from trainer.tui.show import EMPTY, line, lines, paragraphs, words
from trainer.tui.widgets.key_bar import KeyBar


class DecisionSheet(Sheet[None]):
    """Steps through the decisions of a run."""

    NAME = "One decision"
    ABOUT = "What you answered, why it was marked as it was, and a line that would have cost nothing."
    AUTO_FOCUS = ".sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        key("left,p", "step(-1)", "before", "To the decision before.", "decision.before", display="←"),
        key("right,n", "step(1)", "next", "To the next decision.", "decision.next", display="→"),
    ]
    DEFAULT_CSS = "DecisionSheet > .sheet { width: 92; }"

    def __init__(self, result: Result, number: int) -> None:
        super().__init__()
        self._result = result
        self._number = number

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="sheet"):
            yield Static(id="decision")
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def action_back_out(self) -> None:
        self.dismiss()

    def action_step(self, by: int) -> None:
        self._number = (self._number + by) % len(self._result.decisions)
        self._show()

    def _show(self) -> None:
        result, decision = self._result, self._result.decisions[self._number]
        step = decision.step
        prompt = step.scene.decision.prompt if step.scene.decision else None
        head = f"{self._number + 1} of {len(result.decisions)}  ·  {debriefing.cost_words(decision)}"
        reasons = [words(reason) for reason in why_lines(result.run, step)]
        better = debriefing.better_text(result, decision)
        critical = step.response.critical
        self.query_one("#decision", Static).update(
            paragraphs(
                line(head, "$quiet"),
                words(telling.fill(result.run, prompt, step.before), "bold") if prompt else EMPTY,
                lines(line("You", "bold $you"), words(debriefing.reply_text(result, step))),
                _meant(result, decision),
                words("Critical: " + telling.fill(result.run, critical, step.affected), "bold $error")
                if critical
                else EMPTY,
                lines(line("Why", "bold"), *reasons) if reasons else EMPTY,
                lines(line("A line that would have cost nothing", "bold"), words(better)) if better else EMPTY,
                EMPTY,
            )
        )


def _meant(result: Result, decision: DecisionResult) -> Content:
    """What own words were taken for."""
    step = decision.step
    if not step.reply.words or not step.response.words:
        return EMPTY
    text = telling.option_text(result.run, step.response, step.before)
    return lines(line("Taken as", "$quiet"), words(text, "$quiet"))
