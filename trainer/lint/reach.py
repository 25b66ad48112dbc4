"""Rules on what play can never meet: scenes, endings and responses that stand in the text alone."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.coverage import reached
from trainer.document.finding import Finding
from trainer.lint.subject import Subject
from trainer.scenario.model import links


def check(subject: Subject) -> Iterator[Finding]:
    """Scenes, endings and responses that no run can meet; nothing unless that is proved."""
    if not subject.graph.complete:
        return
    met = reached(subject.graph)
    linked = {way.scene for scene in subject.scenario.scenes.values() for way in links(scene)}
    for name in met.missing_scenes:
        scene = subject.scenario.scenes[name]
        if scene.ending:
            message = f'No run can end in "{name}": {_why(name in linked)}'
            yield subject.warning("unreachable-ending", message, scene.at)
        else:
            message = f'No run can come to the scene "{name}": {_why(name in linked)}'
            yield subject.warning("unreachable-scene", message, scene.at)
    for name, reply in met.missing_replies:
        message = (
            f'The response "{reply}" is never on offer: its "when" does not hold in any state that play can bring '
            "here. Look at what sets those facts."
        )
        yield subject.warning("unreachable-response", message, subject.response(name, reply).at)


def _why(is_linked: bool) -> str:
    if is_linked:
        return "what leads here never applies. Look at the conditions on the way, or take it out."
    return "nothing leads here. Name it as the way on somewhere, or take it out."
