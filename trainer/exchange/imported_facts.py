"""Variables that take few fixed values become facts; conditions and setters are carried over to them."""

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

    def condition(self, condition: Condition) -> Condition:
        """A condition over variables as one over facts. KeyError names the variable that is no fact."""
        match condition:
            case Compare(name, operator, value):
                carried = self.carried[name]
                if _kind(value) != _kind(carried.fact.start):
                    raise KeyError(name)
                return Compare(carried.fact.id, operator, carried.values.get(value, value))
            case Not(inner):
                return Not(self.condition(inner))
            case Every(parts):
                return Every(tuple(self.condition(p) for p in parts))
            case Some(parts):
                return Some(tuple(self.condition(p) for p in parts))

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
    for name, uses in met.items():
        values = {value for value, _ in uses}
        kinds = {_kind(value) for value in values}
        if name not in read:
            book.refused[name] = "nothing depends on it"
        elif len(kinds) > 1:
            book.refused[name] = "it holds values of different kinds"
        elif kinds == {"number"} and max(abs(int(v)) for v in values) > NUMBER_RANGE // 4:
            book.refused[name] = "its numbers are too large"
        elif kinds != {"number"} and len(values) > MOST_VALUES:
            book.refused[name] = "it takes too many values"
        else:
            identifier = names.give(name if _IDENTIFIER.match(name) else f"f_{name}")
            start = starts.get(name)
            book.carried[name] = _carried(identifier, uses, start if _kind(start) in kinds else None)
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


def _carried(name: str, uses: list[tuple[Value, str]], start: Value | None) -> ImportedFact:
    """The fact of a variable from what it is set to and compared with, all of one kind, and how."""
    kind = _kind(uses[0][0])
    if kind == "flag":
        return ImportedFact(Fact(name, (False, True), bool(start)), {})
    if kind == "number":
        # Wide enough for every value named, and for one step beyond each that something is compared with, so that it
        # can come out either way. What the story itself bounds needs no room beyond.
        first = int(start or 0)
        bounded = any(how == "bounded" for _, how in uses)
        reached = {first}
        for value, how in ((int(value), how) for value, how in uses if how not in ("+", "bounded")):
            reached |= {value} if bounded or how in ("=", "==", "!=") else {value - 1, value, value + 1}
        steps = [0, *(int(value) for value, how in uses if how == "+")]
        low, high = min(reached) + min(steps), max(reached) + max(steps)
        return ImportedFact(Fact(name, tuple(range(low, max(high, low + 1) + 1)), first), {})
    names = UniqueIds(())
    called: dict[Value, Value] = {}
    for text in [str(start or ""), *(str(value) for value, _ in uses)]:
        if text not in called:
            called[text] = names.give(text or UNSET)
    return ImportedFact(Fact(name, tuple(called.values()), called[str(start or "")]), called)


def _kind(value: Value | None) -> str:
    if value is None:
        return ""
    return "flag" if isinstance(value, bool) else "number" if isinstance(value, int) else "text"
