"""Replies by lines: chosen or in one's own words, heard, and given."""

from __future__ import annotations

import time

from trainer.cli.keyboard import Keyboard, Leave, numbered, tell
from trainer.grading.listener import Listener
from trainer.grading.model import Graded
from trainer.limits import REPLY_CHARACTERS
from trainer.output.phrases import SURENESS, HeardReply, note_line
from trainer.play import telling
from trainer.play.asking import asks_confidence
from trainer.play.run import Step
from trainer.records.attempt import Attempt
from trainer.records.header import Mode
from trainer.scenario.model import TIMEOUT


class Replies:
    """Gives replies for the table."""

    def __init__(self, attempt: Attempt, keyboard: Keyboard, listener: Listener) -> None:
        self.attempt = attempt
        self.listener = listener
        self.draft = attempt.begun
        """Words begun and not said: kept when one leaves."""
        self.keyboard = keyboard
        self._ask = keyboard.ask
        self._asked_at = 0.0
        self._heard: HeardReply | None = None
        self.told_why = False
        """Whether it has been said why words are not graded."""

    def _limit(self) -> int | None:
        decision = self.attempt.run.scene.decision
        return self.attempt.header.time_limits.seconds(decision.time_limit) if decision else None

    def _answer(self, response: str, words: str = "", graded: Graded | None = None) -> Step:
        limit = self._limit()
        if limit and time.monotonic() - self._asked_at > limit:
            tell("The time was up before you answered.")
            self.attempt.keep_draft(words)
            return self.attempt.answer(TIMEOUT)
        decision = self.attempt.run.scene.decision
        expects = decision.expects if decision else ()
        self._heard = HeardReply(graded, expects, self.attempt.caps(graded)) if graded else None
        self._how_sure()
        return self.attempt.answer(response, words, graded)

    def _how_sure(self) -> None:
        """Now and then, before a reply is given: one line, never scored, and Enter leaves it out."""
        run = self.attempt.run
        if self.attempt.header.mode is Mode.COACH or not asks_confidence(run.seed, len(run.steps)):
            return
        levels = ", ".join(f"{level} {how}" for level, how in SURENESS.items())
        tell(f"How sure are you of that reply? {levels}. Never scored; Enter skips.")
        while line := self._ask():
            if level := numbered(line, len(SURENESS)):
                self.attempt.sure_of_it(level)
                return
            if line.lower() == "p":
                raise Leave
            tell("Type a number from 1 to 4, or only Enter.")

    def _own_words(self, words: str) -> Step | None:
        decision = self.attempt.run.scene.decision
        if decision is None or not decision.typed:
            self.draft = words
            tell("At this decision only the options count: type a number. Your words are kept.")
            return None
        if self.attempt.must_choose:
            tell("Your own words fitted nothing here before: now choose one of the options.")
            return None
        self.draft = words
        if not words:
            self._read_on()
        if len(self.draft) > REPLY_CHARACTERS:
            tell(f"That is longer than {REPLY_CHARACTERS:,} characters: say it in fewer words.")
            return None
        return self._hear(self.draft) if self.draft else None

    def _read_on(self) -> None:
        """Lines up to an empty one; each is a draft as soon as it stands."""
        tell("Type your words; an empty line ends them.")
        while line := self._ask():
            self.draft = f"{self.draft}\n{line}" if self.draft else line

    def _hear(self, words: str) -> Step | None:
        """Grade the words; ask what they meant where that stays open."""
        said_at = time.monotonic()
        graded = self.listener.hear(self.attempt.run, words)
        # A judge may take seconds: they are not the trainee's.
        self._asked_at += time.monotonic() - said_at
        if graded is None and not self.told_why:
            self.told_why = True
            tell("Nothing grades words in this language here: yours are kept as they are.")
        if graded and graded.match.response:
            return self._answer(graded.match.response, words, graded)
        if graded and note_line(graded):
            tell(note_line(graded))
        return self._closest(words, graded)

    def _closest(self, words: str, graded: Graded | None) -> Step | None:
        run = self.attempt.run
        options = run.options()
        tell("Which of these is closest to what you meant?")
        for number, option in enumerate(options, 1):
            tell(f"  {number}  {telling.option_text(run, option)}")
        tell("  0  none of these")
        while True:
            asked_at = time.monotonic()
            line = self._ask()
            # What they meant is asked outside the time for the decision.
            self._asked_at += time.monotonic() - asked_at
            if line == "0":
                self.attempt.none_of_these(words)
                tell(f"{telling.partner(run) or 'The customer'} looks at you, waiting. Choose one of the options now.")
                return None
            if chosen := numbered(line, len(options)):
                return self._answer(options[chosen - 1].id, words, graded)
            if line.lower() == "p":
                raise Leave
            tell(f"Type a number from 0 to {len(options)}.")
