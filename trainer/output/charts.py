"""Small charts: in text as one line each, or as SVG within a page, without a script and with their words in `title`."""

from collections.abc import Sequence
from html import escape

from trainer.cleaning import clean_line

BLOCKS = "▁▂▃▄▅▆▇█"
PLAIN = "_.:-=+*#"
"""As many heights in ASCII, from sparse to dense."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDTH, _HEIGHT, _EDGE = 240.0, 48.0, 4.0


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


def line_svg(values: Sequence[float], low: float, high: float, title: str) -> str:
    """Values in order as a line with a dot for each, `low` at the foot and `high` at the top.

    ValueError when `high` is not above `low`.
    """
    if high <= low:
        raise ValueError("a chart needs some height")
    across = (_WIDTH - 2 * _EDGE) / max(1, len(values) - 1)
    shares = [min(1.0, max(0.0, (value - low) / (high - low))) for value in values]
    points = [(_EDGE + n * across, _EDGE + (1 - share) * (_HEIGHT - 2 * _EDGE)) for n, share in enumerate(shares)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="currentColor"/>' for x, y in points)
    line = f'<polyline points="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>' if points else ""
    words = escape(clean_line(title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{words}"><title>{words}</title>{line}{dots}</svg>'
    )
