"""Where a name stands in a file, for values that keep no place of their own."""

from __future__ import annotations

import re

from trainer.document.finding import Span


def find_word(text: str, within: Span, word: str, after: str = "") -> Span:
    """Where a word stands between two lines of a text, behind the key `after` if one is given; else all of `within`."""
    lines = text.split("\n")
    key = re.compile(rf"(?<![\w-]){re.escape(after)}[\"']?\s*:") if after else None
    name = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    for number in range(within.line, min(within.end_line, len(lines)) + 1):
        line, start = lines[number - 1], 0
        if key is not None:
            met = key.search(line)
            if met is None:
                continue
            start, key = met.end(), None
        if found := name.search(line, start):
            return Span(number, found.start() + 1, number, found.end() + 1)
    return within


def span_to_end(text: str, key: str) -> Span:
    """From the line of a key to the end of the text."""
    lines = text.split("\n")
    begins = re.compile(rf"\s+[\"']?{re.escape(key)}[\"']?\s*:")
    number = next((n for n, line in enumerate(lines, 1) if begins.match(line)), 1)
    return Span(number, 1, len(lines), len(lines[-1]) + 1)


def opening_words(text: str) -> str:
    """The beginning of a text, as it can stand in a message and be found in its file."""
    line = text.strip().split("\n")[0]
    return line if len(line) <= 48 else line[:48].rpartition(" ")[0] or line[:48]
