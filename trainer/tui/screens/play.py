"""Playing an attempt: what is chosen, typed or left unsaid goes to disk, and what it leads to on the stage."""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from trainer.cleaning import clean_line
from trainer.errors import NotWritable
from trainer.play import telling
from trainer.scenario.model import NONE_OF_THESE
from trainer.tui.playing import OWN_WORDS, TO_THE_DEBRIEF, Playing
from trainer.tui.screens import play_keys
from trainer.tui.screens.page import Page
from trainer.tui.screens.too_small import TooSmall
from trainer.tui.show import join, line
from trainer.tui.widgets.decision import Decision
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.own_words import OwnWords
from trainer.tui.widgets.stage import Stage
from trainer.tui.widgets.title_bar import TitleBar

TICK = 0.5
HURRY = 10
"""Seconds left from which on the time stands out."""


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
    BINDINGS = play_keys.PLAY_KEYS

    def __init__(self) -> None:
        super().__init__()
        self.playing: Playing | None = None
        self._fresh = False
        self._ticked = 0.0

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Stage()
        yield KeyBar()

    @property
    def stage(self) -> Stage:
        return self.query_one(Stage)

    @property
    def _here(self) -> Playing:
        assert self.playing is not None
        return self.playing

    # -- opening and leaving -----------------------------------------------------------------

    def open(self, playing: Playing) -> None:
        """Have this attempt on the screen, once it is shown."""
        self.playing, self._fresh = playing, True
        self._ticked = playing.clock.monotonic()

    def on_mount(self) -> None:
        self.set_interval(TICK, self.tick)

    def on_screen_resume(self) -> None:
        if self._fresh and self.playing:
            self._fresh = False
            self.stage.tell_all(self.playing)
            kept = self.playing.draft and self.playing.typed_welcome
            self._ask(play_keys.DRAFT_KEPT if kept else "")

    def leave(self) -> None:
        """Save where this stands and let go of the journal."""
        playing, self.playing = self.playing, None
        if playing is None:
            return
        draft = self.stage.decision.typed if self.stage.decision.typing else playing.words or playing.draft
        try:
            if not playing.attempt.ended:
                playing.attempt.pause(draft)
        finally:
            playing.attempt.close()

    def _keep(self, move: Callable[[], None]) -> bool:
        """Do what writes. When it cannot be kept it did not happen, and what was kept before is safe."""
        try:
            move()
        except NotWritable as error:
            if self.playing:
                self.playing.attempt.close()
            self.playing = None
            self.trainer.home_with(error, play_keys.STILL_SAFE)
            return False
        return True

    # -- asking, and how it stands -----------------------------------------------------------

    def _ask(self, note: str = "") -> None:
        playing = self._here
        if self._keep(playing.show):
            self.stage.ask(playing, note)
            self._say_time()
            self.query_one(KeyBar).refresh()

    def _say_time(self) -> None:
        playing = self._here
        scenario = playing.attempt.run.machine.scenario
        hint = telling.fill(playing.attempt.run, scenario.setting).split("\n")[0].partition(". ")[0].rstrip(".")
        left = join(line(scenario.title, "bold"), Content.styled("  ·  " + clean_line(hint), "$quiet"))
        seconds = playing.left()
        style = "bold $error" if seconds is not None and seconds <= HURRY else "$quiet"
        where = Content.styled(f"{playing.mode.value}   {playing.progress()}   ", "$quiet")
        self.query_one(TitleBar).say(left, join(where, line(playing.time_line(), style)))

    def tick(self) -> None:
        """Time passes: show it, and see whether there is any left. Where nothing can be read, it stands still."""
        playing = self.playing
        if playing is None or self._fresh:
            return
        now = playing.clock.monotonic()
        passed, self._ticked = now - self._ticked, now
        if isinstance(self.app.screen, TooSmall):
            playing.hold(passed)
        elif playing.time_is_up:
            self._time_out()
            return
        self._say_time()

    # -- answering ---------------------------------------------------------------------------

    @on(Decision.Chosen)
    def choose(self, event: Decision.Chosen) -> None:
        playing = self.playing
        if playing is None:
            return
        if event.choice == TO_THE_DEBRIEF:
            self.trainer.debrief(playing.attempt)
        elif event.choice == OWN_WORDS:
            self.action_type()
        elif event.choice == NONE_OF_THESE and playing.words:
            self._none_of_these(playing)
        else:
            self._answer(playing, event.choice)

    def _answer(self, playing: Playing, response: str) -> None:
        if self._keep(lambda: self.stage.tell(playing.answer(response))):
            self._ask()

    def _time_out(self) -> None:
        playing = self._here
        begun = self.stage.decision.typed if self.stage.decision.typing else ""
        if self._keep(lambda: self.stage.tell(playing.time_out(begun), play_keys.TIME_IS_UP)):
            self._ask(play_keys.TIME_IS_UP)

    def _none_of_these(self, playing: Playing) -> None:
        words = playing.words
        if self._keep(lambda: self.stage.tell_misunderstood(words, playing.none_of_these())):
            self._ask(play_keys.MUST_CHOOSE)

    @on(OwnWords.Said)
    def ask_what_was_meant(self, event: OwnWords.Said) -> None:
        words = event.words.strip()
        if not words:
            self.stage.decision.note(play_keys.NOTHING_TYPED)
            return
        self._here.words = words
        self.stage.ask(self._here, play_keys.WORDS_KEPT)
        self.query_one(KeyBar).refresh()

    @on(OwnWords.Left)
    def keep_draft(self, event: OwnWords.Left) -> None:
        self._here.draft = event.words
        self.stage.decision.stop_typing()
        self.stage.decision.note(play_keys.DRAFT_KEPT if event.words.strip() else "")

    # -- keys --------------------------------------------------------------------------------

    @property
    def idle_actions(self) -> Collection[str]:
        playing = self.playing
        if playing is None:
            return ()
        ready = {
            "type": playing.typed_welcome and not playing.words,
            "why": self.stage.has_more_why,
            "back": playing.attempt.can_go_back,
            "pause": not playing.attempt.ended,
            "reword": bool(playing.words),
            "select": False,
        }
        return [name for name, can in ready.items() if not can]

    def action_choose(self, number: int) -> None:
        self.stage.decision.choose(number)

    def action_type(self, text: str = "") -> None:
        playing, decision = self._here, self.stage.decision
        if playing.typed_welcome and not playing.words:
            decision.note("")
            decision.type(playing.draft + text)
        elif not playing.attempt.ended:
            decision.note(play_keys.MUST_CHOOSE if playing.attempt.must_choose else play_keys.NO_WORDS)

    def on_paste(self, event: events.Paste) -> None:
        if self.playing and not self.stage.decision.typing:
            self.action_type(event.text)

    def on_key(self, event: events.Key) -> None:
        if self.playing and event.is_printable and not self.stage.decision.typing:
            welcome = self.playing.typed_welcome and not self.playing.words
            self.stage.decision.note(play_keys.PRESS_T if welcome else play_keys.NO_WORDS)

    def action_reword(self) -> None:
        playing = self._here
        if playing.words:
            playing.draft, playing.words = playing.words, ""
            self.stage.ask(playing)
            self.action_type()
            self.query_one(KeyBar).refresh()

    def action_why(self) -> None:
        if not self.stage.has_more_why:
            self.stage.decision.note("" if self._here.coached else play_keys.WHY_LATER)
        self.stage.tell_all_of_why()
        self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        playing = self._here
        if playing.attempt.can_go_back:
            if self._keep(playing.back):
                self.stage.tell_all(playing)
                self._ask(play_keys.TAKEN_BACK)
        elif playing.attempt.ended:
            self.stage.decision.note(play_keys.ENDED)
        else:
            self.stage.decision.note(play_keys.NOTHING_TO_TAKE_BACK if playing.coached else play_keys.NOT_COACHED)

    def action_pause(self) -> None:
        self.trainer.pause()

    def action_scroll(self, pages: int) -> None:
        if pages > 0:
            self.stage.conversation.scroll_page_down(animate=False)
        else:
            self.stage.conversation.scroll_page_up(animate=False)
