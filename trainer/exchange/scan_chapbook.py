"""Chapbook: a section of variables above `--`, modifiers in brackets on their own lines, inserts in braces."""

from __future__ import annotations

import re

from trainer.exchange.expressions import BranchChain, Setter, literal, read_condition
from trainer.exchange.markup import MARK, ScannedPassage
from trainer.scenario.conditions import Condition, Not

_VARIABLE = re.compile(r"\s*([A-Za-z_]\w*)\s*:\s*(.*)$")
_MODIFIER = re.compile(r"\[([^\[\]]{1,500})\]$")
_INSERT = re.compile(r"\{([^{}\n]{1,500})\}")
_MAKE_LINKS = ("link", "embed passage", "reveal", "cycling", "dropdown", "menu")
_GOES_ON = ("cont", "cont'd", "cont’d", "continue", "continued")


def scan(text: str, first_line: int, scanned: ScannedPassage) -> None:
    """Take a passage apart."""
    lines = text.split("\n")
    begin = lines.index("--") + 1 if "--" in lines else 0
    for number, line in enumerate(lines[: max(begin - 1, 0)], first_line):
        _variable(line, number, scanned)
    branches = BranchChain()
    when: Condition | None = None
    for number, line in enumerate(lines[begin:], first_line + begin):
        match = _MODIFIER.match(line.strip())
        if match:
            when = _modifier(match[1], when, branches, number, scanned)
        else:
            scanned.add_text(_without_inserts(line, number, scanned) + "\n", when, number)


def _variable(line: str, number: int, scanned: ScannedPassage) -> None:
    match = _VARIABLE.match(line.rstrip())
    value = literal(match[2]) if match else None
    if match and value is not None:
        scanned.setters.append(Setter(match[1], value, False, number))
    elif line.strip():
        scanned.note(number, "not carried", MARK.sub("[[…]]", line))


def _modifier(
    text: str, when: Condition | None, branches: BranchChain, number: int, scanned: ScannedPassage
) -> Condition | None:
    """The condition for the lines below a modifier."""
    said, *others = (part.strip() for part in text.split(";"))
    word, _, rest = said.partition(" ")
    word = word.lower()
    known, condition = True, None
    if word in ("if", "unless", "ifalways", "ifnever"):
        found = read_condition(rest, sigils=False)
        known, condition = branches.begin(Not(found) if found and word == "unless" else found)
    elif word == "else" and branches.is_open:
        known, condition = branches.else_()
    elif word not in _GOES_ON:
        scanned.note(number, "not carried", f"[{text}]")
        condition = when
    if not known:
        scanned.note(number, "this condition could not be carried, so what follows is always told", f"[{text}]")
    if word.startswith("after") or "javascript" in word:
        scanned.note_unseen_links(number, f"[{text}]")
    for other in others:
        if other.lower() not in ("append", *_GOES_ON):
            scanned.note(number, "not carried", f"[{other}]")
    return condition


def _without_inserts(line: str, number: int, scanned: ScannedPassage) -> str:
    for match in _INSERT.finditer(line):
        scanned.note(number, "not carried", MARK.sub("[[…]]", match.group()))
        if any(word in match[1].lower() for word in _MAKE_LINKS):
            scanned.note_unseen_links(number, match.group())
    return _INSERT.sub(lambda m: "".join(f"\x00{n}\x00" for n in MARK.findall(m[1])), line)
