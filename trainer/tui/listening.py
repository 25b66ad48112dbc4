"""What hears typed words in an attempt, from what the desk has: acts in the library, perhaps judges in the config."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from trainer.errors import UnusableInput
from trainer.tui.hearing import Hearing

if TYPE_CHECKING:
    from trainer.grading.judge import Judges
    from trainer.grading.listener import Listener
    from trainer.records.attempt import Attempt
    from trainer.tui.desk import Desk


def hearing(desk: Desk, attempt: Attempt) -> Hearing:
    """What hears in an attempt. What it grades by is kept beside the journal; a judge is announced."""
    scenario = attempt.playable.scenario
    judges: Judges | None = None
    announced = ""
    try:
        judges, announced = _judges(desk)
    except UnusableInput as error:
        announced = f"No judge is asked about your words: {error}"

    def listen() -> Listener:
        from trainer.grading.listener import listener_for
        from trainer.records.kept_acts import keep_acts

        listener = listener_for(desk.library(), scenario.language, judges)
        if listener.grader:
            keep_acts(attempt.path.parent, listener.grader.acts)
        return listener

    typed = any(s.decision and s.decision.typed for s in scenario.scenes.values())
    return Hearing(listen, announced if typed else "", slow=judges is not None)


def _judges(desk: Desk) -> tuple[Judges | None, str]:
    """The judges there are, and what is said of them. Without any, nothing of theirs is imported."""
    if not (os.environ.get("TRAINER_JUDGE_URL") or desk.settings.config.get("judge_url")):
        return None, ""
    from trainer.grading.judge_settings import find_judges
    from trainer.output.phrases import judge_notice

    judges = find_judges(os.environ, desk.settings.config)
    return judges, judge_notice(judges.urls) if judges else ""
