"""An attempt that has ended, as one goes over it: what is said of it is recorded at once. No widgets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import UnusableInput
from trainer.grading.model import Graded
from trainer.practice.debrief import Debrief, DecisionLine, debrief
from trainer.practice.debrief_events import (
    Disputed,
    RegradedReply,
    Rewritten,
    disputes,
    is_open,
    regrade,
    rewrites,
    second_receipt,
    situation_at,
)
from trainer.practice.slips import slips
from trainer.records.afterwards import Afterwards
from trainer.records.kept_acts import keep_acts
from trainer.records.record import Record, read_record
from trainer.records.summary import Standing, summarise
from trainer.tui.hearing import Hearing

if TYPE_CHECKING:
    from trainer.grading.listener import Listener
    from trainer.tui.desk import Desk


class LookingBack:
    """Reads the record again after each thing that is said. Whatever writes may raise a TrainerError."""

    def __init__(self, desk: Desk, record: Record) -> None:
        self.desk = desk
        self.record = record
        self.told = _told(record)
        self._writing = threading.Lock()

    # -- what there is -----------------------------------------------------------------------

    @property
    def rated(self) -> bool:
        """Whether it has been said how it went."""
        return self.told.self_rating is not None

    @property
    def lines(self) -> Sequence[DecisionLine]:
        return self.told.decisions

    @property
    def slips(self) -> Sequence[DecisionLine]:
        """What went wrong, in the order in which it is practised."""
        return slips(self.lines)

    @property
    def rewrites(self) -> Sequence[Rewritten]:
        return rewrites(self.record.events, len(self.lines))

    @property
    def disputes(self) -> Sequence[Disputed]:
        return disputes(self.record.events, len(self.lines))

    @property
    def second_receipt(self) -> str:
        return second_receipt(self.record.events)

    @property
    def is_open(self) -> bool:
        """Whether something was said that no receipt covers yet."""
        return is_open(self.record.events)

    def graded(self, number: int) -> Graded | None:
        """The grade of the words typed at a decision, None where there is none."""
        first = len(self.record.run.steps) - len(self.record.given)
        return self.record.given[number - first].graded if number >= first else None

    # -- hearing -----------------------------------------------------------------------------

    @cached_property
    def hearing(self) -> Hearing:
        """What hears words that are written anew: the embedded grader with today's acts, and never a judge."""

        def listen() -> Listener:
            from trainer.grading.listener import listener_for

            return listener_for(self.desk.library(), self.record.playable.scenario.language)

        return Hearing(listen)

    @property
    def titles(self) -> Mapping[str, str]:
        """What each act does, as it reads after "the reply ..."."""
        return self.hearing.titles

    def regraded(self, rewritten: Rewritten) -> RegradedReply | None:
        """What words written anew would have been worth."""
        return regrade(self.record, rewritten.number, rewritten.graded) if rewritten.graded else None

    # -- saying ------------------------------------------------------------------------------

    def rate(self, level: int, aim: str) -> None:
        """How it went, 0 to 4."""
        self._say(lambda after: after.rate_self(level, aim))

    def aim_for(self, goal: str) -> None:
        """One goal for the counter."""
        self._say(lambda after: after.set_goal(goal))

    def rewrite(self, number: int, words: str) -> RegradedReply | None:
        """Another try at a reply, graded at once and here alone; None where nothing grades words in this language."""
        listener = self.hearing.listener
        graded = listener.hear_in(situation_at(self.record, number), words)
        if graded is None or listener.grader is None:
            return None
        keep_acts(self.record.path.parent, listener.grader.acts)
        scene = self.lines[number].scene
        self._say(lambda after: after.rewrite(number, scene, words, graded))
        return regrade(self.record, number, graded)

    def dispute(self, number: int, about: str, reason: str) -> None:
        """A grade one does not agree with."""
        self._say(lambda after: after.dispute(number, self.lines[number].scene, about, reason))

    def close(self) -> str:
        """The debrief is done: the receipt over everything said in it."""
        self._say(lambda after: after.close_debrief())
        return self.second_receipt

    def _say(self, say: Callable[[Afterwards], object]) -> None:
        with Afterwards.open(self.record.path, self.desk.clock) as after:
            say(after)
        self.record = read_record(self.record.path, self.record.playable)
        self.told = _told(self.record)

    # -- the transcript ----------------------------------------------------------------------

    def write(self) -> tuple[Path | None, str]:
        """Write the transcripts as everything stands now: where the page lies, or why there is none."""
        with self._writing:
            return self.desk.write(self.record)


def may_look_back(desk: Desk, path: Path) -> bool:
    """Whether the attempt in a journal is the trainee's own, has ended, and was not played beside another one."""
    found, _ = summarise(path)
    if found.standing is not Standing.ENDED or desk.trainee is None:
        return False
    return found.part is None and found.trainee == desk.trainee.pseudonym


def _told(record: Record) -> Debrief:
    found = debrief(record)
    if found is None:
        raise UnusableInput("this attempt has not ended", where=record.header.attempt, do="Go on with it first.")
    return found
