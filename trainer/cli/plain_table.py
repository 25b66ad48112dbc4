"""Playing one attempt by lines."""

from __future__ import annotations

import time
from collections.abc import Iterable

from trainer.cli.keyboard import Leave, numbered, tell
from trainer.cli.plain_words import Replies
from trainer.output.coach_notes import CoachNotes
from trainer.output.phrases import gauge_words, heard_lines, model_replies
from trainer.play import telling
from trainer.play.run import Step
from trainer.records.header import Mode

_HELP = """\
Type the number of an option and press Enter.
t WORDS   say it in your own words, where they are welcome (t alone: over several lines, an empty line ends them)
u         take your last reply back (coach mode)
y         why the last reply was marked as it was (coach mode)
m         model replies for the last decision (coach mode)
a         hear the options again
p         pause: everything is kept, `trainer play --resume --plain` goes on"""


class Table(Replies):
    """One attempt at the table of the trainee."""

    notes = CoachNotes()
    """What is explained in coach mode."""

    def play(self) -> None:
        """To the end."""
        self._open()
        while not self.attempt.ended:
            self._decide()

    def _open(self) -> None:
        run, scenario = self.attempt.run, self.attempt.playable.scenario
        tell(f"{scenario.title}. You are {telling.fill(run, scenario.you)}.\n{telling.fill(run, scenario.setting)}\n")
        tell("Type ? for help.\n")
        self._utter(telling.told(run))
        if self.draft:
            tell(f"You had begun to say: {self.draft}\n")

    def _decide(self) -> None:
        self.attempt.show()
        self._asked_at = time.monotonic()
        self._options()
        step: Step | None = None
        while step is None:
            before = len(self.attempt.run.steps)
            step = self._command(self._ask())
            if len(self.attempt.run.steps) < before:
                return
        self.draft = ""
        self._after(step)

    def _options(self) -> None:
        run = self.attempt.run
        gauges = [f"{g.title}: {gauge_words(g)}" for g in telling.gauges(run)]
        if gauges:
            tell(f"[{'; '.join(gauges)}]")
        limit = self._limit()
        tell(telling.prompt(run) + (f" (within {limit} seconds)" if limit else ""))
        for number, option in enumerate(run.options(), 1):
            tell(f"  {number}  {telling.option_text(run, option)}")
        decision = run.scene.decision
        if decision and decision.typed and not self.attempt.must_choose:
            tell("  t  say it in your own words")

    def _command(self, line: str) -> Step | None:
        """What a line does; the step when it was a reply."""
        word = line.split(" ", 1)[0].lower() if line else ""
        if line.isdecimal():
            return self._choose(line)
        if word == "t":
            return self._own_words(line[1:].strip())
        if line.lower() in ("?", "h", "help"):
            tell(_HELP)
        elif line.lower() == "p":
            raise Leave
        elif line.lower() in ("u", "b"):
            self._back()
        elif line.lower() == "y":
            self._why()
        elif line.lower() == "m":
            self._model()
        elif line.lower() == "a":
            self._options()
        elif line:
            return self._stray(line)
        return None

    def _choose(self, line: str) -> Step | None:
        options = self.attempt.run.options()
        number = numbered(line, len(options))
        if number is None:
            tell(f"There are {len(options)} options: type a number from 1 to {len(options)}.")
            return None
        return self._answer(options[number - 1].id)

    def _stray(self, line: str) -> Step | None:
        decision = self.attempt.run.scene.decision
        if decision and decision.typed and " " in line and not self.attempt.must_choose:
            return self._own_words(line)
        self.draft = line
        tell(_only_options(welcome=bool(decision and decision.typed)))
        return None

    def _back(self) -> None:
        if not self.attempt.can_go_back:
            tell("A reply can be taken back in coach mode, once there is one.")
            return
        self.attempt.back()
        tell("Taken back; the record says so.")

    def _why(self) -> None:
        steps = self.attempt.run.steps
        if self.attempt.header.mode is not Mode.COACH or not steps:
            tell("In this mode the explanation waits for the debrief." if steps else "Nothing has been answered yet.")
            return
        for line in self.notes.all(self.attempt.run, steps[-1]):
            tell(f"  - {line}")

    def _model(self) -> None:
        steps = self.attempt.run.steps
        if self.attempt.header.mode is not Mode.COACH or not steps:
            tell("In this mode the explanation waits for the debrief." if steps else "Nothing has been answered yet.")
            return
        tell("One of these would have lost nothing there:")
        for text in model_replies(self.attempt.run, steps[-1]):
            tell(f"  - {text}")

    def _after(self, step: Step) -> None:
        run = self.attempt.run
        tell("")
        self._utter(telling.said(run, step))
        self._utter(telling.consequence(run, step))
        why = self.notes.short(run, step) if self.attempt.header.mode is Mode.COACH else ""
        if self.attempt.header.mode is Mode.COACH and self._heard:
            for line in heard_lines(run, self._heard, self.listener.titles):
                tell(f"  {line}")
            tell("(m: replies that would have lost nothing)\n")
        if why:
            tell(f"why: {why}\n")
        self._go_on()

    def _go_on(self) -> None:
        self._utter(telling.onward(self.attempt.run, self.attempt.run.steps[-1]))

    def _utter(self, utterances: Iterable[telling.Utterance]) -> None:
        for utterance in utterances:
            name = f"{utterance.name}: " if utterance.name and not utterance.is_deed else ""
            tell(f"{name or ('You: ' if utterance.is_deed else '')}{utterance.text}\n")


def _only_options(*, welcome: bool) -> str:
    what = (
        "Put `t` before words of your own, or type a number"
        if welcome
        else "Here only the options count: type a number"
    )
    return f"{what} (a: hear them again, ?: help). Your words are kept."
