"""The debrief, drills and progress in words, the same in the app, in plain lines and in the transcript."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from trainer.analysis.judgement import CostLabel
from trainer.analysis.turning import TurningPoint
from trainer.output.charts import sparkline
from trainer.output.phrases import TOO_LARGE_TO_SCORE, act_title, heard_lines, missing_line, number, touchpoint_title
from trainer.play import narration
from trainer.play.narration import Utterance
from trainer.play.run import Run
from trainer.practice.daily_session import Pick
from trainer.practice.debrief import (
    Debrief,
    DecisionLine,
    Earned,
    ModelReply,
    Obstacles,
    SelfRating,
    TouchpointLine,
    decision_lines,
)
from trainer.practice.debrief_events import Disputed, RegradedReply, Rewritten, regrade
from trainer.practice.due import Due
from trainer.practice.feedback import HeardReply, told_acts
from trainer.practice.progress import DAYS, IN_A_ROW, LAST, RECENT, TRIES, Mastery, PrincipleProgress, Progress
from trainer.principles.acts import ActWording
from trainer.principles.levels import Level
from trainer.records.decisions import CONFIDENT
from trainer.records.record import Record
from trainer.scenario.conditions import value_text


class DebriefPart(StrEnum):
    """The headings of what a debrief tells, in the order in which every form of it does."""

    DEBRIEF = "The debrief"
    CURVE = "The score that was still possible"
    STRENGTH = "One strength"
    FIX = "One fix"
    NEAR_MISS = "A model reply beside a near-miss"
    CLOSE = "Close"
    MODEL = "This would have cost nothing"
    WEAKEST = "Your weakest reply, again"
    REWRITTEN = "Written again"
    DISPUTES = "The trainee does not agree"
    GOAL = "One goal for the counter"
    RECEIPT = "Receipt of the debrief"


RATINGS = {0: "badly", 1: "rather badly", 2: "so-so", 3: "well", 4: "very well"}
"""How it went, as the trainee sees it."""
ASK_AIM = "What were you after?"
ASK_RATING = "How did it go, as you see it?"
ASK_GOAL = f"{DebriefPart.GOAL}, in your own words?"
NEVER_CHANGES = "It changes nothing of the attempt."
KEPT_APART = "kept apart from the attempt, and never scored"
SO_FAR = "The story so far, in short. You said:"
OF_MODEL = "Of that reply: "
"""Before an author's reason that stands beside words of the trainee's own, and is not about them."""
_LONGEST = 90
"""Characters of a reply that is told again in short."""
_LINES = 4
"""Things told in full right before the decision."""
ABOUT = (
    "Progress tells how even your service is, principle by principle; there is no best score and no ranking. A "
    "try is a story played from its beginning to an ending with nothing taken back; its level is the lowest one "
    "of the principle in it, and it is at standard when that is good or better and nothing critical happened.\n\n"
    f"Line: the levels of your last {RECENT} tries, oldest first, from violated (low) to outstanding (high). "
    f"Floor: the lowest of the last {LAST}: what a customer could have met lately. Median: half of the tries were "
    "at this level or better. Spread: how far a try lies from the median on average, in levels; 0 is always the "
    "same. At standard: how many of them were. Proves: the least chance that your next try is at standard, as far "
    "as so few tries can prove it (80 % sure): 5 of 5 prove 72 %. Next three: the chance that three tries in a "
    "row all are; with 7 of 10 that is 29 %. Longest run: the most in a row, ever. Critical: stories in which "
    "something critical happened to it.\n\n"
    f"Mastered: the last {TRIES} first tries in check mode, each on a variant never seen, all at standard, on "
    f"{DAYS} different days, without a critical error. Due: when it comes again in today's practice; a pause costs "
    "nothing."
)
"""What F1 says of the numbers."""


def obstacle_lines(obstacles: Obstacles) -> list[str]:
    """What kept it from being amazing, a line for each thing."""
    lines = [
        f"A critical error stood in the way, at decision {line.number + 1}: {line.critical}"
        for line in obstacles.critical
    ]
    if obstacles.touchpoints:
        lines.append(f"What stood in the way: {', '.join(_touchpoint_level(t) for t in obstacles.touchpoints)}.")
    if obstacles.ending and not obstacles.critical:
        lines.append(f"The story ended {'badly' if obstacles.ending.value == 'bad' else 'neither well nor badly'}.")
    return lines


def main_obstacle(obstacles: Obstacles) -> str:
    """The one thing that above all kept a run from being amazing, in a sentence."""
    if obstacles.critical:
        return f"A critical error stood in the way: {obstacles.critical[0].critical}"
    if obstacles.touchpoints:
        return f"What stood in the way: {_touchpoint_level(min(obstacles.touchpoints, key=lambda t: t.level or 0))}."
    return "Every touchpoint was good; the ending was not."


def _touchpoint_level(touch: TouchpointLine) -> str:
    return f"{touchpoint_title(touch.id)} ({Level(touch.level or 0).word})"


def rating_line(rating: SelfRating) -> str:
    """The trainee's own view, in a sentence."""
    aim = f" You were after: {rating.aim}" if rating.aim else ""
    return f"Before you saw a grade you said that it went {RATINGS[rating.level]} ({rating.level} of 4).{aim}"


def touchpoint_words(touch: TouchpointLine) -> str:
    """`at the counter: good`."""
    title = touchpoint_title(touch.id)
    return title if touch.level is None else f"{title}: {Level(touch.level).word}"


def reply_words(line: DecisionLine) -> str:
    """What was answered: words, a deed, or nothing in time."""
    if not line.evidence:
        return "nothing, in time"
    return line.evidence if line.is_deed else f"“{line.evidence}”"


def cost_words(line: DecisionLine) -> str:
    """`slip 2`, `best`; the loss where nothing is scored; `not rated`."""
    if not line.rated:
        return "not rated"
    if line.label is None:
        return f"loss {number(line.loss)}"
    return f"{line.label.value} {number(line.cost)}" if line.cost else line.label.value


def cost_parts(line: DecisionLine) -> str:
    """A cost in its two parts, and the fact that turned, in a sentence; "" where there is no cost, or only one part."""
    if not line.cost or not line.led_to:
        return ""
    own = f"{number(line.loss)} lost by the reply itself" if line.loss else "Nothing lost by the reply itself"
    if line.led_to < 0:
        return f"{own}; what it led to made up for {number(-line.led_to)} of it."
    turned = f" ({_turned(line.turned)})" if line.turned else ""
    return f"{own}, {number(line.led_to)} by what it led to{turned}."


def _turned(turned: TurningPoint) -> str:
    """`the ending changed: patience fell below 6`."""
    changed = "the ending changed" if turned.ending_changed else "what followed changed"
    fact = turned.fact
    if fact is None:
        return changed
    title = (fact.shown.title if fact.shown else "") or fact.id.replace("_", " ")
    if turned.bound is not None:
        return f"{changed}: {title.lower()} {'fell below' if turned.fell else 'rose above'} {turned.bound}"
    words = dict(fact.shown.words) if fact.shown else {}
    return f"{changed}: {title.lower()} is {words.get(turned.value) or value_text(turned.value)}"


def level_words(earned: Earned) -> str:
    """`caring delivery: good`."""
    return f"{earned.title}: {Level(earned.level).word}"


def level_line(earned: Earned, of: str = "") -> str:
    """The same with its why, and before that perhaps of what it is the why."""
    return f"{level_words(earned)}. {of if earned.why else ''}{earned.why}".rstrip()


def picked_out(
    told: Debrief, titles: Mapping[str, ActWording] = MappingProxyType({})
) -> list[tuple[DebriefPart, DecisionLine, str]]:
    """The strength and the fix, as far as there are any: heading, decision, and why it is that."""
    picked = ((DebriefPart.STRENGTH, told.strength), (DebriefPart.FIX, told.fix))
    return [
        (part, line, reason_words(line, titles, best=part is DebriefPart.STRENGTH)) for part, line in picked if line
    ]


def reason_words(line: DecisionLine, titles: Mapping[str, ActWording], *, best: bool) -> str:
    """Why a reply was good, or was not: the highest mark that has a reason, or the lowest.

    Of own words it is what was heard in them that helps, or what harms and what was not heard; then what they were
    taken for.
    """
    told = [one for one in line.earned if one.why]
    one = max(told, key=lambda e: e.level) if told and best else next(iter(told), None)
    level = f" ({level_words(one)})" if one else ""
    if not line.taken_as:
        return f"{one.why}{level}" if one else ""
    said = [_heard_most(line.heard, titles, harms=not best)]
    if line.heard and not best:
        said.append(missing_line(line.heard.graded, line.heard.expects, titles))
    return " ".join(filter(None, [*said, f"{line.taken_as}{level}"]))


def _heard_most(heard: HeardReply | None, titles: Mapping[str, ActWording], *, harms: bool) -> str:
    """The act that was heard most plainly, with its words; what the scene asks for before others, "" where none was."""
    marks = [m for m in told_acts(heard.graded, heard.expects) if m.harms == harms] if heard else []
    if heard is None or not marks:
        return ""
    most = max(marks, key=lambda m: (m.act in heard.expects, m.confidence))
    return f"Heard: {act_title(most.act, titles)}, by “{most.evidence[0].text}”."


def better_lines(run: Run, line: DecisionLine) -> list[str]:
    """What would have cost nothing, as it is listed."""
    step = run.steps[line.number]
    return [narration.option_text(run, response, step.before) for response in line.best]


def curve_line(curve: Sequence[float]) -> str:
    """The curve in words: where it began, where it ended, and where most was lost."""
    if len(curve) < 2:
        return ""
    drops = [before - after for before, after in pairwise(curve)]
    most = max(drops)
    where = f"; most of it went at decision {drops.index(most) + 1}" if most >= 0.5 else ""
    return f"{curve[0]:.0f} before the first reply, {curve[-1]:.0f} at the end{where}."


def debrief_confidence(lines: Sequence[DecisionLine]) -> list[str]:
    """How sure the trainee was, all in all, and what they were sure of and had wrong; empty where not asked."""
    asked = [line.confidence for line in lines if line.confidence is not None]
    if not asked:
        return []
    wrong = sure_lines(lines)
    times = "once" if len(asked) == 1 else f"{len(asked)} times"
    sure = sum(level >= CONFIDENT for level in asked)
    return [f"Asked how sure you were {times}: sure of {sure}, and {len(wrong)} of these went wrong.", *wrong]


def sure_lines(lines: Sequence[DecisionLine]) -> list[str]:
    """What one was sure of and was wrong, first of all: this is learned best."""
    return [
        f"You were sure at decision {line.number + 1}, and it was not right ({cost_words(line)}): {reply_words(line)}"
        for line in lines
        if line.is_confident_error
    ]


def model_lines(model: ModelReply) -> tuple[list[str], list[str]]:
    """A near-miss and a model for it, a line for each thing, to stand beside each other.

    Beside own words it is said that the reasons of the model are its own.
    """
    line = model.decision
    mine = [reply_words(line), *filter(None, [line.taken_as]), *[level_line(one) for one in line.earned]]
    text = model.text if model.is_deed else f"“{model.text}”"
    whys = [level_line(one, OF_MODEL if line.taken_as else "") for one in model.earned]
    return mine, [text, *whys]


def regraded_lines(run: Run, regraded: RegradedReply, titles: Mapping[str, ActWording]) -> list[str]:
    """What was heard in words written anew, and what they would have been worth."""
    lines, judged = heard_lines(run, regraded, titles), regraded.judged
    if judged is None:
        is_open = regraded.graded.abstained is None
        return [*lines, "Which reply it comes to stays open, so no cost is given."] if is_open else lines
    step = judged.step
    text = narration.option_text(run, step.response, step.before) if step.response.words else "a way of its own"
    cost = f"cost {number(judged.cost)}" if judged.cost else "it costs nothing"
    return [*lines, f"It would have been taken for {text}", f"In a word: {judged.label.value}, {cost}."]


def rewrite_lines(record: Record, one: Rewritten) -> list[str]:
    """The same of a rewriting on record."""
    if one.graded is None:
        return ["Its grade cannot be read."]
    return regraded_lines(record.run, regrade(record, one.number, one.graded), {})


def disputed_title(run: Run, about: str) -> str:
    """What a grade that is disputed is about: a principle, or an act."""
    principle = run.machine.scenario.principles.get(about)
    return principle.title if principle else act_title(about, {})


def dispute_words(run: Run, dispute: Disputed, titles: Mapping[str, ActWording]) -> str:
    """What a grade that is disputed is about, an act by its title or a principle, and why."""
    principle = run.machine.scenario.principles.get(dispute.about)
    what = principle.title if principle else f"whether it {act_title(dispute.about, titles)}"
    return f"{what}: {dispute.reason}" if dispute.reason else what


def story_so_far(run: Run) -> tuple[list[str], list[Utterance]]:
    """The story up to a decision: the replies before the last one in short, and what comes right before in full."""
    if not run.steps:
        return [], list(narration.opening(run))
    *earlier, last = run.steps
    texts = [" ".join(u.text.split()) for step in earlier for u in narration.reply_lines(run, step)]
    short = [t if len(t) <= _LONGEST else t[: _LONGEST - 1].rsplit(" ", 1)[0] + "…" for t in texts]
    full = [*narration.reply_lines(run, last), *narration.consequence(run, last), *narration.onward(run, last)]
    return short, full[-_LINES:] if len(full) > _LINES + 2 else full


def drill_outcome(record: Record) -> str:
    """What the one reply cost, and what would have cost nothing, in a sentence or two."""
    line = decision_lines(record, record.result())[-1]
    if line.label is None or line.cost is None:
        return TOO_LARGE_TO_SCORE
    if line.critical:
        said = f"Critical: {line.critical}"
    elif line.label is CostLabel.BEST:
        return "That cost nothing: there is no better reply here."
    else:
        said = f"That cost {number(line.cost)} against the best line from here ({line.label.value})."
    if not line.best:
        return said
    run = record.run
    better = narration.option_text(run, line.best[0], run.steps[-1].before)
    return f"{said} It would have cost nothing: {better}"


def next_piece(pick: Pick) -> str:
    """A piece, as it is offered after another one."""
    about = "one decision" if pick.drill else f"the whole story, about {pick.minutes} minutes"
    return f"Next: “{pick.material.title}”, {about}."


def short_title(principle: str) -> str:
    """A principle for whom the library knows no title."""
    return principle.rpartition(".")[2].replace("-", " ")


def progress_chart(one: PrincipleProgress) -> str:
    """Its levels as a line."""
    return sparkline(one.recent, Level.VIOLATED, Level.OUTSTANDING)


def progress_numbers(one: PrincipleProgress) -> Iterator[tuple[str, str]]:
    """What each number is called, and how it reads."""
    tries, median = len(one.recent), one.median
    of = f" of {one.tries}" if one.tries > tries else ""
    what = "try" if one.tries == 1 else "tries"
    yield "line", f"{progress_chart(one)}  {tries}{of} {what}, the last one {Level(one.recent[-1]).word}"
    middle = Level(int(median)).word if median == int(median) else f"{median:g}"
    yield "floor", f"{Level(one.floor).word}; median {middle}, spread {one.spread:.1f}"
    yield "at standard", f"{one.passed} of {tries}, which proves at least {one.proved:.0%}"
    row = f"unknown before {IN_A_ROW} tries" if one.all_pass is None else f"{one.all_pass:.0%} that all are at standard"
    yield "next three", row
    yield "longest run", f"{one.longest_run} at standard in a row; now {one.run}"
    yield "critical", "none" if not one.critical else f"in {one.critical} {'story' if one.critical == 1 else 'stories'}"


def mastery_words(gained: Mastery) -> str:
    """Whether it is mastered, and what is missing where it is not."""
    if gained.since:
        return f"since {gained.since.isoformat()}, at least {gained.proves:.0%} proved"
    have = f"{gained.at_standard} of the last {gained.looked_at} first tries" if gained.looked_at else "no first try"
    said = f"not yet: {have} in check mode at standard"
    missing = []
    if gained.at_standard < TRIES:
        missing.append(f"{TRIES} of {TRIES} in a row")
    if gained.days < DAYS:
        more = DAYS - gained.days
        missing.append(f"{more} more {'day' if more == 1 else 'days'}")
    return f"{said}. Missing: {' and '.join(missing)}" if missing else said


def due_words(principle: str, due: Sequence[Due], today: date) -> str:
    """When it comes again, and where."""
    coming = [one for one in due if one.item.principle == principle]
    if not coming:
        return "not practised yet"
    return "; ".join(f"{day_words(one.planned, today)} ({one.item.family.replace('-', ' ')})" for one in coming)


def day_words(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 3 days`."""
    days = (day - today).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


def not_counted(progress: Progress) -> str:
    """What was played and stands in no number, with commas between; empty if there is nothing."""
    parts = (
        (progress.taken_back, "with replies taken back"),
        (progress.unfinished, "unfinished"),
        (progress.drills, "single decisions"),
        (progress.what_ifs, "what if"),
    )
    return ", ".join(f"{count} {what}" for count, what in parts if count)


def no_checks(progress: Progress) -> str:
    """How many of what counts are no check, to be said behind it; empty if there is none."""
    return f", {progress.interrupted} of them as no check (left and gone on with)" if progress.interrupted else ""


def grade_names(
    line: DecisionLine, heard: HeardReply | None, titles: Mapping[str, ActWording]
) -> list[tuple[str, str]]:
    """What one can object to at a decision, ids and words: principles, the lowest level first, then acts."""
    names = [(one.principle, level_words(one)) for one in line.earned]
    if heard is None:
        return names
    acts = sorted(told_acts(heard.graded, heard.expects), key=lambda m: not m.harms)
    names += [(m.act, f"that it {act_title(m.act, titles)}") for m in acts]
    missed = [act for act in heard.expects if heard.graded.found(act) is None]
    return [*names, *[(act, f"that nothing in it {act_title(act, titles)}") for act in missed]]
