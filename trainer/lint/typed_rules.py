"""Rules on replies in own words: the acts that frameworks and scenarios name, what they can cost, the examples."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from trainer.analysis.coverage import reached
from trainer.document.fields import nearest
from trainer.document.finding import Finding, Severity
from trainer.errors import UnusableInput
from trainer.lint.rule_context import RuleContext, find_word, span_to_end
from trainer.principles.acts import Act, ActsShelf
from trainer.principles.frameworks import Framework
from trainer.scenario.model import FALLBACK, NARRATOR, NONE_OF_THESE, YOU, Example

_WORD = re.compile(r"\w+")

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|noon"
_COUNT = r"an?|half an?|\d+|two|three|four|five|ten|fifteen|twenty|thirty|forty"
_A_TIME = rf"(?:(?:{_COUNT}) (?:minutes?|hours?|days?)|{_DAY}|\d{{1,2}}[:.]\d\d|[a-z]+ o'clock)"
_TAKEN_UP = r"(?:\?|[.!,] (?:all right|fine|okay|good|right|well|thank|i'll hold|i can wait)\b)"
_SORRY = r"(?:apologi[sz]e|be sorry|say sorry)"
_PRESUPPOSES = (
    (re.compile(r"(?i)\bapology accepted|\byou(?:'re| are) forgiven\b|\bi accept (?:your|the) apology"), "apologises"),
    (re.compile(rf"(?i)\b(?:no need to|don't|you needn't) {_SORRY}\b"), "apologises"),
    (
        re.compile(r"(?i)\b(?:thank you|thanks) for (?:the apology|apologi[sz]ing|saying (?:you're )?sorry)"),
        "apologises",
    ),
    (
        re.compile(r"(?i)\b(?:thank you|thanks) for (?:saying (?:so|it|that)|admitting|owning|not making)\b"),
        "apologises, owns-it",
    ),
    (re.compile(r"(?i)\b(?:thank you|thanks) for (?:asking|checking|making sure)\b"), "checks-detail"),
    (re.compile(r"(?i)\bgood thing (?:that )?you (?:asked|checked|read|said)\b"), "checks-detail"),
    (
        re.compile(r"(?i)^(?:yes[.,] |yeah[.,] )?(?:that's|that is) (?:right|correct|the one)\b"),
        "checks-detail, restates",
    ),
    (re.compile(r"(?i)^(?:yes[.,] |yeah[.,] )?(?:exactly|correct)\b(?: right| that)?[.!,]"), "checks-detail, restates"),
    (re.compile(r"(?i)\b(?:thank you|thanks) for (?:listening|understanding|hearing me)\b"), "restates, validates"),
    (re.compile(r"(?i)\b(?:thank you|thanks) for (?:telling me|letting me know)\b"), "honest-limit, gives-time"),
    (
        re.compile(r"(?i)\b(?:thank you|thanks) for being (?:so )?(?:honest|straight|open|frank)\b"),
        "honest-limit, owns-it",
    ),
    (re.compile(rf"(?i)^(?:in |by |till |until )?{_A_TIME}{_TAKEN_UP}"), "gives-time"),
    (
        re.compile(r"(?i)\byou(?:'re| are) welcome\b|\bdon't mention it\b|\bno need to thank\b|\bdon't thank me\b"),
        "thanks",
    ),
    (
        re.compile(r"(?i)\b(?:kind|nice|sweet|thoughtful) of you(?: to (?:say|ask|notice)\b|[.!,])"),
        "kind-word, personal",
    ),
    (re.compile(r"(?i)^(?:you too|same to you)\b"), "kind-word"),
    (re.compile(r"(?i)\b(?:hello|good (?:morning|afternoon|evening)) to you too\b"), "greets"),
    (
        re.compile(r"(?i)\bhow (?:did|do) you know my name\b|\byou (?:know|knew|remember(?:ed)?|got) my name\b"),
        "personal",
    ),
)
"""Phrases of a customer that make no sense unless something was said, each with the acts that say it."""


def check_expected_acts(context: RuleContext) -> Iterator[Finding]:
    """Own words that nothing says anything of, and acts that are expected where leaving them out costs nothing."""
    text, principles = context.scenario.text, context.scenario.principles
    for scene, decision in context.decisions():
        if decision.typed and not decision.expects and not decision.examples:
            message = (
                f'Own words are welcome at "{scene.id}", and nothing says what a good one has: name the acts it '
                '"expects", and give a few "examples".'
            )
            yield context.info("nothing-expected", message, find_word(text, decision.at, "welcome", "typed"))
        at_stake = {m.principle: principles[m.principle] for r in decision.responses for m in r.marks}
        for act in decision.expects:
            if any(act in p.honoured_by for p in at_stake.values()):
                continue
            honoured = [p.short for p in principles.values() if act in p.honoured_by]
            hint = f" It honours {', '.join(honoured)}: mark a response on that." if honoured else ""
            here = ", ".join(p.short for p in at_stake.values()) or "nothing is"
            message = (
                f'"{act}" is expected at "{scene.id}", and honours nothing that is at stake there ({here}): leaving it '
                f"out is told, and never costs.{hint}"
            )
            yield context.info("expected-costs-nothing", message, find_word(text, decision.at, act, "expects"))


def check_answering_lines(context: RuleContext) -> Iterator[Finding]:
    """Consequences that answer what typed words may not have said: thanks, an apology, a check, a time, a name."""
    for _, decision in context.decisions():
        if not (decision.typed and context.is_english):
            continue
        for response in decision.ways_out():
            for line in response.then if response is not decision.timeout else ():
                text = line.otherwise if line.answers else line.text
                if text is None or line.speaker in (NARRATOR, YOU):
                    continue
                words = context.words(text).replace("’", "'")
                presupposed = next(((m[0], acts) for phrase, acts in _PRESUPPOSES if (m := phrase.search(words))), None)
                if presupposed is None:
                    continue
                do = (
                    "Let the `else` suppose nothing."
                    if line.answers
                    else f"Write `answers: [{presupposed[1]}]` beside it, and under `else` what fits all the same."
                )
                message = (
                    f'"{presupposed[0].strip(" .,!")}" answers what was said, and own words that are taken for '
                    f'"{response.id}" need not say it. {do}'
                )
                yield context.warning("answers-unsaid", message, line.at)


def check_examples(context: RuleContext) -> Iterator[Finding]:
    """Examples that no grader can follow: the same words with other labels, and responses that play cannot bring."""
    with_examples = [(scene, decision) for scene, decision in context.decisions() if decision.examples]
    # Nothing is said of what play cannot bring unless that is proved.
    never = reached(context.graph).missing_replies if with_examples and context.graph.complete else []
    for scene, decision in with_examples:
        first: dict[tuple[str, ...], Example] = {}
        for example in decision.examples:
            earlier = first.setdefault(tuple(_WORD.findall(example.typed.casefold())), example)
            if what := _difference(earlier, example):
                message = f"The same words stand at line {earlier.at.line}, where {what}: keep the one that is true."
                yield context.warning("examples-disagree", message, example.at)
            if example.means == FALLBACK and decision.fallback is None:
                why = f'"{scene.id}" has no fallback: write one, or let it mean "{NONE_OF_THESE}".'
            elif (scene.id, example.means) in never:
                why = "that is never on offer there: look at its condition, or at what leads there."
            else:
                continue
            at = find_word(context.scenario.text, example.at, example.means or "", "means")
            yield context.warning("example-not-on-offer", f'This example means "{example.means}", and {why}', at)


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


def check_named_acts(context: RuleContext) -> Iterator[Finding]:
    """Acts that there are not; read only where a decision names some."""
    named_by = [(d, [line for r in d.ways_out() for line in r.then if line.answers]) for _, d in context.decisions()]
    decisions = [(d, lines) for d, lines in named_by if d.expects or d.examples or d.listen_for or lines]
    if not decisions or context.shelf is None:
        return
    text, language = context.scenario.text, context.scenario.language
    try:
        acts = context.shelf.get(language)
        why = f'there are none for "{language}"; write a file of acts for it in acts/'
    except UnusableInput as error:
        acts, why = None, str(error)
    if acts is None:
        message = f"Typed words are matched here, and not graded by acts: {why}."
        yield context.warning("no-acts", message, context.head("language"))
        return
    for decision, lines in decisions:
        named = [(decision.at, "expects", act) for act in decision.expects]
        named += [(decision.at, "listen_for", act) for act in decision.listen_for]
        named += [(e.at, "shows", act) for e in decision.examples for act in e.shows]
        named += [(e.at, "lacks", act) for e in decision.examples for act in e.lacks]
        named += [(line.at, "answers", act) for line in lines for act in line.answers]
        for within, key, act in named:
            if act not in acts.acts:
                message = unknown_act_message(act, acts.acts)
                yield context.error("unknown-act", message, find_word(text, within, act, key))


def check_framework_acts(framework: Framework, shelf: ActsShelf) -> Iterator[Finding]:
    """Acts that there are not, on both sides, or on the wrong one. A framework is for every language."""
    if not any(p.honoured_by or p.broken_by for p in framework.principles.values()):
        return
    acts: dict[str, Act] = {}
    for language in shelf.paths:
        # A file that cannot be used says so itself.
        with suppress(UnusableInput):
            known = shelf.get(language)
            acts |= known.acts if known else {}
    for principle in framework.principles.values():
        within = span_to_end(framework.text, principle.short)
        for act in principle.honoured_by:
            if act in principle.broken_by:
                message = f'"{act}" both honours and breaks "{principle.short}": take it out of one of the two.'
                at = find_word(framework.text, within, act, "broken_by")
                yield Finding("act-both-ways", Severity.WARNING, message, framework.path, at)
        if not acts:
            continue
        for key, named, others in (
            ("honoured_by", principle.honoured_by, principle.broken_by),
            ("broken_by", principle.broken_by, principle.honoured_by),
        ):
            breaks = key == "broken_by"
            for act in named:
                at = find_word(framework.text, within, act, key)
                if act not in acts:
                    yield Finding("unknown-act", Severity.ERROR, unknown_act_message(act, acts), framework.path, at)
                elif acts[act].harms is not breaks and act not in others:
                    does, right = ("helps", "honoured_by") if breaks else ("harms", "broken_by")
                    message = (
                        f'"{act}" is an act that {does}, and "{principle.short}" has it under "{key}": it belongs '
                        f'under "{right}".'
                    )
                    yield Finding("act-wrong-way", Severity.WARNING, message, framework.path, at)


def unknown_act_message(act: str, acts: Iterable[str]) -> str:
    """That there is no such act, with the nearest one that there is."""
    near = nearest(act, acts)
    hint = f'Did you mean "{near}"?' if near else f"There is: {', '.join(sorted(acts)[:12])}."
    return f'There is no act "{act}", so it is never found. {hint}'
