"""The free spaced repetition scheduler in place of the ladder, where it is installed and chosen.

py-fsrs 6: https://github.com/open-spaced-repetition/py-fsrs
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from trainer.errors import UsageError
from trainer.practice.ladder import Review, Schedule, Stage

_NOON = time(12)
_LONGEST = 180
"""Days: nobody is left alone with a principle for longer than half a year."""


def by_fsrs() -> Schedule:
    """Its schedule, in whole days and without its random fuzz. UsageError where it is not installed."""
    try:
        from fsrs import Card, Rating, Scheduler
    except ImportError as error:
        what = "the schedule fsrs is not installed"
        raise UsageError(what, do="pip install 'service-trainer[fsrs]', or set schedule to ladder.") from error
    # Steps of minutes make no sense for a daily session.
    planner = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=_LONGEST)

    def stage(reviews: Sequence[Review]) -> Stage:
        card = Card(card_id=1)
        for review in reviews:
            rating = Rating.Good if review.passed else Rating.Again
            card, _ = planner.review_card(card, rating, datetime.combine(review.day, _NOON, UTC))
        last = reviews[-1].day
        return Stage(last, max(1, (card.due.date() - last).days))

    return stage
