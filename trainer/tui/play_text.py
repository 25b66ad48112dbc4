"""What the play screen says: the question, the choices under it, what is at stake, and why a key does nothing."""

from collections.abc import Sequence

from textual.content import Content

from trainer.analysis.judgement import CostLabel
from trainer.cleaning import clean_line
from trainer.output.phrases import SURENESS, principle_title
from trainer.play import narration
from trainer.scenario.model import NONE_OF_THESE
from trainer.session.drills import DailyDrill, DrillSitting, WhatIf
from trainer.session.sitting import Question, Sitting
from trainer.tui.keys import digit
from trainer.tui.safe_text import join, line, minutes

OWN_WORDS, DEBRIEF, AGAIN, ONWARD = "=own-words", "=debrief", "=again", "=onward"
CONFIDENCE = "=confidence-"
"""Choices that are no responses; ids of responses have no `=`. The last is followed by how sure, 1 to 4."""
HURRY = 10
"""Seconds left from which on the time stands out."""
ABOUT = (
    "You are in a conversation; what you answer decides how it goes on. Choose a reply by its number, with the arrows "
    "and Enter, or with the mouse. Where it says so you can answer in your own words: t, then type, then Enter. They "
    "are graded on this computer, act by act; only where they leave open which reply is meant, it is asked. In coach "
    "mode what helped is underlined in your words and what harmed stands bold, and y tells all of it. In the other "
    "modes it is asked now and then how sure you are: that is never scored. Everything is saved as you answer. Where "
    "there is a time limit, it runs on while you type and while this help is open, and stands still once your words "
    "are sent; pausing stops it, and the decision is asked anew when you come back."
)
ONLY_REPLIES = "Here only the replies count: choose one by its number."
ONLY_ONWARD = "This story has ended: 1 shows how it went."
TOO_QUICK = "That key came before this could be read: nothing was chosen."
NOT_ON_OFFER = "That is not on offer here: choose one of these."
NONE_MARKED = "None of these is marked yet: choose by number, or mark one with the arrows."
BACK_AGAIN = "Take your last reply back? Press u again. It stays in the record, and this is no first try then."
PRESS_T = "Press t to say it in your own words."
MUST_CHOOSE = "This time one of the replies has to do."
NEVER_SCORED = "Never scored: it is for you to look back on. Esc: change the reply."
DRAFT_KEPT = "Your words are kept: t goes on with them."
NOT_COACHED = "Replies can be taken back in coach mode only."
NOTHING_TO_TAKE_BACK = "There is nothing to take back yet."
WHY_LATER = "The explanations wait for the debrief."
TAKEN_BACK = "Taken back. It stays in the record, and this is no longer a first try."
KEPT_WITHOUT_END = "Your answers are kept, the last one too; only the end of the story is not. Going on writes it."
STILL_SAFE = "Your answers before this one are kept; you can go on from there."

Choice = tuple[str, str, str]
"""An id, the key shown before it, and its text."""


def question(sitting: Sitting) -> str:
    """The line over the choices."""
    if isinstance(sitting, DailyDrill) and sitting.is_answered:
        return "That was the one decision."
    if isinstance(sitting, DrillSitting) and sitting.is_answered:
        assert sitting.label is not None
        if sitting.is_learned:
            best = sitting.label is CostLabel.BEST
            return "That is a good reply here: it costs nothing." if best else "That is a fine one."
        return f"Not yet: {'a critical error' if sitting.label is CostLabel.CRITICAL else f'a {sitting.label.value}'}."
    match sitting.question:
        case Question.NOTHING:
            return "The end of this other way." if isinstance(sitting, WhatIf) else "The end of this story."
        case Question.CONFIDENCE:
            return "How sure are you of that reply?"
        case Question.CLOSEST:
            return "Which of these is closest to what you meant?"
        case Question.DECISION:
            return narration.prompt(sitting.attempt.run)


def choices(sitting: Sitting) -> list[Choice]:
    """What can be chosen."""
    if isinstance(sitting, DrillSitting) and sitting.is_answered:
        leave = "Leave it here: Home." if isinstance(sitting, DailyDrill) else "Back to the debrief."
        onward = (ONWARD, "1", sitting.onward)
        if not sitting.is_learned and not isinstance(sitting, DailyDrill):
            onward = (AGAIN, "1", "Again, at the same place.")
        return [onward, (DEBRIEF, "2", leave)] if onward[2] else [(DEBRIEF, "1", leave)]
    if sitting.question is Question.NOTHING:
        is_other_way = isinstance(sitting, WhatIf)
        return [(DEBRIEF, "1", "Back to the debrief." if is_other_way else "See how it went.")]
    if sitting.question is Question.CONFIDENCE:
        return [(f"{CONFIDENCE}{level}", str(level), f"{how.capitalize()}.") for level, how in SURENESS.items()]
    texts = [(option.id, option.text) for option in sitting.options]
    if sitting.question is Question.CLOSEST:
        texts.append((NONE_OF_THESE, "None of these."))
    choices = [(name, digit(n), text) for n, (name, text) in enumerate(texts)]
    if sitting.welcomes_words and sitting.question is Question.DECISION:
        choices.append((OWN_WORDS, "t", "say it in your own words…"))
    return choices


def principles(sitting: Sitting) -> tuple[str, list[str]]:
    """A heading, and the principles under it: before the reply in coach mode, after it in the others."""
    run = sitting.attempt.run
    if sitting.is_coached and not sitting.attempt.ended:
        keys: Sequence[str] = run.machine.stakes(run.state).principles
        return "At stake here", [principle_title(run, k) for k in keys]
    if run.steps:
        return "Your last reply touched", [principle_title(run, k) for k in run.steps[-1].levels]
    return "", []


def title_line(sitting: Sitting) -> tuple[Content, Content]:
    """What is played, and its first sentence; at the right how, how far, and the time left or else since the start."""
    run, left = sitting.attempt.run, sitting.left()
    scenario = run.machine.scenario
    hint = narration.fill(run, scenario.setting).split("\n")[0].partition(". ")[0].rstrip(".")
    title = join(line(scenario.title, "bold"), Content.styled("  ·  " + clean_line(hint), "$quiet"))
    done = len(run.steps) + (not sitting.attempt.ended)
    progress = f"{done} of ~{max(sitting.expected, done)}" if sitting.expected else f"decision {done}"
    time = minutes(sitting.countdown.lasted) if left is None else f"{minutes(left + 0.999)} left"
    style = "bold $error" if left is not None and left <= HURRY else "$quiet"
    return title, join(Content.styled(f"{sitting.mode.value}   {progress}   ", "$quiet"), line(time, style))
