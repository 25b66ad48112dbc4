"""The order in which options are shown: fixed by the attempt's seed, the same on every machine and version.

Our own, since the standard library does not promise the same shuffle for ever: a Fisher-Yates shuffle
whose numbers are 32-bit words of SHA-256 over (seed, number of the decision).
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


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
