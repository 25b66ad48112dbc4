"""From a record to its view: the verdict first, then the conversation, then what it rests on."""

from __future__ import annotations

from trainer.analysis.judgement import Result
from trainer.output import phrases
from trainer.output.phrases import duration, moment
from trainer.output.view import Closing, Fact, Rating, Ratings, Touch, Transcript, Turn
from trainer.output.view_of_debrief import debriefed
from trainer.output.view_of_turns import turns
from trainer.play import telling
from trainer.play.run import Run
from trainer.play.verdict import (
    PrincipleResult,
    Touchpoint,
    Verdict,
)
from trainer.principles.levels import Level
from trainer.principles.model import Judged, Principle
from trainer.records.event import Kind
from trainer.records.header import Mode, TimeLimits
from trainer.records.record import Record

_TIME_LIMITS = {
    TimeLimits.ON: "as the scenario sets them",
    TimeLimits.STRETCHED: "twice what the scenario sets",
    TimeLimits.OFF: "switched off",
}


def transcript_view(record: Record) -> Transcript:
    """Everything a transcript tells of a record, finished or not."""
    run = record.run
    result = record.result()
    told = turns(record, result)
    word, sentence = _headline(result)
    return Transcript(
        title=record.header.title,
        language=run.machine.scenario.language,
        setting=telling.fill(run, run.machine.scenario.setting, run.opening[0]),
        part=telling.fill(run, run.machine.scenario.you, run.opening[0]),
        headline=word,
        sentence=sentence,
        passed=None if result.verdict is None else result.verdict is not Verdict.NOT_YET,
        score=_score(record, result),
        facts=_facts(record),
        record=_rests_on(record),
        touchpoints=tuple(_touch(t, told) for t in result.touchpoints),
        turns=told,
        after=_after(run),
        closing=_closing(record),
        ratings=_ratings(run, result),
        scored=record.playable.worth is not None,
        debrief=debriefed(record),
    )


def _score(record: Record, result: Result) -> str:
    return " ".join(text for text in (phrases.score_line(result), phrases.place_line(record.playable, result)) if text)


def _headline(result: Result) -> tuple[str, str]:
    if result.verdict is None:
        return "Unfinished", phrases.UNFINISHED
    word, _, sentence = phrases.VERDICTS[result.verdict].rstrip(".").partition(": ")
    parts = [f"{sentence[:1].upper()}{sentence[1:]}." if sentence else "", phrases.standing_in_the_way(result)]
    return word, " ".join(part for part in parts if part)


def _facts(record: Record) -> tuple[Fact, ...]:
    header = record.header
    facts = [
        Fact("Trainee", header.trainee),
        Fact("Played", moment(record.started)),
        Fact("Time taken", duration(_played_for(record))),
        Fact("Mode", phrases.MODES[header.mode.value]),
        Fact("Variant", header.variant),
        Fact("Ending", _ended(record.run)),
    ]
    if header.parent:
        facts.append(Fact("Beside an attempt", phrases.part_words(header.parent)))
    if record.taken_back:
        facts.append(Fact("Taken back", phrases.taken_back(record.taken_back)))
    if remarks := _remarks(record):
        facts.append(Fact("Record", remarks))
    return tuple(facts)


def _remarks(record: Record) -> str:
    """What is to be known before one relies on it."""
    copy_of = record.header.attempt if record.is_copy else ""
    said = phrases.record_remarks(record.interruptions, disagreement=record.disagreement(), copy_of=copy_of)
    if record.interruptions and record.header.mode is Mode.CHECK:
        said.append("so it counts as no check")
    return "; ".join(said)


def _ended(run: Run) -> str:
    if run.ending is None:
        return "not reached"
    title = telling.fill(run, run.ending.title)
    return f"{title} ({run.ending.outcome} outcome)" if title else f"{run.ending.outcome} outcome"


def _played_for(record: Record) -> float:
    end = next((e for e in record.events if e.kind is Kind.END), record.events[-1])
    return end.mono


def _rests_on(record: Record) -> tuple[Fact, ...]:
    header = record.header
    return (
        Fact("Receipt" if record.closed else "Receipt so far", record.receipt, exact=True),
        Fact("Attempt", header.attempt, exact=True),
        Fact("Scenario", f"{header.scenario.id}, version {header.version}"),
        Fact("Scenario SHA-256", header.scenario.sha256, exact=True),
        *(Fact(f"Framework {f.id} SHA-256", f.sha256, exact=True) for f in header.frameworks),
        Fact("Seed", str(header.seed), exact=True),
        Fact("Played in", header.front),
        Fact("Time limits", _TIME_LIMITS[header.time_limits]),
        Fact("Graded by", "the scenario's author: marks written for each response beforehand"),
        Fact("service-trainer", header.app),
    )


def _touch(touchpoint: Touchpoint, told: tuple[Turn, ...]) -> Touch:
    level = touchpoint.level
    return Touch(
        title=phrases.touchpoint_title(touchpoint.id),
        level=level,
        word="nothing at stake" if level is None else Level(level).word,
        turns=tuple(told[step.number] for step in touchpoint.steps),
    )


def _after(run: Run) -> tuple[telling.Utterance, ...]:
    if run.ending is None:
        return ()
    return tuple(telling.onward(run, run.steps[-1]) if run.steps else telling.opening(run))


def _closing(record: Record) -> Closing | None:
    run, ending, worth = record.run, record.run.ending, record.playable.worth
    if ending is None:
        return None
    loss = worth.ending_loss(ending) if worth else 0
    return Closing(
        title=telling.fill(run, ending.title),
        outcome=ending.outcome.value,
        lesson=telling.fill(run, ending.lesson),
        loss=phrases.number(loss) if loss else "",
    )


def _ratings(run: Run, result: Result) -> tuple[Ratings, ...]:
    return tuple(
        Ratings(framework.title, tuple(_rating(run, p, result.principles[p.id]) for p in framework.principles.values()))
        for framework in run.machine.scenario.frameworks
    )


def _rating(run: Run, principle: Principle, found: PrincipleResult | None) -> Rating:
    return Rating(
        principle=principle.title,
        statement=principle.statement,
        weight=run.machine.scenario.weights.get(principle.id, 1),
        over_run=principle.judged is Judged.RUN,
        lowest=found.lowest if found else None,
        word=Level(found.lowest).word if found else "not rated",
        mean=f"{found.mean:.1f}" if found else "",
        count=found.count if found else 0,
        critical=found.critical if found else False,
    )
