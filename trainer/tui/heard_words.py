"""What was heard in one's own words, for the screen: stretches to mark, a short line, a few lines, all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.grading.model import ActMark, Graded
from trainer.output.phrases import (
    Highlight,
    act_title,
    cap_lines,
    heard_lines,
    highlights,
    missing_line,
    note_line,
)
from trainer.play.run import Run
from trainer.practice.feedback import HeardReply

_SHORT = 46
"""Columns that the short line may take, beside the words around it, in a terminal of 80."""
_QUOTED = 80
"""Columns that the quotes after an act may take."""
_FEW = 4
"""Acts that have a line of their own before it is asked for more."""
_NOTHING = "Nothing that counts was heard in your words."
_WHOLE = 0.9


@dataclass(frozen=True, slots=True)
class Marked:
    """What was heard in typed words, at four lengths. `short` is one line in its parts."""

    stretches: Sequence[Highlight]
    short: Sequence[str]
    few: Sequence[str]
    lines: Sequence[str]


def marked(run: Run, heard: HeardReply, titles: Mapping[str, str]) -> Marked:
    """A grade for the screen."""
    graded = heard.graded
    counted = sorted((m for m in graded.acts if m.sure.scores), key=lambda m: _order(m, heard))
    missing = missing_line(graded, heard.expects, titles)
    few = [_line(graded, m, titles) for m in counted[:_FEW]]
    if len(counted) > _FEW:
        few.append(f"and {len(counted) - _FEW} more")
    few = [note_line(graded), *(few or ([] if note_line(graded) else [_NOTHING])), missing]
    few += cap_lines(run, (c for c in heard.caps if c.mark), titles)
    short = _short(graded, counted, missing, titles)
    return Marked(stretches(graded, titles), short, [f for f in few if f], heard_lines(run, heard, titles))


def stretches(graded: Graded, titles: Mapping[str, str]) -> Sequence[Highlight]:
    """The words to mark. What is true of the reply as a whole marks none, unless there is nothing else to say."""
    placed = tuple(m for m in graded.acts if not _is_whole(graded, m))
    return highlights(replace(graded, acts=placed) if placed else graded, titles)


def _is_whole(graded: Graded, mark: ActMark) -> bool:
    return any(e.end - e.start >= _WHOLE * len(graded.words) for e in mark.evidence)


def _order(mark: ActMark, heard: HeardReply) -> tuple[bool, bool, bool, float]:
    """What did harm first, then what was expected; what is true of the whole reply last."""
    return not mark.harms, _is_whole(heard.graded, mark), mark.act not in heard.expects, -mark.confidence


def _line(graded: Graded, mark: ActMark, titles: Mapping[str, str]) -> str:
    """An act with its words, or without where these are the whole reply."""
    quotes = [f"“{e.text}”" if len(e.text) <= _QUOTED else f"“{e.text[:_QUOTED].rstrip()}…”" for e in mark.evidence]
    if _is_whole(graded, mark) or not quotes:
        return _signed(mark, titles)
    shown = _fitting(quotes, _QUOTED)
    return f"{_signed(mark, titles)}: {', '.join(quotes[:shown])}"


def _signed(mark: ActMark, titles: Mapping[str, str]) -> str:
    return f"{'−' if mark.harms else '+'} {act_title(mark.act, titles)}"


def _short(graded: Graded, counted: Sequence[ActMark], missing: str, titles: Mapping[str, str]) -> Sequence[str]:
    """Why it was not graded; else what did harm, what helped, and what was not heard: as much as fits on a line."""
    acts = [_signed(m, titles) for m in counted]
    if not acts:
        return [note_line(graded) or missing or _NOTHING]
    missing = missing.removesuffix(".").replace("Not heard in it:", "not heard:")
    after = [missing] if missing else []
    shown = _fitting(acts, _SHORT - len(missing))
    more = []
    if shown < len(acts):
        shown = _fitting(acts, _SHORT - len(missing) - len("  and 9 more"))
        more = [f"and {len(acts) - shown} more"]
    return [*acts[:shown], *more, *after]


def _fitting(parts: Sequence[str], columns: int) -> int:
    """How many of these stand in so many columns, at least one."""
    shown, taken = 1, len(parts[0])
    while shown < len(parts) and taken + 2 + len(parts[shown]) <= columns:
        taken += 2 + len(parts[shown])
        shown += 1
    return shown
