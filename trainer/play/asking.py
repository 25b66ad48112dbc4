"""Before which replies it is asked how sure one is: once in three decisions, the same for the same attempt always."""

from hashlib import sha256

_ONE_IN = 3


def asks_confidence(seed: int, number: int) -> bool:
    """Whether it is asked at the decision with this number (from 0) of an attempt with this seed.

    One of each three decisions in a row, so that a short story has its question too; which one, nobody can foresee.
    """
    group, place = divmod(number, _ONE_IN)
    drawn = sha256(f"sure/{seed}/{group}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") % _ONE_IN == place
