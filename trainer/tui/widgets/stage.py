"""The conversation, the decision under it, and the panel at the edge: one attempt as it is seen."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from trainer.cleaning import clean_line
from trainer.output.phrases import gauge_words, highlights, judge_announcement, short_why, why_label, why_lines
from trainer.play import narration
from trainer.play.narration import Gauge, Utterance, Voice
from trainer.scenario.facts import ShownAs
from trainer.session.sitting import Question, ReplyOutcome, Sitting
from trainer.tui import play_text, speeches
from trainer.tui.safe_text import EMPTY, join, line, lines, paragraphs
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.decision import DecisionPanel

TALK_ROWS = 6
"""Rows that the conversation keeps, however many replies there are."""
EXPLAINED_ROWS = 3
"""The same where what was said last stands above the question."""
BAR_COLUMNS = 10
"""Columns of the bar of a fact on show."""
_MORE = "   y: all of it"


class SidePanel(Static):
    """The column at the right of a wide screen."""

    DEFAULT_CSS = """
    SidePanel {
        width: 32;
        height: 100%;
        padding: 1 2;
        border-left: solid $faint;
        background: $background;
        overflow-y: hidden;
    }
    """


def gauge_line(gauge: Gauge) -> Content:
    """A fact as dots or a bar with its word, or the word alone."""
    word = line(gauge_words(gauge))
    if gauge.kind is ShownAs.WORDS or not gauge.size:
        return word
    columns = min(gauge.size, BAR_COLUMNS)
    full = round(gauge.value * columns / gauge.size)
    signs = "●○" if gauge.kind is ShownAs.DOTS else "▓░"
    return join(
        Content.styled(signs[0] * full, "$customer"), Content.styled(signs[1] * (columns - full) + " ", "$quiet"), word
    )


class Stage(Horizontal):
    """The conversation, the decision and the side panel of one attempt."""

    DEFAULT_CSS = """
    Stage { height: 1fr; }
    Stage #talk { width: 1fr; height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[int, Visual] = {}
        """What stands shortened in the conversation, by place, and how it reads in full."""
        self._beneath: int | None = None
        """The place after everything that belongs to the last reply."""

    def compose(self) -> ComposeResult:
        with Vertical(id="talk"):
            yield Conversation()
            yield DecisionPanel()
        yield SidePanel()

    @property
    def conversation(self) -> Conversation:
        return self.query_one(Conversation)

    @property
    def decision(self) -> DecisionPanel:
        return self.query_one(DecisionPanel)

    @property
    def has_more_why(self) -> bool:
        """Whether what was said of the last reply can be told in full."""
        return bool(self._folded)

    # -- telling -----------------------------------------------------------------------------

    def tell_all(self, sitting: Sitting) -> None:
        """The setting, and the story so far."""
        run = sitting.attempt.run
        told = speeches.setting(run)
        if announcement := " ".join(filter(None, (sitting.announcement, judge_announcement(sitting.grading)))):
            told.append(speeches.aside(announcement))
        told += speeches.speeches(narration.opening(run))
        self._folded, self._beneath = {}, None
        for step in run.steps:
            graded = sitting.graded.get(step.number) if sitting.is_coached else None
            expects = step.scene.decision.expects if step.scene.decision else ()
            marks = highlights(graded, {}, expects) if graded else ()
            told += [speeches.speech(u, marks) for u in narration.reply_lines(run, step)]
            told += speeches.speeches(narration.consequence(run, step))
            self._beneath = len(told)
            told += speeches.speeches(narration.onward(run, step))
        self.conversation.start_over(told, at_end=bool(run.steps))

    def tell(self, outcome: ReplyOutcome, before: str = "") -> None:
        """What a reply led to: the consequence first, then perhaps why, then how the story goes on."""
        start = len(self.conversation.told)
        told: list[Visual] = [speeches.aside(before)] if before else []
        self._folded = {}
        marks = speeches.marked(outcome.run, outcome.heard, outcome.titles) if outcome.heard else None
        told += [speeches.speech(u, marks.stretches if marks else ()) for u in outcome.said]
        if marks and marks.lines:
            short = self.screen.has_class("-low") and len(marks.lines) > 1
            if short or list(marks.few) != list(marks.lines):
                self._folded[start + len(told)] = speeches.heard(marks.lines)
            hint = _MORE if self._folded else ""
            told.append(speeches.heard_short(marks, hint) if short else speeches.heard(marks.few, hint))
        told += speeches.speeches(outcome.consequence)
        if outcome.note and (why := short_why(outcome.run, outcome.step, outcome.note)):
            whys = why_lines(outcome.run, outcome.step, outcome.note.marks)
            label = why_label(outcome.run, outcome.step)
            hint = _MORE if len(whys) > 1 and not self._folded else ""
            if len(whys) > 1:
                self._folded[start + len(told)] = speeches.why(whys, label)
            told.append(speeches.why([why], label, hint))
        self._beneath = start + len(told)
        known = 0 if marks else len(outcome.said)
        self.conversation.tell([*told, *speeches.speeches(outcome.onward)], known=known)

    def tell_all_of_why(self) -> None:
        """Everything that was heard in the last reply, and every reason for its marks."""
        for place in sorted(self._folded, reverse=True):
            self.conversation.replace(place, self._folded[place])
        self._folded = {}

    def tell_models(self, replies: Sequence[str]) -> bool:
        """What would have lost nothing, under the last reply; False where it stands there already."""
        place, self._beneath = self._beneath, None
        if place is None:
            return False
        self.conversation.insert(place, speeches.models(replies))
        return True

    def tell_misunderstood(self, words: str, said: str) -> None:
        """Words that meant none of the replies, and what the customer does then."""
        self.conversation.tell([speeches.speech(Utterance(Voice.YOU, "You", words)), speeches.aside(said)])

    @property
    def has_models(self) -> bool:
        """Whether model replies for the last reply can be told still."""
        return self._beneath is not None

    # -- asking ------------------------------------------------------------------------------

    def ask(self, sitting: Sitting, note: str = "") -> None:
        """Put the present decision to the trainee; beside it the partner, the facts on show, and what is at stake."""
        question, choices = play_text.question(sitting), play_text.choices(sitting)
        marked = not sitting.is_between or sitting.question is Question.TAKEN_AS
        self.decision.ask(question, choices, marked=marked, context=play_text.context(sitting))
        self.decision.note(note)
        run, panel = sitting.run, self.query_one(SidePanel)
        name, gauges = narration.partner(run), narration.gauges(run)
        # “With”, since the facts on show need not be theirs.
        partner = join(Content.styled("With: ", "$quiet"), line(name, "bold $customer")) if name else EMPTY
        heading, principles = play_text.principles(sitting)
        rule = line("─" * (panel.content_size.width or BAR_COLUMNS), "$faint") if name and gauges else EMPTY
        facts = [lines(line(g.title, "$quiet"), gauge_line(g)) for g in gauges]
        marks = [join(Content.styled("· ", "$quiet"), line(p)) for p in principles]
        panel.update(paragraphs(partner, rule, *facts, lines(line(heading, "$quiet"), *marks) if marks else EMPTY))
        # The same in single lines, for where there is no room for a column.
        folded = [line(f"{g.title}: {gauge_words(g)}", "$quiet") for g in gauges]
        beside = Content.styled("  │  ", "$quiet").join([p for p in (partner, *folded) if p.plain])
        told = bool(principles) and sitting.is_coached and not sitting.attempt.ended
        stakes = Content.styled(f"{heading}: {', '.join(map(clean_line, principles))}", "$quiet") if told else EMPTY
        self.decision.beside(beside, stakes)
        self._fit()

    def _fit(self) -> None:
        explains = self.decision.explains
        self.conversation.styles.min_height = EXPLAINED_ROWS if explains else None
        self.decision.fit(self.size.height - (EXPLAINED_ROWS if explains else TALK_ROWS))

    def on_resize(self) -> None:
        self._fit()

    @on(Conversation.Scrolled)
    def say_whether_there_is_more(self) -> None:
        self.decision.more_above(self.conversation.more_below)
