"""Judges over the network: what they say of a reply is advice beside the embedded grader's marks, which stand.

This is the only part of the room that leaves the machine, and only where somebody has named a judge's address. Nothing
of the client library is imported before a judge is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from trainer.grading.judge_answer import Answer, read_answer
from trainer.grading.judge_ask import Failed, Request, ask_all
from trainer.grading.judge_prompt import VERSION, messages, schema
from trainer.grading.judge_talk import speaks_to_a_judge
from trainer.grading.judge_votes import weigh
from trainer.grading.model import Abstained, Graded, Situation
from trainer.principles.acts import Acts

SECONDS = 10.0
"""How long a trainee waits at most, from the first name looked up to the last byte read."""
_GIVEN_UP_AFTER = 2
"""Failures in a row: a judge that is down must not hold up every reply."""
_STAND = "the marks of the embedded grader stand"


@dataclass(frozen=True, slots=True)
class Judge:
    """A model on a server that speaks the OpenAI chat protocol. `url` is its base, as `http://localhost:11434/v1`."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{self.model}@{urlsplit(self.url).netloc}"


class Judges:
    """One judge or several, asked at once. It remembers only which of them have failed."""

    def __init__(self, judges: Sequence[Judge]) -> None:
        self.judges = tuple(dict.fromkeys(judges))
        self._failures = dict.fromkeys(self.judges, 0)

    @property
    def urls(self) -> tuple[str, ...]:
        """Where replies are sent to, each once."""
        return tuple(dict.fromkeys(j.url for j in self.judges))

    def judge(self, graded: Graded, words: str, situation: Situation, acts: Acts) -> Graded:
        """The grade with the judges' advice in it: no mark is taken away, and a harm that they alone see is "possible".

        `words` are those that were graded. It returns within the longest of the judges' `seconds`, whatever the
        servers do; `grader` and `note` then say what became of each. Words that could not be graded are not sent.
        """
        if graded.abstained not in (None, Abstained.UNRECOGNISED):
            return graded
        if speaks_to_a_judge(words, acts):
            note = f"It speaks to a judge instead of the customer, so no judge was asked; {_STAND}."
            told = [f"{judge.name}: not asked, the reply speaks to it" for judge in self.judges]
            return replace(graded, grader=_named(graded, told), note=_joined(graded.note, note))
        outcomes = self._outcomes(words, situation, acts)
        answers = [(judge.name, o) for judge, o in zip(self.judges, outcomes, strict=True) if isinstance(o, Answer)]
        marks, disputed = weigh(graded, words, answers, len(self.judges), acts)
        told = [_told(judge, outcome) for judge, outcome in zip(self.judges, outcomes, strict=True)]
        notes = [
            f"The judge {judge.name} {outcome.why}; {_STAND}."
            for judge, outcome in zip(self.judges, outcomes, strict=True)
            if isinstance(outcome, Failed)
        ]
        if disputed:
            notes.append(f"The judges disagree on: {', '.join(disputed)}.")
        if graded.abstained and len(marks) > len(graded.acts):
            notes.append("What a judge saw in it is shown, and not scored.")
        return replace(graded, acts=marks, grader=_named(graded, told), note=_joined(graded.note, *notes))

    def _outcomes(self, words: str, situation: Situation, acts: Acts) -> list[Answer | Failed]:
        said, form = messages(words, situation, acts), schema(acts)
        asked = [judge for judge in self.judges if self._failures[judge] < _GIVEN_UP_AFTER]
        requests = [Request(judge.url, judge.model, judge.key, judge.seconds, said, form) for judge in asked]
        replies = dict(zip(asked, ask_all(requests), strict=True))
        outcomes: list[Answer | Failed] = []
        for judge in self.judges:
            if judge not in replies:
                outcomes.append(Failed("failed twice and is not asked again before the next start"))
                continue
            body = replies[judge]
            outcome = body if isinstance(body, Failed) else read_answer(body, words, acts)
            self._failures[judge] = self._failures[judge] + 1 if isinstance(outcome, Failed) else 0
            outcomes.append(outcome)
        return outcomes


def _told(judge: Judge, outcome: Answer | Failed) -> str:
    """What a judge did, as the record keeps it."""
    if isinstance(outcome, Failed):
        return f"{judge.name}: {outcome.why}"
    return f"{judge.name}: {outcome.void} void" if outcome.void else judge.name


def _named(graded: Graded, told: Sequence[str]) -> str:
    return f"{graded.grader} + judge/{VERSION} [{'; '.join(told)}]"


def _joined(*notes: str) -> str:
    return " ".join(note for note in notes if note)
