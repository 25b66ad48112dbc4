"""Variables that take few fixed values become facts; conditions and setters are carried over to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trainer.exchange.expressions import Setter
from trainer.exchange.story import UniqueIds
from trainer.limits import NUMBER_RANGE
from trainer.scenario.conditions import Compare, Condition, Every, Not, Some
from trainer.scenario.facts import Fact, Value
from trainer.scenario.model import Effect

MOST_VALUES = 60
UNSET = "unset"
_IDENTIFIER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class ImportedFact:
    """A fact, and what the story's values are called in it."""

    fact: Fact
    values: Mapping[Value, Value]


class ImportedFacts:
    """The facts made of a story's variables, and why some could not be."""

    def __init__(self) -> None:
        self.carried: dict[str, ImportedFact] = {}
        self.refused: dict[str, str] = {}

    @property
    def facts(self) -> dict[str, Fact]:
        return {c.fact.id: c.fact for c in self.carried.values()}

    def condition(self, condition: Condition | None) -> Condition | None:
        """A condition over variables as one over facts. KeyError names the variable that is no fact."""
        match condition:
            case Compare(name, operator, value):
                return self._compare(name, operator, value)
            case Not(inner):
                return Not(self._sure(inner))
            case Every(parts):
                return Every(tuple(self._sure(p) for p in parts))
            case Some(parts):
                return Some(tuple(self._sure(p) for p in parts))
        return None

    def _sure(self, condition: Condition) -> Condition:
        found = self.condition(condition)
        assert found is not None
        return found

    def _compare(self, name: str, operator: str, value: Value) -> Condition:
        carried = self.carried[name]
        if _kind(value) != _kind(carried.fact.start):
            raise KeyError(name)
        return Compare(carried.fact.id, operator, carried.values.get(value, value))

    def effect(self, setter: Setter) -> Effect | None:
        """What a setter does to a fact, None where its variable is none."""
        carried = self.carried.get(setter.name)
        if carried is None or _kind(setter.value) != _kind(carried.fact.start):
            return None
        if setter.adds:
            return Effect(carried.fact.id, setter.value, adds=True) if carried.fact.is_number else None
        return Effect(carried.fact.id, carried.values.get(setter.value, setter.value))


def make_facts(
    setters: Iterable[Setter], conditions: Iterable[Condition], starts: Mapping[str, Value], taken: Iterable[str]
) -> ImportedFacts:
    """One fact for each variable that is read and takes few values of one kind."""
    met: dict[str, list[tuple[Value, str]]] = {}
    read: set[str] = set()
    for setter in setters:
        how = "=" if not setter.adds else "+" if setter.bound is None else "bounded"
        met.setdefault(setter.name, []).append((setter.value, how))
        if setter.bound is not None:
            met[setter.name].append((setter.bound, "="))
    for condition in conditions:
        for compare in _comparisons(condition):
            read.add(compare.fact)
            met.setdefault(compare.fact, []).append((compare.value, compare.operator))
    book, names = ImportedFacts(), UniqueIds(taken, spaces="_")
    for name, values in met.items():
        trouble = "nothing depends on it" if name not in read else _trouble([v for v, _ in values])
        if trouble:
            book.refused[name] = trouble
            continue
        identifier = names.give(name if _IDENTIFIER.match(name) else f"f_{name}")
        start = starts.get(name)
        book.carried[name] = _carried(identifier, values, start if _kind(start) == _kind(values[0][0]) else None)
    return book


def _comparisons(condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case Not(inner):
            yield from _comparisons(inner)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _comparisons(part)


def _trouble(values: list[Value]) -> str:
    """Why a variable cannot be a fact, "" where it can."""
    kinds = {_kind(v) for v in values}
    if len(kinds) > 1:
        return "it holds values of different kinds"
    if kinds == {"number"} and max(abs(int(v)) for v in values) > NUMBER_RANGE // 4:
        return "its numbers are too large"
    return "it takes too many values" if len(set(values)) > MOST_VALUES and kinds != {"number"} else ""


def _carried(name: str, values: list[tuple[Value, str]], start: Value | None) -> ImportedFact:
    kind = _kind(values[0][0])
    if kind == "flag":
        return ImportedFact(Fact(name, (False, True), bool(start)), {})
    if kind == "number":
        return _number(name, [(int(v), how) for v, how in values], int(start) if start is not None else 0)
    return _choice(name, [str(v) for v, _ in values], None if start is None else str(start))


def _number(name: str, values: list[tuple[int, str]], start: int) -> ImportedFact:
    """Wide enough for every value named, and for one step beyond each that something is compared with."""
    reached = {start}
    bounded = any(how == "bounded" for _, how in values)
    for value, how in values:
        reached |= (
            {value} if how == "=" else set() if how in ("+", "bounded") else {value, *_beyond(value, how, bounded)}
        )
    steps = [value for value, how in values if how == "+"]
    low, high = min(reached) + min([0, *steps]), max(reached) + max([0, *steps])
    return ImportedFact(Fact(name, tuple(range(low, max(high, low + 1) + 1)), start), {})


def _beyond(value: int, how: str, bounded: bool) -> set[int]:
    """The numbers beside one that something is compared with, so that it can come out either way."""
    return set() if bounded or how in ("==", "!=") else {value - 1, value + 1}


def _choice(name: str, values: list[str], start: str | None) -> ImportedFact:
    names = UniqueIds(())
    called: dict[Value, Value] = {}
    for value in [start or "", *values]:
        if value not in called:
            called[value] = names.give(value or UNSET)
    return ImportedFact(Fact(name, tuple(called.values()), called[start or ""]), called)


def _kind(value: Value | None) -> str:
    if value is None:
        return ""
    return "flag" if isinstance(value, bool) else "number" if isinstance(value, int) else "text"
