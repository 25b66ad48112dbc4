"""The play screen: a conversation, the decision under it, and what each key does now.

The moves are the session's; here they are put on the screen, and letters of a sentence are told from commands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.css.query import NoMatches
from textual.timer import Timer

from trainer.cleaning import clean_line
from trainer.errors import NotWritable
from trainer.output.phrases import not_graded, note_line
from trainer.play import narration
from trainer.play.run import NotOffered
from trainer.scenario.model import NONE_OF_THESE
from trainer.session.sitting import GradingRequest, ReplyOutcome, Sitting
from trainer.tui import play_text
from trainer.tui.keys import Attention
from trainer.tui.play_text import CONFIDENCE, DEBRIEF, OWN_WORDS
from trainer.tui.safe_text import count, join, line
from trainer.tui.screens import play_keys
from trainer.tui.screens.notices import TooSmall
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.decision import DecisionPanel
from trainer.tui.widgets.own_words import OwnWords
from trainer.tui.widgets.stage import Stage

TICK = 0.5
HURRY = 10
"""Seconds left from which on the time stands out."""
READING = ("scroll(1)", "scroll(-1)", "why", "model")
"""Actions after which one reads what was asked for; any other goes back to what was said last."""


class PlayScreen(Page):
    """Kept for the life of the app; each attempt changes its content."""

    NAME = "Practise"
    ABOUT = play_keys.ABOUT
    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    BINDINGS = play_keys.PLAY_KEYS

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
    def here(self) -> Sitting:
        """The attempt, where there must be one."""
        assert self.sitting is not None
        return self.sitting

    # -- opening and leaving -----------------------------------------------------------------

    def open(self, sitting: Sitting) -> None:
        """Have this attempt on the screen, once it is shown."""
        self.sitting, self._fresh = sitting, True
        self._ticked = sitting.clock.monotonic()
        self.attention = Attention(sitting.clock.monotonic)

    def on_mount(self) -> None:
        self.set_interval(TICK, self.tick)

    def on_screen_resume(self) -> None:
        if self._fresh and self.sitting:
            self._fresh = False
            self.stage.tell_all(self.sitting)
            kept = self.sitting.draft and self.sitting.welcomes_words
            self.ask(play_keys.DRAFT_KEPT if kept else "")

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
            self.sitting = None
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
        self.back_asked = False
        self.attention.asked()
        self.stage.ask(self.here, note)
        self.query_one(KeyBar).refresh()
        self.call_after_refresh(self.attention.shown)

    def say_time(self) -> None:
        """What is played, how, how far, and how long."""
        sitting = self.here
        scenario = sitting.attempt.run.machine.scenario
        hint = narration.fill(sitting.attempt.run, scenario.setting).split("\n")[0].partition(". ")[0].rstrip(".")
        left = join(line(scenario.title, "bold"), Content.styled("  ·  " + clean_line(hint), "$quiet"))
        seconds = sitting.left()
        style = "bold $error" if seconds is not None and seconds <= HURRY else "$quiet"
        where = Content.styled(f"{sitting.mode.value}   {play_text.progress(sitting)}   ", "$quiet")
        self.query_one(TitleBar).say(left, join(where, line(play_text.time_line(sitting), style)))

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
        if sitting is None or self.stage.decision.disabled:
            return
        if event.asking != self.stage.decision.asking or not self.attention.settled:
            self.stage.decision.note(play_keys.TOO_QUICK)
        elif event.choice == DEBRIEF:
            self.trainer.debrief(sitting.attempt)
        elif event.choice == OWN_WORDS:
            self.start_typing()
        elif event.choice == NONE_OF_THESE and sitting.words:
            self._none_of_these(sitting)
        elif event.choice.startswith(CONFIDENCE):
            self._tell(lambda: sitting.answer_with_confidence(int(event.choice.removeprefix(CONFIDENCE))))
        else:
            self._reply(sitting, event.choice)

    def _reply(self, sitting: Sitting, response: str) -> None:
        """Give a reply, or ask first how sure one is of it."""
        if sitting.choose(response):
            self.put(play_keys.NEVER_SCORED)
            self.say_time()
        else:
            self._tell(lambda: sitting.answer(response))

    def time_out(self) -> None:
        sitting, begun = self.here, self.begun
        self._tell(lambda: sitting.time_out(begun))

    def _tell(self, move: Callable[[], ReplyOutcome]) -> None:
        """Do what leads on; say what it led to, and ask what comes next."""
        said: list[str] = []

        def told() -> None:
            outcome = move()
            said.append(play_keys.TIME_IS_UP if outcome.is_late else "")
            self.stage.tell(outcome, said[0])

        if self.keep(told):
            self.ask(said[0])

    # -- own words ---------------------------------------------------------------------------

    def start_typing(self, text: str = "") -> None:
        """A place to type in, with the words that were begun and these; what hears them is loaded meanwhile."""
        sitting = self.here
        self.stage.decision.note("")
        self.stage.decision.type(sitting.draft + text)
        self.call_after_refresh(sitting.grading.load)

    @on(OwnWords.Said)
    def say(self, event: OwnWords.Said) -> None:
        """Grade what is said. Where that tells which reply is meant it is given, else it is asked."""
        sitting, words = self.sitting, event.words.strip()
        if sitting is None or not self.stage.decision.typing:
            return
        if sitting.time_is_up:
            self.time_out()
        elif not words:
            self.stage.decision.note(play_keys.NOTHING_TYPED)
        elif sitting.grading.is_slow:
            self.stage.decision.note(play_keys.LISTENING)
            self.run_worker(self._grade_slowly(sitting, sitting.type_words(words)), exclusive=True)
        else:
            self._graded(sitting, sitting.take_grade(sitting.type_words(words).grade()))

    async def _grade_slowly(self, sitting: Sitting, request: GradingRequest) -> None:
        """With a judge, who may take seconds: nothing else is taken meanwhile."""
        self.stage.decision.disabled = True
        try:
            grade = await asyncio.to_thread(request.grade)
        finally:
            self.stage.decision.disabled = False
        if self.sitting is sitting and sitting.attempt.run is request.run:
            self._graded(sitting, sitting.take_grade(grade))

    def _graded(self, sitting: Sitting, meant: str | None) -> None:
        """Give the reply that was meant, or ask which it is."""
        if meant is not None:
            self._reply(sitting, meant)
        else:
            why = note_line(sitting.grade) if sitting.grade else not_graded(sitting.grading.take_notice())
            self.put(" ".join(filter(None, (why, play_keys.WORDS_KEPT))))

    @on(OwnWords.Left)
    def keep_draft(self, event: OwnWords.Left) -> None:
        if self.sitting is None or not self.stage.decision.typing:
            return
        self.sitting.draft = event.words
        self.stage.decision.stop_typing()
        self.stage.decision.note(play_keys.DRAFT_KEPT if event.words.strip() else "")

    def _none_of_these(self, sitting: Sitting) -> None:
        words, name = sitting.words, narration.partner(sitting.attempt.run) or "The customer"
        said = f"{name} waits. Could you say that another way? Choose one of these."
        if self.keep(sitting.none_of_these):
            self.stage.tell_misunderstood(words, said)
            self.ask(play_keys.MUST_CHOOSE)

    def change(self) -> None:
        """Before a reply is given: other words, or another choice."""
        sitting = self.here
        if sitting.words:
            sitting.reword()
            self.put()
            self.start_typing()
        elif sitting.chosen:
            sitting.unchoose()
            self.put()

    # -- keys that may be letters ------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Where words are being typed that nobody asked for, no letter of them is a command."""
        decision = self.stage.decision
        if self.sitting is None or decision.typing:
            return
        command = self.active_bindings.get(event.key)
        action = command.binding.action if command else ""
        if await self._within_words(event) or (event.is_printable and (command is None or self.attention.typing)):
            self.attention.stray()
            decision.unmark()
            self._hold(event, self._where_words_go(self.sitting))
        elif event.key == "enter" and self.attention.typing:
            self._hold(event, self._where_words_go(self.sitting))
        elif event.key == "enter" and not decision.marked:
            self._hold(event, play_keys.NONE_MARKED)
        elif self._may_begin_words(event, action):
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

    def _may_begin_words(self, event: events.Key, action: str) -> bool:
        """Whether this command could as well be the first letter of a sentence: then it waits for the second."""
        welcome = self.here.welcomes_words and not self.here.is_between
        return welcome and event.is_printable and action not in ("", "type", "scroll(1)") and self.attention.BURST > 0

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
        if command and self.sitting and self.is_current and not self.stage.decision.typing:
            self._turn_to(command.binding.action)
            await self.run_action(command.binding.action)

    def _hold(self, event: events.Key, note: str | None = None) -> None:
        """This key does nothing but have something said."""
        event.stop()
        event.prevent_default()
        if note is not None:
            self.stage.decision.note(note)

    def _where_words_go(self, sitting: Sitting) -> str:
        if sitting.attempt.ended:
            return play_keys.ONLY_ONWARD
        return play_keys.PRESS_T if sitting.welcomes_words and not sitting.is_between else play_keys.ONLY_REPLIES

    # -- what the keys do --------------------------------------------------------------------

    @property
    def idle_actions(self) -> Collection[str]:
        sitting = self.sitting
        if sitting is None:
            return ()
        ready = {
            "type": sitting.welcomes_words and not sitting.is_between,
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
        if self.sitting and not self.stage.decision.typing:
            self.action_type(event.text)

    # -- what they do ------------------------------------------------------------------------

    def action_choose(self, number: int) -> None:
        decision = self.stage.decision
        if number < decision.numbered:
            decision.choose(number)
        elif self.here.attempt.ended:
            decision.note(play_keys.ONLY_ONWARD)
        else:
            replies = count(decision.numbered, "reply", "replies")
            decision.note(f"There {'is' if decision.numbered == 1 else 'are'} {replies}.")

    def action_type(self, text: str = "") -> None:
        sitting = self.here
        if sitting.welcomes_words and not sitting.is_between:
            self.start_typing(text)
        elif not sitting.attempt.ended:
            self.stage.decision.note(play_keys.MUST_CHOOSE if sitting.attempt.must_choose else play_keys.NO_WORDS)

    def action_change(self) -> None:
        self.change()

    def action_why(self) -> None:
        if not self.stage.has_more_why:
            self.stage.decision.note("" if self.here.is_coached else play_keys.WHY_LATER)
        else:
            self.explained = True
        self.stage.tell_all_of_why()
        self.query_one(KeyBar).refresh()

    def action_model(self) -> None:
        sitting = self.here
        if not sitting.is_coached:
            self.stage.decision.note(play_keys.WHY_LATER)
        elif not sitting.attempt.run.steps:
            self.stage.decision.note(play_keys.NOTHING_ANSWERED)
        elif self.stage.tell_models(sitting.model_replies()):
            self.explained = True
            self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        sitting = self.here
        if sitting.attempt.can_undo and not self.back_asked:
            self.back_asked = True
            self.stage.decision.note(play_keys.BACK_AGAIN)
        elif sitting.attempt.can_undo:
            if self.keep(sitting.undo):
                self.stage.tell_all(sitting)
                self.ask(play_keys.TAKEN_BACK)
        elif sitting.attempt.ended:
            self.stage.decision.note(play_keys.ENDED)
        else:
            self.stage.decision.note(play_keys.NOTHING_TO_TAKE_BACK if sitting.is_coached else play_keys.NOT_COACHED)

    def action_pause(self) -> None:
        self.trainer.pause()

    def action_scroll(self, pages: int) -> None:
        if pages > 0:
            self.stage.conversation.scroll_page_down(animate=False)
        else:
            self.stage.conversation.scroll_page_up(animate=False)
