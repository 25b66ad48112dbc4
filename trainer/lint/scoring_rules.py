"""Rules on marks and what replies are worth: what is declared is trained, every decision matters and can be done well,
and no trap, exit or silence pays.
"""

from collections.abc import Iterator

from trainer.analysis.cliffs import cliffs
from trainer.analysis.scoring_faults import RandomOutlook, early_exits, no_way_back, silence_pays, traps
from trainer.document.finding import Finding
from trainer.lint.rule_context import OfferedResponses, RuleContext
from trainer.play.machine import weigh
from trainer.principles.frameworks import Judged
from trainer.principles.levels import STANDARD
from trainer.scenario.model import TIMEOUT


def check_frameworks(context: RuleContext) -> Iterator[Finding]:
    """Frameworks, and principles in them, that no reply is marked on."""
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


def check_stakes(context: RuleContext) -> Iterator[Finding]:
    """Each decision that play can meet: something is at stake, and the best-marked response is good at all of it."""
    by_scene: dict[str, list[OfferedResponses]] = {}
    for choice in context.choices.all:
        by_scene.setdefault(choice.scene, []).append(choice)
    for scene, decision in context.decisions():
        choices = by_scene.get(scene.id)
        if choices is None:
            continue
        if not any(r.marks for r in decision.responses):
            message = (
                f'Nothing is at stake at "{scene.id}": no response has marks. Mark them, or let the story just go on.'
            )
            yield context.warning("nothing-at-stake", message, scene.at)
            continue
        if not any(choice.matters for choice in choices):
            message = (
                f'Whatever is answered at "{scene.id}" costs nothing: let the responses differ in their marks, or in '
                "what they lead to."
            )
            yield context.warning("nothing-at-stake", message, scene.at)
            continue
        # Whatever is on offer, one of the best must reach the standard; the first offer where none does is told.
        for offer in sorted({choice.offered for choice in choices}):
            stakes = weigh(decision, tuple(r for r in decision.responses if r.id in offer), context.scenario.weights)
            if any(min(stakes.levels[key], default=STANDARD) >= STANDARD for key in stakes.best):
                continue
            best = next(r for r in decision.responses if r.id in stakes.best)
            low = [p for p, level in zip(stakes.principles, stakes.levels[best.id], strict=True) if level < STANDARD]
            message = (
                f'Even the best reply at "{scene.id}", "{best.id}", is below good (3) on {", ".join(low)}, so nobody '
                "can be amazing here: mark it on everything at stake, or write a better one."
            )
            yield context.warning("best-reply-below-good", message, best.at)
            break


def check_costs(context: RuleContext) -> Iterator[Finding]:
    """What is known once each reply has its exact cost: whether it is scored at all, silence and traps that pay."""
    worth = context.playable.worth
    if worth is None:
        return
    if not worth.scored:
        message = (
            "Whatever is answered, the loss is the same, so no run is scored: mark the replies so that they differ."
        )
        yield context.warning("not-scored", message, context.head("scenes"))
        return
    mattering = {choice.scene for choice in context.choices.all if choice.matters}
    for silence in silence_pays(context.graph, worth) if context.choices.silence_may_pay else ():
        if silence.scene in mattering:
            what = "Silence" if silence.response == TIMEOUT else "Words that fit none of the responses"
            much = "less than every response on offer" if silence.beats_every_option else "as little as the best reply"
            message = (
                f'{what} at "{silence.scene}" can cost nothing, {much}: mark it lower, or let it lead somewhere worse.'
            )
            at = context.response(silence.scene, silence.response).at
            yield context.warning("silence-pays", message, at, (*silence.witness, silence.response))
    for trap in traps(context.graph, worth) if context.choices.traps_possible else ():
        # Where only silence costs nothing there is no better reply: the rule on silence tells that.
        if trap.better and not trap.tied:
            message = (
                f'"{trap.response}" has the best marks at "{trap.scene}" and still costs {trap.cost:g}, lost at '
                f'"{trap.lost_at}"; "{trap.better[0]}" would have cost nothing. Mark it lower on what goes wrong, or '
                "soften what follows."
            )
            at = context.response(trap.scene, trap.response).at
            yield context.warning("best-marked-trap", message, at, (*trap.witness, trap.response))


def check_cliffs(context: RuleContext) -> Iterator[Finding]:
    """Numbers of which one point chooses between very unlike endings, with no decision left."""
    worth = context.playable.worth
    if worth is None or not worth.scored:
        return
    for cliff in cliffs(context.graph, worth):
        number = f'one point of "{cliff.fact.id}" ({cliff.value} or {cliff.beside})'
        where = f'After "{cliff.response}" at "{cliff.scene}", {number}'
        if cliff.breaks_off:
            message = (
                f'{where} chooses whether the story breaks off in "{cliff.ending}", and the trainee does not see it: '
                'show the fact with "shown".'
            )
        else:
            message = (
                f'{where} chooses between "{cliff.ending}" (loss {cliff.loss:g}) and "{cliff.other}" (loss '
                f"{cliff.other_loss:g}), with no decision left: grade the losses of these endings by the fact."
            )
        yield context.warning("cliff", message, context.response(cliff.scene, cliff.response).at, cliff.witness.replies)


def check_giving_up(context: RuleContext) -> Iterator[Finding]:
    """Replies that give up and lose less than seeing it through, and single mistakes that leave only bad endings."""
    worth = context.playable.worth
    if worth is None or not worth.scored:
        return
    graph, value, hope = context.graph, worth.to_come.numbers, RandomOutlook(context.graph, worth)
    # Unless a reply that gives up ever loses less than the others do on average, none can pay.
    giving_up_is_cheap = any(
        not hope.chance[target] and loss + value[target] < hope.loss(i)
        for i in graph.order
        if hope.chance[i]
        for loss, target in zip(graph.menus[i].losses, graph.targets[i], strict=True)
    )
    for early in early_exits(graph, worth, hope) if giving_up_is_cheap else ():
        message = (
            f'Giving up pays: "{early.response}" at "{early.scene}" makes a bad ending certain and scores '
            f"{early.score:.0f}, losing {early.loss:g} where those who see it through lose {early.others_lose:.1f} on "
            "average. Raise the loss of that ending, or mark the reply lower."
        )
        at = context.response(early.scene, early.response).at
        yield context.warning("early-exit-pays", message, at, early.witness)
    for last in no_way_back(graph, worth, hope):
        message = (
            f'After a single mistake, "{last.response}" at "{last.scene}", which costs {last.cost:g}, only bad '
            'endings are left. Leave a way to a mixed one, or mark the reply "critical" and say why.'
        )
        at = context.response(last.scene, last.response).at
        yield context.warning("no-way-back", message, at, last.witness)
