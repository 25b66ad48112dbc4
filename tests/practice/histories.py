"""What trainees have played, made up for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from trainer.analysis.judgement import CostLabel
from trainer.records.header import Mode, Part
from trainer.records.tries import Decided, History, Rated, Try

DAY = date(2026, 3, 2)
CARE, WARMTH, SPEED = "demo.care", "demo.warmth", "demo.speed"


def rated(*levels: int, critical: bool = False, over_run: bool = False) -> Rated:
    return Rated(levels, critical, over_run)


def a_try(
    day: int = 0,
    *,
    number: int = 0,
    scenario: str = "small",
    family: str = "tests",
    variant: str = "one",
    mode: Mode = Mode.CHECK,
    ended: bool = True,
    part: Part | None = None,
    taken_back: int = 0,
    first: bool = True,
    critical: bool = False,
    **levels: int | Rated,
) -> Try:
    """A try on a day after `DAY`; levels by the short name of a principle."""
    moment = datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=UTC) + timedelta(days=day)
    found = {f"demo.{name}": level if isinstance(level, Rated) else rated(level) for name, level in levels.items()}
    return Try(
        attempt=f"a-{day}-{number}-{scenario}-{variant}",
        scenario=scenario,
        title="A small one",
        family=family,
        variant=variant,
        mode=mode,
        started=moment.isoformat(timespec="milliseconds"),
        ended=ended,
        part=part,
        interrupted=False,
        taken_back=taken_back,
        first=first,
        verdict="sound",
        score=50.0,
        critical=critical,
        receipt="",
        goal="",
        principles=found,
    )


def decided(
    scene: str = "counter",
    *,
    cost: float = 3,
    label: CostLabel = CostLabel.SLIP,
    confidence: int | None = 4,
    attempt: str = "a-0-0-small-one",
    scenario: str = "small",
    **levels: int,
) -> Decided:
    named = {f"demo.{name}": level for name, level in levels.items()} or {CARE: 1}
    return Decided(attempt, scenario, "tests", "one", scene, "chat", named, cost, label, confidence, False)


def history(*tries: Try, wrong: tuple[Decided, ...] = ()) -> History:
    return History("t-1", tries, wrong)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Some weeks of practice, with days that may run backwards."""
    days = draw(st.lists(st.integers(-5, 60), max_size=12))
    tries = []
    for number, day in enumerate(days):
        names = st.sampled_from(["care", "warmth", "speed"])
        levels: dict[str, Any] = draw(st.dictionaries(names, st.integers(0, 4), max_size=3))
        part = draw(st.sampled_from([None, None, Part.DRILL, Part.WHAT_IF]))
        family = draw(st.sampled_from(["tests", "others"]))
        ended, back = draw(st.booleans()), draw(st.integers(0, 1))
        tries.append(a_try(day, number=number, family=family, part=part, ended=ended, taken_back=back, **levels))
    return history(*tries)
