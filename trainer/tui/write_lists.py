"""What the three panes of the Write screen say, from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from trainer.analysis.judgement import CostLabel, cost_label
from trainer.analysis.worth import Worth
from trainer.document.finding import Finding, Severity
from trainer.output.phrases import number, principle_title, touchpoint_title
from trainer.play import narration
from trainer.play.run import Run
from trainer.scenario.model import FALLBACK, TIMEOUT, Outcome, Response, Scenario, Scene
from trainer.tui import previewing
from trainer.tui.line_shapes import Cell, Row
from trainer.tui.safe_text import EMPTY, join, line, lines, words
from trainer.tui.widgets.listing import Item

SEVERITIES = {Severity.ERROR: "bold $error", Severity.WARNING: "bold $warning", Severity.INFO: "bold $quiet"}
OUTCOMES = {Outcome.GOOD: "$you", Outcome.MIXED: "$warning", Outcome.BAD: "$error"}
LABELS = {CostLabel.BEST: "$you", CostLabel.FINE: "$you", CostLabel.SLIP: "$warning", CostLabel.MISTAKE: "$error"}
LOOKING = "It can be read. Whether it holds in every state is being worked out."
SOUND = "It loads, every run ends, every decision leaves a choice, and no rule has anything to say."
_RANK = list(Severity)
_UNSAID = {TIMEOUT: "nothing, in time", FALLBACK: "own words that match none of these"}


# -- the scenes ------------------------------------------------------------------------------


def scenes(scenario: Scenario, run: Run | None, found: Mapping[str, Sequence[Finding]]) -> list[Item]:
    """Every scene in the order of the file, under its touchpoint."""
    here, been = (run.scene.id, previewing.passed(run)) if run else ("", set[str]())
    items: list[Item] = []
    over: str | None = None
    for scene in scenario.scenes.values():
        heading = "endings" if scene.ending else touchpoint_title(scene.touchpoint or "")
        if heading != over:
            items += [Item(EMPTY)] if items else []
            items += [Item(line(heading, "$quiet"))] if heading else []
            over = heading
        items.append(_scene(scene, "●" if scene.id == here else "·" if scene.id in been else " ", found.get(scene.id)))
    return items


def _scene(scene: Scene, mark: str, found: Sequence[Finding] | None) -> Item:
    outcome = line(scene.ending.outcome.value, OUTCOMES[scene.ending.outcome]) if scene.ending else EMPTY
    flag = _flag(found) if found else EMPTY
    right = Content(" ").join([p for p in (flag, outcome) if p.plain])
    name = join(Content.styled(f"{mark} ", "bold $customer"), line(scene.id, "bold" if mark == "●" else ""))
    cells = [Cell(name), Cell(right, right.cell_length)] if right.plain else [Cell(name)]
    return Item(Row(*cells, gap=1), scene.id)


def _flag(found: Sequence[Finding]) -> Content:
    worst = min((f.severity for f in found), key=_RANK.index)
    sign = "i" if worst is Severity.INFO else "!"
    return line(f"{sign}{len(found)}", SEVERITIES[worst])


# -- the play-through ------------------------------------------------------------------------


def choices(run: Run) -> list[tuple[str, str, str]]:
    """Every way out of the present decision: id, key and text."""
    found = []
    for place, response in enumerate(previewing.ways_out(run)):
        unsaid = _UNSAID.get(response.id)
        text = f"({unsaid})" if unsaid else narration.option_text(run, response)
        found.append((response.id, str((place + 1) % 10) if place < 10 else "", text))
    return found


def notes(run: Run, worth: Worth | None) -> dict[str, Content]:
    """Under each of them what it would lose and cost here, and its marks."""
    return {r.id: _note(run, r, worth) for r in previewing.ways_out(run)}


def _note(run: Run, response: Response, worth: Worth | None) -> Content:
    loss = run.machine.stakes(run.state).losses[response.id]
    if worth is None:
        said = line(f"loses {number(loss)}", "$quiet")
    else:
        said = _price(previewing.cost_of(run, response, worth), loss, critical=response.critical is not None)
    marks = levels(run, previewing.levels_of(run, response))
    return join(said, Content.styled("  ", "$quiet"), line(marks, "$quiet")) if marks else said


def _price(cost: float, loss: float, *, critical: bool) -> Content:
    word = cost_label(cost, critical=critical)
    later = f" ({number(loss)} here)" if cost != loss else ""
    said = word.value if not cost else f"{word.value} {number(cost)}"
    return Content.assemble(line(said, LABELS.get(word, "bold $error")), (later, "$quiet"))


def levels(run: Run, found: Mapping[str, int]) -> str:
    """`the right product 4 · caring delivery 1`: as the author writes them."""
    return " · ".join(f"{principle_title(run, key)} {level}" for key, level in found.items())


def price_of_step(run: Run, place: int, worth: Worth | None) -> str:
    """What a reply that was given cost, for the quiet line under it."""
    step = run.steps[place]
    marks = levels(run, step.levels)
    if worth is None:
        return f"{step.response.id} · loses {number(step.loss)} · {marks}"
    cost = worth.cost(step)
    word = cost_label(cost, critical=step.response.critical is not None)
    return f"{step.response.id} · {word.value} {number(cost)} · {marks}"


def facts(run: Run) -> str:
    """Every fact as it stands, shown to the trainee or not."""
    return " · ".join(f"{name} {_value(value)}" for name, value in run.machine.facts(run.state).items())


def _value(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


# -- the findings ----------------------------------------------------------------------------


def findings(found: Iterable[Finding], *, checking: bool = False) -> list[Item]:
    """Each finding: where, how much it matters, what and what helps."""
    found = list(found)
    if not found:
        return [Item(words(LOOKING if checking else SOUND, "$quiet"))]
    return [_finding(place, finding) for place, finding in enumerate(found)]


def _finding(place: int, finding: Finding) -> Item:
    at = line(f"{finding.at.line}:{finding.at.column}", "$quiet")
    head = Content.assemble(at, " ", (finding.severity.value, SEVERITIES[finding.severity]), " ", line(finding.code))
    return Item(lines(head, words(finding.message)), str(place), below=1)
