"""Real scenarios with a fault put in: changes to their text, and what is then found."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.scenarios import LIBRARY
from trainer.analysis.playable import check
from trainer.document.finding import Finding
from trainer.kinds import FileKind
from trainer.lint.check import check_file
from trainer.lint.subject import Subject
from trainer.scenario.library import Library, open_library

_RESPONSE = re.compile(r"^      - id: (?P<id>[\w-]+)\n(?:(?:        .*)?\n)*", re.MULTILINE)
_WORDS = re.compile(r"(?P<head>^        (?:say|do): \|\n)(?P<body>(?:          .*\n)+)", re.MULTILINE)


@cache
def library() -> Library:
    """The scenarios and frameworks that come with the program."""
    return open_library([LIBRARY])


def text_of(name: str) -> str:
    """A scenario as it stands in the library."""
    return (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")


def found_in(text: str, where: Path) -> list[Finding]:
    """Everything found in a changed scenario, graded against the library's frameworks."""
    path = where / "changed.yaml"
    path.write_text(text, encoding="utf-8")
    return check_file(path, FileKind.SCENARIO, library()).findings


@cache
def keys_of(name: str) -> frozenset[str]:
    """The ids of the replies of a scenario that can cost nothing."""
    playable = check(library().load(LIBRARY / f"{name}.yaml")).playable
    assert playable is not None
    return frozenset(key for choice in Subject(playable).choices.all if choice.matters for key in choice.keys)


def keys_said(name: str, key: str, other: str) -> str:
    """A scenario whose keys, and whose other responses, say what these templates make of `{words}`."""

    def said(match: re.Match[str]) -> str:
        template = key if match["id"] in keys_of(name) else other

        def write(words: re.Match[str]) -> str:
            text = " ".join(words["body"].split())
            return f"{words['head']}          {template.format(words=text, plain=text.replace('?', '.'))}\n"

        return _WORDS.sub(write, match.group(), count=1)

    return _RESPONSE.sub(said, text_of(name))


def keys_moved(name: str, *, first: bool) -> str:
    """A scenario in which every decision's keys stand first, or last."""
    text = text_of(name)
    keys = keys_of(name)
    pieces: list[str] = []
    run: list[re.Match[str]] = []
    end = 0
    for match in _RESPONSE.finditer(text):
        if match.start() != end:
            pieces += [*_in_order(run, keys, first=first), text[end : match.start()]]
            run = []
        run.append(match)
        end = match.end()
    return "".join([*pieces, *_in_order(run, keys, first=first), text[end:]])


def _in_order(run: list[re.Match[str]], keys: frozenset[str], *, first: bool) -> list[str]:
    return [m.group() for m in sorted(run, key=lambda m: (m["id"] in keys) != first)]
