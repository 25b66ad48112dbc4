"""The play screen: a conversation, the decision under it, and what each key does now.

The moves are the session's; here they are put on the screen, and letters of a sentence are told from commands.
"""

import asyncio
from collections.abc import Callable, Collection

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.timer import Timer

from trainer.errors import NotWritable
from trainer.output.phrases import not_graded, note_line
from trainer.play import narration
from trainer.play.run import NotOffered
from trainer.scenario.model import NONE_OF_THESE
from trainer.session.sitting import GradingRequest, ReplyOutcome, Sitting
from trainer.tui import play_text
from trainer.tui.keys import StrayKeyGuard, key, number_keys
from trainer.tui.play_text import CONFIDENCE, DEBRIEF, OWN_WORDS
from trainer.tui.safe_text import count
from trainer.tui.screens.notices import TooSmall
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.decision import DecisionPanel
from trainer.tui.widgets.own_words import OwnWords
from trainer.tui.widgets.stage import Stage

TICK = 0.5
READING = ("scroll(1)", "scroll(-1)", "why", "model")
"""Actions after which one reads what was asked for; any other goes back to what was said last."""
PLAY_KEYS: list[BindingType] = [
    *number_keys("Give the reply with this number.", "play.choose"),
    key("t", "type", "type", "Answer in your own words, where they are welcome.", "play.type"),
    key("y", "why", "why", "All that was heard in the last reply, and why it was marked so (coach mode).", "play.why"),
    key("m", "model", "model", "What would have lost nothing at the last decision (coach mode).", "play.model"),
    key("u", "back", "back", "Take the last reply back (coach mode).", "play.back"),
    key("p", "pause", "pause", "Save, and go Home; you can go on later.", "play.pause"),
    key("escape", "change", "change",
        "Change your words or your choice, when it is asked what you meant or how sure you are.", "play.reword"),
    key("space", "scroll(1)", "read on", "Read on in the conversation.", "play.down", display="space"),
    key("pagedown", "scroll(1)", "read on", "Read on in the conversation.", "play.page-down", show=False),
    key("pageup", "scroll(-1)", "read back", "Read back in the conversation.", "play.up", show=False),
]  # fmt: skip


class PlayScreen(Page):
    """Kept for the life of the app; each attempt changes its content."""

    NAME = "Practise"
    ABOUT = play_text.ABOUT
    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    READ = "Conversation"
    BINDINGS = PLAY_KEYS

    def __init__(self) -> None:
        super().__init__()
        self.sitting: Sitting | None = None
        self.back_asked = False
        """Whether it has been asked if the last reply is to be taken back."""
        self.explained = False
        """Whether the conversation shows what was asked for, and not its end."""
        self._lone: tuple[str, Timer] | None = None
        """A command key that may yet turn out to begin a sentence."""
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
    def decision(self) -> DecisionPanel:
        return self.stage.decision

    @property
    def here(self) -> Sitting:
        """The attempt, where there must be one."""
        assert self.sitting is not None
        return self.sitting

    # -- opening and leaving -----------------------------------------------------------------

    def open(self, sitting: Sitting) -> None:
        """Have this attempt on the screen, once it is shown."""
        self.sitting, self._fresh = sitting, True
        self._ticked = sitting.clock.monotonic()
        self.attention = StrayKeyGuard(sitting.clock.monotonic)

    def on_mount(self) -> None:
        self.set_interval(TICK, self.tick)

    def on_screen_resume(self) -> None:
        if self._fresh and self.sitting:
            self._fresh = False
            self.stage.tell_all(self.sitting)
            kept = self.sitting.draft and self.sitting.welcomes_words
            self.ask(play_text.DRAFT_KEPT if kept else "")

    def leave(self) -> None:
        """Save where this stands and let go of the journal."""
        sitting = self.sitting
        if sitting is None:
            return
        try:
            if not sitting.attempt.ended:
                sitting.pause(self.begun)
        finally:
            sitting.attempt.close()
            self.sitting = None

    @property
    def begun(self) -> str:
        """The words that are being typed, "" where none are, or where there is nothing on the screen yet."""
        try:
            return self.decision.typed if self.decision.typing else ""
        except NoMatches:
            return ""

    @property
    def may_type(self) -> bool:
        """Whether own words may be typed now, and nothing that was typed or chosen is still being asked about."""
        return self.sitting is not None and self.sitting.welcomes_words and not self.sitting.is_between

    def keep(self, move: Callable[[], None]) -> bool:
        """Do what writes. When it cannot be kept it did not happen, and what was kept before is safe."""
        attempt = self.here.attempt
        before = len(attempt.run.steps)
        try:
            move()
        except NotOffered:
            self.decision.note(play_text.NOT_ON_OFFER)
        except NotWritable as error:
            attempt.close()
            self.sitting = None
            kept = len(attempt.run.steps) > before
            self.trainer.home_with(error, play_text.KEPT_WITHOUT_END if kept else play_text.STILL_SAFE)
        else:
            return True
        return False

    # -- asking, and how it stands -----------------------------------------------------------

    def ask(self, note: str = "") -> None:
        """Come to the next decision."""
        if self.keep(self.here.show):
            self.put(note)
            self.say_time()

    def put(self, note: str = "") -> None:
        """Put to the trainee what is asked now. It counts as asked when it stands on the screen."""
        self.back_asked = False
        self.attention.asked()
        self.stage.ask(self.here, note)
        self.query_one(KeyBar).refresh()
        self.call_after_refresh(self.attention.shown)

    def say_time(self) -> None:
        """What is played, how, how far, and how long."""
        self.query_one(TitleBar).say(*play_text.title_line(self.here))

    def tick(self) -> None:
        """Time passes: show it, and see whether there is any left. Where nothing can be read, it stands still."""
        sitting = self.sitting
        if sitting is None or self._fresh:
            return
        now = sitting.clock.monotonic()
        passed, self._ticked = now - self._ticked, now
        if isinstance(self.app.screen, TooSmall):
            sitting.countdown.hold(passed)
        elif sitting.time_is_up:
            self.time_out()
            return
        self.say_time()

    # -- choosing ----------------------------------------------------------------------------

    @on(DecisionPanel.Chosen)
    def choose(self, event: DecisionPanel.Chosen) -> None:
        sitting = self.sitting
        if sitting is None or self.decision.disabled:
            return
        if event.asking != self.decision.asking or not self.attention.settled:
            self.decision.note(play_text.TOO_QUICK)
        elif event.choice == DEBRIEF:
            self.trainer.debrief(sitting.attempt)
        elif event.choice == OWN_WORDS:
            self.start_typing()
        elif event.choice == NONE_OF_THESE and sitting.words:
            words, name = sitting.words, narration.partner(sitting.attempt.run) or "The customer"
            if self.keep(sitting.none_of_these):
                said = f"{name} waits. Could you say that another way? Choose one of these."
                self.stage.tell_misunderstood(words, said)
                self.ask(play_text.MUST_CHOOSE)
        elif event.choice.startswith(CONFIDENCE):
            self._tell(lambda: sitting.answer_with_confidence(int(event.choice.removeprefix(CONFIDENCE))))
        else:
            self._reply(sitting, event.choice)

    def _reply(self, sitting: Sitting, response: str) -> None:
        """Give a reply, or ask first how sure one is of it."""
        if sitting.choose(response):
            self.put(play_text.NEVER_SCORED)
            self.say_time()
        else:
            self._tell(lambda: sitting.answer(response))

    def time_out(self) -> None:
        sitting, begun = self.here, self.begun
        self._tell(lambda: sitting.time_out(begun))

    def _tell(self, move: Callable[[], ReplyOutcome]) -> None:
        """Do what leads on; say what it led to, and ask what comes next."""
        said = ""

        def told() -> None:
            nonlocal said
            outcome = move()
            said = "Time is up." if outcome.is_late else ""
            self.stage.tell(outcome, said)

        if self.keep(told):
            self.ask(said)

    # -- own words ---------------------------------------------------------------------------

    def start_typing(self, text: str = "") -> None:
        """A place to type in, with the words that were begun and these; what hears them is loaded meanwhile."""
        sitting = self.here
        self.decision.note("")
        self.decision.type(sitting.draft + text)
        self.call_after_refresh(sitting.grading.load)

    @on(OwnWords.Said)
    def say(self, event: OwnWords.Said) -> None:
        """Grade what is said. Where that tells which reply is meant it is given, else it is asked."""
        sitting, words = self.sitting, event.words.strip()
        if sitting is None or not self.decision.typing:
            return
        if sitting.time_is_up:
            self.time_out()
        elif not words:
            self.decision.note("Nothing is typed yet. Esc goes back to the replies.")
        elif sitting.grading.is_slow:
            self.decision.note("Your words are being read…")
            self.run_worker(self._grade_slowly(sitting, sitting.type_words(words)), exclusive=True)
        else:
            self._graded(sitting, sitting.take_grade(sitting.type_words(words).grade()))

    async def _grade_slowly(self, sitting: Sitting, request: GradingRequest) -> None:
        """With a judge, who may take seconds: nothing else is taken meanwhile."""
        self.decision.disabled = True
        try:
            grade = await asyncio.to_thread(request.grade)
        finally:
            self.decision.disabled = False
        if self.sitting is sitting and sitting.attempt.run is request.run:
            self._graded(sitting, sitting.take_grade(grade))

    def _graded(self, sitting: Sitting, meant: str | None) -> None:
        """Give the reply that was meant, or ask which it is."""
        if meant is not None:
            self._reply(sitting, meant)
        else:
            why = note_line(sitting.grade) if sitting.grade else not_graded(sitting.grading.take_notice())
            self.put(" ".join(filter(None, (why, "Your words are kept as you typed them. Esc: change them."))))

    @on(OwnWords.Left)
    def keep_draft(self, event: OwnWords.Left) -> None:
        if self.sitting is None or not self.decision.typing:
            return
        self.sitting.draft = event.words
        self.decision.stop_typing()
        self.decision.note(play_text.DRAFT_KEPT if event.words.strip() else "")

    # -- keys that may be letters ------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Where words are being typed that nobody asked for, no letter of them is a command."""
        if self.sitting is None or self.decision.typing:
            return
        command = self.active_bindings.get(event.key)
        action = command.binding.action if command else ""
        within = await self._within_words(event)
        may_begin = event.is_printable and self.may_type and self.attention.BURST > 0
        if within or (event.is_printable and (command is None or self.attention.typing)):
            self.attention.stray()
            self.decision.unmark()
            self._hold(event, self._where_words_go())
        elif event.key == "enter" and self.attention.typing:
            self._hold(event, self._where_words_go())
        elif event.key == "enter" and not self.decision.marked:
            self._hold(event, play_text.NONE_MARKED)
        elif may_begin and action not in ("", "type", "scroll(1)"):
            # It could as well be the first letter of a sentence: it waits for the second.
            self._hold(event)
            self._lone = (event.key, self.set_timer(self.attention.BURST, self._do_lone))
            return
        self._turn_to(action)

    def _turn_to(self, action: str) -> None:
        """A key was pressed that does this, or nothing: what another key had begun is over."""
        if self.explained and action not in READING:
            self.explained = False
            self.stage.conversation.show_end()
        self.back_asked = self.back_asked and action == "back"

    async def _within_words(self, event: events.Key) -> bool:
        """Whether another letter came right after a key that waits: that key was no command then."""
        if self._lone is None:
            return False
        key, timer = self._lone
        if event.is_printable and event.key != key:
            timer.stop()
            self._lone = None
            return True
        await self._do_lone()
        return False

    async def _do_lone(self) -> None:
        """No second letter came: the key is the command it stands for."""
        if self._lone is None:
            return
        key, timer = self._lone
        timer.stop()
        self._lone = None
        command = self.active_bindings.get(key)
        if command and self.sitting and self.is_current and not self.decision.typing:
            self._turn_to(command.binding.action)
            await self.run_action(command.binding.action)

    def _hold(self, event: events.Key, note: str | None = None) -> None:
        """This key does nothing but have something said."""
        event.stop()
        event.prevent_default()
        if note is not None:
            self.decision.note(note)

    def _where_words_go(self) -> str:
        if self.here.attempt.ended:
            return play_text.ONLY_ONWARD
        return play_text.PRESS_T if self.may_type else play_text.ONLY_REPLIES

    # -- what the keys do --------------------------------------------------------------------

    @property
    def idle_actions(self) -> Collection[str]:
        sitting = self.sitting
        if sitting is None:
            return ()
        ready = {
            "type": self.may_type,
            "why": self.stage.has_more_why,
            "model": self.stage.has_models and sitting.said_words,
            "back": sitting.attempt.can_undo,
            "pause": not sitting.attempt.ended,
            "change": sitting.is_between,
            "select": False,
            "scroll(1)": self.stage.conversation.more_below,
        }
        return [name for name, can in ready.items() if not can]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done to an attempt that is not here, or no more."""
        return self.sitting is not None and super().check_action(action, parameters)

    @on(Conversation.Scrolled)
    def say_how_to_read_on(self) -> None:
        self.query_one(KeyBar).refresh()

    def on_paste(self, event: events.Paste) -> None:
        if self.sitting and not self.decision.typing:
            self.action_type(event.text)

    def action_choose(self, number: int) -> None:
        numbered = self.decision.numbered
        if number < numbered:
            self.decision.choose(number)
        elif self.here.attempt.ended:
            self.decision.note(play_text.ONLY_ONWARD)
        else:
            self.decision.note(f"There {'is' if numbered == 1 else 'are'} {count(numbered, 'reply', 'replies')}.")

    def action_type(self, text: str = "") -> None:
        attempt = self.here.attempt
        if self.may_type:
            self.start_typing(text)
        elif not attempt.ended:
            unwanted = "Own words are not asked for here: choose one of the replies."
            self.decision.note(play_text.MUST_CHOOSE if attempt.must_choose else unwanted)

    def action_change(self) -> None:
        """Before a reply is given: other words, or another choice."""
        sitting = self.here
        if sitting.words:
            sitting.reword()
            self.put()
            self.start_typing()
        elif sitting.chosen:
            sitting.unchoose()
            self.put()

    def action_why(self) -> None:
        if self.stage.has_more_why:
            self.explained = True
            self.stage.tell_all_of_why()
            self.query_one(KeyBar).refresh()
        else:
            self.decision.note("" if self.here.is_coached else play_text.WHY_LATER)

    def action_model(self) -> None:
        sitting = self.here
        if not sitting.is_coached:
            self.decision.note(play_text.WHY_LATER)
        elif not sitting.attempt.run.steps:
            self.decision.note("Nothing has been answered yet.")
        elif self.stage.tell_models(sitting.model_replies()):
            self.explained = True
            self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        sitting = self.here
        if sitting.attempt.ended:
            self.decision.note("This story has ended.")
        elif not sitting.attempt.can_undo:
            self.decision.note(play_text.NOTHING_TO_TAKE_BACK if sitting.is_coached else play_text.NOT_COACHED)
        elif not self.back_asked:
            self.back_asked = True
            self.decision.note(play_text.BACK_AGAIN)
        elif self.keep(sitting.undo):
            self.stage.tell_all(sitting)
            self.ask(play_text.TAKEN_BACK)

    def action_pause(self) -> None:
        self.trainer.pause()
