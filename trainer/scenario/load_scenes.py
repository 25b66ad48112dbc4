"""Reading scenes: their lines, decisions with responses and examples, endings and ways on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trainer.document.fields import Fields, as_mapping, identifiers, named, quoted
from trainer.document.finding import Span
from trainer.document.nodes import Mapping, Node, Scalar, Sequence, kind_of
from trainer.limits import OPTIONS_IN_A_DECISION
from trainer.principles.acts import Cue, read_cues
from trainer.principles.frameworks import Judged
from trainer.scenario import format_keys
from trainer.scenario.facts import Fact, read_flag
from trainer.scenario.load_context import LoadContext
from trainer.scenario.model import (
    FALLBACK,
    NARRATOR,
    NONE_OF_THESE,
    TIMEOUT,
    YOU,
    Decision,
    Effect,
    Ending,
    Example,
    Line,
    Mark,
    Outcome,
    Response,
    Scene,
    WayOn,
    links,
)
from trainer.scenario.placeholders import EMPTY, Text, parse_text, unwrapped


def _read_welcome(fields: Fields) -> bool:
    """Whether own words are welcome."""
    node = fields.node("typed")
    if node is None:
        return False
    if isinstance(node, Scalar) and node.text in ("welcome", "no"):
        return node.text == "welcome"
    fields.wrong("typed", "welcome or no", node)
    return False


def _read_listen_for(fields: Fields) -> dict[str, tuple[Cue, ...]]:
    """The scene's own cues, by act. They may use the slots of the cue syntax, but no groups of an acts file."""
    mapping = fields.mapping_of("listen_for")
    if mapping is None:
        return {}
    inner = Fields(mapping, tuple(mapping.keys), '"listen_for"', fields.notes)
    return {act: read_cues(inner, act, ()) for act, _, _ in named(mapping, fields.notes)}


def _read_examples(fields: Fields, responses: Iterable[str]) -> tuple[Example, ...]:
    """The graded examples beside the decision."""
    known = (*responses, FALLBACK, NONE_OF_THESE)
    found = []
    for node in fields.items("examples"):
        mapping = as_mapping(node, "an example", fields.notes)
        if mapping is not None:
            found.append(_example(Fields(mapping, format_keys.EXAMPLE, "an example", fields.notes), known))
    return tuple(found)


def _example(fields: Fields, responses: tuple[str, ...]) -> Example:
    means = fields.text("means") or None
    if means and means not in responses:
        fields.notes.unknown("unknown-response", "response", means, responses, fields.at("means"))
    shows, lacks = identifiers(fields, "shows"), identifiers(fields, "lacks")
    for act in set(shows) & set(lacks):
        fields.notes.error("contradiction", f'The example both shows and lacks "{act}".', fields.at("lacks"))
    if not (means or shows or lacks):
        message = 'The example says nothing: give it "means", "shows" or "lacks".'
        fields.notes.error("missing-key", message, fields.mapping)
    return Example(
        typed=unwrapped(fields.text("typed")),
        means=means,
        shows=shows,
        lacks=lacks,
        source=fields.text("from"),
        at=fields.mapping.span,
    )


_STEP = re.compile(r"([+-])\s*(\d{1,6})")
_DEFAULT_CRITICAL = "This error is too grave for the run to be passed."


def _read_response(node: Node, unlisted: str | None, context: LoadContext) -> Response | None:
    """A response; for a time-out or a fallback `unlisted` is its id, and it has no words."""
    what = f'"{unlisted}"' if unlisted else "a response"
    mapping = as_mapping(node, what, context.notes)
    if mapping is None:
        return None
    fields = Fields(mapping, format_keys.UNLISTED if unlisted else format_keys.RESPONSE, what, context.notes)
    identifier = unlisted or fields.identifier("id")
    if not unlisted and identifier in format_keys.RESERVED_RESPONSES:
        message = f'"{identifier}" has a meaning of its own: call this response something else.'
        context.notes.error("reserved-id", message, fields.at("id"))
    fields.what = f'the response "{identifier}"' if identifier else what
    return Response(
        id=identifier,
        words=EMPTY if unlisted else _words(fields, context),
        is_deed="do" in fields,
        marks=_marks(fields, context),
        effects=_effects(fields, context),
        then=_read_lines(fields, "then", context),
        next=_read_ways(fields, context),
        when=context.condition(fields.node("when")) if not unlisted else None,
        once=not unlisted and fields.flag("once"),
        critical=_critical(fields, context),
        at=mapping.span,
    )


def _words(fields: Fields, context: LoadContext) -> Text:
    if "say" in fields and "do" in fields:
        fields.notes.error("two-ways", '"say" and "do" cannot stand together: choose one.', fields.mapping.keys["do"])
    if "say" not in fields and "do" not in fields:
        context.notes.error("missing-key", f'{fields.what} needs words ("say") or a deed ("do").', fields.start)
        return EMPTY
    return context.text(fields, "say" if "say" in fields else "do")


def _critical(fields: Fields, context: LoadContext) -> Text | None:
    node = fields.node("critical")
    if isinstance(node, Scalar):
        flag = read_flag(node.text.strip())
        if flag is not None:
            return parse_text(_DEFAULT_CRITICAL) if flag else None
    return context.text(fields, "critical") if node is not None else None


def _marks(fields: Fields, context: LoadContext) -> tuple[Mark, ...]:
    mapping = fields.mapping_of("marks")
    found: dict[str, Mark] = {}
    for name, key in mapping.keys.items() if mapping else ():
        principle = context.principle(name, key)
        inner = as_mapping(mapping.values[name], f'the mark on "{name}"', context.notes) if mapping else None
        if inner is None:
            continue
        mark_fields = Fields(inner, format_keys.MARK, f'the mark on "{name}"', context.notes)
        level = mark_fields.whole("level")
        why = context.text(mark_fields, "why")
        if principle in found:
            context.notes.error("duplicate-key", f'"{principle}" is marked twice here.', key)
        elif principle and _judged_on_replies(principle, context):
            found[principle] = Mark(principle, level or 0, why, key.span)
        elif principle:
            message = f'"{principle}" is judged over the whole run: it cannot be marked on a reply.'
            context.notes.error("run-judged", message, key)
    return tuple(found.values())


def _judged_on_replies(principle: str, context: LoadContext) -> bool:
    framework, _, short = principle.partition(".")
    return any(f.id == framework and f.principles[short].judged is Judged.REPLY for f in context.frameworks)


def _effects(fields: Fields, context: LoadContext) -> tuple[Effect, ...]:
    mapping = fields.mapping_of("effects")
    found: list[Effect] = []
    for name, key in mapping.keys.items() if mapping else ():
        fact = context.facts.get(name)
        node = mapping.values[name] if mapping else key
        if fact is None:
            context.notes.unknown("unknown-fact", "fact", name, context.facts, key)
        elif not isinstance(node, Scalar):
            fields.wrong(name, fact.domain(), node)
        else:
            effect = _effect(fact, node, context)
            if effect:
                found.append(effect)
    return tuple(found)


def _effect(fact: Fact, node: Scalar, context: LoadContext) -> Effect | None:
    step = _STEP.fullmatch(node.text.strip())
    if step and fact.is_number:
        return Effect(fact.id, int(step[1] + step[2]), adds=True, at=node.span)
    value = fact.read(node.text.strip())
    if value is None:
        message = f'"{fact.id}" can never be "{node.text.strip()}": it is {fact.domain()}.'
        context.notes.error("outside-domain", message, node)
        return None
    return Effect(fact.id, value, at=node.span)


def _read_lines(fields: Fields, key: str, context: LoadContext) -> tuple[Line, ...]:
    """A list of lines, each by one speaker."""
    found = [_line(item, context) for item in fields.items(key)]
    return tuple(line for line in found if line)


def _line(node: Node, context: LoadContext) -> Line | None:
    if not isinstance(node, Mapping):
        message = f"A line begins with who speaks, as in `narrator: |`; here it is {kind_of(node)}."
        context.notes.error("wrong-type", message, node)
        return None
    speakers = [k for k in node.keys if k != "when"]
    for name in speakers:
        if name not in (NARRATOR, YOU) and name not in context.cast:
            known = [*context.cast, NARRATOR, YOU]
            context.notes.unknown("unknown-speaker", "cast member", name, known, node.keys[name])
    if len(speakers) != 1:
        context.notes.error("two-ways", "A line has exactly one speaker: begin a new line with a dash.", node)
        return None
    text = context.text_of(node.values[speakers[0]], "This line")
    return Line(speakers[0], text, context.condition(node.values.get("when")), node.span)


def _read_ways(fields: Fields, context: LoadContext) -> tuple[WayOn, ...]:
    """The way on: a scene, or a list of ways whose last always applies."""
    node = fields.node("next")
    if isinstance(node, Scalar):
        scene = fields.text("next")
        return (WayOn(scene, None, node.span),) if scene else ()
    if not isinstance(node, Sequence):
        if node is not None:
            fields.wrong("next", "a scene, or a list of scenes with conditions", node)
        return ()
    found = [way for way in (_way(item, context) for item in node.items) if way]
    if not node.items:
        context.notes.error("no-way-on", '"next" is an empty list: name a scene.', node)
    elif found and len(found) == len(node.items):
        _last_always_applies(node, context)
    return tuple(found)


def _way(node: Node, context: LoadContext) -> WayOn | None:
    mapping = as_mapping(node, "a way on", context.notes)
    if mapping is None:
        return None
    fields = Fields(mapping, format_keys.WAY_ON, "a way on", context.notes)
    scene = fields.text("scene")
    if not scene:
        return None
    return WayOn(scene, context.condition(fields.node("when")), fields.at("scene").span)


def _last_always_applies(node: Sequence, context: LoadContext) -> None:
    for item in node.items[:-1]:
        if isinstance(item, Mapping) and "when" not in item.values:
            message = "The ways after this one are never taken, since it has no condition."
            context.notes.error("dead-way", message, item)
    last = node.items[-1]
    if isinstance(last, Mapping) and "when" in last.values:
        message = 'The last way on must have no "when", so that one always applies.'
        context.notes.error("no-way-on", message, last)


def read_scenes(head: Fields, context: LoadContext) -> dict[str, Scene]:
    """The scenes by id."""
    mapping = head.mapping_of("scenes")
    found: dict[str, Scene] = {}
    for key, key_node, node in named(mapping, context.notes):
        inner = as_mapping(node, f'the scene "{key}"', context.notes)
        if inner is not None:
            found[key] = _scene(key, inner, key_node.span, context)
    return found


def _scene(key: str, mapping: Mapping, at: Span, context: LoadContext) -> Scene:
    fields = Fields(mapping, format_keys.SCENE, f'the scene "{key}"', context.notes)
    partner = fields.text("with") or None
    if partner and partner not in context.cast:
        context.notes.unknown("unknown-speaker", "cast member", partner, context.cast, fields.at("with"))
    ways = [k for k in ("decide", "ending", "next") if k in fields]
    if len(ways) != 1:
        _not_one_way(key, ways, fields, at)
    if "decide" not in fields:
        for lonely in (k for k in format_keys.DECISION if k in fields):
            message = f'"{lonely}" belongs to a decision: the scene "{key}" needs "decide" as well.'
            context.notes.error("missing-key", message, mapping.keys[lonely])
    return Scene(
        id=key,
        touchpoint=fields.text("touchpoint") or None,
        partner=partner,
        lines=_read_lines(fields, "lines", context),
        decision=_decision(fields, key, context) if "decide" in fields else None,
        ending=_ending(fields, key, context) if "ending" in fields else None,
        next=_read_ways(fields, context) if "next" in fields else (),
        at=at,
    )


def _not_one_way(key: str, ways: list[str], fields: Fields, at: Span) -> None:
    if ways:
        message = f'The scene "{key}" has {" and ".join(ways)}: it can have only one of them.'
        fields.notes.error("two-ways", message, fields.mapping.keys[ways[1]])
    elif "responses" not in fields:
        message = f'The scene "{key}" stops here: give it "decide" with "responses", an "ending", or "next".'
        fields.notes.error("no-way-on", message, at)


def _decision(fields: Fields, key: str, context: LoadContext) -> Decision:
    nodes = fields.items("responses", required=True)
    if len(nodes) > OPTIONS_IN_A_DECISION:
        message = f"{len(nodes)} responses are more than anyone can weigh: at most {OPTIONS_IN_A_DECISION}."
        context.notes.error("too-many-options", message, fields.at("responses"))
        nodes = nodes[:OPTIONS_IN_A_DECISION]
    if "responses" in fields and isinstance(fields.at("responses"), Sequence) and len(nodes) < 2:
        message = f'The decision in "{key}" leaves no choice: give it at least two responses.'
        context.notes.error("no-choice", message, fields.at("responses"))
    responses = [r for r in (_read_response(node, None, context) for node in nodes) if r]
    _distinct(responses, context)
    limit = fields.whole("time_limit")
    timeout = _unlisted(fields, TIMEOUT, responses, context)
    if (limit is None) != ("timeout" not in fields) and "time_limit" not in fields:
        context.notes.error("missing-key", '"timeout" needs a "time_limit" in seconds.', fields.at("timeout"))
    elif "time_limit" in fields and "timeout" not in fields:
        message = '"time_limit" needs a "timeout" that says what happens when the time is up.'
        context.notes.error("missing-key", message, fields.at("time_limit"))
    return Decision(
        prompt=context.text(fields, "decide"),
        responses=tuple(responses),
        typed=_read_welcome(fields),
        expects=identifiers(fields, "expects"),
        listen_for=_read_listen_for(fields),
        examples=_read_examples(fields, [r.id for r in responses]),
        time_limit=limit,
        timeout=timeout,
        fallback=_unlisted(fields, FALLBACK, responses, context),
        at=fields.mapping.span,
    )


def _unlisted(fields: Fields, key: str, responses: list[Response], context: LoadContext) -> Response | None:
    node = fields.node(key)
    found = _read_response(node, key, context) if node is not None else None
    at_stake = {m.principle for r in responses for m in r.marks}
    for mark in found.marks if found else ():
        if mark.principle not in at_stake:
            message = f'No response here is marked on "{mark.principle}", so this mark could never count.'
            context.notes.error("mark-not-at-stake", message, mark.at)
    return found


def _distinct(responses: list[Response], context: LoadContext) -> None:
    seen: dict[str, Response] = {}
    for response in responses:
        first = seen.setdefault(response.id, response)
        if first is not response and response.id:
            message = f'There is a response "{response.id}" in line {first.at.line} already.'
            context.notes.error("duplicate-id", message, response.at)


def _ending(fields: Fields, key: str, context: LoadContext) -> Ending | None:
    mapping = fields.mapping_of("ending")
    if mapping is None:
        return None
    inner = Fields(mapping, format_keys.ENDING, f'the ending of "{key}"', context.notes)
    loss = inner.whole("loss")
    return Ending(
        outcome=inner.choice("outcome", Outcome, Outcome.MIXED),
        title=context.text(inner, "title"),
        lesson=context.text(inner, "lesson"),
        loss=None if loss is None else float(loss),
        at=mapping.span,
    )


def check_links(head: Fields, scenes: dict[str, Scene], start: str, context: LoadContext) -> None:
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
