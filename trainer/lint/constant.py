"""Rules on conditions that say nothing, because they hold always or never where they are asked."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.coverage import ConditionCoverage, Guards, condition_coverage
from trainer.document.finding import Finding
from trainer.lint.subject import Subject

_ALWAYS = {
    Guards.LINE: "This line is always told",
    Guards.RESPONSE: "This response is always on offer",
    Guards.WAY: "This way on is always taken when it is asked for",
}
_NEVER = {
    Guards.LINE: "This line is never told",
    Guards.WAY: "This way on is never taken",
}
_DO = {
    Guards.LINE: 'Leave the "when" out',
    Guards.RESPONSE: 'Leave the "when" out',
    Guards.WAY: "Make it the last way, without a condition",
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every condition, over all the states that play can bring to it; nothing unless all are known."""
    for one in condition_coverage(subject.graph) if subject.graph.complete else ():
        if one.always is not None:
            yield from _about(subject, one)


def _about(subject: Subject, one: ConditionCoverage) -> Iterator[Finding]:
    if one.always:
        message = (
            f'{_ALWAYS[one.guards]}: its "when" holds in every state that play brings here. {_DO[one.guards]}, or look '
            "at what sets its facts."
        )
        yield subject.warning("always-true", message, one.at)
    elif one.guards in _NEVER:
        message = (
            f'{_NEVER[one.guards]}: its "when" does not hold in any state that play brings here. Look at what sets its '
            "facts."
        )
        yield subject.warning("always-false", message, one.at)
