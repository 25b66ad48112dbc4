"""What a plan expects of single replies: the levels they get and what they cost."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.judgement import Result
from trainer.analysis.plan_difference import Difference
from trainer.play.run import Run, Step
from trainer.principles.levels import Level
from trainer.scenario.plans import Expected, ExpectedLevel


def decisions(expected: Expected, run: Run, result: Result | None) -> Iterator[Difference]:
    """Each level and each cost that is another. `result` is None where the worth of replies is not known."""
    for mark in expected.marks:
        step = find_step(run, mark.at)
        found = _level(mark, step, run) if step else _no_decision("marks", mark.at, run)
        if found:
            yield found
    for at, word in expected.costs:
        step = find_step(run, at)
        found = _cost(word, step, result) if step else _no_decision("costs", at, run)
        if found:
            yield found


def find_step(run: Run, at: str) -> Step | None:
    """A decision by its scene (the first time it is met) or by its number, from 1."""
    for step in run.steps:
        if step.scene.id == at:
            return step
    number = int(at) if at.isdecimal() else 0
    return run.steps[number - 1] if 0 < number <= len(run.steps) else None


def _no_decision(what: str, at: str, run: Run) -> Difference:
    met = ", ".join(step.scene.id for step in run.steps)
    return Difference(f'it never comes to the decision "{at}". The decisions met are {met}.', what, at, met)


def _level(mark: ExpectedLevel, step: Step, run: Run) -> Difference | None:
    names = [n for n in step.levels if mark.principle in (n, n.partition(".")[2])]
    if len(names) > 1:
        return _differs(
            step, "marks", f'"{mark.principle}" could be {" or ".join(names)}: write one of them.', mark.principle
        )
    if not names:
        short = (run.machine.scenario.principles[n].short for n in step.levels)
        message = f'"{mark.principle}" is not at stake there. At stake: {", ".join(short)}.'
        return _differs(step, "marks", message, mark.principle)
    found = step.levels[names[0]]
    if found == mark.level:
        return None
    message = f"{mark.principle} is {_word(found)}, not {_word(mark.level)}."
    return _differs(step, "marks", message, str(mark.level), str(found))


def _word(level: int) -> str:
    return f"{level} ({Level(level).name.lower()})"


def _cost(word: str, step: Step, result: Result | None) -> Difference | None:
    if result is None:
        return _differs(step, "costs", "what it costs is not known: there are too many states.", word)
    judged = result.decisions[step.number]
    if judged.label == word:
        return None
    better = f" Better: {', '.join(r.id for r in judged.better)}." if judged.better else ""
    message = f"it costs {judged.cost:g} ({judged.label}), not {word}.{better}"
    return _differs(step, "costs", message, word, judged.label.value)


def _differs(step: Step, what: str, says: str, expected: str, found: str = "") -> Difference:
    number, scene = step.number + 1, step.scene.id
    message = f'at reply {number}, "{step.reply.response}" in "{scene}": {says}'
    return Difference(message, what, expected, found, reply=number, scene=scene)
