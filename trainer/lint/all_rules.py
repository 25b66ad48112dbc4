"""Every rule over a sound scenario, in the order in which they are asked; each file is one purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from trainer.document.finding import Finding
from trainer.lint import constant, gaming, memory, options, reach, reading, standards, tells, typed, worthwhile
from trainer.lint.subject import Subject

if TYPE_CHECKING:
    from trainer.analysis.playable import Playable
    from trainer.principles.acts import ActsShelf

_CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    reach.check,
    constant.check,
    memory.check,
    worthwhile.check,
    standards.check,
    gaming.check,
    tells.check,
    options.check,
    reading.check,
    typed.check,
)


def findings_about(playable: Playable, most: int, shelf: ActsShelf | None = None) -> list[Finding]:
    """Everything the rules find in a scenario that can be played; at most so many, errors excepted by their nature.

    What it says about typed words is looked at only where there are acts, which takes a second or two.
    """
    subject = Subject(playable, shelf)
    found: list[Finding] = []
    for check in _CHECKS:
        for finding in check(subject):
            found.append(finding)
            if len(found) >= most:
                return found
    return found
