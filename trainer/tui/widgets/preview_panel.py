"""The author's play-through: where it stands, the talk so far with its prices, and every way out."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from trainer.analysis.judgement import judge
from trainer.analysis.worth import Worth
from trainer.cleaning import clean
from trainer.play import narration
from trainer.play.run import Run
from trainer.tui import previewing, speeches, write_lists
from trainer.tui.line_shapes import AttachedText, Indented
from trainer.tui.previewing import PreviewRun
from trainer.tui.safe_text import EMPTY, line
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.decision import DecisionPanel

AGAIN, KEEP = "=again", "=keep"
"""Choices at an ending; ids of responses have no `=`."""
ALL_OFF = "Every reply is off here."


class PreviewPanel(Vertical):
    """Shows what it is given; what is chosen goes to the screen."""

    DEFAULT_CSS = """
    PreviewPanel #here { height: auto; max-height: 3; padding: 0 2; color: $quiet; }
    """

    def compose(self) -> ComposeResult:
        yield Static(EMPTY, id="here", markup=False)
        yield Conversation()
        yield DecisionPanel()

    @property
    def conversation(self) -> Conversation:
        return self.query_one(Conversation)

    @property
    def decision(self) -> DecisionPanel:
        return self.query_one(DecisionPanel)

    def show(self, rehearsal: PreviewRun, worth: Worth | None, *, still: bool = False) -> None:
        """The play-through as it stands. `still`: nothing was answered, so what is read and marked stays."""
        run = rehearsal.run
        off = previewing.off_here(run)
        where = [f"line {run.scene.at.line}", f"variant {run.variant.id}", write_lists.facts(run)]
        where.append(f"off: {', '.join(off)}" if off else "")
        told = clean("  ·  " + "  ·  ".join(filter(None, where)))
        head = Content.assemble(line(run.scene.id, "bold $customer"), (told, "$quiet"))
        self.query_one("#here", Static).update(head)
        self.conversation.start_over(story(run, worth), at_end=bool(run.steps), still=still)
        if run.ending:
            ended = f"The story ends here, in “{run.scene.id}”."
            choices = [(AGAIN, "1", "From the start again."), (KEEP, "2", "Keep this play-through as a plan.")]
            self.decision.show(ended, choices, {}, keep=still)
        else:
            question = narration.prompt(run) if previewing.ways_out(run) else ALL_OFF
            self.decision.show(question, write_lists.choices(run), write_lists.notes(run, worth), keep=still)

    def clear(self, words: str) -> None:
        """There is nothing to play."""
        self.query_one("#here", Static).update(EMPTY)
        self.conversation.start_over([speeches.aside(words)])
        self.decision.show("", [], {})

    @on(Conversation.Scrolled)
    def say_whether_there_is_more(self, event: Conversation.Scrolled) -> None:
        event.stop()
        self.decision.more_above(self.conversation.more_below)


def story(run: Run, worth: Worth | None) -> list[Visual]:
    """The story so far, under each reply what it cost, and at an ending what is said and scored."""
    visuals = [*speeches.setting(run), *speeches.speeches(narration.opening(run))]
    for place, step in enumerate(run.steps):
        price = line(write_lists.price_of_step(run, place, worth), "$quiet")
        visuals += [*speeches.speeches(narration.reply_lines(run, step)), AttachedText(price, 4)]
        visuals += speeches.speeches([*narration.consequence(run, step), *narration.onward(run, step)])
    if run.ending:
        outcome = run.ending.outcome
        title = line(narration.fill(run, run.ending.title), "bold")
        head = Content.assemble(title, "  ", (outcome.value, write_lists.OUTCOMES[outcome]))
        visuals += [Indented(head), Indented(line(narration.fill(run, run.ending.lesson), "$quiet"))]
    if run.ending and worth:
        result = judge(run, worth)
        score = "not scored" if result.score is None else f"score {result.score:.0f}"
        critical = ", with a critical error" if result.critical else ""
        said = f"{score}, {result.verdict or 'no verdict'}{critical}  ·  loss {result.loss:g}"
        visuals.append(Indented(line(said, "bold")))
    return visuals
