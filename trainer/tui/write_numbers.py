"""The exact numbers as the Write screen has them."""

from __future__ import annotations

from textual.content import Content

from trainer.analysis.numbers import EndingNumbers, Numbers, Player
from trainer.output.phrases import number
from trainer.scenario.model import Outcome
from trainer.tui.safe_text import EMPTY, columns, count, fitted, join, line, lines, paragraphs
from trainer.tui.write_lists import OUTCOMES

_BAR = 8
_PLAYER, _GAP = 12, 3
GAMED = 50
"""From here on a player who does not read does too well."""


def about(numbers: Numbers, width: int) -> Content:
    """Everything that is counted, in a column of this width."""
    return paragraphs(_losses(numbers), _endings(numbers, width), _players(numbers, width))


def size(numbers: Numbers) -> str:
    """`11 scenes, 62 states`."""
    states = f"{numbers.states:,} {'state' if numbers.states == 1 else 'states'}"
    return f"{count(numbers.scenes, 'scene')}, {states}{'' if numbers.complete else ' and more'}"


def _losses(numbers: Numbers) -> Content:
    if numbers.best is None or numbers.worst is None or numbers.random is None:
        return line("Too many states to know what replies are worth.", "$quiet")
    mean = f"{numbers.random.mean:.1f}"
    parts = [("best", number(numbers.best)), ("random", mean), ("worst", number(numbers.worst))]
    told = [Content.assemble((f"{name} ", "$quiet"), (value, "bold")) for name, value in parts]
    return lines(line("Loss of a whole run", "$quiet"), Content("  ").join(told))


def _endings(numbers: Numbers, width: int) -> Content:
    scenes = [s for s in numbers.graph.machine.scenes if s.ending]
    name = max(6, min(max((columns(s.id) for s in scenes), default=0), width - _BAR - 12))
    rows = [_ending(s.id, s.ending.outcome, numbers.endings[s.id], name) for s in scenes if s.ending]
    return lines(line("Endings, picking at random", "$quiet"), *rows) if rows else EMPTY


def _ending(scene: str, outcome: Outcome, found: EndingNumbers, width: int) -> Content:
    name = Content.assemble((f"{outcome.value:<6}", OUTCOMES[outcome]), fitted(scene, width))
    if found.random is None:
        return join(name, Content(" "), line("never" if found.reachable is False else "not known", "$quiet"))
    full = round(found.random * _BAR)
    bar = join(Content.styled("▓" * full, OUTCOMES[outcome]), Content.styled("░" * (_BAR - full), "$faint"))
    return join(name, Content(" "), bar, Content(f" {_share(found)}"))


def _share(found: EndingNumbers) -> str:
    chance = found.random or 0.0
    if not chance:
        return "never" if found.reachable is False else "by silence only" if found.reachable else "not met"
    return f"{chance:4.0%}" if chance >= 0.005 else " <1%"


def _players(numbers: Numbers, width: int) -> Content:
    told = [_player(player, score) for player, score in numbers.scores.items() if player is not Player.RANDOM]
    beside = max(1, (width + _GAP) // (_PLAYER + _GAP))
    rows = [Content(" " * _GAP).join(told[i : i + beside]) for i in range(0, len(told), beside)]
    return lines(line("Scores without reading", "$quiet"), *rows)


def _player(player: Player, score: float | None) -> Content:
    said = " –" if score is None else f"{score:<3.0f}"
    style = "bold $warning" if score is not None and score >= GAMED and player is not Player.GREEDY else "bold"
    return Content.assemble((f"{player.value:<9}", "$quiet"), (said, style))
