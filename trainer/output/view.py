"""A record as plain values, ready to be shown: what a transcript tells, whatever it is written in.

Nothing here is cleaned or escaped: the sinks do that. `view_of.py` makes these from a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.analysis.judgement import CostLabel
from trainer.output.view_debrief import Debriefed
from trainer.play.narration import Utterance


class How(StrEnum):
    """How a decision was answered."""

    CHOSEN = "chosen"
    TYPED = "in own words"
    TIMEOUT = "no answer in time"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about the attempt. `exact` values are for machines: hashes, ids, receipts."""

    label: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A response on offer. `chosen` too when typed words were taken for it; `best` when it would have cost nothing."""

    text: str
    chosen: bool
    best: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened beside the replies that stand; `words` are the trainee's."""

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """The level of a principle at stake, and why; without a why the author did not mark the reply on it."""

    principle: str
    level: int
    word: str
    why: str
    weight: int


@dataclass(frozen=True, slots=True)
class Better:
    """A response that would have cost nothing, and what it does that the reply did not."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered at a decision, and what it amounts to. `cost` and `label` are None where nothing is scored."""

    how: How
    said: tuple[Utterance, ...]
    taken_for: str
    """What became of typed words, "" for the others."""
    heard: tuple[str, ...]
    """What was found in typed words, a line for each thing."""
    time: str
    """How long it took, "" where that is not known."""
    consequence: tuple[Utterance, ...]
    marks: tuple[Marked, ...]
    loss: str
    cost: float | None
    cost_text: str
    label: CostLabel | None
    better: tuple[Better, ...]
    critical: str
    """Why no run is passed with this reply, "" for all others."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A decision, with what was told before it. `answer` is None for the one where an unfinished attempt stands."""

    number: int
    """From 1."""
    touchpoint: str
    told: tuple[Utterance, ...]
    prompt: str
    limit: str
    options: tuple[Option, ...]
    """In the order shown."""
    notes: tuple[Note, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Touch:
    """A point of contact. `level` is None where nothing was at stake in it."""

    title: str
    level: int | None
    word: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """A principle over the whole attempt. `lowest` is None where it was not rated."""

    principle: str
    statement: str
    weight: int
    over_run: bool
    """Judged over the touchpoints, not on single replies."""
    lowest: int | None
    word: str
    mean: str
    count: int
    critical: bool


@dataclass(frozen=True, slots=True)
class Ratings:
    """The principles of one framework."""

    framework: str
    rows: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """How it ended. An ending need not have a title."""

    title: str
    outcome: str
    lesson: str
    loss: str
    """What the ending adds to the loss, "" where it adds nothing or is not known."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole attempt."""

    title: str
    language: str
    setting: str
    part: str
    """Whom the trainee played."""
    headline: str
    """The verdict in a word, or that there is none yet."""
    sentence: str
    passed: bool | None
    score: str
    facts: tuple[Fact, ...]
    """What one wants to know first."""
    record: tuple[Fact, ...]
    """What it rests on: enough to repeat it."""
    touchpoints: tuple[Touch, ...]
    turns: tuple[Turn, ...]
    after: tuple[Utterance, ...]
    """What was told after the last decision, at an ending."""
    closing: Closing | None
    ratings: tuple[Ratings, ...]
    scored: bool
    debrief: Debriefed | None
    """None before the end, and for what was played beside an attempt."""

    @property
    def most(self) -> float:
        """The cost that fills a bar."""
        return max([4.0, *(t.answer.cost for t in self.turns if t.answer and t.answer.cost)])
