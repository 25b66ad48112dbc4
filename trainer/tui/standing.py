"""What stands before a trainee: the question, what can be chosen, what is at stake, how much time is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.output.coach_notes import CoachNotes
from trainer.output.phrases import SURENESS, decisions_on_best_line, model_replies, principle_title
from trainer.play import telling
from trainer.play.asking import asks_confidence
from trainer.records.attempt import Attempt
from trainer.records.clock import Clock
from trainer.records.header import Mode
from trainer.scenario.model import FALLBACK, NONE_OF_THESE
from trainer.tui.hearing import Hearing
from trainer.tui.show import minutes
from trainer.tui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from trainer.grading.model import Graded

OWN_WORDS = "=own-words"
TO_THE_DEBRIEF = "=debrief"
SURE = "=sure-"
"""Choices that are no responses; ids of responses have no `=`. The last is followed by how sure, 1 to 4."""


@dataclass
class Standing:
    """An open attempt and its time. `before` are the seconds of earlier sittings."""

    attempt: Attempt
    clock: Clock
    before: float = 0.0
    draft: str = ""
    hearing: Hearing = field(default_factory=Hearing)
    heard: dict[int, Graded] = field(default_factory=dict)
    """The grades of typed words, by the number of the decision."""
    words: str = ""
    """Typed words of which it is being asked what they come closest to."""
    graded: Graded | None = None
    """Their grade, where there is one."""
    notes: CoachNotes = field(default_factory=CoachNotes)
    """What is explained in coach mode."""
    settled: str = ""
    """The response that was chosen, while it is asked how sure one is of it."""
    watch: Stopwatch = field(init=False)
    expected: int = field(init=False)
    """Decisions on the best line, 0 where that is not known."""

    def __post_init__(self) -> None:
        self.watch = Stopwatch(self.clock, self.before)
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

    @property
    def between(self) -> bool:
        """Whether something has been said or chosen that is no reply yet: it is asked what was meant, or how sure."""
        return bool(self.words or self.settled)

    def offers(self, response: str) -> bool:
        """Whether a response can be given now."""
        decision = self.attempt.run.scene.decision
        unlisted = decision.fallback if decision else None
        return response in [r.id for r in self.attempt.run.options()] or bool(unlisted and response == FALLBACK)

    @property
    def said_words(self) -> bool:
        """Whether the last reply was said in own words, and graded."""
        steps = self.attempt.run.steps
        return bool(steps) and steps[-1].number in self.heard

    def show(self) -> None:
        """The decision stands before the trainee from now on."""
        self.attempt.show()
        self.watch.ask()

    def choices(self) -> list[tuple[str, str, str]]:
        """What can be chosen: id, key and text."""
        run = self.attempt.run
        if self.attempt.ended:
            return [(TO_THE_DEBRIEF, "1", "See how it went.")]
        if self.settled:
            return [(f"{SURE}{level}", str(level), f"{how.capitalize()}.") for level, how in SURENESS.items()]
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
        if self.settled:
            return "How sure are you of that reply?"
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

    def model_replies(self) -> list[str]:
        """What would have lost nothing at the last decision; none before the first and where it would give away."""
        run = self.attempt.run
        return model_replies(run, run.steps[-1]) if self.coached and run.steps else []

    @property
    def asks_confidence(self) -> bool:
        """Whether it is asked, before the present decision is answered, how sure one is."""
        run = self.attempt.run
        return not self.coached and asks_confidence(run.seed, len(run.steps))

    # -- time --------------------------------------------------------------------------------

    @property
    def limit(self) -> int | None:
        """The seconds there are for the present decision, None for as long as one likes."""
        decision = self.attempt.run.scene.decision
        return self.attempt.header.time_limits.seconds(decision.time_limit) if decision else None

    def left(self) -> float | None:
        """The seconds that are left of them."""
        return None if self.limit is None else self.limit - self.watch.deciding

    @property
    def time_is_up(self) -> bool:
        left = self.left()
        return left is not None and left <= 0

    def time_line(self) -> str:
        """The time left where there is a limit, else the time since the start."""
        left = self.left()
        return minutes(self.watch.lasted) if left is None else f"{minutes(left + 0.999)} left"


def _digit(number: int) -> str:
    return str((number + 1) % 10) if number < 10 else ""
