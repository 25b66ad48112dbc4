"""Rules on the acts by which a framework's principles are honoured and broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trainer.document.fields import nearest
from trainer.document.finding import Finding, Severity, Span
from trainer.errors import UnusableInput
from trainer.lint.positions import find_word, span_to_end
from trainer.principles.acts import Act, ActsShelf
from trainer.principles.frameworks import Framework, Principle


def check_framework_acts(framework: Framework, shelf: ActsShelf) -> Iterator[Finding]:
    """Acts that there are not, on both sides, or on the wrong one. A framework is for every language."""
    if not any(p.honoured_by or p.broken_by for p in framework.principles.values()):
        return
    acts = _known_acts(shelf)
    for principle in framework.principles.values():
        yield from _acts_on_both_sides(framework, principle)
        if acts:
            yield from _acts_on_one_side(framework, principle, "honoured_by", acts)
            yield from _acts_on_one_side(framework, principle, "broken_by", acts)


def unknown_act_message(act: str, acts: Iterable[str]) -> str:
    """That there is no such act, with the nearest one that there is."""
    near = nearest(act, acts)
    hint = f'Did you mean "{near}"?' if near else f"There is: {', '.join(sorted(acts)[:12])}."
    return f'There is no act "{act}", so it is never found. {hint}'


def _acts_on_both_sides(framework: Framework, principle: Principle) -> Iterator[Finding]:
    for act in principle.honoured_by:
        if act in principle.broken_by:
            message = f'"{act}" both honours and breaks "{principle.short}": take it out of one of the two.'
            at = _act_position(framework, principle, "broken_by", act)
            yield Finding("act-both-ways", Severity.WARNING, message, framework.path, at)


def _acts_on_one_side(
    framework: Framework, principle: Principle, key: str, acts: Mapping[str, Act]
) -> Iterator[Finding]:
    """The acts under one key of a principle."""
    breaks = key == "broken_by"
    for act in principle.broken_by if breaks else principle.honoured_by:
        at = _act_position(framework, principle, key, act)
        if act not in acts:
            yield Finding("unknown-act", Severity.ERROR, unknown_act_message(act, acts), framework.path, at)
        elif acts[act].harms is not breaks and not (act in principle.honoured_by and act in principle.broken_by):
            does, right = ("helps", "honoured_by") if breaks else ("harms", "broken_by")
            message = (
                f'"{act}" is an act that {does}, and "{principle.short}" has it under "{key}": it belongs under '
                f'"{right}".'
            )
            yield Finding("act-wrong-way", Severity.WARNING, message, framework.path, at)


def _act_position(framework: Framework, principle: Principle, key: str, act: str) -> Span:
    return find_word(framework.text, span_to_end(framework.text, principle.short), act, key)


def _known_acts(shelf: ActsShelf) -> Mapping[str, Act]:
    """The acts of every language; a file that cannot be used says so itself."""
    found: dict[str, Act] = {}
    for language in shelf.paths:
        try:
            acts = shelf.get(language)
        except UnusableInput:
            continue
        found |= acts.acts if acts else {}
    return found
