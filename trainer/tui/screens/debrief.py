"""After an attempt: one's own view first, then everything it came to, read from top to bottom."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.output.phrases import place_line
from trainer.tui import debriefing
from trainer.tui.attention import Attention
from trainer.tui.looking_back import LookingBack
from trainer.tui.screens.debrief_keys import ABOUT, DEBRIEF_KEYS
from trainer.tui.screens.debrief_moves import Moves
from trainer.tui.show import line, words
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.self_rating import SelfRatingForm
from trainer.tui.widgets.title_bar import TitleBar

_LATER = ("what_if", "rewrite", "slips", "dispute", "goal", "home", "transcript", "again")
"""What can be done once the grades stand there."""


class Debrief(Moves):
    """One column."""

    NAME = "Debrief"
    ABOUT = ABOUT
    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS = DEBRIEF_KEYS

    class Written(Message):
        """The transcripts lie there, or cannot."""

        def __init__(self, page: Path | None, trouble: str) -> None:
            super().__init__()
            self.page = page
            self.trouble = trouble

    class Placed(Message):
        """The place among all random runs is known."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def __init__(self, past: LookingBack) -> None:
        super().__init__(past)
        self._result = past.record.result()
        self._transcript = line("being written…", "$quiet")
        self._place = ""
        self.attention = Attention(past.desk.clock.monotonic)

    def compose(self) -> ComposeResult:
        header = self.past.record.header
        yield TitleBar(line(header.title, "bold"), Content.styled(f"debrief   {header.mode.value}", "$quiet"))
        with VerticalScroll(id="page", can_focus=False):
            yield SelfRatingForm()
            with Vertical(id="column"):
                yield from self._column()
        yield Static(id="note", classes="-nothing")
        yield KeyBar()

    def _column(self) -> ComposeResult:
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

    def on_mount(self) -> None:
        self.set_class(not self.past.rated, "-asking")
        if self.asking:
            self.query_one(SelfRatingForm).begin()
        else:
            self._begin()
        # Not before the first frame stands: a thread that works things out would hold it up.
        self.call_after_refresh(self._work)

    def on_screen_resume(self) -> None:
        self._settle()

    def _settle(self) -> None:
        """What stands here has to be read first: letters that were meant for a text field are still on their way."""
        self.attention.asked()
        self.attention.shown()

    def _work(self) -> None:
        self.run_worker(self._find_place, thread=True)
        self.write_again()

    @property
    def asking(self) -> bool:
        """Whether it is asked how it went, and no grade may be seen."""
        return self.has_class("-asking")

    def _begin(self) -> None:
        """Everything is told from here on."""
        self.remove_class("-asking")
        self._settle()
        self.show()
        self.query_one("#strip").focus()
        self.call_after_refresh(self.query_one("#page").scroll_home, animate=False)
        self.query_one(KeyBar).refresh()

    # -- telling -----------------------------------------------------------------------------

    def show(self) -> None:
        """Everything as it stands now."""
        past, told = self.past, self.past.told
        mine, better = debriefing.model(told)
        self._say("beside", words(self.beside) if self.beside else Content(""))
        self._say("verdict", debriefing.verdict(told, self._result, self._place))
        self._say("curve", debriefing.curve(told))
        self._say("picks", debriefing.picks(told))
        self._say("mine", mine)
        self._say("better", better)
        self._say("rewriting", debriefing.rewriting(past))
        self._say("goal", debriefing.goal(told))
        self._say("where", debriefing.where(past, self._transcript))
        self.query_one("#model").set_class(not mine.plain, "-nothing")
        self.query_one("#strip", Listing).fill(debriefing.strip(told, past.disputes))

    def _say(self, where: str, what: Content) -> None:
        part = self.query_one(f"#{where}", Static)
        part.update(what)
        part.set_class(not what.plain, "-nothing")

    def write_again(self) -> None:
        """The transcript as everything stands now, in a thread of its own."""
        self.run_worker(self._write, thread=True)

    def _write(self) -> None:
        self.post_message(self.Written(*self.past.write()))

    def _find_place(self) -> None:
        """It takes a moment: the exact distribution of all random runs."""
        self.post_message(self.Placed(place_line(self.past.record.playable, self._result)))

    def on_debrief_written(self, event: Written) -> None:
        self._transcript = words(str(event.page)) if event.page else words(event.trouble, "$error")
        self._say("where", debriefing.where(self.past, self._transcript))

    def on_debrief_placed(self, event: Placed) -> None:
        self._place = event.place
        self._say("verdict", debriefing.verdict(self.past.told, self._result, self._place))

    # -- one's own view ----------------------------------------------------------------------

    @on(SelfRatingForm.Given)
    def rate(self, event: SelfRatingForm.Given) -> None:
        """It is recorded once: who has seen the grades is not asked again."""
        if not self.asking:
            return
        try:
            self.past.rate(event.level, event.aim)
        except TrainerError as error:
            self.trainer.trouble(error)
        else:
            self.write_again()
        self._begin()

    def action_rate(self, level: int) -> None:
        self.query_one(SelfRatingForm).give(level)

    def action_back_out(self) -> None:
        if self.asking:
            self._begin()
        else:
            self.action_home()

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

    def action_scroll(self, pages: int) -> None:
        page = self.query_one("#page")
        if pages > 0:
            page.scroll_page_down(animate=False)
        else:
            page.scroll_page_up(animate=False)
