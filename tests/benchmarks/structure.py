"""How the package is built: files, lines, imports, circles, functions, and names that stand for two things.

python tests/benchmarks/structure.py [FOLDER]

FOLDER holds a `trainer/`, of another commit for instance (`git archive COMMIT trainer | tar x -C FOLDER`); without it
this repository is measured. What learns the grader's weights is left out, as it is from the wheel. Only the text of
the modules is read, nothing is imported.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent.parent
# A state before `grading/training` had its modules for learning beside those for grading.
TRAINING = ("grading/training/", "grading/corpus", "grading/learn", "grading/heads", "grading/rows", "grading/compile")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, eq=False)
class Module:
    """One file: its dotted name, its path below `trainer/`, its lines and its syntax tree."""

    name: str
    path: str
    lines: int
    tree: ast.Module

    @cached_property
    def functions(self) -> list[Function]:
        """Every function and method, nested ones as well."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @cached_property
    def named(self) -> Counter[str]:
        """How often each name is used, as a variable or after a dot."""
        names = (node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        attributes = (node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))
        return Counter([*names, *attributes])

    @cached_property
    def for_types_only(self) -> set[ast.stmt]:
        """The statements below `if TYPE_CHECKING:`."""
        return {
            inner
            for node in ast.walk(self.tree)
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
            for statement in node.body
            for inner in ast.walk(statement)
            if isinstance(inner, ast.stmt)
        }

    def imports(self) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
        """Every import, wherever it stands, and whether it is for types only."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node, node in self.for_types_only


def package(root: Path) -> list[Module]:
    """The modules of `root/trainer`, in the order of their paths, without what learns weights."""
    modules = []
    for file in sorted((root / "trainer").rglob("*.py")):
        path = file.relative_to(root / "trainer").as_posix()
        if path.startswith(TRAINING):
            continue
        name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        modules.append(read_module(name, path, file.read_text("utf-8")))
    return modules


def read_module(name: str, path: str, text: str) -> Module:
    """A module from its text."""
    return Module(name, path, len(text.splitlines()), ast.parse(text, path))


def functions_in(modules: list[Module]) -> list[Function]:
    """Every function of the package."""
    return [function for module in modules for function in module.functions]


def extent(node: ast.stmt) -> int:
    """How many lines a statement takes, a function without its decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def percentile(values: list[int], share: float) -> int:
    """The value that this share of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def private_and_named_once(modules: list[Module]) -> list[str]:
    """Private functions that their own file names once at most, beside where they are defined."""
    return [
        f"{module.path}:{function.lineno} {function.name}"
        for module in modules
        for function in module.functions
        if is_private(function) and module.named[function.name] <= 1
    ]


def private_names_that_stand_once(modules: list[Module]) -> int:
    """The same where a name is counted in the whole package: functions called alike in two files are left out."""
    named = sum((module.named for module in modules), Counter[str]())
    return sum(is_private(function) and named[function.name] == 1 for function in functions_in(modules))


def is_private(function: Function) -> bool:
    """Whether a function's name begins with one underscore."""
    return function.name.startswith("_") and not function.name.startswith("__")


def broad_excepts(modules: list[Module]) -> list[str]:
    """Where every error is caught: `except:`, `except Exception`, `except BaseException`."""
    return [
        f"{module.path}:{node.lineno}"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or {"Exception", "BaseException"} & set(_names_in(node.type)))
    ]


def _names_in(node: ast.expr) -> list[str]:
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]


def class_names(modules: list[Module]) -> dict[str, list[str]]:
    """Where each public class is defined, by its name; classes within classes, as a widget's messages, are left out."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(module.path)
    return dict(places)


def file_names(modules: list[Module]) -> dict[str, list[str]]:
    """Where each file name stands; `__init__.py` and `__main__.py` are names that Python wants."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        name = module.path.rpartition("/")[2]
        if not name.startswith("__"):
            places[name].append(module.path)
    return dict(places)


def twice(places: dict[str, list[str]]) -> dict[str, list[str]]:
    """The names that stand at two places or more."""
    return {name: where for name, where in sorted(places.items()) if len(where) > 1}


def module_imports(modules: list[Module], with_types: bool = False) -> dict[str, set[str]]:
    """Which modules of the package each module imports, at its top or within a function."""
    known = {module.name for module in modules}
    packages = {module.name for module in modules if module.path.endswith("__init__.py")}
    graph: dict[str, set[str]] = {}
    for module in modules:
        targets: set[str] = set()
        for node, types_only in module.imports():
            if types_only and not with_types:
                continue
            if isinstance(node, ast.Import):
                targets.update(alias.name for alias in node.names)
                continue
            base = node.module or ""
            if node.level:
                parts = module.name.split(".")
                kept = len(parts) - node.level + (module.name in packages)
                base = ".".join([*parts[:kept], *([base] if base else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                targets.add(whole if whole in known else base)
        graph[module.name] = (targets & known) - {module.name}
    return graph


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that import each other, also by way of others: strongly connected components (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    components = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        path.append(name)
        for target in sorted(graph[name]):
            if target not in index:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in path:
                low[name] = min(low[name], index[target])
        if low[name] == index[name]:
            start = path.index(name)
            components.append(sorted(path[start:]))
            del path[start:]

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return sorted(component for component in components if len(component) > 1)


def figures(modules: list[Module]) -> list[tuple[str, str]]:
    """Each figure with its name, as it is printed."""
    lines = sum(module.lines for module in modules)
    lengths = [extent(function) for function in functions_in(modules)]
    files = [module.lines for module in modules if module.lines > 1]
    once = private_and_named_once(modules)
    imported = sum(extent(node) for module in modules for node, _types in module.imports())
    broad = len(broad_excepts(modules))
    loops = circles(module_imports(modules))
    with_types = circles(module_imports(modules, with_types=True))
    return [
        ("files", f"{len(modules)}"),
        ("lines", f"{lines:,}"),
        ("import lines", f"{imported / lines:.1%}"),
        ("circles of imports, files in them", f"{len(loops)}, {sum(map(len, loops))}"),
        ("the same with imports for types only", f"{len(with_types)}, {sum(map(len, with_types))}"),
        ("function length, median / p95", f"{median(lengths):.0f} / {percentile(lengths, 0.95)}"),
        ("file length, median / p95", f"{median(files):.0f} / {percentile(files, 0.95)}"),
        ("broad excepts, per 1000 lines", f"{broad}, {broad / lines * 1000:.2f}"),
        ("functions", f"{len(lengths):,}"),
        ("private and named once in their file", f"{len(once) / len(lengths):.1%}"),
        ("private, named once in the package", f"{private_names_that_stand_once(modules) / len(lengths):.1%}"),
        ("public class names that stand twice", f"{len(twice(class_names(modules)))}"),
        ("file names that stand twice", f"{len(twice(file_names(modules)))}"),
    ]


def main() -> int:
    """The figures, then the places behind those that should be none."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    modules = package(root)
    for name, figure in figures(modules):
        print(f"{name:40}{figure:>14}")
    for title, places in (
        ("class", twice(class_names(modules))),
        ("file", twice(file_names(modules))),
    ):
        for name, where in places.items():
            print(f"{title} {name}: {', '.join(where)}")
    for circle in circles(module_imports(modules)):
        print(f"circle: {', '.join(circle)}")
    for place in broad_excepts(modules):
        print(f"broad except: {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
