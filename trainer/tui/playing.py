"""An attempt at the screen: what a trainee answers, and what that leads to. No widgets."""

from __future__ import annotations

from trainer.cleaning import clean
from trainer.limits import REPLY_CHARACTERS
from trainer.output.phrases import HeardReply, note_line
from trainer.play import telling
from trainer.scenario.model import TIMEOUT
from trainer.tui.marked import Marked, marked
from trainer.tui.moment import Moment, moment
from trainer.tui.standing import Standing


class Playing(Standing):
    """The moves. Each is on disk before what it leads to is known here."""

    # -- own words ---------------------------------------------------------------------------

    def hear(self, words: str) -> str | None:
        """Take typed words: the response that they mean, None where it has to be asked. The decision's time is over."""
        self.watch.stop()
        self.words = clean(words)[:REPLY_CHARACTERS]
        self.graded = self.hearing.hear(self.attempt.run, self.words)
        return self.graded.match.response if self.graded else None

    def not_heard(self) -> str:
        """Why the words that are asked about were not graded, "" where they were."""
        return note_line(self.graded) if self.graded else self.hearing.say_notice()

    def reword(self) -> None:
        """The words are not said yet: they are a draft."""
        self.draft = self.words or self.draft
        self.unsettle()
        self._forget_words()

    def _forget_words(self) -> None:
        self.words, self.graded, self.settled = "", None, ""

    # -- moves -------------------------------------------------------------------------------

    def settle_on(self, response: str) -> None:
        """This is to be the reply; how sure one is of it is asked first, outside the time for the decision."""
        self.settled = response
        self.watch.stop()

    def unsettle(self) -> None:
        """It is not to be the reply after all."""
        self.settled = ""
        self.watch.go_on()

    def answer_surely(self, level: int) -> Moment:
        """Give the reply that was settled on, so sure of it, 1 to 4."""
        self.attempt.sure_of_it(level)
        return self.answer(self.settled)

    def answer(self, response: str) -> Moment:
        """Give a reply. It is on disk before what it leads to is known here. One that comes too late is none."""
        if response != TIMEOUT and self.time_is_up:
            return self.time_out()
        graded, marks = self.graded, self._marked()
        step = self.attempt.answer(response, self.words, graded)
        self.heard.pop(step.number, None)
        if graded:
            self.heard[step.number] = graded
        self._forget_words()
        self.draft = ""
        return moment(self.attempt.run, notes=self.notes if self.coached else None, marked=marks)

    def _marked(self) -> Marked | None:
        """What was heard in the words that are about to be said."""
        if self.graded is None or not self.coached:
            return None
        run = self.attempt.run
        expects = run.scene.decision.expects if run.scene.decision else ()
        return marked(run, HeardReply(self.graded, expects, self.attempt.caps(self.graded)), self.hearing.titles)

    def none_of_these(self) -> str:
        """The words meant none of the replies: kept; what is said then."""
        self.attempt.none_of_these(self.words)
        self._forget_words()
        self.draft = ""
        name = telling.partner(self.attempt.run) or "The customer"
        return f"{name} waits. Could you say that another way? Choose one of these."

    def back(self) -> None:
        """Take the last reply back."""
        self.attempt.back()
        self._forget_words()
        self.draft = ""

    def time_out(self, begun: str = "") -> Moment:
        """Nothing was said in time; words that had been begun are kept."""
        self.attempt.keep_draft(begun or self.words or self.draft)
        self._forget_words()
        return self.answer(TIMEOUT)
