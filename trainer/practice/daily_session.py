"""What there is to practise now: what is left of today's ten minutes, or a story to go on with if one likes.

Each piece says why it was picked, in a sentence that the trainee reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from trainer.play.run import Reply
from trainer.practice.due import Due, DueItem, confident_errors, queue
from trainer.practice.material import Drill, Material, days_rested, for_drill, is_unseen, mode_for_whole
from trainer.practice.progress import progress, reliable
from trainer.practice.schedule import Schedule, clamp_future_tries, day_of, days_between, ladder
from trainer.records.attempt import Setup
from trainer.records.header import Mode, Parent, Part, TimeLimits
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
_A_WEEK = 7


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


@dataclass(frozen=True, slots=True)
class PracticePlan:
    """What to practise now, in order. `picks` is empty only where there is nothing that can be played."""

    picks: tuple[Pick, ...]
    is_extra: bool
    """Nothing is due any more today: what is picked is for those who would like to."""
    practised: bool
    """Whether there has been any practice today."""
    next_due: date | None
    """The next day on which something is due."""
    longer: Pick | None = None
    """A story that is too long for any session, never played or not for a week: for a day with more time."""

    @property
    def minutes(self) -> int:
        return sum(pick.minutes for pick in self.picks)


def plan(
    history: History,
    library: Iterable[Material],
    today: date,
    *,
    schedule: Schedule = ladder,
    zone: tzinfo | None = None,
) -> PracticePlan:
    """Today's session, less what has been practised of it; else the story that has waited longest."""
    shelf = tuple(library)
    history = clamp_future_tries(history, today, zone)
    done = [t for t in history.tries if day_of(t.started, zone) >= today and t.part is not Part.WHAT_IF]
    # What today's attempts took, as the authors reckon it: a pause at lunch is no practice.
    by_id = {m.scenario: m for m in shelf}
    known = [(t, by_id[t.scenario]) for t in done if t.scenario in by_id and t.principles]
    left = MINUTES - sum(m.drill_minutes if t.part is Part.DRILL else m.minutes for t, m in known)
    session = todays_session(history, shelf, today, minutes=left, schedule=schedule, zone=zone) if left > 0 else None
    later = session.later if session else queue(history, today, schedule=schedule, zone=zone)
    next_due = min((one.planned for one in later if one.planned > today), default=None)
    last = {t.scenario: day_of(t.started, zone) for t in history.tries if t.ended and t.part is None}

    def waited_longest(of: Iterable[Material]) -> Pick | None:
        """The shortest story never played to its end, else the one played longest ago."""
        story = min(of, key=lambda m: (last.get(m.scenario, date.min), m.minutes, m.scenario), default=None)
        if story is None:
            return None
        return pick_whole(story, history, because_likes(story, last.get(story.scenario), today))

    if session and session.picks:
        longer = waited_longest(m for m in shelf if m.minutes > MINUTES) if last else None
        before = last.get(longer.material.scenario) if longer else None
        if before and (today - before).days < _A_WEEK:
            longer = None
        return PracticePlan(session.picks, False, bool(done), next_due, longer)
    extra = waited_longest(shelf)
    return PracticePlan((extra,) if extra else (), True, bool(done), next_due)


def setup(pick: Pick, seed: int, trainee: str, front: str, limits: TimeLimits) -> Setup:
    """An attempt at a pick; a drill begins at its decision, with the replies that lead there."""
    parent = Parent(Part.DRILL, "", tuple(Reply(r) for r in pick.drill.replies)) if pick.drill else None
    return Setup(pick.variant, seed, pick.mode, trainee, front, limits, parent)


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
    # What a session can serve: by a decision, or by a story that is short enough.
    servable = {item for m in shelf for drill in m.drills for item in _items(drill.principles, m.family)}
    servable |= {item for m in shelf if m.minutes <= minutes for item in _items(m.principles, m.family)}
    waiting = queue(history, today, schedule=schedule, zone=zone, only=servable)
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
        self, history: History, library: Sequence[Material], minutes: int, today: date, zone: tzinfo | None
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
                missed = f"missed {material.titles.get(lowest, 'what was asked for')}"
                why = f"You were sure of a reply here that {missed}: what one is sure of is worth putting right first."
                self._add_drill(material, drill, why)

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
            if not self._add_due_whole(one, family, open_items):
                self._add_due_drill(one, family, open_items)

    def add_new_stories(self) -> None:
        """A story never played, the shortest first."""
        for material in self._new():
            self.add_whole(material, because_new(material))

    def add_unseen_variant(self) -> None:
        """Where there is nothing else, a variant never seen: as a check it counts for mastery."""
        for material in sorted(self._library, key=lambda m: (m.minutes, m.scenario)):
            _, variant = mode_for_whole(material, self._history)
            if not self.picks and is_unseen(material, variant, self._history):
                other = f"{material.title} with other people in it, which you have not seen"
                self.add_whole(material, f"Nothing is due today. If you like: {other}.")

    def _new(self) -> list[Material]:
        new = [m for m in self._library if m.scenario not in self._ended]
        return sorted(new, key=lambda m: (m.minutes, m.scenario))

    def _add_due_whole(self, one: Due, family: Sequence[Material], open_items: set[DueItem]) -> bool:
        """The story that serves most of what is due, if that is worth it; whether one was added."""

        def serves(material: Material) -> int:
            return len(_items(material.principles, material.family) & open_items)

        rested = [m for m in family if self._ended.get(m.scenario, _REST) >= _REST and m.minutes <= self._left]
        picked = [p.material for p in self.picks if p.drill is None]
        best = max((m for m in rested if m not in picked), key=serves, default=None)
        is_drillable = any(one.item.principle in d.principles for m in family for d in m.drills)
        if best is None or (is_drillable and serves(best) < _WORTH_A_WHOLE):
            return False
        return self.add_whole(best, because_due(one, best, self._today, serves(best)))

    def _add_due_drill(self, one: Due, family: Sequence[Material], open_items: set[DueItem]) -> None:
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
        mode, variant = mode_for_whole(material, self._history)
        self._add(Pick(material, variant, None, mode, material.minutes, why, ()), material.principles)
        return True

    def _add_drill(self, material: Material, drill: Drill, why: str) -> None:
        if material.drill_minutes <= self._left:
            # With a coach as long as there is something to explain.
            mode = Mode.PRACTICE if drill.principles <= self._reliable else Mode.COACH
            variant = for_drill(material, self._history)
            self._add(Pick(material, variant, drill, mode, material.drill_minutes, why, ()), drill.principles)

    def _add(self, pick: Pick, principles: frozenset[str]) -> None:
        serves = _items(principles, pick.material.family)
        self.served |= serves
        self._left -= pick.minutes
        self.picks.append(replace(pick, items=tuple(sorted(serves))))


def _items(principles: frozenset[str], family: str) -> set[DueItem]:
    return {DueItem(name, family) for name in principles}


def because_due(one: Due, material: Material, today: date, serves: int) -> str:
    """Something due, alone or with more."""
    what = material.titles.get(one.item.principle, one.item.principle)
    also = f", and {serves - 1} more {'principle' if serves == 2 else 'principles'} with it" if serves > 1 else ""
    if not one.passed:
        return f"It did not come off the last time: {what}{also}."
    return f"It went well {_days_ago(one.last, today)}, and is due again: {what}{also}."


def because_new(material: Material) -> str:
    """A story that was never played to its end."""
    return f"You have not played this one to its end yet; it takes about {material.minutes} minutes."


def because_likes(material: Material, last: date | None, today: date) -> str:
    """Nothing is due, or what was due today is done. `last` is the day it was played, None for never."""
    if last is None:
        return because_new(material)
    return f"Of all stories you have left this one alone the longest: you played it {_days_ago(last, today)}."


def _days_ago(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
