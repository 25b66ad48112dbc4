"""The reference of all keys in `docs/format.md`, made from the table of keys.

`python -m trainer.scenario.format_reference docs/format.md` writes it anew between its two marks.
"""

import json
import sys
from pathlib import Path

from trainer.principles import acts, frameworks
from trainer.scenario import format_keys

BEGIN = "<!-- made from the table of keys: python -m trainer.scenario.format_reference docs/format.md -->"
END = "<!-- end of what is made from the table of keys -->"
_TABLES = (
    ("A scenario", format_keys.SCENARIO),
    ("A cast member", format_keys.MEMBER),
    ("A fact that is a number", format_keys.NUMBER),
    ("A fact that is one of some values", format_keys.CHOICE),
    ("A fact that is yes or no", format_keys.FLAG_FACT),
    ("How a fact is shown", format_keys.SHOWN_NUMBER),
    ("A detail of a variant", format_keys.DETAIL),
    ("A scene", format_keys.SCENE),
    ("A line", format_keys.LINE),
    ("A line of a consequence", format_keys.CONSEQUENCE),
    ("A response", format_keys.RESPONSE),
    ("A mark", format_keys.MARK),
    ("A way on", format_keys.WAY_ON),
    ("An example", format_keys.EXAMPLE),
    ("An ending", format_keys.ENDING),
    ("A loss of an ending that is graded by facts", format_keys.GRADED_LOSS),
    ("A file of plans", format_keys.PLANS),
    ("A plan", format_keys.PLAN),
    ("What a plan expects", format_keys.EXPECT),
    ("A framework", frameworks.FRAMEWORK_KEYS),
    ("A principle", frameworks.PRINCIPLE_KEYS),
    ("A file of acts", acts.ACTS_KEYS),
    ("An act", acts.ACT_KEYS),
    ("Examples of an act", acts.EXAMPLES_KEYS),
)


def reference() -> str:
    """A table for each set of keys, in Markdown."""
    lines = []
    for title, keys in _TABLES:
        lines += [f"## {title}", "", "| key | needed | value | meaning | example |", "|---|---|---|---|---|"]
        for key in keys.values():
            example = key.examples[0]
            shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
            cells = (f"`{key.name}`", "yes" if key.required else "", key.kind.words, key.help, f"`{shown}`")
            lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
        lines.append("")
    return "\n".join(lines[:-1])


def with_reference(page: str) -> str:
    """The page with the reference between its marks made anew. ValueError where it has no marks."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{reference()}\n\n{END}{after}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_reference(path.read_text(encoding="utf-8")), encoding="utf-8")
