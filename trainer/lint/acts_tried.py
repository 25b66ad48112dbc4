"""Rules on acts that try their cues on their examples, as the grader does."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.document.finding import START, Finding
from trainer.grading.cues.fire import Fired
from trainer.grading.grader import Grader
from trainer.grading.model import Situation
from trainer.limits import REPLY_CHARACTERS, STEPS_OF_TRYING, Allowance
from trainer.lint.acts import info, warning
from trainer.lint.places import first_words, place_of
from trainer.lint.typed_tried import not_all_tried
from trainer.principles.acts import Act, Acts, Cue

_NOWHERE = Situation()
_FOUND_AND_GRADED = 8
"""Steps for each cue that was found in a text that is graded."""


def tried(acts: Acts) -> list[Finding]:
    """What the examples of each act say about its cues; first, if so, that not all could be tried."""
    trial = _Trial(acts)
    found: list[Finding] = []
    for act in acts.acts.values():
        found += _misfiring(trial, act)
        shown = {text: trial.of(act, text) for text in act.shows}
        found += _cancelling(acts, act, shown)
        found += _missed(trial, act, shown)
    if trial.allowance.undone:
        found.insert(0, info("not-all-tried", acts, not_all_tried(trial.allowance), START))
    return found


class _Trial:
    """The cues of some acts, tried on texts; each text is read once."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.grader = Grader(acts)
        self._fired: dict[str, list[Fired]] = {}
        self.allowance = Allowance(STEPS_OF_TRYING)

    def of(self, act: Act, text: str) -> list[Fired]:
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
        found = _FOUND_AND_GRADED * len(self._fired.get(text, ()))
        if not self.allowance.afford(min(len(text), REPLY_CHARACTERS) + found + 1):
            return True
        return self.grader.grade(text, _NOWHERE).found(act.id) is not None


def _misfiring(trial: _Trial, act: Act) -> Iterator[Finding]:
    """Cues that stand where the act is not."""
    told: set[str] = set()
    other = trial.acts.acts.get(act.opposite or "")
    texts = [(text, None) for text in act.lacks] + [(text, other) for text in (other.shows if other else ())]
    for text, contrary in texts:
        for fired in trial.of(act, text):
            if fired.cancelled is not None or fired.cue in told:
                continue
            told.add(fired.cue)
            at = _cue(act, fired.cue).at
            quote = f'"{text[fired.start : fired.end]}" in the example "{first_words(text)}"'
            do = "Narrow the cue, or give the act a `not:` that cancels it there."
            if contrary is None:
                message = f'The cue finds {quote}, which lacks "{act.id}". {do}'
                yield warning("cue-on-lacks", trial.acts, message, at)
            else:
                message = f'The cue finds {quote} of "{contrary.id}", its opposite. {do}'
                yield warning("cue-on-opposite", trial.acts, message, at)


def _cancelling(acts: Acts, act: Act, shown: dict[str, list[Fired]]) -> Iterator[Finding]:
    """A `not:` because of which no example is left."""
    by_cues = [fired for fired in shown.values() if fired]
    if not by_cues or any(f.cancelled is None for fired in by_cues for f in fired):
        return
    for cancel in act.cancels:
        if all(any(f.cancelled == cancel.text for f in fired) for fired in by_cues):
            message = (
                f'This cancels the cues of "{act.id}" in every example that shows it, so they never count: write what '
                "only the false ones have."
            )
            yield warning("not-cancels-all", acts, message, cancel.at)


def _missed(trial: _Trial, act: Act, shown: dict[str, list[Fired]]) -> Iterator[Finding]:
    """Examples that show the act, and in which nothing finds it."""
    for text, fired in shown.items():
        if any(f.cancelled is None for f in fired) or trial.finds(act, text):
            continue
        words = first_words(text)
        why = next((f.cancelled for f in fired if f.cancelled), None)
        because = f' Its cue "{fired[0].cue}" is cancelled ({why}).' if why else ""
        message = (
            f'"{words}" is to show "{act.id}", and neither a cue nor the learned model finds it there.{because} Write '
            "a cue for it, or give a plainer example."
        )
        yield info("shows-not-found", trial.acts, message, place_of(trial.acts.text, act.at, words))


def _cue(act: Act, text: str) -> Cue:
    return next(cue for cue in act.cues if cue.text == text)
