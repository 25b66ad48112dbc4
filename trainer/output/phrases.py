"""The sentences that every front end says in the same words."""

from __future__ import annotations

from pathlib import Path

from trainer.analysis.judgement import RunResult
from trainer.analysis.numbers import Numbers
from trainer.analysis.playable import Playable
from trainer.analysis.worth import Worth
from trainer.play import narration
from trainer.play.run import Run, Step
from trainer.play.verdict import Verdict
from trainer.principles.levels import Level
from trainer.records.header import Parent, Part
from trainer.records.record import Interruptions
from trainer.records.summary import DISAGREES, AttemptSummary
from trainer.scenario.facts import ShownAs
from trainer.scenario.model import Mark

VERDICTS = {
    Verdict.AMAZING: "Amazing: every touchpoint a notch above average.",
    Verdict.SOUND: "Sound: nothing below average, and room for that one notch more.",
    Verdict.NOT_YET: "Not yet.",
}

MOST = 0.995
"""A share from which on hundredths no longer tell."""
UNFINISHED = "This attempt has not reached an ending, so there is no verdict yet."
TOO_LARGE_TO_SCORE = "Not scored: the scenario is too large to know what its replies are worth."
MODES = {
    "coach": "coach (a short why after each decision; replies can be taken back)",
    "practice": "practice (no explanation before the end)",
    "check": "check (no hints, and no way back)",
}
SURENESS = {1: "guessing", 2: "rather unsure", 3: "rather sure", 4: "certain"}
"""The four answers to "how sure are you?"."""
HOW_TO_READ = (
    (
        "Levels run from 0 to 4: violated, poor, average, good (a notch above average), outstanding. "
        "A principle is at stake where any reply on offer is marked on it; a reply that is not marked on it "
        "counts as average. What was never at stake is not rated, which is neither good nor bad."
    ),
    (
        "The loss of a reply is what its marks lack to the best on offer. Its cost counts in what it led to as well, "
        "against the best line from there: 0 is best, below 2 fine, below 4 a slip, from 4 on a mistake. "
        "Critical is the author's word for an error that no run is passed with, whatever its score."
    ),
    (
        "The verdict looks at the touchpoints and the ending, never at the score. "
        "A touchpoint is as good as the lowest level in it."
    ),
    (
        "Options stand in the order in which they were shown. Whoever keeps the receipt can tell whether the record "
        "was written anew. A transcript serves the trainee's development, and nothing else."
    ),
)
"""At the foot of every transcript."""


def what_is_recorded(folder: Path) -> str:
    """Said before the first name is asked for."""
    return (
        "What you answer is kept, with its time, so that you and whoever trains you can go over it: "
        f"in {folder.absolute()}, on this computer. It can be read by whoever may read that folder. "
        "Your name stands in one private file there; everywhere else you are a pseudonym. "
        "It is for your development only."
    )


def why_lines(run: Run, step: Step) -> list[str]:
    """Why a reply was marked as it was: one line for each mark at stake, the lowest first."""
    return [why_line(run, step, mark) for mark in sorted(standing_marks(step), key=lambda m: m.level)]


def standing_marks(step: Step) -> list[Mark]:
    """The author's marks that stand: at stake, and not held back by the trainee's own words."""
    return [m for m in step.response.marks if step.levels.get(m.principle) == m.level]


def why_line(run: Run, step: Step, mark: Mark) -> str:
    """`You said the place back, so … (the right product: good)`."""
    why = narration.fill(run, mark.why, step.affected)
    return f"{why} ({principle_title(run, mark.principle)}: {Level(mark.level).word})"


def principle_title(run: Run, principle: str) -> str:
    """A principle as it reads in a sentence."""
    return run.machine.scenario.principles[principle].title


def short_why(run: Run, step: Step) -> str:
    """The one line that coach mode says after a decision: the lowest mark where any is below good, else the highest."""
    lines = why_lines(run, step)
    if not lines:
        return ""
    below = [m for m in standing_marks(step) if m.level < Level.GOOD]
    return lines[0] if below else lines[-1]


def gauge_words(gauge: narration.Gauge) -> str:
    """A fact on show in words: `patient`, `10 waiting`."""
    if gauge.kind is ShownAs.DOTS and gauge.word != str(gauge.number):
        return f"{gauge.number} {gauge.word}"
    return gauge.word


def score_line(result: RunResult) -> str:
    """The score in a sentence."""
    if result.run.ending is None:
        return "Not finished, so not scored."
    if not result.known:
        return TOO_LARGE_TO_SCORE
    if result.score is None:
        return "Not scored: picking at random would have done as well."
    return f"Score {result.score:.0f} of 100, where 0 is picking at random and 100 the best line there is."


def place_line(playable: Playable, result: RunResult) -> str:
    """The score's place in the exact distribution, in a sentence; "" where nothing is scored."""
    share = Numbers(playable).place(result.loss) if result.score is not None else None
    if share is None:
        return ""
    hundred = round(100 * share)
    if share >= MOST:
        return "Picking at random, fewer than 1 run in 200 does as well."
    return f"Picking at random, {hundred} of 100 runs lose more than this one did."


def standing_in_the_way(result: RunResult) -> str:
    """What kept a run from being amazing, "" when it was."""
    if result.verdict in (None, Verdict.AMAZING):
        return ""
    if result.critical:
        step = result.critical[0]
        assert step.response.critical is not None
        return "A critical error stood in the way: " + narration.fill(result.run, step.response.critical, step.affected)
    rated = [t for t in result.touchpoints if t.level is not None]
    lowest = min(rated, key=lambda t: t.level if t.level is not None else Level.OUTSTANDING, default=None)
    if lowest is not None and lowest.level is not None and lowest.level < Level.GOOD:
        return f"What stood in the way: {touchpoint_title(lowest.id)} ({Level(lowest.level).word})."
    return "Every touchpoint was good; the ending was not."


def decisions_on_best_line(run: Run, worth: Worth | None) -> int:
    """How many decisions the best line from the start has; 0 where it is not known."""
    if worth is None:
        return 0
    machine, state, count = run.machine, run.opening[-1], 0
    while offered := machine.offered(state):
        losses = machine.stakes(state).losses
        moves = [(losses[r.id], machine.settle(machine.leave(machine.affect(state, r), r))) for r in offered]
        state = min(moves, key=lambda move: move[0] + worth.to_come[move[1][-1]])[1][-1]
        count += 1
    return count


def touchpoint_title(identifier: str) -> str:
    """A touchpoint as it reads on a page."""
    return identifier.replace("-", " ").replace("_", " ")


def number(value: float) -> str:
    """A loss or a cost: whole, or with its half."""
    return f"{value:g}"


def beside(parent: Parent) -> str:
    """What an attempt is that begins in the middle of a story."""
    what = "a what-if" if parent.part is Part.WHAT_IF else "one decision to practise"
    source = f" of attempt {parent.attempt}" if parent.attempt else ""
    return f"{what}, from decision {len(parent.replies) + 1}{source}: kept apart, and never scored as an attempt"


def taken_back(count: int) -> str:
    """How many replies were taken back, and what follows from it."""
    return f"{count} {'reply' if count == 1 else 'replies'}, so this never counts as a first try"


def record_remarks(
    found: Interruptions, *, rewritten: bool = False, disagreement: str = "", copy_of: str = ""
) -> list[str]:
    """What is to be known of a record beside what it says: cuts, re-openings, and what does not fit together."""
    said = [
        (found.cut, "its last write is cut off"),
        (found.recovered, f"a write was cut off and set aside {_times(found.recovered)}"),
        (found.resumed, f"left and gone on with {_times(found.resumed)}"),
        (rewritten, "what was read in it before stands there no more"),
        (disagreement, f"{DISAGREES}{disagreement}"),
        (copy_of, f"a copy of {copy_of}"),
    ]
    return [text for true, text in said if true]


def summary_remarks(attempt: AttemptSummary) -> list[str]:
    """The same of an attempt in a list, and why it cannot be relied on at all."""
    said = record_remarks(
        attempt.interruptions,
        rewritten=attempt.rewritten,
        disagreement=attempt.disagreement,
        copy_of=attempt.copy_of,
    )
    return [*said, *([f"it cannot be replayed: {attempt.trouble}"] if attempt.trouble and attempt.is_readable else [])]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def speaks(utterance: narration.Utterance) -> str:
    """Who is heard, as it stands before a colon in plain lines."""
    if utterance.voice is narration.Voice.YOU:
        return "You do" if utterance.is_deed else "You say"
    return f"{utterance.name} says" if utterance.name else "Narrator"
