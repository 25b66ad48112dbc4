"""An attempt at the screen: what stands before the trainee, what a reply led to, how much time is left. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.output.phrases import decisions_on_best_line, principle_title, short_why, why_lines
from trainer.play import telling
from trainer.play.run import Step
from trainer.play.telling import Utterance
from trainer.records.attempt import Attempt
from trainer.records.clock import Clock
from trainer.records.header import Mode
from trainer.scenario.model import NONE_OF_THESE, TIMEOUT
from trainer.tui.show import minutes

OWN_WORDS = "=own-words"
TO_THE_DEBRIEF = "=debrief"
"""Choices that are no responses; ids of responses have no `=`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a reply led to, in the order it is told."""

    step: Step
    said: Sequence[Utterance]
    consequence: Sequence[Utterance]
    why: str
    whys: Sequence[str]
    onward: Sequence[Utterance]

    @property
    def late(self) -> bool:
        """Whether it came of nothing said in time."""
        return self.step.reply.response == TIMEOUT


@dataclass
class Playing:
    """An open attempt and its time. `before` are the seconds of earlier sittings."""

    attempt: Attempt
    clock: Clock
    before: float = 0.0
    draft: str = ""
    words: str = ""
    """Typed words of which it is being asked what they come closest to."""
    began: float = field(init=False)
    asked: float = field(init=False)
    expected: int = field(init=False)
    """Decisions on the best line, 0 where that is not known."""

    def __post_init__(self) -> None:
        self.began = self.asked = self.clock.monotonic()
        self.expected = decisions_on_best_line(self.attempt.run, self.attempt.playable.worth)

    # -- what stands before the trainee ------------------------------------------------------

    @property
    def mode(self) -> Mode:
        return self.attempt.header.mode

    @property
    def coached(self) -> bool:
        return self.mode is Mode.COACH

    @property
    def typed_welcome(self) -> bool:
        """Whether own words may be said now."""
        decision = self.attempt.run.scene.decision
        return bool(decision and decision.typed and not self.attempt.must_choose)

    def show(self) -> None:
        """The decision stands before the trainee from now on."""
        self.attempt.show()
        self.asked = self.clock.monotonic()

    def choices(self) -> list[tuple[str, str, str]]:
        """What can be chosen: id, key and text."""
        run = self.attempt.run
        if self.attempt.ended:
            return [(TO_THE_DEBRIEF, "1", "See how it went.")]
        texts = [(r.id, telling.option_text(run, r)) for r in run.options()]
        if self.words:
            texts.append((NONE_OF_THESE, "None of these."))
        found = [(name, _digit(n), text) for n, (name, text) in enumerate(texts)]
        if self.typed_welcome and not self.words:
            found.append((OWN_WORDS, "t", "say it in your own words…"))
        return found

    def question(self) -> str:
        """The line over the choices."""
        if self.attempt.ended:
            return "The end of this story."
        return "Which of these is closest to what you meant?" if self.words else telling.prompt(self.attempt.run)

    def principles(self) -> tuple[str, list[str]]:
        """A heading, and the principles under it: before the reply in coach mode, after it in the others."""
        run = self.attempt.run
        if self.coached and not self.attempt.ended:
            keys: Sequence[str] = run.machine.stakes(run.state).principles
            return "At stake here", [principle_title(run, k) for k in keys]
        if run.steps:
            return "Your last reply touched", [principle_title(run, k) for k in run.steps[-1].levels]
        return "", []

    def progress(self) -> str:
        """`3 of ~8`."""
        done = len(self.attempt.run.steps) + (not self.attempt.ended)
        return f"{done} of ~{max(self.expected, done)}" if self.expected else f"decision {done}"

    # -- moves -------------------------------------------------------------------------------

    def answer(self, response: str) -> Moment:
        """Give a reply. It is on disk before what it leads to is known here. One that comes too late is none."""
        if response != TIMEOUT and self.time_is_up:
            return self.time_out()
        step = self.attempt.answer(response, self.words)
        self.words = self.draft = ""
        run = self.attempt.run
        return Moment(
            step,
            telling.said(run, step),
            telling.consequence(run, step),
            short_why(run, step) if self.coached else "",
            why_lines(run, step) if self.coached else [],
            telling.onward(run, step),
        )

    def none_of_these(self) -> str:
        """The words meant none of the replies: kept; what is said then."""
        self.attempt.none_of_these(self.words)
        self.words = self.draft = ""
        name = telling.partner(self.attempt.run) or "The customer"
        return f"{name} waits. Could you say that another way? Choose one of these."

    def back(self) -> None:
        """Take the last reply back."""
        self.attempt.back()
        self.words = self.draft = ""

    # -- time --------------------------------------------------------------------------------

    @property
    def limit(self) -> int | None:
        """The seconds there are for the present decision, None for as long as one likes."""
        decision = self.attempt.run.scene.decision
        return self.attempt.header.time_limits.seconds(decision.time_limit) if decision else None

    def left(self) -> float | None:
        """The seconds that are left of them."""
        return None if self.limit is None else self.limit - (self.clock.monotonic() - self.asked)

    def hold(self, seconds: float) -> None:
        """Some seconds in which nothing could be read do not count."""
        self.asked += seconds

    @property
    def time_is_up(self) -> bool:
        left = self.left()
        return left is not None and left <= 0

    def time_line(self) -> str:
        """The time left where there is a limit, else the time since the start."""
        left = self.left()
        if left is not None:
            return f"{minutes(left + 0.999)} left"
        return minutes(self.before + self.clock.monotonic() - self.began)

    def time_out(self, begun: str = "") -> Moment:
        """Nothing was said in time; words that had been begun are kept."""
        self.attempt.keep_draft(begun or self.words or self.draft)
        self.words = ""
        return self.answer(TIMEOUT)


def _digit(number: int) -> str:
    return str((number + 1) % 10) if number < 10 else ""
