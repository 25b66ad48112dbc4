"""The play screen for what is kept apart: another way on, slips to learn from, the decisions of today's practice."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from trainer.errors import NotWritable, TrainerError
from trainer.output.phrases import judge_announcement
from trainer.output.practice_phrases import KEPT_APART, SO_FAR, drill_outcome, story_so_far
from trainer.session.drills import DailyDrill, DrillSitting, SlipsCourse, TodaysPractice, WhatIf
from trainer.tui import play_text, speeches
from trainer.tui.keys import key
from trainer.tui.play_text import AGAIN, DEBRIEF, ONWARD
from trainer.tui.safe_text import join, line
from trainer.tui.screens.play import PlayScreen
from trainer.tui.widgets.bars import TitleBar
from trainer.tui.widgets.decision import DecisionPanel


class DrillPlay(PlayScreen):
    """The play screen for what-ifs, slips and drills; it says all the time that they are kept apart."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "pause", "to the debrief", "Leave this, and go back to the debrief.", "beside.leave")
    ]

    outcome = ""
    """What came of it, once it is left."""

    @property
    def apart(self) -> str:
        """Beside the title: that it does not count as an attempt."""
        return KEPT_APART

    def say_time(self) -> None:
        sitting = self.here
        where = sitting.where if isinstance(sitting, WhatIf | DrillSitting) else ""
        title = line(sitting.attempt.run.machine.scenario.title, "bold")
        left = join(title, Content.styled(f"  ·  {self.apart}", "$quiet"))
        self.query_one(TitleBar).say(left, line(where, "bold $you"))

    @on(DecisionPanel.Chosen)
    def choose_beside(self, event: DecisionPanel.Chosen) -> None:
        """The choices that are no replies."""
        if event.choice not in (DEBRIEF, AGAIN, ONWARD):
            return
        event.prevent_default()
        event.stop()
        if event.asking != self.decision.asking or not self.attention.settled:
            self.decision.note(play_text.TOO_QUICK)
        elif event.choice == DEBRIEF:
            self.action_pause()
        else:
            self.go_on(event.choice)

    def go_on(self, choice: str) -> None:
        """Something else than the debrief comes next."""

    def action_pause(self) -> None:
        """Leave it, for the debrief."""
        try:
            self.leave()
        except NotWritable as error:
            self.trainer.trouble(error, play_text.STILL_SAFE)
        self.dismiss()

    def begin_next(self, course: SlipsCourse | TodaysPractice) -> None:
        """Let go of the present decision, and put the one that a course has now on the screen."""
        try:
            self.leave()
            self.open(course.begin())
        except TrainerError as error:
            self.dismiss()
            self.trainer.trouble(error)
        else:
            self.on_screen_resume()


class WhatIfPlay(DrillPlay):
    """Another way on from a decision."""

    NAME = "What if"
    ABOUT = (
        "Another way on from a decision of your attempt: everything before it stands as you played it. What you answer "
        "here is kept in a record of its own and never scored as an attempt. p goes back to the debrief at any time."
    )

    def leave(self) -> None:
        if isinstance(self.sitting, WhatIf):
            self.outcome = self.sitting.result
        super().leave()


class SlipsPlay(DrillPlay):
    """The decisions that went wrong, each until a good reply is found."""

    NAME = "Learn from your slips"
    ABOUT = (
        "The decisions that went wrong, each in its place in the story, until you find a reply that costs nothing or "
        "next to nothing; then one of them again with other people. It is kept apart, and never scored as an attempt. "
        "p goes back to the debrief at any time."
    )

    def __init__(self, course: SlipsCourse) -> None:
        super().__init__()
        self.course = course

    def ask(self, note: str = "") -> None:
        """Once it is answered, say how good that was instead of going on with the story."""
        sitting = self.here
        if not isinstance(sitting, DrillSitting) or not sitting.is_answered:
            super().ask(note)
            return
        self.course.judge(sitting)
        self.put(note if sitting.is_learned else "m: what would have lost nothing. The explanation stands above.")
        self.say_time()

    def go_on(self, choice: str) -> None:
        if choice == ONWARD:
            self.course.go_on()
        self.begin_next(self.course)

    def action_back(self) -> None:
        self.decision.note("Once it is answered you can try again.")

    def leave(self) -> None:
        self.outcome = self.course.result
        super().leave()


class DailyPlay(DrillPlay):
    """Tells the story before a decision in short, and after it what it cost."""

    NAME = "Today's practice"
    ABOUT = (
        "One decision at a time, each in its place in a story; the story before it is told in short. After your reply "
        "you see what it cost against the best line from there, and go on with the next. Each says why it was picked. "
        "p leaves at any time: what you have answered counts for what is due, and the rest waits."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "pause", "home", "Leave it here; the rest waits at Home.", "daily.leave")
    ]

    def __init__(self, course: TodaysPractice) -> None:
        super().__init__()
        self.course = course
        self.goes_on = False
        """Whether it was left for a whole story that comes next."""

    @property
    def drill(self) -> DailyDrill:
        """The decision that is practised now."""
        assert isinstance(self.sitting, DailyDrill)
        return self.sitting

    @property
    def apart(self) -> str:
        return f"one decision, {self.drill.mode.value}"

    def on_screen_resume(self) -> None:
        """Put the decision on the screen, with the story before it in short and why it was picked."""
        if not (self._fresh and self.sitting):
            return
        self._fresh = False
        self.stage.tell_all(self.sitting)
        run = self.drill.attempt.run
        short, full = story_so_far(run)
        so_far = " ".join([SO_FAR, *[f"“{text}”" for text in short]]) if short else ""
        asides = (f"Why this one: {self.drill.why}", judge_announcement(self.drill.grading), so_far)
        told = [*speeches.setting(run), *map(speeches.aside, filter(None, asides)), *speeches.speeches(full)]
        self.stage.conversation.start_over(told, at_end=True)
        self.ask()

    def ask(self, note: str = "") -> None:
        """Once it is answered, say what it cost instead of going on with the story."""
        if not self.drill.is_answered:
            super().ask(note)
            return
        if not self.drill.is_looked_at:
            self.stage.conversation.tell([speeches.aside(self._what_came_of_it())])
        self.put(note)
        self.say_time()

    def _what_came_of_it(self) -> str:
        try:
            return drill_outcome(self.drill.look())
        except TrainerError as error:
            self.trainer.trouble(error)
            return "Your reply is kept; what came of it cannot be told."

    def go_on(self, choice: str) -> None:
        """The next piece: here, or as an attempt of its own."""
        assert choice == ONWARD
        self.course.go_on()
        following = self.course.pick
        if following and following.drill:
            self.begin_next(self.course)
            return
        try:
            self.leave()
            self.goes_on = following is not None
        except TrainerError as error:
            self.dismiss()
            self.trainer.trouble(error)
        else:
            self.dismiss()

    def action_back(self) -> None:
        self.decision.note("One reply, and then the next: this decision will come again.")
