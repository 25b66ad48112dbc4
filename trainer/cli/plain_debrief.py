"""The debrief in plain lines, from the verdict to the goal."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.output import practice_phrases as say
from trainer.output.charts import sparkline
from trainer.output.phrases import HeardReply, heard_lines, place_line, score_line
from trainer.practice.debrief import Debrief, DecisionLine, debrief
from trainer.records.record import Record


def ending_lines(record: Record) -> Iterator[str]:
    """How the story ended, before any grade."""
    told = debrief(record)
    if told:
        yield f"THE END: {told.ending or told.outcome.value} (a {told.outcome} ending)\n{told.lesson}\n"


def debrief_lines(record: Record) -> Iterator[str]:
    """What it amounts to, each decision with what it cost, and what is picked out. Nothing before an ending."""
    told = debrief(record)
    if told is None:
        return
    word, meaning = say.verdict_words(told.verdict)
    yield f"{word}. {meaning}".rstrip()
    yield from say.obstacle_lines(told.obstacles)
    if told.self_rating:
        yield say.rating_line(told.self_rating)
    result = record.result()
    yield f"{score_line(result)} {place_line(record.playable, result)}".rstrip()
    if len(told.curve) > 1:
        chart = sparkline(told.curve, 0, 100, ascii_only=True)
        yield f"The score still possible: {say.curve_line(told.curve)} [{chart}]"
    yield "\nYour decisions, in order:"
    for touch in told.strip:
        yield f"{say.touchpoint_words(touch)}"
        for line in touch.decisions:
            yield from _decision(line)
    yield from _picked_out(told)
    yield ""


def decision_lines(record: Record, line: DecisionLine) -> Iterator[str]:
    """One decision with everything that is known of it."""
    run = record.run
    yield from _decision(line)
    for one in line.earned:
        yield f"   - {say.level_line(one)}"
    step = run.steps[line.number]
    given = record.given[line.number - len(run.steps) + len(record.given)]
    if given.graded and step.scene.decision:
        heard = HeardReply(given.graded, step.scene.decision.expects, ())
        yield from (f"   heard: {text}" for text in heard_lines(run, heard, {}))
    if line.critical:
        yield f"   critical: {line.critical}"
    for better in say.better_lines(run, line)[:1]:
        yield f"   would have cost nothing: {better}"


def _decision(line: DecisionLine) -> Iterator[str]:
    sure = ", and you were sure" if line.is_confident_error else ""
    levels = ", ".join(say.level_words(one) for one in line.earned)
    yield f"{line.number + 1}. {' '.join(say.reply_words(line).split())}\n   {say.cost_words(line)}{sure}"
    if levels:
        yield f"   {levels}"


def _picked_out(told: Debrief) -> Iterator[str]:
    yield ""
    yield from say.sure_lines(told.decisions)
    if told.strength:
        yield _pick("One strength", told.strength, best=True)
    if told.fix:
        yield _pick("One fix", told.fix, best=False)
    if told.near_miss:
        number = told.near_miss.decision.number + 1
        (mine, *_), (text, *levels) = say.model_lines(told.near_miss)
        yield f"Close, at decision {number}: {mine}\nThis would have cost nothing: {text}"
        yield from (f"   - {level}" for level in levels)


def _pick(title: str, line: DecisionLine, *, best: bool) -> str:
    why = say.reason_words(line, best=best)
    return f"{title}, at decision {line.number + 1}: {say.reply_words(line)}" + (f"\n   {why}" if why else "")
