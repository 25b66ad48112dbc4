"""What an attempt's seed decides, the same on every machine: the order of options, and where confidence is asked.

The shuffle is our own, since the standard library does not promise the same one for ever: a Fisher-Yates shuffle
whose numbers are 32-bit words of SHA-256 over (seed, number of the decision).
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")

_ONE_IN = 3
"""Of so many decisions in a row, one asks how sure the trainee is."""


def shuffled(items: Sequence[T], seed: int, number: int) -> tuple[T, ...]:
    """`items` in the order of this seed at the decision with this number."""
    order = list(items)
    words = b""
    for last in range(len(order) - 1, 0, -1):
        if len(words) < 4:
            words = sha256(f"{seed}/{number}/{last}".encode()).digest()
        pick = int.from_bytes(words[:4], "big") * (last + 1) >> 32
        words = words[4:]
        order[last], order[pick] = order[pick], order[last]
    return tuple(order)


def asks_confidence(seed: int, number: int) -> bool:
    """Whether it is asked at the decision with this number (from 0) of an attempt with this seed.

    One of each three decisions in a row, so that a short story has its question too; which one, nobody can foresee.
    """
    group, place = divmod(number, _ONE_IN)
    drawn = sha256(f"sure/{seed}/{group}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") % _ONE_IN == place
