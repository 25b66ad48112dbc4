"""The debrief in words, the same in the app, in plain lines and in the transcript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from trainer.analysis.judgement import Label
from trainer.output.phrases import VERDICTS, number, touchpoint_title
from trainer.output.typed_phrases import Heard, act_title, heard_lines
from trainer.play import telling
from trainer.play.run import Run
from trainer.play.verdict import Verdict
from trainer.practice.debrief import DecisionLine, Earned, ModelReply, Obstacles, SelfRating, TouchpointLine
from trainer.practice.debrief_events import Disputed, RegradedReply
from trainer.principles.levels import Level
from trainer.records.confidence import CONFIDENT

RATINGS = {0: "badly", 1: "rather badly", 2: "so-so", 3: "well", 4: "very well"}
"""How it went, as the trainee sees it."""
ASK_AIM = "What were you after?"
ASK_RATING = "How did it go, as you see it?"
ASK_GOAL = "One goal for the counter, in your own words?"
NEVER_CHANGES = "It changes nothing of the attempt."
KEPT_APART = "kept apart from the attempt, and never scored"


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """The word, and the sentence after it, "" where there is none."""
    word, _, sentence = VERDICTS[verdict].rstrip(".").partition(": ")
    return word, f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def obstacle_lines(found: Obstacles) -> list[str]:
    """What kept it from being amazing, a line for each thing."""
    lines = [
        f"A critical error stood in the way, at decision {line.number + 1}: {line.critical}" for line in found.critical
    ]
    touched = [f"{touchpoint_title(t.id)} ({Level(t.level).word})" for t in found.touchpoints if t.level is not None]
    if touched:
        lines.append(f"What stood in the way: {', '.join(touched)}.")
    if found.ending and not (lines and found.critical):
        lines.append(f"The story ended {'badly' if found.ending.value == 'bad' else 'neither well nor badly'}.")
    return lines


def rating_line(rating: SelfRating) -> str:
    """The trainee's own view, in a sentence."""
    aim = f" You were after: {rating.aim}" if rating.aim else ""
    return f"Before you saw a grade you said that it went {RATINGS[rating.level]} ({rating.level} of 4).{aim}"


def touch_words(touch: TouchpointLine) -> str:
    """`at the counter: good`."""
    title = touchpoint_title(touch.id)
    return title if touch.level is None else f"{title}: {Level(touch.level).word}"


def said(line: DecisionLine) -> str:
    """What was answered: words, a deed, or nothing in time."""
    if not line.evidence:
        return "nothing, in time"
    return line.evidence if line.is_deed else f"“{line.evidence}”"


def cost_words(line: DecisionLine) -> str:
    """`slip 2`, `best`; the loss where nothing is scored."""
    if line.label is None:
        return f"loss {number(line.loss)}"
    return label_words(line.label, line.cost)


def label_words(label: Label, cost: float | None) -> str:
    """`mistake 4.5`."""
    return f"{label.value} {number(cost)}" if cost else label.value


def level_words(earned: Earned) -> str:
    """`caring delivery: good`."""
    return f"{earned.title}: {Level(earned.level).word}"


def level_line(earned: Earned) -> str:
    """The same with its why."""
    return f"{level_words(earned)}. {earned.why}".rstrip() if earned.why else f"{level_words(earned)}."


def why(line: DecisionLine, *, best: bool) -> str:
    """Why a reply was good, or was not: the highest mark that has a reason, or the lowest."""
    told = [one for one in line.earned if one.why]
    if not told:
        return ""
    one = max(told, key=lambda e: e.level) if best else told[0]
    return f"{one.why} ({level_words(one)})"


def better_lines(run: Run, line: DecisionLine) -> list[str]:
    """What would have cost nothing, as it is listed."""
    step = run.steps[line.number]
    return [telling.option_text(run, response, step.before) for response in line.best]


def curve_line(curve: Sequence[float]) -> str:
    """The curve in words: where it began, where it ended, and where most was lost."""
    if len(curve) < 2:
        return ""
    drops = [before - after for before, after in pairwise(curve)]
    most = max(drops)
    where = f"; most of it went at decision {drops.index(most) + 1}" if most >= 0.5 else ""
    return f"{curve[0]:.0f} before the first reply, {curve[-1]:.0f} at the end{where}."


def confidence_line(found: Sequence[DecisionLine]) -> str:
    """How sure one was, and how often rightly; "" where it was never asked."""
    asked = [line for line in found if line.confidence is not None]
    if not asked:
        return ""
    sure = [line for line in asked if line.confidence is not None and line.confidence >= CONFIDENT]
    wrong = sum(line.is_confident_error for line in sure)
    times = "once" if len(asked) == 1 else f"{len(asked)} times"
    return f"Asked how sure you were {times}: sure of {len(sure)}, and {wrong} of these went wrong."


def sure_lines(found: Sequence[DecisionLine]) -> list[str]:
    """What one was sure of and was wrong, first of all: this is learned best."""
    return [
        f"You were sure at decision {line.number + 1}, and it was not right ({cost_words(line)}): {said(line)}"
        for line in found
        if line.is_confident_error
    ]


def model_lines(model: ModelReply) -> tuple[list[str], list[str]]:
    """A near-miss and a model for it, a line for each thing, to stand beside each other."""
    mine = [said(model.decision), *[level_line(one) for one in model.decision.earned]]
    text = model.text if model.is_deed else f"“{model.text}”"
    return mine, [text, *[level_line(one) for one in model.earned]]


def regraded_lines(run: Run, found: RegradedReply, titles: Mapping[str, str]) -> list[str]:
    """What was heard in words written anew, and what they would have been worth."""
    lines = heard_lines(run, Heard(found.graded, found.expects, found.caps), titles)
    if found.judged is None:
        return [*lines, "Which reply it comes to stays open, so no cost is given."] if not _unfit(found) else lines
    step = found.judged.step
    text = telling.option_text(run, step.response, step.before) if step.response.words else "a way of its own"
    return [*lines, f"It would have been taken for {text}", f"In a word: {_worth(found)}."]


def _worth(found: RegradedReply) -> str:
    assert found.judged is not None
    cost = found.judged.cost
    return f"{found.judged.label.value}, {f'cost {number(cost)}' if cost else 'it costs nothing'}"


def _unfit(found: RegradedReply) -> bool:
    return found.graded.abstained is not None


def dispute_words(run: Run, dispute: Disputed, titles: Mapping[str, str]) -> str:
    """What a grade that is disputed is about, an act by its title or a principle, and why."""
    principle = run.machine.scenario.principles.get(dispute.about)
    what = principle.title if principle else f"whether it {act_title(dispute.about, titles)}"
    return f"{what}: {dispute.reason}" if dispute.reason else what
