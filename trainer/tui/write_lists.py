"""What the panes of the Write screen say: scenes, play-through, findings and numbers, from plain values."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from trainer.analysis.judgement import CostLabel, RunResult, cost_label
from trainer.analysis.numbers import Numbers, Player
from trainer.analysis.worth import Worth
from trainer.document.finding import Finding, Severity
from trainer.lint.option_rules import GAMED_SCORE
from trainer.output.phrases import number, principle_title, touchpoint_title
from trainer.play import narration
from trainer.play.run import Run
from trainer.scenario.model import FALLBACK, TIMEOUT, Outcome, Scenario
from trainer.tui import previewing
from trainer.tui.keys import digit
from trainer.tui.line_shapes import Cell, Row
from trainer.tui.safe_text import EMPTY, columns, count, fitted, join, line, lines, paragraphs, words
from trainer.tui.widgets.listing import Item

SEVERITIES = {Severity.ERROR: "bold $error", Severity.WARNING: "bold $warning", Severity.INFO: "bold $quiet"}
OUTCOMES = {Outcome.GOOD: "$you", Outcome.MIXED: "$warning", Outcome.BAD: "$error"}
LABELS = {CostLabel.BEST: "$you", CostLabel.FINE: "$you", CostLabel.SLIP: "$warning", CostLabel.MISTAKE: "$error"}
ABOUT = (
    "Keep your editor open beside this and save: scenes, play-through, findings and numbers follow. "
    "Your replies are played again after each save; where one no longer fits, it says where it parted. A broken "
    "file keeps the last sound picture. Nothing you answer here is recorded. In the list of scenes ● is where you "
    "stand, · where you have been, !2 says how many findings there are. Under a reply, “mistake 9 (4 here)” means "
    "that it costs 9 in all, of which its marks lose 4 here; the numbers behind it are its marks, 0 to 4."
)
NOTHING_YET = "Nothing to play yet: once the errors are mended and the file is saved, it appears here by itself."
LOOKING = "It can be read. Whether it holds in every state is being worked out."
SOUND = "It loads, every run ends, every decision leaves a choice, and no rule has anything to say."
_RANK = list(Severity)
_BAR = 8
_PLAYER, _GAP = 12, 3
_UNSAID = {TIMEOUT: "nothing, in time", FALLBACK: "own words that match none of these"}


# -- the scenes ------------------------------------------------------------------------------


def scenes(scenario: Scenario, run: Run | None, by_scene: Mapping[str, Sequence[Finding]]) -> list[Item]:
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
        mark = "●" if scene.id == here else "·" if scene.id in been else " "
        name = join(Content.styled(f"{mark} ", "bold $customer"), line(scene.id, "bold" if mark == "●" else ""))
        flags = []
        if scene.id in by_scene:
            worst = min((f.severity for f in by_scene[scene.id]), key=_RANK.index)
            sign = "i" if worst is Severity.INFO else "!"
            flags.append(line(f"{sign}{len(by_scene[scene.id])}", SEVERITIES[worst]))
        if scene.ending:
            flags.append(line(scene.ending.outcome.value, OUTCOMES[scene.ending.outcome]))
        right = Content(" ").join(flags)
        cells = [Cell(name), Cell(right, right.cell_length)] if flags else [Cell(name)]
        items.append(Item(Row(*cells, gap=1), scene.id))
    return items


# -- the play-through ------------------------------------------------------------------------


def choices(run: Run) -> list[tuple[str, str, str]]:
    """Every way out of the present decision: id, key and text."""
    return [
        (r.id, digit(place), f"({_UNSAID[r.id]})" if r.id in _UNSAID else narration.option_text(run, r))
        for place, r in enumerate(previewing.ways_out(run))
    ]


def notes(run: Run, worth: Worth | None) -> dict[str, Content]:
    """Under each of them what it would lose and cost here, and its marks."""
    by_response: dict[str, Content] = {}
    ways = previewing.ways_out(run)
    if not ways:
        return by_response
    stakes = run.machine.stakes(run.state)
    for response in ways:
        loss = stakes.losses[response.id]
        said = line(f"loses {number(loss)}", "$quiet")
        if worth is not None:
            cost = worth.cost_of(run.machine, run.state, response)
            word = cost_label(cost, critical=response.critical is not None)
            price = line(f"{word.value} {number(cost)}" if cost else word.value, LABELS.get(word, "bold $error"))
            later = f" ({number(loss)} here)" if cost != loss else ""
            said = Content.assemble(price, (later, "$quiet"))
        marks = levels(run, dict(zip(stakes.principles, stakes.levels[response.id], strict=True)))
        by_response[response.id] = join(said, Content("  "), line(marks, "$quiet")) if marks else said
    return by_response


def levels(run: Run, by_principle: Mapping[str, int]) -> str:
    """`the right product 4 · caring delivery 1`: as the author writes them."""
    return " · ".join(f"{principle_title(run, key)} {level}" for key, level in by_principle.items())


def price_of_step(run: Run, place: int, worth: Worth | None) -> str:
    """What a reply that was given cost, for the quiet line under it."""
    step = run.steps[place]
    marks = levels(run, step.levels)
    if worth is None:
        return f"{step.response.id} · loses {number(step.loss)} · {marks}"
    cost = worth.cost(step)
    word = cost_label(cost, critical=step.critical is not None)
    return f"{step.response.id} · {word.value} {number(cost)} · {marks}"


def facts(run: Run) -> str:
    """Every fact as it stands, shown to the trainee or not."""
    said = {True: "yes", False: "no"}
    values = run.machine.facts(run.state).items()
    return " · ".join(f"{name} {said[value] if isinstance(value, bool) else value}" for name, value in values)


# -- the findings ----------------------------------------------------------------------------


def findings(shown: Iterable[Finding], *, checking: bool = False) -> list[Item]:
    """Each finding: where, how much it matters, what and what helps."""
    items = []
    for place, finding in enumerate(shown):
        at = line(f"{finding.at.line}:{finding.at.column}", "$quiet")
        severity = (finding.severity.value, SEVERITIES[finding.severity])
        head = Content.assemble(at, " ", severity, " ", line(finding.code))
        items.append(Item(lines(head, words(finding.message)), str(place), below=1))
    return items or [Item(words(LOOKING if checking else SOUND, "$quiet"))]


def banner(errors: Sequence[Finding], since: str, *, sound: bool) -> Content:
    """The first of several errors, how many more, and since when what is seen is not what the file says."""
    head = Content(" ").join(
        [line(f"{errors[0].at.line}:{errors[0].at.column}", "bold $error"), line(errors[0].message)]
    )
    more = f"and {count(len(errors) - 1, 'more error')}; " if len(errors) > 1 else ""
    rest = f"{more}what you see is as of the last sound save, {since}" if since else more
    return lines(head, line(rest, "$quiet")) if rest and not sound else head


# -- the numbers -----------------------------------------------------------------------------


def numbers(counted: Numbers, width: int) -> Content:
    """Everything that is counted, in a column of this width: losses, endings, and players who do not read."""
    losses = line("Too many states to know what replies are worth.", "$quiet")
    if counted.best is not None and counted.worst is not None and counted.random is not None:
        parts = [
            ("best", number(counted.best)),
            ("random", f"{counted.random.mean:.1f}"),
            ("worst", number(counted.worst)),
        ]
        told = [Content.assemble((f"{name} ", "$quiet"), (value, "bold")) for name, value in parts]
        losses = lines(line("Loss of a whole run", "$quiet"), Content("  ").join(told))

    players = []
    for player, score in counted.scores.items():
        if player is not Player.RANDOM:
            said = " –" if score is None else f"{score:<3.0f}"
            gamed = score is not None and score >= GAMED_SCORE and player is not Player.GREEDY
            style = "bold $warning" if gamed else "bold"
            players.append(Content.assemble((f"{player.value:<9}", "$quiet"), (said, style)))
    beside = max(1, (width + _GAP) // (_PLAYER + _GAP))
    rows = [Content(" " * _GAP).join(players[i : i + beside]) for i in range(0, len(players), beside)]
    return paragraphs(losses, _endings(counted, width), lines(line("Scores without reading", "$quiet"), *rows))


def _endings(counted: Numbers, width: int) -> Content:
    """How often each ending is met by picking at random."""
    endings = {s.id: s.ending.outcome for s in counted.graph.machine.scenes if s.ending}
    room = max(6, min(max(map(columns, endings), default=0), width - _BAR - 12))
    rows = []
    for scene, outcome in endings.items():
        ending, colour = counted.endings[scene], OUTCOMES[outcome]
        name = Content.assemble((f"{outcome.value:<6}", colour), fitted(scene, room), " ")
        if ending.random is None:
            rows.append(join(name, line("never" if ending.reachable is False else "not known", "$quiet")))
            continue
        full = round(ending.random * _BAR)
        bar = join(Content.styled("▓" * full, colour), Content.styled("░" * (_BAR - full), "$faint"))
        share = f"{ending.random:4.0%}" if ending.random >= 0.005 else " <1%"
        if not ending.random:
            share = "never" if ending.reachable is False else "by silence only" if ending.reachable else "not met"
        rows.append(join(name, bar, Content(f" {share}")))
    return lines(line("Endings, picking at random", "$quiet"), *rows) if rows else EMPTY


def size(counted: Numbers) -> str:
    """`11 scenes, 62 states`."""
    states = f"{counted.states:,} {'state' if counted.states == 1 else 'states'}"
    return f"{count(counted.scenes, 'scene')}, {states}{'' if counted.complete else ' and more'}"


def result_line(result: RunResult) -> str:
    """`4 replies to “frosty”: mixed, score 0, not yet`."""
    run = result.run
    score = "not scored" if result.score is None else f"score {result.score:.0f}"
    outcome = run.ending.outcome.value if run.ending else "no ending"
    return f"{count(len(run.steps), 'reply', 'replies')} to “{run.scene.id}”: {outcome}, {score}, {result.verdict}"
