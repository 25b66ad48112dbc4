"""Rules on a file of acts by itself: what cannot be meant so, and cues tried on their examples as the grader does."""

from collections.abc import Iterator
from itertools import chain, islice

from trainer.document.finding import START, Finding, Severity, Span
from trainer.grading.cues.fire import Fired
from trainer.grading.grader import Grader
from trainer.grading.model import Situation
from trainer.limits import REPLY_CHARACTERS, STEPS_OF_TRYING, Allowance, DocumentLimits
from trainer.lint.grader_rules import FOUND_AND_GRADED, not_all_tried_message
from trainer.lint.rule_context import find_word, opening_words
from trainer.principles.acts import Act, Acts, Cue, load_acts

_NOWHERE = Situation()


def check_acts(data: bytes, path: str) -> list[Finding]:
    """Everything wrong with a file of acts."""
    loaded = load_acts(data, path)
    if loaded.acts is None:
        return loaded.findings
    trial = _CueTrial(loaded.acts)
    tried = [finding for act in loaded.acts.acts.values() for finding in trial.of_act(act)]
    if trial.allowance.undone:
        tried.insert(0, _info("not-all-tried", loaded.acts, not_all_tried_message(trial.allowance), START))
    findings = chain(tried, _shared_cues(loaded.acts), _check_untried(loaded.acts))
    room = max(0, DocumentLimits().findings - len(loaded.findings))
    return [*loaded.findings, *islice(findings, room)]


class _CueTrial:
    """The cues of some acts, tried on texts; each text is read once."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.grader = Grader(acts)
        self._fired: dict[str, list[Fired]] = {}
        self.allowance = Allowance(STEPS_OF_TRYING)

    def of_act(self, act: Act) -> Iterator[Finding]:
        """What the examples of an act, and of its opposite, say about its cues."""
        yield from self.misfiring(act)
        shown = {text: self.fired(act, text) for text in act.shows}
        # A `not:` because of which no example is left.
        by_cues = [fired for fired in shown.values() if fired]
        if by_cues and all(f.cancelled is not None for fired in by_cues for f in fired):
            for cancel in act.cancels:
                if all(any(f.cancelled == cancel.text for f in fired) for fired in by_cues):
                    message = (
                        f'This cancels the cues of "{act.id}" in every example that shows it, so they never count: '
                        "write what only the false ones have."
                    )
                    yield _warning("not-cancels-all", self.acts, message, cancel.at)
        # Examples that show the act, and in which nothing finds it.
        for text, fired in shown.items():
            if any(f.cancelled is None for f in fired) or self.finds(act, text):
                continue
            words = opening_words(text)
            why = next((f.cancelled for f in fired if f.cancelled), None)
            because = f' Its cue "{fired[0].cue}" is cancelled ({why}).' if why else ""
            message = (
                f'"{words}" is to show "{act.id}", and neither a cue nor the learned model finds it there.{because} '
                "Write a cue for it, or give a plainer example."
            )
            yield _info("shows-not-found", self.acts, message, find_word(self.acts.text, act.at, words))

    def misfiring(self, act: Act) -> Iterator[Finding]:
        """Cues that stand where the act is not."""
        told: set[str] = set()
        other = self.acts.acts.get(act.opposite or "")
        texts = [(text, None) for text in act.lacks] + [(text, other) for text in (other.shows if other else ())]
        for text, contrary in texts:
            for fired in self.fired(act, text):
                if fired.cancelled is not None or fired.cue in told:
                    continue
                told.add(fired.cue)
                at = next(cue for cue in act.cues if cue.text == fired.cue).at
                quote = f'"{text[fired.start : fired.end]}" in the example "{opening_words(text)}"'
                do = "Narrow the cue, or give the act a `not:` that cancels it there."
                if contrary is None:
                    message = f'The cue finds {quote}, which lacks "{act.id}". {do}'
                    yield _warning("cue-on-lacks", self.acts, message, at)
                else:
                    message = f'The cue finds {quote} of "{contrary.id}", its opposite. {do}'
                    yield _warning("cue-on-opposite", self.acts, message, at)

    def fired(self, act: Act, text: str) -> list[Fired]:
        """The act's cues that stand in a text, cancelled ones too; none once enough was tried."""
        if text not in self._fired:
            may = self.allowance.afford(min(len(text), REPLY_CHARACTERS) // 8 + 1)
            self._fired[text] = self.grader.fired(text, _NOWHERE) if may else []
            self.allowance.charge(len(self._fired[text]))
        fired = self._fired[text]
        # A file may have thousands of cues that stand in one text, and thousands of acts that ask about it.
        return [f for f in fired if f.act == act.id] if self.allowance.afford(len(fired) // 16 + 1) else []

    def finds(self, act: Act, text: str) -> bool:
        """Whether the whole grader finds the act; taken for granted once enough was tried."""
        # Whatever is found is graded, whichever act it is for.
        for_cues = FOUND_AND_GRADED * len(self._fired.get(text, ()))
        if not self.allowance.afford(min(len(text), REPLY_CHARACTERS) + for_cues + 1):
            return True
        return self.grader.grade(text, _NOWHERE).found(act.id) is not None


def _shared_cues(acts: Acts) -> Iterator[Finding]:
    """A cue that stands in two places; which act it speaks for is then chance."""
    first: dict[str, tuple[Act, Cue]] = {}
    for act, cue in [(owner, cue) for owner in acts.acts.values() for cue in owner.cues]:
        owner, earlier = first.setdefault(" ".join(cue.text.casefold().split()), (act, cue))
        if earlier is cue:
            continue
        if owner is act:
            message = f"This cue stands twice, at line {earlier.at.line} as well: take one out."
        else:
            message = f'"{owner.id}" has this cue as well: leave it to the act that it speaks for, or make it longer.'
        yield _warning("shared-cue", acts, message, cue.at)


def _check_untried(acts: Acts) -> Iterator[Finding]:
    """Acts without examples, and opposites that are none."""
    for act in acts.acts.values():
        if not act.shows:
            message = (
                f'Nothing shows what "{act.id}" is: give it examples, some that show it and some that only look like '
                "it; they are its tests."
            )
            yield _warning("act-without-examples", acts, message, act.at)
        other = acts.acts.get(act.opposite or "")
        if other is None:
            continue
        at = find_word(acts.text, act.at, other.id, "opposite")
        if act.harms == other.harms:
            message = (
                f'"{act.id}" and its opposite "{other.id}" both {"harm" if act.harms else "help"}: an opposite does '
                "what the act avoids. Name one of the other way, or none."
            )
            yield _warning("opposite-same-way", acts, message, at)
        elif other.opposite is None:
            message = (
                f'"{other.id}" is the opposite of "{act.id}" and names none itself: write `opposite: {act.id}` there.'
            )
            yield _info("one-sided-opposite", acts, message, at)


def _warning(code: str, acts: Acts, message: str, at: Span) -> Finding:
    return Finding(code, Severity.WARNING, message, acts.path, at)


def _info(code: str, acts: Acts, message: str, at: Span) -> Finding:
    return Finding(code, Severity.INFO, message, acts.path, at)
