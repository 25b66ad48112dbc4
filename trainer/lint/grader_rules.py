"""Rules on typed words that try the grader on the authored replies and on the examples, told by `trainer test`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from trainer.document.finding import Finding
from trainer.grading.cues.fire import Fired
from trainer.grading.graded_examples import without
from trainer.grading.grader import Grader, grader_for
from trainer.grading.model import Abstained, Graded, Situation
from trainer.grading.situation import at_scene
from trainer.limits import REPLY_CHARACTERS, STEPS_OF_TRYING, Allowance
from trainer.lint.rule_context import RuleContext, find_word, opening_words
from trainer.principles.acts import Acts
from trainer.principles.levels import Level
from trainer.scenario.model import NONE_OF_THESE, Decision, Example, Response, Scene

_PROFILES_KEPT = 2048
"""Authored texts that a grader remembers; with more of them it reads each anew for every example."""
FOUND_AND_GRADED = 8
"""Steps for each act that is found in a text that is graded."""

PLAINLY = 0.7
"""The chance of another response from which an example is told; nearer to the line there is only chance."""


@dataclass(frozen=True)
class DecisionTrial:
    """A decision as the grader meets it in the first variant."""

    context: RuleContext
    acts: Acts
    grader: Grader
    scene: Scene
    decision: Decision
    situation: Situation
    allowance: Allowance

    def may_search(self, text: str) -> bool:
        """Whether a text may still be searched for cues."""
        return self.allowance.afford(min(len(text), REPLY_CHARACTERS) // 8 + 1)

    def may_grade(self, text: str) -> bool:
        """Whether a text may still be graded by itself, beside the examples, which are read anew."""
        taught = sum(len(e.words) for e in self.situation.exemplars)
        return self.allowance.afford(min(len(text), REPLY_CHARACTERS) + taught // 8 + 1)

    def may_compare(self, text: str) -> bool:
        """Whether a text may still be graded, and compared with all that was written for the scene."""
        return self.allowance.afford(min(len(text), REPLY_CHARACTERS) + self._steps_to_compare)

    def fired(self, text: str, situation: Situation) -> list[Fired]:
        """The cues in a text, each of which counts: a file of acts may have thousands that stand in one."""
        fired = self.grader.fired(text, situation)
        self.allowance.charge(len(fired))
        return fired

    def grade(self, text: str, situation: Situation) -> Graded:
        """The grade of a text; each act in it counts."""
        graded = self.grader.grade(text, situation)
        self.allowance.charge(FOUND_AND_GRADED * len(graded.acts))
        return graded

    @cached_property
    def _steps_to_compare(self) -> int:
        """Every reply is read anew to find copies, and every text looked up; too many texts are not remembered."""
        replies = sum(len(c.words) for c in self.situation.candidates)
        texts = [text for c in self.situation.candidates for text in (c.words, *c.examples)]
        written = sum(map(len, texts))
        remembered = written // 250 + len(texts) // 4
        return replies // 8 + (remembered if len(texts) <= _PROFILES_KEPT else written)

    def levels(self, response: Response, act: str) -> list[int]:
        """The marks of a response on the principles that an act has to do with."""
        principles = self.context.scenario.principles
        marked = [(mark.level, principles[mark.principle]) for mark in response.marks]
        return [level for level, principle in marked if act in (*principle.honoured_by, *principle.broken_by)]

    def missing(self) -> set[str]:
        """The expected acts that no authored reply shows, with whatever certainty; of what is not tried nothing."""
        # Where it is not expected, a mere trace of an act is none.
        alone = replace(self.situation, candidates=(), expects=())
        replies = [words for r in self.decision.responses if (words := self.words(r))]
        left = self.acts.acts.keys() & set(self.decision.expects)
        for words in replies:
            if not self.may_search(words):
                return set()
            left = left - {f.act for f in self.fired(words, alone) if f.cancelled is None}
        for words in replies if left else ():
            if not self.may_grade(words):
                return set()
            left = left - {m.act for m in self.grade(words, alone).acts}
        return left

    def words(self, response: Response) -> str:
        """An authored reply as it is said; nothing for a deed."""
        return "" if response.is_deed else next((c.words for c in self.situation.candidates if c.id == response.id), "")

    def not_shown(self) -> Iterator[Finding]:
        """What is expected of typed words should be in an authored reply; it may be what a deed is."""
        missing = self.missing()
        deeds = [r for r in self.decision.responses if r.is_deed]
        for act in self.decision.expects:
            if act in missing and not any(max(self.levels(r, act), default=0) >= Level.GOOD for r in deeds):
                message = (
                    f'No response at "{self.scene.id}" shows "{act}", which is expected of typed words there: let the '
                    "best one show it, or do not expect it."
                )
                at = find_word(self.context.scenario.text, self.decision.at, act, "expects")
                yield self.context.warning("expected-not-shown", message, at)

    def misfiring(self) -> Iterator[Finding]:
        """The scene's own cues that stand in a reply, or an example, of the contrary kind."""
        cues = {(act, cue.text): cue for act, own in self.decision.listen_for.items() for cue in own}
        if not cues:
            return
        told: set[tuple[str, str]] = set()
        texts = [(self.words(r), f'the response "{r.id}"', self.contrary(r)) for r in self.decision.responses]
        texts += [(e.typed, f'the example "{opening_words(e.typed)}"', set(e.lacks)) for e in self.decision.examples]
        for text, where, contrary in texts:
            if contrary.isdisjoint(self.decision.listen_for) or not self.may_search(text):
                continue
            for fired in self.fired(text, self.situation):
                key = (fired.act, fired.cue)
                if key in cues and key not in told and fired.act in contrary and fired.cancelled is None:
                    told.add(key)
                    message = (
                        f'The cue for "{fired.act}" finds "{text[fired.start : fired.end]}" in {where}, which is of '
                        "the contrary kind: narrow it."
                    )
                    yield self.context.warning("scene-cue-misfires", message, cues[key].at)

    def contrary(self, response: Response) -> set[str]:
        """The acts that a response cannot show, by its marks: it breaks what they honour, or is good at the contrary.

        Acts that help it cannot show where something is violated and nothing is good; acts that harm, where all is.
        """
        acts: set[str] = set()
        for act in [self.acts.acts[act] for act in self.decision.listen_for if act in self.acts.acts]:
            levels = self.levels(response, act.id)
            if act.harms:
                is_contrary = min(levels, default=0) >= Level.GOOD
            else:
                is_contrary = Level.VIOLATED in levels and max(levels) < Level.GOOD
            if is_contrary:
                acts.add(act.id)
        return acts

    def mistaken(self, example: Example) -> Iterator[Finding]:
        """One example, tried as if it were not there to learn from."""
        graded = self.grade(example.typed, replace(without(self.situation, example), exemplars=()))
        taken = graded.match.response
        plainly = graded.match.likeness >= PLAINLY
        if graded.abstained is Abstained.COPIED:
            message = (
                f'This is the response "{taken}", word for word: it counts as a choice, so write how others say it.'
            )
            yield self.context.warning("example-is-response", message, example.at)
        elif example.means and taken is not None and taken != example.means and plainly:
            meant = "none of them" if example.means == NONE_OF_THESE else f'"{example.means}"'
            message = (
                f'This example means {meant}, and left out it is taken for "{taken}": write plainer words, let it mean '
                "the other, or make the two responses differ more."
            )
            at = find_word(self.context.scenario.text, example.at, example.means or "", "means")
            yield self.context.info("example-means-another", message, at)


def try_decisions(context: RuleContext) -> Iterator[Finding]:
    """What the grader makes of the replies and the examples of each decision; in the first variant only.

    Nothing where there are no acts for the language. UnusableInput when their file is faulty.
    """
    grader = grader_for(context.scenario.language, context.shelf) if context.shelf else None
    if grader is None:
        return
    variant = next(iter(context.scenario.variants.values()))
    allowance = Allowance(STEPS_OF_TRYING)
    for scene, decision in context.decisions():
        if not (decision.expects or decision.examples or decision.listen_for):
            continue
        situation = at_scene(context.playable.machine, scene, variant)
        here = DecisionTrial(context, grader.acts, grader, scene, decision, situation, allowance)
        # What is written for a scene is read once for all its examples.
        written = sum(len(words) for c in situation.candidates for words in (c.words, *c.examples))
        if decision.examples and not allowance.afford(written, len(decision.examples)):
            continue
        yield from here.not_shown()
        yield from here.misfiring()
        for example in decision.examples:
            if here.may_compare(example.typed):
                yield from here.mistaken(example)
    if allowance.undone:
        yield context.info("not-all-tried", not_all_tried_message(allowance), context.head("scenes"))


def not_all_tried_message(allowance: Allowance) -> str:
    """What was left out so that trying ends."""
    what = "one trial" if allowance.undone == 1 else f"{allowance.undone:,} trials"
    return (
        f"Trying the cues and examples in this file out would take long, so {what} of replies and examples were left "
        "out, and nothing is said of those: keep the examples that tell most, or divide the file."
    )
