"""The words of a run as the trainee meets them: lines in order, the prompt, the options, the facts on show."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.play.machine import Machine, State
from trainer.play.run import Run, Step
from trainer.scenario.conditions import holds
from trainer.scenario.facts import ShownAs
from trainer.scenario.model import NARRATOR, YOU, Line, Response, Variant
from trainer.scenario.placeholders import Text


class Voice(StrEnum):
    """Who is heard."""

    NARRATOR = "narrator"
    CUSTOMER = "customer"
    """Any member of the cast."""
    YOU = "you"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing told. `name` is as the trainee reads it, "" for the narrator; a deed is told, not said."""

    voice: Voice
    name: str
    text: str
    is_deed: bool = False


@dataclass(frozen=True, slots=True)
class Gauge:
    """A fact on show. `value` lies from 0 to `size` for bars and dots; `number` is the fact's own."""

    fact: str
    kind: ShownAs
    title: str
    word: str
    value: int
    size: int
    number: int


def placeholder_values(variant: Variant, machine: Machine, state: State) -> dict[str, str]:
    """What each placeholder stands for in a state."""
    values: dict[str, str] = {}
    for key, detail in variant.details.items():
        values[key] = detail.text
        if detail.confused_with:
            values[f"{key}.confused_with"] = detail.confused_with
    for key, member in machine.scenario.cast.items():
        values[key] = member.name.fill(values)
    facts = machine.facts(state)
    for fact in machine.scenario.facts.values():
        if fact.shown:
            values[fact.id] = fact.word(facts[fact.id])
    return values


def fill(run: Run, text: Text, state: State | None = None) -> str:
    """A text of the scenario as it reads in this run, at its present state or another."""
    if len(text.parts) == 1:
        return text.parts[0]
    return text.fill(placeholder_values(run.variant, run.machine, state or run.state))


def opening(run: Run) -> list[Utterance]:
    """What is told before the first decision."""
    return [u for state in run.opening for u in _scene(run, state)]


def reply_lines(run: Run, step: Step) -> list[Utterance]:
    """The trainee's own words or deed; nothing for a time-out."""
    if step.reply.words:
        return [Utterance(Voice.YOU, "You", step.reply.words)]
    if not step.response.words:
        return []
    text = fill(run, step.response.words, step.before)
    return [Utterance(Voice.YOU, "You", text, step.response.is_deed)]


def consequence(run: Run, step: Step) -> list[Utterance]:
    """What a reply led to, told at once."""
    return list(_lines(run, step.response.then, step.affected))


def onward(run: Run, step: Step) -> list[Utterance]:
    """What is told after that, up to the next decision or the end."""
    return [u for state in step.path for u in _scene(run, state)]


def story(run: Run) -> list[Utterance]:
    """The whole story so far."""
    utterances = opening(run)
    for step in run.steps:
        utterances += reply_lines(run, step) + consequence(run, step) + onward(run, step)
    return utterances


def prompt(run: Run) -> str:
    """The question of the decision the run stands at, "" at an ending."""
    decision = run.scene.decision
    return fill(run, decision.prompt) if decision else ""


def option_text(run: Run, response: Response, state: State | None = None) -> str:
    """An option as it is listed: words in quotation marks, deeds as they are."""
    text = fill(run, response.words, state)
    return text if response.is_deed else f"“{text}”"


def partner(run: Run) -> str:
    """The name of whom one deals with now."""
    scenario = run.machine.scenario
    key = run.scene.partner or next(iter(scenario.cast), "")
    return fill(run, scenario.cast[key].name) if key else ""


def gauges(run: Run) -> list[Gauge]:
    """The facts on show, as they stand."""
    values = placeholder_values(run.variant, run.machine, run.state)
    facts = run.machine.facts(run.state)
    gauges: list[Gauge] = []
    for fact in run.machine.scenario.facts.values():
        if fact.shown is None:
            continue
        number = facts[fact.id]
        low, high = (int(fact.values[0]), int(fact.values[-1])) if fact.is_number else (0, 0)
        at = number if isinstance(number, int) and fact.is_number else 0
        word = values[fact.id]
        gauges.append(Gauge(fact.id, fact.shown.kind, fact.shown.title, word, at - low, high - low, at))
    return gauges


def _scene(run: Run, state: State) -> Iterator[Utterance]:
    return _lines(run, run.machine.scene(state).lines, state)


def _lines(run: Run, lines: tuple[Line, ...], state: State) -> Iterator[Utterance]:
    if not lines:
        return
    facts = run.machine.facts(state)
    values = placeholder_values(run.variant, run.machine, state)
    for line in lines:
        if line.when is not None and not holds(line.when, facts):
            continue
        text = line.text.fill(values)
        if line.speaker == NARRATOR:
            yield Utterance(Voice.NARRATOR, "", text)
        elif line.speaker == YOU:
            yield Utterance(Voice.YOU, "You", text)
        else:
            yield Utterance(Voice.CUSTOMER, values[line.speaker], text)
