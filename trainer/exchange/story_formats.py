"""Passages taken apart by the three story formats: Harlowe, SugarCube and Chapbook."""

import re
from collections.abc import Callable, Mapping

from trainer.exchange.expressions import DEEPEST, BranchChain, Setter, both, literal, read_condition, read_setters
from trainer.exchange.markup import MARK, LineNumbers, ScannedPassage, StoryLink, unmarked
from trainer.scenario.conditions import Condition, Not

_STRING = re.compile(r'"(?:\\.|[^"\\]){0,500}"|\'(?:\\.|[^\'\\]){0,500}\'')


# -- Harlowe: (if: $x is 1)[…], (set: $x to 1), (link-goto: "text", "passage") ---------------------

_MACRO = re.compile(r"\(([A-Za-z][\w-]*):")
_GOTO_LINKS = ("linkgoto", "linkgo", "linkrevealgoto")
_HARLOWE_LINKS = ("link", "click", "goto", "display", "cycling", "seq", "undo", "restart", "load", "mouse", "redirect")


def scan_harlowe(text: str, first_line: int, scanned: ScannedPassage) -> None:
    """Take a passage apart."""
    _HarloweScan(text, first_line, scanned).run(0, len(text), None, 0)


class _HarloweScan:
    def __init__(self, text: str, first_line: int, scanned: ScannedPassage) -> None:
        self.text = text
        self.lines = LineNumbers(text, first_line)
        self.scanned = scanned

    def run(self, place: int, end: int, when: Condition | None, depth: int) -> None:
        """Read a stretch of text that is told under a condition."""
        branches = BranchChain()
        while match := _MACRO.search(self.text, place, end):
            begin = match.start()
            self._tell(place, begin, when)
            if self.text[place:begin].strip():
                branches.is_open = False
            # A macro may have a hook behind it, in square brackets; `last` is where both end.
            close = _closing(self.text, match.end(), end, "(", ")")
            last = close
            if close >= 0 and self.text[close + 1 : close + 2] == "[":
                last = _closing(self.text, close + 2, end, "[", "]")
            if last < 0 or depth > DEEPEST:
                self.scanned.note(self.lines.at(begin), "this is not closed", unmarked(self.text[begin:end]))
                self._tell(begin, end, when)
                return
            name = match[1].lower().replace("-", "").replace("_", "")
            inner, line = self.text[match.end() : close], self.lines.at(begin)
            whole = unmarked(self.text[begin : close + 1])
            known, condition = True, None
            if name in ("if", "unless") and last > close:
                asked = read_condition(inner)
                known, condition = branches.begin(Not(asked) if asked and name == "unless" else asked)
            elif name in ("elseif", "else") and last > close and branches.is_open:
                known, condition = branches.else_() if name == "else" else branches.else_if(read_condition(inner))
            else:
                branches.is_open = False
                self._code(name, inner, whole, line, when)
            if not known:
                self.scanned.note_condition(line, whole)
            if last > close:
                self.run(close + 2, last, both(when, condition), depth + 1)
            place = last + 1
        self._tell(place, end, when)

    def _tell(self, place: int, end: int, when: Condition | None) -> None:
        self.scanned.add_text(self.text[place:end], when, self.lines.at(place))

    def _code(self, name: str, inner: str, whole: str, line: int, when: Condition | None) -> None:
        """A macro that is no branch: a setter, a link, or nothing that can be carried."""
        setters = read_setters(inner, line) if name == "set" else None
        strings = [literal(s) for s in _STRING.findall(inner)]
        if setters is not None and when is None:
            self.scanned.setters += setters
        elif name in _GOTO_LINKS and strings:
            self.scanned.add_text(self.scanned.mark(StoryLink(str(strings[0]), str(strings[-1]), "", line)), when, line)
        else:
            self.scanned.note(line, "not carried", whole)
            if name.startswith(_HARLOWE_LINKS):
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


# -- SugarCube: <<if $x eq 1>>…<</if>>, <<set $x to 1>>, <<link "text" "passage">>…<</link>> -------

_OPEN = re.compile(r"<<\s*(/?[A-Za-z=-][\w-]*|=|-)")
_PART = re.compile(r""">>|"(?:\\.|[^"\\]){0,500}"|'(?:\\.|[^'\\]){0,500}'|[^>"']+|.""", re.DOTALL)
_COMMENT_BEGINS = re.compile(r"/[*%]")
_CODE_LINKS = ("link", "button", "goto", "include", "actions", "choice", "return", "back", "click", "display", "widget")
_BEHIND = ("for", "switch", "case", "default", "linkappend", "linkprepend", "linkreplace", "append", "replace", "timed")


def scan_sugarcube(text: str, first_line: int, scanned: ScannedPassage) -> None:
    """Take a passage apart. An `if` further within others than `DEEPEST` is told as if it were always met."""
    text = _without_comments(text, first_line, scanned)
    lines = LineNumbers(text, first_line)
    when: Condition | None = None
    # Open `if`s with the condition around each.
    stack: list[tuple[BranchChain, Condition | None]] = []
    place = 0
    while match := _OPEN.search(text, place):
        begin = match.start()
        line = lines.at(begin)
        scanned.add_text(text[place:begin], when, lines.at(place))
        end = next((part.end() for part in _PART.finditer(text, match.end()) if part.group() == ">>"), -1)
        if end < 0:
            scanned.note(line, "this is not closed", text[begin:])
            place = begin
            break
        name, inner, whole = match[1].lower(), text[match.end() : end - 2], unmarked(text[begin:end])
        place = end
        branch = None
        if name == "if":
            stack.append((BranchChain(), when))
            branch = stack[-1][0].begin(read_condition(inner) if len(stack) <= DEEPEST else None)
        elif name in ("elseif", "else") and stack:
            branches = stack[-1][0]
            branch = branches.else_() if name == "else" else branches.else_if(read_condition(inner))
        elif name == "/if" and stack:
            when = stack.pop()[1]
        elif not name.startswith("/"):
            _sugarcube_code(name, inner, whole, line, when, scanned)
        if branch:
            known, condition = branch
            when = both(stack[-1][1], condition)
            if not known:
                scanned.note_condition(line, whole)
    scanned.add_text(text[place:], when, lines.at(place))


def _without_comments(text: str, first_line: int, scanned: ScannedPassage) -> str:
    """The text with blanks for comments; one that is not closed is none, and is looked for once, however many are."""
    lines = LineNumbers(text, first_line)
    unclosed: set[str] = set()
    parts: list[str] = []
    kept = place = 0
    while begin := _COMMENT_BEGINS.search(text, place):
        closing = f"{begin.group()[1]}/"
        end = -1 if closing in unclosed else text.find(closing, begin.end())
        if end < 0:
            unclosed.add(closing)
            place = begin.end()
            continue
        place = end + 2
        comment = text[begin.start() : place]
        scanned.note(lines.at(begin.start()), "a comment is not carried", unmarked(comment))
        breaks = comment.count("\n")
        parts += [text[kept : begin.start()], "\n" * breaks + " " * (len(comment) - breaks)]
        kept = place
    return "".join([*parts, text[kept:]])


def _sugarcube_code(
    name: str, inner: str, whole: str, line: int, when: Condition | None, scanned: ScannedPassage
) -> None:
    """A macro that is no branch: a setter, a link, or nothing that can be carried."""
    setters = read_setters(inner, line) if name == "set" else None
    strings = [str(literal(s)) for s in _STRING.findall(inner)]
    marks = "".join(m.group() for m in MARK.finditer(inner))
    if setters is not None and when is None:
        scanned.setters += setters
    elif name in ("link", "button") and (marks or len(strings) == 2):
        scanned.add_text(marks or scanned.mark(StoryLink(strings[0], strings[1], "", line)), when, line)
    else:
        if name not in ("nobr", "silently", "capture", "span", "script", "done", "print", "=", "-"):
            scanned.add_text(marks, when, line)
            if name.startswith(_CODE_LINKS + _BEHIND) or name not in ("set", "unset", "run", "audio", "cacheaudio"):
                scanned.note_unseen_links(line, whole)
        scanned.note(line, "not carried", whole)


# -- Chapbook: variables above `--`, modifiers in brackets on their own lines, inserts in braces ---

_VARIABLE = re.compile(r"\s*([A-Za-z_]\w*)\s*:\s*(.*)$")
_MODIFIER = re.compile(r"\[([^\[\]]{1,500})\]$")
_INSERT = re.compile(r"\{([^{}\n]{1,500})\}")
_INSERT_LINKS = ("link", "embed passage", "reveal", "cycling", "dropdown", "menu")
_GOES_ON = ("cont", "cont'd", "cont’d", "continue", "continued")


def scan_chapbook(text: str, first_line: int, scanned: ScannedPassage) -> None:
    """Take a passage apart."""
    lines = text.split("\n")
    begin = lines.index("--") + 1 if "--" in lines else 0
    for number, line in enumerate(lines[: max(begin - 1, 0)], first_line):
        match = _VARIABLE.match(line.rstrip())
        value = literal(match[2]) if match else None
        if match and value is not None:
            scanned.setters.append(Setter(match[1], value, False, number))
        elif line.strip():
            scanned.note(number, "not carried", unmarked(line))
    branches = BranchChain()
    when: Condition | None = None
    for number, line in enumerate(lines[begin:], first_line + begin):
        if match := _MODIFIER.match(line.strip()):
            when = _modifier(match[1], when, branches, number, scanned)
            continue
        for insert in _INSERT.finditer(line):
            scanned.note(number, "not carried", unmarked(insert.group()))
            if any(word in insert[1].lower() for word in _INSERT_LINKS):
                scanned.note_unseen_links(number, insert.group())
        shown = _INSERT.sub(lambda m: "".join(mark.group() for mark in MARK.finditer(m[1])), line)
        scanned.add_text(f"{shown}\n", when, number)


def _modifier(
    text: str, when: Condition | None, branches: BranchChain, number: int, scanned: ScannedPassage
) -> Condition | None:
    """The condition for the lines below a modifier."""
    said, *others = (part.strip() for part in text.split(";"))
    word, _, rest = said.partition(" ")
    word = word.lower()
    known, condition = True, None
    if word in ("if", "unless", "ifalways", "ifnever"):
        asked = read_condition(rest, sigils=False)
        known, condition = branches.begin(Not(asked) if asked and word == "unless" else asked)
    elif word == "else" and branches.is_open:
        known, condition = branches.else_()
    elif word not in _GOES_ON:
        scanned.note(number, "not carried", f"[{text}]")
        condition = when
    if not known:
        scanned.note_condition(number, f"[{text}]")
    if word.startswith("after") or "javascript" in word:
        scanned.note_unseen_links(number, f"[{text}]")
    for other in others:
        if other.lower() not in ("append", *_GOES_ON):
            scanned.note(number, "not carried", f"[{other}]")
    return condition


SCANS: Mapping[str, Callable[[str, int, ScannedPassage], None]] = {
    "harlowe": scan_harlowe,
    "sugarcube": scan_sugarcube,
    "chapbook": scan_chapbook,
}
"""By the name of a format, what takes its passages apart: from a text, the number of its first line, and where to."""
