"""The decisions of an attempt in the order in which a transcript tells them, and what is said of each in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.analysis.judgement import RunResult
from trainer.output.phrases import SURENESS, duration, heard_lines, moment, why_line
from trainer.output.practice_phrases import OF_MODEL
from trainer.play import narration
from trainer.play.machine import State
from trainer.play.run import Run, Step
from trainer.play.verdict import Touchpoint
from trainer.practice.debrief import DecisionLine, decision_lines
from trainer.practice.feedback import heard_as_recorded, in_own_words
from trainer.principles.levels import UNMARKED
from trainer.records.decisions import Became, Given, TakenBack, correction_of
from trainer.records.event import Event, Kind
from trainer.records.record import Record
from trainer.scenario.model import TIMEOUT, Response, Scene


@dataclass(frozen=True, slots=True)
class TurnNote:
    """Something that happened beside the replies that stand; `words` are the trainee's."""

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A decision, with what was told before it.

    `step`, `given` and `line` are None for the decision at which an unfinished attempt stands.
    """

    number: int
    """From 1."""
    scene: Scene
    state: State
    """Before the reply."""
    offered: tuple[Response, ...]
    """In the order shown."""
    told: tuple[narration.Utterance, ...]
    notes: tuple[TurnNote, ...]
    step: Step | None = None
    given: Given | None = None
    line: DecisionLine | None = None


def turns(record: Record, result: RunResult) -> tuple[Turn, ...]:
    """Every decision that was answered, and the one where an unfinished attempt stands."""
    run, notes, lines = record.run, notes_of(record), decision_lines(record, result)
    listed: list[Turn] = []
    before = len(run.steps) - len(record.given)
    told = narration.onward(run, run.steps[before - 1]) if before else narration.opening(run)
    for step, given in zip(run.steps[before:], record.given, strict=True):
        n = step.number
        around = tuple(told), notes.get(n, ())
        listed.append(Turn(n + 1, step.scene, step.before, step.offered, *around, step, given, lines[n]))
        told = narration.onward(run, step)
    if not record.ended:
        n = len(run.steps)
        listed.append(Turn(n + 1, run.scene, run.state, run.options(), tuple(told), notes.get(n, ())))
    return tuple(listed)


def by_touchpoint(listed: tuple[Turn, ...], result: RunResult) -> tuple[tuple[Touchpoint, tuple[Turn, ...]], ...]:
    """Each touchpoint with its decisions that were answered; those before the beginning of a drill are left out."""
    answered = {turn.step.number: turn for turn in listed if turn.step}
    members = [(t, tuple(answered[s.number] for s in t.steps if s.number in answered)) for t in result.touchpoints]
    return tuple((touchpoint, inside) for touchpoint, inside in members if inside)


def time_limit(record: Record, turn: Turn) -> str:
    """How long there was to answer, "" for as long as one liked."""
    limit = turn.scene.decision.time_limit if turn.scene.decision else None
    seconds = record.header.time_limits.seconds(limit)
    return duration(seconds) if seconds else ""


def prompt(run: Run, turn: Turn) -> str:
    """What was asked."""
    return narration.fill(run, turn.scene.decision.prompt, turn.state) if turn.scene.decision else ""


def how_answered(step: Step) -> str:
    """Whether an option was chosen, words were typed, or time ran out."""
    if step.response.id == TIMEOUT:
        return "no answer in time"
    return "in own words" if step.reply.words else "chosen"


def heard_in_reply(run: Run, step: Step, given: Given) -> list[str]:
    """What was found in typed words, and what they held back; nothing for a choice."""
    heard = heard_as_recorded(run, step, given.graded)
    return heard_lines(run, heard, {}) if heard else []


def gain_words(run: Run, step: Step, response: Response) -> str:
    """What a better response does that the reply did not: the why of the mark that gains most, "" where none does.

    None either of the very response that own words were taken for: it would read as if it were about them.
    """
    gains = [(m.level - step.levels.get(m.principle, UNMARKED), m) for m in response.marks]
    gain, mark = max(gains, key=lambda pair: pair[0], default=(0, None))
    own = in_own_words(run, step)
    if mark is None or gain <= 0 or (own and response == step.response):
        return ""
    of = OF_MODEL if own else ""
    return f"{of}{why_line(run, mark, run.machine.affect(step.before, response))}"


def notes_of(record: Record) -> dict[int, tuple[TurnNote, ...]]:
    """What was taken back, asked, paused, by the number of its decision, from 0.

    What was taken back stands where one went on from.
    """
    start = record.run.back_to(len(record.run.steps) - len(record.given))
    noted = [*(one.notes for one in record.given), record.log.open.notes]
    told = {n: tuple(_told(notes, start, record.run)) for n, notes in enumerate(noted, len(start.steps))}
    return {number: listed for number, listed in told.items() if listed}


def _told(notes: Iterable[Event | TakenBack], start: Run, whole: Run) -> Iterator[TurnNote]:
    """Notes in words; those of decisions that were undone come before the replies taken back there."""
    for note in notes:
        if isinstance(note, TakenBack):
            yield from _told(note.notes, start, whole)
            run = start
            for reply in note.replies:
                run = run.answer(reply)
            for step in run.steps[len(start.steps) + note.to :]:
                said = " ".join(u.text for u in narration.reply_lines(run, step))
                critical = ", a critical error" if step.critical else ""
                what = f"Taken back (decision {step.number + 1}{critical}):"
                yield TurnNote(what, said) if said else TurnNote(f"{what} no answer in time.")
        elif note.kind is Kind.CORRECTION:
            yield _corrected(note, whole)
        else:
            text, shows_words = _NOTED[note.kind]
            level, words = note.data.get("level"), str(note.data.get("words", "")) if shows_words else ""
            sure = SURENESS.get(level if isinstance(level, int) else 0, "not said")
            yield TurnNote(text.format(at=moment(note.wall), sure=sure), words)


def _corrected(event: Event, run: Run) -> TurnNote:
    """What words were taken as, and what they were corrected to."""
    correction, scene = correction_of(event), run.machine.scenario.scenes.get(str(event.data.get("scene", "")))
    if correction is None or scene is None or scene.decision is None:
        return TurnNote("Said of words that they were not meant as they were taken; how cannot be read.")
    texts = {r.id: narration.option_text(run, r) for r in scene.decision.responses}
    became = {
        Became.RESPONSE: texts.get(correction.response, "what fits none of the options"),
        Became.AGAIN: "other words, which follow",
        Became.NONE: "none of the options",
    }[correction.became]
    matched = texts.get(correction.matched, "what fits none of the options")
    when = "after it was known what they led to" if correction.after else "before it was known what they led to"
    rated = " The story went on as it stood, and the reply is not rated." if correction.stands else ""
    sure = f"{correction.likeness:.0%} sure"
    return TurnNote(f"Taken as {matched} ({sure}), corrected to {became}, {when}.{rated} The words:", correction.words)


_NOTED = {
    Kind.ASKED: ("Said in own words, which meant none of the options:", True),
    Kind.CONFIDENCE: ("Asked how sure of the reply to come: {sure}.", False),
    Kind.DRAFT: ("Begun in own words, and not sent:", True),
    Kind.PAUSE: ("Paused on {at}.", False),
    Kind.RESUME: ("Resumed on {at}.", False),
    Kind.RECOVER: ("The record was cut off here, and mended on {at}; what was kept before it is whole.", False),
}
"""What happened beside a reply, in words, and whether the trainee's own belong to it."""
