"""One decision after the other, each in its place in a story: the short pieces of today's practice."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from trainer.errors import TrainerError
from trainer.output.practice_phrases import SO_FAR, story_so_far
from trainer.play import telling
from trainer.tui import talk
from trainer.tui.daily import ONWARD, Daily, DailyDrill
from trainer.tui.keys import key
from trainer.tui.screens.beside_play import BesidePlay
from trainer.tui.show import join, line
from trainer.tui.widgets.title_bar import TitleBar


class DailyPlay(BesidePlay):
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

    def __init__(self, course: Daily) -> None:
        super().__init__()
        self.course = course
        self.goes_on = False
        """Whether it was left for a whole story that comes next."""

    @property
    def drill(self) -> DailyDrill:
        """The decision that is practised now."""
        assert isinstance(self.playing, DailyDrill)
        return self.playing

    @property
    def where(self) -> str:
        return self.drill.where

    def say_time(self) -> None:
        scenario = self.here.attempt.run.machine.scenario
        mode = Content.styled(f"  ·  one decision, {self.here.mode.value}", "$quiet")
        self.query_one(TitleBar).say(join(line(scenario.title, "bold"), mode), line(self.where, "bold $you"))

    def on_screen_resume(self) -> None:
        if self._fresh and self.playing:
            self._fresh = False
            self.stage.tell_all(self.playing)
            self.stage.conversation.start_over(self._before(), at_end=True)
            self.ask()

    def _before(self) -> list[Visual]:
        run = self.drill.attempt.run
        scenario = run.machine.scenario
        short, full = story_so_far(run)
        told = talk.setting(scenario.title, telling.fill(run, scenario.setting), telling.fill(run, scenario.you))
        told.append(talk.aside(f"Why this one: {self.drill.why}"))
        if self.drill.hearing.announcement:
            told.append(talk.aside(self.drill.hearing.announcement))
        if short:
            told.append(talk.aside(" ".join([SO_FAR, *[f"“{text}”" for text in short]])))
        return [*told, *talk.speeches(full)]

    def ask(self, note: str = "") -> None:
        """Once it is answered, say what it cost instead of going on with the story."""
        if not self.drill.answered:
            super().ask(note)
            return
        if not self.drill.came:
            self._look()
            self.stage.conversation.tell([talk.aside(self.drill.came)])
        self.put(note)
        self.say_time()

    def _look(self) -> None:
        try:
            self.drill.look()
        except TrainerError as error:
            self.drill.came = "Your reply is kept; what came of it cannot be told."
            self.trainer.trouble(error)

    def go_on(self, choice: str) -> None:
        """The next piece: here, or as an attempt of its own."""
        assert choice == ONWARD
        self.course.go_on()
        following = self.course.pick
        try:
            self.leave()
            if following is None or following.drill is None:
                self.goes_on = following is not None
                self.dismiss()
                return
            self.open(self.course.begin())
        except TrainerError as error:
            self.dismiss()
            self.trainer.trouble(error)
        else:
            self.on_screen_resume()

    def action_back(self) -> None:
        self.stage.decision.note("One reply, and then the next: this decision will come again.")
