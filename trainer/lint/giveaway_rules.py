"""Rules on what gives the best reply away to somebody who does not read.

Habits: whoever always takes the first, last, longest or shortest response must get nowhere.
Giveaways are counted over the decisions with at least three options and at least one that is not a key (a key is a
reply that costs nothing). One is reported when there are six such decisions or more, when it points at a key in more
than half of them, and when chance would do as well less than one time in twenty (binomial, one-sided); for the
signs of style, of which several are tried, that one time in twenty is divided among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import comb
from typing import NamedTuple, TypeAlias

from trainer.analysis.numbers import Player, play_as
from trainer.document.finding import Finding
from trainer.lint.rule_context import RuleContext

GAMED_SCORE = 50
"""The score from which a scenario can be gamed."""
FEWEST_REPLIES = 4
"""Decisions on the way: over fewer, a habit that happens to fit proves nothing."""
_BLIND = (Player.FIRST, Player.LAST, Player.LONGEST, Player.SHORTEST)


def check_habits(context: RuleContext) -> Iterator[Finding]:
    """A finding for each habit that scores without reading."""
    worth = context.playable.worth
    if worth is None or not worth.scored:
        return
    for player in _BLIND:
        run = play_as(player, context.playable.machine, worth)
        if run.score is not None and run.score >= GAMED_SCORE and len(run.replies) >= FEWEST_REPLIES:
            where = f' (in the variant "{run.variant}")' if run.variant and len(context.scenario.variants) > 1 else ""
            message = (
                f"Whoever always takes the {player} response scores {run.score:.0f} without reading a word{where}: "
                "vary where the best one stands and how long it is."
            )
            yield context.warning("gameable", message, context.head("scenes"), run.replies)


FEWEST_DECISIONS = 6
FEWEST_OPTIONS = 3
SHARE = 0.5
CHANCE = 0.05


class OptionText(NamedTuple):
    """One response on offer, as it is read."""

    words: str
    is_deed: bool
    is_key: bool


_Giveaway: TypeAlias = Callable[[list[OptionText]], OptionText | None]
"""Which one option of a decision the giveaway points at, None where it points at none."""


def check_giveaways(context: RuleContext) -> Iterator[Finding]:
    """A finding for each giveaway that works too often."""
    worth = context.playable.worth
    if worth is None or not worth.scored:
        return
    decisions = _decisions(context)
    at = context.head("scenes")
    place = "Move some of them elsewhere"
    size = "Make some of the others as long, and some keys shorter"
    for found in _working(decisions, lambda options: options[0]):
        yield context.warning("key-often-first", _message(found, "the first one written", place), at)
    for found in _working(decisions, lambda options: options[-1]):
        yield context.warning("key-often-last", _message(found, "the last one written", place), at)
    for found in _working(decisions, _only(max)):
        yield context.warning("key-often-longest", _message(found, "the longest", size), at)
    for found in _working(decisions, _only(min)):
        yield context.warning("key-often-shortest", _message(found, "the shortest", size), at)
    for what, has in _STYLES.items():
        for found in _working(decisions, _alone(has), CHANCE / len(_STYLES)):
            do = "Write some of the others in the same way"
            yield context.warning("key-by-style", _message(found, f"the only one {what}", do), at)


def _decisions(context: RuleContext) -> list[list[OptionText]]:
    """Each distinct choice that play can offer; of several at one scene the one with the most options."""
    widest: dict[str, list[OptionText]] = {}
    for choice in context.choices.all:
        if len(choice.offered) >= FEWEST_OPTIONS and choice.matters and choice.scene not in widest:
            offered = [context.response(choice.scene, reply) for reply in choice.offered]
            options = [OptionText(context.words(r.words), r.is_deed, r.id in choice.keys) for r in offered]
            widest[choice.scene] = options
    return list(widest.values())


def _working(decisions: list[list[OptionText]], giveaway: _Giveaway, rare: float = CHANCE) -> Iterator[tuple[int, int]]:
    """How often a giveaway was right, and of how many, if that is too often."""
    pointed = [(options, option) for options in decisions if (option := giveaway(options)) is not None]
    count = len(pointed)
    hits = sum(option.is_key for _, option in pointed)
    if count < FEWEST_DECISIONS or hits <= SHARE * count:
        return
    chance = sum(sum(o.is_key for o in options) / len(options) for options, _ in pointed) / count
    if _at_least(hits, count, chance) < rare:
        yield hits, count


def _at_least(hits: int, count: int, chance: float) -> float:
    return sum(comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(hits, count + 1))


def _message(found: tuple[int, int], what: str, do: str) -> str:
    return f"The best reply is {what} in {found[0]} of {found[1]} decisions, which gives it away. {do}."


def _only(choose: Callable[[list[int]], int]) -> _Giveaway:
    """The one option of that length, if there is only one."""

    def giveaway(options: list[OptionText]) -> OptionText | None:
        lengths = [len(o.words) for o in options]
        wanted = choose(lengths)
        return options[lengths.index(wanted)] if lengths.count(wanted) == 1 else None

    return giveaway


def _alone(has: Callable[[OptionText], bool]) -> _Giveaway:
    """The one option that has something, if there is only one."""

    def giveaway(options: list[OptionText]) -> OptionText | None:
        having = [o for o in options if has(o)]
        return having[0] if len(having) == 1 else None

    return giveaway


_STYLES: dict[str, Callable[[OptionText], bool]] = {
    "that asks something": lambda o: "?" in o.words,
    "that asks nothing": lambda o: "?" not in o.words,
    "with an exclamation mark": lambda o: "!" in o.words,
    "without an exclamation mark": lambda o: "!" not in o.words,
    "that is a deed": lambda o: o.is_deed,
    "that is said": lambda o: not o.is_deed,
    "with a number": lambda o: any(c.isdigit() for c in o.words),
}
