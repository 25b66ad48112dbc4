"""Rules on the options of one decision side by side: the odd one out, twins, and wording that test-takers know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from trainer.document.finding import Finding
from trainer.lint.rule_context import RuleContext
from trainer.scenario.model import Decision, Response

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


def check_options(context: RuleContext) -> Iterator[Finding]:
    """Each decision by itself."""
    for scene, decision in context.decisions():
        words = {r.id: context.words(r.words) for r in decision.responses}
        yield from _length(context, scene.id, decision, words)
        yield from _style(context, decision, words)
        yield from _twins(context, decision, words)
        if context.is_english:
            yield from _all_of_the_above(context, decision, words)
            yield from _absolutes(context, decision, words)


def _length(context: RuleContext, scene: str, decision: Decision, words: dict[str, str]) -> Iterator[Finding]:
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


def _style(context: RuleContext, decision: Decision, words: dict[str, str]) -> Iterator[Finding]:
    said = [r for r in decision.responses if words[r.id]]
    if len(said) < 3:
        return
    ways: dict[str, Callable[[str], bool]] = {
        "ends without a full stop": lambda text: not _CLOSED.search(text.rstrip()),
        "begins with a small letter": lambda text: text.lstrip("\"'“‘«(")[:1].islower(),
        "stands in quotation marks": lambda text: text[:1] in "\"'“‘«" and text.rstrip()[-1:] in "\"'”’»",
        "has a word in capitals": lambda text: any(len(w) > 4 and w.isupper() for w in _WORD.findall(text)),
    }
    for what, has in ways.items():
        odd = [r for r in said if has(words[r.id])]
        if len(odd) == 1:
            message = f'Only "{odd[0].id}" {what}, so it stands out at a glance: write all of them in one way.'
            yield context.warning("style-stands-out", message, odd[0].at)


def _twins(context: RuleContext, decision: Decision, words: dict[str, str]) -> Iterator[Finding]:
    bags = {r.id: _WORD.findall(words[r.id].lower()) for r in decision.responses}
    for one, other in combinations(decision.responses, 2):
        if _may_be_offered_together(one, other) and _alike(bags[one.id], bags[other.id]):
            message = (
                f'"{other.id}" says nearly the same as "{one.id}", so there is nothing to choose between: make them '
                "differ in what they do, or take one out."
            )
            yield context.warning("near-duplicates", message, other.at)


def _may_be_offered_together(one: Response, other: Response) -> bool:
    """Two responses that each depend on a fact are most often the same one under two conditions."""
    return not (one.when and other.when)


def _alike(one: list[str], other: list[str]) -> bool:
    if not one or not other or 2 * len(set(one) & set(other)) < ALIKE * (len(set(one)) + len(set(other))):
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _all_of_the_above(context: RuleContext, decision: Decision, words: dict[str, str]) -> Iterator[Finding]:
    for response in decision.responses:
        if found := _OF_THE_ABOVE.search(words[response.id]):
            message = f'"{found.group()}" is no reply to a customer, and options are shuffled: write out what is said.'
            yield context.warning("all-of-the-above", message, response.at)


def _absolutes(context: RuleContext, decision: Decision, words: dict[str, str]) -> Iterator[Finding]:
    if len(decision.responses) < 3:
        return
    odd = [(r, m) for r in decision.responses if (m := _ABSOLUTE.search(words[r.id]))]
    if len(odd) == 1:
        response, match = odd[0]
        message = f'Only this response says "{match.group()}": test-takers know absolutes as a sign of the wrong one.'
        yield context.info("absolute-word", message, response.at)
