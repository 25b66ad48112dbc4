"""Text that is to be drawn: harmless, and how wide it is without a font at hand (a little more than it will be)."""

from __future__ import annotations

import re

from wcwidth import wcwidth

from trainer.cleaning import clean

MONO = 0.605
"""Width of a character in a fixed-width font, in its size."""
SANS = 0.53
"""Mean width in a proportional one, on the safe side."""


def cells(text: str) -> int:
    """Columns of a terminal: what is wide there is wide everywhere."""
    return sum(max(wcwidth(c), 0) for c in text)


def shortened(text: str, most: int) -> str:
    """A text of at most `most` columns, cut with an ellipsis."""
    if cells(text) <= most:
        return text
    room = most - 1
    kept = ""
    for character in text:
        room -= max(wcwidth(character), 0)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + "…"


_NO_XML = re.compile("[\ufffe\uffff]")
"""Characters that are harmless and still make an SVG unreadable."""


def harmless(text: str) -> str:
    """What may stand in XML, and on every screen."""
    return _NO_XML.sub("\ufffd", clean(text))
