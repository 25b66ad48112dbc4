"""An attempt at the play screen: opened, put to the trainee, kept as it goes on, and left. The moves come on top."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.css.query import NoMatches

from trainer.cleaning import clean_line
from trainer.errors import NotWritable
from trainer.play import narration
from trainer.play.run import NotOffered
from trainer.tui.attention import Attention
from trainer.tui.playing import Playing
from trainer.tui.screens import play_keys
from trainer.tui.screens.page import Page
from trainer.tui.screens.too_small import TooSmall
from trainer.tui.show import join, line
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.stage import Stage
from trainer.tui.widgets.title_bar import TitleBar

TICK = 0.5
HURRY = 10
"""Seconds left from which on the time stands out."""


class Sitting(Page):
    """Kept for the life of the app; each attempt changes its content."""

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
    def here(self) -> Playing:
        """The attempt, where there must be one."""
        assert self.playing is not None
        return self.playing

    # -- opening and leaving -----------------------------------------------------------------

    def open(self, playing: Playing) -> None:
        """Have this attempt on the screen, once it is shown."""
        self.playing, self._fresh = playing, True
        self._ticked = playing.clock.monotonic()
        self.attention = Attention(playing.clock.monotonic)

    def on_mount(self) -> None:
        self.set_interval(TICK, self.tick)

    def on_screen_resume(self) -> None:
        if self._fresh and self.playing:
            self._fresh = False
            self.stage.tell_all(self.playing)
            kept = self.playing.draft and self.playing.typed_welcome
            self.ask(play_keys.DRAFT_KEPT if kept else "")

    def leave(self) -> None:
        """Save where this stands and let go of the journal."""
        playing = self.playing
        if playing is None:
            return
        try:
            if not playing.attempt.ended:
                playing.attempt.pause(self.begun or playing.words or playing.draft)
        finally:
            playing.attempt.close()
            self.playing = None

    @property
    def begun(self) -> str:
        """The words that are being typed, "" where none are, or where there is nothing on the screen yet."""
        try:
            decision = self.stage.decision
            return decision.typed if decision.typing else ""
        except NoMatches:
            return ""

    def keep(self, move: Callable[[], None]) -> bool:
        """Do what writes. When it cannot be kept it did not happen, and what was kept before is safe."""
        attempt = self.here.attempt
        before = len(attempt.run.steps)
        try:
            move()
        except NotOffered:
            self.stage.decision.note(play_keys.NOT_ON_OFFER)
            return False
        except NotWritable as error:
            attempt.close()
            self.playing = None
            kept = len(attempt.run.steps) > before
            self.trainer.home_with(error, play_keys.KEPT_WITHOUT_END if kept else play_keys.STILL_SAFE)
            return False
        return True

    # -- asking, and how it stands -----------------------------------------------------------

    def ask(self, note: str = "") -> None:
        """Come to the next decision."""
        if self.keep(self.here.show):
            self.put(note)
            self.say_time()

    def put(self, note: str = "") -> None:
        """Put to the trainee what is asked now. It counts as asked when it stands on the screen."""
        self.attention.asked()
        self.stage.ask(self.here, note)
        self.query_one(KeyBar).refresh()
        self.call_after_refresh(self.attention.shown)

    def say_time(self) -> None:
        """What is played, how, how far, and how long."""
        playing = self.here
        scenario = playing.attempt.run.machine.scenario
        hint = narration.fill(playing.attempt.run, scenario.setting).split("\n")[0].partition(". ")[0].rstrip(".")
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
            playing.watch.hold(passed)
        elif playing.time_is_up:
            self.time_out()
            return
        self.say_time()

    def time_out(self) -> None:
        """Nothing was said in time."""
        raise NotImplementedError
