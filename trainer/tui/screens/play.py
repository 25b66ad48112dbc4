"""The conversation, the decision under it, and what waits at the edge."""

from __future__ import annotations

from collections.abc import Collection

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from trainer.cleaning import clean_line
from trainer.errors import NotWritable
from trainer.play import telling
from trainer.scenario.model import NONE_OF_THESE
from trainer.tui import talk
from trainer.tui.keys import key
from trainer.tui.playing import OWN_WORDS, TO_THE_DEBRIEF, Moment, Playing
from trainer.tui.screens.page import Page
from trainer.tui.screens.too_small import TooSmall
from trainer.tui.show import join, line
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.decision import Decision
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.own_words import OwnWords
from trainer.tui.widgets.side_panel import Beside, SidePanel, folded
from trainer.tui.widgets.title_bar import TitleBar

TICK = 0.5
_NUMBERS = tuple(
    key(
        str(n % 10),
        f"choose({n - 1})",
        "choose",
        "Give the reply with this number.",
        f"play.choose-{n}",
        show=n == 1,
        display="1-9" if n == 1 else None,
    )
    for n in range(1, 11)
)


class PlayScreen(Page):
    """Kept for the life of the app; each attempt changes its content."""

    NAME = "Practise"
    ABOUT = (
        "You are in a conversation; what you answer decides how it goes on. Choose a reply by its number, with the "
        "arrows and Enter, or with the mouse. Where it says so you can answer in your own words. Everything is saved "
        "as you answer. Where there is a time limit, it runs on while you type and while this help is open; "
        "pausing stops it, and the decision is asked anew when you come back."
    )
    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        *_NUMBERS,
        key("t", "type", "type", "Answer in your own words, where they are welcome.", "play.type"),
        key("y", "why", "why", "All the reasons for the last reply's marks (coach mode).", "play.why"),
        key("u", "back", "back", "Take the last reply back (coach mode).", "play.back"),
        key("p", "pause", "pause", "Save, and go Home; you can go on later.", "play.pause"),
        key("escape", "reword", "reword", "Back to your words, when it is asked what they come closest to.", "play.reword"),
        key("space,pagedown", "scroll(1)", "page down", "Read on in the conversation.", "play.down", show=False),
        key("pageup", "scroll(-1)", "page up", "Read back in the conversation.", "play.up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.playing: Playing | None = None
        self._fresh = False
        self._why: tuple[int, Moment] | None = None
        self._ticked = 0.0

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Conversation()
                yield Decision()
            yield SidePanel()
        yield KeyBar()

    # -- opening and leaving -----------------------------------------------------------------

    def open(self, playing: Playing) -> None:
        """Have this attempt on the screen, once it is shown."""
        self.playing, self._fresh, self._why = playing, True, None

    def on_mount(self) -> None:
        self.set_interval(TICK, self.tick)

    def on_screen_resume(self) -> None:
        if self._fresh:
            self._fresh = False
            self._tell_all()
            self._ask()
            self._remember_draft()

    def leave(self) -> None:
        """Save where this stands and let go of the journal."""
        playing, self.playing = self.playing, None
        if playing is None:
            return
        decision = self.query_one(Decision)
        draft = decision.typed if decision.typing else playing.words or playing.draft
        try:
            if not playing.attempt.ended:
                playing.attempt.pause(draft)
        finally:
            playing.attempt.close()

    # -- telling and asking ------------------------------------------------------------------

    def _tell_all(self) -> None:
        playing = self._here
        run = playing.attempt.run
        scenario = run.machine.scenario
        start = talk.setting(scenario.title, telling.fill(run, scenario.setting), telling.fill(run, scenario.you))
        self.query_one(Conversation).start_over([*start, *talk.speeches(telling.told(run))])

    def _ask(self, note: str = "") -> None:
        playing = self._here
        try:
            playing.show()
        except NotWritable as error:
            self._give_up(error)
            return
        decision = self.query_one(Decision)
        decision.ask(playing.question(), playing.choices())
        decision.note(note)
        self._say_where()

    def _remember_draft(self) -> None:
        if self._here.draft and self._here.typed_welcome:
            self.query_one(Decision).note("Your words from last time are kept: t shows them.")

    def _say_where(self) -> None:
        playing = self._here
        run = playing.attempt.run
        heading, principles = playing.principles()
        beside = Beside(telling.partner(run), telling.gauges(run), heading, principles)
        self.query_one(SidePanel).say(beside)
        self.query_one(Decision).beside(folded(beside))
        self._say_time()
        self.query_one(KeyBar).refresh()

    def _say_time(self) -> None:
        playing = self._here
        scenario = playing.attempt.run.machine.scenario
        hint = telling.fill(playing.attempt.run, scenario.setting).split("\n")[0].partition(". ")[0].rstrip(".")
        left = join(line(scenario.title, "bold"), Content.styled("  ·  " + clean_line(hint), "$quiet"))
        time_left = playing.left()
        style = "bold $error" if time_left is not None and time_left <= 10 else "$quiet"
        where = Content.styled(f"{playing.mode.value}   {playing.progress()}   ", "$quiet")
        right = join(where, line(playing.time_line(), style))
        self.query_one(TitleBar).say(left, right)

    def tick(self) -> None:
        """Time passes: show it, and see whether there is any left."""
        playing = self.playing
        if playing is None or self._fresh:
            return
        now = playing.clock.monotonic()
        passed, self._ticked = now - self._ticked, now
        if isinstance(self.app.screen, TooSmall):
            playing.hold(passed)
        elif playing.time_is_up:
            self._time_out()
        self._say_time()

    @on(Conversation.Scrolled)
    def say_whether_there_is_more(self) -> None:
        self.query_one(Decision).more_above(self.query_one(Conversation).more_below)

    # -- answering ---------------------------------------------------------------------------

    @property
    def _here(self) -> Playing:
        assert self.playing is not None
        return self.playing

    @on(Decision.Chosen)
    def answer(self, event: Decision.Chosen) -> None:
        playing = self.playing
        if playing is None:
            return
        if event.choice == TO_THE_DEBRIEF:
            self.trainer.debrief(playing.attempt)
        elif event.choice == OWN_WORDS:
            self.action_type()
        elif event.choice == NONE_OF_THESE and playing.words:
            self._none_of_these()
        else:
            self._answer(event.choice)

    def _answer(self, response: str) -> None:
        try:
            moment = self._here.answer(response)
        except NotWritable as error:
            self._give_up(error)
            return
        self._tell(moment)
        self._ask()

    def _time_out(self) -> None:
        try:
            moment = self._here.time_out()
        except NotWritable as error:
            self._give_up(error)
            return
        self.query_one(Conversation).tell([talk.aside("Time is up.")])
        self._tell(moment)
        self._ask("Time is up: nothing was said in time.")

    def _tell(self, moment: Moment) -> None:
        conversation = self.query_one(Conversation)
        told = talk.speeches([*moment.said, *moment.consequence])
        place = len(conversation.told) + len(told)
        if moment.why:
            told.append(talk.why(moment.why, len(moment.whys) > 1))
            self._why = (place, moment)
        else:
            self._why = None
        conversation.tell([*told, *talk.speeches(moment.onward)])

    def _none_of_these(self) -> None:
        playing = self._here
        words = playing.words
        try:
            said = playing.none_of_these()
        except NotWritable as error:
            self._give_up(error)
            return
        mine = telling.Utterance(telling.Voice.YOU, "You", words)
        self.query_one(Conversation).tell([talk.speech(mine), talk.aside(said)])
        self._ask(said)

    def _give_up(self, error: NotWritable) -> None:
        """It could not be kept, so it did not happen; what was kept before is safe."""
        playing, self.playing = self.playing, None
        if playing:
            playing.attempt.close()
        self.trainer.home_with(error, "Your answers before this one are kept; you can go on from there.")

    # -- keys --------------------------------------------------------------------------------

    @property
    def idle_actions(self) -> Collection[str]:
        playing = self.playing
        if playing is None:
            return ()
        ready = {
            "type": playing.typed_welcome and not playing.words and not playing.attempt.ended,
            "why": self._why is not None,
            "back": playing.attempt.can_go_back,
            "pause": not playing.attempt.ended,
            "reword": bool(playing.words),
            "select": False,
        }
        return [name for name, can in ready.items() if not can]

    def action_choose(self, number: int) -> None:
        self.query_one(Decision).choose(number)

    def action_type(self, text: str = "") -> None:
        playing, decision = self._here, self.query_one(Decision)
        if playing.attempt.ended or playing.words:
            return
        if not playing.typed_welcome:
            reason = "This time one of the replies has to do." if playing.attempt.must_choose else _NO_WORDS
            decision.note(reason)
            return
        decision.note("")
        decision.type(playing.draft + text)

    def on_paste(self, event: events.Paste) -> None:
        if self.playing and not self.query_one(Decision).typing:
            self.action_type(event.text)

    def on_key(self, event: events.Key) -> None:
        if self.playing and event.is_printable and not self.query_one(Decision).typing:
            welcome = self.playing.typed_welcome and not self.playing.words
            self.query_one(Decision).note("Press t to say it in your own words." if welcome else _NO_WORDS)

    @on(OwnWords.Said)
    def ask_what_was_meant(self, event: OwnWords.Said) -> None:
        decision = self.query_one(Decision)
        if not event.words.strip():
            decision.note("Nothing is typed yet. Esc goes back to the replies.")
            return
        self._here.words = event.words.strip()
        decision.ask(self._here.question(), self._here.choices())
        decision.note("Your words are kept as you typed them. Esc: change them.")
        self.query_one(KeyBar).refresh()

    @on(OwnWords.Left)
    def keep_draft(self, event: OwnWords.Left) -> None:
        self._here.draft = event.words
        decision = self.query_one(Decision)
        decision.stop_typing()
        decision.note("Your words are kept: t goes on with them." if event.words.strip() else "")

    def action_reword(self) -> None:
        playing = self._here
        if playing.words:
            playing.draft, playing.words = playing.words, ""
            self.query_one(Decision).ask(playing.question(), playing.choices())
            self.action_type()
            self.query_one(KeyBar).refresh()

    def action_why(self) -> None:
        if self._why is None:
            self.query_one(Decision).note(
                "" if self._here.coached else "The explanations wait for the debrief."
            )
            return
        place, moment = self._why
        self.query_one(Conversation).replace(place, talk.whys(moment.whys))
        self._why = None
        self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        playing = self._here
        if not playing.attempt.can_go_back:
            reason = "There is nothing to take back yet." if playing.coached else "Replies can be taken back in coach mode only."
            self.query_one(Decision).note("This story has ended." if playing.attempt.ended else reason)
            return
        try:
            playing.back()
        except NotWritable as error:
            self._give_up(error)
            return
        self._why = None
        self._tell_all()
        self._ask("Taken back. It stays in the record, and this is no longer a first try.")

    def action_pause(self) -> None:
        self.trainer.pause()

    def action_scroll(self, pages: int) -> None:
        conversation = self.query_one(Conversation)
        if pages > 0:
            conversation.scroll_page_down(animate=False)
        else:
            conversation.scroll_page_up(animate=False)


_NO_WORDS = "Own words are not asked for here: choose one of the replies."
