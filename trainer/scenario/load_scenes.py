"""Reading scenes: their lines, decisions, endings and ways on."""

from __future__ import annotations

from trainer.document.fields import Fields, as_mapping, identifiers, named, quoted
from trainer.document.finding import Span
from trainer.document.nodes import Mapping, Sequence
from trainer.limits import OPTIONS_IN_A_DECISION
from trainer.scenario.context import Context
from trainer.scenario.load_responses import read_lines, read_response, read_ways
from trainer.scenario.load_typed import TYPED_KEYS, read_examples, read_listen_for, read_welcome
from trainer.scenario.model import (
    FALLBACK,
    TIMEOUT,
    Decision,
    Ending,
    Outcome,
    Response,
    Scene,
    links,
)

_DECISION_KEYS = ("decide", "responses", *TYPED_KEYS, "time_limit", "timeout", "fallback")
_SCENE_KEYS = ("touchpoint", "with", "lines", *_DECISION_KEYS, "ending", "next")
_ENDING_KEYS = ("outcome", "title", "lesson", "loss")


def read_scenes(head: Fields, context: Context) -> dict[str, Scene]:
    """The scenes by id."""
    mapping = head.mapping_of("scenes", required=True)
    found: dict[str, Scene] = {}
    for key, key_node, node in named(mapping, context.notes):
        inner = as_mapping(node, f'the scene "{key}"', context.notes)
        if inner is not None:
            found[key] = _scene(key, inner, key_node.span, context)
    return found


def _scene(key: str, mapping: Mapping, at: Span, context: Context) -> Scene:
    fields = Fields(mapping, _SCENE_KEYS, f'the scene "{key}"', context.notes)
    partner = fields.text("with", required=False) or None
    if partner and partner not in context.cast:
        context.notes.unknown("unknown-speaker", "cast member", partner, context.cast, fields.at("with"))
    ways = [k for k in ("decide", "ending", "next") if k in fields]
    if len(ways) != 1:
        _not_one_way(key, ways, fields, at)
    if "decide" not in fields:
        for lonely in (k for k in _DECISION_KEYS if k in fields):
            message = f'"{lonely}" belongs to a decision: the scene "{key}" needs "decide" as well.'
            context.notes.error("missing-key", message, mapping.keys[lonely])
    return Scene(
        id=key,
        touchpoint=fields.text("touchpoint", required=False) or None,
        partner=partner,
        lines=read_lines(fields, "lines", context),
        decision=_decision(fields, key, context) if "decide" in fields else None,
        ending=_ending(fields, key, context) if "ending" in fields else None,
        next=read_ways(fields, context) if "next" in fields else (),
        at=at,
    )


def _not_one_way(key: str, ways: list[str], fields: Fields, at: Span) -> None:
    if ways:
        message = f'The scene "{key}" has {" and ".join(ways)}: it can have only one of them.'
        fields.notes.error("two-ways", message, fields.mapping.keys[ways[1]])
    elif "responses" not in fields:
        message = f'The scene "{key}" stops here: give it "decide" with "responses", an "ending", or "next".'
        fields.notes.error("no-way-on", message, at)


def _decision(fields: Fields, key: str, context: Context) -> Decision:
    nodes = fields.items("responses", required=True)
    if len(nodes) > OPTIONS_IN_A_DECISION:
        message = f"{len(nodes)} responses are more than anyone can weigh: at most {OPTIONS_IN_A_DECISION}."
        context.notes.error("too-many-options", message, fields.at("responses"))
        nodes = nodes[:OPTIONS_IN_A_DECISION]
    if "responses" in fields and isinstance(fields.at("responses"), Sequence) and len(nodes) < 2:
        message = f'The decision in "{key}" leaves no choice: give it at least two responses.'
        context.notes.error("no-choice", message, fields.at("responses"))
    responses = [r for r in (read_response(node, None, context) for node in nodes) if r]
    _distinct(responses, context)
    limit = fields.whole("time_limit", 5, 600, required=False)
    timeout = _unlisted(fields, TIMEOUT, responses, context)
    if (limit is None) != ("timeout" not in fields) and "time_limit" not in fields:
        context.notes.error("missing-key", '"timeout" needs a "time_limit" in seconds.', fields.at("timeout"))
    elif "time_limit" in fields and "timeout" not in fields:
        message = '"time_limit" needs a "timeout" that says what happens when the time is up.'
        context.notes.error("missing-key", message, fields.at("time_limit"))
    return Decision(
        prompt=context.text(fields, "decide"),
        responses=tuple(responses),
        typed=read_welcome(fields),
        expects=identifiers(fields, "expects"),
        listen_for=read_listen_for(fields),
        examples=read_examples(fields, [r.id for r in responses]),
        time_limit=limit,
        timeout=timeout,
        fallback=_unlisted(fields, FALLBACK, responses, context),
        at=fields.mapping.span,
    )


def _unlisted(fields: Fields, key: str, responses: list[Response], context: Context) -> Response | None:
    node = fields.node(key)
    found = read_response(node, key, context) if node is not None else None
    at_stake = {m.principle for r in responses for m in r.marks}
    for mark in found.marks if found else ():
        if mark.principle not in at_stake:
            message = f'No response here is marked on "{mark.principle}", so this mark could never count.'
            context.notes.error("mark-not-at-stake", message, mark.at)
    return found


def _distinct(responses: list[Response], context: Context) -> None:
    seen: dict[str, Response] = {}
    for response in responses:
        first = seen.setdefault(response.id, response)
        if first is not response and response.id:
            message = f'There is a response "{response.id}" in line {first.at.line} already.'
            context.notes.error("duplicate-id", message, response.at)


def _ending(fields: Fields, key: str, context: Context) -> Ending | None:
    mapping = fields.mapping_of("ending")
    if mapping is None:
        return None
    inner = Fields(mapping, _ENDING_KEYS, f'the ending of "{key}"', context.notes)
    inner.node("outcome", required=True)
    return Ending(
        outcome=inner.choice("outcome", Outcome, Outcome.MIXED),
        title=context.text(inner, "title", required=False),
        lesson=context.text(inner, "lesson"),
        loss=_loss(inner),
        at=mapping.span,
    )


def _loss(fields: Fields) -> float | None:
    found = fields.whole("loss", 0, 1000, required=False)
    return None if found is None else float(found)


def check_links(head: Fields, scenes: dict[str, Scene], start: str, context: Context) -> None:
    """Every way on leads to a scene, the start is one, and a touchpoint has one partner."""
    if start and start not in scenes:
        context.notes.unknown("dangling-link", "scene", start, scenes, head.at("start"))
    partners: dict[str, Scene] = {}
    someone = next(iter(context.cast), None)
    for scene in scenes.values():
        for way in links(scene):
            if way.scene not in scenes:
                context.notes.unknown("dangling-link", "scene", way.scene, scenes, way.at)
        if scene.touchpoint and scene.decision:
            first = partners.setdefault(scene.touchpoint, scene)
            if (first.partner or someone) != (scene.partner or someone):
                message = (
                    f'The touchpoint "{quoted(scene.touchpoint)}" has another partner in "{first.id}": '
                    "one touchpoint is contact with one person."
                )
                context.notes.error("touchpoint-two-partners", message, scene.at)
