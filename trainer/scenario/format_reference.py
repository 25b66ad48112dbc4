"""The reference of all keys in `docs/format.md`, made from the table of keys.

`python -m trainer.scenario.format_reference docs/format.md` writes it anew between its two marks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from trainer.document.key_table import Key, KeySet
from trainer.scenario import format_keys

BEGIN = "<!-- made from the table of keys: python -m trainer.scenario.format_reference docs/format.md -->"
END = "<!-- end of what is made from the table of keys -->"
_TABLES: Sequence[tuple[str, KeySet]] = (
    ("A scenario", format_keys.SCENARIO),
    ("A cast member", format_keys.MEMBER),
    ("A fact that is a number", format_keys.NUMBER),
    ("A fact that is one of some values", format_keys.CHOICE),
    ("A fact that is yes or no", format_keys.FLAG_FACT),
    ("How a fact is shown", format_keys.SHOWN_NUMBER),
    ("A detail of a variant", format_keys.DETAIL),
    ("A scene", format_keys.SCENE),
    ("A line", format_keys.LINE),
    ("A response", format_keys.RESPONSE),
    ("A mark", format_keys.MARK),
    ("A way on", format_keys.WAY_ON),
    ("An example", format_keys.EXAMPLE),
    ("An ending", format_keys.ENDING),
    ("A file of plans", format_keys.PLANS),
    ("A plan", format_keys.PLAN),
    ("What a plan expects", format_keys.EXPECT),
    ("A framework", format_keys.FRAMEWORK),
    ("A principle", format_keys.PRINCIPLE_KEYS),
    ("A file of acts", format_keys.ACTS),
    ("An act", format_keys.ACT),
    ("Examples of an act", format_keys.ACT_EXAMPLES),
)


def reference() -> str:
    """A table for each set of keys, in Markdown."""
    return "\n\n".join(_table(title, keys) for title, keys in _TABLES)


def with_reference(page: str) -> str:
    """The page with the reference between its marks made anew. ValueError where it has no marks."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{reference()}\n\n{END}{after}"


def _table(title: str, keys: KeySet) -> str:
    rows = "\n".join(_row(key) for key in keys.keys)
    return f"## {title}\n\n| key | needed | value | meaning | example |\n|---|---|---|---|---|\n{rows}"


def _row(key: Key) -> str:
    example = key.examples[0]
    shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    needed = "yes" if key.required else ""
    cells = (f"`{key.name}`", needed, key.kind.words, key.help, f"`{shown}`")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_reference(path.read_text(encoding="utf-8")), encoding="utf-8")
