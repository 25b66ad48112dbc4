"""After an attempt: one's own view first, then everything it came to, and what can be done from there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from trainer.errors import TrainerError
from trainer.output.phrases import place_line
from trainer.output.practice_phrases import DebriefPart, grade_names
from trainer.session.debriefing import Debriefing
from trainer.tui import debrief_parts
from trainer.tui.keys import StrayKeyGuard, key
from trainer.tui.safe_text import line, words
from trainer.tui.screens.debrief_sheets import (
    ClosingSheet,
    DecisionSheet,
    DisputeSheet,
    GoalSheet,
    Objection,
    RewriteSheet,
    Wish,
)
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.self_rating import SelfRatingForm

_LATER = ("what_if", "rewrite", "slips", "dispute", "goal", "home", "transcript", "again")
"""What can be done once the grades stand there."""
_LEVELS = [
    key(str(n), f"rate({n})", "rate", "How it went, from 0 (badly) to 4 (very well).", f"debrief.rate-{n}",
        show=n == 0, display="0-4")
    for n in range(5)
]  # fmt: skip
DEBRIEF_KEYS: list[BindingType] = [
    *_LEVELS,
    key("w", "what_if", "what if", "Play on from the marked decision in another way.", "debrief.what-if"),
    key("r", "rewrite", "rewrite", "Write your weakest reply anew; it is graded at once.", "debrief.rewrite"),
    key("s", "slips", "slips", "Learn from your slips: only the decisions that went wrong.", "debrief.slips"),
    key("d", "dispute", "disagree", "You do not agree with a grade of the marked decision.", "debrief.dispute"),
    key("g", "goal", "goal", f"{DebriefPart.GOAL}, in your own words.", "debrief.goal"),
    key("h", "home", "home", "Close the debrief, and go Home.", "debrief.home"),
    key("o", "transcript", "transcript", "Show the transcript.", "debrief.transcript"),
    key("a", "again", "again", "Practise it again, with another variant.", "debrief.again"),
    key("escape", "back_out", "home", "Leave the question out; else close the debrief, and go Home.", "debrief.back",
        show=False),
    key("pagedown,space", "scroll(1)", "page down", "Read on.", "debrief.down", show=False),
    key("pageup", "scroll(-1)", "page up", "Read back.", "debrief.up", show=False),
]  # fmt: skip
AGAIN = "Leave the debrief, and practise it again? Press a once more."
ABOUT = (
    "How it went, to be read from top to bottom. First you are asked how you see it yourself. The verdict looks at "
    "every touchpoint: one below average is enough for “not yet”. The strip shows each decision, the principles it "
    "touched, and what the reply cost against the best line from there; Enter opens one, w plays on from it in another "
    "way, s practises what went wrong. What you say here is kept with the attempt, and changes nothing of its grade. "
    "The receipts let anybody see later that the record was not written anew."
)


class DebriefPage(Page):
    """One column."""

    NAME = "Debrief"
    ABOUT = ABOUT
    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS = DEBRIEF_KEYS

    @dataclass
    class Written(Message):
        """The transcripts lie there, or cannot."""

        page: Path | None
        trouble: str

    @dataclass
    class Placed(Message):
        """The place among all random runs is known."""

        place: str

    def __init__(self, past: Debriefing) -> None:
        super().__init__()
        self.past = past
        self.beside = ""
        """What came of the last play beside the attempt."""
        self.again_asked = False
        """Whether it has been asked if the debrief is to be left for another attempt."""
        self._result = past.record.result()
        self._transcript = line("being written…", "$quiet")
        self._place = ""
        self.attention = StrayKeyGuard(self.trainer.services.clock.monotonic)

    def compose(self) -> ComposeResult:
        header = self.past.record.header
        yield TitleBar(line(header.title, "bold"), Content.styled(f"debrief   {header.mode.value}", "$quiet"))
        with VerticalScroll(id="page", can_focus=False):
            yield SelfRatingForm()
            with Vertical(id="column"):
                yield Static(id="beside")
                yield Static(id="verdict")
                yield Static(id="curve")
                yield Listing(id="strip")
                yield Static(id="picks")
                with Horizontal(id="model"):
                    yield Static(id="mine")
                    yield Static(id="better")
                yield Static(id="rewriting")
                yield Static(id="goal")
                yield Static(id="where")
        yield Static(id="note", classes="-nothing")
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_class(not self.past.is_rated, "-asking")
        if self.asking:
            self.query_one(SelfRatingForm).begin()
        else:
            self._begin()
        # Not before the first frame stands: a thread that works things out would hold it up.
        self.call_after_refresh(self.run_worker, self.find_place, thread=True)
        self.call_after_refresh(self.write_again)

    def on_screen_resume(self) -> None:
        """What stands here has to be read first: letters that were meant for a text field are still on their way."""
        self.attention.asked()
        self.attention.shown()

    @property
    def asking(self) -> bool:
        """Whether it is asked how it went, and no grade may be seen."""
        return self.has_class("-asking")

    def _begin(self) -> None:
        """Everything is told from here on."""
        self.remove_class("-asking")
        self.on_screen_resume()
        self.show()
        self.query_one("#strip").focus()
        self.call_after_refresh(self.query_one("#page").scroll_home, animate=False)
        self.query_one(KeyBar).refresh()

    # -- telling -----------------------------------------------------------------------------

    def show(self) -> None:
        """Everything as it stands now."""
        past, told = self.past, self.past.told
        mine, better = debrief_parts.model(told)
        self._say("beside", words(self.beside))
        self._say("verdict", debrief_parts.verdict(told, self._result, self._place))
        self._say("curve", debrief_parts.curve(told))
        self._say("picks", debrief_parts.picks(told))
        self._say("mine", mine)
        self._say("better", better)
        self._say("rewriting", debrief_parts.rewriting(past))
        self._say("goal", debrief_parts.goal(told))
        self._say("where", debrief_parts.where(past, self._transcript))
        self.query_one("#model").set_class(not mine.plain, "-nothing")
        self.query_one("#strip", Listing).fill(debrief_parts.strip(told, past.disputes))

    def _say(self, where: str, what: Content) -> None:
        part = self.query_one(f"#{where}", Static)
        part.update(what)
        part.set_class(not what.plain, "-nothing")

    def write_again(self) -> None:
        """The transcript as everything stands now, in a thread of its own."""
        self.run_worker(
            lambda: self.post_message(self.Written(*self.trainer.write_transcripts(self.past.record))), thread=True
        )

    def find_place(self) -> None:
        """In a thread, since it takes a moment: the place in the exact distribution of all random runs."""
        self.post_message(self.Placed(place_line(self.past.record.playable, self._result)))

    def on_debrief_page_written(self, event: Written) -> None:
        self._transcript = words(str(event.page)) if event.page else words(event.trouble, "$error")
        self._say("where", debrief_parts.where(self.past, self._transcript))

    def on_debrief_page_placed(self, event: Placed) -> None:
        self._place = event.place
        self._say("verdict", debrief_parts.verdict(self.past.told, self._result, self._place))

    # -- one's own view ----------------------------------------------------------------------

    @on(SelfRatingForm.Given)
    def rate(self, event: SelfRatingForm.Given) -> None:
        """It is recorded once: who has seen the grades is not asked again."""
        if not self.asking:
            return
        if self._done(lambda: self.past.rate(event.level, event.aim)):
            self.write_again()
        self._begin()

    def action_rate(self, level: int) -> None:
        self.query_one(SelfRatingForm).give(level)

    def action_back_out(self) -> None:
        if self.asking:
            self._begin()
        else:
            self.action_home()

    def _done(self, move: Callable[[], object]) -> bool:
        """Do it; whatever is in the way is said."""
        try:
            move()
        except TrainerError as error:
            self.trainer.trouble(error)
            return False
        return True

    def _said(self, say: Callable[[], object]) -> None:
        """Record something and show it; whatever is in the way is said."""
        if self._done(say):
            self.show()
            self.write_again()

    @property
    def marked(self) -> int | None:
        """The decision that is marked in the strip, from 0."""
        chosen = self.query_one("#strip", Listing).chosen_id
        return int(chosen) if chosen else None

    # -- looking closer ----------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#strip")
    def open(self, event: OptionList.OptionSelected) -> None:
        """One decision, and then what is wished for there."""

        def wished(wish: Wish | None) -> None:
            if wish:
                what, number = wish
                {"what-if": self._play_on, "rewrite": self._rewrite, "dispute": self._object}[what](number)

        if event.option_id and self.is_current:
            self.app.push_screen(DecisionSheet(self.past, int(event.option_id)), wished)

    def action_dispute(self) -> None:
        if self.marked is not None:
            self._object(self.marked)

    def _object(self, number: int) -> None:
        def chosen(objection: Objection | None) -> None:
            if objection:
                self._said(lambda: self.past.dispute(number, *objection))

        grades = grade_names(self.past.lines[number], self.past.heard(number), self.past.titles)
        if grades:
            self.app.push_screen(DisputeSheet(f"Decision {number + 1}", grades), chosen)

    # -- in one's own words ------------------------------------------------------------------

    def action_rewrite(self) -> None:
        weakest = self.past.told.rewrite
        if weakest:
            self._rewrite(weakest.number)

    def _rewrite(self, number: int) -> None:
        before = len(self.past.rewrites)

        def done(_: str | None) -> None:
            if len(self.past.rewrites) > before:
                self.show()
                self.write_again()

        self.app.push_screen(RewriteSheet(self.past, number), done)

    def action_goal(self) -> None:
        def said(goal: str | None) -> None:
            if goal:
                self._said(lambda: self.past.set_goal(goal))

        self.app.push_screen(GoalSheet(self.past.told.goal), said)

    # -- back into the story -----------------------------------------------------------------

    def action_what_if(self) -> None:
        if self.marked is not None:
            self._play_on(self.marked)

    def _play_on(self, number: int) -> None:
        self._done(lambda: self.trainer.play_what_if(self.past, number, self._came_back))

    def action_slips(self) -> None:
        if self.past.slips:
            self._done(lambda: self.trainer.learn_from_slips(self.past, self._came_back))

    def _came_back(self, outcome: str) -> None:
        self.beside = outcome
        self.show()
        self.query_one("#page").scroll_home(animate=False)

    # -- on from here ------------------------------------------------------------------------

    def _close(self, then: Callable[[], object]) -> None:
        """Close the debrief if something was said in it, show its receipt, and go on."""

        def go_on(_: None) -> None:
            then()

        if not self.past.is_open:
            then()
        elif self._done(self.past.close):
            self.show()
            self.write_again()
            self.app.push_screen(ClosingSheet(self.past.second_receipt, self.past.told.goal), go_on)

    def action_transcript(self) -> None:
        self.trainer.show_transcript(self.past.record.path)

    def action_again(self) -> None:
        """Asked twice: nothing comes back from there."""
        if self.again_asked:
            self.ask_again(asked=False)
            self._close(lambda: self.trainer.practise(self.past.record.header.scenario.id))
        else:
            self.ask_again()

    def ask_again(self, *, asked: bool = True) -> None:
        """Say what another press would do, or that it is no longer asked."""
        self.again_asked = asked
        self._say("note", line(AGAIN if asked else "", "$quiet"))

    def action_home(self) -> None:
        self._close(self.trainer.to_home)

    # -- keys --------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """No letter of words that nobody asked for is a command, as when one types on after a text field."""
        command = self.active_bindings.get(event.key)
        if event.is_printable and (command is None or self.attention.typing or not self.attention.settled):
            self.attention.stray()
            event.stop()
            event.prevent_default()
        elif command is None or command.binding.action != "again":
            self.ask_again(asked=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing that would show a grade while it is asked how it went; nothing that is asked once it is not."""
        if action == "rate":
            return self.asking
        if action in _LATER:
            return not self.asking
        return super().check_action(action, parameters)

    @property
    def idle_actions(self) -> Collection[str]:
        ready = {"slips": bool(self.past.slips), "rewrite": self.past.told.rewrite is not None}
        return [name for name, can in ready.items() if not can]
