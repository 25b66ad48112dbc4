"""Ids made of names: safe, and each given once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 56
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


class Names:
    """Gives ids that are not yet taken."""

    def __init__(self, taken: Iterable[str], *, spaces: str = "-") -> None:
        self._taken = set(taken)
        self._spaces = spaces
        self._numbers: dict[str, int] = {}

    def give(self, name: str, otherwise: str = "item") -> str:
        """An id that reads like a name; one made of nothing it could keep reads as `otherwise`."""
        base = slug(name, self._spaces) or otherwise
        found = base
        while found in self._taken:
            self._numbers[base] = self._numbers.get(base, 1) + 1
            found = f"{base}{self._spaces}{self._numbers[base]}"
        self._taken.add(found)
        return found


def slug(name: str, spaces: str = "-") -> str:
    """Small letters, digits and dashes, "" where nothing is left."""
    if spaces == "_":
        name = _HUMP.sub("_", name)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_IDS.sub(spaces, plain)[:_LONGEST].strip(spaces)
