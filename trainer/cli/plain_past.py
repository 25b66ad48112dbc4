"""Going over an attempt line by line: one's own view before the grades, then letters for what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trainer.cli.arguments import say as warn
from trainer.cli.keyboard import Keyboard, Leave, numbered, tell
from trainer.cli.plain_back import Back
from trainer.cli.plain_debrief import debrief_lines, decision_lines, ending_lines
from trainer.errors import NotWritable, TrainerError
from trainer.grading.listener import Listener
from trainer.output import practice_phrases as phrases
from trainer.output.transcript import write_transcripts
from trainer.practice.debrief import DecisionLine, debrief
from trainer.practice.debrief_events import is_open, regrade, second_receipt, situation_at
from trainer.practice.slips import slips
from trainer.records.afterwards import Afterwards
from trainer.records.clock import Clock
from trainer.records.record import Record, read_record

_LETTERS = """\
What now? Enter alone is the end of the debrief.
N         decision N in full
w N       what if: play on from decision N in another way
s         learn from your slips: only the decisions that went wrong
r         write your weakest reply again (r N: that of decision N)
d N       you do not agree with a grade of decision N
g WORDS   one goal for the counter"""
_KINDS = "Type a decision's number, or w, s, r, d or g; ? says more, Enter alone ends it."


class Past:
    """An attempt that has ended, and who goes over it. The end of input is the end of the debrief, never an error."""

    def __init__(self, record: Record, keyboard: Keyboard, listener: Listener, clock: Clock) -> None:
        self.record = record
        self._keyboard = keyboard
        self._listener = listener
        self._clock = clock

    def go_over(self) -> None:
        """From one's own view to the second receipt. Leave when one is told to go by a signal."""
        for line in ending_lines(self.record):
            tell(line)
        asked = self._rate() if _unrated(self.record) else True
        for line in debrief_lines(self.record):
            tell(line)
        self._write()
        tell(f"Receipt: {self.record.receipt}")
        if asked:
            self._choose()
        self._close()

    def _lines(self) -> tuple[DecisionLine, ...]:
        told = debrief(self.record)
        return told.decisions if told else ()

    # -- one's own view ----------------------------------------------------------------------

    def _rate(self) -> bool:
        """Before any grade is seen. False when there is nobody who answers."""
        try:
            tell(f"{phrases.ASK_AIM} (Enter leaves it out.)")
            aim = self._keyboard.ask()
            scale = ", ".join(f"{level} {word}" for level, word in phrases.RATINGS.items())
            tell(f"{phrases.ASK_RATING} {scale}. (Enter leaves it out.)")
            while said := self._keyboard.ask():
                if said in map(str, phrases.RATINGS):
                    self._say(lambda after: after.rate_self(int(said), aim))
                    break
                tell("Type a number from 0 to 4, or Enter alone.")
        except Leave:
            return False
        return True

    # -- what can be done --------------------------------------------------------------------

    def _choose(self) -> None:
        tell(_LETTERS)
        try:
            while line := self._keyboard.ask():
                self._do(line)
        except Leave:
            return

    def _do(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        lines = self._lines()
        named = numbered(rest, len(lines))
        number = named - 1 if named else None
        if looked_at := numbered(line, len(lines)):
            for text in decision_lines(self.record, lines[looked_at - 1]):
                tell(text)
        elif word == "g" and rest:
            if self._say(lambda after: after.set_goal(rest)):
                tell("Kept: it is shown when you start next.")
        elif word == "s":
            self._slips(lines)
        elif word == "r" and (number is not None or not rest):
            self._rewrite(number)
        elif word in ("w", "d") and number is not None:
            if word == "w":
                self._back().what_if(number)
            else:
                self._object(lines[number])
        elif word in ("w", "d", "r"):
            tell(f"Which decision? {word} and a number from 1 to {len(lines)}.")
        else:
            tell(_LETTERS if line == "?" else _KINDS)

    def _back(self) -> Back:
        return Back(self.record, self._keyboard, self._listener, self._clock)

    def _slips(self, lines: tuple[DecisionLine, ...]) -> None:
        if slips(lines):
            self._back().learn(lines)
        else:
            tell("Nothing went wrong here.")

    def _rewrite(self, number: int | None) -> None:
        """Words written anew, graded by the embedded grader alone and never by a judge."""
        listener = replace(self._listener, judges=None)
        told = debrief(self.record)
        weakest = told.rewrite.number if told and told.rewrite else None
        number = weakest if number is None else number
        if number is None:
            tell("There is no reply to write again: nothing was lost where words can answer.")
            return
        line = self._lines()[number]
        said = f"Decision {number + 1}. You said: {phrases.reply_words(line)}"
        tell(f"{said}\nHow would you say it now? (Enter leaves it.)")
        while words := self._keyboard.ask():
            graded = listener.hear_in(situation_at(self.record, number), words)
            if graded is None:
                tell("Nothing grades words in this language yet.")
                return
            self._say(lambda after: after.rewrite(number, line.scene, words, graded))  # noqa: B023
            for text in phrases.regraded_lines(self.record.run, regrade(self.record, number, graded), listener.titles):
                tell(f"  {text}")
            tell("Once more? (Enter leaves it.)")

    def _object(self, line: DecisionLine) -> None:
        tell("Which grade do you not agree with?")
        for place, one in enumerate(line.earned, 1):
            tell(f"  {place}  {phrases.level_words(one)}")
        said = self._keyboard.ask()
        number = numbered(said, len(line.earned))
        if number is None:
            tell("None: nothing is recorded.")
            return
        about = line.earned[number - 1].principle
        tell("Why? (Enter leaves it out.)")
        reason = self._keyboard.ask()
        if self._say(lambda after: after.dispute(line.number, line.scene, about, reason)):
            tell("Recorded: whoever reviews the attempt sees it beside the grade.")

    # -- keeping -----------------------------------------------------------------------------

    def _say(self, say: Callable[[Afterwards], object]) -> bool:
        """Record something, and whether that was done; what is in the way is said, and the debrief goes on."""
        try:
            with Afterwards.open(self.record.path, self._clock) as after:
                say(after)
            self.record = read_record(self.record.path, self.record.playable)
        except TrainerError as error:
            warn(f"That could not be recorded: {error}")
            return False
        return True

    def _write(self) -> None:
        try:
            files = write_transcripts(self.record, self.record.path.parent)
            tell(f"Transcript: {files.markdown}\n            {files.html}")
        except NotWritable as error:
            warn(f"The attempt is kept in {self.record.path}, but its transcript is not: {error}")

    def _close(self) -> None:
        """The receipt over what was said, where anything was."""
        if not is_open(self.record.events):
            return
        if not self._say(lambda after: after.close_debrief()):
            return
        self._write()
        tell(f"The debrief is closed. Second receipt, with what you said in it: {second_receipt(self.record.events)}")


def _unrated(record: Record) -> bool:
    told = debrief(record)
    return told is not None and told.self_rating is None
