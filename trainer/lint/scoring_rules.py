"""Rules on marks and what replies are worth: what is declared is trained, every decision matters and can be done well,
and no trap, exit or silence pays.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.graph import Graph
from trainer.analysis.scoring_faults import RandomOutlook, early_exits, no_way_back, silence_pays, traps
from trainer.document.finding import Finding
from trainer.lint.rule_context import OfferedResponses, RuleContext
from trainer.principles.frameworks import Judged
from trainer.principles.levels import STANDARD
from trainer.scenario.model import TIMEOUT, Decision, Scene


def check_principles(context: RuleContext) -> Iterator[Finding]:
    """Frameworks first, then each decision that play can meet."""
    yield from _frameworks(context)
    by_scene: dict[str, list[OfferedResponses]] = {}
    for choice in context.choices.all:
        by_scene.setdefault(choice.scene, []).append(choice)
    for scene, decision in context.decisions():
        if scene.id in by_scene:
            yield from _decision(context, scene, decision, by_scene[scene.id])


def _frameworks(context: RuleContext) -> Iterator[Finding]:
    marked = {m.principle for _, d in context.decisions() for r in d.responses for m in r.marks}
    at = context.head("frameworks")
    for framework in context.scenario.frameworks:
        trained = [p for p in framework.principles.values() if p.judged is Judged.REPLY]
        unused = [p.short for p in trained if p.id not in marked]
        if trained and len(unused) == len(trained):
            message = (
                f'No reply is marked on any principle of "{framework.id}": take the framework out, or mark replies.'
            )
            yield context.warning("framework-not-used", message, at)
        elif unused:
            message = (
                f'Principles of "{framework.id}" that no reply is marked on: {", ".join(unused)}. A trainee is '
                "never rated on them here; mark a reply, if this situation calls for them."
            )
            yield context.info("principle-not-used", message, at)


def _decision(
    context: RuleContext, scene: Scene, decision: Decision, choices: list[OfferedResponses]
) -> Iterator[Finding]:
    if not any(r.marks for r in decision.responses):
        message = f'Nothing is at stake at "{scene.id}": no response has marks. Mark them, or let the story just go on.'
        yield context.warning("nothing-at-stake", message, scene.at)
    elif not any(choice.matters for choice in choices):
        message = (
            f'Whatever is answered at "{scene.id}" costs nothing: let the responses differ in their marks, or in what '
            "they lead to."
        )
        yield context.warning("nothing-at-stake", message, scene.at)
    else:
        yield from _best(context, scene, decision, {c.offered for c in choices})


def _best(context: RuleContext, scene: Scene, decision: Decision, offers: set[tuple[str, ...]]) -> Iterator[Finding]:
    """The best-marked response must be good at everything at stake, whatever is on offer."""
    from trainer.play.machine import weigh

    for offer in sorted(offers):
        stakes = weigh(decision, tuple(r for r in decision.responses if r.id in offer), context.scenario.weights)
        if not any(min(stakes.levels[key], default=STANDARD) >= STANDARD for key in stakes.best):
            best = next(r for r in decision.responses if r.id in stakes.best)
            low = [p for p, level in zip(stakes.principles, stakes.levels[best.id], strict=True) if level < STANDARD]
            message = (
                f'Even the best reply at "{scene.id}", "{best.id}", is below good (3) on {", ".join(low)}, so nobody '
                "can be amazing here: mark it on everything at stake, or write a better one."
            )
            yield context.warning("best-reply-below-good", message, best.at)
            return


def check_costs(context: RuleContext) -> Iterator[Finding]:
    """Everything that is known once each reply has its exact cost."""
    worth = context.playable.worth
    if worth is None:
        return
    if not worth.scored:
        message = (
            "Whatever is answered, the loss is the same, so no run is scored: mark the replies so that they differ."
        )
        yield context.warning("not-scored", message, context.head("scenes"))
        return
    if context.choices.silence_may_pay:
        yield from _silence(context)
    if context.choices.traps_possible:
        yield from _traps(context)
    hope = RandomOutlook(context.graph, worth)
    if _giving_up_is_cheap(context.graph, worth.to_come.numbers, hope):
        yield from _early_exits(context, hope)
    yield from _final_mistakes(context, hope)


def _giving_up_is_cheap(graph: Graph, value: list[float], hope: RandomOutlook) -> bool:
    """Whether a reply that gives up ever loses less than the others do on average: if not, none can pay."""
    chance = hope.chance
    for i in graph.order:
        if chance[i]:
            for loss, target in zip(graph.menus[i].losses, graph.targets[i], strict=True):
                if not chance[target] and loss + value[target] < hope.loss(i):
                    return True
    return False


def _silence(context: RuleContext) -> Iterator[Finding]:
    assert context.playable.worth is not None
    mattering = {choice.scene for choice in context.choices.all if choice.matters}
    for found in silence_pays(context.graph, context.playable.worth):
        if found.scene in mattering:
            what = "Silence" if found.response == TIMEOUT else "Words that fit none of the responses"
            much = "less than every response on offer" if found.beats_every_option else "as little as the best reply"
            message = (
                f'{what} at "{found.scene}" can cost nothing, {much}: mark it lower, or let it lead somewhere worse.'
            )
            at = context.response(found.scene, found.response).at
            yield context.warning("silence-pays", message, at, (*found.witness, found.response))


def _traps(context: RuleContext) -> Iterator[Finding]:
    assert context.playable.worth is not None
    for trap in traps(context.graph, context.playable.worth):
        # Where only silence costs nothing there is no better reply: the rule on silence tells that.
        if trap.better and not trap.tied:
            message = (
                f'"{trap.response}" has the best marks at "{trap.scene}" and still costs {trap.cost:g}, lost at '
                f'"{trap.lost_at}"; "{trap.better[0]}" would have cost nothing. Mark it lower on what goes wrong, or '
                "soften what follows."
            )
            at = context.response(trap.scene, trap.response).at
            yield context.warning("best-marked-trap", message, at, (*trap.witness, trap.response))


def _early_exits(context: RuleContext, hope: RandomOutlook) -> Iterator[Finding]:
    assert context.playable.worth is not None
    for found in early_exits(context.graph, context.playable.worth, hope):
        message = (
            f'Giving up pays: "{found.response}" at "{found.scene}" makes a bad ending certain and scores '
            f"{found.score:.0f}, losing {found.loss:g} where those who see it through lose {found.others_lose:.1f} on "
            "average. Raise the loss of that ending, or mark the reply lower."
        )
        at = context.response(found.scene, found.response).at
        yield context.warning("early-exit-pays", message, at, found.witness)


def _final_mistakes(context: RuleContext, hope: RandomOutlook) -> Iterator[Finding]:
    assert context.playable.worth is not None
    for found in no_way_back(context.graph, context.playable.worth, hope):
        message = (
            f'After a single mistake, "{found.response}" at "{found.scene}", which costs {found.cost:g}, only bad '
            'endings are left. Leave a way to a mixed one, or mark the reply "critical" and say why.'
        )
        at = context.response(found.scene, found.response).at
        yield context.warning("no-way-back", message, at, found.witness)
