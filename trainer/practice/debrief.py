"""The debrief of an attempt as plain values, in the order in which it is read.

Its strip of decisions tells what happened, the words that earned it, and what it cost against the best line from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from trainer.analysis.judgement import CostLabel, RunResult
from trainer.analysis.turning import TurningPoint, turning_point
from trainer.play import narration
from trainer.play.narration import Utterance
from trainer.play.run import Run, Step
from trainer.play.verdict import Verdict
from trainer.practice.feedback import HeardReply, heard_as_recorded, held_back, in_own_words, standing_marks
from trainer.principles.levels import STANDARD, Level
from trainer.records.decisions import CONFIDENT
from trainer.records.event import Event, Kind
from trainer.records.record import Record, before
from trainer.records.tries import ERRORS
from trainer.scenario.model import FALLBACK, Outcome, Response

HELD = "Held back by the words themselves."
"""The why of a level that typed words held down."""
AS_TAKEN = "As the reply it was taken for."
"""The why of a level that typed words have from the option they were taken for: its author's why is not about them."""
AS_NONE = "As any words that fit none of the options."
"""The same where they were taken for none."""


@dataclass(frozen=True, slots=True)
class Earned:
    """A principle at stake and the level earned on it. `why` is "" where the author did not mark the reply on it.

    It is the author's, but for words of the trainee's own `HELD` or where the level comes from (`as_taken`).
    """

    principle: str
    title: str
    level: int
    why: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision. `cost` and `label` are None where nothing is scored.

    `evidence` are the words, or the deed, that earned the levels; "" when there was no answer in time.
    """

    number: int
    """From 0, as `Run.back_to` takes it."""
    scene: str
    evidence: str
    is_deed: bool
    typed: bool
    rated: bool
    """Whether it counts: not where words were corrected after it was known what they led to."""
    happened: tuple[Utterance, ...]
    """The consequence, told at once."""
    earned: tuple[Earned, ...]
    """The lowest first."""
    loss: float
    cost: float | None
    label: CostLabel | None
    at_risk: float
    """The most that a reply on offer would have lost."""
    best: tuple[Response, ...]
    """What would have cost nothing; empty for a best reply."""
    critical: str
    """Why no run is passed with this reply, "" for all others."""
    confidence: int | None
    """1 to 4, None where it was not asked."""
    can_be_said: bool
    """Whether words can answer here, not only deeds."""
    taken_as: str
    """What words of the trainee's own were taken for, in a sentence; "" for a choice, and for an option typed off."""
    heard: HeardReply | None
    """What was heard in typed words; None without a grade."""
    turned: TurningPoint | None = None
    """What turned where more was lost by what it led to; None where nothing did."""

    @property
    def led_to(self) -> float | None:
        """The part of the cost that lies in what the reply led to; below 0 where that made up for some of its loss."""
        return None if self.cost is None else self.cost - self.loss

    @property
    def weight(self) -> float:
        """What it cost, or where that is not known what it lost."""
        return self.loss if self.cost is None else self.cost

    @property
    def is_confident_error(self) -> bool:
        """Wrong, and sure of it."""
        return self.confidence is not None and self.confidence >= CONFIDENT and self.label in ERRORS

    @property
    def lowest(self) -> int | None:
        return self.earned[0].level if self.earned else None


@dataclass(frozen=True, slots=True)
class TouchpointLine:
    """A touchpoint. `level` is the lowest in it, None where nothing was at stake; `cost` that of its decisions."""

    id: str
    level: int | None
    decisions: tuple[DecisionLine, ...]

    @property
    def cost(self) -> float | None:
        costs = [line.cost for line in self.decisions if line.rated]
        return None if None in costs else sum(cost for cost in costs if cost is not None)


def decision_lines(record: Record, result: RunResult) -> tuple[DecisionLine, ...]:
    """A line for each decision that stands, in order."""
    run, worth = record.run, record.playable.worth
    costs = {decision.step.number: decision for decision in result.decisions}
    # The replies that led to the place where a what-if begins were never asked about.
    given = dict(enumerate(record.given, len(before(record.header))))
    lines = []
    for step in run.steps:
        said, judged = narration.reply_lines(run, step), costs.get(step.number)
        losses, one = run.machine.stakes(step.before).losses, given.get(step.number)
        line = DecisionLine(
            number=step.number,
            scene=step.scene.id,
            evidence=said[0].text if said else "",
            is_deed=bool(said) and said[0].is_deed,
            typed=bool(step.reply.words),
            rated=step.reply.rated,
            happened=tuple(narration.consequence(run, step)),
            earned=_earned(run, step),
            loss=step.loss,
            cost=judged.cost if judged else None,
            label=judged.label if judged else None,
            at_risk=max((losses[r.id] for r in step.offered), default=0),
            best=judged.better if judged else (),
            critical=_critical(run, step),
            confidence=one.confidence if one else None,
            can_be_said=any(not r.is_deed and bool(r.words) for r in step.offered),
            taken_as=taken_as(run, step) if in_own_words(run, step) else "",
            heard=heard_as_recorded(run, step, one.graded if one else None),
            turned=turning_point(step, run.machine, worth) if worth and judged and judged.cost > step.loss else None,
        )
        lines.append(line)
    return tuple(lines)


def touchpoint_lines(result: RunResult, lines: tuple[DecisionLine, ...]) -> tuple[TouchpointLine, ...]:
    """The same by touchpoint."""
    return tuple(TouchpointLine(t.id, t.level, tuple(lines[s.number] for s in t.steps)) for t in result.touchpoints)


def earned_by(run: Run, step: Step, response: Response) -> tuple[Earned, ...]:
    """What the levels of a reply on offer at a decision would be, the lowest first."""
    stakes = run.machine.stakes(step.before)
    levels = dict(zip(stakes.principles, stakes.levels[response.id], strict=True))
    whys = {mark.principle: narration.fill(run, mark.why, step.affected) for mark in response.marks}
    return _lowest_first(run, levels, whys)


def _earned(run: Run, step: Step) -> tuple[Earned, ...]:
    own = in_own_words(run, step)
    whys = {
        m.principle: as_taken(step) if own else narration.fill(run, m.why, step.affected) for m in standing_marks(step)
    }
    # What the words themselves hold down comes before what an author wrote.
    whys |= dict.fromkeys(held_back(step), HELD)
    return _lowest_first(run, step.levels, whys)


def _lowest_first(run: Run, levels: Mapping[str, int], whys: Mapping[str, str]) -> tuple[Earned, ...]:
    titles = run.machine.scenario.principles
    earned = [Earned(name, titles[name].title, level, whys.get(name, "")) for name, level in levels.items()]
    return tuple(sorted(earned, key=lambda one: one.level))


def taken_as(run: Run, step: Step) -> str:
    """`Taken as: “…”`, with the option that typed words were taken for; "" for a choice."""
    if not step.reply.words:
        return ""
    if step.response.id == FALLBACK:
        return "Taken as: none of the options."
    return f"Taken as: {narration.option_text(run, step.response, step.before)}"


def as_taken(step: Step) -> str:
    """Why words of the trainee's own have the level that they have, where they themselves hold nothing back."""
    return AS_NONE if step.response.id == FALLBACK else AS_TAKEN


def _critical(run: Run, step: Step) -> str:
    """Why no run is passed with a reply; of words of the trainee's own only that this is so of what they came to."""
    critical = step.critical
    if not critical:
        return ""
    if not in_own_words(run, step):
        return narration.fill(run, critical, step.affected)
    if step.response.id == FALLBACK:
        return "It was taken as none of the options, and with that no run is passed here."
    text = narration.option_text(run, step.response, step.before)
    return f"The reply it was taken for is one that no run is passed with: {text}"


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A reply that came close, and what would have cost nothing there."""

    decision: DecisionLine
    response: str
    """Its id."""
    text: str
    is_deed: bool
    earned: tuple[Earned, ...]


def strength(lines: Sequence[DecisionLine]) -> DecisionLine | None:
    """The reply that held when most could have been lost: it cost nothing, and every level was good.

    The first of equals. Where none was that good, the one that cost nothing with the best levels; else none.
    """
    clean = [line for line in lines if not line.weight and not line.critical and line.earned]
    good = [line for line in clean if line.lowest is not None and line.lowest >= STANDARD]
    if good:
        return max(good, key=lambda line: (line.at_risk, _mean(line)))
    return max(clean, key=_mean, default=None)


def fix(lines: Sequence[DecisionLine]) -> DecisionLine | None:
    """The reply to put right: one that the trainee was sure of before others, then a critical one, then the dearest.

    The first of equals; none where nothing was lost.
    """
    wrong = [line for line in lines if line.weight or line.critical]
    return max(wrong, key=lambda line: (line.is_confident_error, bool(line.critical), line.weight), default=None)


def near_miss(run: Run, lines: Sequence[DecisionLine]) -> ModelReply | None:
    """The reply that came closest to costing nothing, another than the fix where there is one, with a model beside it.

    The model is, of the responses that would have cost nothing, the one with the highest levels; the first of equals.
    """
    close = [line for line in lines if line.best and not line.critical and line.label is not CostLabel.BEST]
    others = [line for line in close if line is not fix(lines)] or close
    line = min(others, key=lambda line: line.weight, default=None)
    if line is None:
        return None
    step = run.steps[line.number]
    model = max(line.best, key=lambda response: sum(one.level for one in earned_by(run, step, response)))
    text = narration.fill(run, model.words, step.before)
    earned = earned_by(run, step, model)
    if line.taken_as and model == step.response:
        # Words that were taken for this very reply held it back: its reasons would read as if they were about them.
        earned = tuple(replace(one, why="") for one in earned)
    return ModelReply(line, model.id, text, model.is_deed, earned)


def weakest(lines: Sequence[DecisionLine]) -> DecisionLine | None:
    """The reply to write anew: a critical one, else the dearest, where words can answer; the first of equals."""
    wrong = [line for line in lines if (line.weight or line.critical) and line.can_be_said]
    return max(wrong, key=lambda line: (bool(line.critical), line.weight), default=None)


def _mean(line: DecisionLine) -> float:
    return fmean(one.level for one in line.earned)


@dataclass(frozen=True, slots=True)
class SelfRating:
    """What the trainee was after, and the level they gave themselves, 0 to 4, before seeing any grade."""

    level: int
    aim: str


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What kept a run from being amazing; all of it empty when nothing did."""

    critical: tuple[DecisionLine, ...]
    touchpoints: tuple[TouchpointLine, ...]
    """Those below good, in order."""
    ending: Outcome | None
    """The outcome of an ending that was not good."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything a debrief tells of a run that has ended. What was not scored is None."""

    ending: str
    """Its title, "" where it has none."""
    outcome: Outcome
    lesson: str
    ending_loss: float | None
    verdict: Verdict
    score: float | None
    loss: float | None
    strip: tuple[TouchpointLine, ...]
    curve: tuple[float, ...]
    """The score still possible, 0 to 100, before the first decision and after each; it never rises. Empty unscored."""
    strength: DecisionLine | None
    fix: DecisionLine | None
    near_miss: ModelReply | None
    rewrite: DecisionLine | None
    obstacles: Obstacles
    self_rating: SelfRating | None
    goal: str

    @property
    def decisions(self) -> tuple[DecisionLine, ...]:
        return tuple(line for touch in self.strip for line in touch.decisions)


def debrief(record: Record) -> Debrief | None:
    """The debrief of an attempt, from the texts kept in its record; None while it has not reached an ending.

    The run's place among all random runs takes longer to work out, and is no part of it.
    """
    result = record.result()
    ending = record.run.ending
    if ending is None or result.verdict is None:
        return None
    worth, lines = record.playable.worth, decision_lines(record, result)
    strip = touchpoint_lines(result, lines)
    curve: tuple[float, ...] = ()
    if worth:
        states = [record.run.back_to(number) for number in range(len(record.run.steps) + 1)]
        possible = (worth.still_possible(state, record.header.scoring) for state in states)
        curve = tuple(score for score in possible if score is not None)
    return Debrief(
        ending=narration.fill(record.run, ending.title),
        outcome=ending.outcome,
        lesson=narration.fill(record.run, ending.lesson),
        ending_loss=worth.ending_loss(record.run.machine, record.run.state) if worth else None,
        verdict=result.verdict,
        score=result.score,
        loss=result.loss if result.known else None,
        strip=strip,
        curve=curve,
        strength=strength(lines),
        fix=fix(lines),
        near_miss=near_miss(record.run, lines),
        rewrite=weakest(lines),
        obstacles=obstacles(result, strip),
        self_rating=self_rating(record.events),
        goal=goal(record.events),
    )


def obstacles(result: RunResult, strip: tuple[TouchpointLine, ...]) -> Obstacles:
    """What kept the run from being amazing."""
    outcome = result.run.ending.outcome if result.run.ending else None
    return Obstacles(
        critical=tuple(line for touch in strip for line in touch.decisions if line.critical),
        touchpoints=tuple(touch for touch in strip if touch.level is not None and touch.level < STANDARD),
        ending=outcome if outcome is not Outcome.GOOD else None,
    )


def self_rating(events: tuple[Event, ...]) -> SelfRating | None:
    """The last one recorded."""
    data = next((e.data for e in reversed(events) if e.kind is Kind.SELF_RATING), None)
    level = data.get("level") if data else None
    if data is None or not isinstance(level, int) or level not in list(Level):
        return None
    return SelfRating(level, str(data.get("aim", "")))


def goal(events: tuple[Event, ...]) -> str:
    """The goal set last, "" where none was."""
    return next((str(e.data.get("text", "")) for e in reversed(events) if e.kind is Kind.GOAL), "")
