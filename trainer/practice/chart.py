"""Small charts in text, as one line each: with blocks, or in plain ASCII where a terminal or a reader has no blocks."""

from __future__ import annotations

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
PLAIN = "_.:-=+*#"
"""As many heights in ASCII, from sparse to dense."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def sparkline(values: Sequence[float], low: float, high: float, *, ascii_only: bool = False) -> str:
    """A character for each value, from the lowest height at `low` to the highest at `high`; beyond them, the ends.

    ValueError when `high` is not above `low`.
    """
    if high <= low:
        raise ValueError("a chart needs some height")
    heights = PLAIN if ascii_only else BLOCKS
    top = len(heights) - 1
    return "".join(heights[round(top * min(1.0, max(0.0, (v - low) / (high - low))))] for v in values)


def bar(share: float, width: int, *, ascii_only: bool = False) -> str:
    """A bar of exactly `width` characters for a share from 0 to 1; anything above 0 shows."""
    share = min(1.0, max(0.0, share))
    if ascii_only:
        full = max(round(share * width), 1 if share else 0)
        return "#" * full + "." * (width - full)
    eighths = max(round(share * width * 8), 1 if share else 0)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(width)
