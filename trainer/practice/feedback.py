"""What is to be told of a reply: what was heard in its words, and what coach mode explains of it."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from trainer.grading.caps import Cap, caps
from trainer.grading.model import ActMark, Graded
from trainer.play import narration
from trainer.play.run import Run, Step
from trainer.principles.levels import STANDARD, UNMARKED
from trainer.scenario.model import Mark

_WHOLE = 0.9
"""The share of the words from which evidence is the whole reply."""


@dataclass(frozen=True, slots=True)
class HeardReply:
    """What was heard in a reply: its grade, the acts the scene expects, and what the words held back."""

    graded: Graded
    expects: tuple[str, ...]
    caps: tuple[Cap, ...]


def heard_as_recorded(run: Run, step: Step, graded: Graded | None) -> HeardReply | None:
    """What was heard in the words of a step, with the recorded caps that took something; None without a grade.

    The act of a cap is the reason that today's rule finds, where that leads to the recorded level; else it is open.
    """
    decision = step.scene.decision
    if graded is None or decision is None:
        return None
    principles = run.machine.scenario.principles
    at_stake, response = [principles[key] for key in step.levels], step.response
    today = {cap.principle: cap for cap in caps(graded, decision.expects, at_stake, response.id)}
    own = {mark.principle: mark.level for mark in response.marks}
    held = []
    for key, recorded in step.reply.caps:
        level = max(0, recorded)
        if key in step.levels and level < own.get(key, UNMARKED):
            cap = today.get(key)
            held.append(cap if cap and cap.level == level else Cap(key, level, "", None))
    return HeardReply(graded, decision.expects, tuple(held))


def in_own_words(run: Run, step: Step) -> bool:
    """Whether a reply was typed in words of the trainee's own: then no author's reason need be true of them.

    An option typed off word for word is that option.
    """
    words = step.reply.words
    return bool(words) and _plain(words) != _plain(narration.fill(run, step.response.words, step.before))


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def held_back(step: Step) -> set[str]:
    """The principles whose level the words themselves hold down."""
    return {key for key, level in step.reply.caps if step.levels.get(key) == max(0, level)}


def told_acts(graded: Graded, expects: Container[str]) -> list[ActMark]:
    """The acts that are told as facts about the words: the sure ones.

    What only the whole reply shows is told where the scene asks for it, or where there is nothing else to tell: its
    evidence is no more than everything. A grade of the first version is told as it was then.
    """
    if graded.is_first:
        return [m for m in graded.acts if m.sure.scores and m.evidence]
    told = [m for m in graded.acts if m.told]
    placed = [m for m in told if not is_whole(graded, m)]
    return [m for m in told if m.act in expects or m in (placed or told)]


def is_whole(graded: Graded, mark: ActMark) -> bool:
    """Whether nearly all the words are the evidence of an act."""
    return any(e.end - e.start >= _WHOLE * len(graded.words) for e in mark.evidence)


def unheard(graded: Graded | None, expects: Iterable[str]) -> list[str]:
    """The acts that a scene asks for and of which words show no trace; none where the words were not graded."""
    if graded is None or graded.abstained is not None:
        return []
    return [act for act in expects if graded.found(act) is None]


def standing_marks(step: Step) -> list[Mark]:
    """The author's marks that stand: at stake, and not held back by the trainee's own words."""
    return [m for m in step.response.marks if step.levels.get(m.principle) == m.level]


def to_explain(levels: Mapping[str, int], reliable: frozenset[str]) -> tuple[str, ...]:
    """Of the principles at stake in a reply, those to explain in coach mode: not reliable yet, or gone wrong here."""
    return tuple(name for name, level in levels.items() if name not in reliable or level < STANDARD)


@dataclass(frozen=True, slots=True)
class CoachNote:
    """What coach mode explains of a reply. `faded` is the principle of which it is said that it needs no more notes."""

    marks: tuple[Mark, ...] = ()
    """The lowest first."""
    faded: str = ""


class CoachNotes:
    """The notes of one attempt: what has become reliable is no longer explained, and this is said once.

    `reliable` are full ids of principles that need none, unless they go wrong.
    """

    def __init__(self, reliable: Iterable[str] = ()) -> None:
        self._reliable = frozenset(reliable)
        self._said = False

    def marks(self, step: Step) -> tuple[Mark, ...]:
        """The marks that are explained, the lowest first."""
        wanted = to_explain(step.levels, self._reliable)
        return tuple(sorted((m for m in standing_marks(step) if m.principle in wanted), key=lambda m: m.level))

    def note(self, step: Step) -> CoachNote:
        """The note on a reply that has just been given."""
        marks, standing = self.marks(step), standing_marks(step)
        if marks or not standing or self._said:
            return CoachNote(marks)
        self._said = True
        return CoachNote(faded=standing[0].principle)
