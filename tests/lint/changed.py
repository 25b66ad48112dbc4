"""Real scenarios with a fault put in: changes to their text, and what is then found."""

from __future__ import annotations

import copy
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.scenarios import LIBRARY
from trainer.analysis.playable import check
from trainer.document.finding import Finding
from trainer.kinds import FileKind
from trainer.lint.check import check_file
from trainer.lint.rule_context import RuleContext
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
    return frozenset(key for choice in RuleContext(playable).choices.all if choice.matters for key in choice.keys)


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


WRONG: tuple[Any, ...] = ("", "no", "-1", "9" * 20, "{{ city", "patience > ", "null", "~", [], {}, ["x"], {"x": "y"})
SIGNS = ("\t", "{", "}", "[", '"', "'", "#", ": ", "&x ", "*x", "\x00", "|", "- ", "é", "\r", "\ufeff", "((", "not ")
MANY = (2, 20, 200)
"""How often a part is repeated, so that mutations grow as well as break."""


def mutated(name: str, seed: int) -> bytes:
    """A scenario of the library with one to four changes to its text, or to its keys, values and links."""
    chance = random.Random(f"{name} {seed}")
    if seed % 2:
        return _scribbled(text_of(name), chance).encode()
    document = yaml.load(text_of(name), yaml.CSafeLoader if chance.random() < 0.1 else _Texts)
    for _ in range(chance.randint(1, 4)):
        _change(document, chance)
    return yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100).encode()


class _Texts(yaml.CBaseLoader):
    """Every value stays text, as in our own reader."""


def _scribbled(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        number = chance.randrange(len(lines))
        line = lines[number]
        column = chance.randint(0, len(line))
        made = [
            [], [line, line], [f"  {line}"], [line[2:]], [line[:column]], [line] * chance.choice(MANY),
            *([line[:column] + chance.choice(SIGNS) * times + line[column:]] for times in (1, 500)),
        ]  # fmt: skip
        lines[number : number + 1] = chance.choice(made)
        lines = lines or [""]
    return "\n".join(lines)


def _change(document: Any, chance: random.Random) -> None:
    """One change somewhere; the deeper a place, the likelier."""
    parent, key = _somewhere(document, chance)
    if parent is None:
        return
    value = parent[key]
    kind = chance.choice(["drop", "rename", "type", "repeat", "link", "grow"])
    if kind == "drop":
        del parent[key]
    elif kind == "rename" and isinstance(parent, dict):
        other = f"{key}s" if chance.random() < 0.5 else chance.choice(list(parent))
        parent[other] = parent.pop(key)
    elif kind == "type":
        parent[key] = copy.deepcopy(chance.choice(WRONG))
    elif kind == "repeat" and isinstance(parent, list):
        parent.extend(copy.deepcopy(value) for _ in range(chance.choice(MANY)))
    elif kind == "link" and key in ("next", "scene", "start"):
        parent[key] = chance.choice(list(document.get("scenes") or {"": ""}))
    elif kind == "grow" and isinstance(value, str):
        parent[key] = f"{value} " * chance.choice(MANY)


def _somewhere(document: Any, chance: random.Random) -> tuple[Any, Any]:
    found: tuple[Any, Any] = (None, None)
    node = document
    while isinstance(node, dict | list) and node:
        key = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        found = (node, key)
        node = node[key]
        if chance.random() < 0.1:
            break
    return found
