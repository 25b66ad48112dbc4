"""Rules on principles and levels: what is declared is trained, every decision matters, and can be done well."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.document.finding import Finding
from trainer.lint.choices import Choice
from trainer.lint.subject import Subject
from trainer.principles.frameworks import Judged
from trainer.principles.levels import STANDARD
from trainer.scenario.model import Decision, Scene


def check(subject: Subject) -> Iterator[Finding]:
    """Frameworks first, then each decision that play can meet."""
    yield from _frameworks(subject)
    by_scene: dict[str, list[Choice]] = {}
    for choice in subject.choices.all:
        by_scene.setdefault(choice.scene, []).append(choice)
    for scene, decision in subject.decisions():
        if scene.id in by_scene:
            yield from _decision(subject, scene, decision, by_scene[scene.id])


def _frameworks(subject: Subject) -> Iterator[Finding]:
    marked = {m.principle for _, d in subject.decisions() for r in d.responses for m in r.marks}
    at = subject.head("frameworks")
    for framework in subject.scenario.frameworks:
        trained = [p for p in framework.principles.values() if p.judged is Judged.REPLY]
        unused = [p.short for p in trained if p.id not in marked]
        if trained and len(unused) == len(trained):
            message = (
                f'No reply is marked on any principle of "{framework.id}": take the framework out, or mark replies.'
            )
            yield subject.warning("framework-not-used", message, at)
        elif unused:
            message = (
                f'Principles of "{framework.id}" that no reply is marked on: {", ".join(unused)}. A trainee is '
                "never rated on them here; mark a reply, if this situation calls for them."
            )
            yield subject.info("principle-not-used", message, at)


def _decision(subject: Subject, scene: Scene, decision: Decision, choices: list[Choice]) -> Iterator[Finding]:
    if not any(r.marks for r in decision.responses):
        message = f'Nothing is at stake at "{scene.id}": no response has marks. Mark them, or let the story just go on.'
        yield subject.warning("nothing-at-stake", message, scene.at)
    elif not any(choice.matters for choice in choices):
        message = (
            f'Whatever is answered at "{scene.id}" costs nothing: let the responses differ in their marks, or in what '
            "they lead to."
        )
        yield subject.warning("nothing-at-stake", message, scene.at)
    else:
        yield from _best(subject, scene, decision, {c.offered for c in choices})


def _best(subject: Subject, scene: Scene, decision: Decision, offers: set[tuple[str, ...]]) -> Iterator[Finding]:
    """The best-marked response must be good at everything at stake, whatever is on offer."""
    from trainer.play.machine import weigh

    for offer in sorted(offers):
        stakes = weigh(decision, tuple(r for r in decision.responses if r.id in offer), subject.scenario.weights)
        if not any(min(stakes.levels[key], default=STANDARD) >= STANDARD for key in stakes.best):
            best = next(r for r in decision.responses if r.id in stakes.best)
            low = [p for p, level in zip(stakes.principles, stakes.levels[best.id], strict=True) if level < STANDARD]
            message = (
                f'Even the best reply at "{scene.id}", "{best.id}", is below good (3) on {", ".join(low)}, so nobody '
                "can be amazing here: mark it on everything at stake, or write a better one."
            )
            yield subject.warning("best-reply-below-good", message, best.at)
            return
