"""What hears typed words in an attempt; where nothing can, play goes on by asking what was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.output.phrases import not_graded

if TYPE_CHECKING:
    from trainer.grading.listener import Listener
    from trainer.grading.model import Graded
    from trainer.play.run import Run

NO_ACTS = "Nothing grades words in this language yet: your words are kept as they are."


def _nobody() -> Listener:
    from trainer.grading.listener import Listener

    return Listener()


@dataclass
class Hearing:
    """Makes its listener when words are first typed: loading takes a moment. `open` may raise TrainerError."""

    open: Callable[[], Listener] = _nobody
    announcement: str = ""
    """What is said of it before anything is typed: that words leave this computer, and where to."""
    slow: bool = False
    """Whether hearing may take seconds."""
    notice: str = ""
    """Why words are not graded, until it has been said."""
    _listener: Listener | None = field(init=False, default=None)

    @property
    def listener(self) -> Listener:
        """What hears, made now if need be."""
        if self._listener is None:
            try:
                self._listener = self.open()
                self.notice = "" if self._listener.grader else NO_ACTS
            except TrainerError as error:
                self._listener = _nobody()
                self.notice = not_graded(error)
        return self._listener

    def ready(self) -> None:
        """Have it loaded."""
        _ = self.listener

    def hear(self, run: Run, words: str) -> Graded | None:
        """The grade of some words at the decision a run stands at; None where nothing can grade them."""
        return self.listener.hear(run, words)

    def say_notice(self) -> str:
        """What is to be said of it once, "" afterwards."""
        notice, self.notice = self.notice, ""
        return notice

    @property
    def titles(self) -> Mapping[str, str]:
        """What each act does, as it reads after "the reply ..."."""
        return self.listener.titles
