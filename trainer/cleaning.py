"""Text from files, keyboards and names, made harmless before it is shown or kept.

`clean` leaves ordinary text untouched, in any script, and replaces what a terminal, a browser or a
spreadsheet could act on: control characters, line and paragraph separators, bidirectional overrides
and lone surrogates.
"""

import re

DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Everything `clean` replaces. Tab and line feed are text; carriage returns are folded first."""


def clean(text: str) -> str:
    """The same text with each dangerous character replaced by a visible, harmless one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return DANGEROUS.sub(_visible, text)


def clean_line(text: str) -> str:
    """`clean`, on one line: runs of white space become one space."""
    return " ".join(clean(text).split())


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
