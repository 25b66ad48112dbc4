"""Today's session: at most ten minutes of what is due, each piece with the reason why it was picked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from trainer.practice import serving
from trainer.practice.days import between, day_of
from trainer.practice.due import Due, Item, confident_errors, queue
from trainer.practice.fading import reliable
from trainer.practice.ladder import Schedule, ladder
from trainer.practice.material import Drill, Material
from trainer.practice.progress import progress
from trainer.practice.reasons import because_due, because_new, because_sure, because_unseen
from trainer.practice.serving import rested as days_rested
from trainer.practice.variants import is_unseen
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
    items: tuple[Item, ...]
    """What it serves of the queue."""


@dataclass(frozen=True, slots=True)
class Session:
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
) -> Session:
    """Confident errors, a new story when it is time for one, then what is due; never a variant seen just now."""
    shelf = tuple(library)
    waiting = queue(history, today, schedule=schedule, zone=zone, only=_servable(shelf, minutes))
    chooser = _Chooser(history, shelf, minutes, today, zone)
    played_today = {t.attempt for t in history.tries if day_of(t.started, zone) >= today}
    chooser.mend_confident_errors(played_today)
    if not played_today:
        chooser.begin_a_story_now_and_then()
    chooser.serve([one for one in waiting if one.planned <= today])
    if not chooser.picks and not played_today:
        chooser.begin_something_new()
        chooser.show_another_variant()
    return Session(tuple(chooser.picks), tuple(one for one in waiting if one.item not in chooser.served))


def piece_of(material: Material, history: History, why: str) -> Pick:
    """A whole story, however long it is."""
    chooser = _Chooser(history, (material,), material.minutes, date.min, None)
    chooser.whole(material, why)
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
        self.served: set[Item] = set()
        self._history, self._library, self._today, self._zone = history, library, today, zone
        self._left = minutes
        self._reliable = reliable(progress(history))
        whole = [t for t in history.tries if t.ended and t.part is None]
        self._ended = {t.scenario: between(day_of(t.started, zone), today) for t in whole}
        """Days since a story was last played to its end."""
        first = {t.scenario: between(day_of(t.started, zone), today) for t in reversed(whole)}
        self._newest = min(first.values(), default=0)
        """Days since one was first played to its end."""

    def mend_confident_errors(self, too_fresh: set[str]) -> None:
        """The very decision again, in other clothes, but not on the same day."""
        for error in confident_errors(self._history):
            if error.attempt in too_fresh:
                continue
            material = next((m for m in self._library if m.scenario == error.scenario), None)
            drill = next((d for d in material.drills if d.scene == error.scene), None) if material else None
            if material and drill:
                lowest = min(error.levels, key=lambda name: error.levels[name], default="")
                self._drill(material, drill, because_sure(material, lowest))

    def begin_a_story_now_and_then(self) -> None:
        """One never played, if it fits and the last such was some days ago."""
        if self._newest >= _NEW:
            fitting = [m for m in self._new() if m.minutes <= self._left]
            for material in fitting[:1]:
                self.whole(material, because_new(material))

    def serve(self, due: Sequence[Due]) -> None:
        """Each item that is due: by a whole story where that serves several, else by a decision."""
        for one in due:
            if one.item in self.served:
                continue
            family = [m for m in self._library if m.family == one.item.family and one.item.principle in m.principles]
            open_items = {other.item for other in due} - self.served
            if not self._by_whole(one, family, open_items):
                self._by_drill(one, family, open_items)

    def begin_something_new(self) -> None:
        """A story never played, the shortest first."""
        for material in self._new():
            self.whole(material, because_new(material))

    def show_another_variant(self) -> None:
        """Where there is nothing else, a variant never seen: as a check it counts for mastery."""
        for material in sorted(self._library, key=lambda m: (m.minutes, m.scenario)):
            _, variant = serving.whole(material, self._history)
            if not self.picks and is_unseen(material, variant, self._history):
                self.whole(material, because_unseen(material))

    def _new(self) -> list[Material]:
        new = [m for m in self._library if m.scenario not in self._ended]
        return sorted(new, key=lambda m: (m.minutes, m.scenario))

    def _by_whole(self, one: Due, family: Sequence[Material], open_items: set[Item]) -> bool:
        def serves(material: Material) -> int:
            return len(_items(material.principles, material.family) & open_items)

        rested = [m for m in family if self._ended.get(m.scenario, _REST) >= _REST]
        fitting = [m for m in rested if m.minutes <= self._left and not self._has(m)]
        best = max(fitting, key=serves, default=None)
        is_drillable = any(one.item.principle in d.principles for m in family for d in m.drills)
        if best is None or (is_drillable and serves(best) < _WORTH_A_WHOLE):
            return False
        return self.whole(best, because_due(one, best, self._today, serves(best)))

    def _by_drill(self, one: Due, family: Sequence[Material], open_items: set[Item]) -> None:
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
            self._drill(material, drill, because_due(one, material, self._today, 1))

    def whole(self, material: Material, why: str) -> bool:
        """Add a story, if there is time for it."""
        if material.minutes > self._left:
            return False
        mode, variant = serving.whole(material, self._history)
        self._add(Pick(material, variant, None, mode, material.minutes, why, ()), material.principles)
        return True

    def _drill(self, material: Material, drill: Drill, why: str) -> None:
        if material.drill_minutes <= self._left:
            mode, variant = serving.one_decision(material, drill, self._history, self._reliable)
            self._add(Pick(material, variant, drill, mode, material.drill_minutes, why, ()), drill.principles)

    def _add(self, pick: Pick, principles: frozenset[str]) -> None:
        serves = _items(principles, pick.material.family)
        self.served |= serves
        self._left -= pick.minutes
        self.picks.append(
            Pick(pick.material, pick.variant, pick.drill, pick.mode, pick.minutes, pick.why, tuple(sorted(serves)))
        )

    def _has(self, material: Material) -> bool:
        return any(p.material is material and p.drill is None for p in self.picks)


def _servable(library: Sequence[Material], minutes: int) -> frozenset[Item]:
    """What a session can serve: by a decision, or by a story that is short enough."""
    found: set[Item] = set()
    for material in library:
        for drill in material.drills:
            found |= _items(drill.principles, material.family)
        if material.minutes <= minutes:
            found |= _items(material.principles, material.family)
    return frozenset(found)


def _items(principles: frozenset[str], family: str) -> set[Item]:
    return {Item(name, family) for name in principles}
