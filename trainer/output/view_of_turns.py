"""The decisions of a record as turns: told, asked, answered, what followed, what it amounts to."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.analysis.judgement import DecisionResult, Result
from trainer.output import phrases
from trainer.output.phrases import HeardReply, duration, heard_lines, held_back
from trainer.output.view import Answer, Better, How, Marked, Note, Option, Turn
from trainer.output.view_of_notes import notes
from trainer.play import telling
from trainer.play.run import Run, Step
from trainer.principles.levels import UNMARKED, Level
from trainer.records.record import Given, Record
from trainer.scenario.model import FALLBACK, TIMEOUT, Response, Scene


def turns(record: Record, result: Result) -> tuple[Turn, ...]:
    """Every decision that was answered, and the one where an unfinished attempt stands."""
    run, told = record.run, telling.opening(record.run)
    judged = {d.step.number: d for d in result.decisions}
    noted = notes(record)
    found: list[Turn] = []
    before = len(run.steps) - len(record.given)
    for step in run.steps[:before]:
        told = telling.onward(run, step)
    for step, given in zip(run.steps[before:], record.given, strict=True):
        answer = _answer(run, step, given, judged.get(step.number))
        found.append(_turn(record, step, told, noted, judged.get(step.number), answer))
        told = telling.onward(run, step)
    if not record.ended:
        found.append(_open(record, told, noted))
    return tuple(found)


def _turn(
    record: Record,
    step: Step,
    told: list[telling.Utterance],
    noted: Mapping[int, tuple[Note, ...]],
    judged: DecisionResult | None,
    answer: Answer,
) -> Turn:
    run, best = record.run, judged.better if judged else ()
    decision = step.scene.decision
    return Turn(
        number=step.number + 1,
        touchpoint=_touchpoint(step.scene),
        told=tuple(told),
        prompt=telling.fill(run, decision.prompt, step.before) if decision else "",
        limit=_limit(record, step.scene),
        options=tuple(
            Option(telling.option_text(run, r, step.before), r.id == step.response.id, r in best) for r in step.offered
        ),
        notes=noted.get(step.number, ()),
        answer=answer,
    )


def _open(record: Record, told: list[telling.Utterance], noted: Mapping[int, tuple[Note, ...]]) -> Turn:
    run, number = record.run, len(record.run.steps)
    return Turn(
        number=number + 1,
        touchpoint=_touchpoint(run.scene),
        told=tuple(told),
        prompt=telling.prompt(run),
        limit=_limit(record, run.scene),
        options=tuple(Option(telling.option_text(run, r), chosen=False, best=False) for r in run.options()),
        notes=noted.get(number, ()),
        answer=None,
    )


def _touchpoint(scene: Scene) -> str:
    return phrases.touchpoint_title(scene.touchpoint or scene.id)


def _limit(record: Record, scene: Scene) -> str:
    seconds = record.header.time_limits.seconds(scene.decision.time_limit) if scene.decision else None
    return duration(seconds) if seconds else ""


def _answer(run: Run, step: Step, given: Given, judged: DecisionResult | None) -> Answer:
    critical = step.response.critical
    return Answer(
        how=_how(step),
        said=tuple(telling.said(run, step)),
        taken_for=_taken_for(step),
        heard=_heard(run, step, given),
        time="" if given.seconds is None else duration(given.seconds),
        consequence=tuple(telling.consequence(run, step)),
        marks=_marks(run, step),
        loss=phrases.number(step.loss),
        cost=judged.cost if judged else None,
        cost_text=phrases.number(judged.cost) if judged else "",
        label=judged.label if judged else None,
        better=tuple(_better(run, step, r) for r in judged.better) if judged else (),
        critical=telling.fill(run, critical, step.affected) if critical else "",
    )


def _how(step: Step) -> How:
    if step.response.id == TIMEOUT:
        return How.TIMEOUT
    return How.TYPED if step.reply.words else How.CHOSEN


def _taken_for(step: Step) -> str:
    if not step.reply.words:
        return ""
    if step.response.id == FALLBACK:
        return "These words fitted none of the options, so the scene went its own way."
    return f"These words were taken for option {step.offered.index(step.response) + 1}."


def _heard(run: Run, step: Step, given: Given) -> tuple[str, ...]:
    """What was found in typed words, and what they held back; nothing for a choice."""
    decision = step.scene.decision
    if given.graded is None or decision is None:
        return ()
    heard = HeardReply(given.graded, decision.expects, held_back(run, step, given.graded))
    return tuple(heard_lines(run, heard, {}))


def _marks(run: Run, step: Step) -> tuple[Marked, ...]:
    """The principles at stake, the lowest level first."""
    why = {m.principle: telling.fill(run, m.why, step.affected) for m in phrases.standing_marks(step)}
    why |= {
        key: "Held back by the words themselves." for key, level in step.reply.caps if step.levels.get(key) == level
    }
    weights = run.machine.scenario.weights
    found = [
        Marked(phrases.principle_title(run, key), level, Level(level).word, why.get(key, ""), weights.get(key, 1))
        for key, level in step.levels.items()
    ]
    return tuple(sorted(found, key=lambda m: m.level))


def _better(run: Run, step: Step, response: Response) -> Better:
    """With the why of the mark that gains most over the reply."""
    affected = run.machine.affect(step.before, response)
    gains = [(m.level - step.levels.get(m.principle, UNMARKED), m) for m in response.marks]
    gain, mark = max(gains, key=lambda pair: pair[0], default=(0, None))
    why = ""
    if mark is not None and gain > 0:
        title = phrases.principle_title(run, mark.principle)
        why = f"{telling.fill(run, mark.why, affected)} ({title}: {Level(mark.level).word})"
    return Better(telling.option_text(run, response, step.before), why)
