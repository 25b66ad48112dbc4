"""Rules on a file of acts by itself: cues, examples and opposites that cannot be meant so."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.document.finding import Finding, Severity, Span
from trainer.limits import DocumentLimits
from trainer.lint.places import place_of
from trainer.principles.acts import Act, Acts, Cue, load_acts


def check_acts(data: bytes, path: str) -> list[Finding]:
    """Everything wrong with a file of acts."""
    loaded = load_acts(data, path)
    if loaded.acts is None:
        return loaded.findings
    from trainer.lint.acts_tried import tried

    room = max(0, DocumentLimits().findings - len(loaded.findings))
    found = [*tried(loaded.acts), *_read(loaded.acts)]
    return [*loaded.findings, *found[:room]]


def _read(acts: Acts) -> Iterator[Finding]:
    """What is seen without trying a cue on anything."""
    yield from _shared(acts)
    for act in acts.acts.values():
        if not act.shows:
            message = (
                f'Nothing shows what "{act.id}" is: give it examples, some that show it and some that only look like '
                "it; they are its tests."
            )
            yield warning("act-without-examples", acts, message, act.at)
        other = acts.acts.get(act.opposite or "")
        if other:
            yield from _opposite(acts, act, other)


def _opposite(acts: Acts, act: Act, other: Act) -> Iterator[Finding]:
    at = place_of(acts.text, act.at, other.id, "opposite")
    if act.harms == other.harms:
        way = "harm" if act.harms else "help"
        message = (
            f'"{act.id}" and its opposite "{other.id}" both {way}: an opposite does what the act avoids. Name one of '
            "the other way, or none."
        )
        yield warning("opposite-same-way", acts, message, at)
    elif other.opposite is None:
        message = f'"{other.id}" is the opposite of "{act.id}" and names none itself: write `opposite: {act.id}` there.'
        yield info("one-sided-opposite", acts, message, at)


def _shared(acts: Acts) -> Iterator[Finding]:
    """A cue that stands in two places; which act it speaks for is then chance."""
    first: dict[str, tuple[Act, Cue]] = {}
    for act, cue in _all_cues(acts):
        owner, earlier = first.setdefault(" ".join(cue.text.casefold().split()), (act, cue))
        if earlier is cue:
            continue
        if owner is act:
            message = f"This cue stands twice, at line {earlier.at.line} as well: take one out."
        else:
            message = f'"{owner.id}" has this cue as well: leave it to the act that it speaks for, or make it longer.'
        yield warning("shared-cue", acts, message, cue.at)


def _all_cues(acts: Acts) -> Iterator[tuple[Act, Cue]]:
    for act in acts.acts.values():
        for cue in act.cues:
            yield act, cue


def warning(code: str, acts: Acts, message: str, at: Span) -> Finding:
    """Something in a file of acts that is likely a fault."""
    return Finding(code, Severity.WARNING, message, acts.path, at)


def info(code: str, acts: Acts, message: str, at: Span) -> Finding:
    """A remark on a file of acts."""
    return Finding(code, Severity.INFO, message, acts.path, at)
