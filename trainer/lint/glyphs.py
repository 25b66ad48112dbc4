"""The rule on glyphs that terminals measure differently, so that lines beside them slip: in any of our files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.document.finding import Finding, Severity, Span

_AWKWARD = re.compile(
    "(?P<emoji>\ufe0f(?!\u20e3))|(?P<keycap>\ufe0f?\u20e3)|(?P<skin>[\U0001f3fb-\U0001f3ff])"
    "|(?P<joined>(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d)"
)
_NAMES = {
    "emoji": "a sign made an emoji by an invisible mark (U+FE0F)",
    "keycap": "a keycap (U+20E3)",
    "skin": "a skin tone",
    "joined": "several emoji joined into one (U+200D)",
}


def awkward_glyphs(text: str, path: str) -> Iterator[Finding]:
    """One finding for each line that has one; comments do not count, nobody sees them."""
    if text.isascii():
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = None if line.isascii() else _AWKWARD.search(line)
        if match and not line.lstrip().startswith("#"):
            message = (
                f"Here stands {_NAMES[str(match.lastgroup)]}: terminals disagree on how wide that is, and what stands "
                "beside it slips. Use a plain sign, or a word."
            )
            at = Span(number, max(match.start(), 1), number, match.end() + 1)
            yield Finding("awkward-glyph", Severity.WARNING, message, path, at)
