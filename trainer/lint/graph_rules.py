"""Rules on what play never meets: unreachable scenes, conditions that never change, facts that nobody reads or sets."""

from collections.abc import Iterator

from trainer.analysis.coverage import Guards, condition_coverage, fact_uses, reached
from trainer.document.finding import Finding
from trainer.lint.rule_context import RuleContext
from trainer.scenario.model import links


def check_reachability(context: RuleContext) -> Iterator[Finding]:
    """Scenes, endings and responses that no run can meet; nothing unless that is proved."""
    if not context.graph.complete:
        return
    met = reached(context.graph)
    linked = {way.scene for scene in context.scenario.scenes.values() for way in links(scene)}
    for name in met.missing_scenes:
        scene = context.scenario.scenes[name]
        if name in linked:
            why = "what leads here never applies. Look at the conditions on the way, or take it out."
        else:
            why = "nothing leads here. Name it as the way on somewhere, or take it out."
        if scene.ending:
            yield context.warning("unreachable-ending", f'No run can end in "{name}": {why}', scene.at)
        else:
            yield context.warning("unreachable-scene", f'No run can come to the scene "{name}": {why}', scene.at)
    for name, reply in met.missing_replies:
        message = (
            f'The response "{reply}" is never on offer: its "when" does not hold in any state that play can bring '
            "here. Look at what sets those facts."
        )
        yield context.warning("unreachable-response", message, context.response(name, reply).at)


_ALWAYS = {
    Guards.LINE: "This line is always told",
    Guards.RESPONSE: "This response is always on offer",
    Guards.WAY: "This way on is always taken when it is asked for",
    Guards.LOSS: "This loss always counts when it is asked for",
}
_NEVER = {
    Guards.LINE: "This line is never told",
    Guards.WAY: "This way on is never taken",
    Guards.LOSS: "This loss never counts",
}
_INSTEAD = {
    Guards.LINE: 'Leave the "when" out',
    Guards.RESPONSE: 'Leave the "when" out',
    Guards.WAY: "Make it the last way, without a condition",
    Guards.LOSS: "Make it the last loss, without a condition",
}


def check_conditions(context: RuleContext) -> Iterator[Finding]:
    """Every condition, over all the states that play can bring to it; nothing unless all are known."""
    for one in condition_coverage(context.graph) if context.graph.complete else ():
        if one.always:
            message = (
                f'{_ALWAYS[one.guards]}: its "when" holds in every state that play brings here. '
                f"{_INSTEAD[one.guards]}, or look at what sets its facts."
            )
            yield context.warning("always-true", message, one.at)
        elif one.always is not None and one.guards in _NEVER:
            message = (
                f'{_NEVER[one.guards]}: its "when" does not hold in any state that play brings here. Look at what sets '
                "its facts."
            )
            yield context.warning("always-false", message, one.at)


def check_facts(context: RuleContext) -> Iterator[Finding]:
    """Facts without a reader, and facts without a writer."""
    for use in fact_uses(context.scenario):
        name = use.fact.id
        if use.never_read:
            message = f'Nothing asks for the fact "{name}": use it in a "when", show it with "shown", or take it out.'
            yield context.warning("fact-never-read", message, use.fact.at)
        elif use.never_written:
            message = f'No reply sets the fact "{name}", so it keeps its first value: give it an effect somewhere.'
            yield context.warning("fact-never-written", message, use.fact.at)
