"""Harlowe: `(if: $x is 1)[…]`, `(set: $x to 1)`, `(link-goto: "text", "passage")`."""

from __future__ import annotations

import re

from trainer.exchange.expressions import BranchChain, both, literal, read_condition, read_setters
from trainer.exchange.markup import MARK, LineNumbers, ScannedPassage, StoryLink
from trainer.scenario.conditions import Condition, Not

DEEPEST = 12
_MACRO = re.compile(r"\(([A-Za-z][\w-]*):")
_STRING = re.compile(r'"(?:\\.|[^"\\]){0,500}"|\'(?:\\.|[^\'\\]){0,500}\'')
_IFS = ("if", "unless")
_ELSES = ("elseif", "else")
_GOTO_LINKS = ("linkgoto", "linkgo", "linkrevealgoto")
_MAKE_LINKS = ("link", "click", "goto", "display", "cycling", "seq", "undo", "restart", "load", "mouse", "redirect")


def scan(text: str, first_line: int, scanned: ScannedPassage) -> None:
    """Take a passage apart."""
    _Scan(text, first_line, scanned).run(0, len(text), None, 0)


class _Scan:
    def __init__(self, text: str, first_line: int, scanned: ScannedPassage) -> None:
        self.text = text
        self.lines = LineNumbers(text, first_line)
        self.scanned = scanned

    def run(self, place: int, end: int, when: Condition | None, depth: int) -> None:
        """Read a stretch of text that is told under a condition."""
        branches = BranchChain()
        while match := _MACRO.search(self.text, place, end):
            self._tell(place, match.start(), when)
            if self.text[place : match.start()].strip():
                branches.close()
            close = _closing(self.text, match.end(), end, "(", ")")
            if close < 0 or depth > DEEPEST:
                self._not_closed(match.start(), end, when)
                return
            hook = close + 1 if self.text[close + 1 : close + 2] == "[" else -1
            hook_end = _closing(self.text, hook + 1, end, "[", "]") if hook >= 0 else close
            if hook_end < 0:
                self._not_closed(match.start(), end, when)
                return
            place = self._macro(match, close, hook_end, when, depth, branches)
        self._tell(place, end, when)

    def _tell(self, place: int, end: int, when: Condition | None) -> None:
        self.scanned.add_text(self.text[place:end], when, self.lines.at(place))

    def _not_closed(self, place: int, end: int, when: Condition | None) -> None:
        self.scanned.note(self.lines.at(place), "this is not closed", MARK.sub("[[…]]", self.text[place:end]))
        self._tell(place, end, when)

    def _macro(
        self, match: re.Match[str], close: int, last: int, when: Condition | None, depth: int, branches: BranchChain
    ) -> int:
        """One macro and the hook behind it, if it ends further on (at `last`); the place behind both."""
        name = match[1].lower().replace("-", "").replace("_", "")
        inner, line = self.text[match.end() : close], self.lines.at(match.start())
        whole = MARK.sub("[[…]]", self.text[match.start() : close + 1])
        known, condition = True, None
        if name in _IFS and last > close:
            found = read_condition(inner)
            known, condition = branches.begin(Not(found) if found and name == "unless" else found)
        elif name in _ELSES and last > close and branches.is_open:
            known, condition = branches.else_() if name == "else" else branches.else_if(read_condition(inner))
        else:
            branches.close()
            self._other(name, inner, whole, line, when)
        if not known:
            self.scanned.note(line, "this condition could not be carried, so what follows is always told", whole)
        if last > close:
            self.run(close + 2, last, both(when, condition), depth + 1)
        return last + 1

    def _other(self, name: str, inner: str, whole: str, line: int, when: Condition | None) -> None:
        setters = read_setters(inner, line) if name == "set" else None
        strings = [literal(s) for s in _STRING.findall(inner)]
        if setters is not None and when is None:
            self.scanned.setters += setters
        elif name in _GOTO_LINKS and strings:
            self.scanned.add_text(self.scanned.mark(StoryLink(str(strings[0]), str(strings[-1]), "", line)), when, line)
        else:
            self.scanned.note(line, "not carried", whole)
            if name.startswith(_MAKE_LINKS):
                self.scanned.note_unseen_links(line, whole)


def _closing(text: str, place: int, end: int, opening: str, closing: str) -> int:
    """Where the bracket that was opened before `place` closes, -1 where it does not."""
    depth = 1
    in_code = opening == "("
    while place < end:
        character = text[place]
        if in_code and character in "\"'" and (string := _STRING.match(text, place, end)):
            place = string.end()
            continue
        depth += (character == opening) - (character == closing)
        if not depth:
            return place
        place += 1
    return -1
