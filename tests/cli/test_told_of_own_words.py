"""Whatever is typed, no author's reason is told as a fact about it: in all four scenarios, wherever it is told."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest

from tests.clocks import SetClock
from tests.grading.shipped import shipped
from tests.scenarios import LIBRARY
from trainer.analysis.playable import Playable, open_playable
from trainer.cli.keyboard import Keyboard
from trainer.cli.plain_debrief import debrief_lines, decision_lines
from trainer.cli.plain_play import PlainPlay
from trainer.grading.grader import ReplyGrader
from trainer.output.transcript import render_html, render_markdown, render_text
from trainer.play import narration
from trainer.play.run import Run, Step
from trainer.practice.feedback import in_own_words
from trainer.records.attempt import Attempt, Setup
from trainer.records.header import Mode, TimeLimits
from trainer.records.record import Record
from trainer.records.storage import MemoryStorage
from trainer.scenario.library import open_library
from trainer.scenario.model import Response
from trainer.session.debriefing import Debriefing
from trainer.session.sitting import Question, Sitting
from trainer.session.typed_words import WordGrading
from trainer.tui.debrief_parts import decision, model, picks, verdict

STORIES = ("two-minute-counter", "borrowed-phone", "borrowed-phone-supervisor", "airport-counter")
MOST_RUNS = 10


class Typist(Keyboard):
    """Types something near to the reply that was meant least often, and says which it was where that is asked."""

    def __init__(self, meant: Counter[tuple[str, str]]) -> None:
        super().__init__()
        self.meant = meant
        self.target = ""
        self.why_asked = True
        self.sitting: Sitting

    def ask(self) -> str:
        """The next line."""
        run, options = self.sitting.attempt.run, self.sitting.options
        if self.sitting.question is Question.CLOSEST:
            return str([o.id for o in options].index(self.target) + 1)
        if self.sitting.question is Question.TAKEN_AS:
            return ""
        if not self.why_asked:
            self.why_asked = True
            return "y"
        self.why_asked = False
        scene = run.scene
        wanted = min(run.options(), key=lambda r: self.meant[scene.id, r.id])
        self.target = wanted.id
        self.meant[scene.id, wanted.id] += 1
        if wanted.is_deed or not self.sitting.welcomes_words:
            return str([o.id for o in options].index(wanted.id) + 1)
        return f"t {self._near(run, wanted)}"

    def _near(self, run: Run, wanted: Response) -> str:
        """An example of the scene's author in turn with the reply's own words and some more."""
        decision = run.scene.decision
        examples = [e.typed for e in decision.examples if e.means == wanted.id] if decision else []
        own = narration.fill(run, wanted.words) + " Would that be all right with you?"
        said = [own, *examples]
        return " ".join(said[self.meant[run.scene.id, wanted.id] % len(said)].split())


def played(story: Playable, typist: Typist, variant: str, seed: int) -> Debriefing:
    clock = SetClock()
    storage = MemoryStorage(clock)
    attempt = Attempt.begin(storage, story, Setup(variant, seed, Mode.COACH, "t-1", "test", TimeLimits.OFF), clock)
    typist.sitting = Sitting(attempt, clock, grading=WordGrading(lambda: ReplyGrader(shipped())))
    PlainPlay(typist.sitting, typist).play()
    return Debriefing(attempt.record(), storage, typist.sitting.grading)


def _even(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def _in_html(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def _reasons(run: Run, step: Step, response: Response) -> set[str]:
    state = step.affected if response == step.response else run.machine.affect(step.before, response)
    texts = [mark.why for mark in response.marks] + ([response.critical] if response.critical else [])
    return {_even(narration.fill(run, text, state)) for text in texts} - {""}


def _of_own_words(record: Record) -> set[str]:
    """What authors say of the replies that own words were taken for, and of no other reply that may be spoken of."""
    run = record.run
    own = [step for step in run.steps if in_own_words(run, step)]
    others = {
        reason
        for step in run.steps
        for response in {*step.offered, step.response}
        if response != step.response or step not in own
        for reason in _reasons(run, step, response)
    }
    return {reason for step in own for reason in _reasons(run, step, step.response)} - others


def _on_the_screen(past: Debriefing) -> str:
    parts = [verdict(past.told, past.record.result(), ""), picks(past.told, past.titles), *model(past.told)]
    return " ".join(part.plain for part in (*parts, *[decision(past, line.number) for line in past.lines]))


@pytest.mark.parametrize("name", STORIES)
def test_no_reason_of_an_author_is_told_of_typed_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    story = open_playable(open_library([LIBRARY]), name)
    typist, variants = Typist(Counter()), list(story.scenario.variants)
    typed = 0
    for seed in range(MOST_RUNS):
        past = played(story, typist, variants[seed % len(variants)], seed)
        record = past.record
        own = [step for step in record.run.steps if in_own_words(record.run, step)]
        typed += len(own)
        told = {
            "play": capsys.readouterr().out,
            "debrief": "\n".join(debrief_lines(record)),
            "decisions": "\n".join(text for line in past.lines for text in decision_lines(past, line.number)),
            "screen": _on_the_screen(past),
            "markdown": render_markdown(record),
            "html": _in_html(render_html(record)),
            "text": render_text(record),
        }
        reasons = _of_own_words(record)
        for where, text in told.items():
            found = [reason for reason in reasons if reason in _even(text)]
            assert not found, (where, found)
            if where != "debrief":
                assert _even(text).count("Taken as: ") >= len(own), where
    assert typed > MOST_RUNS
