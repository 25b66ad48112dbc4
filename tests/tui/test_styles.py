"""Every selector of a style sheet names a widget that exists: one that names none is silent, and a screen is blank."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import textual.containers
import textual.screen
import textual.widgets
import textual.widgets._markdown

from tests.scenarios import ROOT

TUI = ROOT / "trainer" / "tui"


def classes() -> set[str]:
    """The widgets and screens of the app, and those of Textual."""
    own = {
        node.name
        for path in TUI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    textuals = (textual.containers.__dict__, textual.screen.__dict__, textual.widgets._markdown.__dict__)
    return own.union(vars(textual.widgets)["__all__"], *textuals)


def style_sheets() -> Iterator[tuple[Path, str]]:
    for path in sorted(TUI.rglob("*.tcss")):
        yield path, path.read_text("utf-8")
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("DEFAULT_CSS", "CSS"):
                yield path, ast.literal_eval(node.value)


def type_selectors(sheet: str) -> set[str]:
    """`TabBar` in `&.-low TabBar { margin: 0; }`; comments and declarations are left out."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return {name for rule in re.findall(r"([^{};]+)\{", bare) for name in re.findall(r"(?<![\w#.$:-])[A-Z]\w*", rule)}


def test_selectors_name_widgets_that_exist() -> None:
    known = classes()
    unknown = {(path.name, name) for path, sheet in style_sheets() for name in type_selectors(sheet) - known}
    assert unknown == set()


def test_selectors_are_seen() -> None:
    assert type_selectors("A, B > .c { x: y; &.-low Dee { z: 1; } } /* Eff {} */ #G:H { a: b }") == {"A", "B", "Dee"}
    assert {"TabBar", "PreviewPanel", "PlayScreen"} <= {n for _, sheet in style_sheets() for n in type_selectors(sheet)}
