"""An attempt that has ended, as one goes over it: what is said of it is recorded at once."""

from collections.abc import Callable, Mapping

from trainer.errors import UnusableInput
from trainer.grading.model import Graded
from trainer.grading.situation import in_run
from trainer.practice.debrief import debrief
from trainer.practice.debrief_events import (
    RegradedReply,
    Rewritten,
    disputes,
    is_open,
    regrade,
    rewrites,
    second_receipt,
)
from trainer.practice.feedback import HeardReply, heard_as_recorded
from trainer.practice.slips import slips
from trainer.records.attempt import Afterwards
from trainer.records.record import Record, replayed
from trainer.records.storage import Storage
from trainer.session.typed_words import WordGrading


class Debriefing:
    """Reads the record again after each thing that is said. Whatever writes may raise a TrainerError.

    `grading` is for words that are written anew: the embedded grader with today's acts, and never a judge.
    """

    def __init__(self, record: Record, storage: Storage, grading: WordGrading) -> None:
        self.grading = grading
        self._storage = storage
        self._read(record)

    def _read(self, record: Record) -> None:
        """Everything that is told of a record. UnusableInput when the attempt has not ended."""
        told = debrief(record)
        if told is None:
            raise UnusableInput("this attempt has not ended", where=record.header.attempt, do="Go on with it first.")
        self.record, self.told, self.lines = record, told, told.decisions
        self.is_rated = told.self_rating is not None
        """Whether it has been said how it went."""
        self.slips = slips(self.lines)
        """What went wrong, in the order in which it is practised."""
        self.rewrites = rewrites(record.events, len(self.lines))
        self.disputes = disputes(record.events, len(self.lines))
        self.second_receipt = second_receipt(record.events)
        self.is_open = is_open(record.events)
        """Whether something was said that no receipt covers yet."""
        self.weakest = told.rewrite.number if told.rewrite else None
        """The decision to be written anew, from 0; None where nothing was lost that words can answer."""

    @property
    def titles(self) -> Mapping[str, str]:
        """What each act does, as it reads after "the reply ..."."""
        return self.grading.reply_grader.titles

    def graded(self, number: int) -> Graded | None:
        """The grade of the words typed at a decision, None where there is none."""
        first = len(self.record.run.steps) - len(self.record.given)
        return self.record.given[number - first].graded if number >= first else None

    def heard(self, number: int) -> HeardReply | None:
        """What was heard in the words typed at a decision, as it was recorded; None where there is no grade."""
        run = self.record.run
        return heard_as_recorded(run, run.steps[number], self.graded(number))

    def regrade(self, rewritten: Rewritten) -> RegradedReply | None:
        """What words written anew would have been worth."""
        return regrade(self.record, rewritten.number, rewritten.graded) if rewritten.graded else None

    def rate(self, level: int, aim: str = "") -> None:
        """How it went, 0 to 4, and what one was after."""
        self._say(lambda after: after.rate_self(level, aim))

    def set_goal(self, goal: str) -> None:
        """One goal for the counter."""
        self._say(lambda after: after.set_goal(goal))

    def rewrite(self, number: int, words: str) -> RegradedReply | None:
        """Another try at a reply, graded at once and here alone; None where nothing grades words in this language."""
        graded = self.grading.reply_grader.grade_in(in_run(self.record.run.back_to(number)), words)
        grader = self.grading.reply_grader.grader
        if graded is None or grader is None:
            return None
        self._storage.keep_acts(grader.acts)
        scene = self.lines[number].scene
        self._say(lambda after: after.rewrite(number, scene, words, graded))
        return regrade(self.record, number, graded)

    def dispute(self, number: int, about: str, reason: str) -> None:
        """A grade one does not agree with: `about` is an act or a principle."""
        self._say(lambda after: after.dispute(number, self.lines[number].scene, about, reason))

    def close(self) -> str:
        """The debrief is done: the receipt over everything said in it."""
        self._say(lambda after: after.close_debrief())
        return self.second_receipt

    def _say(self, say: Callable[[Afterwards], object]) -> None:
        journal = self._storage.reopen(self.record.path)
        with Afterwards.open(journal) as after:
            say(after)
            record = replayed(journal.read(), self.record.playable)
        self._read(record)
