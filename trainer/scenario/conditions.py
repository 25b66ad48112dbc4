"""The closed language of conditions over facts: comparisons joined by `and`, `or`, `not` and brackets.

condition  = all {"or" all}
all        = one {"and" one}
one        = "not" one | "(" condition ")" | flag | fact operator value
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from trainer.scenario.facts import Fact, Value

_COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
DEEPEST = 20
"""Nested brackets and `not`s; more is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact against one of its own values; a bare flag is a comparison with yes."""

    fact: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Not:
    inner: Condition


@dataclass(frozen=True, slots=True)
class Every:
    """Joined by `and`."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Joined by `or`."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Compare | Not | Every | Some


class ConditionError(ValueError):
    """What is wrong with a condition, and the offset in its text where."""

    def __init__(self, code: str, message: str, offset: int, word: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.offset = offset
        self.word = word


def holds(condition: Condition, facts: Mapping[str, Value]) -> bool:
    """Whether a condition is true of these facts."""
    match condition:
        case Compare(fact, sign, value):
            return compare(facts[fact], sign, value)
        case Not(inner):
            return not holds(inner, facts)
        case Every(parts):
            return all(holds(p, facts) for p in parts)
        case Some(parts):
            return any(holds(p, facts) for p in parts)


def compare(left: Value, sign: str, right: Value) -> bool:
    """One comparison; ordering is for numbers, the parser has seen to that."""
    return _COMPARES[sign](left, right)


def facts_in(condition: Condition) -> Iterator[str]:
    """The facts a condition looks at."""
    match condition:
        case Compare(fact):
            yield fact
        case Not(inner):
            yield from facts_in(inner)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from facts_in(part)


_TOKEN = re.compile(r"(?P<sign>==|!=|<=|>=|<|>|\(|\))|(?P<word>-?[A-Za-z0-9_][A-Za-z0-9_-]*)|(?P<other>\S)")


def parse_condition(text: str, facts: Mapping[str, Fact]) -> Condition:
    """The condition that `text` says about these facts; ConditionError when it says none."""
    return _Parser(text, facts).whole()


class _Parser:
    def __init__(self, text: str, facts: Mapping[str, Fact]) -> None:
        self.text = text
        self.facts = facts
        self.tokens = [(m.group(), m.start()) for m in _TOKEN.finditer(text)]
        self.place = 0
        self.depth = 0

    def whole(self) -> Condition:
        condition = self.some()
        if self.place < len(self.tokens):
            word, offset = self.tokens[self.place]
            raise ConditionError("bad-condition", f'I expected `and`, `or` or the end, not "{word}".', offset)
        return condition

    def some(self) -> Condition:
        parts = [self.every()]
        while self.peek() == "or":
            self.place += 1
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def every(self) -> Condition:
        parts = [self.one()]
        while self.peek() == "and":
            self.place += 1
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def one(self) -> Condition:
        word, offset = self.take("a fact")
        if word not in ("not", "("):
            return self.comparison(word, offset)
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("bad-condition", "This condition is nested too deeply to be read.", offset)
        inner: Condition
        if word == "not":
            inner = Not(self.one())
        else:
            inner = self.some()
            closing, at = self.take("a closing bracket")
            if closing != ")":
                raise ConditionError("bad-condition", f'I expected a closing bracket, not "{closing}".', at)
        self.depth -= 1
        return inner

    def comparison(self, name: str, offset: int) -> Condition:
        fact = self.facts.get(name)
        if fact is None:
            if not name[0].isalpha():
                raise ConditionError("bad-condition", f'I expected the name of a fact, not "{name}".', offset)
            raise ConditionError("unknown-fact", f'There is no fact "{name}".', offset, name)
        sign = self.peek()
        if sign not in _COMPARES:
            if sign == "=":
                message = "A comparison is written with two signs, `==`."
                raise ConditionError("bad-condition", message, self.tokens[self.place][1])
            if fact.is_flag:
                return Compare(name, "==", True)
            raise ConditionError("bad-condition", f'"{name}" needs a comparison, as in `{fact.example()}`.', offset)
        self.place += 1
        word, at = self.take("a value")
        if sign not in ("==", "!=") and not fact.is_number:
            raise ConditionError("bad-condition", f'"{name}" is not a number: compare it with `==` or `!=`.', offset)
        value = fact.read(word)
        if value is None:
            raise ConditionError("outside-domain", f'"{name}" can never be "{word}": it is {fact.domain()}.', at, word)
        return Compare(name, sign, value)

    def peek(self) -> str:
        return self.tokens[self.place][0] if self.place < len(self.tokens) else ""

    def take(self, wanted: str) -> tuple[str, int]:
        if self.place >= len(self.tokens):
            raise ConditionError("bad-condition", f"This condition ends where {wanted} should stand.", len(self.text))
        self.place += 1
        return self.tokens[self.place - 1]


def condition_text(condition: Condition) -> str:
    """A condition in the words of the format. What is read back means the same, and mostly is the same."""
    match condition:
        case Compare(fact, sign, value):
            return fact if value is True and sign == "==" else f"{fact} {sign} {value_text(value)}"
        case Not(inner):
            return f"not {_in_brackets(inner)}"
        case Every(parts):
            return " and ".join(_in_brackets(p) for p in parts)
        case Some(parts):
            return " or ".join(_in_brackets(p) if isinstance(p, Some) else condition_text(p) for p in parts)


def value_text(value: Value) -> str:
    """A fact's value as an author writes it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _in_brackets(condition: Condition) -> str:
    """A part of a larger condition, in brackets where it needs them."""
    text = condition_text(condition)
    return f"({text})" if isinstance(condition, Every | Some) else text
