"""What a number of tries can tell about the next ones."""

from __future__ import annotations

from math import comb

SURE = 0.8
"""How sure "proves" is, on one side."""
_HALVINGS = 60


def proved(passed: int, tries: int, sure: float = SURE) -> float:
    """The least chance of passing, 0 to 1, that `passed` of `tries` prove, one-sided: 5 of 5 prove 72 %.

    The exact lower bound of Clopper and Pearson (1934): a smaller chance would give so many passes less often than
    one time in five. ValueError when more were passed than tried.
    """
    if not 0 <= passed <= tries:
        raise ValueError(f"{passed} of {tries} cannot have been passed")
    if not passed:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if at_least(passed, tries, middle) < 1 - sure:
            low = middle
        else:
            high = middle
    return low


def at_least(passed: int, tries: int, chance: float) -> float:
    """How likely it is to pass at least so often when each try passes with this chance."""
    return sum(comb(tries, n) * chance**n * (1 - chance) ** (tries - n) for n in range(passed, tries + 1))


def all_pass(passed: int, tries: int, k: int) -> float | None:
    """The chance that `k` tries in a row all pass, estimated without bias; None with fewer than `k` tries.

    It is the share, of all ways to draw `k` of the tries, in which each was passed: 7 of 10 is .70, and .29 for three.
    """
    if k < 1 or not 0 <= passed <= tries:
        raise ValueError(f"{passed} of {tries} cannot be asked about {k} in a row")
    return comb(passed, k) / comb(tries, k) if tries >= k else None
