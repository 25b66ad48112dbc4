"""SugarCube: `<<if $x eq 1>>…<</if>>`, `<<set $x to 1>>`, `<<link "text" "passage">>…<</link>>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.exchange.expressions import BranchChain, both, literal, read_condition, read_setters
from trainer.exchange.markup import MARK, LineNumbers, ScannedPassage, StoryLink
from trainer.scenario.conditions import Condition

_OPEN = re.compile(r"<<\s*(/?[A-Za-z=-][\w-]*|=|-)")
_PART = re.compile(r""">>|"(?:\\.|[^"\\]){0,500}"|'(?:\\.|[^'\\]){0,500}'|[^>"']+|.""", re.DOTALL)
_STRING = re.compile(r'"(?:\\.|[^"\\]){0,500}"|\'(?:\\.|[^\'\\]){0,500}\'')
_COMMENT_BEGINS = re.compile(r"/[*%]")
DEEPEST = 12
"""An `if` further within others is told as if it were always met."""
_MAKE_LINKS = ("link", "button", "goto", "include", "actions", "choice", "return", "back", "click", "display", "widget")
_BEHIND = ("for", "switch", "case", "default", "linkappend", "linkprepend", "linkreplace", "append", "replace", "timed")


def scan(text: str, first_line: int, scanned: ScannedPassage) -> None:
    """Take a passage apart."""
    lines = LineNumbers(text, first_line)
    parts: list[str] = []
    place = 0
    for start, end in _comments(text):
        comment = text[start:end]
        scanned.note(lines.at(start), "a comment is not carried", MARK.sub("[[…]]", comment))
        breaks = comment.count("\n")
        parts += [text[place:start], "\n" * breaks + " " * (len(comment) - breaks)]
        place = end
    text = "".join([*parts, text[place:]])
    _Scan(text, LineNumbers(text, first_line), scanned).run()


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments stand; one that is not closed is none, and is looked for once, however many there are."""
    unclosed: set[str] = set()
    place = 0
    while begin := _COMMENT_BEGINS.search(text, place):
        closing = f"{begin.group()[1]}/"
        end = -1 if closing in unclosed else text.find(closing, begin.end())
        if end < 0:
            unclosed.add(closing)
            place = begin.end()
        else:
            place = end + 2
            yield begin.start(), place


class _Scan:
    def __init__(self, text: str, lines: LineNumbers, scanned: ScannedPassage) -> None:
        self.text = text
        self.lines = lines
        self.scanned = scanned
        self.stack: list[tuple[BranchChain, Condition | None]] = []
        """Open `if`s with the condition around each."""
        self.when: Condition | None = None

    def run(self) -> None:
        place = 0
        while match := _OPEN.search(self.text, place):
            self._tell(place, match.start())
            end = _closing(self.text, match.end())
            if end < 0:
                self.scanned.note(self.lines.at(match.start()), "this is not closed", self.text[match.start() :])
                place = match.start()
                break
            self._macro(match[1].lower(), self.text[match.end() : end - 2], match.start(), end)
            place = end
        self._tell(place, len(self.text))

    def _tell(self, place: int, end: int) -> None:
        self.scanned.add_text(self.text[place:end], self.when, self.lines.at(place))

    def _macro(self, name: str, inner: str, place: int, end: int) -> None:
        line, whole = self.lines.at(place), MARK.sub("[[…]]", self.text[place:end])
        if name == "if":
            branches = BranchChain()
            self.stack.append((branches, self.when))
            found = read_condition(inner) if len(self.stack) <= DEEPEST else None
            self._enter(branches.begin(found), line, whole)
        elif name in ("elseif", "else") and self.stack:
            branches = self.stack[-1][0]
            self._enter(branches.else_() if name == "else" else branches.else_if(read_condition(inner)), line, whole)
        elif name == "/if" and self.stack:
            self.when = self.stack.pop()[1]
        elif not name.startswith("/"):
            self._other(name, inner, whole, line)

    def _enter(self, branch: tuple[bool, Condition | None], line: int, whole: str) -> None:
        known, condition = branch
        self.when = both(self.stack[-1][1], condition)
        if not known:
            self.scanned.note(line, "this condition could not be carried, so what follows is always told", whole)

    def _other(self, name: str, inner: str, whole: str, line: int) -> None:
        setters = read_setters(inner, line) if name == "set" else None
        strings = [str(literal(s)) for s in _STRING.findall(inner)]
        marks = MARK.findall(inner)
        if setters is not None and self.when is None:
            self.scanned.setters += setters
        elif name in ("link", "button") and (marks or len(strings) == 2):
            told = "".join(f"\x00{m}\x00" for m in marks) or self.scanned.mark(
                StoryLink(strings[0], strings[1], "", line)
            )
            self.scanned.add_text(told, self.when, line)
        elif name in ("nobr", "silently", "capture", "span", "script", "done", "print", "=", "-"):
            self.scanned.note(line, "not carried", whole)
        else:
            for number in marks:
                self.scanned.add_text(f"\x00{number}\x00", self.when, line)
            self.scanned.note(line, "not carried", whole)
            if name.startswith(_MAKE_LINKS + _BEHIND) or name not in ("set", "unset", "run", "audio", "cacheaudio"):
                self.scanned.note_unseen_links(line, whole)


def _closing(text: str, place: int) -> int:
    """The place behind the `>>` that closes a macro, -1 where there is none."""
    for match in _PART.finditer(text, place):
        if match.group() == ">>":
            return match.end()
    return -1
