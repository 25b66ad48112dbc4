"""One decision of a run, all that is known of it, as it stands on the screen; and the grades one can object to."""

from __future__ import annotations

from textual.content import Content

from trainer.cleaning import clean_line
from trainer.output import practice_phrases as say
from trainer.output.phrases import heard_lines, touchpoint_title
from trainer.play import narration
from trainer.play.narration import Utterance, Voice
from trainer.practice.debrief import DecisionLine
from trainer.session.debriefing import Debriefing
from trainer.tui.heard_words import stretches
from trainer.tui.safe_text import EMPTY, join, line, lines, paragraphs, words
from trainer.tui.speeches import HARMED, HELPED

_BEFORE = 3
"""Lines of the story that are told again before the question."""


def decision(past: Debriefing, number: int) -> Content:
    """What was asked, what was answered, what came of it, what it was worth, and what would have been better."""
    found, run = past.lines[number], past.record.run
    step = run.steps[number]
    told = narration.onward(run, run.steps[number - 1]) if number else narration.opening(run)
    prompt = step.scene.decision.prompt if step.scene.decision else None
    return paragraphs(
        line(_head(past, found), "$quiet"),
        lines(*[_told(u) for u in told[-_BEFORE:]]) if told else EMPTY,
        words(narration.fill(run, prompt, step.before), "bold") if prompt else EMPTY,
        lines(line("You", "bold $you"), _mine(past, number)),
        _taken_as(past, number),
        _heard(past, number),
        lines(*[_told(u) for u in found.happened]) if found.happened else EMPTY,
        words(f"Critical: {found.critical}", "bold $error") if found.critical else EMPTY,
        lines(line("Why", "bold"), *[words(say.level_line(e)) for e in found.earned]) if found.earned else EMPTY,
        _better(past, found),
        _objections(past, number),
    )


def grades(past: Debriefing, number: int) -> list[tuple[str, str]]:
    """What one can object to: ids and words."""
    return say.grade_names(past.lines[number], past.heard(number), past.titles)


def _head(past: Debriefing, found: DecisionLine) -> str:
    scene = past.record.run.steps[found.number].scene
    sure = "  ·  you were sure" if found.is_confident_error else ""
    where = touchpoint_title(scene.touchpoint or scene.id)
    return f"{found.number + 1} of {len(past.lines)}  ·  {where}  ·  {say.cost_words(found)}{sure}"


def _told(utterance: Utterance) -> Content:
    if utterance.voice is Voice.NARRATOR:
        return words(utterance.text, "italic $quiet")
    return join(Content.styled(clean_line(utterance.name) + ": ", "bold $customer"), words(utterance.text))


def _mine(past: Debriefing, number: int) -> Content:
    graded = past.graded(number)
    if graded is None:
        return words(say.reply_words(past.lines[number]))
    body = words(graded.words)
    for stretch in stretches(graded, past.titles):
        body = body.stylize(HARMED if stretch.harms else HELPED, stretch.start, stretch.end)
    return body


def _taken_as(past: Debriefing, number: int) -> Content:
    """What own words were taken for."""
    run = past.record.run
    step = run.steps[number]
    if not step.reply.words or not step.response.words:
        return EMPTY
    text = narration.option_text(run, step.response, step.before)
    return lines(line("Taken as", "$quiet"), words(text, "$quiet"))


def _heard(past: Debriefing, number: int) -> Content:
    heard = past.heard(number)
    if heard is None:
        return EMPTY
    each = []
    for text in heard_lines(past.record.run, heard, past.titles):
        style = {"+": "bold $helped", "−": "bold $harmed"}.get(text[:1])
        each.append(words(text).stylize(style, 0, 1) if style else words(text, "$quiet"))
    return lines(line("Heard in your words", "bold"), *each)


def _better(past: Debriefing, found: DecisionLine) -> Content:
    better = say.better_lines(past.record.run, found)[:1]
    return lines(line("A line that would have cost nothing", "bold"), words(better[0])) if better else EMPTY


def _objections(past: Debriefing, number: int) -> Content:
    said = [d for d in past.disputes if d.number == number]
    each = [words(say.dispute_words(past.record.run, d, past.titles)) for d in said]
    return lines(line("You do not agree with", "bold"), *each) if each else EMPTY
