"""An attempt as it is played: every decision is on disk before its consequence is shown.

And what is written into its journal after its end: how the trainee saw it, and what was made of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from trainer import __version__
from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.playable import Playable
from trainer.analysis.score import CURRENT
from trainer.cleaning import clean
from trainer.errors import UsageError
from trainer.grading.caps import Cap, caps
from trainer.grading.model import Graded, acts_of_reply, grade_to_data
from trainer.limits import REPLY_CHARACTERS
from trainer.play.run import Reply, Run, Step, replay
from trainer.records.decisions import Became, Correction, correction_data, opened
from trainer.records.event import Clock, Kind, receipt
from trainer.records.header import Header, Mode, Parent, TimeLimits, kept
from trainer.records.header import to_data as header_data
from trainer.records.record import Record, before, end_data, is_over, replayed
from trainer.records.storage import OpenJournal, Storage
from trainer.scenario.model import TIMEOUT

TYPED_TRIES = 2
"""How often words may fit none of the options of a decision: from then on an option must be used."""
SELF_RATINGS = range(5)
"""The level scale, as the trainee sees the run."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is chosen before an attempt begins. `trainee` is a pseudonym."""

    variant: str
    seed: int
    mode: Mode
    trainee: str
    front: str
    time_limits: TimeLimits = TimeLimits.ON
    parent: Parent | None = None


class Attempt:
    """An attempt that is open for writing. Close it, or use it as a context manager."""

    def __init__(self, header: Header, playable: Playable, run: Run, journal: OpenJournal) -> None:
        self.header = header
        self.playable = playable
        self.run = run
        self._journal = journal
        self._shown = -1
        self._refused: dict[int, int] = {}
        """How often words fitted none of the options, by the number of the decision."""
        self.corrected: set[int] = set()
        """The decisions at which it was said that typed words were not meant as they were taken."""
        self._last_hash = ""
        self.begun = ""
        """Words that were begun before it was resumed, and not said."""

    @classmethod
    def begin(cls, storage: Storage, playable: Playable, setup: Setup, clock: Clock) -> Self:
        """Begin a journal of its own. NotWritable before anything is asked of the trainee."""
        scenario = playable.scenario
        text, frameworks = kept(scenario)
        started: list[Header] = []

        def start(number: int) -> tuple[str, dict[str, Any]]:
            header = Header(
                attempt=new_id(scenario.id, clock.now()),
                app=__version__,
                scenario=text,
                title=scenario.title,
                version=scenario.version,
                frameworks=frameworks,
                variant=setup.variant,
                seed=setup.seed,
                mode=setup.mode,
                trainee=setup.trainee,
                front=setup.front,
                time_limits=setup.time_limits,
                parent=setup.parent,
                number=number,
                scoring=CURRENT,
            )
            started.append(header)
            return header.attempt, header_data(header)

        given = setup.parent.replies if setup.parent else ()
        run = replay(playable.machine, scenario.variants[setup.variant], setup.seed, given)
        journal = storage.create(setup.trainee, start)
        attempt = cls(started[-1], playable, run, journal)
        attempt._last_hash = journal.events[-1].hash
        return attempt

    @classmethod
    def resume(cls, journal: OpenJournal) -> Self:
        """Go on with an attempt where it stopped. UnusableInput when it has ended or cannot be replayed."""
        try:
            record = replayed(journal.read())
            if record.closed:
                raise UsageError("this attempt has ended", where=record.header.attempt, do="Start a new one.")
            attempt = cls(record.header, record.playable, record.run, journal)
            standing = [*(opened(one.notes) for one in record.given), record.log.open]
            attempt._refused = {n: one.refused for n, one in enumerate(standing, attempt.begins_at)}
            attempt.corrected = {attempt.begins_at + n for n, _ in record.log.corrections()}
            attempt.begun = record.log.open.draft
            attempt._write(Kind.RESUME, {"at": record.run.scene.id})
            if attempt.ended:
                attempt._end()
            return attempt
        except BaseException:
            journal.close()
            raise

    @property
    def path(self) -> Path:
        """The journal."""
        return self._journal.path

    @property
    def ended(self) -> bool:
        """Whether nothing more is asked: an ending is reached, or the one decision of a drill is made."""
        return is_over(self.header, self.run)

    def show(self) -> None:
        """Record that the present decision stands before the trainee, with the options in their order."""
        if self._shown != len(self.run.steps) and not self.ended:
            options = [r.id for r in self.run.options()]
            self._write(Kind.SHOWN, {"scene": self.run.scene.id, "options": options})
            self._shown = len(self.run.steps)

    def answer(self, response: str, words: str = "", graded: Graded | None = None) -> Step:
        """Give a reply; it is on disk when this returns. NotOffered, with nothing written, where it cannot be given.

        Words come with their grade where there is a grader: they can then lower what the response is worth.
        """
        words = _cut(words)
        own_caps = self.caps(graded, response) if graded else ()
        held = tuple((c.principle, c.level) for c in own_caps)
        run = self.run.answer(Reply(response, words, held, acts_of_reply(response, words, graded)))
        data: dict[str, Any] = {"scene": self.run.scene.id, "response": response}
        if words:
            matched = graded is not None and graded.match.response == response
            data |= {"words": words, "resolved": "matched" if matched else "asked"}
        if graded:
            data |= {"grade": grade_to_data(graded), "caps": {c.principle: c.level for c in own_caps}}
        self._write(Kind.TIMEOUT if response == TIMEOUT else Kind.REPLY, data)
        self.run = run
        self._shown = -1
        if self.ended:
            self._end()
        return run.steps[-1]

    def caps(self, graded: Graded, response: str) -> tuple[Cap, ...]:
        """What these words allow at the present decision, taken for a response, for each principle they hold back."""
        decision = self.run.scene.decision
        principles = self.playable.scenario.principles
        at_stake = [principles[p] for p in self.run.machine.stakes(self.run.state).principles]
        return caps(graded, decision.expects if decision else (), at_stake, response)

    def record_confidence(self, level: int) -> None:
        """How sure the trainee is of the reply to come, 1 to 4, asked before anything is known of it. Never scored."""
        self._write(Kind.CONFIDENCE, {"scene": self.run.scene.id, "level": level})

    @property
    def must_choose(self) -> bool:
        """Whether own words have fitted nothing here often enough: now an option must be used."""
        return self._refused.get(len(self.run.steps), 0) >= TYPED_TRIES

    def none_of_these(self, words: str) -> None:
        """The trainee's words meant none of the options: kept, and no decision."""
        data = {"scene": self.run.scene.id, "words": _cut(words), "answer": "none"}
        self._write(Kind.ASKED, data)
        self._refuse()

    def _refuse(self) -> None:
        number = len(self.run.steps)
        self._refused[number] = self._refused.get(number, 0) + 1

    def correct(self, correction: Correction) -> None:
        """Typed words were not meant as they were taken. Unless the last reply stands, its decision is open again.

        UsageError where it has been said of that decision, or the attempt has ended; NotOffered for a response that
        was not on offer there. Nothing is written then.
        """
        number = len(self.run.steps) - correction.after
        if number < self.begins_at or number in self.corrected or self.ended:
            raise UsageError("what typed words meant can be corrected once a decision, until the next is answered")
        before, reply = self.run.back_to(number), self.run.steps[number].reply if correction.after else None
        if correction.became is Became.RESPONSE:
            before.answer(Reply(correction.response))
        data = correction_data(
            replace(correction, words=_cut(correction.words)), number - self.begins_at, before.scene.id
        )
        self._write(Kind.CORRECTION, data)
        self.corrected.add(number)
        if correction.stands and reply:
            self.run = before.answer(replace(reply, rated=False))
            return
        if correction.after:
            self.run, self._shown = before, -1
        if correction.became is Became.NONE:
            self._refuse()

    @property
    def begins_at(self) -> int:
        """The decisions that had been made before it branched off; 0 for an attempt from the beginning."""
        return len(before(self.header))

    @property
    def can_undo(self) -> bool:
        return self.header.mode is Mode.COACH and len(self.run.steps) > self.begins_at and not self.ended

    def undo(self) -> None:
        """Take the last reply back. It stays in the record, and such an attempt never counts as a first try."""
        if not self.can_undo:
            raise UsageError("a reply can be taken back in coach mode only, before the end")
        number = len(self.run.steps) - 1
        self._write(Kind.REWIND, {"to": number - self.begins_at})
        self.run = self.run.back_to(number)
        self._shown = -1
        self._refused = {n: count for n, count in self._refused.items() if n < number}
        self.corrected = {n for n in self.corrected if n < number}

    def keep_draft(self, words: str) -> None:
        """Words that were begun and not said."""
        if words:
            self._write(Kind.DRAFT, {"scene": self.run.scene.id, "words": _cut(words)})

    def pause(self, draft: str = "") -> None:
        """Leave for now; words begun are kept."""
        self.keep_draft(draft)
        self._write(Kind.PAUSE, {"at": self.run.scene.id})

    def _end(self) -> None:
        self._write(Kind.END, end_data(self.header, self.run, self.playable.worth))

    def result(self) -> RunResult:
        """The run judged."""
        return judge(self.run, self.playable.worth, self.header.scoring)

    @property
    def afterwards(self) -> Afterwards:
        """What is said of it after the end: self-rating, goal, rewrites, objections."""
        return Afterwards(self._journal, self.header.attempt)

    @property
    def receipt(self) -> str:
        """80 bits of the last event's hash: with it, a record that was written anew is found out."""
        return receipt(self._last_hash)

    def record(self) -> Record:
        """The attempt as it is kept now."""
        return replayed(self._journal.read(), self.playable)

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, kind: Kind, data: Mapping[str, Any]) -> None:
        self._last_hash = self._journal.append(kind, data).hash


class Afterwards:
    """The journal of an attempt that has ended, open for the debrief. Use one that was opened as a context manager."""

    def __init__(self, journal: OpenJournal, attempt: str) -> None:
        self._journal = journal
        self.attempt = attempt

    @classmethod
    def open(cls, journal: OpenJournal) -> Self:
        """The debrief of an attempt taken up again. UsageError when it has not ended."""
        if not any(e.kind is Kind.END for e in journal.events):
            journal.close()
            raise UsageError("this attempt has not ended", where=journal.path.stem, do="Go on with it first.")
        return cls(journal, journal.path.stem)

    def rate_self(self, level: int, aim: str = "") -> None:
        """How it went, as the trainee sees it, 0 to 4, before any grade is seen; and what they were after."""
        if level not in SELF_RATINGS:
            raise UsageError("a self-rating is a whole number from 0 to 4")
        self._journal.append(Kind.SELF_RATING, {"level": level, "aim": _words(aim)})

    def set_goal(self, text: str) -> None:
        """One goal for the counter, in the trainee's own words."""
        self._journal.append(Kind.GOAL, {"text": _words(text)})

    def rewrite(self, number: int, scene: str, words: str, graded: Graded) -> None:
        """Another try at a reply, with its grade. It changes nothing of the attempt. `number` counts from 0."""
        data: dict[str, Any] = {
            "number": number,
            "scene": scene,
            "words": _words(words),
            "grade": grade_to_data(graded),
        }
        self._journal.append(Kind.REWRITE, data)

    def dispute(self, number: int, scene: str, about: str, reason: str = "") -> None:
        """The trainee does not agree with a grade: `about` is an act or a principle of decision `number`."""
        reason = _words(reason)
        self._journal.append(Kind.DISPUTE, {"number": number, "scene": scene, "about": about, "reason": reason})

    def close_debrief(self) -> str:
        """The debrief is done; the second receipt, over everything said in it."""
        return receipt(self._journal.append(Kind.CLOSE, {}).hash)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()


def _words(text: str) -> str:
    return clean(text).strip()[:REPLY_CHARACTERS]


def _cut(words: str) -> str:
    return clean(words)[:REPLY_CHARACTERS]


def new_id(scenario: str, now: datetime) -> str:
    """An id for an attempt that sorts by time and tells what was played, but not who played."""
    return f"{now:%Y%m%d-%H%M%S}{now.microsecond // 1000:03}-{scenario}-{secrets.token_hex(3)}"
