"""No pattern backtracks: every one of the package is tried on inputs made from its own structure, of growing size.

Patterns are found in the source, so none escapes. Times are compared with each other, never with a clock's figure: an
input of 16,000 characters takes a linear search as long as 16 of 1,000, and one that backtracks 16 times as long.
"""

from __future__ import annotations

import ast
import importlib
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.scenarios import ROOT

USES = frozenset(["match", "fullmatch", "search", "sub", "split", "findall", "finditer"])
SMALL, LARGE = 1_000, 16_000
MOST_GROWTH = 6
"""Between 1 (linear) and 16 (quadratic)."""
NOISE = 0.04
"""Seconds of processor time below which nothing is compared; a quadratic search takes ten times as long."""
SECONDS = 60
"""Of processor time for all patterns of one module: what backtracks exponentially takes years."""
BATCHES = 6
"""Processes that the modules are tried in: starting one takes longer than most modules do."""
UNITS = [*" \t\n\raA0_-.,:#\\\"'[]{}()<>`|*/%$!=é\x00\x01\u0301"]
UNITS += ["a ", " a", "a:", '\\"', "- ", "a\n", " \n"]
TAILS = ["", "!", "\n", "\x02", "a"]


@dataclass(frozen=True)
class Pattern:
    """A pattern as it stands in the source, with how it is used."""

    module: str
    line: int
    source: str | bytes
    flags: int
    uses: frozenset[str]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}"


def modules() -> list[str]:
    found = []
    for path in sorted((ROOT / "trainer").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"^\s*import re$|^\s*from re import", text, re.MULTILINE):
            found.append(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return found


def calls_of(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """The calls of `re.…` that take a pattern."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=name)) if name in USES or name == "compile":
                yield node, name


def patterns_in(module: str) -> Iterator[Pattern]:
    """Every pattern of a module: what is computed at its top by value, what is made in functions by its text."""
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    loaded = importlib.import_module(module)
    names: dict[int, str] = {}
    for statement in ast.walk(tree):
        match statement:
            case ast.Assign(targets=[ast.Name(name)], value=value) | ast.AnnAssign(target=ast.Name(name), value=value):
                names |= {id(call): name for call, how in calls_of(value or statement) if how == "compile"}
    for call, how in calls_of(tree):
        name = names.get(id(call), "")
        uses = frozenset([how]) if how != "compile" else uses_of(name, module) if name else USES
        value = getattr(loaded, name, None)
        if isinstance(value, re.Pattern):
            yield Pattern(module, call.lineno, value.pattern, value.flags, uses)
        else:
            yield Pattern(module, call.lineno, written(call.args[0], loaded), flags_of(call), uses)


def written(node: ast.expr, loaded: object) -> str:
    """A pattern that is made in a function; what is put into it is a word or the module's own."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(values):
            return "".join(written(value, loaded) for value in values)
        case ast.FormattedValue(ast.Name(name)) if isinstance(getattr(loaded, name, None), str):
            return str(getattr(loaded, name))
        case ast.FormattedValue():
            return "word"
        case ast.Name(name) if isinstance(getattr(loaded, name, None), str):
            return str(getattr(loaded, name))
    raise AssertionError(f"write this pattern so that it can be read here: {ast.unparse(node)}")


def flags_of(call: ast.Call) -> int:
    found = 0
    for node in [*call.args[1:], *(k.value for k in call.keywords if k.arg == "flags")]:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Attribute) and isinstance(flag := getattr(re, inner.attr, None), re.RegexFlag):
                found |= flag
    return found


@cache
def sources() -> dict[str, str]:
    """The text of every module by its name."""
    paths = sorted((ROOT / "trainer").rglob("*.py"))
    return {".".join(p.relative_to(ROOT).with_suffix("").parts): p.read_text(encoding="utf-8") for p in paths}


@cache
def importers() -> dict[tuple[str, str], set[str]]:
    """Which modules import a name of a module, or a module from its package."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for importer, text in sources().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    found[node.module or "", alias.name].add(importer)
    return found


def uses_of(name: str, module: str) -> frozenset[str]:
    """The methods by which a pattern is used; all of them where it is handed on, and that cannot be told."""
    parent, _, own = module.rpartition(".")
    texts = [sources()[each] for each in {module, *importers()[module, name], *importers()[parent, own]}]
    found = {m for text in texts for m in re.findall(rf"\b{re.escape(name)}\.(\w+)\(", text) if m in USES}
    handed_on = any(re.search(rf"[(=] *(?:\w+\.)?{re.escape(name)}[,)]", text) for text in texts)
    return frozenset(found) if found and not handed_on else USES


# -- inputs from a pattern's own structure ---------------------------------------------------------


def sample(tree: Any, choice: int = 0) -> str:
    """A text that a part of a pattern matches, or nearly: `choice` picks among alternatives and characters."""
    return "".join(sample_of(kind, value, choice) for kind, value in tree)


def sample_of(kind: Any, value: Any, choice: int) -> str:
    if kind in (kinds.LITERAL, kinds.NOT_LITERAL):
        return chr(value) if kind is kinds.LITERAL else ("a" if value != ord("a") else "b")
    if kind is kinds.ANY:
        return "a \\"[choice % 3]
    if kind is kinds.IN:
        return character_in(value, choice)
    if kind is kinds.BRANCH:
        return sample(value[1][choice % len(value[1])], choice)
    if kind is kinds.SUBPATTERN:
        return sample(value[3], choice)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        least: int = max(min(value[0], 300), min(value[1], 1))
        return sample(value[2], choice) * least
    if kind is kinds.ATOMIC_GROUP:
        return sample(value, choice)
    return ""


def character_in(members: Any, choice: int) -> str:
    pattern = re.compile(as_class(members))
    fits = [c for c in "a 0\n\t-_.,:\"'\\([{<`é#\x01\u0301" if pattern.fullmatch(c)]
    own = [chr(v) for k, v in members if k is kinds.LITERAL] + [chr(v[0]) for k, v in members if k is kinds.RANGE]
    fits += [] if members[0][0] is kinds.NEGATE else own
    return fits[choice % len(fits)] if fits else "a"


def as_class(members: Any) -> str:
    """A set of characters, written again."""
    names = {kinds.CATEGORY_DIGIT: r"\d", kinds.CATEGORY_SPACE: r"\s", kinds.CATEGORY_WORD: r"\w"}
    names |= {kinds.CATEGORY_NOT_DIGIT: r"\D", kinds.CATEGORY_NOT_SPACE: r"\S", kinds.CATEGORY_NOT_WORD: r"\W"}
    said = {kinds.NEGATE: lambda _: "^", kinds.LITERAL: one, kinds.CATEGORY: names.__getitem__}
    said[kinds.RANGE] = lambda ends: f"{one(ends[0])}-{one(ends[1])}"
    return "[" + "".join(said[kind](value) for kind, value in members) + "]"


def one(code: int) -> str:
    return f"\\U{code:08x}"


def repeats(tree: Any, before: str = "") -> Iterator[tuple[str, str, str]]:
    """What stands before each long repeat, its body, and another sample of its body."""
    for kind, value in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            if value[1] > 50:
                for choice in range(4):
                    yield before, sample(value[2], choice), sample(value[2], choice + 1)
            yield from repeats(value[2], before)
        for inner in inner_parts(kind, value):
            yield from repeats(inner, before)
        before += sample_of(kind, value, 0)


def inner_parts(kind: Any, value: Any) -> list[Any]:
    if kind is kinds.BRANCH:
        return list(value[1])
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [value[1]]
    return []


def inputs(pattern: Pattern) -> list[tuple[str, str, str]]:
    """A beginning, what is repeated, and an end."""
    text = pattern.source.decode("latin-1") if isinstance(pattern.source, bytes) else pattern.source
    tree = parser.parse(text, pattern.flags & ~re.UNICODE)
    found = {("", unit, tail) for unit in UNITS for tail in TAILS[:2]}
    whole = sample(tree), sample(tree, 1)
    found |= {("", each, tail) for each in whole if each for tail in TAILS}
    found |= {("", each[:-1], tail) for each in whole if len(each) > 1 for tail in TAILS}
    for before, body, other in repeats(tree):
        found |= {
            (lead, each, tail) for lead in (before, "") for each in (body, body + other) if each for tail in TAILS
        }
        found |= {("", before + body, tail) for tail in TAILS if before}
    return sorted(found)


# -- trying ------------------------------------------------------------------------------------------


def seconds(work: Callable[[Any], object], text: str | bytes, times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        work(text)
    return time.process_time() - started


def worker(pattern: Pattern, use: str) -> Callable[[Any], object]:
    compiled = re.compile(pattern.source, pattern.flags & ~(re.UNICODE if isinstance(pattern.source, bytes) else 0))
    if use == "sub":
        return lambda text: compiled.sub(text[:0], text)
    if use == "finditer":
        return lambda text: sum(1 for _ in compiled.finditer(text))
    return lambda text: getattr(compiled, use)(text)


def made(pattern: Pattern, parts: tuple[str, str, str], size: int) -> str | bytes:
    begin, unit, end = parts
    text = begin + unit * (size // len(unit)) + end
    return text.encode("utf-8", "surrogatepass") if isinstance(pattern.source, bytes) else text


def growth(pattern: Pattern, use: str, parts: tuple[str, str, str]) -> float:
    """By how much longer one long input takes than as much in short ones; 0 where that is too quick to tell."""
    work = worker(pattern, use)
    for size in (24, 48):
        work(made(pattern, parts, size))
    large = made(pattern, parts, LARGE)
    took = seconds(work, large, 1)
    if took < NOISE:
        return 0.0
    few = made(pattern, parts, SMALL)
    took = min(took, seconds(work, large, 1))
    return took / max(min(seconds(work, few, LARGE // SMALL) for _ in range(2)), NOISE / 8)


def try_module(module: str) -> None:
    """Print what grows too fast; run in a process of its own, which may take only so long."""
    for pattern in patterns_in(module):
        for use in sorted(pattern.uses - {"findall", "split"} or {"search"}):
            print("trying", pattern, use, flush=True)
            for parts in inputs(pattern):
                grown = growth(pattern, use, parts)
                if grown > MOST_GROWTH:
                    print("grows", pattern, use, [part[:40] for part in parts], round(grown), flush=True)
                    break


def _run(code: str, most: int) -> subprocess.CompletedProcess[str]:
    """A program in a process of its own that may take only so many seconds of processor time."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))

    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=bounded, check=False)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_pattern_of_the_package_backtracks(batch: int) -> None:
    tried = modules()[batch::BATCHES]
    code = f"from tests.test_patterns import try_module\nfor module in {tried!r}: try_module(module)"
    done = _run(code, SECONDS * len(tried))
    assert done.returncode == 0, (done.stdout[-300:], done.stderr[-2000:])
    assert [line for line in done.stdout.splitlines() if line.startswith("grows")] == []


def test_every_pattern_is_seen() -> None:
    found = [pattern for module in modules() for pattern in patterns_in(module)]
    everything = "\n".join(sources().values())
    assert len(found) == len(re.findall(rf"\bre\.(?:{'|'.join(USES)}|compile)\(", everything))


@pytest.mark.parametrize("source", [r"\A(?:\s*#[^\n]*\n|\s*\n)*format:", r"(a+)+$", r"\s+$", r"(?:a|b|ab)*c", r"x*x*y"])
def test_patterns_that_backtrack_are_told(source: str) -> None:
    code = (
        "from tests.test_patterns import *\n"
        f"pattern = Pattern('here', 1, {source!r}, 0, frozenset(['search']))\n"
        "print(next((g for parts in inputs(pattern) if (g := growth(pattern, 'search', parts)) > MOST_GROWTH), 0))"
    )
    done = _run(code, 4)
    assert done.returncode != 0 or float(done.stdout) > MOST_GROWTH
