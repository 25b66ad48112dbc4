"""A play-through written down as a plan, and added to the text of a file of plans, whose comments stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from textwrap import fill, indent

from trainer.analysis.judgement import Result
from trainer.document.fields import ID
from trainer.document.nodes import Mapping, Sequence
from trainer.document.read import read_document
from trainer.errors import UnusableInput
from trainer.scenario.format_keys import PLAN_FORMAT
from trainer.scenario.plans import Plan, load_plans

_PLAIN = re.compile(r"[A-Za-z][\w ,.'’()-]*[\w.)]")
_WIDTH = 100


def write_plan(result: Result, identifier: str, title: str = "", *, any_variant: bool = False) -> str:
    """A run that has ended, as one entry of `plans`, from the left edge: what was replied and what came of it.

    UnusableInput for a run that goes on, or an id that is none. With `any_variant` it is to hold in each of them.
    """
    run = result.run
    if run.ending is None:
        raise UnusableInput("a plan leads to an ending", where=run.scene.id, do="Play on to the end, then keep it.")
    if not ID.fullmatch(identifier):
        raise UnusableInput(f'"{identifier}" cannot be an id', do="Use small letters, digits, - and _.")
    lines = [f"id: {identifier}"]
    if title:
        lines.append(f"title: {_text(title)}")
    if not any_variant and len(run.machine.scenario.variants) > 1:
        lines.append(f"variant: {run.variant.id}")
    lines.append(_list("replies", [step.response.id for step in run.steps]))
    lines += ["expect:", *(indent(line, "  ") for line in _expect(result))]
    return indent("\n".join(lines), "  ").replace("  ", "- ", 1) + "\n"


def _expect(result: Result) -> list[str]:
    run = result.run
    assert run.ending is not None
    lines = [f"ending: {run.scene.id}", f"outcome: {run.ending.outcome}", f"verdict: {result.verdict}"]
    if result.score is not None:
        lines.append(f"score: {round(result.score)}")
    lines.append(f"critical: {'yes' if result.critical else 'no'}")
    return [*lines, _list("scenes", [step.scene.id for step in run.steps])] if run.steps else lines


def _text(words: str) -> str:
    line = " ".join(words.split())
    return line if _PLAIN.fullmatch(line) else "'" + line.replace("'", "''") + "'"


def _list(key: str, words: Iterable[str]) -> str:
    """A list between brackets, broken over lines where it is long."""
    return fill(f"{key}: [{', '.join(words)}]", _WIDTH, subsequent_indent=" " * (len(key) + 3), break_on_hyphens=False)


def free_id(wanted: str, plans: Iterable[Plan]) -> str:
    """The id itself, or with a number behind it when a plan has it already."""
    taken = {plan.id for plan in plans}
    return next(name for n in count(1) if (name := wanted if n == 1 else f"{wanted[:60]}-{n}") not in taken)


def with_plan(text: str, scenario: str, plan: str, path: str) -> str:
    """The text of a file of plans with one more at its end; "" begins a file. UnusableInput when it has no place."""
    if not text.strip():
        return f"format: {PLAN_FORMAT}\nscenario: {scenario}\nplans:\n{indent(plan, '  ')}"
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = (text if text.endswith("\n") else text + ends).split("\n")
    at, edge = _place(text, path, len(lines) - 1)
    added = ("\n" + indent(plan, " " * edge)).replace("\n", ends)
    found = "\n".join(lines[:at]) + "\n" + added + "\n".join(lines[at:])
    before, after = load_plans(text.encode(), path), load_plans(found.encode(), path)
    if len(after.plans) != len(before.plans) + 1 or after.scenario != scenario:
        reason = after.findings[0].message if after.findings else f'it is for "{after.scenario}"'
        raise UnusableInput(f"no plan can be added here: {reason}", where=path, do=f"`trainer lint {path}` shows more.")
    return found


def _place(text: str, path: str, lines: int) -> tuple[int, int]:
    """The line before which a new plan goes, from 0, and how far in."""
    root = read_document(text.encode(), path).root
    plans = root.values.get("plans") if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or plans is None:
        raise UnusableInput("this file has no list of plans", where=path, do='It needs a line "plans:".')
    later = [key.line for key in root.keys.values() if key.line > root.keys["plans"].line]
    edge = plans.column if isinstance(plans, Sequence) and plans.items else 2
    return min(later, default=lines), edge
