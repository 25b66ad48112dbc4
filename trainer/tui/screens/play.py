"""Playing an attempt: what is chosen, typed or left unsaid goes to disk, and what it leads to on the stage."""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.css.query import NoMatches

from trainer.cleaning import clean_line
from trainer.errors import NotWritable
from trainer.play import telling
from trainer.play.run import NotOffered
from trainer.scenario.model import NONE_OF_THESE
from trainer.tui.attention import Attention
from trainer.tui.playing import OWN_WORDS, TO_THE_DEBRIEF, Moment, Playing
from trainer.tui.screens import play_keys
from trainer.tui.screens.page import Page
from trainer.tui.screens.too_small import TooSmall
from trainer.tui.show import count, join, line
from trainer.tui.widgets.conversation import Conversation
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
        self._back_asked = False
        self._explained = False

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
        self.attention = Attention(playing.clock.monotonic)

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
        playing = self.playing
        if playing is None:
            return
        try:
            if not playing.attempt.ended:
                playing.attempt.pause(self._begun or playing.words or playing.draft)
        finally:
            playing.attempt.close()
            self.playing = None

    @property
    def _begun(self) -> str:
        """The words that are being typed, "" where none are, or where there is nothing on the screen yet."""
        try:
            decision = self.stage.decision
            return decision.typed if decision.typing else ""
        except NoMatches:
            return ""

    def _keep(self, move: Callable[[], None]) -> bool:
        """Do what writes. When it cannot be kept it did not happen, and what was kept before is safe."""
        attempt = self._here.attempt
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

    def _ask(self, note: str = "") -> None:
        if self._keep(self._here.show):
            self._put(note)
            self._say_time()

    def _put(self, note: str = "") -> None:
        """Put to the trainee what is asked now. It counts as asked when it stands on the screen."""
        self._back_asked = False
        self.attention.asked()
        self.stage.ask(self._here, note)
        self.query_one(KeyBar).refresh()
        self.call_after_refresh(self.attention.shown)

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
        if event.asking != self.stage.decision.asking or not self.attention.settled:
            self.stage.decision.note(play_keys.TOO_QUICK)
        elif event.choice == TO_THE_DEBRIEF:
            self.trainer.debrief(playing.attempt)
        elif event.choice == OWN_WORDS:
            self.action_type()
        elif event.choice == NONE_OF_THESE and playing.words:
            self._none_of_these(playing)
        else:
            self._answer(playing, event.choice)

    def _answer(self, playing: Playing, response: str) -> None:
        self._tell(lambda: playing.answer(response))

    def _time_out(self) -> None:
        playing, begun = self._here, self._begun
        self._tell(lambda: playing.time_out(begun))

    def _tell(self, move: Callable[[], Moment]) -> None:
        """Do what leads on; say what it led to, and ask what comes next."""
        said: list[str] = []

        def told() -> None:
            moment = move()
            said.append(play_keys.TIME_IS_UP if moment.late else "")
            self.stage.tell(moment, said[0])

        if self._keep(told):
            self._ask(said[0])

    def _none_of_these(self, playing: Playing) -> None:
        if playing.time_is_up:
            self._time_out()
            return
        words = playing.words
        if self._keep(lambda: self.stage.tell_misunderstood(words, playing.none_of_these())):
            self._ask(play_keys.MUST_CHOOSE)

    @on(OwnWords.Said)
    def ask_what_was_meant(self, event: OwnWords.Said) -> None:
        playing, words = self.playing, event.words.strip()
        if playing is None or not self.stage.decision.typing:
            return
        if playing.time_is_up:
            self._time_out()
        elif not words:
            self.stage.decision.note(play_keys.NOTHING_TYPED)
        else:
            playing.words = words
            self._put(play_keys.WORDS_KEPT)

    @on(OwnWords.Left)
    def keep_draft(self, event: OwnWords.Left) -> None:
        if self.playing is None or not self.stage.decision.typing:
            return
        self.playing.draft = event.words
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
            "scroll(1)": self.stage.conversation.more_below,
        }
        return [name for name, can in ready.items() if not can]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done to an attempt that is not here, or no more."""
        return self.playing is not None and super().check_action(action, parameters)

    @on(Conversation.Scrolled)
    def say_how_to_read_on(self) -> None:
        self.query_one(KeyBar).refresh()

    def action_choose(self, number: int) -> None:
        decision = self.stage.decision
        if number < decision.numbered:
            decision.choose(number)
        elif self._here.attempt.ended:
            decision.note(play_keys.ONLY_ONWARD)
        else:
            replies = count(decision.numbered, "reply", "replies")
            decision.note(f"There {'is' if decision.numbered == 1 else 'are'} {replies}.")

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
        """Where words are being typed that nobody asked for, no letter of them is a command."""
        decision = self.stage.decision
        if self.playing is None or decision.typing:
            return
        command = self.active_bindings.get(event.key)
        if self._explained and (command is None or command.binding.action not in ("scroll(1)", "scroll(-1)", "why")):
            self._explained = False
            self.stage.conversation.show_end()
        self._back_asked = self._back_asked and command is not None and command.binding.action == "back"
        if event.is_printable and (command is None or self.attention.typing):
            self.attention.stray()
            decision.unmark()
            self._hold(event, self._where_words_go(self.playing))
        elif event.key == "enter" and self.attention.typing:
            self._hold(event, self._where_words_go(self.playing))
        elif event.key == "enter" and not decision.marked:
            self._hold(event, play_keys.NONE_MARKED)

    def _hold(self, event: events.Key, note: str) -> None:
        """This key does nothing but have something said."""
        event.stop()
        event.prevent_default()
        self.stage.decision.note(note)

    def _where_words_go(self, playing: Playing) -> str:
        if playing.attempt.ended:
            return play_keys.ONLY_ONWARD
        return play_keys.PRESS_T if playing.typed_welcome and not playing.words else play_keys.ONLY_REPLIES

    def action_reword(self) -> None:
        playing = self._here
        if playing.words:
            playing.draft, playing.words = playing.words, ""
            self._put()
            self.action_type()

    def action_why(self) -> None:
        if not self.stage.has_more_why:
            self.stage.decision.note("" if self._here.coached else play_keys.WHY_LATER)
        else:
            self._explained = True
        self.stage.tell_all_of_why()
        self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        playing = self._here
        if playing.attempt.can_go_back and not self._back_asked:
            self._back_asked = True
            self.stage.decision.note(play_keys.BACK_AGAIN)
        elif playing.attempt.can_go_back:
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
