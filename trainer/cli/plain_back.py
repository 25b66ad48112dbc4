"""From the debrief back into the story, line by line: another way on, or a decision again until it is good."""

from __future__ import annotations

import secrets

from trainer.cli.arguments import say as warn
from trainer.cli.keyboard import Keyboard, Leave, tell
from trainer.cli.plain_table import Table
from trainer.errors import NotWritable
from trainer.grading.listener import Listener
from trainer.output.practice_phrases import KEPT_APART
from trainer.play import telling
from trainer.practice.debrief import DecisionLine
from trainer.practice.slips import GOOD, course, drill, label_of_last, learned_line, slips, what_if
from trainer.records.attempt import Attempt, Setup
from trainer.records.choosing import of
from trainer.records.clock import Clock
from trainer.records.header import Mode, Parent, TimeLimits
from trainer.records.index import list_attempts
from trainer.records.record import Record


class Beside(Table):
    """Begins in the middle: only what stands just before the decision is told again."""

    def _open(self) -> None:
        run = self.attempt.run
        tell("p goes back to the debrief.\n")
        self._utter(telling.onward(run, run.steps[-1]) if run.steps else telling.opening(run))

    def decide(self, *, again: bool) -> None:
        """One decision only; `again` where what stands before it has just been told."""
        if not again:
            self._open()
        before = len(self.attempt.run.steps)
        while len(self.attempt.run.steps) == before:
            self._decide()


class Back:
    """What is played here stays beside the attempt."""

    def __init__(self, record: Record, keyboard: Keyboard, listener: Listener, clock: Clock) -> None:
        self._record = record
        self._keyboard = keyboard
        self._listener = listener
        self._clock = clock

    def what_if(self, number: int) -> None:
        """Another way on from decision `number`, from 0."""
        header = self._record.header
        mode = Mode.COACH if header.mode is Mode.COACH else Mode.PRACTICE
        tell(f"WHAT IF, from decision {number + 1}: {KEPT_APART}.")
        try:
            with self._start(what_if(self._record, number), header.variant, mode) as attempt:
                self._play_on(attempt)
        except NotWritable as error:
            warn(str(error))
        tell("Back in the debrief. Your attempt stands as it was.")

    def _play_on(self, attempt: Attempt) -> None:
        table = Beside(attempt, self._keyboard, self._listener)
        try:
            table.play()
        except Leave:
            attempt.pause(table.draft)
            return
        ending = attempt.run.ending
        if ending:
            title = telling.fill(attempt.run, ending.title) or ending.outcome.value
            tell(f"THE END of this other way: {title}\n{telling.fill(attempt.run, ending.lesson)}")

    def learn(self, lines: tuple[DecisionLine, ...]) -> None:
        """Every slip until a good reply is found, then one of them with other people."""
        header, learned = self._record.header, 0
        folder = self._record.path.parent
        attempts = list_attempts(folder, trainee=header.trainee, scenario=header.scenario.id)
        seen = [a.variant for a in of(attempts, header.trainee, header.scenario.id)]
        tell(f"LEARN FROM YOUR SLIPS: {KEPT_APART}.")
        try:
            for place in course(self._record, lines, seen):
                tell(f"{place.name[:1].upper()}{place.name[1:]}.")
                parent, again = drill(self._record, place.line.number, place.variant), False
                while not self._try(parent, place.variant, again=again):
                    tell("Again, at the same place.")
                    again = True
                learned += 1
        except Leave:
            pass
        except NotWritable as error:
            warn(str(error))
        tell(learned_line(learned, len(slips(lines))))

    def _try(self, parent: Parent, variant: str, *, again: bool) -> bool:
        """One try; whether it was a good reply. Leave when one does not want to go on."""
        with self._start(parent, variant, Mode.COACH) as attempt:
            table = Beside(attempt, self._keyboard, self._listener)
            try:
                table.decide(again=again)
            except Leave:
                attempt.pause(table.draft)
                raise
            label = label_of_last(attempt.run, self._record)
            if not attempt.ended:
                attempt.pause()
        good = label in GOOD
        tell(f"{'A good reply here' if good else 'Not yet'}: {label}.")
        return good

    def _start(self, parent: Parent, variant: str, mode: Mode) -> Attempt:
        record = self._record
        seed = record.header.seed if variant == record.header.variant else secrets.randbelow(2**31)
        setup = Setup(variant, seed, mode, record.header.trainee, "plain", TimeLimits.OFF, parent)
        return Attempt.start(record.path.parent, record.playable, setup, self._clock)
