"""What grades typed words in an attempt; where nothing can, play goes on by asking what was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.grading.model import Graded
from trainer.play.run import Run

if TYPE_CHECKING:
    from trainer.grading.grader import ReplyGrader


@dataclass(frozen=True, slots=True)
class Ungraded:
    """Why words are not graded: what would grade them cannot be used, or without an `error` there is no such thing."""

    error: TrainerError | None = None


def _nobody() -> ReplyGrader:
    from trainer.grading.grader import ReplyGrader

    return ReplyGrader()


@dataclass
class WordGrading:
    """Loads its grader when words are first typed, which takes a moment. `open` may raise TrainerError."""

    open: Callable[[], ReplyGrader] = _nobody
    judges: Sequence[str] = ()
    """Addresses that typed words are sent to, where any can be typed."""
    judge_error: TrainerError | None = None
    """Why no judge is asked, where one should be."""
    is_slow: bool = False
    """Whether grading may take seconds."""
    notice: Ungraded | None = None
    """Why words are not graded, until it has been said."""
    _reply_grader: ReplyGrader | None = field(init=False, default=None)

    @property
    def reply_grader(self) -> ReplyGrader:
        """The grader, loaded now if need be."""
        if self._reply_grader is None:
            try:
                self._reply_grader = self.open()
                self.notice = None if self._reply_grader.grader else Ungraded()
            except TrainerError as error:
                self._reply_grader = _nobody()
                self.notice = Ungraded(error)
        return self._reply_grader

    def load(self) -> None:
        """Have it loaded."""
        _ = self.reply_grader

    def grade(self, run: Run, words: str) -> Graded | None:
        """The grade of some words at the decision a run stands at; None where nothing can grade them."""
        return self.reply_grader.grade(run, words)

    def take_notice(self) -> Ungraded | None:
        """What is to be said of it once, None afterwards."""
        notice, self.notice = self.notice, None
        return notice

    @property
    def titles(self) -> Mapping[str, str]:
        """What each act does, as it reads after "the reply ..."."""
        return self.reply_grader.titles
