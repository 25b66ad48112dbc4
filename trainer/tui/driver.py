"""A terminal may send bytes that are no UTF-8; Textual's decoder would end the input thread on the first."""

from __future__ import annotations

import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from functools import partial

from textual.driver import Driver

_NAME = "getincrementaldecoder"


def tolerant_decoder(encoding: str) -> partial[IncrementalDecoder]:
    """Stands where a driver looks for `codecs.getincrementaldecoder`: strange bytes become U+FFFD."""
    return partial(getincrementaldecoder(encoding), errors="replace")


def tolerate_stray_bytes(driver: type[Driver]) -> None:
    """Give a driver of Textual's the tolerant decoder, where it decodes bytes at all."""
    for base in driver.__mro__:
        names = vars(sys.modules[base.__module__])
        if _NAME in names:
            names[_NAME] = tolerant_decoder
