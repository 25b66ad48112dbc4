"""The grader for a language, made once."""

from __future__ import annotations

from functools import lru_cache

from trainer.grading.grader import Grader
from trainer.principles.acts import Acts, ActsShelf


def grader_for(language: str, shelf: ActsShelf) -> Grader | None:
    """What grades words in a language, None where there are no acts for it. UnusableInput for a bad acts file."""
    acts = shelf.get(language)
    return _grader(acts) if acts else None


@lru_cache(maxsize=8)
def _grader(acts: Acts) -> Grader:
    return Grader(acts)
