"""Text that others wrote, in Markdown, where it must stay text.

What somebody said stands in a fence longer than any inside it. Short texts stand as they are where they are plain
prose, else in a code span with more backticks than any inside. Escaping everything would not do: 11 of 437
payloads got through (`@name`, bare addresses and entities mean something to one reader or another).
"""

import re
from collections.abc import Iterable

from trainer.cleaning import clean, clean_line
from trainer.output.columns import wrapped
from trainer.play.narration import Utterance

FENCE_COLUMNS = 72
"""Fences do not wrap on a page, so lines are broken here, to fit a terminal of 80 columns too."""
_INDENT = "    "
_BACKTICKS = re.compile("`+")
_NOT_PROSE = re.compile(r"[<>\[\]`|\\~^={}@]|//")
"""Characters of ASCII that make links, tags, tables, code, highlights or mentions."""
_ESCAPED = re.compile(r"[$&#*_+]|%(?=%)|[.:](?=[^\W\d_])|(?<!\d)[.:](?=\w)|^-")
"""What would be mathematics, an entity, a tag, emphasis or a list, and the point in a bare address."""
_NUMBERED = re.compile(r"^(\d+)([.)])(?!\S)")


class Markdown(str):
    """Text that is Markdown already: made by us, with what others wrote made harmless in it."""

    __slots__ = ()


def inline(text: str) -> Markdown:
    """A short text within a line: as it is when it is plain prose, else as a code span."""
    line = clean_line(text)
    if _NOT_PROSE.search(line):
        return code(line)
    return Markdown(_NUMBERED.sub(r"\1\\\2", _ESCAPED.sub(r"\\\g<0>", line)))


def code(text: str) -> Markdown:
    """A short text as a code span that nothing in it can end."""
    line = clean_line(text)
    if not line:
        return Markdown("")
    run = "`" * (_longest(line) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return Markdown(f"{run}{pad}{line}{pad}{run}")


def fence(text: str) -> Markdown:
    """A longer text as a fenced block that nothing in it can end."""
    body = clean(text)
    run = "`" * max(3, _longest(body) + 1)
    return Markdown(f"{run}text\n{body}\n{run}")


def _longest(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)


def script(told: Iterable[Utterance]) -> Markdown:
    """What was told, as in a play: a name at the margin, the words beneath it, so that no words can pose as a name."""
    blocks: list[str] = []
    speaker = ""
    for utterance in told:
        who = utterance.name or "Narrator"
        name = clean_line(f"{who} (a deed)" if utterance.is_deed else who)
        head = [f"{name}:"] if name != speaker else []
        lines = wrapped(clean(utterance.text), FENCE_COLUMNS - len(_INDENT))
        blocks.append("\n".join([*head, *(f"{_INDENT}{line}".rstrip() for line in lines)]))
        speaker = name
    return fence("\n\n".join(blocks)) if blocks else Markdown("")


def words(text: str) -> Markdown:
    """What the trainee typed, or where a story begins, line by line."""
    return fence("\n".join(wrapped(clean(text), FENCE_COLUMNS)))
