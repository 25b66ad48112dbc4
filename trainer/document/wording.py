"""The author's own words inside a message: harmless, short, and shown the way they should be written."""

import re

from trainer.cleaning import clean_line

LONGEST = 40
"""Characters of the author's text in a message: enough to know it again."""

_KEY_BEFORE = re.compile(r"""(?:^|[\s{\[,])("[^"]*"|'[^']*'|[^\s:,{}\[\]"']+)\s*:\s*$""")
_LOOK_BACK = 200


def short(text: str) -> str:
    """The text on one line, cut to `LONGEST` characters."""
    # Cut first: cleaning a megabyte for forty characters of it would be wasted.
    line = clean_line(text[: 4 * LONGEST])
    if len(line) <= LONGEST and len(text) <= 4 * LONGEST:
        return line
    return line[: LONGEST - 1].rstrip() + "…"


def key_before(line: str, column: int) -> str:
    """The key whose value starts at this column, or "" when there is none, as in a list."""
    match = _KEY_BEFORE.search(line[max(0, column - _LOOK_BACK) : column])
    return match.group(1) if match else ""


def after_bar(line: str, column: int, text: str) -> str:
    """What to do with a text that starts at this column: put it after `|`, with the lines to write."""
    key = key_before(line, column)
    opening = f"{short(key)}: |" if key else "- |" if line[:column].strip() == "-" else "say: |"
    return f"Put it after a |: write `{opening}` and on the next line, further in, `{short(_bare(text))}`."


def in_braces(line: str, column: int, text: str) -> str:
    """The same for a text between { } or [ ], where `|` cannot stand."""
    key, bare = key_before(line, column), _bare(text)
    bar = f"write `{short(key) or 'say'}: |` and on the next line, further in, `{short(bare)}`."
    lines = f"take the brackets away, give each key its own line, and put the text after a |: {bar}"
    if '"' in bare or "\\" in bare:
        return lines[0].upper() + lines[1:]
    quoted = f'{short(key)}: "{short(bare)}"' if key else f'"{short(bare)}"'
    return f"Put the whole text between double quotes, `{quoted}`; or {lines}"


def _bare(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1]
    return text
