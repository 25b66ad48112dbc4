"""One decision of a run, all that is known of it, as it stands on the screen; and the grades one can object to."""

from __future__ import annotations

from textual.content import Content

from trainer.cleaning import clean_line
from trainer.output import practice_phrases as say
from trainer.output.phrases import HeardReply, act_title, heard_lines, held_back, touchpoint_title
from trainer.play import telling
from trainer.play.telling import Utterance, Voice
from trainer.practice.debrief import DecisionLine
from trainer.tui.looking_back import LookingBack
from trainer.tui.marked import stretches
from trainer.tui.show import EMPTY, join, line, lines, paragraphs, words
from trainer.tui.talk import HARMED, HELPED

_BEFORE = 3
"""Lines of the story that are told again before the question."""


def decision(past: LookingBack, number: int) -> Content:
    """What was asked, what was answered, what came of it, what it was worth, and what would have been better."""
    found, run = past.lines[number], past.record.run
    step = run.steps[number]
    told = telling.onward(run, run.steps[number - 1]) if number else telling.opening(run)
    prompt = step.scene.decision.prompt if step.scene.decision else None
    return paragraphs(
        line(_head(past, found), "$quiet"),
        lines(*[_told(u) for u in told[-_BEFORE:]]) if told else EMPTY,
        words(telling.fill(run, prompt, step.before), "bold") if prompt else EMPTY,
        lines(line("You", "bold $you"), _mine(past, number)),
        _taken_as(past, number),
        _heard(past, number),
        lines(*[_told(u) for u in found.happened]) if found.happened else EMPTY,
        words(f"Critical: {found.critical}", "bold $error") if found.critical else EMPTY,
        lines(line("Why", "bold"), *[words(say.level_line(e)) for e in found.earned]) if found.earned else EMPTY,
        _better(past, found),
        _objections(past, number),
    )


def grades(past: LookingBack, number: int) -> list[tuple[str, str]]:
    """What one can object to: ids and words, the lowest level first, then the acts."""
    found = [(e.principle, say.level_words(e)) for e in past.lines[number].earned]
    heard = _as_heard(past, number)
    if heard is None:
        return found
    acts = sorted(heard.graded.acts, key=lambda m: not m.harms)
    found += [(m.act, f"that it {act_title(m.act, past.titles)}") for m in acts if m.sure.scores]
    missed = [act for act in heard.expects if heard.graded.found(act) is None]
    return [*found, *[(act, f"that nothing in it {act_title(act, past.titles)}") for act in missed]]


def _head(past: LookingBack, found: DecisionLine) -> str:
    scene = past.record.run.steps[found.number].scene
    sure = "  ·  you were sure" if found.is_confident_error else ""
    where = touchpoint_title(scene.touchpoint or scene.id)
    return f"{found.number + 1} of {len(past.lines)}  ·  {where}  ·  {say.cost_words(found)}{sure}"


def _told(utterance: Utterance) -> Content:
    if utterance.voice is Voice.NARRATOR:
        return words(utterance.text, "italic $quiet")
    return join(Content.styled(clean_line(utterance.name) + ": ", "bold $customer"), words(utterance.text))


def _mine(past: LookingBack, number: int) -> Content:
    graded = past.graded(number)
    if graded is None:
        return words(say.reply_words(past.lines[number]))
    body = words(graded.words)
    for stretch in stretches(graded, past.titles):
        body = body.stylize(HARMED if stretch.harms else HELPED, stretch.start, stretch.end)
    return body


def _taken_as(past: LookingBack, number: int) -> Content:
    """What own words were taken for."""
    run = past.record.run
    step = run.steps[number]
    if not step.reply.words or not step.response.words:
        return EMPTY
    text = telling.option_text(run, step.response, step.before)
    return lines(line("Taken as", "$quiet"), words(text, "$quiet"))


def _as_heard(past: LookingBack, number: int) -> HeardReply | None:
    run = past.record.run
    graded, step = past.graded(number), run.steps[number]
    if graded is None or step.scene.decision is None:
        return None
    return HeardReply(graded, step.scene.decision.expects, held_back(run, step, graded))


def _heard(past: LookingBack, number: int) -> Content:
    heard = _as_heard(past, number)
    if heard is None:
        return EMPTY
    each = []
    for text in heard_lines(past.record.run, heard, past.titles):
        style = {"+": "bold $helped", "−": "bold $harmed"}.get(text[:1])
        each.append(words(text).stylize(style, 0, 1) if style else words(text, "$quiet"))
    return lines(line("Heard in your words", "bold"), *each)


def _better(past: LookingBack, found: DecisionLine) -> Content:
    better = say.better_lines(past.record.run, found)[:1]
    return lines(line("A line that would have cost nothing", "bold"), words(better[0])) if better else EMPTY


def _objections(past: LookingBack, number: int) -> Content:
    said = [d for d in past.disputes if d.number == number]
    each = [words(say.dispute_words(past.record.run, d, past.titles)) for d in said]
    return lines(line("You do not agree with", "bold"), *each) if each else EMPTY
