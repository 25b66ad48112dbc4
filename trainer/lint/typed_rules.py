"""Rules on what a scenario says about replies in own words: the acts it names, what they can cost, its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.analysis.coverage import reached
from trainer.document.finding import Finding
from trainer.errors import UnusableInput
from trainer.lint.framework_rules import unknown_act_message
from trainer.lint.positions import find_word
from trainer.lint.rule_context import RuleContext
from trainer.principles.acts import Acts
from trainer.scenario.model import FALLBACK, NONE_OF_THESE, Decision, Example, Scene

_WORD = re.compile(r"\w+")


def check_typed(context: RuleContext) -> Iterator[Finding]:
    """Each decision that says something about typed words; acts are read only where one names them."""
    names_acts = False
    for scene, decision in context.decisions():
        names_acts = names_acts or bool(decision.expects or decision.examples or decision.listen_for)
        yield from _nothing_expected(context, scene, decision)
        yield from _costs_nothing(context, scene, decision)
        yield from _disagreeing(context, decision)
    yield from _not_on_offer(context)
    if names_acts and context.shelf is not None:
        try:
            acts = context.shelf.get(context.scenario.language)
            why = f'there are none for "{context.scenario.language}"; write a file of acts for it in acts/'
        except UnusableInput as error:
            acts, why = None, str(error)
        if acts is None:
            message = f"Typed words are matched here, and not graded by acts: {why}."
            yield context.warning("no-acts", message, context.head("language"))
            return
        yield from _unknown_acts(context, acts)
        from trainer.lint.typed_trials import try_decisions

        yield from try_decisions(context, acts)


def _nothing_expected(context: RuleContext, scene: Scene, decision: Decision) -> Iterator[Finding]:
    if decision.typed and not decision.expects and not decision.examples:
        message = (
            f'Own words are welcome at "{scene.id}", and nothing says what a good one has: name the acts it "expects", '
            'and give a few "examples".'
        )
        yield context.info(
            "nothing-expected", message, find_word(context.scenario.text, decision.at, "welcome", "typed")
        )


def _costs_nothing(context: RuleContext, scene: Scene, decision: Decision) -> Iterator[Finding]:
    """What is expected must honour something at stake, or it can be left out for nothing."""
    principles = context.scenario.principles
    at_stake = {m.principle: principles[m.principle] for r in decision.responses for m in r.marks}
    for act in decision.expects:
        if not any(act in p.honoured_by for p in at_stake.values()):
            honoured = [p.short for p in principles.values() if act in p.honoured_by]
            hint = f" It honours {', '.join(honoured)}: mark a response on that." if honoured else ""
            here = ", ".join(p.short for p in at_stake.values()) or "nothing is"
            message = (
                f'"{act}" is expected at "{scene.id}", and honours nothing that is at stake there ({here}): leaving it '
                f"out is told, and never costs.{hint}"
            )
            at = find_word(context.scenario.text, decision.at, act, "expects")
            yield context.info("expected-costs-nothing", message, at)


def _not_on_offer(context: RuleContext) -> Iterator[Finding]:
    """Examples of responses that play cannot bring; nothing of those unless that is proved."""
    with_examples = [(scene, decision) for scene, decision in context.decisions() if decision.examples]
    never = reached(context.graph).missing_replies if with_examples and context.graph.complete else []
    for scene, decision in with_examples:
        for example in decision.examples:
            if example.means == FALLBACK and decision.fallback is None:
                why = f'"{scene.id}" has no fallback: write one, or let it mean "{NONE_OF_THESE}".'
            elif (scene.id, example.means) in never:
                why = "that is never on offer there: look at its condition, or at what leads there."
            else:
                continue
            at = find_word(context.scenario.text, example.at, example.means or "", "means")
            message = f'This example means "{example.means}", and {why}'
            yield context.warning("example-not-on-offer", message, at)


def _disagreeing(context: RuleContext, decision: Decision) -> Iterator[Finding]:
    """The same words with other labels: no grader can follow both."""
    first: dict[tuple[str, ...], Example] = {}
    for example in decision.examples:
        earlier = first.setdefault(tuple(_WORD.findall(example.typed.casefold())), example)
        what = _difference(earlier, example)
        if what:
            message = f"The same words stand at line {earlier.at.line}, where {what}: keep the one that is true."
            yield context.warning("examples-disagree", message, example.at)


def _difference(one: Example, other: Example) -> str:
    if one.means and other.means and one.means != other.means:
        return f'they mean "{one.means}"'
    for act in one.shows:
        if act in other.lacks:
            return f'they show "{act}"'
    for act in one.lacks:
        if act in other.shows:
            return f'they lack "{act}"'
    return ""


def _unknown_acts(context: RuleContext, acts: Acts) -> Iterator[Finding]:
    text = context.scenario.text
    for _, decision in context.decisions():
        named = [(decision.at, "expects", act) for act in decision.expects]
        named += [(decision.at, "listen_for", act) for act in decision.listen_for]
        named += [(e.at, "shows", act) for e in decision.examples for act in e.shows]
        named += [(e.at, "lacks", act) for e in decision.examples for act in e.lacks]
        for within, key, act in named:
            if act not in acts.acts:
                yield context.error(
                    "unknown-act", unknown_act_message(act, acts.acts), find_word(text, within, act, key)
                )
