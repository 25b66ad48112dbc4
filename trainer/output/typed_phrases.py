"""A grade of typed words as people read it: which words did what, what was missing, what would have done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.grading.caps import Cap
from trainer.grading.model import Abstained, Graded
from trainer.output.phrases import principle_title
from trainer.play import narration
from trainer.play.run import Run, Step
from trainer.principles.levels import Level

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of the words that did something: `words[start:end]`, and what, in a few words."""

    start: int
    end: int
    label: str
    harms: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a reply: its grade, the acts the scene expects, and what the words held back."""

    graded: Graded
    expects: tuple[str, ...]
    caps: tuple[Cap, ...]


def heard_lines(run: Run, heard: Heard, titles: Mapping[str, str]) -> list[str]:
    """All of it, a line for each thing; never empty."""
    lines = [note_line(heard.graded), *act_lines(heard.graded, titles)]
    lines.append(missing_line(heard.graded, heard.expects, titles))
    lines += cap_lines(run, heard.caps, titles)
    return [line for line in lines if line] or ["Nothing in your words was recognised."]


def act_title(act: str, titles: Mapping[str, str]) -> str:
    """What an act does, as it reads after "the reply ..."."""
    return titles.get(act, act.replace("-", " "))


def highlights(graded: Graded, titles: Mapping[str, str]) -> list[Highlight]:
    """The words that count, in order; stretches never overlap: where several acts share words, their labels are joined.

    What does harm wins over what helps where they overlap.
    """
    counted = [m for m in graded.acts if m.sure.scores]
    spans: dict[tuple[int, int], tuple[list[str], bool]] = {}
    for mark in sorted(counted, key=lambda m: not m.harms):
        for piece in mark.evidence:
            overlapping = [s for s in spans if s[0] < piece.end and piece.start < s[1]]
            if overlapping:
                labels, harms = spans[overlapping[0]]
                if mark.harms == harms and act_title(mark.act, titles) not in labels:
                    labels.append(act_title(mark.act, titles))
            else:
                spans[piece.start, piece.end] = ([act_title(mark.act, titles)], mark.harms)
    return [Highlight(s, e, "; ".join(labels), harms) for (s, e), (labels, harms) in sorted(spans.items())]


def act_lines(graded: Graded, titles: Mapping[str, str]) -> list[str]:
    """A line for each act that counts, with the words it was found by; doubts would read as reproaches."""
    return [_act_line(m.act, m.harms, m.evidence[0].text, titles) for m in graded.acts if m.evidence and m.sure.scores]


def _act_line(act: str, harms: bool, words: str, titles: Mapping[str, str]) -> str:
    short = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"{'−' if harms else '+'} {act_title(act, titles)}: “{short}”"


def missing_line(graded: Graded, expects: Sequence[str], titles: Mapping[str, str]) -> str:
    """What a good reply here would have shown too, "" when nothing was missing or nothing was graded."""
    if graded.abstained is not None:
        return ""
    missing = [act_title(act, titles) for act in expects if graded.found(act) is None]
    return f"Not heard in it: {'; '.join(missing)}." if missing else ""


def note_line(graded: Graded) -> str:
    """Why nothing was graded, "" when it was."""
    if graded.abstained is None:
        return graded.note
    if graded.abstained is Abstained.COPIED:
        return graded.note
    return f"Not graded: {graded.note}"


def cap_lines(run: Run, caps: Iterable[Cap], titles: Mapping[str, str]) -> list[str]:
    """What the words lost, principle by principle; a cap without an act has a reason that is not known any more."""
    lines = []
    for cap in caps:
        title = principle_title(run, cap.principle)
        if not cap.act:
            most = Level(cap.level)
            lines.append(f"{title}: {most.word}{' at most' if most else ''}, held back by the words")
        elif cap.mark is None:
            lines.append(f"{title}: average at most, since nothing in your words {act_title(cap.act, titles)}")
        else:
            quote = cap.mark.evidence[0].text if cap.mark.evidence else ""
            lines.append(f"{title}: violated, by “{quote}” ({act_title(cap.act, titles)})")
    return lines


def model_replies(run: Run, step: Step) -> list[str]:
    """The replies on offer at a decision that lose nothing there, as they are listed."""
    best = run.machine.stakes(step.before).best
    return [narration.option_text(run, r, step.before) for r in step.offered if r.id in best]
