"""What typed words held back, as it was recorded: a rule that has changed since must not tell another story."""

from __future__ import annotations

from trainer.grading.caps import Cap, caps
from trainer.grading.model import Graded
from trainer.play.run import Run, Step
from trainer.principles.levels import Level


def held_back(run: Run, step: Step, graded: Graded) -> tuple[Cap, ...]:
    """The recorded caps of a reply, by principles at stake.

    The act is the reason that today's rule finds, where that leads to the recorded level; else it is left open.
    """
    expects = step.scene.decision.expects if step.scene.decision else ()
    principles = run.machine.scenario.principles
    today = {cap.principle: cap for cap in caps(graded, expects, [principles[key] for key in step.levels])}
    found = []
    for key, recorded in step.reply.caps:
        level = max(0, recorded)
        if key in step.levels and level < max(Level):
            cap = today.get(key)
            found.append(cap if cap and cap.level == level else Cap(key, level, "", None))
    return tuple(found)
