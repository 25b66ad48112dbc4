"""The simple part of what story formats compute: comparisons with a fixed value, setting to one, and branches."""

import re
from dataclasses import dataclass, replace

from trainer.scenario.conditions import Compare, Condition, Every, Not, Some
from trainer.scenario.facts import Value

DEEPEST = 12
_TOKEN = re.compile(
    r"""(?:(?P<text>"(?:\\.|[^"\\]){0,500}"|'(?:\\.|[^'\\]){0,500}')
    |(?P<number>-?\d{1,6}(?![\w.]))
    |(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|[<>!()=+-])
    |(?P<word>\$?[A-Za-z_]\w*(?!['’]s|[.\[\w(]))
    |(?P<other>\S))""",
    re.VERBOSE,
)
_OPERATORS = {
    "is": "==", "eq": "==", "==": "==", "===": "==", "isnot": "!=", "neq": "!=", "ne": "!=", "!=": "!=", "!==": "!=",
    "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", ">": ">", ">=": ">=", "<": "<", "<=": "<=",
}  # fmt: skip
_KEYWORDS = {"and": "and", "&&": "and", "or": "or", "||": "or", "not": "not", "!": "not", "(": "(", ")": ")"}
_SETTER = re.compile(
    r"\s*\$?(?P<name>[A-Za-z_]\w*)\s*(?P<how>\+\+|--|\+=|-=|=(?!=)|\bto\b)\s*(?:(?P<again>it|\$?(?P=name))\s*(?P<sign>[+-])\s*)?(?P<value>.*)$",
    re.DOTALL,
)
_BOUNDED = re.compile(r"\((?:min|max):\s*(?P<bound>-?\d{1,6})\s*,(?P<inner>[^()]*)\)$")
"""Harlowe's way to stop a number at an end."""
_PART = re.compile(r"""(?:\([^()\n]{0,200}\)|[^,;"'\n]|"(?:\\.|[^"\\]){0,500}"|'(?:\\.|[^'\\]){0,500}'|["'])+""")


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets a variable to a value, or adds a number to it."""

    name: str
    value: Value
    adds: bool
    line: int
    bound: int | None = None
    """Where adding stops, if the story says so."""


def read_condition(text: str, *, sigils: bool = True) -> Condition | None:
    """A condition over variables (their names without `$`) and their values, None where it is not a simple one.

    `sigils`: whether variables begin with `$` or `_` there; other names are the format's own.
    """
    try:
        parser = _Parser(text, sigils)
        condition = parser.joined("or")
        return condition if parser.place == len(parser.tokens) else None
    except _NotSimple:
        return None


def read_setters(text: str, line: int) -> list[Setter] | None:
    """What some code sets, None where any part of it is not simple."""
    setters: list[Setter] = []
    for part in _PART.findall(text[:2000]):
        if part.strip():
            setter = _setter(part, line)
            if setter is None:
                return None
            setters.append(setter)
    return setters


def _setter(text: str, line: int) -> Setter | None:
    match = _SETTER.match(text.strip())
    if not match:
        return None
    name, how = match["name"], match["how"]
    if how in ("++", "--"):
        return None if match["value"] else Setter(name, 1 if how == "++" else -1, True, line)
    if bounded := _BOUNDED.match(match["value"].strip()):
        inner = _setter(f"{name} to {bounded['inner']}", line)
        return replace(inner, bound=int(bounded["bound"])) if inner and inner.adds else None
    value = literal(match["value"])
    if value is None:
        return None
    step = match["sign"] or (how[0] if how in ("+=", "-=") else "")
    if not step:
        return Setter(name, value, False, line)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return Setter(name, -value if step == "-" else value, True, line)


def literal(text: str) -> Value | None:
    """A fixed value: a text in quotes, a whole number, true or false."""
    match = _TOKEN.fullmatch(text.strip())
    if match is None:
        return None
    if match["text"]:
        return re.sub(r"\\(.)", r"\1", match["text"][1:-1])
    if match["number"]:
        return int(match["number"])
    return {"true": True, "false": False}.get(match["word"] or "")


class _NotSimple(Exception):
    """Nothing that can be carried."""


class _Parser:
    def __init__(self, text: str, sigils: bool) -> None:
        self.sigils = sigils
        self.tokens = [m.group() for m in _TOKEN.finditer(text[:2000])]
        self.place = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def joined(self, word: str) -> Condition:
        """Parts joined by `or`, each of parts joined by `and`."""
        parts: list[Condition] = []
        while not parts or _KEYWORDS.get(self.peek()) == word:
            self.place += bool(parts)
            parts.append(self.joined("and") if word == "or" else self._one())
        if len(parts) == 1:
            return parts[0]
        return Some(tuple(parts)) if word == "or" else Every(tuple(parts))

    def _one(self) -> Condition:
        """A condition after `not`, one in brackets, or a comparison."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise _NotSimple
        condition: Condition
        token = self.peek()
        self.place += 1
        if _KEYWORDS.get(token) == "not":
            condition = Not(self._one())
        elif token == "(":
            condition = self.joined("or")
            if self.peek() != ")":
                raise _NotSimple
            self.place += 1
        else:
            match = _TOKEN.fullmatch(token)
            word = match["word"] if match else None
            if not word or word in _OPERATORS or word in _KEYWORDS or word in ("true", "false", "it", "to"):
                raise _NotSimple
            if self.sigils and word[0] not in "$_":
                raise _NotSimple
            name, operator = word.removeprefix("$"), _OPERATORS.get(self.peek())
            condition = Compare(name, "==", True)
            if operator is not None:
                self.place += 1
                if operator == "==" and self.peek() == "not":
                    operator, self.place = "!=", self.place + 1
                value = literal(self.peek())
                # Only numbers have an order, and yes and no are none.
                if value is None or (operator[0] in "<>" and (isinstance(value, bool) or not isinstance(value, int))):
                    raise _NotSimple
                self.place += 1
                condition = Compare(name, operator, value)
        self.depth -= 1
        return condition


def both(one: Condition | None, other: Condition | None) -> Condition | None:
    """A condition within another."""
    parts: list[Condition] = []
    for condition in (one, other):
        parts += condition.parts if isinstance(condition, Every) else [condition] if condition else []
    return Every(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


class BranchChain:
    """Follows a chain of branches. A condition that cannot be carried makes it and all after it unknown."""

    def __init__(self) -> None:
        self._before: Condition | None = None
        self._known = True
        self.is_open = False
        """Whether an `else` can follow."""

    def begin(self, condition: Condition | None) -> tuple[bool, Condition | None]:
        """An `if`: whether its condition is known, and the condition."""
        self._before, self._known, self.is_open = None, True, True
        return self.else_if(condition)

    def else_if(self, condition: Condition | None) -> tuple[bool, Condition | None]:
        """An `else if`."""
        self._known = self._known and condition is not None
        if condition is None or not self._known:
            return False, None
        branch_condition = both(self._before, condition)
        self._before = both(self._before, Not(condition))
        return True, branch_condition

    def else_(self) -> tuple[bool, Condition | None]:
        """An `else`."""
        return self._known, self._before
