"""An example on a rule's page made into a whole document, and checked as `trainer lint` would check it in a folder.

The keys of an example replace those of its base: at the edge, and within `scenes`, `facts`, `cast`, `variants`,
`principles` and `acts` one step further in. What stands between `# repeat 6` and `# end` is written six times, with
{n} and {next} counting from 1 and 2.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from trainer.document.finding import Finding
from trainer.document.nodes import Mapping, Scalar
from trainer.document.read import read_document
from trainer.kinds import FileKind
from trainer.limits import STATES
from trainer.lint.check import check_file, files_to_check, try_file
from trainer.lint.rule_pages import RULES, PageExample, RulePage
from trainer.lint.suppressions import FileReport
from trainer.scenario.library import open_library

WHOLE = "nothing"
"""The name of the base that is none: examples in it are whole documents."""

_REPEAT = re.compile(r" *# repeat (\d+)")
_EDGE = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
_INNER = re.compile(r"^(?=  [^\s#-])", re.MULTILINE)
_MERGED = ("scenes", "facts", "cast", "variants", "principles", "acts")


def document_of(example: PageExample, base: str) -> bytes:
    """The document that an example stands for."""
    if example.kind == "bytes":
        return example.body.rstrip("\n").encode("latin-1").decode("unicode_escape").encode("latin-1")
    written = _written_out(example.body)
    return (written if base == WHOLE else _put_into(bases()[base], written)).encode()


@cache
def bases() -> dict[str, str]:
    """The base documents by name, from `rules/_bases.yaml`."""
    root = read_document((RULES / "_bases.yaml").read_bytes(), "_bases.yaml").root
    assert isinstance(root, Mapping)
    return {name: node.text for name, node in root.values.items() if isinstance(node, Scalar)}


def _written_out(text: str) -> str:
    """A text with what stands between `# repeat 6` and `# end` written six times."""
    written: list[str] = []
    body: list[str] = []
    times = 0
    for line in text.splitlines(keepends=True):
        if match := _REPEAT.fullmatch(line.rstrip("\n")):
            times, body = int(match[1]), []
        elif times and line.strip() == "# end":
            once = "".join(body)
            written += [once.replace("{n}", str(n)).replace("{next}", str(n + 1)) for n in range(1, times + 1)]
            times = 0
        else:
            (body if times else written).append(line)
    return "".join(written)


def _put_into(base: str, example: str) -> str:
    return "".join(_joined(_blocks(base, _EDGE), _blocks(example, _EDGE)))


def _joined(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> list[str]:
    """The old blocks, each replaced by the new ones of its name where there are some; then what is quite new."""
    known = {name for name, _ in old}
    lead = [block for name, block in new if not name] or [block for name, block in old if not name]
    written = lead + [_replaced(name, block, new) for name, block in old if name]
    return written + [block for name, block in new if name and name not in known]


def _replaced(name: str, block: str, new: list[tuple[str, str]]) -> str:
    mine = [b for n, b in new if n == name]
    if not mine:
        return block
    inner = _blocks(mine[0], _INNER)
    if name in _MERGED and len(inner) > 1 and len(mine) == 1:
        return "".join(_joined(_blocks(block, _INNER), inner))
    return "".join(mine)


def _blocks(text: str, at: re.Pattern[str]) -> list[tuple[str, str]]:
    """The text cut before each key, with the key's name; "" for what stands before the first."""
    found = [block for block in at.split(text) if block]
    return [(_name_of(block) if at.match(block) else "", block) for block in found]


def _name_of(block: str) -> str:
    return block.split(":", 1)[0].strip().strip("\"'")


def folder(where: Path) -> Path:
    """A folder in which every base document has its place, beside a broken framework and two more sound ones."""
    principles = where / "principles"
    principles.mkdir(parents=True)
    demo = bases()["framework"]
    twin = demo.replace("id: demo", "id: twin")
    other = demo[: demo.index("principles:")].replace("id: demo", "id: other")
    other += "principles:\n  speed: {title: speed, statement: Be quick, honours: [Acts], breaks: [Dawdles]}\n"
    broken = demo.replace("id: demo", "id: broken").replace("title: warmth, ", "")
    for name, text in {"demo": demo, "twin": twin, "other": other, "broken": broken}.items():
        (principles / f"{name}.yaml").write_text(text, encoding="utf-8")
    (where / "acts").mkdir()
    (where / "acts" / "english.yaml").write_text(bases()["acts"], encoding="utf-8")
    (where / "small.yaml").write_text(bases()["small"], encoding="utf-8")
    return where


def report_on(data: bytes, where: Path, states: int = STATES) -> FileReport:
    """Everything found in a document, and what is allowed in it."""
    path = folder(where) / "example.yaml"
    path.write_bytes(data)
    kind = next((kind for known, kind in files_to_check([where]) if known == path), FileKind.SCENARIO)
    return check_file(path, kind, open_library([where]), states)


def check_example(example: PageExample, page: RulePage, where: Path) -> list[Finding]:
    """Everything found in an example of a page, by the command that tells of the rule."""
    found = report_on(document_of(example, page.base), where, page.states or STATES).findings
    return [*found, *try_file(where / "example.yaml", open_library([where]))] if page.tried else found
