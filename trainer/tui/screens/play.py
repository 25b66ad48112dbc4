"""The play screen: a conversation, the decision under it, and what each key does now.

The moves are the session's; here they are put on the screen, and letters of a sentence are told from commands.
"""

import asyncio
from collections.abc import Callable, Collection
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.message import Message
from textual.timer import Timer

from trainer.errors import NotWritable
from trainer.output.phrases import NOTHING_TO_CORRECT, STANDS, none_line, not_graded, note_line
from trainer.play.run import NotOffered
from trainer.scenario.model import NONE_OF_THESE
from trainer.session.sitting import GradingRequest, Question, ReplyOutcome, Sitting
from trainer.tui import play_text
from trainer.tui.keys import StrayKeyGuard, key, number_keys
from trainer.tui.play_text import AS_TAKEN, CONFIDENCE, DEBRIEF, NOT_SO, OWN_WORDS
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
    key("n", "not_meant", "not meant",
        "Your words were not meant as they were taken: say what you meant. Once a decision.", "play.not-meant"),
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
    """The screen on which an attempt is played: one for the life of the app, whose content each attempt changes."""

    NAME = "Practise"
    ABOUT = play_text.ABOUT
    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    READ = "Conversation"
    BINDINGS = PLAY_KEYS

    class WorkedOut(Message):
        """It is known how long the story is."""

    def __init__(self) -> None:
        super().__init__()
        self.sitting: Sitting | None = None
        self.back_asked = False
        """Whether it has been asked if the last reply is to be taken back."""
        self.explained = False
        """Whether the conversation shows what was asked for, and not its end."""
        self._lone: tuple[str, str, Timer] | None = None
        """A command key that may yet turn out to begin a sentence, with what has been typed of that."""
        self._fresh = False
        self._ticked = 0.0
        self._told_steps = 0
        """The decisions whose consequence had been told when it was last asked what words meant."""

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
            # Not before the first frame stands: a thread that works things out would hold it up.
            self.call_after_refresh(self.run_worker, partial(self._work_out, self.sitting), thread=True)

    def _work_out(self, sitting: Sitting) -> None:
        """In a thread of its own: how long the story is, and what coach mode explains."""
        sitting.work_out()
        self.post_message(self.WorkedOut())

    def on_play_screen_worked_out(self) -> None:
        if self.sitting and not self._fresh:
            self.say_time()

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
            self.action_type()
        elif event.choice == AS_TAKEN:
            self._reply(sitting, sitting.accept())
        elif event.choice == NOT_SO:
            self.action_not_meant()
        elif event.choice == NONE_OF_THESE and sitting.words:
            self._none_of_these(sitting)
        elif sitting.reopened is not None:
            self._mean(sitting, event.choice)
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
            self.ask(said or play_text.offer(self.here))

    # -- what words meant --------------------------------------------------------------------

    def _none_of_these(self, sitting: Sitting) -> None:
        words, stands = sitting.words, sitting.correction_stands
        if not self.keep(sitting.none_of_these):
            return
        if stands:
            self.put(STANDS)
            return
        self._tell_up_to_here(sitting)
        self.stage.tell_misunderstood(words, none_line(sitting))
        self.ask(play_text.ONCE_MORE if sitting.welcomes_words else play_text.MUST_CHOOSE)

    def _mean(self, sitting: Sitting, response: str) -> None:
        """Words that were not meant as they were taken meant this."""
        is_reply, stands = False, sitting.correction_stands

        def said() -> None:
            nonlocal is_reply
            is_reply = sitting.mean(response)

        if not self.keep(said):
            return
        if is_reply:
            self._tell_up_to_here(sitting)
            self._reply(sitting, response)
        else:
            self.put(STANDS if stands and not sitting.can_correct else play_text.offer(sitting))

    def _say_again(self, sitting: Sitting) -> None:
        """They are said again in other words."""
        if self.keep(sitting.say_again):
            self._tell_up_to_here(sitting)
            self.ask()
            self.start_typing()

    def _tell_up_to_here(self, sitting: Sitting) -> None:
        """The story anew, where what the reply led to had been told: it is open again."""
        if self._told_steps > len(sitting.attempt.run.steps):
            self.stage.tell_all(sitting)
        self._told_steps = 0

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
        elif sitting.question is Question.TAKEN_AS:
            self.put("Enter: go on. Esc: change your words.")
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
        """Letters of a sentence are no commands: where words are welcome, they are the beginning of the reply."""
        if self.sitting is None:
            return
        if self.decision.typing:
            # The place to type may not have the keys yet.
            if event.is_printable and event.character and self.decision.type_on(event.character):
                self._hold(event)
            return
        if event.key == "enter" and self._lone:
            self._hold(event)
            await self._do_lone()
            return
        command = self.active_bindings.get(event.key)
        action = command.binding.action if command else ""
        waited = self._lone is not None
        held = await self._within_words(event)
        may_begin = event.is_printable and self.may_type and self.attention.BURST > 0
        begins = bool(held) or (command is None and self.attention.settled and not self.attention.typing)
        if self._lone:
            self._hold(event)
            return
        if may_begin and begins and event.character:
            self._hold(event)
            self.start_typing(held + event.character)
        elif held or (event.is_printable and (command is None or self.attention.typing)):
            self.attention.stray()
            self.decision.unmark()
            self._hold(event, self._where_words_go())
        elif event.key == "space" and self.here.question is Question.TAKEN_AS:
            self._hold(event)
            self.decision.choose(0)
        elif event.key == "enter" and self.attention.typing:
            self._hold(event, self._where_words_go())
        elif event.key == "enter" and not self.decision.marked:
            self._hold(event, play_text.NONE_MARKED)
        elif may_begin and action not in ("", "type", "scroll(1)"):
            # It could as well be the first letter of a sentence: it waits for the second.
            # What the key before it had said is not talked over.
            self._hold(event, None if waited else play_text.TYPE_ON)
            self._lone = (event.key, event.character or "", self.set_timer(self.attention.BURST, self._do_lone))
            return
        self._turn_to(action)

    def _turn_to(self, action: str) -> None:
        """A key was pressed that does this, or nothing: what another key had begun is over."""
        if self.explained and action not in READING:
            self.explained = False
            self.stage.conversation.show_end()
        self.back_asked = self.back_asked and action == "back"

    async def _within_words(self, event: events.Key) -> str:
        """What was typed before this letter, which came right after it: that was no command then. Else ""."""
        if self._lone is None:
            return ""
        key, typed, timer = self._lone
        if event.is_printable and event.key == key and key.isdigit():
            # A number of several digits, or the same choice twice in a hurry: the next key tells.
            timer.reset()
            self._lone = (key, typed + key, timer)
            return ""
        if event.is_printable and event.key != key:
            timer.stop()
            self._lone = None
            return typed
        await self._do_lone()
        return ""

    async def _do_lone(self) -> None:
        """No second letter came: the key is the command it stands for."""
        if self._lone is None:
            return
        key, _, timer = self._lone
        timer.stop()
        self._lone = None
        self.decision.note("")
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
            "type": self.may_type or play_text.can_say_again(sitting),
            "not_meant": sitting.can_correct,
            "why": self.stage.has_more_why,
            "model": self.stage.has_models and sitting.said_words,
            "back": sitting.attempt.can_undo and not sitting.is_between,
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
        elif play_text.can_say_again(self.here) and not text:
            self._say_again(self.here)
        elif self.here.is_between:
            self.decision.note(play_text.ONLY_REPLIES)
        elif not attempt.ended:
            unwanted = "Own words are not asked for here: choose one of the replies."
            self.decision.note(play_text.MUST_CHOOSE if attempt.must_choose else unwanted)

    def action_change(self) -> None:
        """Before a reply is given: other words, or another choice."""
        sitting = self.here
        if sitting.reopened is not None:
            sitting.keep_match()
            self.put(play_text.offer(sitting))
        elif sitting.words:
            sitting.reword()
            self.put()
            self.start_typing()
        elif sitting.chosen:
            sitting.unchoose()
            self.put()

    def action_not_meant(self) -> None:
        """Words were not meant as they were taken: ask what they meant."""
        if self.here.can_correct:
            self._told_steps = len(self.here.attempt.run.steps)
            self.here.reopen()
            self.put(play_text.AS_IT_WAS)
        else:
            self.decision.note(NOTHING_TO_CORRECT)

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
