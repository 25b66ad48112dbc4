"""Rules on what replies are worth: no trap, no exit and no silence may pay, and no single mistake may be for good."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.graph import Graph
from trainer.analysis.scoring_faults import RandomOutlook, early_exits, no_way_back, silence_pays, traps
from trainer.document.finding import Finding
from trainer.lint.subject import Subject
from trainer.scenario.model import TIMEOUT


def check(subject: Subject) -> Iterator[Finding]:
    """Everything that is known once each reply has its exact cost."""
    worth = subject.playable.worth
    if worth is None:
        return
    if not worth.scored:
        message = (
            "Whatever is answered, the loss is the same, so no run is scored: mark the replies so that they differ."
        )
        yield subject.warning("not-scored", message, subject.head("scenes"))
        return
    if subject.choices.silence_may_pay:
        yield from _silent(subject)
    if subject.choices.traps_possible:
        yield from _traps(subject)
    hope = RandomOutlook(subject.graph, worth)
    if _giving_up_is_cheap(subject.graph, worth.to_come.numbers, hope):
        yield from _exits(subject, hope)
    yield from _final(subject, hope)


def _giving_up_is_cheap(graph: Graph, value: list[float], hope: RandomOutlook) -> bool:
    """Whether a reply that gives up ever loses less than the others do on average: if not, none can pay."""
    chance = hope.chance
    for i in graph.order:
        if chance[i]:
            for loss, target in zip(graph.menus[i].losses, graph.targets[i], strict=True):
                if not chance[target] and loss + value[target] < hope.loss(i):
                    return True
    return False


def _silent(subject: Subject) -> Iterator[Finding]:
    assert subject.playable.worth is not None
    mattering = {choice.scene for choice in subject.choices.all if choice.matters}
    for found in silence_pays(subject.graph, subject.playable.worth):
        if found.scene in mattering:
            what = "Silence" if found.response == TIMEOUT else "Words that fit none of the responses"
            much = "less than every response on offer" if found.beats_every_option else "as little as the best reply"
            message = (
                f'{what} at "{found.scene}" can cost nothing, {much}: mark it lower, or let it lead somewhere worse.'
            )
            at = subject.response(found.scene, found.response).at
            yield subject.warning("silence-pays", message, at, (*found.witness, found.response))


def _traps(subject: Subject) -> Iterator[Finding]:
    assert subject.playable.worth is not None
    for trap in traps(subject.graph, subject.playable.worth):
        # Where only silence costs nothing there is no better reply: the rule on silence tells that.
        if trap.better and not trap.tied:
            message = (
                f'"{trap.response}" has the best marks at "{trap.scene}" and still costs {trap.cost:g}, lost at '
                f'"{trap.lost_at}"; "{trap.better[0]}" would have cost nothing. Mark it lower on what goes wrong, or '
                "soften what follows."
            )
            at = subject.response(trap.scene, trap.response).at
            yield subject.warning("best-marked-trap", message, at, (*trap.witness, trap.response))


def _exits(subject: Subject, hope: RandomOutlook) -> Iterator[Finding]:
    assert subject.playable.worth is not None
    for found in early_exits(subject.graph, subject.playable.worth, hope):
        message = (
            f'Giving up pays: "{found.response}" at "{found.scene}" makes a bad ending certain and scores '
            f"{found.score:.0f}, losing {found.loss:g} where those who see it through lose {found.others_lose:.1f} on "
            "average. Raise the loss of that ending, or mark the reply lower."
        )
        at = subject.response(found.scene, found.response).at
        yield subject.warning("early-exit-pays", message, at, found.witness)


def _final(subject: Subject, hope: RandomOutlook) -> Iterator[Finding]:
    assert subject.playable.worth is not None
    for found in no_way_back(subject.graph, subject.playable.worth, hope):
        message = (
            f'After a single mistake, "{found.response}" at "{found.scene}", which costs {found.cost:g}, only bad '
            'endings are left. Leave a way to a mixed one, or mark the reply "critical" and say why.'
        )
        at = subject.response(found.scene, found.response).at
        yield subject.warning("no-way-back", message, at, found.witness)
