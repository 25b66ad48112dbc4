"""What matters to a trainee today, as values: what to practise, the last goal, progress at a glance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo

from trainer.practice.daily_session import PracticePlan, plan
from trainer.practice.due import Due, queue
from trainer.practice.material import Material
from trainer.practice.progress import Mastery, Progress, mastery, progress, reliable
from trainer.practice.schedule import PracticeSettings
from trainer.records.tries import History

RECENT = 20
"""Stories in the line of Home."""


@dataclass(frozen=True, slots=True)
class Today:
    """What Home and the page of progress tell. `plan` is None as long as the library has not been proved."""

    history: History
    progress: Progress
    today: date
    zone: tzinfo | None
    plan: PracticePlan | None = None
    due: Sequence[Due] = ()
    """What is scheduled, by the day it is planned for."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the principles that the library has, by full id."""

    @property
    def goal(self) -> str:
        """The goal set last, "" where none was."""
        return self.history.goal

    @property
    def at_standard(self) -> int:
        """Principles that were at standard at their last try."""
        return sum(one.passes[-1] for one in self.progress.principles)

    @property
    def reliable(self) -> frozenset[str]:
        return reliable(self.progress)

    @property
    def mastery(self) -> Mapping[str, Mastery]:
        """By full id of each principle that has a try."""
        return {p.principle: mastery(self.history, p.principle, self.zone) for p in self.progress.principles}

    @property
    def mastered(self) -> int:
        return sum(one.mastered for one in self.mastery.values())

    @property
    def line(self) -> Sequence[float]:
        """Of each recent story that counts, oldest first, the share of its principles at standard."""
        stories = [t.principles.values() for t in self.history.tries if t.counts and t.principles]
        return [sum(r.at_standard for r in rated) / len(rated) for rated in stories[-RECENT:]]


def at_a_glance(history: History, today: date, settings: PracticeSettings) -> Today:
    """Everything that needs no library."""
    due = queue(history, today, schedule=settings.schedule, zone=settings.zone)
    return Today(history, progress(history), today, settings.zone, due=due)


def with_plan(today: Today, offered: Iterable[Material | None], settings: PracticeSettings) -> Today:
    """The same with what to practise, of what the scenarios offer; None for those that cannot be played."""
    library = [one for one in offered if one]
    planned = plan(today.history, library, today.today, schedule=settings.schedule, zone=settings.zone)
    titles = {name: title for one in library for name, title in one.titles.items()}
    return replace(today, plan=planned, titles=titles)
