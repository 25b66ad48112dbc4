"""The play screen over a debrief: what is played there stays beside the attempt, and one comes back to the debrief."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from trainer.errors import NotWritable, TrainerError
from trainer.output.practice_phrases import KEPT_APART
from trainer.tui.beside import AGAIN, ONWARD, Course, Drilling, WhatIf
from trainer.tui.keys import key
from trainer.tui.screens import play_keys
from trainer.tui.screens.play import PlayScreen
from trainer.tui.show import join, line
from trainer.tui.standing import TO_THE_DEBRIEF
from trainer.tui.widgets.decision import Decision
from trainer.tui.widgets.title_bar import TitleBar


class BesidePlay(PlayScreen):
    """Says all the time that it is kept apart."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "pause", "to the debrief", "Leave this, and go back to the debrief.", "beside.leave")
    ]

    outcome = ""
    """What came of it, once it is left."""

    @property
    def where(self) -> str:
        """What is being played, in a few words."""
        raise NotImplementedError

    def say_time(self) -> None:
        scenario = self.here.attempt.run.machine.scenario
        left = join(line(scenario.title, "bold"), Content.styled(f"  ·  {KEPT_APART}", "$quiet"))
        self.query_one(TitleBar).say(left, line(self.where, "bold $you"))

    @on(Decision.Chosen)
    def choose_beside(self, event: Decision.Chosen) -> None:
        """The choices that are no replies."""
        if event.choice not in (TO_THE_DEBRIEF, AGAIN, ONWARD):
            return
        event.prevent_default()
        event.stop()
        if event.asking != self.stage.decision.asking or not self.attention.settled:
            self.stage.decision.note(play_keys.TOO_QUICK)
        elif event.choice == TO_THE_DEBRIEF:
            self.go_back()
        else:
            self.go_on(event.choice)

    def go_on(self, choice: str) -> None:
        """Something else than the debrief comes next."""

    def action_pause(self) -> None:
        self.go_back()

    def go_back(self) -> None:
        """To the debrief."""
        try:
            self.leave()
        except NotWritable as error:
            self.trainer.trouble(error, play_keys.STILL_SAFE)
        self.dismiss()


class WhatIfPlay(BesidePlay):
    """Another way on from a decision."""

    NAME = "What if"
    ABOUT = (
        "Another way on from a decision of your attempt: everything before it stands as you played it. What you answer "
        "here is kept in a record of its own and never scored as an attempt. p goes back to the debrief at any time."
    )

    @property
    def where(self) -> str:
        return self.here.where if isinstance(self.here, WhatIf) else ""

    def leave(self) -> None:
        if isinstance(self.playing, WhatIf):
            self.outcome = self.playing.outcome
        super().leave()


class SlipsPlay(BesidePlay):
    """The decisions that went wrong, each until a good reply is found."""

    NAME = "Learn from your slips"
    ABOUT = (
        "The decisions that went wrong, each in its place in the story, until you find a reply that costs nothing or "
        "next to nothing; then one of them again with other people. It is kept apart, and never scored as an attempt. "
        "p goes back to the debrief at any time."
    )

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.course = course

    @property
    def where(self) -> str:
        return self.here.where if isinstance(self.here, Drilling) else ""

    def ask(self, note: str = "") -> None:
        """Once it is answered, say how good that was instead of going on with the story."""
        playing = self.here
        if not isinstance(playing, Drilling) or not playing.answered:
            super().ask(note)
            return
        if playing.label is None:
            playing.judge(self.course.record)
            self.course.learned += playing.learned
        self.put(note if playing.learned else "m: what would have lost nothing. The explanation stands above.")
        self.say_time()

    def go_on(self, choice: str) -> None:
        if choice == ONWARD:
            self.course.go_on()
        try:
            self.leave()
            self.open(self.course.begin())
        except TrainerError as error:
            self.dismiss()
            self.trainer.trouble(error)
        else:
            self.on_screen_resume()

    def action_back(self) -> None:
        self.stage.decision.note("Once it is answered you can try again.")

    def leave(self) -> None:
        self.outcome = self.course.outcome()
        super().leave()
