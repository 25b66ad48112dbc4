"""Why something was picked for today, in a sentence that the trainee reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from trainer.practice import variants
from trainer.practice.due import Due, DueItem, confident_errors, queue
from trainer.practice.material import Drill, Material
from trainer.practice.progress import progress, reliable
from trainer.practice.schedule import Schedule, day_of, days_between, ladder
from trainer.practice.variants import days_rested, is_unseen
from trainer.records.header import Mode
from trainer.records.tries import History

MINUTES = 10
"""The longest session: what is short is done daily."""
_WORTH_A_WHOLE = 3
"""Items that a whole scenario must serve at once; fewer are practised faster by their decisions."""
_AT_ONCE = 2
"""A decision that serves more items than this is not picked before others for it: else it would be always the same."""
_REST = 4
"""Days after which a story may come as a whole again: until then its decisions are practised, not its plot."""
_NEW = 3
"""Days after which a story never played comes before what is due, so that there is not only what one knows."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A piece of a session: a whole scenario, or with `drill` one of its decisions. `why` is a sentence."""

    material: Material
    variant: str
    drill: Drill | None
    mode: Mode
    minutes: int
    why: str
    items: tuple[DueItem, ...]
    """What it serves of the queue."""


@dataclass(frozen=True, slots=True)
class DailySession:
    """What to practise today, in order; nothing where nothing is due. `later` are the days of what comes after."""

    picks: tuple[Pick, ...]
    later: tuple[Due, ...]

    @property
    def minutes(self) -> int:
        return sum(pick.minutes for pick in self.picks)


def todays_session(
    history: History,
    library: Iterable[Material],
    today: date,
    *,
    minutes: int = MINUTES,
    schedule: Schedule = ladder,
    zone: tzinfo | None = None,
) -> DailySession:
    """Confident errors, a new story when it is time for one, then what is due; never a variant seen just now."""
    shelf = tuple(library)
    waiting = queue(history, today, schedule=schedule, zone=zone, only=_servable(shelf, minutes))
    chooser = _Chooser(history, shelf, minutes, today, zone)
    played_today = {t.attempt for t in history.tries if day_of(t.started, zone) >= today}
    chooser.add_confident_errors(played_today)
    if not played_today:
        chooser.add_new_story_now_and_then()
    chooser.add_due([one for one in waiting if one.planned <= today])
    if not chooser.picks and not played_today:
        chooser.add_new_stories()
        chooser.add_unseen_variant()
    return DailySession(tuple(chooser.picks), tuple(one for one in waiting if one.item not in chooser.served))


def pick_whole(material: Material, history: History, why: str) -> Pick:
    """A whole story, however long it is."""
    chooser = _Chooser(history, (material,), material.minutes, date.min, None)
    chooser.add_whole(material, why)
    return chooser.picks[0]


class _Chooser:
    """Fills a session piece by piece, as long as there are minutes left."""

    def __init__(
        self,
        history: History,
        library: Sequence[Material],
        minutes: int,
        today: date,
        zone: tzinfo | None = None,
    ) -> None:
        self.picks: list[Pick] = []
        self.served: set[DueItem] = set()
        self._history, self._library, self._today, self._zone = history, library, today, zone
        self._left = minutes
        self._reliable = reliable(progress(history))
        whole = [t for t in history.tries if t.ended and t.part is None]
        self._ended = {t.scenario: days_between(day_of(t.started, zone), today) for t in whole}
        """Days since a story was last played to its end."""
        first = {t.scenario: days_between(day_of(t.started, zone), today) for t in reversed(whole)}
        self._newest = min(first.values(), default=0)
        """Days since one was first played to its end."""

    def add_confident_errors(self, too_fresh: set[str]) -> None:
        """The very decision again, in other clothes, but not on the same day."""
        for error in confident_errors(self._history):
            if error.attempt in too_fresh:
                continue
            material = next((m for m in self._library if m.scenario == error.scenario), None)
            drill = next((d for d in material.drills if d.scene == error.scene), None) if material else None
            if material and drill:
                lowest = min(error.levels, key=lambda name: error.levels[name], default="")
                self._add_drill(material, drill, because_sure(material, lowest))

    def add_new_story_now_and_then(self) -> None:
        """One never played, if it fits and the last such was some days ago."""
        if self._newest >= _NEW:
            fitting = [m for m in self._new() if m.minutes <= self._left]
            for material in fitting[:1]:
                self.add_whole(material, because_new(material))

    def add_due(self, due: Sequence[Due]) -> None:
        """Each item that is due: by a whole story where that serves several, else by a decision."""
        for one in due:
            if one.item in self.served:
                continue
            family = [m for m in self._library if m.family == one.item.family and one.item.principle in m.principles]
            open_items = {other.item for other in due} - self.served
            if not self._by_whole(one, family, open_items):
                self._by_drill(one, family, open_items)

    def add_new_stories(self) -> None:
        """A story never played, the shortest first."""
        for material in self._new():
            self.add_whole(material, because_new(material))

    def add_unseen_variant(self) -> None:
        """Where there is nothing else, a variant never seen: as a check it counts for mastery."""
        for material in sorted(self._library, key=lambda m: (m.minutes, m.scenario)):
            _, variant = variants.mode_for_whole(material, self._history)
            if not self.picks and is_unseen(material, variant, self._history):
                self.add_whole(material, because_unseen(material))

    def _new(self) -> list[Material]:
        new = [m for m in self._library if m.scenario not in self._ended]
        return sorted(new, key=lambda m: (m.minutes, m.scenario))

    def _by_whole(self, one: Due, family: Sequence[Material], open_items: set[DueItem]) -> bool:
        def serves(material: Material) -> int:
            return len(_items(material.principles, material.family) & open_items)

        days_rested = [m for m in family if self._ended.get(m.scenario, _REST) >= _REST]
        fitting = [m for m in days_rested if m.minutes <= self._left and not self._has(m)]
        best = max(fitting, key=serves, default=None)
        is_drillable = any(one.item.principle in d.principles for m in family for d in m.drills)
        if best is None or (is_drillable and serves(best) < _WORTH_A_WHOLE):
            return False
        return self.add_whole(best, because_due(one, best, self._today, serves(best)))

    def _by_drill(self, one: Due, family: Sequence[Material], open_items: set[DueItem]) -> None:
        """A decision that serves most, in the story that has rested longest; another one each day."""
        places = {(p.material.scenario, p.drill and p.drill.scene) for p in self.picks}
        choices = [
            (material, drill)
            for material in family
            for drill in material.drills
            if one.item.principle in drill.principles and material.drill_minutes <= self._left
            if (material.scenario, drill.scene) not in places
        ]

        def weight(choice: tuple[Material, Drill]) -> tuple[bool, int, int]:
            material, drill = choice
            # A decision out of a story not played yet gives it away: only where there is no other.
            known = material.scenario in self._ended
            serves = len(_items(drill.principles, material.family) & open_items)
            wait = days_rested(self._history, material.scenario, self._today, self._zone)
            return known, min(serves, _AT_ONCE), wait

        most = max(map(weight, choices), default=None)
        equals = [choice for choice in choices if weight(choice) == most]
        if equals:
            material, drill = equals[self._today.toordinal() % len(equals)]
            self._add_drill(material, drill, because_due(one, material, self._today, 1))

    def add_whole(self, material: Material, why: str) -> bool:
        """Add a story, if there is time for it."""
        if material.minutes > self._left:
            return False
        mode, variant = variants.mode_for_whole(material, self._history)
        self._add(Pick(material, variant, None, mode, material.minutes, why, ()), material.principles)
        return True

    def _add_drill(self, material: Material, drill: Drill, why: str) -> None:
        if material.drill_minutes <= self._left:
            mode, variant = variants.mode_for_drill(material, drill, self._history, self._reliable)
            self._add(Pick(material, variant, drill, mode, material.drill_minutes, why, ()), drill.principles)

    def _add(self, pick: Pick, principles: frozenset[str]) -> None:
        serves = _items(principles, pick.material.family)
        self.served |= serves
        self._left -= pick.minutes
        self.picks.append(replace(pick, items=tuple(sorted(serves))))

    def _has(self, material: Material) -> bool:
        return any(p.material is material and p.drill is None for p in self.picks)


def _servable(library: Sequence[Material], minutes: int) -> frozenset[DueItem]:
    """What a session can serve: by a decision, or by a story that is short enough."""
    found: set[DueItem] = set()
    for material in library:
        for drill in material.drills:
            found |= _items(drill.principles, material.family)
        if material.minutes <= minutes:
            found |= _items(material.principles, material.family)
    return frozenset(found)


def _items(principles: frozenset[str], family: str) -> set[DueItem]:
    return {DueItem(name, family) for name in principles}


def because_sure(material: Material, principle: str) -> str:
    """A confident error."""
    what = material.titles.get(principle, "what was asked for")
    return f"You were sure of a reply here that missed {what}: what one is sure of is worth putting right first."


def because_due(one: Due, material: Material, today: date, serves: int) -> str:
    """Something due, alone or with more."""
    what = material.titles.get(one.item.principle, one.item.principle)
    also = f", and {serves - 1} more {'principle' if serves == 2 else 'principles'} with it" if serves > 1 else ""
    if not one.passed:
        return f"It did not come off the last time: {what}{also}."
    when = _days_ago((today - one.last).days)
    return f"It went well {when}, and is due again: {what}{also}."


def because_new(material: Material) -> str:
    """A story that was never played to its end."""
    return f"You have not played this one to its end yet; it takes about {material.minutes} minutes."


def because_unseen(material: Material) -> str:
    """Nothing is due."""
    return f"Nothing is due today. If you like: {material.title} with other people in it, which you have not seen."


def because_likes(material: Material, days: int | None) -> str:
    """Nothing is due, or what was due today is done. `days` since it was played, None for never."""
    if days is None:
        return f"You have not played this one to its end yet; it takes about {material.minutes} minutes."
    return f"Of all stories you have left this one alone the longest: you played it {_days_ago(days)}."


def _days_ago(days: int) -> str:
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
