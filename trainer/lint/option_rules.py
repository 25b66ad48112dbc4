"""Rules on options: what stands out beside the others, and what gives the best one away to whoever does not read.

Habits: whoever always takes the first, last, longest or shortest response must get nowhere.
Giveaways are counted over the decisions with at least three options and at least one that is not a key (a key is a
reply that costs nothing). One is reported when there are six such decisions or more, when it points at a key in more
than half of them, and when chance would do as well less than one time in twenty (binomial, one-sided); for the
signs of style, of which several are tried, that one time in twenty is divided among them.
"""

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import combinations
from math import comb
from typing import NamedTuple, TypeAlias

from trainer.analysis.numbers import Player, play_as
from trainer.document.finding import Finding
from trainer.lint.rule_context import RuleContext
from trainer.scenario.model import Decision

Words: TypeAlias = dict[str, str]
"""What the options of a decision say, by their ids."""

LENGTH_RATIO = 2.5
LENGTH_GAP = 60
"""An option stands out when it is this many times, and this many characters, longer or shorter than the next."""
ALIKE = 0.9
"""From this share of common text on two options are near-duplicates."""

_WORD = re.compile(r"\w+")
_ABSOLUTE = re.compile(
    r"\b(?:we|it|they|this|that|customers|guests) (?:always|never)\b"
    r"|\b(?:must(?! have)|impossible|guaranteed?|no exceptions|under no circumstances)\b",
    re.I,
)
_OF_THE_ABOVE = re.compile(r"\b(all|none|both|any|either|neither) of (the above|these options|the others)\b", re.I)
_CLOSED = re.compile(r"[.!?…:;—–-][\"'”’)»]*$")
_ODD_STYLES: dict[str, Callable[[str], bool]] = {
    "ends without a full stop": lambda text: not _CLOSED.search(text.rstrip()),
    "begins with a small letter": lambda text: text.lstrip("\"'“‘«(")[:1].islower(),
    "stands in quotation marks": lambda text: text[:1] in "\"'“‘«" and text.rstrip()[-1:] in "\"'”’»",
    "has a word in capitals": lambda text: any(len(w) > 4 and w.isupper() for w in _WORD.findall(text)),
}


def check_options(context: RuleContext) -> Iterator[Finding]:
    """Each decision by itself."""
    for scene, decision in context.decisions():
        words = {r.id: context.words(r.words) for r in decision.responses}
        for rule in _RULES if context.is_english else _RULES_OF_ANY_LANGUAGE:
            yield from rule(context, scene.id, decision, words)


def check_lengths(context: RuleContext, scene: str, decision: Decision, words: Words) -> Iterator[Finding]:
    """One much longer, or much shorter, than every other."""
    by_length = sorted(decision.responses, key=lambda r: len(words[r.id]))
    if len(by_length) < 3:
        return
    sizes = [len(words[r.id]) for r in by_length]
    for response, short, long in ((by_length[-1], sizes[-2], sizes[-1]), (by_length[0], sizes[0], sizes[1])):
        if long > LENGTH_RATIO * short and long - short > LENGTH_GAP:
            which = "longer" if response is by_length[-1] else "shorter"
            message = (
                f'"{response.id}" is so much {which} than every other response at "{scene}" that it stands out at a '
                "glance: bring them nearer to each other."
            )
            yield context.warning("length-stands-out", message, response.at)


def check_style(context: RuleContext, _scene: str, decision: Decision, words: Words) -> Iterator[Finding]:
    """One alone that is written in another way."""
    said = [r for r in decision.responses if words[r.id]]
    for what, has in _ODD_STYLES.items() if len(said) >= 3 else ():
        odd = [r for r in said if has(words[r.id])]
        if len(odd) == 1:
            message = f'Only "{odd[0].id}" {what}, so it stands out at a glance: write all of them in one way.'
            yield context.warning("style-stands-out", message, odd[0].at)


def check_duplicates(context: RuleContext, _scene: str, decision: Decision, words: Words) -> Iterator[Finding]:
    """Two that say nearly the same."""
    bags = {r.id: _WORD.findall(words[r.id].lower()) for r in decision.responses}
    for one, other in combinations(decision.responses, 2):
        # Two responses that each depend on a fact are most often the same one under two conditions.
        if one.when and other.when:
            continue
        mine, theirs = bags[one.id], bags[other.id]
        # The matcher takes its time, so it is only asked about texts that have the same words.
        if not mine or not theirs or 2 * len(set(mine) & set(theirs)) < ALIKE * (len(set(mine)) + len(set(theirs))):
            continue
        if SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= ALIKE:
            message = (
                f'"{other.id}" says nearly the same as "{one.id}", so there is nothing to choose between: make them '
                "differ in what they do, or take one out."
            )
            yield context.warning("near-duplicates", message, other.at)


def check_of_the_above(context: RuleContext, _scene: str, decision: Decision, words: Words) -> Iterator[Finding]:
    """Options like "all of the above"."""
    for response in decision.responses:
        if match := _OF_THE_ABOVE.search(words[response.id]):
            message = f'"{match.group()}" is no reply to a customer, and options are shuffled: write out what is said.'
            yield context.warning("all-of-the-above", message, response.at)


def check_absolutes(context: RuleContext, _scene: str, decision: Decision, words: Words) -> Iterator[Finding]:
    """One alone that says "always", "never" or the like."""
    odd = [(r, m) for r in decision.responses if (m := _ABSOLUTE.search(words[r.id]))]
    if len(decision.responses) >= 3 and len(odd) == 1:
        response, match = odd[0]
        message = f'Only this response says "{match.group()}": test-takers know absolutes as a sign of the wrong one.'
        yield context.info("absolute-word", message, response.at)


_RULES_OF_ANY_LANGUAGE = (check_lengths, check_style, check_duplicates)
_RULES = (*_RULES_OF_ANY_LANGUAGE, check_of_the_above, check_absolutes)


GAMED_SCORE = 70
"""The score from which a scenario can be gamed: half way from picking at random to the best."""
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
    # Each distinct choice that play can offer; of several at one scene the one with the most options.
    widest: dict[str, list[OptionText]] = {}
    for choice in context.choices.all:
        if len(choice.offered) >= FEWEST_OPTIONS and choice.matters and choice.scene not in widest:
            offered = [context.response(choice.scene, reply) for reply in choice.offered]
            options = [OptionText(context.words(r.words), r.is_deed, r.id in choice.keys) for r in offered]
            widest[choice.scene] = options
    decisions = list(widest.values())

    at = context.head("scenes")
    place = "Move some of them elsewhere"
    size = "Make some of the others as long, and some keys shorter"
    if told := _told(decisions, lambda options: options[0], "the first one written", place):
        yield context.warning("key-often-first", told, at)
    if told := _told(decisions, lambda options: options[-1], "the last one written", place):
        yield context.warning("key-often-last", told, at)
    if told := _told(decisions, _only(max), "the longest", size):
        yield context.warning("key-often-longest", told, at)
    if told := _told(decisions, _only(min), "the shortest", size):
        yield context.warning("key-often-shortest", told, at)
    for what, has in _STYLES.items():
        do = "Write some of the others in the same way"
        if told := _told(decisions, _having(has), f"the only one {what}", do, CHANCE / len(_STYLES)):
            yield context.warning("key-by-style", told, at)


def _told(decisions: list[list[OptionText]], giveaway: _Giveaway, what: str, do: str, rare: float = CHANCE) -> str:
    """How often a giveaway was right, and of how many, in a sentence; "" unless that is too often."""
    pointed = [(options, option) for options in decisions if (option := giveaway(options)) is not None]
    count = len(pointed)
    hits = sum(option.is_key for _, option in pointed)
    if count < FEWEST_DECISIONS or hits <= SHARE * count:
        return ""
    chance = sum(sum(o.is_key for o in options) / len(options) for options, _ in pointed) / count
    as_good = sum(comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(hits, count + 1))
    if as_good >= rare:
        return ""
    return f"The best reply is {what} in {hits} of {count} decisions, which gives it away. {do}."


def _only(choose: Callable[[list[int]], int]) -> _Giveaway:
    """The one option of that length, if there is only one."""

    def giveaway(options: list[OptionText]) -> OptionText | None:
        lengths = [len(o.words) for o in options]
        wanted = choose(lengths)
        return options[lengths.index(wanted)] if lengths.count(wanted) == 1 else None

    return giveaway


def _having(has: Callable[[OptionText], bool]) -> _Giveaway:
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
