"""What hears typed words at a decision: the embedded grader, and judges over the network where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.grading.grader import Grader
from trainer.grading.graders import grader_for
from trainer.grading.model import Graded, Situation
from trainer.grading.situation import in_run
from trainer.play.run import Run
from trainer.scenario.library import Library

if TYPE_CHECKING:
    from trainer.grading.judge import Judges


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears words. Without a grader it hears nothing: then the trainee says what was meant."""

    grader: Grader | None = None
    judges: Judges | None = None

    def hear(self, run: Run, words: str) -> Graded | None:
        """The grade of some words at the decision a run stands at; None where their language has no acts.

        With judges this waits for them, for as many seconds as they have.
        """
        return self.hear_in(in_run(run), words)

    def hear_in(self, situation: Situation, words: str) -> Graded | None:
        """The grade of some words as an answer to a situation."""
        if self.grader is None:
            return None
        graded = self.grader.grade(words, situation)
        return self.judges.judge(graded, words, situation, self.grader.acts) if self.judges else graded

    @property
    def titles(self) -> Mapping[str, str]:
        """What each act does, as it reads after "the reply ..."."""
        return {a.id: a.title for a in self.grader.acts.acts.values()} if self.grader else {}

    @property
    def sent_to(self) -> tuple[str, ...]:
        """The addresses that typed words are sent to; none without judges."""
        return tuple(self.judges.urls) if self.judges else ()


def listener_for(library: Library, language: str, judges: Judges | None = None) -> Listener:
    """What hears a language. UnusableInput when its acts file is faulty."""
    return Listener(grader_for(language, library.acts), judges)
